"""Colours that everyone can read, fonts that draw every character an author may write, and their licences."""

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from fontTools.ttLib import TTFont

from oma_builder.content.typography import NARROW, unprintable
from tests.tools import ROOT

ASSETS = ROOT / "assets"
FONTS = sorted((ASSETS / "fonts").glob("*.ttf"))
FAMILIES = ["AtkinsonHyperlegibleNext", "BricolageGrotesque"]
TOKENS: dict[str, Any] = json.loads((ASSETS / "tokens.json").read_text(encoding="utf-8"))
SCHEMES = [pytest.param(0, id="light"), pytest.param(1, id="dark")]
PRINTABLE = {character for code in range(0x20, 0x10000) if not unprintable(character := chr(code))}


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


@cache
def characters(font: Path) -> frozenset[str]:
    """Return what a font can draw."""
    with TTFont(font, lazy=True) as opened:
        return frozenset(map(chr, opened.getBestCmap()))


def test_there_is_a_font_of_each_family() -> None:
    assert sorted({font.name.partition("_")[0] for font in FONTS}) == FAMILIES


@pytest.mark.parametrize("font", FONTS, ids=lambda font: font.stem)
def test_a_font_draws_every_character_authors_may_write(font: Path) -> None:
    assert sorted(PRINTABLE - characters(font) - {NARROW}) == []


def test_one_family_draws_the_narrow_space() -> None:
    assert any(NARROW in characters(font) for font in FONTS)


def test_what_the_fonts_lack_is_not_printable() -> None:
    assert {"é", "œ", "€", NARROW} <= PRINTABLE
    assert not {"→", "😀", "漢"} & PRINTABLE


@pytest.mark.parametrize("family", FAMILIES)
def test_the_licence_of_a_family_is_beside_it(family: str) -> None:
    licence = (ASSETS / "fonts" / f"OFL-{family}.txt").read_text(encoding="utf-8")
    assert licence.startswith("Copyright")
    assert "SIL OPEN FONT LICENSE Version 1.1" in licence


@pytest.mark.parametrize("font", FONTS, ids=lambda font: font.stem)
def test_a_font_may_be_embedded(font: Path) -> None:
    with TTFont(font, lazy=True) as opened:
        assert opened["OS/2"].fsType == 0
