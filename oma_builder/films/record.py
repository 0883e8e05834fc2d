"""What is to be kept of a prepared film, and how it gets into the film's file without touching another byte of it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

_MARK = "\ufeff"
"""What some editors of Windows put before the text."""
Parts = Mapping[str, str]
"""The lines to keep, by the field that they begin with."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What the film's file says of the prepared film: `seals` are SHA-256, `seconds` whole."""

    octets: int
    seal: str
    width: int
    height: int
    poster: str
    seconds: int


def parts(facts: Facts, transcript: str = "") -> Parts:
    """Return what is to be kept of a prepared film, and what is said in it where that was handed in."""
    said = {"transcription": _block("transcription", transcript)} if transcript else {}
    return {"duree": f"duree: {facts.seconds}", "fichier": block(facts), **said}


def _block(name: str, text: str) -> str:
    """Return a text with its lines and paragraphs as YAML holds them."""
    return "\n".join((f"{name}: |", *(f"  {line}" if line else "" for line in text.split("\n"))))


def brief_of(document: Path) -> str:
    """Return the version of the brief that a film's file names; empty when it names none, or cannot be read."""
    try:
        fields = yaml.load(document.read_bytes(), yaml.BaseLoader)  # noqa: S506 - it makes only texts
    except (OSError, yaml.YAMLError, ValueError):
        return ""
    return str(fields.get("cahier", "")) if isinstance(fields, dict) else ""


def block(facts: Facts) -> str:
    """Return the facts of the film and its poster, as they stand in the film's file."""
    return "\n".join(
        (
            "fichier:",
            f"  octets: {facts.octets}",
            f"  empreinte: {_quoted(facts.seal)}",
            f"  largeur: {facts.width}",
            f"  hauteur: {facts.height}",
            f"  affiche: {_quoted(facts.poster)}",
        )
    )


def _quoted(seal: str) -> str:
    """Put a digest that looks like a number (`12`, `1e9`) in quotes, so that it stays a text."""
    return f'"{seal}"' if not set(seal) - set("0123456789e") else seal


def seals(document: Path) -> frozenset[str]:
    """Return the digests that a film's file gives, of a film and a poster that were prepared."""
    try:
        return frozenset(
            re.findall(r"^  (?:empreinte|affiche): ['\"]?([0-9a-f]{64})", document.read_text("utf-8"), re.M)
        )
    except (OSError, UnicodeDecodeError):
        return frozenset()


def recorded(raw: bytes, wanted: Parts) -> bytes | None:
    """Return the film's file with these fields in the place of its own, or at its end; all else is as it was.

    None when that cannot be done for certain: the text is no YAML mapping, or not one of plain lines.
    """
    try:
        text = raw.decode()
        spans = _spans(text.removeprefix(_MARK), wanted)
    except (UnicodeDecodeError, yaml.YAMLError, ValueError):
        return None
    before = len(text) - len(text.removeprefix(_MARK))
    ends = "\r\n" if "\r\n" in text else "\n"
    new = {name: lines.replace("\n", ends) for name, lines in wanted.items()}
    changed = text
    for name, (start, end) in sorted(spans.items(), key=lambda span: -span[1][0]):
        changed = changed[: before + start] + new[name] + changed[before + end :]
    for name in wanted:
        if name not in spans:
            changed += ("" if changed.endswith(("\n", "\r")) else ends) + new[name] + ends
    return changed.encode() if _is_sound(text, changed, wanted) else None


def _spans(text: str, wanted: Parts) -> dict[str, tuple[int, int]]:
    """Return where the keys to replace begin, and where their values end. Raises `ValueError` for a text of another sort."""
    root = yaml.compose(text, yaml.BaseLoader)
    if not isinstance(root, yaml.MappingNode) or root.flow_style or root.start_mark.column:
        raise ValueError("not a mapping in lines of its own")
    spans = {}
    for key, value in root.value:
        if key.value in wanted:
            if key.value in spans:
                raise ValueError("a key stands twice")
            spans[key.value] = (key.start_mark.index, _end(key, value, text))
    return spans


def _end(key: yaml.Node, value: yaml.Node, text: str) -> int:
    """Return where a value ends, without the empty lines and remarks that follow it."""
    if isinstance(value, yaml.ScalarNode):
        is_block = value.style in {"|", ">"}
        end = len(text[: value.end_mark.index].rstrip()) if is_block else value.end_mark.index
        return max(int(end), int(key.end_mark.index) + 1)  # an empty value ends with its colon
    if isinstance(value, yaml.CollectionNode) and value.flow_style:
        return int(value.end_mark.index)
    parts = value.value if isinstance(value, yaml.SequenceNode) else [part for pair in value.value for part in pair]
    return max(_end(key, part, text) for part in parts)


def _is_sound(before: str, after: str, wanted: Parts) -> bool:
    """Say whether the new text holds what was wanted, and beside it what the old one held."""
    try:
        old, new = (yaml.load(text, yaml.BaseLoader) for text in (before, after))  # noqa: S506 - it makes only texts
    except yaml.YAMLError:
        return False
    asked = yaml.load("\n".join(wanted.values()) + "\n", yaml.BaseLoader)  # noqa: S506 - likewise
    held = {name: _ended(new.get(name)) for name in wanted}
    return held == {name: _ended(value) for name, value in asked.items()} and _others(old, wanted) == _others(
        new, wanted
    )


def _others(fields: dict[str, object], wanted: Parts) -> dict[str, object]:
    """Return the other fields; a text that ended the file may have gained the end of its line."""
    return {name: _ended(value) for name, value in fields.items() if name not in wanted}


def _ended(value: object) -> object:
    return value.rstrip("\r\n") if isinstance(value, str) else value
