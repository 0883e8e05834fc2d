"""The trades as open data: JSON, its JSON Schema, and a CSV that French spreadsheets open as it is.

Only what the guide publishes goes in, and no sample: a machine would take it for true. `dataset.py` describes it all.
"""

import csv
import io
import json
from collections.abc import Iterator, Mapping
from typing import Any

from oma_builder.artifact import Artifact
from oma_builder.guide import routes, vocabulary
from oma_builder.guide.metiers import Metier, Recruiting, Salary
from oma_builder.guide.model import Guide
from oma_builder.guide.values import Source
from oma_builder.web.dataset import DATASET, LEAVES, schema_of

BETWEEN = " | "
"""What separates the values of one cell; a bar inside a value is written `¦`, so that they can be told apart."""

# OWASP, "CSV Injection", and ASVS 5.0, 1.2.10: a cell that starts so may be run as a formula by a spreadsheet.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\0", "＝", "＋", "－", "＠")

Ids = Mapping[str, str]


def open_data(guide: Guide) -> tuple[Artifact, Artifact, Artifact]:
    """Return the trades as JSON, the same as CSV, and the schema of the JSON."""
    data = dataset(guide)
    return (
        Artifact(routes.DATA_JSON, _json(data)),
        Artifact(routes.DATA_CSV, table(data["metiers"])),
        Artifact(routes.DATA_SCHEMA, _json(_schema(guide))),
    )


def dataset(guide: Guide) -> dict[str, Any]:
    """Return the whole data set, ready for JSON."""
    site = guide.site
    sectors = {sector.route: sector.id for sector in guide.sectors}
    ids = sectors | {formation.route: formation.id for formation in guide.formations}
    return {
        "$schema": site.address + routes.DATA_SCHEMA,
        "titre": site.title,
        "edition": site.edition,
        "arretee_le": site.closed_on.isoformat(),
        "licence": site.licence,
        "source": site.address,
        "metiers": [_metier(metier, ids, site.address) for metier in guide.metiers],
    }


def table(metiers: list[dict[str, Any]]) -> bytes:
    """Return the trades as French Excel reads them: UTF-8 with its mark, semicolons, CRLF, one line per trade."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(leaf.column.name for leaf in LEAVES)
    for metier in metiers:
        writer.writerow(harmless(_cell(list(_values(metier, leaf.path)), leaf.many)) for leaf in LEAVES)
    return text.getvalue().encode("utf-8-sig")


def harmless(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula: an apostrophe before it makes it text.

    Apostrophes and spaces before the sign are looked through; so taking one apostrophe away gives the cell back.
    """
    return f"'{cell}" if cell.lstrip("' ").startswith(_FORMULA) else cell


def _cell(values: list[Any], many: bool) -> str:
    texts = ["" if value is None else str(value) for value in values]
    return BETWEEN.join(text.replace("|", "¦") for text in texts) if many else texts[0]


def _values(value: Any, path: tuple[str, ...]) -> Iterator[Any]:
    """Yield what the names of `path` lead to: one value, or as many as the lists on the way hold."""
    if isinstance(value, list):
        for item in value:
            yield from _values(item, path)
    elif value is None or not path:
        yield value
    else:
        yield from _values(value[path[0]], path[1:])


def _schema(guide: Guide) -> dict[str, Any]:
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": guide.site.address + routes.DATA_SCHEMA,
        "title": f"Les métiers du guide {guide.site.title}",
        "description": "Les données ouvertes du guide : une fiche par métier publié.",
        **schema_of(DATASET),
    }


def _json(data: Mapping[str, Any]) -> bytes:
    # Without indentation: Python's fast encoder has none, and the file is a third smaller.
    return (json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n").encode()


def _metier(metier: Metier, ids: Ids, address: str) -> dict[str, Any]:
    studied = dict.fromkeys(link for path in metier.paths for step in path.steps for link in step.formations)
    return {
        "id": metier.id,
        "titre_masculin": metier.title.masculine,
        "titre_feminin": metier.title.feminine,
        "synonymes": [{"masculin": other.masculine, "feminin": other.feminine} for other in metier.synonyms],
        "accroche": metier.hook,
        "secteur": {"id": ids[metier.sector.route], "nom": metier.sector.title},
        "rome": {"code": metier.rome_code, "libelle": metier.rome_label or None},
        "interets": [{"lettre": theme.letter, "nom": theme.name} for theme in metier.interests],
        "acces": {"numero": metier.required_number, "libelle": metier.required},
        "niveau": {"numero": metier.level_number, "libelle": vocabulary.LEVELS[metier.level_number]},
        "sans_diplome": metier.is_advised,
        "missions": [*metier.missions],
        "competences": [*metier.skills],
        "qualites": [*metier.qualities],
        "formations": [{"id": ids[link.route], "intitule": link.title} for link in studied],
        "campus": [{"id": campus.id, "nom": campus.name} for campus in metier.campuses if not campus.is_sample],
        "similaires": [card.id for card in metier.similar],
        "salaire": _salary(metier.salary) if metier.salary else None,
        "recrute": [_recruiting(claim) for claim in metier.recruiting],
        "sources": [_source(source) for source in metier.sources],
        "revu_le": metier.reviewed.isoformat(),
        "adresse": address + metier.route,
    }


def _salary(salary: Salary) -> dict[str, Any]:
    return {"debutant": salary.beginner, "confirme": salary.experienced, "source": _source(salary.source)}


def _recruiting(claim: Recruiting) -> dict[str, Any]:
    return {"territoire": claim.territory.title, "constat": claim.statement, "source": _source(claim.source)}


def _source(source: Source) -> dict[str, Any]:
    return {"titre": source.title, "adresse": source.address or None, "date": source.date.isoformat()}
