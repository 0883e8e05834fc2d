"""Synthetic content: any number of trades that do not exist, the same bytes for the same arguments.

Run it with `python -m tests.benchmarks.synthetic FOLDER COUNT`.
"""

import argparse
import random
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import yaml

from oma_builder.content.typography import slugify
from oma_builder.guide import reference
from tests.benchmarks import words

Data = dict[str, Any]

READ_ON = "2026-09-01"
"""The day every source was read and every trade reviewed: build with `--today` later than this."""

FAR = "2099-12-31"
_ACADEMIES = {"11": "Montpellier", "16": "Toulouse"}


class _Dumper(yaml.CSafeDumper):
    """Writes texts of several lines as literal blocks, as an author would, and never an alias."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def _text(dumper: _Dumper, value: str) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style="|" if "\n" in value else None)


_Dumper.add_representer(str, _text)


def write_content(folder: Path, count: int, seed: str = "oma") -> None:
    """Write into `folder` a valid content of `count` trades, their sectors, the territories, pages and images."""
    texts = {"site.yaml": dump(site()), **territories(), **_pages()}
    for index, name in enumerate(sector_names(count)):
        texts[f"secteurs/{slugify(name)}.yaml"] = dump(sector(name, words.COLOURS[index % len(words.COLOURS)]))
    for index in range(count):
        texts[f"metiers/{identifier(index)}.yaml"] = dump(metier(index, count, seed))
    texts["images/dessin.svg"] = _DRAWING
    for name, text in texts.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8", newline="\n")


def dump(data: Data) -> str:
    """Return the data as YAML, in the order of its keys."""
    # The C dumper is ten times faster, and both write the same.
    return str(yaml.dump(data, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=100))


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
    """Return the file name, without suffix, of trade `index`."""
    return f"{slugify(title(index)[0].partition(' en ')[0])}-{index + 1:05}"


def metier(index: int, count: int, seed: str) -> Data:
    """Return trade `index` of `count`, with every list filled."""
    # A string seeds through SHA-512, so that neither the platform nor PYTHONHASHSEED matters.
    dice = random.Random(f"{seed}/{index}")  # noqa: S311 - a benchmark keeps no secret
    sectors = [slugify(name) for name in sector_names(count)]
    level = dice.choice((3, 3, 4, 4, 5, 6))
    return {
        "titre": gendered(title(index)),
        **_names(dice),
        "accroche": dice.choice(words.HOOKS),
        "secteur": sectors[index % len(sectors)],
        "secteurs_associes": [sectors[(index + 3) % len(sectors)]] if len(sectors) > 3 else [],
        **_rome(index),
        "niveau": level,
        "missions": _sentences(dice, 5),
        "journee": _day(dice, sectors[index % len(sectors)]),
        "conditions": _conditions(dice),
        "competences": dice.sample(words.SKILLS, 6),
        "qualites": dice.sample(words.QUALITIES, 4),
        "etudes": [_path(dice, least) for least in range(level, level + 2)],
        "matieres": dice.sample(words.SUBJECTS, 3),
        "apprentissage": "La plupart de ces diplômes se préparent aussi en apprentissage, dès 15 ans dans certains cas.",
        **_claims(dice, index),
        "employeurs": dice.sample(words.EMPLOYERS, 3),
        "evolutions": dice.sample(words.PROSPECTS, 3),
        "similaires": _similar(index, count),
        **_doors(dice),
        "sources": [source("Fiche d'un métier qui n'existe pas"), source("Jeu de données de mesure")],
        "revu_le": READ_ON,
    }


def gendered(pair: words.Pair) -> Data:
    """Return both forms of a title as an author writes them."""
    return {"masculin": pair[0], "feminin": pair[1]}


def source(name: str) -> Data:
    """Return a source read on `READ_ON`."""
    return {"titre": name, "adresse": f"https://exemple.fr/{slugify(name)}/", "date": READ_ON}


def _names(dice: random.Random) -> Data:
    domain = dice.choice(words.DOMAINS)
    synonyms = [gendered((f"{him} de {domain}", f"{her} de {domain}")) for him, her in dice.sample(words.TITLES, 2)]
    return {"synonymes": synonyms, "mots_cles": dice.sample(words.KEYWORDS, 6)}


def _rome(index: int) -> Data:
    codes = tuple(reference.rome())
    code = codes[index * 37 % len(codes)]
    sheet = reference.rome()[code]
    minor = {"secondaire": sheet.minor} if sheet.minor else {}
    return {"rome": code, "interets": {"principal": sheet.major, **minor}}


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


def _path(dice: random.Random, least: int) -> Data:
    first = min(least, 6) - 3
    domain = dice.choice(words.DOMAINS)
    steps = [
        {
            "diplome": f"{name}, spécialité {domain}",
            "niveau": level,
            "duree": time,
            "voies": ["scolaire", "apprentissage"],
        }
        for level, name, time in words.DIPLOMAS[max(0, first - 1) : first + 1]
    ]
    return {"intitule": f"Par un diplôme en {domain}", "etapes": steps}


def _claims(dice: random.Random, index: int) -> Data:
    pay = dice.randrange(1_850, 2_600, 10)
    places = dice.sample(_departements(), 2)
    rule = {"texte": "Un examen médical est obligatoire avant de commencer.", "source": source("Code du travail")}
    return {
        **({"reglementation": rule} if index % 4 == 0 else {}),
        "salaire": {"debutant": pay, "confirme": pay + 600, "source": source("Enquête sur les salaires")},
        "recrute": [
            {"territoire": place, "constat": dice.choice(words.CLAIMS), "source": source("Enquête sur les embauches")}
            for place in places
        ],
    }


def _doors(dice: random.Random) -> Data:
    offer = {
        "type": dice.choice(("visite", "stage-3e", "pfmp")),
        "organisme": f"Atelier de {dice.choice(words.DOMAINS)}",
        "departement": dice.choice(_departements()),
        "jours": dice.randrange(1, 6),
        "valable_jusqu_au": FAR,
        "source": source("Réponse de l'organisme"),
    }
    campus = {"nom": f"Campus de {dice.choice(words.DOMAINS)}", "source": source("Liste des campus")}
    return {"accueils": [offer], "campus": [campus]}


def _similar(index: int, count: int) -> list[str]:
    near = {(index + step) % count for step in (1, 7, 31)} - {index}
    return [identifier(other) for other in sorted(near)]


def _departements() -> list[str]:
    return [slugify(departement.name) for departement in reference.departements().values()]


def sector(name: str, colour: str) -> Data:
    """Return one sector."""
    return {
        "nom": name,
        "accroche": f"{name} : des métiers utiles, à découvrir de près et à essayer.",
        "presentation": "\n\n".join(words.PARAGRAPHS) + "\n",
        "couleur": colour,
        "illustration": {"fichier": "dessin.svg", "alt": "Un disque et une colline.", "credit": "OMA Builder"},
    }


def territories() -> dict[str, str]:
    """Return the region, its academies and its departments, by file name."""
    made = {"occitanie": territory("region", "Occitanie", "en Occitanie", "76")}
    for code, town in _ACADEMIES.items():
        name = f"Académie de {town}"
        made[slugify(name)] = territory("academie", name, f"dans l'académie de {town}", code, "occitanie")
    for code, departement in reference.departements().items():
        parent = slugify(f"Académie de {_ACADEMIES[departement.academie_code]}")
        inside = f"dans le département {departement.name}"
        made[slugify(departement.name)] = territory("departement", departement.name, inside, code, parent)
    return {f"territoires/{key}.yaml": dump(data) for key, data in made.items()}


def territory(kind: str, name: str, inside: str, code: str, parent: str = "") -> Data:
    """Return one territory."""
    return {
        "type": kind,
        "nom": name,
        "dans": inside,
        "code": code,
        **({"rattachement": parent} if parent else {}),
        "presentation": f"Ici, {inside}, on trouve des villes, des villages et des ateliers de toutes tailles.\n"
        "Retourne à [la région](territoire:occitanie) pour comparer.\n",
        "sources": [source("Code officiel géographique")],
    }


def _pages() -> dict[str, str]:
    texts = {}
    for rank, name in enumerate(("À propos", "Mode d'emploi", "Mentions légales"), start=1):
        head = {
            "titre": name,
            "description": f"{name} de ce guide de mesure.",
            "menu": "haut" if rank < 3 else "pied",
            "rang": rank,
        }
        body = "\n\n".join(f"## Partie {part}\n\n{text}" for part, text in enumerate(words.PARAGRAPHS, start=1))
        texts[f"pages/{slugify(name)}.md"] = f"---\n{dump(head)}---\n\n{body}\n"
    return texts


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


def main(arguments: Sequence[str] | None = None) -> None:
    """Write the content that the command line asks for."""
    parser = argparse.ArgumentParser(description="Write a synthetic content folder.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("count", type=int)
    chosen = parser.parse_args(arguments)
    write_content(chosen.folder, chosen.count)


if __name__ == "__main__":
    main()
