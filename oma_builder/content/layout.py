"""YAML as its lines show it: what each of them opens, and the quotation mark that nobody closed (pure).

libyaml reads on until the next mark, and stops far below the one that is missing. An editor's line says more: a
value that opens a quotation mark ends before the next line that is no deeper and begins a field or an item.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

_ENTRY = re.compile(
    r"(?P<indent> *)(?P<dashes>(?:-(?: +|$))*)(?P<key>(?:[^\W\d][\w-]*|\"[^\"]*\"|'[^']*') *:(?: +|$))?(?P<value>.*)"
)
_BLOCK = re.compile(r"[|>][-+0-9]{0,2} *(?:#.*)?$")
_NOTHING = re.compile(r"\s*(?:#.*)?$")
_BREAKS_OUT = re.compile(r" *(?:- |-$|#|[^\W\d][\w-]* *:(?: |$))")
_LONGEST_QUOTATION = 200
"""Lines after which a quotation mark is not closed any more."""
_QUOTED = {
    '"': re.compile(r'(?:[^"\\]|\\.)*"', re.DOTALL),
    "'": re.compile(r"(?:[^']|'')*'(?!')", re.DOTALL),
}


class Entry(NamedTuple):
    """What one line opens: a field, an item, or the text of the line above; lines and columns count from 0."""

    line: int
    column: int
    value: str
    is_opening: bool


class Unclosed(NamedTuple):
    """A quotation mark that opens on a line, and what stands behind it there."""

    line: int
    mark: str
    text: str


def entries(lines: Sequence[str]) -> Iterator[Entry]:
    """Yield every line but remarks and those within a block of text or a value in quotation marks."""
    number, awaits_value = 0, True
    while number < len(lines):
        line = lines[number]
        if _NOTHING.match(line):
            number += 1
            continue
        entry = _entry(number, line, awaits_value=awaits_value)
        yield entry
        awaits_value = entry.is_opening and _NOTHING.match(entry.value) is not None
        number = _next_line(entry, lines)


def _entry(number: int, line: str, *, awaits_value: bool) -> Entry:
    match = _ENTRY.match(line)
    assert match is not None  # the pattern takes any line
    last_dash = match.end("dashes") - len(match["dashes"].rpartition("-")[2]) - 1
    column = match.start("key") if match["key"] else last_dash if match["dashes"] else match.end("indent")
    return Entry(number, column, match["value"], bool(match["key"] or match["dashes"]) or awaits_value)


def _next_line(entry: Entry, lines: Sequence[str]) -> int:
    after = entry.line + 1
    if entry.is_opening and _BLOCK.match(entry.value):
        while after < len(lines) and (not lines[after].strip() or _depth(lines[after]) > entry.column):
            after += 1
    elif entry.is_opening and entry.value[:1] in _QUOTED and not _is_unclosed(entry, lines):
        after += _length(entry, lines)
    return after


def _depth(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _length(entry: Entry, lines: Sequence[str]) -> int:
    """Return over how many more lines a value in quotation marks goes on, or -1 when it does not end."""
    pattern, first = _QUOTED[entry.value[0]], entry.value[1:]
    if pattern.match(first):
        return 0
    match = pattern.match("\n".join((first, *lines[entry.line + 1 : entry.line + _LONGEST_QUOTATION])))
    return match.group().count("\n") if match else -1


def _is_unclosed(entry: Entry, lines: Sequence[str]) -> bool:
    more = _length(entry, lines)
    within = lines[entry.line + 1 : entry.line + 1 + more] if more >= 0 else ()
    return more < 0 or any(_depth(line) <= entry.column and _BREAKS_OUT.match(line) for line in within)


def unclosed(lines: Sequence[str]) -> Unclosed | None:
    """Return the first quotation mark that opens a value and is not closed before the next field or item."""
    for entry in entries(lines):
        if entry.is_opening and entry.value[:1] in _QUOTED and _is_unclosed(entry, lines):
            return Unclosed(entry.line, entry.value[0], entry.value[1:].rstrip())
        if entry.is_opening and entry.value[:1] in ("[", "{") and (fault := _unclosed_in_brackets(entry)):
            return fault
    return None


def _unclosed_in_brackets(entry: Entry) -> Unclosed | None:
    """Look into « [a, "b] » on one line; what spreads over several is left to libyaml."""
    rest = entry.value
    while match := re.search(r"""[\[{,:]\s*(["'])""", rest):
        mark, rest = match[1], rest[match.end() :]
        closed = _QUOTED[mark].match(rest)
        if closed is None:
            return Unclosed(entry.line, mark, rest.rstrip())
        rest = rest[closed.end() :]
    return None


class Disguised(NamedTuple):
    """A sign that stands where the structure wants another: on which lines, where, and which it is."""

    lines: tuple[int, ...]
    place: str
    sign: str
    hint: str


_SPACES = "\u00a0\u1680\u2000-\u200f\u202f\u205f-\u2064\u3000\u00ad\ufe0f"
_COLONS = "：∶꞉︓"
_SUSPECT = re.compile(f"[{_SPACES}{_COLONS}]")
_DISGUISES = (
    (re.compile(rf" *([{_SPACES}])"), "au début de cette ligne", "effacez le début de la ligne et tapez des espaces ordinaires"),
    (re.compile(rf" *(?:- +)*-([{_SPACES}])"), "après le tiret", "effacez ce qui suit le tiret et tapez une espace ordinaire"),
    (re.compile(rf" *(?:- +)*[a-z_]+ *:([{_SPACES}])"), "après le deux-points", "effacez ce qui suit le deux-points et tapez une espace ordinaire"),
    (re.compile(rf" *(?:- +)*[a-z_]+ *([{_COLONS}])"), "à la place du deux-points", "retapez le deux-points au clavier, puis une espace"),
)  # fmt: skip


def disguised(lines: Sequence[str]) -> Iterator[Disguised]:
    """Yield the signs that keep a line from being a field or an item, though it looks like one."""
    if _SUSPECT.search("\n".join(lines)) is None:
        return
    at: dict[tuple[str, str, str], list[int]] = {}
    for entry in entries(lines):
        for pattern, place, hint in _DISGUISES:
            if match := pattern.match(lines[entry.line]):
                at.setdefault((place, match[1], hint), []).append(entry.line)
                break
    for (place, sign, hint), where in at.items():
        yield Disguised(tuple(where), place, sign, hint)
