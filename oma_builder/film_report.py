"""What a class is told of its film: one page, in words that it understands, to hand back by mail or on paper."""

import datetime
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from markupsafe import Markup

from oma_builder.films.clauses import Finding, State
from oma_builder.guide.clauses import Clause
from oma_builder.problems import plural
from oma_builder.web.render import environment
from oma_builder.web.theme import css_tokens

_SHOWN = 3
"""Findings of one clause that are listed: captions may have hundreds, and the page is one."""
_PARTS = {
    "Sorte de fichier": "Fichier",
    "Codage de l’image": "Fichier",
    "Codage du son": "Fichier",
    "Sens de l’image": "Image",
    "Taille de l’image": "Image",
    "Images par seconde": "Image",
}
"""The clause of the brief that a finding is about, where it has another name."""
_WHY = {
    "Fichier entier": "Il manque un morceau : personne ne verrait le film jusqu’au bout.",
    "Image et son": "L’image resterait figée pendant que le son continue.",
    "Lieu du tournage": "Cette information, cachée dans le fichier, dit à un inconnu où vous étiez.",
}
_WORDS: tuple[tuple[str, str, str], ...] = (
    ("LUFS", r"LUFS", "l’unité du volume moyen d’un film : plus le nombre est proche de zéro, plus c’est fort"),
    ("mono", r"\bmono\b", "un seul haut-parleur, comme sur un téléphone"),
    ("MP4, MOV, MKV…", r"\bM(?:P4|OV|KV)\b", "des sortes de fichiers vidéo ; on en choisit une à l’export"),
    (
        "H.264, AAC…",
        r"H\.26|\bAAC\b",
        "des façons de ranger l’image et le son dans le fichier ; on les choisit à l’export",
    ),
    ("export", r"\bexport", "l’étape du montage qui fabrique le fichier du film"),
    ("HDR", r"\bHDR\b", "des images dont la lumière est plus étendue ; chaque écran les montre à sa façon"),
    ("entrelacée", r"entrelacée", "une image faite de deux moitiés, comme à la télévision d’autrefois"),
    ("piste", r"\bpistes? d", "une suite d’images ou un son rangé dans le fichier ; un film en a une de chaque"),
    ("étiquette", r"\bétiquette", "une information cachée dans le fichier, que le montage ou le téléphone y a mise"),
    ("pixels", r"\bpixels\b", "les points qui font l’image"),
    (".vtt, .srt", r"\.(?:vtt|srt)\b", "des fichiers de sous-titres"),
)
"""Words that a class may not know, each by how it shows in the page, and what it means."""


@dataclass(frozen=True, slots=True)
class Item:
    """A clause that is to be done again or looked at: what is asked, what was found where and what to do, and why; `more` is what is not listed."""

    clause: str
    asked: str
    places: tuple[tuple[str, str], ...]
    more: int
    why: str


@dataclass(frozen=True, slots=True)
class FilmReport:
    """The page: what is to be done again, looked at, not measured and good; what only persons see; words explained."""

    site: str
    film: str
    brief: str
    day: datetime.date
    verdict: str
    wrong: tuple[Item, ...]
    looks: tuple[Item, ...]
    unknown: tuple[str, ...]
    good: tuple[str, ...]
    by_eye: tuple[tuple[str, tuple[str, ...]], ...]
    words: tuple[tuple[str, str], ...]


def film_report(
    film: str, site: str, brief: str, findings: Sequence[Finding], clauses: Iterable[Clause], day: datetime.date
) -> FilmReport:
    """Return what to tell a class; `findings` end with what only persons see, which has no measure."""
    why = {clause.name: clause.why for clause in clauses} | _WHY
    measured = [one for one in findings if one.measured]
    wrong, looks = (tuple(_items(measured, state, why)) for state in (State.WRONG, State.LOOK))
    unmeasured = groupby((one for one in findings if not one.measured), key=lambda one: one.clause)
    by_eye = tuple((clause, tuple(one.demanded for one in group)) for clause, group in unmeasured)
    unknown = tuple(dict.fromkeys(one.clause for one in measured if one.state is State.UNKNOWN))
    good = tuple(_said(one) for one in measured if one.state is State.GOOD)
    told = " ".join((*(f"{item.asked} {item.places}" for item in (*wrong, *looks)), *good))
    words = tuple((word, meaning) for word, pattern, meaning in _WORDS if re.search(pattern, told))
    return FilmReport(site, film, brief, day, _verdict(wrong, looks), wrong, looks, unknown, good, by_eye, words)


def page(report: FilmReport, root: Path) -> str:
    """Return the page: its style is in it, and nothing is asked of any server; `root` holds `templates` and `assets`."""
    assets = root / "assets"
    tokens = json.loads((assets / "tokens.json").read_text(encoding="utf-8"))
    sheets = (assets / "css" / name for name in ("base.css", "film-report.css"))
    style = css_tokens(tokens) + "".join(sheet.read_text(encoding="utf-8") for sheet in sheets)
    template = environment((root / "templates" / "report").resolve()).get_template("film.html")
    return template.render(report=report, style=Markup(style))  # noqa: S704 - our own sheets


def _items(findings: Iterable[Finding], state: State, why: Mapping[str, str]) -> Iterator[Item]:
    """Yield the clauses of a state; why a part of the brief is asked is said once, though several clauses rest on it."""
    told: set[str] = set()
    for clause, group in groupby((one for one in findings if one.state is state), key=lambda one: one.clause):
        found, part = tuple(group), _PARTS.get(clause, clause)
        asked = "" if found[0].demanded == found[0].measured else found[0].demanded
        places = tuple((_located(one), one.hint) for one in found[:_SHOWN])
        yield Item(clause, asked, places, max(0, len(found) - _SHOWN), "" if part in told else why.get(part, ""))
        told.add(part)


def _located(one: Finding) -> str:
    return f"{one.measured} (ligne {one.line})" if one.line else one.measured


def _said(one: Finding) -> str:
    return one.clause if one.measured in ("rien", "aucun", "aucune position") else f"{one.clause} ({one.measured})"


def _verdict(wrong: Sequence[Item], looks: Sequence[Item]) -> str:
    if wrong:
        return (
            f"{plural(len(wrong), 'point')} à reprendre, et le film pourra paraître. Bravo pour le travail déjà fait !"
        )
    return "Le film suit le cahier des charges" + (" : il reste à le regarder ensemble." if looks else ". Bravo !")
