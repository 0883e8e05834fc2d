"""A word more in one trade, another each time: what an author does between two builds."""

import re
from pathlib import Path


def word(number: int) -> str:
    """Return a word that no text has, another for each number: letters alone, at which no rule of ours looks."""
    return "zq" + "".join(chr(ord("a") + int(digit)) for digit in str(number)) + "qz"


def with_word(text: str, field: str, word: str) -> str:
    """Return a document with `word` after the first word of a field: a text, a literal block, or the first of a list."""
    start = rf"""^({field}:(?: [|>]\S*)?\s+(?:- )?["']?\w+)"""
    edited, count = re.subn(start, rf"\1 {word}", text, count=1, flags=re.MULTILINE)
    if not count:
        raise ValueError(f"no text to edit in {field}")
    return edited


def edit(path: Path, original: str, field: str, word: str) -> None:
    """Save a document again with one word more than `original`, as an editor's program does: under its own name."""
    path.write_text(with_word(original, field, word), encoding="utf-8", newline="\n")
