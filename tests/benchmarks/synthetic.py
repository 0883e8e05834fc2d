"""Synthetic content: any number of trades that do not exist, the same bytes for the same arguments.

Run it with `python -m tests.benchmarks.synthetic FOLDER COUNT`.
"""

import argparse
import random
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from oma_builder.content import reference
from oma_builder.content.short_codes import short_code
from oma_builder.content.typography import slugify
from tests.benchmarks import around, places, studies, words
from tests.benchmarks.writing import READ_ON, Data, dump, gendered, source


def write_content(folder: Path, count: int, seed: str = "oma") -> None:
    """Write into `folder` a valid content of `count` trades and of every other kind of document, with two drawings."""
    texts = {
        f"{kind}/{name}.yaml": dump(data)
        for kind, found in documents(count, seed).items()
        for name, data in found.items()
    }
    texts |= {f"guides/{name}.md": text for name, text in around.handbooks().items()}
    texts |= {f"pages/{name}.md": text for name, text in around.pages().items()}
    texts |= {"site.yaml": dump(site()), "images/dessin.svg": _DRAWING, "images/icone.svg": _ICON}
    for name, text in texts.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8", newline="\n")


def documents(count: int, seed: str) -> dict[str, dict[str, Data]]:
    """Return the documents of a guide of `count` trades that are data: by kind, then by identifier."""
    metiers = [identifier(index) for index in range(count)]
    sectors = {slugify(name): sector(name, rank) for rank, name in enumerate(sector_names(count))}
    names = list(sectors)
    return {
        "metiers": {metiers[index]: metier(index, count, seed) for index in range(count)},
        "secteurs": sectors,
        "territoires": places.territories(),
        "formations": studies.formations(count),
        "interets": around.interests(),
        "accueils": around.offers(metiers, seed),
        "regles": around.rules(),
        "campus": around.campuses(metiers, names),
        "films": around.films(metiers),
        "evenements": around.events(metiers, names),
        "initiatives": around.initiatives(names),
        "cahiers": around.briefs(),
        "acteurs": around.actors(),
        "publics": around.publics(),
    }


def sector_names(count: int) -> tuple[str, ...]:
    """Return the sectors of a guide of `count` trades: none is empty."""
    return words.SECTORS[:count]


def title(index: int) -> words.Pair:
    """Return both forms of the title of trade `index`; every index has its own."""
    block, noun = divmod(index, len(words.TITLES))
    # Neighbours differ in both words; for one noun, `block` alone still decides domain and manner.
    domain = words.DOMAINS[(block + 7 * noun) % len(words.DOMAINS)]
    rank = block // len(words.DOMAINS)
    manner = words.MANNERS[rank] if rank < len(words.MANNERS) else f" de la zone {rank}"
    masculine, feminine = words.TITLES[noun]
    return f"{masculine} en {domain}{manner}", f"{feminine} en {domain}{manner}"


def identifier(index: int) -> str:
    """Return the name of a trade's file; no two have the same short code, which an editor would have to mend."""
    return _identifiers(1 << (index + 1).bit_length())[index]


@cache
def _identifiers(count: int) -> tuple[str, ...]:
    names: dict[str, str] = {}
    for index in range(count):
        name = f"{slugify(title(index)[0].partition(' en ')[0])}-{index + 1:05}"
        while short_code(name) in names:
            name += "-bis"
        names[short_code(name)] = name
    return tuple(names.values())


def metier(index: int, count: int, seed: str) -> Data:
    """Return trade `index` of `count`, with every list filled."""
    # A string seeds through SHA-512, so that neither the platform nor PYTHONHASHSEED matters.
    dice = random.Random(f"{seed}/{index}")  # noqa: S311 - a benchmark keeps no secret
    sectors = [slugify(name) for name in sector_names(count)]
    level = dice.choice((3, 3, 4, 4, 5, 6))
    return {
        "titre": gendered(title(index)),
        **_names(dice, index),
        "accroche": dice.choice(words.HOOKS),
        "secteur": sectors[index % len(sectors)],
        "secteurs_associes": [sectors[(index + 3) % len(sectors)]] if len(sectors) > 3 else [],
        **_rome(index),
        "acces": min(studies.ACCESS[level], 4),
        "niveau": level,
        "missions": _sentences(dice, 5),
        "journee": _day(dice, sectors[index % len(sectors)]),
        "conditions": _conditions(dice),
        "competences": dice.sample(words.SKILLS, 6),
        "qualites": dice.sample(words.QUALITIES, 4),
        "etudes": [studies.path(dice, least, count) for least in (level, level + 1)],
        "matieres": dice.sample(words.SUBJECTS, 3),
        "apprentissage": "La plupart de ces diplômes se préparent aussi en apprentissage, dès 15 ans dans certains cas.",
        **_claims(dice, index),
        "employeurs": dice.sample(words.EMPLOYERS, 3),
        "evolutions": dice.sample(words.PROSPECTS, 3),
        "similaires": _similar(index, count),
        "sources": [source("Fiche d'un métier qui n'existe pas"), source("Jeu de données de mesure")],
        "revu_le": READ_ON,
    }


def _names(dice: random.Random, index: int) -> Data:
    domain = dice.choice(words.DOMAINS)
    synonyms = [gendered((f"{him} de {domain}", f"{her} de {domain}")) for him, her in dice.sample(words.TITLES, 2)]
    label = reference.rome()[_code(index)].label
    synonyms.append(gendered((label.partition(" / ")[0], label.rpartition(" / ")[2])))
    return {"synonymes": synonyms, "mots_cles": dice.sample(words.KEYWORDS, 6)}


def _rome(index: int) -> Data:
    code = _code(index)
    sheet = reference.rome()[code]
    minor = {"secondaire": sheet.minor} if sheet.minor else {}
    return {"rome": code, "interets": {"principal": sheet.major, **minor}}


def _code(index: int) -> str:
    # A guide writes no name with an ending in brackets, as some of ROME have.
    codes = tuple(code for code, sheet in reference.rome().items() if "(" not in sheet.label)
    return codes[index * 37 % len(codes)]


def _sentences(dice: random.Random, number: int) -> list[str]:
    parts = (dice.sample(choices, number) for choices in (words.VERBS, words.OBJECTS, words.ENDS))
    return [f"{verb} {what}, {end}." for verb, what, end in zip(*parts, strict=True)]


def _day(dice: random.Random, sector_id: str) -> str:
    moments = sorted(dice.sample(range(len(words.MOMENTS)), 6))
    hours = (
        f"- **{8 + hour} h{' 30' if hour % 2 else ''}** — {words.MOMENTS[moment]}"
        for hour, moment in enumerate(moments)
    )
    return f"Une journée type, dans [ce secteur](secteur:{sector_id}).\n\n" + "\n".join(hours) + "\n"


def _conditions(dice: random.Random) -> Data:
    return {
        "lieux": dice.sample(words.PLACES, 2),
        "horaires": dice.choice(words.HOURS),
        "tenue": dice.choice(words.CLOTHES),
        "contraintes": dice.sample(words.HARDSHIPS, 3),
    }


def _claims(dice: random.Random, index: int) -> Data:
    pay = dice.randrange(1_850, 2_600, 10)
    towns = dice.sample(places.departements(), 2)
    rule = {"texte": "Un examen médical est obligatoire avant de commencer.", "source": source("Code du travail")}
    return {
        **({"reglementation": rule} if index % 4 == 0 else {}),
        "salaire": {"debutant": pay, "confirme": pay + 600, "source": source("Enquête sur les salaires")},
        "recrute": [
            {"territoire": place, "constat": dice.choice(words.CLAIMS), "source": source("Enquête sur les embauches")}
            for place in towns
        ],
    }


def _similar(index: int, count: int) -> list[str]:
    near = {(index + step) % count for step in (1, 7, 31)} - {index}
    return [identifier(other) for other in sorted(near)]


def sector(name: str, rank: int) -> Data:
    """Return one sector."""
    return {
        "nom": name,
        "accroche": f"{name} : des métiers utiles, à découvrir de près et à essayer.",
        "presentation": "\n\n".join(words.PARAGRAPHS) + "\n",
        "couleur": words.COLOURS[rank % len(words.COLOURS)],
        "icone": "icone.svg",
        "illustration": {"fichier": "dessin.svg", "alt": "Un disque et une colline.", "credit": "OMA Builder"},
        "federation": {
            "nom": f"Fédération de mesure : {name}",
            "adresse": f"https://exemple.fr/federations/{slugify(name)}",
            "source": source("Annuaire des fédérations"),
        },
    }


def site() -> Data:
    """Return the site's own facts."""
    return {
        "titre": "Guide de mesure",
        "slogan": "Des métiers qui n'existent pas, pour mesurer le temps.",
        "description": "Un guide de métiers imaginaires, en Occitanie, pour les bancs de mesure.",
        "adresse": "https://exemple.fr/",
        "contact": "contact@exemple.fr",
        "editeur": "OMA Builder",
        "edition": {"nom": "2026-2027", "arretee_le": READ_ON},
        "licence_contenus": "Ces textes sont engendrés : personne n'en est l'auteur.",
        "revision_mois": 120,
        "couverture": {"fichier": "dessin.svg", "alt": "Un disque et une colline.", "credit": "OMA Builder"},
    }


_DRAWING = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 800 500" width="800" height="500">
  <rect width="800" height="500" fill="#dcf0f5"/>
  <circle cx="560" cy="160" r="80" fill="#f3c35f"/>
  <path d="M0 400C200 260 420 300 800 380V500H0Z" fill="#3b6637"/>
</svg>
"""

_ICON = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" width="24" height="24">
  <path d="M4 20L12 4l8 16Z" fill="#3b6637"/>
</svg>
"""


def main(arguments: Sequence[str] | None = None) -> None:
    """Write the content that the command line asks for."""
    parser = argparse.ArgumentParser(description="Write a synthetic content folder.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("count", type=int)
    chosen = parser.parse_args(arguments)
    write_content(chosen.folder, chosen.count)


if __name__ == "__main__":
    main()
