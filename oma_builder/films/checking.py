"""A film judged by its brief: facts → findings, in the order of the clauses, then what the brief does not measure.

Only what the brief asks can fail a film: it was handed out before the film was made (agreement of 18 March 2021,
article 7). The rest is for a person to look at.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from oma_builder.films import clauses, formatting, hints
from oma_builder.films.clauses import Case, Finding, Found, State
from oma_builder.films.detectors import DARK_FOR, INAUDIBLE, SILENT_FOR
from oma_builder.films.measure import Measures
from oma_builder.films.probe import Probed, Unreadable
from oma_builder.films.texts import Given, cues_of, judge_captions, judge_transcript
from oma_builder.guide import vocabulary
from oma_builder.guide.briefs import Brief
from oma_builder.guide.clauses import Clause

_FORBIDDEN = "Ce que le film ne montre jamais"


@dataclass(frozen=True, slots=True)
class Handed:
    """What a class hands in beside its film."""

    captions: Given | None = None
    transcript: Given | None = None


class _Rule(NamedTuple):
    clause: str
    demanded: Callable[[Brief], str]
    judge: Callable[[Case], Found]


def findings(probed: Probed, measures: Measures, brief: Brief, handed: Handed = Handed()) -> tuple[Finding, ...]:
    """Return what a machine finds of each clause, in their order, then of what no clause names."""
    found: list[Finding] = []
    case = None
    if isinstance(probed, Unreadable):
        found.append(Finding("Fichier", State.WRONG, "un film", *hints.UNREADABLE[probed.reason]))
    else:
        case = Case(probed, measures, brief)
    cues = cues_of(handed.captions)
    found += _judged(_CLAUSES, case, brief)
    found += judge_captions(handed.captions, cues, brief, case.seconds if case else None)
    found += judge_transcript(handed.transcript, cues.value, brief)
    found += _judged(_BEYOND, case, brief)
    return tuple(found)


def by_eye(clauses: Sequence[Clause], forbidden: Sequence[str]) -> tuple[Finding, ...]:
    """Return what only a person can tell: the clauses that no machine measures, and what must never be shown."""
    measured = {"Durée", "Fichier", "Image", "Niveau du son", "Sous-titres", "Transcription"}
    asked = [(clause.name, demand) for clause in clauses if clause.name not in measured for demand in clause.demands]
    asked += [(_FORBIDDEN, sentence) for sentence in forbidden]
    return tuple(Finding(name, State.LOOK, demand) for name, demand in asked)


def _judged(rules: Sequence[_Rule], case: Case | None, brief: Brief) -> Iterator[Finding]:
    for rule in rules:
        found = rule.judge(case) if case else Found(State.UNKNOWN, "le film ne s’ouvre pas")
        yield Finding(rule.clause, found.state, rule.demanded(brief), found.measured, found.hint)


def _sizes(brief: Brief) -> str:
    return _between("pixels", formatting.size(brief.smallest), formatting.size(brief.largest))


def _between(unit: str, least: str, most: str) -> str:
    bounds = f"de {least} à {most}" if least != most else least
    return f"{bounds}{formatting.FIXED}{unit}"


def _one_of(codes: Sequence[str], names: Mapping[str, str]) -> str:
    return vocabulary.one_of([names[code] for code in codes])


_CLAUSES = (
    _Rule("Durée", lambda brief: f"{formatting.lasting(brief.longest)} au plus", clauses.duration),
    _Rule("Fichier entier", lambda _: "lisible du début à la fin", clauses.entire),
    _Rule("Image et son", lambda _: "ensemble jusqu’au bout", clauses.together),
    _Rule("Sorte de fichier", lambda brief: _one_of(brief.containers, vocabulary.CONTAINERS), clauses.container),
    _Rule("Codage de l’image", lambda brief: _one_of(brief.video_codecs, vocabulary.VIDEO_CODECS), clauses.picture_codec),
    _Rule("Codage du son", lambda brief: _one_of(brief.audio_codecs, vocabulary.AUDIO_CODECS), clauses.sound_codec),
    _Rule("Sens de l’image", lambda brief: f"en {brief.orientation}" if brief.orientation else "libre", clauses.orientation),
    _Rule("Taille de l’image", _sizes, clauses.size),
    _Rule("Images par seconde", lambda brief: _between("images", *(formatting.number(rate, 2) for rate in brief.rates)), clauses.rate),
    _Rule("Niveau du son", lambda brief: _between("LUFS", *(formatting.number(level, 1) for level in brief.loudness)), clauses.loudness),
)  # fmt: skip
"""The clauses that are measured on the film, in the order of the brief."""

_BEYOND = (
    _Rule("Lieu du tournage", lambda _: "aucune position dans le fichier", clauses.places),
    _Rule("Appareil et date", lambda _: "rien sur l’appareil ni le moment", clauses.devices),
    _Rule("Mots cachés", lambda _: "aucun nom dans les étiquettes du fichier", clauses.words),
    _Rule("Sens caché", lambda _: "aucune rotation laissée au lecteur", clauses.turn),
    _Rule("Couleurs", lambda _: "ni HDR, ni plus de 8 bits, ni image entrelacée", clauses.colours),
    _Rule("Noir", lambda _: f"pas plus de {formatting.lasting(DARK_FOR)} de suite", clauses.black),
    _Rule("Silence", lambda _: f"pas plus de {formatting.lasting(SILENT_FOR)} de suite sous {formatting.loudness(INAUDIBLE)}", clauses.silence),
)  # fmt: skip
"""What no figure of the brief names. A place fails a film: the brief forbids addresses, and asks to cut the location."""
