"""Straight quotation marks of a paragraph: which ones open, which close, and which count inches."""

Edit = tuple[int, int, str]
"""What stands from one place of a text to another, and what takes its place."""

_BEFORE_OPENING = frozenset("([{'’«-–—/")
_AFTER_CLOSING = frozenset(".,;:!?…)]}»'’-–—/")


def paired(text: str) -> tuple[list[Edit], int]:
    """Return the change of each mark, and the place of one that lacks its second (-1: none; else nothing is changed)."""
    places = [at for at, sign in enumerate(text) if sign == '"']
    edits: list[Edit] = []
    opened: list[int] = []
    for rank, at in enumerate(places):
        if opened and _can_open(text, at) and not _can_close(text, at):
            new = "«"
        elif _follows_a_digit(text, at) and (not opened or _is_closed_by(text, places[rank + 1 : rank + 2])):
            new = "″"
        else:
            new = "»" if opened else "«"
        if new == "«":
            opened.append(at)
        elif new == "»":
            opened.pop()
        edits.append((at, at + 1, new))
    return ([], opened[0]) if opened else (edits, -1)


def lone(text: str) -> int:
    """Return the place of a straight quotation mark that lacks its second, or -1."""
    return paired(text)[1] if '"' in text else -1


def _can_open(text: str, at: int) -> bool:
    before = text[at - 1 : at]
    return not before or before.isspace() or before in _BEFORE_OPENING


def _can_close(text: str, at: int) -> bool:
    after = text[at + 1 : at + 2]
    return not after or after.isspace() or after in _AFTER_CLOSING


def _follows_a_digit(text: str, at: int) -> bool:
    return text[at - 1 : at].isdigit()


def _is_closed_by(text: str, following: list[int]) -> bool:
    """Say whether the next mark can only close: then the one before it counts inches within the quotation."""
    return any(_can_close(text, at) and not _can_open(text, at) and not _follows_a_digit(text, at) for at in following)
