"""What pages weigh: counted by the build, and measured in a browser."""

import asyncio
import gzip
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pytest

from oma_builder.problems import Severity
from oma_builder.web import budgets, weights
from oma_builder.web.budgets import CODE, STYLE
from oma_builder.web.theme import load_theme
from oma_builder.web.views import PageView
from oma_builder.web.weights import AROUND, TRADE, Measured, files, gzipped, measure, taken_by_files
from tests.browsing import Watched
from tests.built import A_TRADE, ANOTHER_TRADE, Built
from tests.guides import rich_guide
from tests.tools import ROOT, missing

pytestmark = [pytest.mark.browser, pytest.mark.slow]

TRADES = [
    ("real", f"metiers/{A_TRADE}.html"),
    ("real", f"metiers/{ANOTHER_TRADE}.html"),
    ("full", "metiers/exemple.html"),
]


@dataclass(frozen=True)
class Seen:
    """What a browser made of a page: its elements, the files it asked for, and the bytes that travelled."""

    elements: int
    addresses: tuple[str, ...]
    bytes: int


def look(watched: Watched, site: Built, origin: str, route: str) -> Seen:
    """Open a page, scroll to its end, and weigh what came, compressed as a server would."""
    watched.page.goto(origin + route)
    watched.page.evaluate("scrollTo(0, document.body.scrollHeight)")
    watched.page.wait_for_load_state("networkidle")
    sent = [site.folder / url.removeprefix(origin) for url in dict.fromkeys(watched.requests)]
    # What keeps robots off is in no release.
    elements = watched.page.evaluate("document.querySelectorAll('*:not(meta[name=robots])').length")
    return Seen(elements, tuple(watched.requests), sum(map(_travelling, sent)))


def _travelling(file: Path) -> int:
    raw = file.read_bytes()
    return min(len(raw), len(gzip.compress(raw)))


@pytest.mark.parametrize(("site", "route"), TRADES)
def test_a_trade_stays_within_its_budget_in_a_browser(
    watched: Watched, sites: dict[str, Built], origins: dict[str, str], site: str, route: str
) -> None:
    seen = look(watched, sites[site], origins[site], route)
    files = len(seen.addresses)
    assert seen.elements <= TRADE.elements + AROUND - taken_by_files(TRADE, files)
    assert files <= TRADE.files + TRADE.more_files, seen.addresses
    counted = measure("metier.html", (sites[site].folder / route).read_bytes())
    assert set(seen.addresses) <= {origins[site] + found for found in sites[site].files}
    assert counted.files >= len(seen.addresses)
    assert counted.elements + counted.around <= seen.elements


@pytest.mark.parametrize(("site", "route"), TRADES)
def test_ecoindex_gives_a_trade_its_best_grade(
    watched: Watched, sites: dict[str, Built], origins: dict[str, str], site: str, route: str
) -> None:
    seen = look(watched, sites[site], origins[site], route)
    size = seen.bytes / 1000
    with ThreadPoolExecutor(1) as apart:  # its functions want a loop of their own, and Playwright runs one here
        score, grade = apart.submit(asyncio.run, _ecoindex(seen.elements, size, len(seen.addresses))).result()
    print(f"{route}: {grade} ({score}), {seen.elements} elements, {len(seen.addresses)} files, {size:.1f} kB")
    assert grade == "A"


async def _ecoindex(elements: int, size: float, requests: int) -> tuple[float, str]:
    try:
        from ecoindex.compute import get_grade, get_score  # not made for every Python that we run on
    except ImportError:
        missing("ecoindex-compute is not installed")
    score = await get_score(dom=elements, size=size, requests=requests)
    return score, await get_grade(score)


def test_every_page_of_the_sites_is_counted_alike(sites: dict[str, Built]) -> None:
    for route, page in sites["full"].pages.items():
        html = page.source.encode()
        counted = measure("metiers.html", html)
        assert counted.elements + counted.around == len(page.elements), route


def test_a_file_is_counted_once_and_only_if_it_comes_by_itself() -> None:
    html = b"""<link rel="canonical" href="a.html"><link rel="icon" type="image/svg+xml" href="i.svg">
        <link href="s.css" rel="stylesheet"><script src="s.js" defer></script><script type="application/ld+json">{}</script>
        <img src="i.svg" alt=""><img src="i.svg" alt=""><picture><source srcset="p.avif"><img src="p.webp" alt=""></picture>
        <video controls preload="none" poster="f.webp"><source src="f.mp4"></video><a href="l.html">l</a>"""
    assert files(html) == len(["page", "letters"]) + len(
        ["i.svg", "i.svg as icon", "s.css", "s.js", "p.webp", "f.webp"]
    )


def test_what_fits_quickly_is_not_compressed_twice() -> None:
    text = b" ".join(str(number**5).encode() for number in range(2_000))
    loose, tight = gzipped(text, 1 << 20), gzipped(text)
    assert tight < loose
    assert gzipped(text, loose - 1) == tight


def test_a_longer_list_may_hold_more_elements() -> None:
    assert [weights.elements_allowed(weights.LIST, entries) for entries in (0, 48, 49, 3_000)] == [
        500,
        500,
        510,
        30_020,
    ]
    assert weights.elements_allowed(TRADE, 3_000) == TRADE.elements


@pytest.mark.parametrize("more_files", range(TRADE.more_files + 1))
def test_a_trade_of_most_elements_has_the_best_grade_with_a_margin(more_files: int) -> None:
    """Whatever its files, and at 110 kB, more than any has: the limit leaves room before the next grade."""
    asked = TRADE.files + more_files
    most = TRADE.elements + AROUND - taken_by_files(TRADE, asked)
    with ThreadPoolExecutor(1) as apart:
        grades = [apart.submit(asyncio.run, _ecoindex(most + more, 110, asked)).result()[1] for more in (0, 5, 15)]
    assert grades == ["A", "A", "B"]


def test_what_surrounds_pages_and_templates_is_no_fault_of_authors(sites: dict[str, Built]) -> None:
    assert [
        problem.code for site in sites.values() for problem in site.problems if problem.code == "gabarit-trop-lourd"
    ] == []


def test_a_template_whose_pages_go_over_is_told_once() -> None:
    views = [
        PageView(f"{rank}.html", "metier.html", "", "", None, origin=f"content/metiers/{rank}.yaml")
        for rank in range(4)
    ]
    heavy, light = Measured(TRADE.elements + 1), Measured(TRADE.elements)
    told = budgets.check_pages(views, [heavy, heavy, heavy, light], rich_guide())
    assert [(problem.path, problem.code, problem.severity) for problem in told] == [
        ("templates/web/metier.html", "gabarit-trop-lourd", Severity.INFORMATION)
    ]
    packed = Measured(TRADE.elements + 1, gzipped=TRADE.gzipped + 1)
    told = budgets.check_pages(views, [heavy, heavy, packed, light], rich_guide())
    assert [(problem.path, problem.code) for problem in told] == [
        ("templates/web/metier.html", "gabarit-trop-lourd"),
        ("content/metiers/2.yaml", "page-trop-lourde"),
    ]
    told = budgets.check_pages(views, [heavy, heavy, light, light], rich_guide())
    assert [problem.path for problem in told] == ["content/metiers/0.yaml", "content/metiers/1.yaml"]


def test_style_and_shell_fit() -> None:
    theme = load_theme(ROOT / "assets")
    content = {artifact.route: artifact.content for artifact in theme.artifacts}
    assert gzipped(content[theme.css]) <= STYLE
    assert gzipped(content[theme.scripts["oma"]]) <= CODE
    assert theme.libraries < theme.scripts.keys()
