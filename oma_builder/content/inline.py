"""The tokens of one paragraph: its text as a whole, its bare addresses as links, its typography over every run."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from markdown_it.token import Token

from oma_builder.content.typography import french_runs

APART = "\ufffc"
"""Stands in a paragraph's text for what is none: code, a picture, a sign that its author has marked as meant."""

_ADDRESS = re.compile(r"(?<![\w@/.])(?:https?://|www\.)[^\s<>\"«»`]+", re.IGNORECASE)
_AFTER = "?!.,:;*_~'’…"
_IS_ADDRESS = "address"
_BREAKS = ("softbreak", "hardbreak")


def text_of(tokens: Iterable[Token]) -> str:
    """Return the text that readers get of a paragraph, its line breaks kept."""
    return "".join([token.content if token.type == "text" else _text(token) for token in tokens])


def may_hold_addresses(text: str) -> bool:
    """Say quickly whether `linked` may have something to do in a text."""
    return "://" in text or "www." in text.casefold()


def linked(tokens: Iterable[Token], normalised: Callable[[str], str]) -> list[Token]:
    """Return the tokens with each bare address made a link; those within links are left alone."""
    made: list[Token] = []
    depth = 0
    for token in tokens:
        depth += token.nesting if token.type in ("link_open", "link_close") else 0
        if depth and _ADDRESS.fullmatch(token.content):
            token.info = _IS_ADDRESS
        made += [token] if depth or token.type != "text" else _linked(token, normalised)
    return made


def set_french(tokens: Sequence[Token]) -> Sequence[Token]:
    """Give the runs of a paragraph its typography, whatever stands between them."""
    runs = [(token, _run(token)) for token in tokens if not token.nesting]
    for (token, run), text in zip(runs, french_runs([run for _, run in runs]), strict=True):
        if run is not None:
            token.content = text
    return tokens


def _text(token: Token) -> str:
    # A backslash before what it does not escape is text like any other.
    if token.type == "text_special" and len(token.content) == 2 and token.content[0] == "\\":
        return token.content
    return "\n" if token.type in _BREAKS else "" if token.nesting else APART


def _run(token: Token) -> str | None:
    if token.type == "text":
        return None if token.info == _IS_ADDRESS else token.content
    if token.type == "text_special":
        return None if token.content == '"' else token.content
    return {"softbreak": token.content or " ", "hardbreak": "\n"}.get(token.type)


def _linked(token: Token, normalised: Callable[[str], str]) -> Iterator[Token]:
    last = 0
    for match in _ADDRESS.finditer(token.content):
        address = _trimmed(match[0])
        start, end = match.start(), match.start() + len(address)
        target = address if "://" in address else f"https://{address}"
        yield Token("text", "", 0, content=token.content[last:start])
        yield Token("link_open", "a", 1, attrs={"href": normalised(target)})
        yield Token("text", "", 0, content=address, info=_IS_ADDRESS)
        yield Token("link_close", "a", -1)
        last = end
    yield Token("text", "", 0, content=token.content[last:])


def _trimmed(address: str) -> str:
    """Return an address without the punctuation of the sentence around it."""
    while address[-1] in _AFTER or (address[-1] in ")]" and not _is_balanced(address)):
        address = address[:-1]
    return address


def _is_balanced(address: str) -> bool:
    opening = {")": "(", "]": "["}[address[-1]]
    return address.count(address[-1]) <= address.count(opening)
