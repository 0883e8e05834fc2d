"""Paper that works alone: it asks, crosses and draws what the site does by links, and a copier prints it cheaply."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import pairwise, product
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from PIL import Image, ImageStat

from oma_builder.content.markdown import Node, plain_text, walk
from oma_builder.guide import vocabulary
from oma_builder.guide.discovery import ANSWERS, QUESTIONS, scenes
from oma_builder.guide.model import Guide
from oma_builder.print.discovery import _row
from oma_builder.print.forms import FORMS
from oma_builder.print.index import index_chapter
from oma_builder.problems import BuildError, ExitCode
from tests.guides import real_guide
from tests.papers import bare, chapter_as_drawn, chapter_pages, run, structure
from tests.printed import Print, printed, source, trades_on

pytestmark = [pytest.mark.paper, pytest.mark.slow]

MOST_TONER = 5.0
"""Percent of a page that is black on average, as makers of toner reckon."""


@pytest.fixture(scope="module")
def screen(tmp_path_factory: pytest.TempPathFactory) -> Print:
    return printed(source(tmp_path_factory, "real"), "ecran")


@cache
def drawn(paper: Print, title: str) -> str:
    return chapter_as_drawn(paper, paper.source.guide, title)


def pages_of(paper: Print, title: str) -> range:
    return chapter_pages(paper, paper.source.guide, title)


# The discovery, and what one goes on to.


def test_the_discovery_takes_three_full_pages(screen: Print) -> None:
    assert len(pages_of(screen, "Ce qui m’intéresse")) == 3


def test_what_the_site_asks_of_the_setting_is_asked_on_paper(screen: Print) -> None:
    told = drawn(screen, "Ce qui m’intéresse")
    for question in QUESTIONS:
        assert bare(question.text) + "".join(bare(choice.name) for choice in question.choices) in told, question.id


WORD = re.compile(r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="[\d.]+">(.*?)</word>')


@pytest.mark.parametrize("form", ["ecran", "livret"])
def test_no_name_of_the_table_runs_into_its_page(form: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    paper = printed(source(tmp_path_factory, "real"), form)
    (number,) = (at for at, text in enumerate(paper.pages, 1) if "Cherche une colonne" in text)
    boxes = run("pdftotext", "-bbox", "-f", str(number), "-l", str(number), paper.pdf, "-")
    words = [(*map(float, found[:3]), found[3]) for found in WORD.findall(boxes)]
    heads = [[(x, y) for x, y, _, word in words if word == head] for head in ("Métiers", "Page")]
    (left, top), (page, _) = next(pair for pair in product(*heads) if abs(pair[0][1] - pair[1][1]) < 2)
    names = [(x, word, end) for x, y, end, word in words if y > top + 5 and left - 2 < x < page - 2]
    assert len(names) > 40
    assert [word for _, word, end in names if end > page + 2] == []


def test_a_sector_stands_in_the_table_with_a_trade_of_its_own(screen: Print) -> None:
    """Its name is never the last line of a page."""
    names = {bare(sector.name) for sector in screen.source.guide.sectors}
    for number in pages_of(screen, "Les métiers en un coup d’œil"):
        lines = [line for line in map(bare, screen.pages[number - 1].splitlines()) if line]
        rows = [line for line in lines if not line.isdigit() and not line.startswith("OMA")]
        assert rows[-1] not in names


def test_the_scenes_are_those_of_the_site_each_with_its_theme(screen: Print) -> None:
    guide, told = screen.source.guide, drawn(screen, "Ce qui m’intéresse")
    points = "".join(str(answer.points) for answer in ANSWERS)
    asked = list(scenes(guide.interests))
    assert sorted(text for _, text in asked) == sorted(text for page in guide.interests for text in page.questions)
    for number, (page, text) in enumerate(asked, 1):
        assert f"{number}{bare(text)}{points}{page.interest.letter}" in told, text
    letters = [page.interest.letter for page, _ in asked]
    assert all(one != other for one, other in pairwise(letters))


def test_each_trade_is_found_by_its_two_themes_with_its_page(screen: Print) -> None:
    guide, told = screen.source.guide, drawn(screen, "Ce qui m’intéresse")
    places = trades_on(screen.pages, guide)
    for metier in guide.metiers:
        first, *second = (interest.letter for interest in metier.interests)
        pair = f"{first}puis{second[0]}" if second else f"{first}seul"
        (line,) = re.findall(rf"{pair}(?=[A-ZÉ])(.*?)\.(?=[RIASEC](?:seul|puis|–)|Jechoisis)", told)
        assert f"{bare(metier.title.both)}(p.{places[metier.id][0]})" in line, metier.id


def test_a_guide_of_chosen_trades_asks_nobody(tmp_path_factory: pytest.TempPathFactory) -> None:
    paper = printed(source(tmp_path_factory, "real"), "selection", ("boulanger",))
    assert not [text for text in paper.pages if text.startswith("Ce qui m’intéresse\n")]


@pytest.mark.parametrize("form", ["ecran", "photocopie", "livret", "presse"])
def test_the_last_sheet_is_full(form: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    paper = printed(source(tmp_path_factory, "real"), form)
    if form == "livret":
        assert len(paper.pages) % 2 == 0
        assert all(text.strip() for text in paper.pages)
    else:
        assert len(paper.pages) % 4 == 0
        assert "Ce qui me plaît" in paper.pages[-1]


# All trades at once.


def test_all_trades_are_seen_on_one_spread(screen: Print) -> None:
    numbers = pages_of(screen, "Les métiers en un coup d’œil")
    assert len(numbers) == 2
    assert numbers[0] % 2 == 0


def test_each_row_says_page_levels_and_themes(screen: Print) -> None:
    guide, told = screen.source.guide, drawn(screen, "Les métiers en un coup d’œil")
    places = trades_on(screen.pages, guide)
    for metier in guide.metiers:
        required = vocabulary.LEVELS.get(metier.required_number, "3e")
        level = vocabulary.LEVELS[metier.level_number].partition(" (")[0]
        row = re.search(
            rf"{re.escape(bare(metier.title.both))}{places[metier.id][0]}{bare(required)}{re.escape(bare(level))}([×a-zA-Z]+)",
            told,
        )
        assert row, metier.id
        first, *second = (interest.letter for interest in metier.interests)
        assert first in row[1]
        assert all(letter.lower() in row[1] for letter in second)


@pytest.mark.parametrize(
    ("places", "postures", "expected"),
    [
        (("dehors",), (), [True, False, False, False]),
        (("bureau", "accueil"), ("debout", "assis"), [False, True, False, False]),
        (("atelier", "dehors", "route"), ("mouvement", "debout"), [True, True, True, True]),
        ((), (), [False, False, False, False]),
    ],
)
def test_the_table_says_where_one_works_as_the_site_does(
    places: tuple[str, ...], postures: tuple[str, ...], expected: list[bool]
) -> None:
    """Outdoors, under a roof, on the road, on the move: in the words by which the interest discovery sorts trades."""
    metier = real_guide().metiers[0]
    tastes = replace(metier.tastes, places=places, postures=postures)
    assert _row(replace(metier, tastes=tastes), ())["settings"] == expected


# After school, and the year.


def test_the_ways_after_school_are_one_page_with_their_pages(screen: Print) -> None:
    (number,) = pages_of(screen, "Après la 3e, après le bac")
    told = screen.pages[number - 1]
    guide = screen.source.guide
    assert "Après la 3e" in told
    assert "Après un bac" in told
    starts = {page for page, text in enumerate(screen.pages, 1) if text.startswith("Les formations\n")}
    shown = set(map(int, re.findall(r"\(p\.\s(\d+)\)", told)))
    first, last = pages_of(screen, "Les formations")[0], pages_of(screen, "Les formations")[-1]
    assert starts
    assert shown
    assert all(first <= page <= last for page in shown)
    counted = sum(map(int, re.findall(r"(\d+) dans ce guide", told)))
    alone = len(re.findall(r"\(p\.\s\d+\)", told)) - len(re.findall(r"dans ce guide", told))
    assert counted + alone == len([one for one in guide.formations if re.search(r"\d+\s(?:an|mois)", one.duration)])


def test_the_calendar_tells_what_sources_tell(screen: Print) -> None:
    guide = screen.source.guide
    (number,) = pages_of(screen, "L’année, mois par mois")
    told = bare(screen.pages[number - 1])
    dated = [(rule.title, rule.sources[0].title, rule.months) for rule in guide.rules if rule.months]
    dated += [(action.name, action.sources[0].title, action.months) for action in guide.initiatives if action.months]
    assert dated
    for title, cited, months in dated:
        assert told.count(f"{bare(title)}(p.") == len(months), title
        assert bare(cited) in told, cited
    assert all(bare(month.capitalize()) in told for month in vocabulary.MONTHS)


# What words lead to.


def links(guide: Guide) -> Iterator[Node]:
    """Yield the links of the running text that the book prints."""
    bodies = (
        *(sector.body for sector in guide.sectors),
        *(metier.day for metier in guide.metiers),
        *(page.body for page in guide.interests),
        *(action.body for action in guide.initiatives),
        *(event.body for event in guide.events),
        *(territory.body for territory in guide.territories),
        *(handbook.body for handbook in guide.handbooks if handbook.is_chapter),
    )
    return (node for body in bodies for node in walk(body) if node.tag == "a")


def test_every_link_has_a_page_or_an_address(screen: Print) -> None:
    whole = bare("".join(screen.pages))
    found = list(links(screen.source.guide))
    assert len(found) > 20
    for node in found:
        words = re.escape(bare(plain_text(node.children)))
        assert re.search(rf"{words}\((?:p\.\d+|[\w.]+\.\w+/)", whole), plain_text(node.children)


def test_a_handbook_is_a_chapter_where_it_says_so(screen: Print) -> None:
    (handbook,) = (handbook for handbook in screen.source.guide.handbooks if handbook.is_chapter)
    told = drawn(screen, handbook.title)
    for heading in handbook.headings:
        assert bare(heading.title) in told
    whole = bare("".join(screen.pages))
    assert f"{bare(handbook.title)}(p.{pages_of(screen, handbook.title)[0]})" in whole


# Copies.


@pytest.mark.parametrize("form", ["photocopie", "livret"])
def test_copies_take_little_toner(form: str, tmp_path_factory: pytest.TempPathFactory, tmp_path: Path) -> None:
    paper = printed(source(tmp_path_factory, "real"), form)
    run("pdftoppm", "-r", "50", "-gray", paper.pdf, tmp_path / "page")
    shares = [100 - ImageStat.Stat(Image.open(file)).mean[0] / 2.55 for file in sorted(tmp_path.glob("page*.pgm"))]
    assert len(shares) == len(paper.pages)
    assert sum(shares) / len(shares) <= MOST_TONER
    assert max(shares) < 2 * MOST_TONER


@pytest.mark.parametrize("form", ["photocopie", "livret"])
def test_copies_have_no_tint(form: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    """What is filled is white, or as dark as text and lines: a paler ground would be a screen of dots."""
    filled = set()
    with pikepdf.open(printed(source(tmp_path_factory, "real"), form).pdf) as document:
        for thing in document.objects:
            if isinstance(thing, pikepdf.Stream) and thing.get("/Subtype") == pikepdf.Name.Form:
                filled |= set(_fills(thing))
        for page in document.pages:
            filled |= set(_fills(page))
    assert 1.0 in filled
    assert not [grey for grey in filled if 0.61 < grey < 0.99], filled


def _fills(stream: Any) -> Iterator[float]:
    """Yield the greys that areas, not letters nor lines, are filled with."""
    grey: list[float] = [0.0]
    for instruction in pikepdf.parse_content_stream(stream):
        operator = str(instruction.operator)
        if operator == "q":
            grey.append(grey[-1])
        elif operator == "Q" and len(grey) > 1:
            grey.pop()
        elif operator in ("g", "sc", "scn") and len(instruction.operands) == 1:
            grey[-1] = float(instruction.operands[0])
        elif operator in ("f", "F", "f*", "B", "b", "B*", "b*"):
            yield grey[-1]


@pytest.mark.parametrize("form", ["ecran", "photocopie"])
def test_two_trades_are_six_pages_at_most(form: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    given = source(tmp_path_factory, "real")
    paper = printed(given, "selection", ("infirmier", "charpentier"), form, is_short=True)
    assert paper.pdf.stem.endswith("-court")
    assert len(paper.pages) <= 6
    guide = given.guide
    assert {name for name, found in trades_on(paper.pages, guide).items() if found} == {"infirmier", "charpentier"}
    told = bare("".join(paper.pages))
    named = {
        one.title
        for metier in guide.metiers
        if metier.id in ("infirmier", "charpentier")
        for path in metier.paths
        for step in path.steps
        for one in step.formations
    }
    assert all(told.count(bare(title)) >= 2 for title in named)


@pytest.mark.parametrize(("edition", "things"), [("ecran", ()), ("fiche", ("boulanger",))])
def test_only_a_cut_guide_has_a_short_form(
    edition: str, things: tuple[str, ...], tmp_path_factory: pytest.TempPathFactory
) -> None:
    with pytest.raises(BuildError) as refused:
        printed(source(tmp_path_factory, "real"), edition, things, is_short=True)
    assert refused.value.exit_code is ExitCode.USAGE


def test_sheets_of_a_booklet_say_where_they_belong(tmp_path_factory: pytest.TempPathFactory) -> None:
    paper = printed(source(tmp_path_factory, "real"), "livret")
    told = [re.findall(r"Cahier (\d+) sur (\d+) · Feuille (\d+) sur (\d+)", text) for text in paper.pages]
    assert all(len(found) == 1 for found in told[::2])
    assert not any(told[1::2])
    order = [tuple(map(int, found[0])) for found in told[::2]]
    assert order == sorted(order)
    assert order[0][::2] == (1, 1)
    booklets = order[0][1]
    assert order[-1][0] == booklets
    for number in range(1, booklets + 1):
        sheets = [found for found in order if found[0] == number]
        assert [found[2] for found in sheets] == list(range(1, len(sheets) + 1))
        assert {found[3] for found in sheets} == {len(sheets)}
    assert "Plier et agrafer ce livret" in "".join(paper.pages)


def test_the_bars_at_the_back_go_down_from_booklet_to_booklet(tmp_path_factory: pytest.TempPathFactory) -> None:
    paper = printed(source(tmp_path_factory, "real"), "livret")
    bars = []
    with pikepdf.open(paper.pdf) as document:
        for number, page in enumerate(document.pages):
            last = [
                instruction
                for instruction in pikepdf.parse_content_stream(page)
                if str(instruction.operator) == "re" and float(instruction.operands[2]) < 10
            ]
            bars += [(number, float(instruction.operands[1])) for instruction in last]
    booklets = int(re.findall(r"Cahier 1 sur (\d+)", paper.pages[0])[0])
    assert len(bars) == booklets
    heights = [height for _, height in bars]
    assert heights == sorted(heights, reverse=True)
    assert len(set(heights)) == booklets


# How it reads.


def test_no_last_word_of_a_paragraph_is_cut(screen: Print) -> None:
    told = run("pdftotext", "-bbox-layout", screen.pdf, "-")
    cut = []
    for block in told.split("<block ")[1:]:
        lines = [re.findall(r">([^<]+)</word>", line) for line in block.partition("</block>")[0].split("<line ")[1:]]
        cut += [
            line[-1] + after[0]
            for line, after in pairwise(lines)
            if line and len(after) == 1 and line[-1].endswith("\u00ad")
        ]
    assert cut == []


def test_trades_are_set_in_two_sizes_at_most() -> None:
    for form in FORMS.values():
        sizes = {step.size for step in form.fit.steps}
        assert len(sizes) <= 2
        assert max(sizes) - min(sizes) <= 0.5


def test_bookmarks_have_two_levels(screen: Print) -> None:
    with pikepdf.open(screen.pdf) as pdf, pdf.open_outline() as outline:
        assert any(mark.children for mark in outline.root)
        assert not [str(inner.title) for mark in outline.root for inner in mark.children if inner.children]


def test_the_facts_of_a_trade_are_a_list(screen: Print) -> None:
    """Readers who listen hear how many there are: one item a fact, each with its name."""
    with pikepdf.open(screen.pdf) as pdf:
        lists = [node for node in structure(pdf.Root.StructTreeRoot) if node.S == "/L"]
        sizes = [
            sum(1 for child in node.K if isinstance(child, pikepdf.Dictionary) and child.get("/S") == "/LI")
            for node in lists
            if isinstance(node.K, pikepdf.Array)
        ]
    assert sum(size >= 8 for size in sizes) >= len(screen.source.guide.metiers)


def test_the_index_says_what_no_trade_is_about(screen: Print) -> None:
    told = drawn(screen, "Index des métiers")
    assert bare("animaux : Aucune fiche de ce guide ne parle encore d’animaux.") in told
    assert bare("chiens : voir « animaux »") in told
    assert bare("Ailleurs : onisep.fr.") in told


def test_a_name_stands_once_in_the_index_whatever_its_capitals() -> None:
    metiers = tuple(
        replace(metier, keywords=(word,))
        for metier, word in zip(real_guide().metiers, ("Couleur", "couleur"), strict=False)
    )
    entries = [entry for group in index_chapter(replace(real_guide(), metiers=metiers)) for entry in group["entries"]]
    assert [(entry["name"], len(entry["places"])) for entry in entries if "ouleur" in entry["name"]] == [("couleur", 2)]
    names = [entry["name"].casefold() for group in index_chapter(real_guide()) for entry in group["entries"]]
    assert len(names) == len(set(names))


def test_titles_stand_out_in_the_index(screen: Print, tmp_path: Path) -> None:
    numbers = pages_of(screen, "Index des métiers")
    file = tmp_path / "index.xml"
    run("pdftohtml", "-xml", "-i", "-q", "-f", str(numbers[0]), "-l", str(numbers[-1]), screen.pdf, file)
    bold = bare("".join(re.findall(r"<b>(.*?)</b>", file.read_text(encoding="utf-8"))))
    for metier in screen.source.guide.metiers:
        assert bare(metier.title.masculine) in bold, metier.id
    assert bare("chalumeau") not in bold
