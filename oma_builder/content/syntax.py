"""libyaml's errors → problems in plain French, on the line where the fault is.

libyaml says what it met and where it stopped; what is missing (a closing mark, a colon) it notices late. The
fragments of its English below are held by `tests/test_parser.py`, which fails when a new version says otherwise.
"""

import re
from collections.abc import Iterator, Sequence

import yaml

from oma_builder.content import hidden_signs, layout
from oma_builder.content.layout import Unclosed
from oma_builder.problems import Problem

_QUOTE = 'entourez tout le texte de guillemets "…"'
_TAB, _CLOSED_EARLY, _INNER_QUOTE = "tab", "after a closing mark", "a mark within a text"
_DASH, _TOO_DEEP, _DASH_TAB = "dash", "too deep", "wrong blank"
_STUCK = re.compile(r"\s*(?:- +)*([a-z_]+):(?!//)(\S.*)$")
_TYPOGRAPHIC, _STRAIGHT = "“”„«‘’", '"…"'
_WRONG_DASH = re.compile(r"\s*(?:[‐‑‒–—−•]\s?|-(?=\w))")
WRONG_DASH = (
    "ce tiret n’est pas un tiret court suivi d’une espace",
    "écrivez « - », le tiret du clavier, puis une espace",
)
"""What to say of a list whose items begin with another sign."""

_OTHER_MARKS = ("'", '"', "”", "“", "»", "’", "″")

_FOUND_LATE = ("simple key", "unexpected end of stream", "flow sequence", "flow mapping")
_CLOSING = re.compile(r"""["'\]}]\s*$|'\w+$""")

_HINTS = (
    (_CLOSED_EARLY, "du texte suit un guillemet ou un crochet déjà fermé", f"{_QUOTE} (une apostrophe ferme un guillemet simple)"),
    (_INNER_QUOTE, "un guillemet droit au milieu du texte le ferme", "écrivez les mots cités entre « et » : le signe \" n’a sa place qu’au début et à la fin de tout le texte"),
    ("scanning an alias", "un texte ne peut pas commencer par « * »", f"retirez les « * » de la ligne ; si ce champ accepte le gras, {_QUOTE}"),
    ("scanning an anchor", "un texte ne peut pas commencer par « & »", _QUOTE),
    ("scanning a tag", "un texte ne peut pas commencer par « ! »", _QUOTE),
    ("scanning a directive", "une ligne ne peut pas commencer par « % »", _QUOTE),
    ("flow sequence", "un crochet « [ » n’est jamais fermé", f"ajoutez « ] » à la fin, ou {_QUOTE}"),
    ("flow mapping", "une accolade « { » n’est jamais fermée", f"ajoutez « }} » à la fin, ou {_QUOTE}"),
    ("expected comment or line break", "du texte suit « | » ou « > »", f"passez à la ligne après ce signe, ou {_QUOTE}"),
    ("expected hexdecimal", "une barre oblique inverse n’a pas de sens ici", "doublez-la, ou prenez des guillemets simples '…'"),
    ("mapping values are not allowed", "un « : » coupe le texte en deux", f"{_QUOTE}, ou alignez cette ligne sur celle du dessus"),
    (_DASH, *WRONG_DASH),
    (_TOO_DEEP, "cette ligne a un retrait de trop", "si c’est un champ, alignez-la sur les autres champs ; si c’est la suite du texte du dessus, entourez le texte entier de guillemets"),
    (_DASH_TAB, "une tabulation suit le tiret", "remplacez les tabulations qui suivent les tirets par une espace"),
    (_TAB, "une tabulation sert de retrait", "remplacez les tabulations par des espaces, deux par niveau"),
    ("expected ':'", "cette ligne n’a pas la forme « champ: valeur »", "ajoutez le deux-points et l’espace qui le suit, ou alignez le texte sur la ligne du dessus"),
    ("expected key", "le retrait de cette ligne ne correspond à rien", "alignez-la avec les autres champs du même niveau"),
    ("block sequence entries", "une liste commence au mauvais endroit", "passez à la ligne avant le premier « - »"),
    ("expected '-' indicator", "une ligne de cette liste ne commence pas par « - »", "alignez tous les « - » de la liste, ou cette ligne sur celle du dessus"),
    ("unexpected end of stream", "un guillemet ouvert n’est jamais fermé", "fermez-le à la fin du texte"),
    ("escape", "une barre oblique inverse n’a pas de sens ici", "doublez-la, ou prenez des guillemets simples '…'"),
    ("document start", "le texte continue après la fin du document", "supprimez la ligne « ... » au-dessus"),
    ("cannot start any token", "ce signe ne peut pas commencer une valeur", _QUOTE),
)  # fmt: skip


def explain(error: yaml.MarkedYAMLError, lines: Sequence[str], path: str, first_line: int) -> Problem:
    """Explain why these lines, which start on `first_line` of the file `path`, are not YAML."""
    said = f"{error.context}: {error.problem}"
    late = any(sign in said for sign in _FOUND_LATE)
    mark = error.context_mark if late and error.context_mark else error.problem_mark
    at = min(mark.line, len(lines) - 1) if mark else 0  # the end of the stream may be a line further
    line = first_line + at
    if (opened := layout.unclosed(lines)) and opened.line <= at:
        return never_closed(opened, path, first_line)
    entry = next(layout.entries([lines[at]]), None)
    if alone := closed_alone(entry.value if entry else ""):
        return Problem(path, line, "yaml-syntaxe", *alone)
    if slip := _slip(said, lines[at], entry.value if entry else ""):
        return Problem(path, line, "yaml-syntaxe", *slip)
    if mark:
        said = _look_closer(said, lines[at], mark.column)
    for sign, message, hint in _HINTS:
        if sign in said:
            return Problem(path, line, "yaml-syntaxe", message, hint)
    return Problem(
        path,
        line,
        "yaml-syntaxe",
        "cette ligne n’est pas comprise",
        "vérifiez les retraits, les « : » et les guillemets",
    )


def _slip(said: str, line: str, value: str) -> tuple[str, str] | None:
    """Explain a colon without its space, and a text between quotation marks of a word processor, which protect nothing."""
    if "expected ':'" in said and (stuck := _STUCK.match(line)):
        return "il manque une espace après le deux-points", f"écrivez « {stuck[1]}: {stuck[2].strip()} »"
    if "mapping values are not allowed" in said and value and value[0] in _TYPOGRAPHIC:
        message = f"les guillemets « {value[0]} » d’un traitement de texte ne protègent pas le « : » de ce texte"
        return (
            message,
            f"remplacez celui du début et celui de la fin par le guillemet du clavier, qui est droit : {_STRAIGHT}",
        )
    return None


def is_wrong_dash(line: str) -> bool:
    """Say whether a line begins as an item does, but for its dash."""
    return _WRONG_DASH.match(line) is not None


def never_closed(opened: Unclosed, path: str, first_line: int) -> Problem:
    """Return the problem of a quotation mark that is not closed, on the line where it opens."""
    line, mark, text = opened
    start = " ".join(text.split()[:4])
    hint = f"ajoutez « {mark} » à la fin du texte qui commence par « {start} »"
    if text[-1:] in _OTHER_MARKS:
        hint = f"finissez ce texte par « {mark} », le signe qui l’ouvre, à la place de « {text[-1]} »"
    elif not text:
        hint = f"écrivez le texte entre deux « {mark} », ou retirez ce signe"
    return Problem(path, first_line + line, "yaml-syntaxe", "un guillemet ouvert n’est jamais fermé", hint)


def closed_alone(value: str) -> tuple[str, str] | None:
    """Explain a value that ends with a quotation mark which nothing opens."""
    value = value.rstrip()
    mark = value[-1:]
    is_inches = mark == '"' and value[-2:-1].isdigit()
    if mark not in ('"', "'") or is_inches or value[0] in "\"'[{" or re.search(rf"(?<![\w']){mark}(?=\w)", value):
        return None
    message = f"un guillemet « {mark} » ferme ce texte, et rien ne l’ouvre"
    return message, f"ajoutez « {mark} » devant « {value.split()[0]} »"


def disguised_signs(lines: Sequence[str], path: str, first_line: int) -> Iterator[Problem]:
    """Name the unseen signs that keep lines from being what they look like."""
    for sign in layout.disguised(lines):
        first, *others = (first_line + line for line in sign.lines)
        also = f" ; aussi à la ligne {', '.join(map(str, others))}" if others else ""
        message = f"{hidden_signs.named(sign.sign)} se trouve {sign.place}{also}"
        yield Problem(path, first, "caractere-invisible", message, sign.hint)


def _look_closer(said: str, line: str, column: int) -> str:
    """Tell common slips, and what word processors put in, from the general message that libyaml has for them."""
    if line[: column + 1].strip(" ").startswith("\t"):
        return _TAB
    if re.fullmatch(r" *-[- ]*\t", line[: column + 1]):
        return _DASH_TAB
    if is_wrong_dash(line):
        return _DASH
    if "mapping values are not allowed" in said and re.fullmatch(r" +[a-z_]+ ?", line[:column]):
        return _TOO_DEEP
    ended = "did not find expected key" in said or "expected '-' indicator" in said
    if ended and _CLOSING.search(line[:column]):
        entry = next(layout.entries([line]), None)
        return _INNER_QUOTE if entry and entry.value.startswith('"') else _CLOSED_EARLY
    return said
