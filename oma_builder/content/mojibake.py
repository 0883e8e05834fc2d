"""Accents that a wrong encoding has spoilt: « BoulangÃ¨re », « Boulang?re », « &egrave; » (pure).

A text in UTF-8 that some program took for another encoding keeps all its bytes: undone, it says what was meant. One
that lost them has a question mark or U+FFFD within its words: only the author knows.
"""

import html
import re
from collections.abc import Iterator

from oma_builder.content.hidden_signs import is_unseen
from oma_builder.problems import Problem, plural

PROTECTED = frozenset("àâäæçéèêëîïôöœùûüÿñáíóúòìÀÂÄÆÇÉÈÊËÎÏÔÖŒÙÛÜŸÑÁÍÓÚÒ«»’‘“”–—…€°²³·•©®ªº\u00a0\u202f\u2011\ufeff½¼")
"""What a French or Occitan text may have lost."""

_STARTS = {"cp1252": "ÃÂÅâËï", "iso8859-15": "ÃÂÅâ", "cp1250": "ÄĂÂĹâ", "mac_roman": "√¬≈‚", "cp850": "├┬┼Ô"}
"""What the first byte of these signs in UTF-8 looks like, in the encodings of Windows, of old Macs and of DOS."""

_OLD = ("mac_roman", "cp850")
"""What a file of Windows was taken for, each byte being one sign: « ÈlËve », « lÚger »."""

_RUNS = {encoding: re.compile(rf"[{starts}][^\x00-\x7f]+") for encoding, starts in _STARTS.items()}
# Both begin with the signs that are rare, and look at what is around them afterwards: this is ten times as fast.
_SUSPECT = re.compile(rf"[\ufffd{''.join(_STARTS.values())}](?:(?<=[Ã\ufffd])|(?=[^\x00-\x7f]))")
_SMALL = "a-zà-öø-ÿœ"
_CAPITAL_WITHIN = re.compile(rf"[À-ÖØ-ÞŒŸþ](?:(?<=[{_SMALL}][À-ÖØ-ÞŒŸþ])|(?<=[A-Z{_SMALL}][À-ÖØ-ÞŒŸ])(?=[{_SMALL}]))")
_CUT = re.compile(r"Ã(?=[.,;:!?)]|$)")
_LETTER = "A-Za-zÀ-ÖØ-öø-ÿŒœ"
_LOST = re.compile(rf"(?<=[{_LETTER}])\?{{1,2}}(?=[{_LETTER}])|(?<![^\s'’«(\"-])\?(?=[a-zà-ÿ]{{2}})")
_ADDRESS = re.compile(r"[=&]|/|\]\(|@|www\.")
_ENTITY = re.compile(r"&(?!lt;|gt;)(?:amp;)*(?:[A-Za-z][A-Za-z0-9]{1,31}|#\d{1,7}|#[xX][0-9A-Fa-f]{1,6});")
_EXAMPLES = 3


def spoilt_words(text: str, path: str) -> tuple[Problem, ...]:
    """Report the words of a whole file that another encoding spoilt: one problem, on the line of the first."""
    words = list(_spoilt(text))
    return (_problem(words, path),) if words else ()


def lost_letters(text: str, path: str) -> Iterator[Problem]:
    """Report question marks where a letter was, or an ordinary one that lacks its space."""
    for line, word in _words(text) if "?" in text and _LOST.search(text) else ():
        if _LOST.search(word) and not _ADDRESS.search(word):
            message = f"un « ? » touche les lettres de « {word} »"
            hint = "s’il remplace une lettre accentuée qui s’est perdue, retapez-la ; sinon, mettez une espace après le « ? »"
            yield Problem(path, line, "texte-abime", message, hint)


def entity_in(value: str) -> tuple[str, str] | None:
    """Explain the HTML entity that a plain text holds as such, if there is one: readers would see it.

    Those of < and > are left to the few who write about HTML.
    """
    found = next((match for match in _ENTITY.finditer(value) if html.unescape(match.group()) != match.group()), None)
    if found is None:
        return None
    meant = found.group()
    while html.unescape(meant) != meant:  # « &amp;eacute; » went through two programs
        meant = html.unescape(meant)
    shown = f"« {meant} »" if not is_unseen(meant[0]) and meant.strip() else "une espace"
    return f"« {found.group()} » se lirait tel quel", f"écrivez {shown} à la place"


def undone(word: str) -> str:
    """Return a word as it was before another encoding was taken for its own, once or several times."""
    for encoding, run in _RUNS.items():
        before, after = "", word
        while before != after:
            before, after = after, run.sub(lambda match: _decoded(match.group(), encoding), after)  # noqa: B023
        after = _CUT.sub("à", after).replace("\ufeff", "")
        if after != word and _is_french(after):
            return after
    return word


def _is_french(word: str) -> bool:
    """Say whether a word has none but our signs, and no accented capital within it."""
    return all(sign.isascii() or sign in PROTECTED for sign in word) and not _CAPITAL_WITHIN.search(word)


def _was_taken_for_old(word: str) -> bool:
    """Say whether the accents of a word became capitals; « È » was « é », or « è » put in capitals: nobody knows."""
    if _CAPITAL_WITHIN.search(word) is None:
        return False
    meant = (word.encode(encoding, "replace").decode("cp1252", "replace") for encoding in _OLD)
    return any(map(_is_french, meant))


def _decoded(run: str, encoding: str) -> str:
    """Return what a run of signs says once its bytes are read as UTF-8; what makes no sense stays."""
    done, rest = "", run
    while rest:
        length = next((length for length in (3, 2) if _sign(rest[:length], encoding)), 1)
        done, rest = done + (_sign(rest[:length], encoding) or rest[0]), rest[length:]
    return done


def _sign(run: str, encoding: str) -> str:
    """Return the one sign that a run makes in UTF-8, or an empty text."""
    try:
        meant = b"".join(_byte(sign, encoding) for sign in run).decode("utf-8")
    except UnicodeError:
        return ""
    return meant if len(meant) == 1 else ""


def _byte(sign: str, encoding: str) -> bytes:
    """Return the byte that a program showed as this sign; five of them have no sign on Windows, and stay themselves."""
    return bytes((ord(sign),)) if "\x80" <= sign <= "\x9f" else sign.encode(encoding)


def _spoilt(text: str) -> Iterator[tuple[int, str, str]]:
    """Yield the spoilt words with their lines, and what was meant where that can be known."""
    if not (_SUSPECT.search(text) or _CAPITAL_WITHIN.search(text)):
        return
    for line, word in _words(text):
        meant = undone(word)
        if meant != word or "\ufffd" in word:
            yield line, word, "" if "\ufffd" in meant else meant
        elif _was_taken_for_old(word):
            yield line, word, ""


def _words(text: str) -> Iterator[tuple[int, str]]:
    """Yield each word with its line; a no-break space does not end one here, since it may be half of a letter."""
    for number, line in enumerate(text.split("\n"), 1):
        yield from ((number, word) for word in re.split(r"[ \t]+", line) if word)


def _problem(words: list[tuple[int, str, str]], path: str) -> Problem:
    shown = ", ".join(f"« {word} »" for _, word, _ in words[:_EXAMPLES])
    others = len(words) - _EXAMPLES
    more = f" et {plural(others, 'autre')}" if others > 0 else ""
    meant = ", ".join(f"« {word} »" for _, _, word in words[:_EXAMPLES] if word)
    hint = f"écrivez {meant}" if meant else "retapez les lettres perdues"
    whole = " ; le mieux est de repartir du fichier d’origine, et de l’enregistrer en UTF-8" if more else ""
    return Problem(path, words[0][0], "texte-abime", f"des accents ont été abîmés : {shown}{more}", hint + whole)
