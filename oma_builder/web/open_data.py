"""The trades as open data: JSON, its JSON Schema, and CSV files that French spreadsheets open as they are.

Only what the guide publishes goes in, and no sample: a machine would take it for true. `dataset.py` describes it all.
"""

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from oma_builder.artifact import Artifact
from oma_builder.guide import routes, vocabulary
from oma_builder.guide.metiers import Metier, Recruiting, Salary
from oma_builder.guide.model import Guide
from oma_builder.guide.recruitment import Demand, Figure
from oma_builder.guide.values import Source
from oma_builder.web.dataset import DATASET, LEAVES, RECRUITMENTS, schema_of, table_schema

BETWEEN = " | "
"""What separates the values of one cell; a bar inside a value is written `¦`, so that they can be told apart."""

# OWASP, "CSV Injection", and ASVS 5.0, 1.2.10: a cell that starts so may be run as a formula by a spreadsheet.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\0", "＝", "＋", "－", "＠")

Ids = Mapping[str, str]


_OPEN_LICENCE = {
    "name": "etalab-2.0",
    "title": "Licence Ouverte 2.0",
    "path": "https://www.etalab.gouv.fr/licence-ouverte-open-licence/",
}
"""The licence under which the figures of the survey are published: it is not that of the guide."""


def open_data(guide: Guide) -> tuple[Artifact, ...]:
    """Return the trades as JSON, the same as CSV, the schema of the JSON, and the table of planned recruitments."""
    texts, lines = [], []
    for trade in _trades(guide):  # as data, all of them together would take many times the room of these files
        texts.append(_json(trade).rstrip(b"\n"))
        lines.append(_cells(trade))
    empty = _json({**_head(guide), "metiers": []})
    return (
        Artifact(routes.DATA_JSON, empty.replace(b'"metiers":[]', b'"metiers":[' + b",".join(texts) + b"]")),
        Artifact(routes.DATA_CSV, _csv(_COLUMNS, lines)),
        Artifact(routes.DATA_SCHEMA, _json(_schema(guide))),
        *_recruitments(guide),
    )


def dataset(guide: Guide) -> dict[str, Any]:
    """Return the whole data set, ready for JSON."""
    return {**_head(guide), "metiers": [*_trades(guide)]}


def _trades(guide: Guide) -> Iterator[dict[str, Any]]:
    sectors = {sector.route: sector.id for sector in guide.sectors}
    ids = sectors | {formation.route: formation.id for formation in guide.formations}
    return (_metier(metier, ids, guide.site.address) for metier in guide.metiers)


def _head(guide: Guide) -> dict[str, Any]:
    site = guide.site
    return {
        "$schema": site.address + routes.DATA_SCHEMA,
        "titre": site.title,
        "edition": site.edition,
        "arretee_le": site.closed_on.isoformat(),
        "licence": site.licence,
        "source": site.address,
    }


def table(metiers: list[dict[str, Any]]) -> bytes:
    """Return the trades as French Excel reads them: UTF-8 with its mark, semicolons, CRLF, one line per trade."""
    return _csv(_COLUMNS, map(_cells, metiers))


def _cells(metier: dict[str, Any]) -> list[str]:
    return [_cell(_values(metier, leaf.path), leaf.many) for leaf in LEAVES]


_COLUMNS = tuple(leaf.column.name for leaf in LEAVES)


def _csv(head: Iterable[str], rows: Iterable[Iterable[str]]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(head)
    writer.writerows(map(harmless, row) for row in rows)
    return text.getvalue().encode("utf-8-sig")


def _recruitments(guide: Guide) -> Iterator[Artifact]:
    """Yield the table of planned recruitments, a line for each trade in each territory, and what describes it."""
    lines = [
        [str(value) for value in _line(metier, metier.demand, figure)]
        for metier in guide.metiers
        if metier.demand
        for figure in metier.demand.figures
    ]
    if lines:
        yield Artifact(routes.RECRUITMENTS_CSV, _csv((one.name for one in RECRUITMENTS), lines))
        yield Artifact(routes.RECRUITMENTS_RESOURCE, _json(_resource(guide)))


def _line(metier: Metier, demand: Demand, figure: Figure) -> tuple[str | int, ...]:
    """Return the values of one line, in the order of `dataset.RECRUITMENTS`."""
    return (
        metier.id,
        metier.title.masculine,
        metier.title.feminine,
        demand.code,
        demand.family,
        demand.year,
        figure.kind,
        figure.code,
        figure.territory.title,
        figure.low,
        figure.high,
        demand.source.title,
        demand.source.address,
        demand.source.date.isoformat(),
    )


def _resource(guide: Guide) -> dict[str, Any]:
    """Return the description of that table, as a Tabular Data Resource (Data Package 1)."""
    sources = (guide.survey.source,) if guide.survey else ()
    return {
        "profile": "tabular-data-resource",
        "name": "recrutements",
        "title": f"Les recrutements prévus dans les métiers du guide {guide.site.title}",
        "path": routes.RECRUITMENTS_CSV.rpartition("/")[2],
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ";"},
        "licenses": [_OPEN_LICENCE],
        "sources": [{"title": one.title, **({"path": one.address} if one.address else {})} for one in sources],
        "schema": table_schema(RECRUITMENTS),
    }


def harmless(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula: an apostrophe before it makes it text.

    Apostrophes and spaces before the sign are looked through; so taking one apostrophe away gives the cell back.
    """
    return f"'{cell}" if cell.lstrip("' ").startswith(_FORMULA) else cell


def _cell(values: list[Any], many: bool) -> str:
    texts = ["" if value is None else str(value) for value in values]
    return BETWEEN.join(text.replace("|", "¦") for text in texts) if many else texts[0]


def _values(value: Any, path: tuple[str, ...]) -> list[Any]:
    """Return what the names of `path` lead to: one value, or as many as the lists on the way hold."""
    values = [value]
    for name in path:
        values = [None if one is None else one[name] for one in values]
        if any(isinstance(one, list) for one in values):
            values = [item for one in values for item in (one if isinstance(one, list) else (one,))]
    return values


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
        "recrutements": _planned(metier.demand) if metier.demand else None,
        "recrute": [_recruiting(claim) for claim in metier.recruiting],
        "sources": [_source(source) for source in metier.sources],
        "revu_le": metier.reviewed.isoformat(),
        "adresse": address + metier.route,
    }


def _salary(salary: Salary) -> dict[str, Any]:
    return {"debutant": salary.beginner, "confirme": salary.experienced, "source": _source(salary.source)}


def _planned(demand: Demand) -> dict[str, Any]:
    return {
        "annee": demand.year,
        "fap": demand.code,
        "famille": demand.family or None,
        "territoires": [
            {"type": figure.kind, "code": figure.code, "projets_min": figure.low, "projets_max": figure.high}
            for figure in demand.figures
        ],
        "source": _source(demand.source),
    }


def _recruiting(claim: Recruiting) -> dict[str, Any]:
    return {"territoire": claim.territory.title, "constat": claim.statement, "source": _source(claim.source)}


def _source(source: Source) -> dict[str, Any]:
    return {"titre": source.title, "adresse": source.address or None, "date": source.date.isoformat()}
