"""Tables become drafts: ours by the names of fields, and those of the Onisep with their traps."""

import datetime
import shutil
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st

from oma_builder.cli.main import cli
from oma_builder.content import documents, loader, parser
from oma_builder.content.documents import Document
from oma_builder.content.kind import Kind
from oma_builder.content.kinds.base import Author
from oma_builder.content.schema import FORMATIONS, METIERS, PAGES
from oma_builder.drafts import batch, kinds, onisep, rows
from oma_builder.drafts.columns import Column, columns, data
from oma_builder.drafts.document import Draft
from oma_builder.drafts.table import Table, read_table
from oma_builder.problems import BuildError, as_text, has_errors
from tests.conftest import Golden
from tests.tabular import cells, written
from tests.tools import MINIMAL, ROOT

GOLDEN = ROOT / "tests" / "drafts"
CASES = [
    case
    for case in sorted((ROOT / "tests" / "problems").iterdir())
    if case.name.startswith(("import-csv-", "import-onisep-"))
]
FULL = ROOT / "tests" / "sites" / "full" / "content"
TODAY = datetime.date(2026, 11, 29)


@pytest.fixture
def content(tmp_path: Path) -> Path:
    return Path(shutil.copytree(MINIMAL, tmp_path / "content"))


def table(raw: bytes) -> Table:
    read, problems = read_table(raw, "x.csv")
    assert read is not None, problems
    assert problems == ()
    return read


def imported(*arguments: str | Path) -> Result:
    return CliRunner().invoke(cli, ["import", *map(str, arguments)])


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_what_is_wrong_with_a_table_is_told_by_line(case: Path, content: Path, golden: Golden) -> None:
    before = sorted(content.rglob("*"))
    command = "onisep" if "onisep" in case.name else "csv"
    done = imported(command, case / "in" / "metiers.csv", "--content", content)
    golden(case / "expected.txt", done.output)
    assert done.exit_code == (0 if case.name == "import-csv-deja-la" else 1)
    assert sorted(content.rglob("*")) == before


CELLS = """titre.masculin;titre.feminin;rome;niveau;missions;salaire.debutant;salaire.source.date;interets.principal;secteur
Essayeur;Essayeuse;H29;neuf;a|b|c;1 850 €;31/02/2026;Z;exemple
Essayeur·euse;Essayeuse;H2913;3;Une seule;1850;01/02/2026;R;Un secteur
"""


def test_every_bad_cell_is_told_by_its_column(content: Path, golden: Golden) -> None:
    made, problems = rows.drafts(table(CELLS.encode()), METIERS, content, "x.csv")
    assert made == ()
    golden(GOLDEN / "csv" / "cells.txt", "\n".join(map(as_text, problems)) + "\n")


def test_a_table_becomes_drafts(content: Path, tmp_path: Path, golden: Golden) -> None:
    """In Windows-1252, with days as Excel writes them, and items in lines of one cell."""
    text = (
        "titre.masculin;titre.feminin;accroche;missions;etudes.intitule;etudes.etapes.formation;sources.titre;sources.date\n"
        "Essayeur;Essayeuse;Un essai : c’est tout.;Essayer|Réessayer\\|recommencer|Finir;Par un CAP|Autrement;exemple||exemple;Exemple;1/9/2026\n"
        'Goûteur;;;"Goûter\nRegoûter\nDéguster";;;;\n'
    )
    (tmp_path / "essai.csv").write_bytes(text.encode("cp1252"))
    dry = imported("csv", tmp_path / "essai.csv", "--content", content, "--dry-run")
    assert not (content / "metiers" / "gouteur.yaml").exists()
    done = imported("csv", tmp_path / "essai.csv", "--content", content)
    again = imported("csv", tmp_path / "essai.csv", "--content", content)
    golden(GOLDEN / "csv" / "said.txt", dry.output + done.output + again.output)
    for name in ("essayeur", "gouteur"):
        golden(GOLDEN / "csv" / f"{name}.yaml", (content / "metiers" / f"{name}.yaml").read_text(encoding="utf-8"))
    assert not has_errors(loader.load(content, 1).problems)


def test_pages_have_their_text_below(content: Path) -> None:
    raw = b'titre,description,corps\nUne page,Une phrase.,"## Un titre\n\nUn texte."\n'
    (draft,), problems = rows.drafts(table(raw), rows.kind_of(table(raw)), content, "x.csv")
    assert (draft.kind, draft.missing, problems) == (PAGES, (), ())
    assert draft.text.endswith("---\n## Un titre\n\nUn texte.\n")
    raw = raw.replace(b"Un texte.", b"<b>gras</b>")
    _, problems = rows.drafts(table(raw), PAGES, content, "x.csv")
    assert {problem.message.partition(" : ")[0] for problem in problems} == {"colonne « corps »"}


@pytest.mark.parametrize("kind", kinds.DRAFTABLE, ids=lambda kind: str(kind.name))
def test_a_template_holds_every_field(kind: Kind[Author], tmp_path: Path) -> None:
    file = tmp_path / "modele.csv"
    done = imported("csv", file, "--modele", kind.name)
    assert done.exit_code == 0, done.output
    names = table(file.read_bytes()).columns
    assert {name.partition(".")[0] for name in names} == set(kind.model.model_fields)
    assert rows.kind_of(table(file.read_bytes())) is kind
    assert isinstance(imported("csv", file, "--modele", kind.name).exception, BuildError)


def test_columns_that_tell_no_kind_are_not_guessed() -> None:
    for raw, told in ((b"a;b\n1;2\n", "aucune colonne"), (b"titre;sources.titre\nx;y\n", "de quelle sorte")):
        with pytest.raises(BuildError, match=told):
            rows.kind_of(table(raw))


SEPARATED = [(";", "utf-8-sig"), (",", "utf-8"), ("\t", "utf-16"), (";", "cp1252")]


@pytest.mark.parametrize(("separator", "encoding"), SEPARATED)
def test_spreadsheets_separate_and_encode_as_they_like(separator: str, encoding: str) -> None:
    made = [{"nom": "Élève ; à l’essai, « été »", "note": 'deux\nlignes "citées"'}]
    read = table(written(made, separator, encoding))
    assert [dict(row.cells) for row in read.rows] == made
    told = f"sep={separator}\r\n".encode("utf-16" if encoding == "utf-16" else "utf-8")
    raw = written(made, separator, "utf-16-le" if encoding == "utf-16" else encoding.removesuffix("-sig"))
    again = table(told + raw)
    assert ([dict(row.cells) for row in again.rows], again.rows[0].line) == (made, 3)


@given(st.binary())
def test_any_bytes_are_a_table_or_told(raw: bytes) -> None:
    read, problems = read_table(raw, "x.csv")
    assert read is not None or problems


NAMES = [column.name for column in columns(METIERS)]


@settings(max_examples=40)
@given(
    st.lists(st.dictionaries(st.sampled_from([*NAMES, "autre"]), st.text(max_size=30)), min_size=1, max_size=3),
    st.sampled_from(SEPARATED[:2]),
)
def test_any_table_is_imported_or_told(made: list[dict[str, str]], form: tuple[str, str]) -> None:
    raw = written([{"titre.masculin": "x", **row} for row in made], *form).replace(b"\0", b"")
    read, _ = read_table(raw, "x.csv")
    if read is not None:
        drafts, problems = rows.drafts(read, METIERS, MINIMAL, "x.csv")
        assert len(drafts) + len({problem.line for problem in problems}) >= len(read.rows)


def leaf(column: Column, *, in_list: bool) -> st.SearchStrategy[str]:
    """Return texts that a cell may hold: of a list of texts, each on one line."""
    if column.node.get("format") == "date":
        return st.just("2026-09-01")
    if True in column.node.get("enum", ()):
        return st.sampled_from(["oui", "non"])
    text = st.text("aé|\\;,\"' #:-", min_size=1, max_size=8)
    text = text if in_list else st.one_of(text, st.just("une ligne\n\nune autre"))
    return text.map(str.strip).filter(bool)


def parts(known: list[Column], at: int) -> st.SearchStrategy[dict[str, Any]]:
    """Return fields of a document, or of a part of one: some or all, at least one."""
    names = dict.fromkeys(column.path[at] for column in known)
    fields = {name: _field([column for column in known if column.path[at] == name], at) for name in names}
    return st.fixed_dictionaries({}, optional=fields).filter(bool)


def _field(known: list[Column], at: int) -> st.SearchStrategy[Any]:
    is_list, is_leaf = known[0].lists[at], len(known[0].path) == at + 1
    value: st.SearchStrategy[Any] = leaf(known[0], in_list=is_list) if is_leaf else parts(known, at + 1)
    return st.lists(value, min_size=1, max_size=3) if is_list else value


TRADE = columns(METIERS)


@given(parts([column for column in TRADE if column.path[0] in ("titre", "missions", "etudes", "salaire")], 0))
def test_fields_written_to_a_table_are_read_again(fields: dict[str, Any]) -> None:
    row = cells(TRADE, fields)
    (read,) = table(written([row])).rows
    assert data(TRADE, read.cells) == fields


def plain(kind: Kind[Author], text: str) -> dict[str, Any]:
    """Return what a document says, without its state."""
    parsed, _ = parser.parse_front_matter(text, "", "corps") if kind.suffix == ".md" else parser.parse_yaml(text, "")
    assert parsed is not None
    return {name: _stripped(value) for name, value in parsed.data.items() if name != "publication"}


def _stripped(value: Any) -> Any:
    """Return values without the line break at the end of a text, which no cell keeps and no reader sees."""
    return value.strip() if isinstance(value, str) else value


@pytest.mark.parametrize("kind", kinds.DRAFTABLE, ids=lambda kind: str(kind.name))
def test_documents_written_to_a_table_are_imported_as_they_were(kind: Kind[Author], tmp_path: Path) -> None:
    files = sorted((FULL / kind.name).glob(f"*{kind.suffix}"))
    known = columns(kind)
    before = [plain(kind, file.read_text(encoding="utf-8")) for file in files]
    made, problems = rows.drafts(table(written([cells(known, fields) for fields in before])), kind, tmp_path, "x.csv")
    assert not has_errors(problems), [as_text(problem) for problem in problems]
    assert len(made) == len(files)
    for file, draft in zip(files, made, strict=True):
        assert said(kind, draft.text) == said(kind, file.read_text(encoding="utf-8"))


def said(kind: Kind[Author], text: str) -> dict[str, Any]:
    """Return what the check makes of a document, but for its state."""
    read, _ = documents.read(text.encode(), "x", "x", kind)
    assert isinstance(read, Document)
    fields = read.entry.model_dump(exclude={"publication"})
    return {name: _stripped(value) for name, value in fields.items()}


def test_what_is_alike_is_counted(content: Path) -> None:
    """A table that is imported twice says little; errors are all told."""
    rows_of = [{"titre.masculin": f"Essayeur {number}"} for number in range(13)]
    made, _ = rows.drafts(table(written(rows_of)), METIERS, content, "x.csv")
    batch.keep(made, content)
    _, problems = rows.drafts(table(written(rows_of)), METIERS, content, "x.csv")
    told = batch.few(problems)
    assert (len(problems), len(told), told[-1].message) == (13, 11, "3 autres lignes dans le même cas")
    _, errors = rows.drafts(table(written([{"niveau": "9"}] * 13)), METIERS, content, "x.csv")
    assert batch.few(errors) == errors


def drafts_of(name: str, content: Path, **more: str) -> tuple[Draft, ...]:
    made, problems = onisep.drafts(table((GOLDEN / "onisep" / name).read_bytes()), content, name, TODAY, **more)
    assert problems == ()
    return made


@pytest.mark.parametrize("name", ["metiers.csv", "formations.csv"])
def test_the_exports_of_the_onisep_become_drafts(name: str, content: Path, golden: Golden) -> None:
    made = drafts_of(name, content)
    for draft in made:
        golden(GOLDEN / "onisep" / draft.place.replace("/", "-"), draft.text)
    batch.keep(made, content)
    assert not has_errors(loader.load(content, 1).problems)


def test_the_level_is_that_of_the_label(content: Path) -> None:
    levels = {draft.id: plain(FORMATIONS, draft.text).get("niveau") for draft in drafts_of("formations.csv", content)}
    assert levels == {"cap-exemple-de-metier": "3", "bts-exemple-de-metier": "5", "bachelor-d-exemple": None}


def test_no_gender_is_made_up(content: Path) -> None:
    titles = {draft.id: plain(METIERS, draft.text)["titre"] for draft in drafts_of("metiers.csv", content)}
    assert titles["gestionnaire-actif-passif"] == {"masculin": "Gestionnaire actif / passif"}
    assert titles["hydrologue"] == {"masculin": "Hydrologue", "feminin": "Hydrologue"}


def test_words_choose_rows(content: Path) -> None:
    assert [draft.id for draft in drafts_of("metiers.csv", content, only="Employée élevage")] == ["employe-d-elevage"]


def test_what_is_personal_or_refused_stays_outside(content: Path, tmp_path: Path, golden: Golden) -> None:
    """Real exports have more columns; a name that the rules refuse leaves its row out, and no other."""
    text = (GOLDEN / "onisep" / "metiers.csv").read_text(encoding="utf-8")
    head, first, second, *_ = text.splitlines()
    lines = [f"{head};téléphone;courriel", f"{first};05 00 00 00 00;x@exemple.fr", f"{second} testeur(se);;"]
    lines[2] = lines[2].replace("gestionnaire actif / passif", "testeur(se)").replace(" testeur(se);;", ";;")
    (tmp_path / "export.csv").write_text("\n".join(lines), encoding="utf-8")
    done = imported("onisep", tmp_path / "export.csv", "--content", content, "--today", "2026-11-29")
    golden(GOLDEN / "onisep" / "said.txt", done.output)
    assert done.exit_code == 0
    assert all("05 00" not in file.read_text(encoding="utf-8") for file in content.rglob("*.yaml"))


def test_codes_that_the_guide_has_are_kept(content: Path) -> None:
    batch.keep(drafts_of("formations.csv", content), content)
    for file in (content / "formations").glob("[bc]*.yaml"):
        file.rename(file.with_stem(f"{file.stem}-autre-nom"))
    made, problems = onisep.drafts(
        table((GOLDEN / "onisep" / "formations.csv").read_bytes()), content, "formations.csv", TODAY
    )
    assert made == ()
    assert {problem.code for problem in problems} == {"import-csv-deja-la"}
