"""The guide as open data: JSON, its JSON Schema, and CSV files that French spreadsheets open as they are.

Only what the guide publishes goes in, and no sample: a machine would take it for true. `dataset.py` and `open_tables.py` describe it all.
"""

import json
from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import Any

from oma_builder.artifact import Artifact
from oma_builder.guide import routes, vocabulary
from oma_builder.guide.metiers import Metier, Recruiting, Salary
from oma_builder.guide.model import Guide
from oma_builder.guide.publication import true_ones
from oma_builder.guide.recruitment import Demand, Figure
from oma_builder.spreadsheet import as_csv
from oma_builder.web.data_catalogue import catalogue
from oma_builder.web.dataset import (
    COLUMNS,
    LEAVES,
    METIER,
    RECRUITMENTS,
    Leaf,
    file_of,
    leaves,
    schema_of,
    table_schema,
)
from oma_builder.web.open_tables import TABLES, Table, source_row

BETWEEN = " | "
"""What separates the values of one cell; a bar inside a value is written `¦`, so that they can be told apart."""

Ids = Mapping[str, str]


_OPEN_LICENCE = {"name": "etalab-2.0", "title": "Licence Ouverte 2.0", "path": vocabulary.LICENCES["etalab-2.0"]}
"""The licence under which the figures of the survey are published: it is not that of the guide."""


def open_data(guide: Guide) -> Iterator[Artifact]:
    """Yield each set of data as CSV, the same as JSON, and its schema; then the table of planned recruitments, and a catalogue of all."""
    for table in tables(guide):
        yield from _files(guide, table)
    recruitments = tuple(_recruitments(guide))
    yield from recruitments
    yield catalogue(guide, tables(guide), bool(recruitments))


def tables(guide: Guide) -> tuple[Table, ...]:
    """Return the sets of data that a guide has: that of trades, and those that are not empty."""
    return (METIERS, *(table for table in TABLES if any(True for _ in table.rows(guide))))


def _files(guide: Guide, table: Table) -> Iterator[Artifact]:
    begin, _, end = _json({**_head(guide, table.name), table.name: []}).rpartition(b"]")
    texts, wanted = BytesIO(), leaves(table.fields)

    def lines() -> Iterator[list[str]]:
        for rank, row in enumerate(
            table.rows(guide)
        ):  # as data, all together would take many times the room of the files
            texts.write((b"," if rank else begin) + _json(row).rstrip(b"\n"))
            yield _cells(row, wanted)

    yield Artifact(routes.data_csv(table.name), as_csv((column.name for column in table.columns), lines()))
    texts.write((b"" if texts.tell() else begin) + b"]" + end)
    yield Artifact(routes.data_json(table.name), texts.getvalue())
    yield Artifact(routes.data_schema(table.name), _json(_schema(guide, table)))


def dataset(guide: Guide) -> dict[str, Any]:
    """Return the whole set of trades, ready for JSON."""
    return {**_head(guide, METIERS.name), METIERS.name: [*_trades(guide)]}


def _trades(guide: Guide) -> Iterator[dict[str, Any]]:
    sectors = {sector.route: sector.id for sector in guide.sectors}
    ids = sectors | {formation.route: formation.id for formation in guide.formations}
    return (_metier(metier, ids, guide.site.address) for metier in guide.metiers)


METIERS = Table("metiers", "Métiers", "Les métiers publiés dans le guide.", METIER, _trades)
"""The set of trades."""


def _head(guide: Guide, name: str) -> dict[str, Any]:
    site = guide.site
    return {
        "$schema": site.address + routes.data_schema(name),
        "titre": site.title,
        "edition": site.edition,
        "arretee_le": site.closed_on.isoformat(),
        "licence": site.licence,
        "licence_code": site.licence_code or None,
        "licence_adresse": site.licence_address or None,
        "source": site.address,
    }


def table(metiers: list[dict[str, Any]]) -> bytes:
    """Return the trades as French Excel reads them: UTF-8 with its mark, semicolons, CRLF, one line per trade."""
    return as_csv((column.name for column in COLUMNS), (_cells(metier, LEAVES) for metier in metiers))


def _cells(row: Mapping[str, Any], wanted: tuple[Leaf, ...]) -> list[str]:
    return [_cell(_values(row, leaf.path), leaf.many) for leaf in wanted]


def _recruitments(guide: Guide) -> Iterator[Artifact]:
    """Yield the table of planned recruitments, a line for each trade in each territory, and what describes it."""
    lines = [
        [str(value) for value in _line(metier, metier.demand, figure)]
        for metier in guide.metiers
        if metier.demand
        for figure in metier.demand.figures
    ]
    if lines:
        yield Artifact(routes.RECRUITMENTS_CSV, as_csv((one.name for one in RECRUITMENTS), lines))
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


def _cell(values: list[Any], many: bool) -> str:
    texts = ["" if value is None else str(value) for value in values]
    return BETWEEN.join(text.replace("|", "¦") for text in texts) if many else texts[0]


def _values(value: Any, path: tuple[str, ...]) -> list[Any]:
    """Return what the names of `path` lead to: one value, or as many as the lists on the way hold."""
    for depth, name in enumerate(path, 1):
        if value is None:
            break
        value = value[name]
        if isinstance(value, list):
            return [found for item in value for found in _values(item, path[depth:])]
    return [value]


def _schema(guide: Guide, table: Table) -> dict[str, Any]:
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": guide.site.address + routes.data_schema(table.name),
        "title": f"{table.title} : les données ouvertes du guide {guide.site.title}",
        "description": table.description,
        **schema_of(file_of(table.name, table.title, table.description, table.fields)),
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
        "campus": [{"id": campus.id, "nom": campus.name} for campus in true_ones(metier.campuses)],
        "similaires": [card.id for card in metier.similar],
        "salaire": _salary(metier.salary) if metier.salary else None,
        "recrutements": _planned(metier.demand) if metier.demand else None,
        "recrute": [_recruiting(claim) for claim in metier.recruiting],
        "sources": [source_row(source) for source in metier.sources],
        "revu_le": metier.reviewed.isoformat(),
        "adresse": address + metier.route,
    }


def _salary(salary: Salary) -> dict[str, Any]:
    return {"debutant": salary.beginner, "confirme": salary.experienced, "source": source_row(salary.source)}


def _planned(demand: Demand) -> dict[str, Any]:
    return {
        "annee": demand.year,
        "fap": demand.code,
        "famille": demand.family or None,
        "territoires": [
            {"type": figure.kind, "code": figure.code, "projets_min": figure.low, "projets_max": figure.high}
            for figure in demand.figures
        ],
        "source": source_row(demand.source),
    }


def _recruiting(claim: Recruiting) -> dict[str, Any]:
    return {"territoire": claim.territory.title, "constat": claim.statement, "source": source_row(claim.source)}
