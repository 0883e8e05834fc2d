"""libyaml's errors → problems in plain French, on the line where the fault is.

libyaml says what it met and where it stopped; what is missing (a closing mark, a colon) it notices late. The
fragments of its English below are held by `tests/test_parser.py`, which fails when a new version says otherwise.
"""

import re

import yaml

from oma_builder.problems import Problem

_QUOTE = 'entourez tout le texte de guillemets "…"'
_TAB, _CLOSED_EARLY, _DASH, _HARD_SPACE = "tab", "after a closing mark", "dash", "hard space"
_WRONG_DASH = re.compile(r"\s*(?:[–—]\s?|-(?=\w))")

_FOUND_LATE = ("simple key", "unexpected end of stream", "flow sequence", "flow mapping")
_CLOSING = re.compile(r"""["'\]}]\s*$|'\w+$""")

_HINTS = (
    (_CLOSED_EARLY, "du texte suit un guillemet ou un crochet déjà fermé", f"{_QUOTE} (une apostrophe ferme un guillemet simple)"),
    ("scanning an alias", "un texte ne peut pas commencer par « * »", f"retirez les « * » de la ligne ; si ce champ accepte le gras, {_QUOTE}"),
    ("scanning an anchor", "un texte ne peut pas commencer par « & »", _QUOTE),
    ("scanning a tag", "un texte ne peut pas commencer par « ! »", _QUOTE),
    ("scanning a directive", "une ligne ne peut pas commencer par « % »", _QUOTE),
    ("flow sequence", "un crochet « [ » n’est jamais fermé", f"ajoutez « ] » à la fin, ou {_QUOTE}"),
    ("flow mapping", "une accolade « { » n’est jamais fermée", f"ajoutez « }} » à la fin, ou {_QUOTE}"),
    ("expected comment or line break", "du texte suit « | » ou « > »", f"passez à la ligne après ce signe, ou {_QUOTE}"),
    ("expected hexdecimal", "une barre oblique inverse n’a pas de sens ici", "doublez-la, ou prenez des guillemets simples '…'"),
    ("mapping values are not allowed", "un « : » coupe le texte en deux", f"{_QUOTE}, ou alignez cette ligne sur celle du dessus"),
    (_DASH, "ce tiret n’est pas un tiret court suivi d’une espace", "écrivez « - », le tiret du clavier, puis une espace"),
    (_HARD_SPACE, "cette ligne contient une espace insécable, qui ne compte pas comme une espace", "remplacez-la par une espace ordinaire"),
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


def explain(error: yaml.MarkedYAMLError, text: str, path: str, first_line: int) -> Problem:
    """Explain why `text`, which starts on `first_line` of the file `path`, is not YAML."""
    said = f"{error.context}: {error.problem}"
    late = any(sign in said for sign in _FOUND_LATE)
    mark = error.context_mark if late and error.context_mark else error.problem_mark
    lines = text.split("\n")
    at = min(mark.line, len(lines) - 1) if mark else 0  # the end of the stream may be a line further
    line = first_line + at
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


def _look_closer(said: str, line: str, column: int) -> str:
    """Tell common slips, and what word processors put in, from the general message that libyaml has for them."""
    if line[: column + 1].strip(" ").startswith("\t"):
        return _TAB
    if _WRONG_DASH.match(line):
        return _DASH
    if "\u00a0" in line[: column + 1]:
        return _HARD_SPACE
    ended = "did not find expected key" in said or "expected '-' indicator" in said
    if ended and _CLOSING.search(line[:column]):
        return _CLOSED_EARLY
    return said
