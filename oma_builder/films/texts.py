"""The captions and the transcript that come with a film, judged by the brief."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from oma_builder.content import captions, parser, privacy
from oma_builder.content.captions import Cue
from oma_builder.content.fields import LONGEST_PROSE
from oma_builder.content.typography import prose
from oma_builder.films import formatting
from oma_builder.films.clauses import Finding, State
from oma_builder.guide.briefs import Brief
from oma_builder.guide.vocabulary import thousands
from oma_builder.problems import BuildError, Checked, ExitCode, Problem, has_errors, plural

_CAPTIONS, _TRANSCRIPT = "Sous-titres", "Transcription"
_AS_TEXT = "enregistrez-la en texte seul (.txt, UTF-8), puis recommencez"
_SHORT = 0.5
"""A transcript says what captions say and more: with less than this part of their words, it is another, or unfinished."""


@dataclass(frozen=True, slots=True)
class Given:
    """A text as it was handed in: the name of its file, and its bytes."""

    name: str
    raw: bytes


def cues_of(given: Given | None) -> Checked[tuple[Cue, ...]]:
    """Read captions; without any, there are no cues and no problems."""
    if given is None:
        return Checked(())
    if len(given.raw) > captions.MAX_BYTES:
        message, hint = "ce fichier est bien trop lourd pour des sous-titres", "vérifiez que c’est le bon fichier"
        return Checked((), (Problem(given.name, 0, "sous-titres-invalides", message, hint),))
    return captions.read(given.raw, given.name)


def transcript_of(given: Given) -> Checked[str]:
    """Read a transcript, its lines and paragraphs kept. Raises `BuildError` when it is no text that a film's file can hold."""
    if given.raw.startswith(captions.WORD_FILES):
        raise BuildError(f"{given.name} : ce n’est pas du texte seul", _AS_TEXT, ExitCode.CONTENT)
    text, problems = parser.decode(given.raw, given.name)
    if has_errors(problems):
        return Checked("", problems)
    lines = prose(text)
    if not lines or len(lines) > LONGEST_PROSE:
        told = (
            f"{thousands(len(lines))} signes, pour {thousands(LONGEST_PROSE)} au plus"
            if lines
            else "le fichier est vide"
        )
        raise BuildError(
            f"{given.name} : {told}", "écrivez tout ce qui se dit, et les bruits qui comptent", ExitCode.CONTENT
        )
    return Checked(lines, (*problems, *privacy.personal_data(text, given.name)))


def judge_captions(
    given: Given | None, cues: Checked[tuple[Cue, ...]], brief: Brief, lasts: float | None
) -> Iterator[Finding]:
    """Yield what is wrong with the captions of a film that `lasts` so many seconds, or that nothing is."""
    kept = "obligatoires" if brief.captions else "conseillés"
    speed, length = round(brief.reading_speed), brief.line_length
    demanded = f"{kept}, {speed} signes par seconde et {length} signes par ligne au plus"
    if given is None:
        hint = "faites un fichier .vtt ou .srt avec votre logiciel de montage"
        state = State.WRONG if brief.captions else State.LOOK
        yield Finding(_CAPTIONS, state, demanded, "aucun fichier donné", hint, option="--captions")
        return
    problems = (*cues.problems, *captions.faults(cues.value, given.name, lasts=lasts, speed=speed, length=length))
    for problem in problems:
        yield _of(_CAPTIONS, demanded, problem)
    if not problems:
        yield Finding(_CAPTIONS, State.GOOD, demanded, _told(cues.value), file=given.name)
    if cues.value and lasts and (last := max(cue.end for cue in cues.value)) < lasts / 2:
        measured = f"le dernier finit à {formatting.moment(last)}, le film à {formatting.moment(lasts)}"
        hint = "vérifiez que ces sous-titres sont ceux de ce film, et qu’ils vont jusqu’au bout"
        yield Finding(_CAPTIONS, State.LOOK, "jusqu’au bout du film", measured, hint, given.name)


def judge_transcript(given: Given | None, cues: Sequence[Cue], brief: Brief) -> Iterator[Finding]:
    """Yield what is wrong with the transcript, or that nothing is; `cues` are the captions, if there are any."""
    demanded = f"{'obligatoire' if brief.transcript else 'conseillée'}, tout ce qui se dit et s’entend d’utile"
    if given is None:
        hint = "écrivez-la dans un fichier .txt"
        state = State.WRONG if brief.transcript else State.LOOK
        yield Finding(_TRANSCRIPT, state, demanded, "aucun fichier donné", hint, option="--transcript")
    elif given.raw.startswith(captions.WORD_FILES):
        yield Finding(_TRANSCRIPT, State.UNKNOWN, demanded, "ce n’est pas du texte seul", _AS_TEXT, given.name)
    else:
        yield from _judge_text(given, cues, demanded)


def _judge_text(given: Given, cues: Sequence[Cue], demanded: str) -> Iterator[Finding]:
    text, problems = parser.decode(given.raw, given.name)
    problems = (*problems, *privacy.personal_data(text, given.name))
    for problem in problems:
        yield _of(_TRANSCRIPT, demanded, problem)
    if has_errors(problems):
        return
    words, captioned = _words(text), sum(_words(line) for cue in cues for line in cue.lines)
    measured = plural(words, "mot")
    if not words or words < captioned * _SHORT:
        hint = "écrivez tout ce qui se dit, et les bruits qui comptent"
        measured = f"{measured}, pour {captioned} dans les sous-titres" if captioned else "le fichier est vide"
        yield Finding(_TRANSCRIPT, State.WRONG, demanded, measured, hint, given.name)
    else:
        yield Finding(_TRANSCRIPT, State.GOOD, demanded, measured, file=given.name)


def _of(clause: str, demanded: str, problem: Problem) -> Finding:
    return Finding(clause, State.WRONG, demanded, problem.message, problem.hint, problem.path, problem.line)


def _told(cues: Sequence[Cue]) -> str:
    fastest = formatting.number(max(cue.speed for cue in cues), 1)
    longest = max(len(line) for cue in cues for line in cue.lines)
    return f"{plural(len(cues), 'sous-titre')}, au plus {fastest} signes par seconde et {longest} signes par ligne"


def _words(text: str) -> int:
    return len(re.findall(r"\w+", text))
