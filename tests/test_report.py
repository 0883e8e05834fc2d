"""The tables of the yearly report: what they say of the full mini-site, what they must always hold, and what is not known."""

import datetime
import xml.etree.ElementTree as ET
from collections import Counter
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oma_builder.content import loader, reference
from oma_builder.content.figures import Interval, added
from oma_builder.content.history import Snapshot
from oma_builder.content.kinds.film import Consent
from oma_builder.content.loader import Corpus
from oma_builder.content.schema import EDITIONS, FILMS, KINDS, RECRUTEMENT
from oma_builder.guide import linker
from oma_builder.stewardship.report import Report, report_of
from oma_builder.stewardship.report_approvals import approvals
from oma_builder.stewardship.report_charts import bars
from oma_builder.stewardship.report_links import external_links
from oma_builder.stewardship.report_recruitment import share_of
from oma_builder.stewardship.report_tables import UNKNOWN, Cell, Percent, Section, Table, for_spreadsheets, told
from oma_builder.stewardship.visits import Answer
from tests.built import CONTENT, FULL, REAL_DAY, TODAY
from tests.conftest import Golden
from tests.tools import MINIMAL

GOLDEN = FULL.parent / "golden" / "bilan.txt"
NEW_YEAR = datetime.date(2026, 1, 1)
TRADE = (MINIMAL / "metiers" / "exemple.yaml").read_text(encoding="utf-8")


@cache
def read(content: Path) -> Corpus:
    return loader.load(content, 1).value


def report(corpus: Corpus, day: datetime.date = TODAY, past: tuple[Snapshot, Snapshot] | None = None) -> Report:
    guide, _ = linker.link(corpus, day)
    assert guide is not None
    return report_of(guide, corpus, day.year, NEW_YEAR, past, {})


def without(corpus: Corpus, *kinds: str) -> Corpus:
    return replace(corpus, documents={name: () if name in kinds else all_ for name, all_ in corpus.documents.items()})


def section(made: Report, name: str) -> Section:
    return next(one for one in made.sections if one.name == name)


def table(made: Report, name: str) -> Table:
    return next(one for one in made.tables if one.name == name)


def as_text(made: Report) -> str:
    lines = [made.title]
    for one in made.sections:
        lines += ["", f"# {one.title}", *one.words]
        for each in one.tables:
            lines += ["", f"## {each.title} ({each.name})", " | ".join(each.columns)]
            lines += [" | ".join(map(told, row)) for row in each.lines]
            lines += [each.note] if each.note else []
    return "\n".join(lines) + "\n"


def test_all_that_it_says_of_the_full_site(golden: Golden) -> None:
    golden(GOLDEN, as_text(report(read(FULL))))


@pytest.mark.parametrize(("content", "day"), [(FULL, TODAY), (CONTENT, REAL_DAY), (MINIMAL, TODAY)])
def test_its_tables_are_whole(content: Path, day: datetime.date) -> None:
    made = report(read(content), day)
    assert max(Counter(one.name for one in made.tables).values()) == 1
    for one in made.tables:
        assert one.rows
        assert {len(row) for row in one.lines} == {len(one.columns)}
        assert not one.bars or one.is_number(one.bars)


@pytest.mark.parametrize(("content", "day"), [(FULL, TODAY), (CONTENT, REAL_DAY), (MINIMAL, TODAY)])
def test_every_trade_is_counted_once_and_every_department_named_once(content: Path, day: datetime.date) -> None:
    made = report(read(content), day)
    count = len(table(made, "metiers").rows)
    for name in ("metiers-par-secteur", "metiers-par-niveau", "metiers-par-interet"):
        assert table(made, name).total[1] == sum(row[1] for row in table(made, name).rows if isinstance(row[1], int))
        assert table(made, name).total[1] == count
    names = [f"{one.name} ({code})" for code, one in reference.departements().items()]
    for one in made.tables:
        if one.columns[0] == "Département":
            assert [row[0] for row in one.rows] == names
    assert list(table(made, "secteurs-et-departements").columns[1:-1]) == list(reference.departements())


def test_parts_and_totals_of_recruitments_add_up() -> None:
    made = table(report(read(FULL)), "recrutements-par-departement")
    for rank in (1, 2):
        parts = [cell for row in made.rows if isinstance(cell := row[rank], Interval)]
        assert len(parts) == 4
        assert made.total[rank] == added(parts)


def test_a_site_without_anything_says_so() -> None:
    corpus = without(read(MINIMAL), *(kind.name for kind in KINDS))
    made = report(corpus)
    assert "Le guide montre 0 métier : 40 de moins" in section(made, "couverture").words[0].replace("\u00a0", " ")
    assert "n’est pas connu" in section(made, "recrutements").words[0]
    assert section(made, "films").words == ("Aucun film d’élèves n’est encore dans le guide.",)
    assert section(made, "editions").words == ("Aucune édition imprimée n’est enregistrée.",)
    assert "n’est pas connu" in section(made, "changements").words[0]
    assert section(made, "changements").tables == ()
    assert "Aucune fiche d’événement" in section(made, "evenements").words[0]


def test_without_a_survey_the_share_is_not_known() -> None:
    made = report(without(read(FULL), RECRUTEMENT.name))
    assert section(made, "recrutements").tables == ()
    assert not [row for row in table(made, "essentiel").rows if "Part couverte" in str(row[0])]


def test_no_reader_is_tracked_and_it_says_so() -> None:
    assert "Aucun lecteur n’est suivi" in " ".join(section(report(read(FULL)), "methode").words)


def real_films(corpus: Corpus) -> Corpus:
    """Return the full site as if its films were no samples."""
    films = tuple(replace(one, entry=one.entry.model_copy(update={"exemple": False})) for one in corpus.of(FILMS))
    return replace(corpus, documents={**corpus.documents, FILMS.name: films})


def test_films_are_counted_where_they_may_be_shown_and_the_others_by_their_reason() -> None:
    made = report(real_films(read(FULL)))
    assert table(made, "films-autorisations").rows == (
        ("Montrés en ligne", 3),
        ("Montrés sur le papier", 3),
        ("Montrés hors ligne", 2),
        ("Non montrés : aucune autorisation", 1),
        ("Non montrés : autorisation retirée", 1),
        ("Non montrés : autorisation terminée", 1),
    )
    places = {row[0]: row[1:] for row in table(made, "films-par-departement").rows}
    assert places["Haute-Garonne (31)"] == (1, 1)
    assert places["Hérault (34)"] == (1, 1)
    assert places["Établissement sans code UAI"] == (3, 1)
    assert table(made, "films-par-departement").total == ("Ensemble", 5, 3)
    assert table(made, "films-par-classe").rows == (("Exemple de classe", 5),)


def test_no_reference_of_an_authorisation_is_told() -> None:
    corpus = real_films(read(FULL))
    references = [consent.reference for one in corpus.of(FILMS) for consent in one.entry.autorisations]
    assert all(isinstance(consent, Consent) for one in corpus.of(FILMS) for consent in one.entry.autorisations)
    assert references
    assert not [name for name in references if name in as_text(report(corpus))]


def test_old_sheets_are_named_with_their_age() -> None:
    later = TODAY.replace(year=TODAY.year + 2)
    made = report(without(read(FULL), RECRUTEMENT.name), later)
    rows = table(made, "a-relire").rows
    assert rows
    assert {row[3] for row in rows} == {24}
    assert ("Fiches à relire", len(rows)) in table(made, "essentiel").rows


def snapshot(day: str, **texts: str) -> Snapshot:
    return Snapshot(datetime.date.fromisoformat(day), {f"{name}.yaml": text for name, text in texts.items()})


def changes(before: Snapshot, after: Snapshot) -> list[tuple[Cell, ...]]:
    made = report(read(MINIMAL), past=(before, after))
    return [row for one in section(made, "changements").tables for row in one.rows]


NAMED = TRADE.replace("Exemple de soudeu", "Exemple neuf de soudeu")


@pytest.mark.parametrize(
    ("before", "after", "told_as"),
    [
        ({"un": TRADE}, {"un": TRADE}, []),
        ({"un": TRADE}, {"un": TRADE.replace("\n", "  # remarque\n", 1)}, []),
        ({"un": TRADE}, {"un": TRADE.replace("Un métier d'exemple.", "Un  métier d’exemple.")}, []),
        ({}, {"un": TRADE}, [("ajouté", "–")]),
        ({"un": TRADE}, {}, [("retiré", "–")]),
        ({"un": TRADE}, {"un": TRADE.replace("Un métier", "Un autre métier")}, [("reformulé", "accroche")]),
        ({"un": TRADE}, {"deux": f"{TRADE}remplace: [un]\n"}, []),
        ({"un": TRADE}, {"deux": f"{NAMED}remplace: [un]\n"}, [("reformulé", "nom du métier")]),
        ({"un": TRADE}, {"deux": NAMED}, [("ajouté", "–"), ("retiré", "–")]),
        ({"un": TRADE}, {"un": f"{TRADE}publication:\n  etat: brouillon\n"}, [("retiré", "–")]),
        ({"un": "titre: [\n"}, {"un": TRADE}, [("ajouté", "–")]),
        ({"un": f"ancien_champ: mot\n{TRADE}"}, {"un": TRADE}, []),
        (
            {"un": f"ancien_champ: mot\n{TRADE}"},
            {"un": TRADE.replace("Un métier", "Un autre métier")},
            [("reformulé", "accroche")],
        ),
    ],
)
def test_what_git_says_has_changed(
    before: dict[str, str], after: dict[str, str], told_as: list[tuple[str, str]]
) -> None:
    found = changes(snapshot("2026-01-01", **before), snapshot("2026-11-23", **after))
    assert [row[1:] for row in found] == told_as


def test_a_history_that_begins_later_says_when() -> None:
    made = report(read(MINIMAL), past=(snapshot("2026-05-01", un=TRADE), snapshot("2026-11-23", un=TRADE)))
    words = section(made, "changements").words[0]
    assert "l’état du 1er mai 2026" in words
    assert "ne remonte pas au 1er janvier 2026" in words


def test_a_year_that_is_over_says_what_is_of_today() -> None:
    guide, _ = linker.link(read(MINIMAL), TODAY)
    assert guide is not None
    past = report_of(guide, read(MINIMAL), 2025, datetime.date(2025, 1, 1), None, {})
    assert any("2025 est finie" in words for words in section(past, "methode").words)
    assert not any("est finie" in words for words in section(report(read(MINIMAL)), "methode").words)


def test_without_git_it_is_told_since_an_edition() -> None:
    made = section(report(read(FULL)), "changements")
    assert "Depuis l’édition Exemple d’édition" in made.words[0]
    assert made.tables
    assert not section(report(without(read(FULL), EDITIONS.name)), "changements").tables


ENDS = st.integers(0, 10_000)
INTERVALS = st.tuples(ENDS, ENDS).map(lambda ends: Interval(*sorted(ends)))


@given(INTERVALS, INTERVALS, st.data())
def test_a_share_holds_whatever_the_hidden_numbers_are(part: Interval, rest: Interval, data: st.DataObject) -> None:
    one, other = data.draw(st.integers(*part)), data.draw(st.integers(*rest))
    share = share_of(part, rest)
    if one + other and isinstance(share, Percent):
        assert share.low <= 100 * one / (one + other) <= share.high
        assert 0 <= share.low <= share.high <= 100
    assert isinstance(share, Percent) or not part.high + rest.high


PERCENTAGES = st.tuples(st.integers(0, 100), st.integers(0, 100)).map(lambda ends: Percent(*sorted(ends)))
NAMES = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=30)


# A column holds things of one kind, or what is not known.
ROWS = st.one_of(
    *(
        st.lists(st.tuples(NAMES, st.one_of(kind, st.just(UNKNOWN))), max_size=6)
        for kind in (ENDS, INTERVALS, PERCENTAGES)
    )
)


@given(ROWS, NAMES)
def test_any_table_can_be_drawn_and_counted_with(rows: list[tuple[str, Cell]], title: str) -> None:
    made = Table("essai", title, ("Nom", "Nombre"), tuple(rows), bars=1)
    drawing = ET.fromstring(bars(made, "300"))  # noqa: S314 - it is ours
    widths = [float(bar.attrib["width"].rstrip("%")) for bar in drawing.iter("{http://www.w3.org/2000/svg}rect")]
    assert len(widths) == 3 * len(rows)
    assert all(0 <= width <= 100 for width in widths)
    heads, lines = for_spreadsheets(made)
    assert {len(line) for line in lines} <= {len(heads)}
    assert len(heads) == (3 if any(isinstance(cell, tuple) for _, cell in rows) else 2)


def test_what_other_sites_have_answered_is_counted() -> None:
    answers = {
        "https://a.example/": Answer("bonne"),
        "https://b.example/": Answer("deplacee", moved_to="https://c.example/"),
    }
    section = external_links((*answers, "https://d.example/"), answers)
    assert [row[1] for row in section.tables[0].rows] == [1, 1, 1]
    assert section.tables[0].total == ("Ensemble", 3)
    assert external_links(("https://d.example/",), {}).tables == ()


def test_agreements_are_counted_party_by_party() -> None:
    guide = linker.link(read(FULL), TODAY).value
    assert guide
    assert guide.approvals
    section = approvals(guide)
    ((name, asked, complete, *by_party),) = section.tables[0].rows
    assert (name, asked) == ("Public", len(guide.approvals))
    assert complete == sum(one.is_complete for one in guide.approvals)
    states = [agreement.state for one in guide.approvals for agreement in one.agreements]
    assert sum(by_party) == len([state for state in states if state != "approuve"])
    assert approvals(replace(guide, approvals=())).tables == ()
