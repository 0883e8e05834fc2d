"""Captions of a film: WebVTT (W3C), SRT or SBV (YouTube) → cues, each with its line; and WebVTT again, plain.

Marks within a text (italics, colours, times of words) are left out: what is shown is the words. Who speaks (`<v …>`) is kept.
"""

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from oma_builder.content import mojibake, parser, privacy
from oma_builder.problems import Checked, Problem, Severity

MAX_BYTES = 1_000_000

_TIME = r"(?:(\d{1,3}):)?([0-5]\d):([0-5]\d)[.,](\d{3})"
_TIMING = re.compile(rf"{_TIME}(?:[ \t]+-->[ \t]+|,(?=\d)){_TIME}(?:[ \t].*)?", re.ASCII)
"""SBV has but a comma between both times."""
_ARROW = re.compile(rf"{_TIME}\s*(?:→|[-–—]+>|[-–—]{{2,}})\s*{_TIME}", re.ASCII)
"""An arrow that a word processor, or a hand, made of `-->`."""
_OTHER_BLOCK = re.compile(r"(?:NOTE|STYLE|REGION)(?:\s|$)")
_TAG = re.compile(r"<[^<>]*>|\{\\[^{}]*\}")
_VOICE = re.compile(r"<v(?:\.[^\s<>]*)?[ \t]+([^<>]*)>|(</v>)")
WORD_FILES = (b"PK\x03\x04", b"%PDF", b"\xd0\xcf\x11\xe0", b"{\\rtf")
"""How the files of word processors start (DOCX and ODT, PDF, DOC, RTF)."""
_SLACK = 1.0
"""Seconds by which a caption may outlast its film: editors round."""


@dataclass(frozen=True, slots=True)
class Cue:
    """One caption: shown from `start` to `end`, in seconds; `line` is that of its times in the file.

    `voices` says of each of its lines who speaks, or is empty; without any, nobody is named.
    """

    line: int
    start: float
    end: float
    lines: tuple[str, ...]
    voices: tuple[str, ...] = ()

    @property
    def speed(self) -> float:
        """Characters a second that a reader is asked for, spaces included."""
        return len(" ".join(self.lines)) / (self.end - self.start)

    @property
    def text(self) -> str:
        """What WebVTT writes below the times."""
        voices = self.voices or ("",) * len(self.lines)
        return "\n".join(_written(voice, line) for voice, line in zip(voices, self.lines, strict=True))


@dataclass(frozen=True, slots=True)
class Captions:
    """The captions of the film `id`, as they stand in the file `path`."""

    id: str
    path: str
    cues: tuple[Cue, ...]


def read(raw: bytes, path: str) -> Checked[tuple[Cue, ...]]:
    """Read the captions of a film. What cannot be shown as it stands is an error; nothing is dropped in silence."""
    if raw.startswith(WORD_FILES):
        message = "c’est un document de traitement de texte, pas un fichier de sous-titres"
        hint = "faites les sous-titres dans votre logiciel de montage, et exportez-les en .vtt ou en .srt"
        return Checked((), (_problem(path, 1, message, hint),))
    text, problems = parser.decode(raw, path)
    if problems:
        return Checked((), problems)
    first = next((line.strip() for line in text.split("\n") if line.strip()), "")
    if not (re.match(r"WEBVTT(?:\s|$)", first) or first.isdecimal() or _TIMING.fullmatch(first)):
        message = "ce ne sont pas des sous-titres WebVTT ou SRT"
        hint = "exportez-les en WebVTT (.vtt) depuis votre logiciel : la première ligne est alors WEBVTT"
        return Checked((), (_problem(path, 1, message, hint),))
    cues: list[Cue] = []
    found: list[Problem] = []
    for line, block in _apart(_blocks(text), path, found):
        cue, problem = _cue(line, block, path)
        cues += [cue] if cue else []
        found += [problem] if problem else []
    if not cues and not found:
        found.append(_problem(path, 1, "le fichier n’a aucun sous-titre", "exportez-le à nouveau"))
    return Checked(
        tuple(cues),
        (*found, *_disorder(cues, path), *privacy.personal_data(text, path), *mojibake.lost_letters(text, path)),
    )


def faults(
    cues: Iterable[Cue], path: str, *, lasts: float | None, speed: int, length: int, begun: float = 0
) -> Iterator[Problem]:
    """Yield what viewers would stumble over; the film `lasts` so many seconds, if that is known, and perhaps `begun` more.

    `speed` is in characters a second, `length` in characters a line.
    """
    cues = tuple(cues)
    if lasts is not None and (late := next((cue for cue in cues if cue.end > lasts + begun + _SLACK), None)):
        message = f"ce sous-titre finit à {_clock(late.end)}, après la fin du film ({_clock(lasts)})"
        yield _problem(path, late.line, message, "vérifiez que ces sous-titres sont ceux de ce film")
    for cue, following in pairwise(cues):
        if cue.start <= following.start < cue.end:
            message = f"ce sous-titre commence avant la fin du précédent ({_clock(cue.end)})"
            yield _remark(path, following.line, message, "faites finir le précédent plus tôt")
    for cue in cues:
        if cue.speed > speed:
            speed_told = f"{cue.speed:.1f}".replace(".", ",")
            message = f"trop rapide à lire : {speed_told} signes par seconde, pour {speed} au plus"
            yield _remark(path, cue.line, message, "montrez-le plus longtemps, ou abrégez-le sans en changer le sens")
        for number, text in enumerate(cue.lines, cue.line + 1):
            if len(text) > length:
                message = f"ligne de {len(text)} signes, pour {length} au plus"
                yield _remark(path, number, message, "coupez-la en deux lignes, là où l’on respire")


def web_vtt(cues: Iterable[Cue]) -> str:
    """Return the cues as a WebVTT file that holds nothing else."""
    blocks = (f"{_stamp(cue.start)} --> {_stamp(cue.end)}\n{cue.text}" for cue in cues)
    return "\n\n".join(("WEBVTT", *blocks)) + "\n"


def _blocks(text: str) -> Iterator[tuple[int, list[str]]]:
    """Yield what stands between empty lines, each with the number of its first line; spaces alone end nothing (WebVTT, 4.1)."""
    block: list[str] = []
    for number, line in enumerate((*text.split("\n"), ""), 1):
        if line:
            block.append(line)
        elif block:
            start, block = _trimmed(number - len(block), block)
            if block and not (block[0].startswith("WEBVTT") or _OTHER_BLOCK.match(block[0])):
                yield start, block
            block = []


def _trimmed(start: int, block: list[str]) -> tuple[int, list[str]]:
    """Return a block without the lines of spaces that it begins with."""
    first = next((index for index, line in enumerate(block) if line.strip()), len(block))
    return start + first, block[first:]


def _apart(blocks: Iterable[tuple[int, list[str]]], path: str, found: list[Problem]) -> Iterator[tuple[int, list[str]]]:
    """Yield blocks of one caption each; report those that hold several, for want of an empty line between."""
    for line, block in blocks:
        begins = [index for index, text in enumerate(block) if _TIMING.fullmatch(text.strip())]
        cuts = [index - block[index - 1].strip().isdecimal() for index in begins[1:]]
        for start, end in pairwise((0, *cuts, len(block))):
            if start:
                spaces = not block[start - 1].strip()
                message = (
                    "cette ligne a l’air vide, mais contient des espaces"
                    if spaces
                    else "il manque une ligne vide avant ce sous-titre"
                )
                hint = (
                    "effacez-les : seule une ligne vraiment vide sépare deux sous-titres"
                    if spaces
                    else "ajoutez-la : sans elle, ses temps et son texte se lisent dans le précédent"
                )
                found.append(_problem(path, line + start - spaces, message, hint))
            yield line + start, block[start:end]


def _cue(line: int, block: list[str], path: str) -> tuple[Cue | None, Problem | None]:
    at = next((index for index, text in enumerate(block[:2]) if "-->" in text or _TIMING.fullmatch(text.strip())), None)
    if at is None:
        return None, _untimed(line, block, path)
    line += at
    match = _TIMING.fullmatch(block[at].strip())
    if not match:
        hint = "écrivez-les comme 00:00:01.000 --> 00:00:03.500, avec trois chiffres après les secondes"
        return None, _problem(path, line, "ces temps ne sont pas compris", hint)
    start, end = _seconds(match.groups()[:4]), _seconds(match.groups()[4:])
    if end <= start:
        hint = "échangez les deux temps, ou corrigez celui qui est faux"
        return None, _problem(path, line, "ce sous-titre finit avant de commencer", hint)
    spoken = [(voice, words) for voice, text in _spoken(block[at + 1 :]) if (words := _plain(text))]
    if not spoken:
        return None, _problem(path, line, "ce sous-titre n’a pas de texte", "écrivez-le, ou supprimez ces temps")
    voices = tuple(voice for voice, _ in spoken)
    return Cue(line, start, end, tuple(words for _, words in spoken), voices if any(voices) else ()), None


def _untimed(line: int, block: list[str], path: str) -> Problem:
    """Report a text without times, or times whose arrow a word processor has spoilt."""
    for index, text in enumerate(block[:2]):
        if _ARROW.match(text.strip()):
            hint = "remplacez-la par deux tirets et un « > » : 00:00:01.000 --> 00:00:03.500 ; Word change ces signes tout seul"
            return _problem(path, line + index, "la flèche entre ces deux temps n’est pas -->", hint)
    hint = "un sous-titre commence par ses temps : 00:00:01.000 --> 00:00:03.500 ; pas de ligne vide au milieu"
    return _problem(path, line, "ce texte n’a pas de temps", hint)


def _spoken(texts: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield the lines of a caption, each with who speaks: until another does, or the voice ends. Who begins, begins a line."""
    voice = ""
    for text in texts:
        words, *marks = _VOICE.split(text)
        speaker = voice
        for name, end, more in zip(marks[::3], marks[1::3], marks[2::3], strict=True):
            voice = "" if end else _plain(name)
            if name is not None or not words.strip():
                yield speaker, words
                speaker, words = voice, ""
            words += more
        yield speaker, words


def _written(voice: str, line: str) -> str:
    words = html.escape(line, quote=False)
    return f"<v {html.escape(voice, quote=False)}>{words}</v>" if voice else words


def _disorder(cues: Iterable[Cue], path: str) -> Iterator[Problem]:
    for cue, following in pairwise(cues):
        if following.start < cue.start:
            hint = "rangez les sous-titres dans l’ordre du film"
            yield _problem(path, following.line, "ce sous-titre commence avant celui qui le précède", hint)


def _plain(text: str) -> str:
    return " ".join(html.unescape(_TAG.sub("", text)).split())


def _seconds(parts: tuple[str | None, ...]) -> float:
    hours, minutes, seconds, thousandths = (int(part or 0) for part in parts)
    return (hours * 3_600_000 + minutes * 60_000 + seconds * 1_000 + thousandths) / 1_000


def _stamp(seconds: float) -> str:
    whole = round(seconds * 1_000)
    return f"{whole // 3_600_000:02}:{whole // 60_000 % 60:02}:{whole // 1_000 % 60:02}.{whole % 1_000:03}"


def _clock(seconds: float) -> str:
    """Return `2:05`, or `1:02:05`."""
    hours, rest = divmod(int(seconds), 3_600)
    return f"{hours}:{rest // 60:02}:{rest % 60:02}" if hours else f"{rest // 60}:{rest % 60:02}"


def _problem(path: str, line: int, message: str, hint: str) -> Problem:
    return Problem(path, line, "sous-titres-invalides", message, hint)


def _remark(path: str, line: int, message: str, hint: str) -> Problem:
    return Problem(path, line, "sous-titres-a-reprendre", message, hint, Severity.WARNING)
