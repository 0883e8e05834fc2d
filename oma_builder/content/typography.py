"""French typography, done once for the site and the guide.

Source of the rules: Imprimerie nationale, *Lexique des règles typographiques en usage*.
`french` runs when an author's text is read (`fields.py`), `french_runs` over a paragraph whose words are set in several
ways (`markdown.py`); nothing downstream repeats it.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from functools import cache

from oma_builder.content.quotes import Edit, paired

NARROW = "\u202f"  # espace fine insécable: before ; ! ? and inside numbers
FIXED = "\u00a0"  # espace insécable: before : and inside « »

_SPACE = "[ \u00a0\u202f\u2009]"
_KEPT = "\ufffc"
"""Stands in a paragraph for what is no text: a picture, code, an address. Typographic rules take it for a word."""
_DIGITS = "0123456789"
_LOW, _HIGH = str.maketrans(_DIGITS, "₀₁₂₃₄₅₆₇₈₉"), str.maketrans(_DIGITS, "⁰¹²³⁴⁵⁶⁷⁸⁹")
_UNITS = "h|km|m|cm|mm|kg|g|ans?|mois|min|heures?|jours?|semaines?"
_WORD = rf"[\w)»…’″′%€{_KEPT}]"
_LABELS = (
    "articles?|autoroutes?|bâtiments?|bus|chambres?|chapitres?|départementales?|étapes?|lignes?|lots?|nationales?|n[°º]|"
    "numéros?|pages?|portes?|postes?|quais?|routes?|rues?|salles?|trains?|voies?|vols?"
)
_GROUPS = re.compile(rf"(?:\b({_LABELS}){_SPACE})?(?<![\w.,/])\d+(?:{_SPACE}\d+)+", re.IGNORECASE)
_THOUSAND = re.compile(rf"\d{_SPACE}\d{{3}}(?!\d)")
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_NO_SLUG = re.compile(r"[^a-z0-9]+")
_ACCENTS = re.compile("[\u0300-\u034e\u0350-\u036f]+")
_GROUP = re.compile(r"\d+")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+")
_RAISED = re.compile(r"(?<=[\w)])(?:~(\d{1,3})~|\^(\d{1,3})\^)")
# « 'mot' » is a quotation of English make: a mark after its last digit ends it, and counts no feet.
_FEET = re.compile(r"'(?<=\d')(?![^\W\d_])")
_ENGLISH = re.compile(r"(?:^|[\s(«])'\w")

PLAIN_LETTERS = str.maketrans(
    {"œ": "oe", "æ": "ae", "ł": "l", "đ": "d", "ð": "d", "ħ": "h", "ø": "o", "ı": "i", "ß": "ss", "þ": "th", "·": ""}
)
"""Small letters that Unicode does not take apart, as a keyboard writes them, and the mid-dot within words."""

Rule = Callable[[str], Iterator[Edit]]


def _feet(text: str) -> Iterator[Edit]:
    marks = _FEET.search(text) and not _ENGLISH.search(text)
    return ((*match.span(), "′") for match in _FEET.finditer(text)) if marks else iter(())


def _raised(text: str) -> Iterator[Edit]:
    """Yield what is written below or above the line by a keyboard: `CO~2~`, `m^2^`."""
    for match in _RAISED.finditer(text):
        low, high = match.groups()
        yield *match.span(), low.translate(_LOW) if low else high.translate(_HIGH)


def _thousands(text: str) -> Iterator[Edit]:
    """Yield the spaces within a number: after one to three digits, each group has three. A year stands alone."""
    for match in _GROUPS.finditer(text) if _THOUSAND.search(text) else ():
        groups = list(_GROUP.finditer(text, match.end(1) if match[1] else match.start(), match.end()))
        is_number = False
        for rank, group in enumerate(groups):
            joins = is_number and len(group[0]) == 3
            if joins:
                yield groups[rank - 1].end(), group.start(), NARROW
            is_label = rank == 0 and match[1] is not None
            is_number = joins or (len(group[0]) <= 3 and not is_label)


_RULES: tuple[tuple[frozenset[str], Rule | tuple[re.Pattern[str], str]], ...] = tuple(
    (frozenset(signs), rule if callable(rule) else (re.compile(rule[0]), rule[1]))
    for signs, rule in (
        (".", (r"\.\.\.", "…")),
        ("~^", _raised),
        ("'", _feet),
        ("'", (rf"'(?<=\w')(?=[\w«\"{_KEPT}]|$)", "’")),
        ('"', lambda text: iter(paired(text)[0])),
        ('«"', (rf"«{_SPACE}*", "«" + FIXED)),
        ('»"', (rf"(?<!{_SPACE}){_SPACE}*»", FIXED + "»")),
        ("-", (r" -(?= )", FIXED + "–")),
        ("–—", (r" (?=[–—])", FIXED)),
        (";!?", (rf"(?:^|(?<=[^\s;!?])){_SPACE}+(?=[;!?])", NARROW)),
        (";!?", (rf"(?<={_WORD})(?=[;!?]+(?:[\s)]|$))", NARROW)),
        (":", (rf"(?:^|(?<=[^\s:])){_SPACE}+(?=:(?:\s|$))", FIXED)),
        (":", (rf"(?<={_WORD})(?=:(?:\s|$))", FIXED)),
        (_DIGITS, _thousands),
        ("€%", (rf"(?<=\d){_SPACE}*(?=[€%](?!\w))", FIXED)),
        (_DIGITS, (rf"(?<=\d){_SPACE}(?=(?:{_UNITS})[²³]?\b)", FIXED)),
        (_DIGITS, (rf"(?<=\d{FIXED}h){_SPACE}(?=\d)", FIXED)),
    )
)
"""Each rule beside the signs without which it has nothing to do, be it only what an earlier rule made of them."""

_SIGNS = frozenset().union(*(signs for signs, _ in _RULES))


@cache
def _rules_for(present: frozenset[str]) -> tuple[Rule | tuple[re.Pattern[str], str], ...]:
    """Return the rules that may have something to do in a text that holds these signs: most texts hold few."""
    return tuple(rule for signs, rule in _RULES if not present.isdisjoint(signs))


_SOMETHING_TO_DO = re.compile(r"[':;!?«»\"–—€%~^]|\.\.\.| -|\d[ \u00a0\u202f\u2009]")


def french(text: str) -> str:
    """Return `text` with French spacing, apostrophes and quotation marks; applying it twice changes nothing."""
    if _SOMETHING_TO_DO.search(text) is None:
        return text
    if "://" in text or "www." in text:
        return _around_addresses(text)
    return _set(text, [])


def french_runs(runs: Sequence[str | None]) -> list[str]:
    """Return the runs of one paragraph with its typography, each run the text it was; None is no text, and stays apart."""
    if len(runs) == 1 and (alone := runs[0]) is not None:
        return [alone if _SOMETHING_TO_DO.search(alone) is None else _set(alone, [])]
    words = [_KEPT if run is None else run for run in runs]
    text = "".join(words)
    if _SOMETHING_TO_DO.search(text) is None:
        return words
    cuts, end = [], 0
    for word in words[:-1]:
        end += len(word)
        cuts.append(end)
    made = _set(text, cuts)
    return [made[start:stop] for start, stop in zip([0, *cuts], [*cuts, len(made)], strict=True)]


def _around_addresses(text: str) -> str:
    runs: list[str | None] = []
    addresses = []
    last = 0
    for match in _ADDRESS.finditer(text):
        runs += [text[last : match.start()], None]
        addresses.append(match[0])
        last = match.end()
    made = french_runs([*runs, text[last:]])
    return "".join(addresses[rank // 2] if rank % 2 else run.replace(_KEPT, "") for rank, run in enumerate(made))


def _set(text: str, cuts: list[int]) -> str:
    """Apply every rule to a text; `cuts`, the ends of its runs, move with it."""
    for rule in _rules_for(_SIGNS.intersection(text)):
        if callable(rule):
            edits = list(rule(text))
        else:
            pattern, new = rule
            if not cuts:  # much faster, and most texts are in one piece
                text = pattern.sub(new, text)
                continue
            edits = [(match.start(), match.end(), new) for match in pattern.finditer(text)]
        if edits:
            text = _edited(text, edits, cuts)
    return text


def _edited(text: str, edits: list[Edit], cuts: list[int]) -> str:
    """Return the text with each edit made. What is inserted at a cut belongs to the run after it."""
    parts: list[str] = []
    moved: list[int] = []
    last = at = grown = 0
    for start, end, new in edits:
        while at < len(cuts) and (cuts[at] <= start or cuts[at] < end):
            moved.append(cuts[at] + grown if cuts[at] <= start else start + grown + min(cuts[at] - start, len(new)))
            at += 1
        parts += (text[last:start], new)
        grown += len(new) - (end - start)
        last = end
    cuts[:] = (*moved, *(cut + grown for cut in cuts[at:]))
    return "".join((*parts, text[last:]))


def one_line(text: str) -> str:
    """Fold the line breaks and runs of spaces of a YAML scalar into single spaces."""
    if "\n" in text or "\t" in text or "  " in text:
        text = re.sub(r"[ \t\n]+", " ", text)
    return text.strip()


def prose(text: str) -> str:
    """Return a text with its lines and paragraphs, one empty line between two of these, and single spaces elsewhere."""
    return re.sub("\n{3,}", "\n\n", "\n".join(map(one_line, text.splitlines()))).strip("\n")


def slugify(title: str) -> str:
    """Return a title as an anchor or file name: ASCII lower case, digits and hyphens."""
    if _SLUG.fullmatch(title):  # as nearly all names of files are
        return title
    letters = unicodedata.normalize("NFKD", title.casefold().translate(PLAIN_LETTERS))
    bare = _ACCENTS.sub("", letters)
    if not bare.isascii():  # accents of other alphabets
        bare = "".join(letter for letter in bare if not unicodedata.combining(letter))
    return _NO_SLUG.sub("-", bare).strip("-")
