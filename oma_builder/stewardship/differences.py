"""What a document says otherwise than it did, field by field, for people who decide whether they still agree."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any, Literal

from oma_builder.content.kinds.validation import Meaning
from oma_builder.content.wording import letters

Change = Literal["avant", "maintenant", "retiré", "ajouté", "fichier"]


@dataclass(frozen=True, slots=True)
class Difference:
    """One change: the field, by the authors' names (« etudes › 2 › intitule »), what happened there, and the words concerned."""

    field: str
    change: Change
    words: str


def differences(before: Meaning, after: Meaning) -> tuple[Difference, ...]:
    """Return all that differs between two states of a document; what typography sets anew does not."""
    names = [*before, *(name for name in after if name not in before)]
    return tuple(one for name in names for one in _of_field(name, before.get(name), after.get(name)))


def _of_field(name: str, before: Any, after: Any) -> Iterator[Difference]:
    if "/" in name:  # a file that the document shows, of which only the digest is kept
        if before != after:
            told = "a été retiré" if after is None else "est nouveau" if before is None else "a changé"
            yield Difference(name, "fichier", f"le fichier {told}")
    else:
        yield from _of_values(name, before, after)


def _of_values(at: str, before: Any, after: Any) -> Iterator[Difference]:
    if _is_same(before, after):
        return
    if isinstance(before, Mapping) and isinstance(after, Mapping):
        for name in [*before, *(name for name in after if name not in before)]:
            yield from _of_values(f"{at} › {name}", before.get(name), after.get(name))
    elif isinstance(before, list) and isinstance(after, list):
        yield from _of_lists(at, before, after)
    elif isinstance(before, str) and isinstance(after, str) and "\n" in before + after:
        yield from _of_lists(at, _paragraphs(before), _paragraphs(after), counted=False)
    elif before is None or after is None:
        yield Difference(at, "ajouté" if before is None else "retiré", _told(after if before is None else before))
    else:
        yield Difference(at, "avant", _told(before))
        yield Difference(at, "maintenant", _told(after))


def _paragraphs(text: str) -> list[str]:
    return [paragraph for paragraph in text.split("\n") if paragraph.strip()]


def _of_lists(at: str, before: list[Any], after: list[Any], *, counted: bool = True) -> Iterator[Difference]:
    """Compare two lists item by item; those that took the place of as many others are compared with these."""
    matcher = SequenceMatcher(
        None, [letters(repr(item)) for item in before], [letters(repr(item)) for item in after], False
    )
    for tag, first, last, new_first, new_last in matcher.get_opcodes():
        if tag == "replace" and last - first == new_last - new_first:
            pairs = zip(before[first:last], after[new_first:new_last], strict=True)
            for rank, (old, new) in enumerate(pairs, new_first + 1):
                yield from _of_values(f"{at} › {rank}" if counted else at, old, new)
        elif tag != "equal":
            yield from (Difference(at, "retiré", _told(item)) for item in before[first:last])
            yield from (Difference(at, "ajouté", _told(item)) for item in after[new_first:new_last])


def _is_same(before: Any, after: Any) -> bool:
    return letters(repr(before)) == letters(repr(after))


def _told(value: Any) -> str:
    """Return a value as one reads it, without the signs of any language of machines."""
    if isinstance(value, Mapping):
        return " ; ".join(f"{name} : {_told(part)}" for name, part in value.items())
    if isinstance(value, list):
        return " ; ".join(map(_told, value))
    if isinstance(value, bool):
        return "oui" if value else "non"
    return " ".join(str(value).split())
