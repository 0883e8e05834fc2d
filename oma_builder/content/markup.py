r"""Marks of other languages, or of Markdown gone wrong, that would be seen as they were typed.

What is looked at is the text that readers get: whatever Markdown has understood is no longer in it. A sign that is meant
is written `\\*` in Markdown; it is then no part of that text.
"""

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

Found = re.Match[str]
_LONGEST = 40


class Mark(NamedTuple):
    """A mark that would be seen: where it stands and ends, what it looks like, and what to write instead.

    `sets` says that it would be Markdown, were it written well: a field without Markdown has no use for it.
    """

    start: int
    end: int
    shown: str
    hint: str
    sets: bool


_LINK = "écrivez [texte](adresse), comme [la fiche](metier:soudeur)"
_ITEM = "écrivez « - » et une espace au début de chaque ligne, après une ligne vide"
_TABLE = "laissez une ligne vide avant, et mettez sous les titres une ligne |---|---| qui a autant de cases"


def _bold(found: Found) -> str:
    inner = found[0].strip("*").strip()
    if inner and found[0].endswith("**"):
        return f"écrivez « **{inner}** », avec une espace ou une virgule avant et après"
    return "fermez le gras : **mot**, sans espace à l’intérieur, ou écrivez \\* pour le signe lui-même"


def _star(found: Found) -> str:
    return "écrivez × pour multiplier, *mot* pour l’italique, ou \\* pour le signe lui-même"


def _always(hint: str) -> Callable[[Found], str]:
    return lambda _: hint


_MARKS: tuple[tuple[str, str, Callable[[Found], str]], ...] = (
    ("*", r"\*\*[^\n*]{0,40}(?:\*\*)?", _bold),
    ("*", r"(?<!\*)\*(?=\w)[^\n*]{0,20}\*?|(?<=\w)\*(?!\*)", _star),
    ("_", r"(?<!_)__(?!_)[^\n_]{1,40}__|(?<![_\w])__(?=[^\W_])|(?<=[^\W_])__(?![_\w])", _always("écrivez **mot** pour le gras")),
    ("_", r"(?<![\w])_(?=[^\W_])[^\n_]{1,40}_(?!\w)", _always("écrivez *mot* pour l’italique, ou \\_ pour le signe lui-même")),
    ("~", r"~~[^\n~]{0,40}(?:~~)?", _always("retirez les ~~ : le guide n’a pas de texte barré")),
    ("=", r"==(?=\w)[^\n=]{1,40}==", _always("écrivez **mot** pour mettre en valeur")),
    ("[", r"\[\^[^\]\s]{1,20}\]:?", _always("écrivez la note entre parenthèses, dans la phrase : le guide n’a pas de notes")),
    ("[", r"\[\[[^\n\]]{0,40}\]?\]?", _always(_LINK)),
    ("[", r"\[[^\n\[\]]{1,40}\]\[[^\n\]]{0,40}\]", _always(_LINK)),
    ("[", r"\([^()\n]{1,40}\)\[[^\s\]]*[:/.][^\s\]]*\]", _always(_LINK)),
    ("[", r"(?:^|(?<=\n))\[(?!\^)[^\n\[\]]{1,40}\]: ?\S{0,30}", _always(_LINK)),
    ("[", r"(?:^|(?<=\n))\[[ xX]\](?=\s)", _always("retirez [ ] : le guide n’a pas de cases à cocher")),
    ("]", r"(?:\[[^\n\[\]]{0,40})?\]\([^\s()]{1,60}\)?", _always(_LINK)),
    ("#", r"(?:^|(?<=\n))#{1,6}(?=\w)[^\n]{0,30}", _always("mettez une espace après les « # » d’un titre, ou écrivez \\# pour le signe")),
    ("#", r"(?:^|(?<=\n))#{2,}(?: |$)[^\n]{0,30}", _always("laissez une ligne vide avant le titre")),
    ("|", r"(?:^|(?<=\n))\|[^\n]*(?:\n\|[^\n]*)*|(?:^|(?<=\n))[^\n|]{1,40}\|[^\n]*\n[ :|-]*-{2,}[ :|-]*", _always(_TABLE)),
    ("•▪●◦‣", r"(?:^|(?<=\n))[•▪●◦‣]\s[^\n]*(?:\n[•▪●◦‣]\s[^\n]*)*", _always(_ITEM)),
    (")", r"(?<=\n)\d{1,2}\) [^\n]{0,20}\n\d{1,2}\) ", _always("laissez une ligne vide avant la liste")),
    (".", r"(?<=\n)\d{1,2}\. [^\n]{0,40}\n\d{1,2}\. ", _always("laissez une ligne vide avant la liste")),
    ("`", r"(?<=\w)`(?=\w)", _always("remplacez « ` » par une apostrophe")),
    ("`", r"(?:(?<!\w)`|`(?!\w))[^\n`]{0,30}`?", _always("écrivez le mot sans « ` », ou fermez-le : `code`")),
    ("\\", r"\\n|\\[rt](?![a-zà-ÿ])", _always("allez à la ligne pour de bon, et laissez une ligne vide entre deux paragraphes")),
    ("&", r"&(?:[A-Za-z][A-Za-z0-9]{1,20}|#\d{1,6}|#[xX][0-9A-Fa-f]{1,5});", _always("écrivez le signe lui-même, tel qu’au clavier")),
    ("{", r"\{\{[^\n}]{0,40}\}?\}?|\{%[^\n}]{0,40}%?\}?|\{[.#:][\w-]+\}", _always("retirez ces accolades : elles se verraient telles quelles")),
    (":", r"(?<![\w:]):[a-z]+(?:_[a-z]+)*:(?![\w:])", _always("retirez ce nom d’émoji, ou écrivez le mot")),
    (":", r"(?:^|(?<=\n)):::[^\n]{0,30}", _always("retirez la ligne « ::: » : elle se verrait telle quelle")),
    ("~", r"(?<=[A-Za-z)])~(?!\d{1,3}~)[^\s~]{1,5}~", _always("écrivez l’indice avec un signe comme ₂, ou avec des mots")),
    ("^", r"(?<=\w)\^(?!\d{1,3}\^)[^\s^]{1,5}\^", _always("écrivez l’exposant avec un signe comme ², ou avec des mots")),
)  # fmt: skip
_COMPILED = tuple((sign, re.compile(pattern), hint) for sign, pattern, hint in _MARKS)
_SIGNS = "<*_~=[]#|•▪●◦‣`\\&{^"
_BEGUN = re.compile(r":[a-z:]|\n\d{1,2}[.)] ")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+")


_TAGS = re.compile(
    r"</?(?:a|b|br|div|em|font|h[1-6]|i|img|li|p|span|strong|su[bp]|u|ul)\b[^<>\n]*>|^#{1,6} ", re.IGNORECASE
)
_UNQUOTE = "retirez ces guillemets de traitement de texte ; une citation s’écrit entre « et »"
_REMOVE = "retirez ces signes : ce champ n’a pas de mise en forme"


def may_show(text: str) -> bool:
    """Say quickly whether a text has any sign that marks are made of."""
    return any(sign in text for sign in _SIGNS) or "“" in text or _BEGUN.search(text) is not None


def marks_in_plain(text: str) -> Iterator[Mark]:
    """Yield the marks of a field that takes no Markdown."""
    if ("<" in text or text.startswith("#")) and (match := _TAGS.search(text)):
        yield Mark(match.start(), match.end(), _shown(match[0]), _REMOVE, sets=True)
    if text[:1] == "“" and " " in text and text.find("”") == len(text) - 1:
        yield Mark(0, len(text), _shown(text), _UNQUOTE, sets=False)
    for mark in marks(text):
        yield mark._replace(hint=_REMOVE) if mark.sets else mark


def marks(text: str) -> Iterator[Mark]:
    """Yield the marks that readers would see, each place once, in the order of the text."""
    if not may_show(text):
        return
    seen = _ADDRESS.sub(lambda match: "\ufffc" * len(match[0]), text)
    raw_marks = [
        Mark(match.start(), match.end(), _shown(match[0]), hint(match), sets=signs in "*_[#|")
        for signs, pattern, hint in _COMPILED
        if any(sign in seen for sign in signs)
        for match in pattern.finditer(seen)
    ]
    end = -1
    for mark in sorted(raw_marks, key=lambda mark: (mark.start, -mark.end)):
        if mark.start >= end:
            yield mark
            end = mark.end


def _shown(text: str) -> str:
    line = text.strip().split("\n")[0]
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST]}…"
