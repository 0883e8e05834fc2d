"""Content of the strangest kind: signs that mean something elsewhere, words without end, far too much of everything."""

import csv
import io
import json
import re
import shutil
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import icalendar
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.sync_api import sync_playwright

from oma_builder.content import loader, validation
from oma_builder.content.fields import LONGEST_TEXT
from oma_builder.guide import linker
from oma_builder.pipeline import check
from oma_builder.problems import has_errors
from oma_builder.progress import silent
from oma_builder.project import Project
from tests.browsing import ARGUMENTS, CUT_OFF
from tests.built import TODAY, Built, build_into
from tests.papers import words_off_the_page
from tests.tools import MINIMAL, chromium
from tests.validity import faults
from tests.written import MODELS, Names, Words, bare, filled, write

pytestmark = [pytest.mark.browser, pytest.mark.paper, pytest.mark.slow]

KINDS = [kind for kind in MODELS if kind != "territoires"]
PLACE = {"territoires": ("haute-garonne",)}
SIGNS = (
    '</script><!-- & ; "é"',
    '=1+1 \\, ; "deux" </script>',
    "a\\n;b,c\\",
    "{{ site }} {% raw %} #set text(red) $x$ _a_ `b` @ref <lab>",
    "--> ]]> &amp &lt;b&gt;",
)
ENDLESS = ("W" * 300, "éàü" * 100, "m’" * 150, "/" * 300)
TEXTS = (*SIGNS, *ENDLESS)
OVERSIZE = {"fiche-trop-longue", "gabarit-trop-lourd", "page-trop-lourde"}
"""What is rightly said of documents that fill every field."""
INVENTED = {"rome-different", "couleur-en-double"}
"""What is rightly said of trades and sectors that are one text, again and again."""
ABSENT = {"film-absent", "codes-a-confirmer"}
"""What is rightly said of films whose files nobody gave, and of diplomas without codes."""
SEEN = {"marque-visible"}
"""What is rightly said of braces, tags and entities."""
PLAYERS = "films:\n  peertube: https://exemple.example/\n"


def words(text: str, kind: str) -> Words:
    """Return a text cut to what a field may hold, with the field's name at its end to tell it apart."""

    def made(name: str, limit: int) -> str:
        if limit == LONGEST_TEXT:
            return re.sub(r"([\\<&`_*\[\]#])", r"\\\1", text)
        end = f" {kind} {name}" if text in SIGNS else re.sub(r"\W|_", "", f"{kind}{name}")
        return text[: min(limit, 240) - len(end)] + end

    return made


@pytest.fixture(scope="module")
def strange(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Build a site with one document of every kind for each text, each naming all the others."""
    place = tmp_path_factory.mktemp("strange")
    shutil.copytree(MINIMAL, place / "content")
    ranks = {kind: range(6 if kind == "interets" else len(TEXTS)) for kind in KINDS}
    names = {kind: tuple(f"t{rank}" for rank in found) for kind, found in ranks.items()} | PLACE
    for kind, found in ranks.items():
        for rank in found:
            made = filled(kind, words(TEXTS[rank], kind), names)
            short = {"masculin": f"Court {rank}", "feminin": f"Courte {rank}"}  # most of the texts do not fit
            special: dict[str, dict[str, object]] = {
                "interets": {"lettre": "RIASEC"[rank % 6]},
                "formations": {"mene_a": list(names[kind][rank + 1 :])},
                "metiers": {"similaires": [], "secteur": f"t{rank}", "titre_court": short},
                "films": {"fichier": {**made["fichier"], "empreinte": f"{rank:064}"} if kind == "films" else {}},
                "pages": {"menu": "haut" if rank == 5 else "pied"},
            }
            write(place / "content", kind, f"t{rank}", {**made, **special.get(kind, {})})
    with (place / "content" / "site.yaml").open("a", encoding="utf-8") as site:
        site.write(PLAYERS)
    built = build_into(place / "built", place / "content")
    assert {problem.code for problem in built.problems} <= OVERSIZE | ABSENT | SEEN | INVENTED
    return built


def test_strange_texts_make_valid_pages(strange: Built) -> None:
    assert faults(strange.folder) == []
    for route, page in strange.pages.items():
        data = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page.source, re.DOTALL)
        told = [one for text in map(json.loads, data) for one in (text if isinstance(text, list) else [text])]
        assert all(one["@context"] == "https://schema.org" for one in told), route


def test_strange_texts_come_back_from_the_calendar(strange: Built) -> None:
    raw = (strange.folder / "agenda.ics").read_bytes()
    assert max(map(len, raw.split(b"\r\n"))) <= 75
    found = icalendar.Calendar.from_ical(raw)
    assert isinstance(found, icalendar.Calendar)
    assert [event.errors for event in found.events] == [[]] * len(TEXTS)
    titles = {str(event["summary"]) for event in found.events}
    assert "a\\n;b,c\\ evenements titre" in titles
    assert "W" * 85 + "evenementstitre" in titles


def test_strange_texts_come_back_from_the_table(strange: Built) -> None:
    rows = list(csv.reader(io.StringIO(strange.text("donnees/metiers.csv").removeprefix("\ufeff")), delimiter=";"))
    assert len(rows) == 1 + 1 + len(TEXTS)
    assert len({len(row) for row in rows}) == 1
    assert [cell for row in rows for cell in row if cell.startswith(tuple("=+-@\t"))] == []
    assert any(cell.startswith("'=1+1") for row in rows for cell in row)


def test_no_word_runs_off_a_narrow_screen(strange: Built) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
        page = browser.new_page(viewport={"width": 320, "height": 800})
        cut_off = {}
        for route in strange.pages.keys() - {"404.html"}:  # which finds its style sheet on a server only
            page.goto((strange.folder / route).as_uri())
            if found := page.evaluate(CUT_OFF):
                cut_off[route] = found[:3]
        browser.close()
    assert cut_off == {}


def plain(start: str) -> Words:
    return lambda name, _: f"Exemple {start} {name}"


NAMES: Names = {**PLACE, "secteurs": ("exemple",), "formations": ("exemple",), "metiers": ("exemple",)}
PHRASE = "Exemple de phrase qui se lit, sans mener bien loin. "


def much(kind: str, count: int) -> Callable[[Path], None]:
    """Return what writes so many bare documents of a kind, all tied to the same place, sector, diploma and trade."""

    def make(content: Path) -> None:
        for rank in range(count):
            changes: dict[str, dict[str, object]] = {
                "metiers": {"secteurs_associes": [], "similaires": []},
                "formations": {"mene_a": [f"f{rank + 1}"] if rank + 1 < count else []},
                "accueils": {"type": "visite"},
            }
            write(content, kind, f"{kind[0]}{rank}", {**bare(kind, plain(str(rank)), NAMES), **changes.get(kind, {})})

    return make


def long_guide() -> str:
    rows = "\n".join(f"| case {rank} | {PHRASE} |" for rank in range(200))
    chapters = "\n\n".join(f"## Titre {rank}\n\n{PHRASE * 8}" for rank in range(60))
    return f"{chapters}\n\n| Une | Autre |\n|---|---|\n{rows}\n"


def test_nothing_runs_off_the_paper_however_much_there_is(tmp_path: Path) -> None:
    content = tmp_path / "content"
    shutil.copytree(MINIMAL, content)
    for kind, count in (("metiers", 80), ("formations", 150), ("accueils", 60), ("acteurs", 20), ("evenements", 25)):
        much(kind, count)(content)
    write(content, "interets", "realiste", bare("interets", plain("thème"), NAMES))
    write(content, "guides", "long", bare("guides", plain("guide"), NAMES, corps=long_guide()))
    long = bare("evenements", plain("long"), NAMES, presentation=PHRASE * 200)
    write(content, "evenements", "long", long)
    site = build_into(tmp_path / "built", content)
    assert {problem.code for problem in site.problems} <= OVERSIZE | INVENTED
    assert words_off_the_page(site.pdf) == []
    assert words_off_the_page(site.folder / "guides" / "long.pdf") == []


def calls(content: Path) -> int:
    """Return how many functions are called while the content is read, checked and linked: a time without a clock."""
    counted = 0

    def count(frame: object, event: str, argument: object) -> None:
        nonlocal counted
        counted += event in ("call", "c_call")

    sys.setprofile(count)
    try:
        corpus, _ = loader.load(content, 1)
        validation.validate(corpus, TODAY)
        linker.link(corpus, TODAY)
    finally:
        sys.setprofile(None)
    return counted


@pytest.mark.parametrize("kind", ["metiers", "formations", "evenements", "accueils", "campus", "acteurs"])
def test_twice_as_many_documents_take_no_more_than_twice_the_work(kind: str, tmp_path: Path) -> None:
    taken = []
    for count in (30, 60, 120):
        content = tmp_path / str(count)
        shutil.copytree(MINIMAL, content)
        much(kind, count)(content)
        if not taken:
            calls(content)  # tables are read once a process, and not counted
        taken.append(calls(content))
    assert taken[2] - taken[1] < 2.3 * (taken[1] - taken[0])


IDS = st.sampled_from(
    ["a", "b", "exemple", "haute-garonne", "academie-toulouse", "occitanie", "inconnu", "31", "paris"]
)
LISTS = st.fixed_dictionaries({kind: st.lists(IDS, min_size=1, max_size=3, unique=True).map(tuple) for kind in MODELS})
WINDOWS = st.sampled_from([{}, {"etat": "brouillon"}, {"a_partir_du": "2026-11-24"}, {"jusqu_au": "2026-11-22"}])


@given(st.fixed_dictionaries({(kind, name): st.tuples(LISTS, WINDOWS) for kind in MODELS for name in "ab"}))
@settings(max_examples=40)
def test_whatever_names_whatever_only_problems_come_of_it(drawn: dict[tuple[str, str], tuple[Names, object]]) -> None:
    with tempfile.TemporaryDirectory() as place:
        content = Path(place) / "content"
        shutil.copytree(MINIMAL, content)
        for (kind, name), (names, window) in drawn.items():
            changes = {} if kind == "territoires" else {"publication": window}
            write(content, kind, name, filled(kind, plain(f"{kind} {name}"), names, **changes))
        project = Project(Path(place), content, Path(place) / "site", TODAY)
        _, problems = check(project, silent)
    assert has_errors(problems)  # two territories of one code
    assert {problem.path.partition("/")[0] for problem in problems} == {"content"}
