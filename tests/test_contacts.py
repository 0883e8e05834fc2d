"""Lists of contacts: read as anybody saved them, judged line by line, compared, purged, and never cited."""

import datetime
import io
import os
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from oma_builder.problems import BuildError, Problem, as_text, count_line
from oma_builder.stewardship import checking, exports, persons, purge, retention
from oma_builder.stewardship.contacts import COLUMNS, ROLES, Contact, titles
from oma_builder.stewardship.folding import telephone, words
from oma_builder.stewardship.place import require_outside
from oma_builder.stewardship.tables import Line, Table, open_table
from tests.conftest import Golden
from tests.tools import ROOT

CASES = ROOT / "tests" / "problems"
TODAY = datetime.date(2026, 11, 23)
HEAD = tuple(column.title for column in COLUMNS)
ROW = ("Cobaye", "Canari", "clee", "Lycée d’exemple", "0310000A", "73282932000074", "canari@exemple.fr", "0639980001")
ROW += ("stages de 3e", "01/09/2026", "12/10/2026")
"""A contact that is right, of nobody: its number is among those kept for fiction."""
UAI = "0310000" + "ABCDEFGHJKLMNPRSTUVWXYZ"[310000 % 23]
ROW = tuple(UAI if cell == "0310000A" else cell for cell in ROW)

Rows = list[list[Any]]


def workbook(rows: Rows, *, title_above: str = "") -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    if title_above:
        sheet.append([title_above])
        sheet.merge_cells(start_row=1, end_row=1, start_column=1, end_column=len(HEAD))
    for row in rows:
        sheet.append(row)
    raw = io.BytesIO()
    book.save(raw)
    return raw.getvalue()


def text(rows: Rows, delimiter: str = ";") -> str:
    return "".join(delimiter.join(map(str, row)) + "\r\n" for row in rows)


def opened(file: Path) -> tuple[Table | None, tuple[Problem, ...]]:
    return open_table(file, titles())


def report(file: Path) -> str:
    """Return what `contacts check` says of a file."""
    table, problems = opened(file)
    if table is not None:
        problems = checking.check(table, TODAY).problems
    return "\n".join((*map(as_text, problems), count_line(problems))) + "\n"


def with_cell(column: str, value: Any, times: int = 1) -> Rows:
    """Return the list with another value in one column of its lines."""
    row = [value if title == column else cell for title, cell in zip(HEAD, ROW, strict=True)]
    return [list(HEAD), *([row] * times)]


def people(*names: tuple[str, str], **more: str) -> Rows:
    """Return a list of these persons, of whom nothing else is known."""
    rows = []
    for rank, (surname, first_name) in enumerate(names):
        row = [surname, first_name, *ROW[2:3], "", "", "", f"{rank}@exemple.fr" if not more else "", *ROW[7:]]
        rows.append(row)
    return [list(HEAD), *rows]


FILES: dict[str, tuple[str, Callable[[], bytes]]] = {
    "contacts-illisible": ("contacts.xlsx", lambda: workbook([list(HEAD), list(ROW)])[:3_000]),
    "contacts-illisible--ancien": ("contacts.xls", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)),
    "contacts-illisible--binaire": ("contacts.csv", lambda: bytes(range(256)) * 4),
    "contacts-illisible--guillemet": (
        "contacts.csv",
        lambda: text([list(HEAD), list(ROW), ['"Cobaye', "Canari"], list(ROW)]).encode(),
    ),
    "contacts-colonnes": ("contacts.csv", lambda: text([list(HEAD[:1] + HEAD[2:8])]).encode()),
    "contacts-colonnes--aucune": ("contacts.csv", lambda: text([list(ROW)]).encode()),
    "contacts-colonnes--double": ("contacts.csv", lambda: text([[*HEAD, "E-mail"], [*ROW, ""]]).encode()),
    "contacts-colonne-inconnue": (
        "contacts.xlsx",
        lambda: workbook([[*HEAD, "", "Adresse de la maison"], [*ROW, "x", "y"]], title_above="Nos contacts"),
    ),
    "contacts-colonne-inconnue--faute": (
        "contacts.csv",
        lambda: text([[title.replace("Structure", "Strucutre") for title in HEAD], list(ROW)]).encode(),
    ),
    "contacts-ligne": ("contacts.csv", lambda: text([list(HEAD), [*ROW, "trop"]]).encode()),
    "contacts-case-vide": ("contacts.csv", lambda: text(with_cell("Finalité", "", 3)).encode()),
    "contacts-case-vide--joindre": (
        "contacts.csv",
        lambda: text([list(HEAD), ["" if cell in ROW[6:8] else cell for cell in ROW]]).encode(),
    ),
    "contacts-valeur": (
        "contacts.csv",
        lambda: text(
            [list(HEAD), ["Exemple", "Canari", "chef", "", "0310000Z", "73282932000075", "canari@", "06", "x", "31/02/2026", "2027-01-01"]]
        ).encode(),
    ),
    "contacts-valeur--beaucoup": ("contacts.csv", lambda: text(with_cell("UAI", "faux", 40)).encode()),
    "contacts-valeur--arrondi": ("contacts.csv", lambda: text(with_cell("SIRET", "7,32829E+13")).encode()),
    "contacts-formule": ("contacts.xlsx", lambda: workbook(with_cell("Structure", "=HYPERLINK(1)"))),
    "contacts-doublon": (
        "contacts.csv",
        lambda: text(people(("Exemple", "Jean-Noël"), ("NOEL JEAN", "exemple"), ("Exemple", "Jean-Noël"), ("Exempel", "Jean Noël"))).encode(),
    ),
    "contacts-a-purger": (
        "contacts.csv",
        lambda: text([list(HEAD), [*ROW[:9], "31/08/2026", ""], [*ROW[:9], "01/09/2026", "22/11/2023"]]).encode(),
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", FILES)
def test_a_mistake_is_told_in_these_words(case: str, tmp_path: Path, golden: Golden) -> None:
    name, make = FILES[case]
    (tmp_path / name).write_bytes(make())
    told = report(tmp_path / name)
    golden(CASES / case / "expected.txt", told)
    assert f"[{case.partition('--')[0]}]" in told
    assert not any(cell.casefold() in told.casefold() for cell in (*ROW[:2], "canari@", "Adresse de la maison"))


ENCODINGS = {
    "utf-8": lambda rows: text(rows).encode(),
    "utf-8 with its mark": lambda rows: text(rows).encode("utf-8-sig"),
    "cp1252 and tabs": lambda rows: text(rows, "\t").encode("cp1252"),
    "commas": lambda rows: text(rows, ",").encode(),
    "utf-16, as Excel's text": lambda rows: text(rows, "\t").encode("utf-16"),
    "latin-1": lambda rows: text(rows).replace("’", "'").encode("latin-1"),
    "workbook": workbook,
    "workbook under a merged title": lambda rows: workbook(rows, title_above="Nos contacts"),
}


@pytest.mark.parametrize("form", ENCODINGS)
def test_a_list_says_the_same_however_it_was_saved(form: str, tmp_path: Path) -> None:
    file = tmp_path / "contacts"
    file.write_bytes(ENCODINGS[form]([list(HEAD), list(ROW)]))  # type: ignore[operator]
    table, problems = opened(file)
    assert (table is not None, problems) == (True, ()), problems
    contacts, problems = checking.check(table, TODAY)
    assert problems == ()
    day = datetime.date
    expected = Contact(0, *ROW[:2], ROLES[0], ROW[3], *ROW[4:9], day(2026, 9, 1), day(2026, 10, 12))
    assert [contact._replace(line=0, organisation=ROW[3]) for contact in contacts] == [expected]


@pytest.mark.parametrize(
    "written", ["01/09/2026", "1/9/26", "01.09.2026", "2026-09-01", "1er septembre 2026", "1 sept. 2026", "46266"]
)
def test_a_day_is_read_as_people_and_spreadsheets_write_it(written: str) -> None:
    column = next(column for column in COLUMNS if column.is_date)
    assert column.read(written) == datetime.date(2026, 9, 1)


@pytest.mark.parametrize(
    "written", ["0639980001", "06 39 98 00 01", "06.39.98.00.01", "+33 6 39 98 00 01", "+33 (0)6-39-98-00-01", "639980001"]
)  # fmt: skip
def test_a_number_is_one_however_it_is_written(written: str) -> None:
    assert telephone(written) == "0639980001"


cells = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp")), max_size=12).map(str.strip)
risky = st.sampled_from(["=1+1", "+1", "-1", "@x", "'=1", " =1", "“=1”", ";", '"', "a;b", "=1;2"]) | cells


@given(texts=st.tuples(risky, risky, risky), suffix=st.sampled_from(exports.SUFFIXES))
def test_what_is_written_is_read_again_and_runs_nothing(texts: tuple[str, str, str], suffix: str) -> None:
    """A formula comes back as the text it was, and no cell of the file begins as one."""
    surname, organisation, other = (" ".join(cell.split()) for cell in texts)
    illegal = openpyxl.cell.cell.ILLEGAL_CHARACTERS_RE
    surname, organisation, other = (illegal.sub("", cell) for cell in (surname, organisation, other))
    line = Line(2, (surname, *ROW[1:3], organisation, *ROW[4:], other))
    places = dict(enumerate(COLUMNS))
    file = Path(f"contacts{suffix}")
    raw = exports.written(file, [*HEAD, "Remarque"], [line], places)
    if suffix == ".xlsx":
        sheet = openpyxl.load_workbook(io.BytesIO(raw)).active
        assert sheet is not None
        assert not [cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    read = _read_again(raw, suffix)
    assert read.head.cells == (*HEAD, "Remarque")
    assert [cell.strip() for cell in (read.lines[0].cells[0], read.lines[0].cells[3], read.lines[0].cells[11])] == [
        surname.strip(), organisation.strip(), other.strip(),
    ]  # fmt: skip
    contacts = checking.read(read, TODAY).value
    assert (contacts[0].siret, contacts[0].phone, contacts[0].sent_on) == (ROW[5], ROW[7], datetime.date(2026, 9, 1))


def _read_again(raw: bytes, suffix: str) -> Table:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / f"contacts{suffix}"
        file.write_bytes(raw)
        table, problems = opened(file)
    assert table is not None, problems
    return table


def test_the_template_is_a_list_without_anybody(tmp_path: Path) -> None:
    for suffix in exports.SUFFIXES:
        file = tmp_path / f"modele{suffix}"
        file.write_bytes(exports.template(file))
        table, problems = opened(file)
        assert table is not None, problems
        assert table.head.cells == HEAD
        assert checking.check(table, TODAY) == ((), ())


def contact(line: int, surname: str, first_name: str, **more: Any) -> Contact:
    return Contact(line, surname, first_name, **more)


def test_differences_tell_who_came_went_changed_and_is_written_otherwise() -> None:
    old = [
        contact(2, "Exemple", "Zoé", role=ROLES[0]),
        contact(3, "Exemple-Deux", "Ana", mail="ana@exemple.fr"),
        contact(4, "Parti", "Exemple"),
        contact(5, "Troisième", "Exemple"),
        contact(6, "Ancien", "Nom", mail="meme@exemple.fr"),
        contact(7, "Homonyme", "Exemple", mail="un@exemple.fr"),
        contact(8, "Homonyme", "Exemple", mail="deux@exemple.fr"),
    ]
    new = [
        contact(2, "Homonyme", "Exemple", mail="deux@exemple.fr"),
        contact(3, "Homonyme", "Exemple", mail="un@exemple.fr"),
        contact(4, "EXEMPLE", "Zoe", role=ROLES[1]),
        contact(5, "Ana", "exemple deux", mail="ana@exemple.fr"),
        contact(6, "Troisème", "Exemple"),
        contact(7, "Nouveau", "Nom", mail="meme@exemple.fr"),
        contact(8, "Arrivée", "Exemple"),
    ]
    assert set(persons.differences(new, old)) == {
        persons.Difference(4, 2, ("Rôle",), is_respelt=True),
        persons.Difference(5, 3, (), is_respelt=True),
        persons.Difference(6, 5, (), is_respelt=True),
        persons.Difference(7, 6, (), is_respelt=True),
        persons.Difference(8, None),
        persons.Difference(None, 4),
    }


names = st.text(st.sampled_from("abcdeéèïôü -’"), min_size=1, max_size=9).filter(lambda name: bool(words(name)))


@given(surname=names, first_name=names)
def test_a_name_is_the_same_in_any_case_and_order_without_accents(surname: str, first_name: str) -> None:
    one = contact(2, surname, first_name)
    other = contact(3, first_name.upper().replace("-", " "), " ".join(words(surname)))
    assert persons.name_of(one) == persons.name_of(other)
    assert [twin.line for twin in persons.twins([one, other])] == [3]


@given(name=st.text(st.sampled_from("abcdef"), min_size=8, max_size=12), data=st.data())
def test_one_slip_of_the_keyboard_is_found(name: str, data: Any) -> None:
    at = data.draw(st.integers(0, len(name) - 2))
    slip = data.draw(st.sampled_from(["drop", "add", "change", "swap"]))
    slipped = {
        "drop": name[:at] + name[at + 1 :],
        "add": f"{name[:at]}z{name[at:]}",
        "change": f"{name[:at]}z{name[at + 1 :]}",
        "swap": name[:at] + name[at + 1] + name[at] + name[at + 2 :],
    }[slip]
    twins = list(persons.twins([contact(2, name, "zzzz"), contact(3, slipped, "zzzz")]))
    assert [(twin.line, twin.earlier) for twin in twins] == [(3, 2)]


def test_what_else_is_known_tells_two_persons_of_like_names_apart() -> None:
    one = contact(2, "Exemple", "Daniel", mail="a@exemple.fr", phone="0639980001", organisation="Un")
    two = contact(3, "Exemple", "Daniele", mail="b@exemple.fr", phone="0639980002", organisation="Deux")
    assert list(persons.twins([one, two])) == []
    assert len(list(persons.twins([one, two._replace(organisation="UN")]))) == 1


@pytest.mark.parametrize(
    ("sent", "last", "day", "term"),
    [
        ("2026-08-31", None, "2026-09-01", "rentree"),
        ("2026-09-01", None, "2027-09-01", "rentree"),
        ("2026-12-31", None, "2027-09-01", "rentree"),
        ("2026-09-01", "2023-10-01", "2026-10-01", "dernier-contact"),
        ("2026-09-01", "2024-02-29", "2027-02-28", "dernier-contact"),
        ("2026-09-01", "2026-10-01", "2027-09-01", "rentree"),
    ],
)
def test_the_term_that_comes_first_ends_a_contact(sent: str, last: str | None, day: str, term: str) -> None:
    date = datetime.date.fromisoformat
    found = retention.lapse(
        contact(2, "Exemple", "Canari", sent_on=date(sent), last_contact=date(last) if last else None)
    )
    assert found == retention.Lapse(date(day), term)  # type: ignore[arg-type]


def test_a_purge_counts_and_keeps_what_it_cannot_judge(tmp_path: Path) -> None:
    rows = [list(HEAD), list(ROW), [*ROW[:9], "01/09/2025", ""], [*ROW[:9], "un jour", ""]]
    (tmp_path / "contacts.csv").write_bytes(text(rows).encode())
    table, _ = opened(tmp_path / "contacts.csv")
    assert table is not None
    purged, _ = purge.purge(table, TODAY)
    assert purged is not None
    assert list(purged.told()) == [
        "1 ligne à retirer : colonne Transmis le : une rentrée est passée depuis.",
        "2 lignes à garder.",
        "Gardées faute de date lisible, à corriger : ligne 4.",
    ]


def test_a_list_within_the_project_is_refused_by_any_name(tmp_path: Path) -> None:
    project, outside = tmp_path / "repo" / "projet", tmp_path / "ailleurs"
    for folder in (
        project,
        outside,
        tmp_path / "repo" / ".git",
        tmp_path / "copie" / ".git",
        tmp_path / "copie" / "oma_builder",
    ):
        folder.mkdir(parents=True)
    (outside / "lien").symlink_to(project)
    (outside / "liste.csv").write_bytes(b"")
    (project / "sortie.csv").symlink_to(outside / "liste.csv")
    (outside / "entree.csv").symlink_to(project / "liste.csv")
    inside = (
        project,
        project / "sous",
        outside / "lien",
        tmp_path / "repo" / "autre",
        tmp_path / "copie" / "content",
        project / ".." / "projet",
    )
    for folder in inside:
        with pytest.raises(BuildError, match="dans le projet"):
            require_outside(folder / "liste.csv", project)
    with pytest.raises(BuildError, match="dans le projet"):
        require_outside(outside / "entree.csv", project)
    assert require_outside(outside / "liste.csv", project) == (outside / "liste.csv").resolve()
    assert require_outside(project / "sortie.csv", project) == (outside / "liste.csv").resolve()


ENTITIES = "".join(f'<!ENTITY e{rank} "{f"&e{rank - 1};" * 10}">' for rank in range(1, 11))
BOMB = f'<!DOCTYPE a [<!ENTITY e0 "{"a" * 10}">{ENTITIES}]><sst><si><t>&e10;</t></si></sst>'.encode()
"""A hundred gigabytes, once its entities are put in their places."""


def test_a_broken_workbook_is_never_a_bug(tmp_path: Path) -> None:
    """Every part of a workbook, replaced by what is not one."""
    raw = workbook([list(HEAD), list(ROW)])
    with zipfile.ZipFile(io.BytesIO(raw)) as whole:
        parts = {name: whole.read(name) for name in whole.namelist()}
    for broken in parts:
        for instead in (b"", b"<a/>", b"\xff" * 40, BOMB):
            file = tmp_path / "contacts.xlsx"
            with zipfile.ZipFile(file, "w") as spoilt:
                for name, content in parts.items():
                    spoilt.writestr(name, instead if name == broken else content)
            table, problems = opened(file)
            assert (table is None) == bool(problems)


def run(*arguments: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, ROOT / "build.py", "contacts", *map(str, arguments)],
        capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip


@pytest.mark.slow
def test_a_year_of_a_list_as_its_keeper_types_it(tmp_path: Path) -> None:
    day = ("--today", "2026-11-23")
    made = run("template", tmp_path / "contacts.xlsx")
    assert made.returncode == 0, made.stderr
    assert run("template", tmp_path / "contacts.xlsx").returncode == 2
    assert run("template", ROOT / "contacts.xlsx").returncode == 2
    assert not (ROOT / "contacts.xlsx").exists()
    old, new = tmp_path / "2025.csv", tmp_path / "2026.csv"
    old.write_bytes(text([list(HEAD), [*ROW[:2], "CMQ", *ROW[3:9], "01/09/2025", ""]]).encode("cp1252"))
    new.write_bytes(text([list(HEAD), list(ROW)]).encode("cp1252"))
    old.chmod(0o640)
    before = {file.name: file.read_bytes() for file in tmp_path.iterdir()}
    told = [run("check", new, *day), run("check", old, *day), run("diff", new, old, *day), run("purge", old, *day)]
    assert [one.returncode for one in told] == [0, 0, 0, 0], [one.stderr for one in told]
    assert {file.name: file.read_bytes() for file in tmp_path.iterdir()} == before
    assert "ligne 2 (ancienne : 2) : changé : Rôle\n0 arrivé, 0 parti, 1 changé." in told[2].stdout
    assert "Rien n’a été écrit" in told[3].stdout
    both = run("purge", old, "--oui", "--vers", tmp_path / "x.csv", *day)
    assert (both.returncode, (tmp_path / "x.csv").exists()) == (2, False)
    assert run("purge", old, "--vers", tmp_path / "purgee.xlsx", *day).returncode == 0
    assert old.read_bytes() == before["2025.csv"]
    done = run("purge", old, "--oui", *day)
    assert done.returncode == 0, done.stderr
    assert old.read_bytes().decode("utf-8-sig") == ";".join(HEAD) + "\r\n"
    assert os.name == "nt" or old.stat().st_mode & 0o777 == 0o640
    assert sorted(file.name for file in tmp_path.iterdir()) == ["2025.csv", "2026.csv", "contacts.xlsx", "purgee.xlsx"]
    for one in (*told, done):
        assert not any(cell in one.stdout + one.stderr for cell in (ROW[0], ROW[1], ROW[6], ROW[7], "Lycée"))
