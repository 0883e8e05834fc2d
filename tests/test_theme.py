"""Colours that everyone can read, fonts that draw every character an author may write, and their licences."""

import json
import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from fontTools.ttLib import TTFont
from playwright.sync_api import Page

from oma_builder.content.signs import foreign
from oma_builder.content.typography import NARROW
from oma_builder.web.theme import load_theme
from tests import fonts
from tests.browsing import Watched
from tests.fonts import characters
from tests.tools import ROOT

ASSETS = ROOT / "assets"
FONTS = fonts.faces()
FAMILIES = ["AtkinsonHyperlegibleNext", "BricolageGrotesque"]
TOKENS: dict[str, Any] = json.loads((ASSETS / "tokens.json").read_text(encoding="utf-8"))
SCHEMES = [pytest.param(0, id="light"), pytest.param(1, id="dark")]


@cache
def printable() -> set[str]:
    """Return the characters that authors may write."""
    return {character for code in range(0x20, 0x10000) if not foreign(character := chr(code))}


RULES = """css => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    return Array.from(sheet.cssRules, rule => rule.cssText);
}"""


def luminance(colour: str) -> float:
    """Return the relative luminance of `#rrggbb` (WCAG 2.2)."""
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours (WCAG 2.2), from 1 to 21."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def colours(scheme: int) -> dict[str, str]:
    """Return every colour of a scheme by the name of its custom property."""
    named = {name: pair[scheme] for name, pair in TOKENS["surfaces"].items()}
    for name, sector in TOKENS["sectors"].items():
        named |= {name: sector["tone"][scheme], f"{name}-soft": sector["soft"][scheme]}
    return named


def pairs(scheme: int) -> dict[tuple[str, str], float]:
    """Return the contrast of each ink on each ground that the style sheets put under it."""
    of = colours(scheme)
    softs = [name for name in of if name.endswith("-soft")]
    sectors = list(TOKENS["sectors"])
    grounds = ["paper", "surface", *softs]
    wanted = [(ink, ground) for ink in ("ink", "muted", "accent") for ground in grounds]
    wanted += [(sector, ground) for sector in sectors for ground in ("paper", "surface", f"{sector}-soft")]
    wanted += [("on-accent", "accent"), ("ink", "sun"), *(("surface", sector) for sector in sectors)]
    return {(ink, ground): contrast(of[ink], of[ground]) for ink, ground in wanted}


@pytest.mark.parametrize(("one", "other", "ratio"), [("#000000", "#ffffff", 21), ("#777777", "#ffffff", 4.48)])
def test_contrast_is_that_of_the_standard(one: str, other: str, ratio: float) -> None:
    assert contrast(one, other) == pytest.approx(ratio, abs=0.005)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_texts_stand_out(scheme: int) -> None:
    assert {pair: round(ratio, 2) for pair, ratio in pairs(scheme).items() if ratio < 4.5} == {}


@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_focus_ring_stands_out(scheme: int) -> None:
    of = colours(scheme)
    grounds = [name for name in of if name in ("paper", "surface", "sun") or name.endswith("-soft")]
    assert {name: ratio for name in grounds if (ratio := contrast(of["focus"], of[name])) < 3} == {}


def test_every_colour_is_given_for_light_and_dark() -> None:
    assert colours(0).keys() == colours(1).keys()
    assert all(len(pair) == 2 for pair in TOKENS["surfaces"].values())


def test_there_is_a_font_of_each_family() -> None:
    assert sorted({font.name.partition("_")[0] for font in FONTS}) == FAMILIES


def test_authors_may_write_what_every_face_draws_and_nothing_else() -> None:
    assert frozenset.intersection(*map(characters, FONTS)) == printable()


def test_the_table_is_that_of_the_fonts() -> None:
    """When it is not, `python -m tests.fonts` writes it anew."""
    assert fonts.TABLE.read_text(encoding="utf-8") == fonts.table()


def test_names_of_the_region_formulas_and_inches_are_drawn() -> None:
    assert {*"éœ€ŁȘĆĞŐŻșłı·₂₃²³⁵µμ″′Ω°½≤", NARROW} <= printable()
    assert not {"→", "😀", "漢", "\u00ad", "\u2011", "ﬁ"} & printable()


@pytest.mark.parametrize("face", FONTS, ids=lambda font: font.stem)
def test_what_was_drawn_for_a_face_stands_where_it_should(face: Path) -> None:
    """Indices hang below the line, exponents end above the small letters, primes hang from the top."""
    with TTFont(face) as font:
        names, glyphs = font.getBestCmap(), font["glyf"]
        low, high, prime, x = (glyphs[names[ord(sign)]] for sign in "₂⁵″x")
        assert low.yMin < 0 < low.yMax < x.yMax
        assert high.yMin > 0
        assert high.yMax > x.yMax
        assert prime.yMin > x.yMax / 2
        for one, other in fonts.ALIASES.items():
            assert names[one] == names[other]


@pytest.mark.parametrize("family", FAMILIES)
def test_the_licence_of_a_family_is_beside_it(family: str) -> None:
    licence = (ASSETS / "fonts" / f"OFL-{family}.txt").read_text(encoding="utf-8")
    assert licence.startswith("Copyright")
    assert "SIL OPEN FONT LICENSE Version 1.1" in licence


@pytest.mark.parametrize("font", FONTS, ids=lambda font: font.stem)
def test_a_font_may_be_embedded(font: Path) -> None:
    with TTFont(font, lazy=True) as opened:
        assert opened["OS/2"].fsType == 0


# What a browser reads in a packed sheet is what it reads in its source.


def rules(page: Page, css: str) -> list[str]:
    """Return the rules of a sheet as Chromium writes them; of a value with a variable it keeps the spaces, which say nothing."""
    fonts_named = re.sub(r'url\("[^"]*\.woff2"\)', "url(a font)", css)
    return [re.sub(r" ?, ?", ",", re.sub(r"\s+", " ", rule)) for rule in page.evaluate(RULES, fonts_named)]


def sources(paths: Iterable[Path]) -> str:
    return "".join(path.read_text(encoding="utf-8") for path in paths)


def test_the_sheet_of_every_page_says_what_its_sources_say(watched: Watched) -> None:
    theme, css_folder = load_theme(ASSETS), ASSETS / "css"
    css = next(file.content.decode() for file in theme.artifacts if file.route == theme.css)
    layers = css.partition(";")[0].removeprefix("@layer ").split(", ")
    written = [
        path for name in layers for glob in (f"{name}.css", f"{name}/*.css") for path in sorted(css_folder.glob(glob))
    ]
    expected = rules(watched.page, sources(written))
    found = rules(watched.page, css)
    assert len(expected) > len(layers)
    assert found[-len(expected) :] == expected  # after the tokens and the icons


def test_sheets_of_few_pages_say_what_their_sources_say(watched: Watched) -> None:
    own = {path.stem: rules(watched.page, sources([path])) for path in (ASSETS / "css" / "own").glob("*.css")}
    assert own
    assert {name: rules(watched.page, file.content.decode()) for name, file in load_theme(ASSETS).sheets.items()} == own
