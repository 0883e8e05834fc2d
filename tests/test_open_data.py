"""The open data: what it says, that its schema says the same, and that a spreadsheet runs none of it."""

import csv
import io
import json
import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, FormatChecker, ValidationError

from oma_builder.guide import routes
from oma_builder.guide.model import Guide
from oma_builder.spreadsheet import as_written, harmless
from oma_builder.web.dataset import COLUMNS, DATASET, LEAVES, RECRUITMENTS, Column, Field
from oma_builder.web.open_data import BETWEEN, dataset, open_data, table, tables
from oma_builder.web.open_tables import TABLES, Table
from tests.guides import real_guide, rich_guide

SIGNS = "=+-@\t\r\n\0＝＋－＠"


@pytest.fixture(params=[real_guide, rich_guide], ids=["real", "rich"])
def guide(request: pytest.FixtureRequest) -> Guide:
    found: Guide = request.param()
    return found


def published(guide: Guide, route: str) -> bytes:
    return next(artifact.content for artifact in open_data(guide) if artifact.route == route)


def validator(guide: Guide) -> Draft202012Validator:
    schema = json.loads(published(guide, routes.DATA_SCHEMA))
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema, format_checker=FormatChecker())


def rows(raw: bytes) -> list[dict[str, str]]:
    """Return the lines of a CSV as a program that knows our apostrophe reads them."""
    read = csv.DictReader(io.StringIO(raw.decode("utf-8-sig"), newline=""), delimiter=";", strict=True)
    return [{name: as_written(cell) for name, cell in row.items()} for row in read]


def found(value: Any, path: str) -> list[Any]:
    """Return what a column's path, such as `sources[].titre`, leads to in the JSON."""
    if value is None or not path:
        return [value]
    step, _, rest = path.partition(".")
    inner = value[step.removesuffix("[]")]
    return [leaf for item in inner for leaf in found(item, rest)] if step.endswith("[]") else found(inner, rest)


def expected(row: dict[str, Any], columns: Sequence[Column] = COLUMNS) -> dict[str, str]:
    """Return the line of a trade, or of what other columns are about, from its JSON."""
    line = {}
    for column in columns:
        texts = ["" if value is None else str(value) for value in found(row, column.path)]
        line[column.name] = BETWEEN.join(text.replace("|", "¦") for text in texts) if "[]" in column.path else texts[0]
    return line


def test_data_keep_to_their_schema(guide: Guide) -> None:
    data = json.loads(published(guide, routes.DATA_JSON))
    validator(guide).validate(data)
    assert [metier["id"] for metier in data["metiers"]] == [metier.id for metier in guide.metiers]


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("revu_le", "2026-02-30"),
        ("adresse", "http://exemple.example/"),
        ("niveau", {"numero": 9, "libelle": "Bac + 20"}),
        ("rome", {"code": "Z1", "libelle": None}),
        ("interets", [{"lettre": "X", "nom": "Inconnu"}]),
        ("missions", [""]),
        ("secteur", None),
        ("film", "https://exemple.example/film"),
    ],
)
def test_schema_refuses_what_is_not_ours(key: str, value: object) -> None:
    """A schema that takes anything would prove nothing."""
    data = dataset(real_guide())
    data["metiers"][0][key] = value
    with pytest.raises(ValidationError):
        validator(real_guide()).validate(data)


def test_json_of_a_trade_with_every_part() -> None:
    """A sample campus is left out; what is unknown is null."""
    data = json.loads(published(rich_guide(), routes.DATA_JSON))
    metier = data["metiers"][0]
    source = {"titre": "Exemple d’enquête", "adresse": "https://exemple.example/enquete", "date": "2026-09-02"}
    bare = {"titre": "Exemple d’article", "adresse": None, "date": "2026-09-01"}
    assert metier["salaire"] == {"debutant": 1850, "confirme": 2400, "source": source}
    assert metier["recrute"] == [
        {"territoire": "Haute-Garonne", "constat": "Exemple de constat.", "source": source},
        {"territoire": "Occitanie", "constat": "Autre constat.", "source": bare},
    ]
    assert metier["campus"] == [{"id": "vrai-campus", "nom": "Campus vrai-campus"}]
    assert metier["sources"] == [bare, source]
    assert metier["rome"]["libelle"] is None
    assert metier["adresse"] == f"{data['source']}metiers/{metier['id']}.html"
    assert data["$schema"] == json.loads(published(rich_guide(), routes.DATA_SCHEMA))["$id"]


def test_formations_stand_once_each(guide: Guide) -> None:
    """A diploma that several paths share is one entry, and every diploma of a path is there."""
    names = {formation.route: formation.id for formation in guide.formations}
    for metier, data in zip(guide.metiers, dataset(guide)["metiers"], strict=True):
        ids = [formation["id"] for formation in data["formations"]]
        through = {names[link.route] for path in metier.paths for step in path.steps for link in step.formations}
        assert len(ids) == len(set(ids))
        assert set(ids) == through


def test_csv_says_what_json_says(guide: Guide) -> None:
    metiers = json.loads(published(guide, routes.DATA_JSON))["metiers"]
    assert rows(published(guide, routes.DATA_CSV)) == [expected(metier) for metier in metiers]


def test_planned_recruitments_are_a_table_of_trades_and_territories(guide: Guide) -> None:
    """Each line says what the guide tells, and a trade's lines are the territories of its JSON."""
    lines = rows(published(guide, routes.RECRUITMENTS_CSV))
    told = [
        (metier, metier.demand, figure) for metier in guide.metiers if metier.demand for figure in metier.demand.figures
    ]
    assert len(told) > 100
    for line, (metier, demand, figure) in zip(lines, told, strict=True):
        assert (line["metier"], line["annee"], line["famille"]) == (metier.id, str(demand.year), demand.family)
        assert line["territoire"] == figure.territory.title
        assert 20 <= int(line["projets_min"]) == figure.low <= int(line["projets_max"]) == figure.high
    for metier in dataset(guide)["metiers"]:
        places = metier["recrutements"]["territoires"] if metier["recrutements"] else []
        assert [[*place.values()] for place in places] == [
            [line["territoire_type"], line["territoire_code"], int(line["projets_min"]), int(line["projets_max"])]
            for line in lines
            if line["metier"] == metier["id"]
        ]


def test_the_table_of_recruitments_is_described(guide: Guide) -> None:
    """Its description names its columns in their order, and each cell keeps to what it says of its column."""
    resource = json.loads(published(guide, routes.RECRUITMENTS_RESOURCE))
    lines = rows(published(guide, routes.RECRUITMENTS_CSV))
    fields = resource["schema"]["fields"]
    assert [field["name"] for field in fields] == [one.name for one in RECRUITMENTS] == list(lines[0])
    assert routes.RECRUITMENTS_CSV.endswith(f"/{resource['path']}")
    assert resource["licenses"][0]["name"] == "etalab-2.0"
    assert resource["sources"] == [{"title": lines[0]["source"], "path": lines[0]["source_adresse"]}]
    for field in fields:
        asked = field["constraints"]
        for cell in (line[field["name"]] for line in lines):
            assert cell or not asked["required"]
            assert not cell or re.search(asked.get("pattern", ""), cell)
            assert cell in asked.get("enum", (cell,))
            assert field["type"] != "integer" or int(cell) >= asked["minimum"]


def test_without_a_survey_there_is_no_table_of_recruitments() -> None:
    bare = replace(real_guide(), metiers=tuple(replace(metier, demand=None) for metier in real_guide().metiers))
    made = {artifact.route for artifact in open_data(bare)}
    assert not made & {routes.RECRUITMENTS_CSV, routes.RECRUITMENTS_RESOURCE}
    assert "recrutements" not in published(bare, routes.DATA_CATALOGUE).decode()


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_other_sets_keep_to_their_schemas_too(table: Table, guide: Guide) -> None:
    """The CSV says what the JSON says, and every row of the guide is there."""
    data = json.loads(published(guide, routes.data_json(table.name)))
    schema = json.loads(published(guide, routes.data_schema(table.name)))
    Draft202012Validator.check_schema(schema)
    Draft202012Validator(schema, format_checker=FormatChecker()).validate(data)
    assert data["$schema"] == schema["$id"]
    assert data[table.name] == [*table.rows(guide)]
    lines = rows(published(guide, routes.data_csv(table.name)))
    assert lines == [expected(row, table.columns) for row in data[table.name]]
    assert {row["id"] for row in data[table.name]} == OF_THE_GUIDE[table.name](guide)


OF_THE_GUIDE: dict[str, Callable[[Guide], set[str]]] = {
    "formations": lambda guide: {formation.id for formation in guide.formations},
    "territoires": lambda guide: {territory.id for territory in guide.territories},
    "glossaire": lambda guide: {term.id for term in guide.glossary.terms} if guide.glossary else set(),
}


def test_sets_name_one_another_by_what_is_published() -> None:
    guide = real_guide()
    sets = {one.name: {row["id"] for row in one.rows(guide)} for one in tables(guide)}
    for row in (row for one in TABLES for row in one.rows(guide)):
        assert {*row.get("metiers", ()), *row.get("metiers_ensuite", ())} <= sets["metiers"]
        assert {*row.get("suites", ()), *row.get("precedents", ())} <= sets["formations"]
        assert row.get("rattachement") in {*sets["territoires"], None}


def test_a_guide_without_glossary_has_no_set_of_words() -> None:
    bare = replace(real_guide(), glossary=None)
    assert routes.data_json("glossaire") not in {artifact.route for artifact in open_data(bare)}


def test_the_licence_is_told_to_machines_when_its_authors_say_it() -> None:
    told = json.loads(published(real_guide(), routes.DATA_JSON))
    assert (told["licence_code"], told["licence_adresse"]) == (
        "CC-BY-4.0",
        "https://creativecommons.org/licenses/by/4.0/",
    )
    unsaid = replace(real_guide(), site=replace(real_guide().site, licence_code=""))
    data = json.loads(published(unsaid, routes.DATA_JSON))
    assert data["licence_code"] is data["licence_adresse"] is None
    validator(unsaid).validate(data)
    licences = {one["name"]: "dct:license" in one["files"][0] for one in catalogued(unsaid)}
    assert licences == {one["name"]: one["name"] == "recrutements" for one in catalogued(unsaid)}


def catalogued(guide: Guide) -> list[dict[str, Any]]:
    catalogue = json.loads(published(guide, routes.DATA_CATALOGUE))
    return [
        {"name": one["@id"].rpartition("#")[2], "told": one, "files": one["dcat:distribution"]}
        for one in catalogue["dcat:dataset"]
    ]


def test_the_catalogue_names_every_file_once_and_says_what_dcat_ap_asks_for(guide: Guide) -> None:
    """Mandatory in DCAT-AP 3: title, description, publisher and sets of a catalogue; title and description of a set; the address of a file."""
    catalogue = json.loads(published(guide, routes.DATA_CATALOGUE))
    for one in (catalogue, *(entry["told"] for entry in catalogued(guide))):
        assert one["dct:title"]["@value"]
        assert one["dct:description"]["@language"] == "fr"
        assert one["dct:publisher"]["foaf:name"] == guide.site.publisher
    files = [
        file["dcat:accessURL"]["@id"].removeprefix(guide.site.address)
        for one in catalogued(guide)
        for file in one["files"]
    ]
    described = {
        file["dct:conformsTo"]["@id"].removeprefix(guide.site.address)
        for one in catalogued(guide)
        for file in one["files"]
    }
    assert len(files) == len({*files})
    assert {*files, *described, routes.DATA_CATALOGUE} == {artifact.route for artifact in open_data(guide)}
    prefixes = set(catalogue["@context"])
    used = set(re.findall(r'"(?:@type":")?([a-z]+):', published(guide, routes.DATA_CATALOGUE).decode()))
    assert used - {"http", "https"} <= prefixes


def test_csv_opens_in_a_french_spreadsheet() -> None:
    """Excel knows UTF-8 by its mark, and separates by semicolons in France."""
    raw = published(rich_guide(), routes.DATA_CSV)
    assert raw.startswith(b"\xef\xbb\xbfid;titre_masculin;titre_feminin;")
    assert not raw.startswith(b"\xef\xbb\xbf" * 2)
    lines = raw.split(b"\r\n")
    assert lines[-1] == b""
    assert len(lines) == len(rich_guide().metiers) + 2
    assert b"\n" not in raw.replace(b"\r\n", b"")


def test_no_cell_of_the_csv_is_a_formula() -> None:
    """The first trade's hook is a formula and its first mission begins with a hyphen."""
    read = csv.reader(
        io.StringIO(published(rich_guide(), routes.DATA_CSV).decode("utf-8-sig"), newline=""), delimiter=";"
    )
    lines = list(read)
    assert '\'=HYPERLINK("https://exemple.example";"clic")' in lines[1]
    assert any(cell.startswith("'- Un tiret d’abord | Une barre ¦ au milieu") for cell in lines[1])
    assert not [cell for line in lines for cell in line if cell.lstrip().startswith((*SIGNS,))]


@given(st.text(st.sampled_from(SIGNS + "' |¦;\"aé1") | st.characters(codec="utf-8"), max_size=20))
@example("'=1")
@example(" ' +1")
def test_harmless_cell_is_never_a_formula_and_loses_nothing(cell: str) -> None:
    made = harmless(cell)
    assert not made.startswith((*SIGNS,))
    assert not made.lstrip(" ").startswith((*SIGNS,))
    assert as_written(made) == cell


@given(st.data())
def test_any_texts_survive_the_csv(data: st.DataObject) -> None:
    """Whatever authors type, a program reads back the same cells and counts the same values."""
    texts = st.text(st.sampled_from(SIGNS + "' |¦;\"\r\n") | st.characters(codec="utf-8"), min_size=1, max_size=12)
    metier = dataset(rich_guide())["metiers"][0]
    metier["accroche"] = data.draw(texts)
    metier["missions"] = data.draw(st.lists(texts, min_size=1, max_size=4))
    metier["recrute"][0]["constat"] = data.draw(texts)
    (line,) = rows(table([metier]))
    assert line == expected(metier)
    assert line["accroche"] == metier["accroche"]
    assert len(line["missions"].split("|")) == len(metier["missions"])


def properties(fields: tuple[Field, ...]) -> list[Field]:
    return [one for field in fields for one in (field, *properties(field.parts))]


def test_every_property_is_told_in_french() -> None:
    """Titles tell columns apart; nothing is left to guess, and no straight apostrophe slips in."""
    assert len({column.title for column in COLUMNS}) == len(COLUMNS) == len({column.name for column in COLUMNS})
    for other in TABLES:
        assert len({column.title for column in other.columns}) == len(other.columns)
    others = (one for other in TABLES for one in properties(other.fields))
    for one in (*properties(DATASET), *RECRUITMENTS, *others):
        assert one.title
        assert one.description.endswith(".")
        assert "'" not in one.title + one.description
    assert tuple(leaf.column for leaf in LEAVES) == COLUMNS


def test_schema_documents_every_property() -> None:
    """The schema carries the titles and descriptions of the table, down to the last part."""

    def check(schema: dict[str, Any], fields: tuple[Field, ...]) -> None:
        assert list(schema["properties"]) == schema["required"] == [one.name for one in fields]
        for one in fields:
            told = schema["properties"][one.name]
            assert (told["title"], told["description"]) == (one.title, one.description)
            if one.parts:
                check(told["items"] if one.many else told, one.parts)

    check(json.loads(published(real_guide(), routes.DATA_SCHEMA)), DATASET)


def test_same_guide_gives_the_same_bytes() -> None:
    assert [*open_data(rich_guide())] == [*open_data(rich_guide())]
