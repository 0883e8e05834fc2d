"""What a form writes, put into the file that was there: remarks, order and layout stay wherever nothing else was said.

A form knows values alone, and would write a file anew. Here the lines of what has not changed are those of the old file,
byte by byte, in whatever depth; of what has, only the value is new. Should the sewn text say anything else than the form
did, the form's own text is written as it came.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise, zip_longest
from typing import Any, TypeAlias

import yaml

_MARK = "\ufeff"
_FENCE = "---\n"
_Loader: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)

Meaning: TypeAlias = "str | tuple[Meaning, ...] | dict[str, Meaning]"
Lines: TypeAlias = list[str]


@dataclass(frozen=True, slots=True)
class Part:
    """One key of a mapping, or one item of a list: the lines before it that say nothing, and its own."""

    name: str
    node: Any
    lead: Lines
    own: Lines
    first: int
    column: int


Read: TypeAlias = Callable[[str], object]
"""How a text of Markdown is read: two that are read alike say the same."""


def kept(before: bytes, after: bytes, read: Mapping[str, Read] | None = None) -> bytes:
    """Return what a form wrote (`after`) with all that it did not touch as it was (`before`).

    `read` has the fields that hold Markdown, which forms write in ways of their own; the last is the body of a page.
    """
    try:
        old, new = before.decode(), after.decode()
        ends = "\r\n" if "\r\n" in old else "\n"
        mark, old = _MARK * old.startswith(_MARK), old.removeprefix(_MARK).replace("\r\n", "\n")
        sewn = _sewn(old, new, read or {})
    except (UnicodeDecodeError, yaml.YAMLError, ValueError):
        return after
    return (mark + sewn).replace("\n", ends).encode()


def _sewn(old: str, new: str, read: Mapping[str, Read]) -> str:
    if old.startswith(_FENCE) and new.startswith(_FENCE):
        old_head, old_body = _halves(old)
        new_head, new_body = _halves(new)
        tree = [str.strip, *read.values()][-1]
        body = old_body if tree(old_body) == tree(new_body) else f"\n{new_body.strip(chr(10))}\n"
        return _FENCE + _sewn_fields(old_head, new_head, {}) + _FENCE + body
    return _sewn_fields(old, new, read)


def _halves(text: str) -> tuple[str, str]:
    """Return a front matter, and the text below it. Raises `ValueError` where there is no second fence."""
    head, fence, body = text.removeprefix(_FENCE).partition(f"\n{_FENCE}")
    if not fence:
        raise ValueError("no front matter")
    return head + "\n", body


def _sewn_fields(old: str, new: str, read: Mapping[str, Read]) -> str:
    was, is_now = (yaml.compose(text, _Loader) for text in (old, new))
    new = new if new.endswith("\n") else new + "\n"
    if not (_is_block(was, yaml.MappingNode) and _is_block(is_now, yaml.MappingNode)):
        return new
    _respell(was, is_now, read)
    sewn = "".join(_mapping(was, old.splitlines(keepends=True), is_now, new.splitlines(keepends=True)))
    sewn = sewn if sewn.endswith("\n") else sewn + "\n"
    return sewn if _meaning(yaml.compose(sewn, _Loader)) == _meaning(is_now) else new


def _respell(was: Any, is_now: Any, read: Mapping[str, Read]) -> None:
    """Let a text of Markdown that is only written otherwise be the one that was there."""
    texts = {key.value: value for key, value in was.value if key.value in read}
    for key, value in is_now.value:
        old = texts.get(key.value)
        if old and isinstance(value, yaml.ScalarNode) and read[key.value](old.value) == read[key.value](value.value):
            value.value = old.value


def _is_block(node: Any, wanted: type[yaml.CollectionNode]) -> bool:
    return isinstance(node, wanted) and not node.flow_style and bool(node.value)


def _meaning(node: Any) -> Meaning:
    """Return what a node says; line ends below a text are none of it."""
    if isinstance(node, yaml.MappingNode):
        return {str(key.value): _meaning(value) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return tuple(map(_meaning, node.value))
    return str(node.value).rstrip("\n") if node else ""


def _last(node: Any) -> int:
    """Return the last line of a node, without the empty ones and the remarks below it."""
    if isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
        last = node.value[-1]
        return _last(last[1] if isinstance(last, tuple) else last)
    end = node.end_mark
    return int(end.line - 1 if end.column == 0 and end.line > node.start_mark.line else end.line)


def _parts(node: Any, lines: Lines, start: int) -> tuple[list[Part], Lines]:
    """Return the parts of a collection whose lines begin at `start`, and what stands below the last."""
    is_mapping = isinstance(node, yaml.MappingNode)
    pairs = node.value if is_mapping else [(item, item) for item in node.value]
    found: list[Part] = []
    position = start
    for key, value in pairs:
        first, last = int(key.start_mark.line), _last(value)
        last = max(first, _last(key) if is_mapping else first, _trimmed(lines, first, last))
        lead, own = lines[position:first], lines[first : last + 1]
        column = key.start_mark.column if is_mapping else len(lines[first]) - len(lines[first].lstrip())
        found.append(Part(str(key.value) if is_mapping else "", value, lead, own, first, int(column)))
        position = last + 1
    return found, lines[position:]


def _trimmed(lines: Lines, first: int, last: int) -> int:
    """Return the last line that is not empty: a text in lines of its own is said to end below those that follow it."""
    while last > first and (last >= len(lines) or not lines[last].strip()):
        last -= 1
    return last


def _mapping(was: Any, old: Lines, now: Any, new: Lines, starts: tuple[int, int] = (0, 0)) -> Iterator[str]:
    old_parts, rest = _parts(was, old, starts[0])
    new_parts, _ = _parts(now, new, starts[1])
    known = {part.name: part for part in old_parts}
    said = {part.name: part for part in new_parts}
    shift = old_parts[0].column - new_parts[0].column
    for name in _order(list(known), list(said)):
        if name not in said:
            yield from filter(_is_remark, known[name].lead)
        elif name not in known:
            yield from _moved(said[name].own, shift)
        else:
            yield from _value(known[name], old, said[name], new)
    yield from rest


def _order(old: Sequence[str], new: Sequence[str]) -> list[str]:
    """Return all names in their old order, each new one behind the one that it follows in the new text."""
    names = list(old)
    for before, name in pairwise(("", *new)):
        if name not in names:
            names.insert(names.index(before) + 1 if before else 0, name)
    return names


def _value(was: Part, old: Lines, now: Part, new: Lines) -> Iterator[str]:
    """Yield the lines of a part that is in both texts."""
    yield from was.lead
    if _meaning(was.node) == _meaning(now.node):
        yield from was.own
        return
    for kind, sewn in ((yaml.MappingNode, _mapping), (yaml.SequenceNode, _sequence)):
        if _is_block(was.node, kind) and _is_block(now.node, kind) and was.name:
            begun = was.node.start_mark.line, now.node.start_mark.line
            if begun[0] > was.first and begun[1] > now.first:
                yield from old[was.first : was.first + 1]
                within = old[: was.first + len(was.own)], new[: now.first + len(now.own)]
                yield from sewn(was.node, within[0], now.node, within[1], (was.first + 1, now.first + 1))
                return
    yield from _with_remark(was, _moved(now.own, was.column - now.column))


def _sequence(was: Any, old: Lines, now: Any, new: Lines, starts: tuple[int, int]) -> Iterator[str]:
    old_parts, rest = _parts(was, old, starts[0])
    new_parts, _ = _parts(now, new, starts[1])
    shift = old_parts[0].column - new_parts[0].column
    olds, news = ([repr(_meaning(part.node)) for part in parts] for parts in (old_parts, new_parts))
    for tag, low, high, new_low, new_high in SequenceMatcher(None, olds, news, autojunk=False).get_opcodes():
        for was_item, item in zip_longest(old_parts[low:high], new_parts[new_low:new_high]):
            if tag == "equal":
                yield from (*was_item.lead, *was_item.own)
            elif item is None:
                yield from filter(_is_remark, was_item.lead)
            elif was_item is None:
                yield from _moved(item.own, shift)
            else:
                yield from _item(was_item, item, shift)
    yield from rest


def _item(was: Part, now: Part, shift: int) -> Iterator[str]:
    """Yield the lines of an item that says something else; of one with fields, only those that changed."""
    yield from was.lead
    moved = _moved(now.own, shift)
    if _is_block(was.node, yaml.MappingNode) and _is_block(now.node, yaml.MappingNode):
        texts = ["".join((own[0].replace("-", " ", 1), *own[1:])) for own in (was.own, moved)]
        sewn = _sewn_fields(texts[0], texts[1], {})
        column = was.column
        yield sewn[:column] + "-" + sewn[column + 1 :]
    else:
        yield from _with_remark(was, moved)


def _with_remark(was: Part, own: Lines) -> Iterator[str]:
    """Yield new lines, with the remark that stood behind the old value on its line."""
    behind = was.own[0][was.node.end_mark.column :] if len(was.own) == len(own) == 1 else ""
    yield from [own[0].rstrip("\n") + behind] if behind.lstrip().startswith("#") else own


def _moved(lines: Lines, shift: int) -> Lines:
    """Return lines further to the right, or to the left. Raises `ValueError` where there is no room for it."""
    if shift >= 0:
        return [" " * shift + line if line.strip() else line for line in lines]
    if any(line[:-shift].strip() for line in lines):
        raise ValueError("no room to the left")
    return [line[-shift:] if line.strip() else line for line in lines]


def _is_remark(line: str) -> bool:
    return line.lstrip().startswith("#")
