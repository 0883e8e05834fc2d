"""The diplomas of the synthetic content: one ladder per domain, shared by the trades."""

import random

from oma_builder.content.typography import slugify
from tests.benchmarks import words
from tests.benchmarks.writing import READ_ON, Data, source

_LADDER = ("cap", "bac-professionnel", "bts", "licence-professionnelle", "master")
"""What follows what, from level 3 to level 7."""


ACCESS = {3: 0, 4: 0, 5: 4, 6: 5, 7: 6}
"""What the diploma of each level asks for."""


def domains(count: int) -> tuple[str, ...]:
    """Return the domains in which a guide of `count` trades has diplomas: about three diplomas per trade, at most 258."""
    return words.DOMAINS[: max(1, (count + 1) // 2)]


def formation(name: str, domain: str) -> str:
    """Return the identifier of a diploma."""
    return slugify(f"{name} {domain}")


def formations(count: int) -> dict[str, Data]:
    """Return every diploma of a guide of `count` trades, by identifier."""
    return {
        formation(name, domain): _formation(level, name, time, domain, rank)
        for rank, domain in enumerate(domains(count))
        for level, name, time in words.DIPLOMAS
    }


def _formation(level: int, name: str, time: str, domain: str, rank: int) -> Data:
    after = _LADDER[level - 2 : level - 1]
    return {
        "intitule": f"{name}, spécialité {domain}",
        "niveau": level,
        "acces": ACCESS[level],
        "duree": time,
        "voies": ["scolaire", "apprentissage"] if level < 7 else ["scolaire"],
        "presentation": f"Tu y apprends les gestes et les règles de ce domaine, {domain}, avec des périodes en entreprise.",
        **({"mene_a": [formation(step, domain) for step in after]} if after else {}),
        "codes": {
            "rncp": f"RNCP{30_000 + 10 * rank + level}",
            "onisep": f"FOR.{10 * rank + level}",
            "releve_le": READ_ON,
        },
        "sources": [source("Fiche d'un diplôme qui n'existe pas")],
        "revu_le": READ_ON,
    }


def path(dice: random.Random, level: int, count: int) -> Data:
    """Return a way to a trade of that level: the last two diplomas, the second baccalauréat with its alternative."""
    domain = dice.choice(domains(count))
    last = min(level, 7) - 3
    steps = [_step(rank, domain) for rank in range(max(0, last - 1), last + 1)]
    return {"intitule": f"Par un diplôme en {domain}", "etapes": steps}


def _step(rank: int, domain: str) -> Data:
    step: Data = {"formation": formation(_LADDER[rank], domain)}
    if _LADDER[rank] == "bac-professionnel":
        step |= {
            "ou": [formation("brevet-professionnel", domain)],
            "precision": "en 2 ou 3 ans, selon la classe d'avant",
        }
    return step
