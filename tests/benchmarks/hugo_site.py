"""A Hugo site of the same content as ours: same fields as front matter, Markdown as body, templates in `hugo/`."""

import json
import shutil
from pathlib import Path
from typing import Any

import yaml

from oma_builder.guide import reference, vocabulary
from oma_builder.web.theme import css_tokens
from tests.benchmarks.synthetic import dump

Data = dict[str, Any]

_HERE = Path(__file__).resolve().parent
_BODIES = {"metiers": "journee", "secteurs": "presentation", "territoires": "presentation"}


def write_site(content: Path, folder: Path, assets: Path) -> None:
    """Write into `folder` the Hugo site of our content folder, with the look of our folder `assets`."""
    shutil.copytree(_HERE / "hugo", folder)
    _write(folder / "hugo.yaml", dump(_settings(_load(content / "site.yaml"))))
    _write(folder / "data" / "vocabulaire.json", json.dumps(_words(), ensure_ascii=False))
    for kind, body in _BODIES.items():
        for path in sorted((content / kind).glob("*.yaml")):
            _write(folder / "content" / kind / f"{path.stem}.md", document(_load(path), body))
        _write(
            folder / "content" / kind / "_index.md",
            f"---\ntitle: {_SECTIONS[kind][0]}\ndescription: {_SECTIONS[kind][1]}\n---\n",
        )
    for path in sorted((content / "pages").glob("*.md")):
        _write(
            folder / "content" / path.name,
            path.read_text(encoding="utf-8").replace("titre:", "title:", 1).replace("rang:", "weight:", 1),
        )
    shutil.copytree(content / "images", folder / "static" / "images")
    _copy_look(assets, folder)


_SECTIONS = {
    "metiers": ("Les métiers de A à Z", "Tous les métiers du guide, dans l’ordre alphabétique."),
    "secteurs": ("Les métiers par secteur", "Tous les secteurs du guide et leurs métiers."),
    "territoires": ("Près de chez moi", "Les métiers dans chaque académie et chaque département d’Occitanie."),
}


def document(data: Data, body_field: str) -> str:
    """Return one of our YAML documents as Hugo wants it: front matter and a Markdown body."""
    body = data.pop(body_field)
    title = data.get("titre", {})
    both = " / ".join(dict.fromkeys(title.values())) if title else data["nom"]
    if "type" in data:
        data["genre"] = data.pop("type")  # in Hugo, `type` chooses the template
    return f"---\n{dump({'title': both, **data})}---\n\n{body}"


def _load(path: Path) -> Data:
    loaded = yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader)
    assert isinstance(loaded, dict)
    return loaded


def _write(path: Path, text: str) -> None:
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
        "params": {key: value for key, value in site.items() if key not in ("titre", "adresse")},
    }


def _words() -> Data:
    return {
        "niveaux": {str(number): name for number, name in vocabulary.LEVELS.items()},
        "interets": vocabulary.INTERESTS,
        "indices": vocabulary.INTEREST_HINTS,
        "voies": vocabulary.WAYS,
        "accueils": vocabulary.HOST_OFFERS,
        "genres": vocabulary.TERRITORIES,
        "rome": {code: sheet.label for code, sheet in reference.rome().items()},
    }


def _copy_look(assets: Path, folder: Path) -> None:
    tokens = json.loads((assets / "tokens.json").read_text(encoding="utf-8"))
    _write(folder / "assets" / "css" / "tokens.css", css_tokens(tokens))
    for sheet in sorted((assets / "css").glob("*.css")):
        shutil.copy(sheet, folder / "assets" / "css" / sheet.name)
    shutil.copy(assets / "icons" / "oma.svg", folder / "assets" / "oma.svg")
