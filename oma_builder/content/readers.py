"""How texts speak to readers: pupils are told « tu », and a picture's words say what it shows, not that it is a picture."""

import re
from collections.abc import Iterator
from typing import Any

from oma_builder.content import alternatives, diagnosis
from oma_builder.content.kind import Kind
from oma_builder.content.parser import Parsed
from oma_builder.problems import Problem, Severity

_QUOTED = re.compile(r"«[^»]*»|“[^”]*”|\"[^\"]*\"")
_VOUS = re.compile(r"(?<![\w-])(?:vous|votre|vos|vôtres?)(?![\w-])", re.IGNORECASE)
_TU = re.compile(
    r"(?<![\w-])(?:tu|te|toi|ton|ta|tes|tiens?|tiennes?)(?!\w)|(?<!\w)t[’'](?=\w)|-(?:tu|toi)\b", re.IGNORECASE
)
_OTHERS_SPEAK = frozenset({"source", "sources", "credit"})
"""The fields that name what others wrote."""

_HINT = "dites « tu » aux élèves : tu, te, ton, ta, tes ; ce qu’une personne dit se met entre « et »"


def told(parsed: Parsed, path: str, kind: Kind[Any], text: str) -> Iterator[Problem]:
    """Warn of a whole text for pupils that says « vous » and never « tu », and of descriptions that begin with « photo de ».

    Several people are « vous » beside a « tu ». `text` is the whole file: few hold such a word.
    """
    says_vous = kind.is_for_pupils and _first_vous(text) is not None
    if not says_vous and "alt:" not in text:
        return
    for at, value in parsed.texts:
        if at[-1] == "alt" and (start := alternatives.redundant_start(value)):
            message, line = f"« {start} » n’apprend rien à qui ne voit pas l’image", diagnosis.line_at(parsed.lines, at)
            yield Problem(path, line, "alt-redondant", message, alternatives.REDUNDANT_HINT, Severity.WARNING)
        if says_vous and _OTHERS_SPEAK.isdisjoint(at) and (word := vous(value)):
            down = value.count("\n", 0, word.start()) if at in parsed.blocks else 0
            line = parsed.blocks.get(at, diagnosis.line_at(parsed.lines, at)) + down
            yield Problem(path, line, "vouvoiement", f"« {word[0]} » : ce texte vouvoie", _HINT, Severity.WARNING)


def vous(text: str) -> re.Match[str] | None:
    """Return the first « vous » of a text that never says « tu »; what people say, between quotation marks, is theirs."""
    if _first_vous(text) is None:  # as nearly any text
        return None
    own = _own(text)
    return None if _TU.search(own) else _VOUS.search(own)


def _first_vous(text: str) -> re.Match[str] | None:
    """Return the first « vous » of a text, whoever says it; looking for the words alone is ten times as fast where there is none."""
    lower = text.lower()
    return _VOUS.search(text) if any(word in lower for word in ("vous", "vos", "votre", "vôtre")) else None


def tu(text: str) -> re.Match[str] | None:
    """Return the first « tu » of a text, quotations apart."""
    return _TU.search(_own(text))


def _own(text: str) -> str:
    return _QUOTED.sub(lambda quoted: " " * len(quoted[0]), text)
