"""YAML and front matter → plain data and a table of lines (pure).

YAML 1.1 guesses types (`NO` → false, `22:30` → 1350); here every scalar stays the text that was typed
and the schema alone gives it a type. Anchors, aliases and tags are refused: they turn a file an editor
can read into a program. The parser works on libyaml's event stream, so a hostile document is refused
before any large value exists.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from oma_builder.problems import Checked, Problem

Pointer = tuple[str | int, ...]
"""Path of a value inside a document: ("etudes", 0, "intitule")."""

_MAX_DEPTH = 12
_CONFLICT = re.compile(r"^(?:<{7} |>{7} |\|{7} )", re.MULTILINE)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u2028\u2029\ufeff]")
_FENCE = re.compile(r"^---[ \t]*$", re.MULTILINE)

_SYNTAX_HINTS = (
    ("mapping values are not allowed", "un « : » coupe le texte en deux", "entourez tout le texte de guillemets \"…\""),
    ("tab", "une tabulation sert de retrait", "remplacez les tabulations par des espaces, deux par niveau"),
    ("expected ':'", "cette ligne n’a pas la forme « champ: valeur »", "ajoutez le deux-points, ou alignez le texte sur la ligne du dessus"),
    ("expected key", "le retrait de cette ligne ne correspond à rien", "alignez-la avec les autres champs du même niveau"),
    ("block sequence entries", "une liste commence au mauvais endroit", "passez à la ligne avant le premier « - »"),
    ("expected '-' indicator", "une ligne de cette liste ne commence pas par « - »", "alignez tous les « - » de la liste"),
    ("unexpected end of stream", "un guillemet ouvert n’est jamais fermé", "fermez-le à la fin du texte"),
    ("escape", "une barre oblique inverse n’a pas de sens ici", "doublez-la, ou prenez des guillemets simples '…'"),
    ("document start", "le texte continue après la fin du document", "gardez une seule fiche par fichier"),
    ("cannot start any token", "ce signe ne peut pas commencer une valeur", "entourez tout le texte de guillemets \"…\""),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Parsed:
    """A document's data beside the lines its values stand on.

    `lines` gives the line of each key or list item; `blocks` the first text line of each literal block
    scalar, whose lines correspond one to one to those of its value.
    """

    data: dict[str, Any]
    lines: dict[Pointer, int]
    blocks: dict[Pointer, int]


def decode(raw: bytes, path: str) -> Checked[str]:
    """Return the text of a file saved in UTF-8, with or without BOM, with LF, CRLF or CR line ends."""
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return Checked("", (_encoding_problem(path, 1, "il est en UTF-16"),))
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        return Checked("", (_encoding_problem(path, line, f"octet 0x{raw[error.start]:02X}"),))
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return Checked(text, tuple(_text_problems(text, path)))


def _encoding_problem(path: str, line: int, what: str) -> Problem:
    hint = "dans votre éditeur, choisissez « Enregistrer sous », puis l’encodage UTF-8"
    return Problem(path, line, "encodage", f"le fichier n’est pas en UTF-8 ({what})", hint)


def _text_problems(text: str, path: str) -> Iterator[Problem]:
    if found := _CONTROL.search(text):
        message = f"caractère invisible interdit (U+{ord(found.group()):04X})"
        yield Problem(
            path,
            _line_of(text, found.start()),
            "caractere-invisible",
            message,
            "effacez-le et tapez le texte à nouveau",
        )
    if found := _CONFLICT.search(text):
        hint = "choisissez l’une des deux versions et supprimez les lignes <<<<<<<, ======= et >>>>>>>"
        yield Problem(
            path,
            _line_of(text, found.start()),
            "conflit-git",
            "deux versions du fichier ont été mélangées par Git",
            hint,
        )


def _line_of(text: str, position: int) -> int:
    return text.count("\n", 0, position) + 1


def parse_front_matter(text: str, path: str, body_field: str) -> Checked[Parsed | None]:
    """Parse a YAML head between two `---` lines, then the rest as the field `body_field`."""
    fences = list(_FENCE.finditer(text))[:2]
    if len(fences) < 2 or text[: fences[0].start()].strip():
        hint = "commencez par une ligne ---, les champs, puis une seconde ligne ---"
        return Checked(None, (Problem(path, 1, "entete-absente", "l’en-tête entre deux lignes --- est absent", hint),))
    head = text[fences[0].end() : fences[1].start()]
    body = text[fences[1].end() :].removeprefix("\n")
    parsed, problems = parse_yaml(head, path, first_line=_line_of(text, fences[0].start()))
    if parsed is None:
        return Checked(None, problems)
    line = _line_of(text, fences[1].start()) + 1
    return Checked(
        Parsed(
            {**parsed.data, body_field: body},
            {**parsed.lines, (body_field,): line},
            {**parsed.blocks, (body_field,): line},
        ),
        problems,
    )


def parse_yaml(text: str, path: str, first_line: int = 1) -> Checked[Parsed | None]:
    """Parse one YAML mapping; `first_line` is the line of the file on which `text` starts."""
    composer = _Composer(path, first_line)
    try:
        data = composer.document(_events(text))
    except yaml.MarkedYAMLError as error:
        return Checked(None, (*composer.problems, _syntax_problem(error, path, first_line)))
    except _TooDeepError as error:
        message = f"plus de {_MAX_DEPTH} niveaux imbriqués"
        return Checked(
            None, (Problem(path, error.line, "imbrication", message, "une fiche n’a jamais besoin d’autant"),)
        )
    if data is None:
        return Checked(None, tuple(composer.problems))
    return Checked(Parsed(data, composer.lines, composer.blocks), tuple(composer.problems))


def _events(text: str) -> Iterator[yaml.Event]:
    """Yield libyaml's events; `yaml.parse` does the same at twice the price."""
    loader = yaml.CBaseLoader(text)
    try:
        while (event := loader.get_event()) is not None:
            yield event
    finally:
        loader.dispose()


def _syntax_problem(error: yaml.MarkedYAMLError, path: str, first_line: int) -> Problem:
    mark = error.problem_mark or error.context_mark
    line = first_line + (mark.line if mark else 0)
    said = error.problem or ""
    for sign, message, hint in _SYNTAX_HINTS:
        if sign in said:
            return Problem(path, line, "yaml-syntaxe", message, hint)
    return Problem(
        path,
        line,
        "yaml-syntaxe",
        "cette ligne n’est pas écrite en YAML",
        "vérifiez les retraits, les « : » et les guillemets",
    )


class _TooDeepError(Exception):
    def __init__(self, line: int) -> None:
        super().__init__(line)
        self.line = line


@dataclass(slots=True)
class _Composer:
    """Folds one event stream into data; lives for one `parse_yaml` call."""

    path: str
    first_line: int
    lines: dict[Pointer, int] = field(default_factory=dict)
    blocks: dict[Pointer, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def document(self, events: Iterator[yaml.Event]) -> dict[str, Any] | None:
        next(events)  # the stream's start
        start = next(events)
        if isinstance(start, yaml.StreamEndEvent):
            self.report(start, "fichier-vide", "le fichier est vide", "remplissez-le, ou supprimez-le")
            return None
        data = self.value(next(events), events, ())
        next(events)  # the document's end
        after = next(events)
        if isinstance(after, yaml.DocumentStartEvent):
            self.report(
                after, "plusieurs-documents", "une seconde fiche commence ici", "gardez une seule fiche par fichier"
            )
            return None
        if data == "":
            self.report(start, "fichier-vide", "le fichier est vide", "remplissez-le, ou supprimez-le")
            return None
        if not isinstance(data, dict):
            self.report(
                start, "pas-une-fiche", "le fichier ne contient pas de champs", "écrivez des lignes « champ: valeur »"
            )
            return None
        return data

    def value(self, event: yaml.Event, events: Iterator[yaml.Event], at: Pointer) -> Any:
        if isinstance(event, yaml.AliasEvent):
            self.report(event, "ancre-interdite", f"renvoi « *{event.anchor} »", "recopiez le texte lui-même")
            return ""
        self.refuse_marks(event)
        if isinstance(event, yaml.ScalarEvent):
            if event.style == "|":
                self.blocks[at] = self.line(event) + 1
            return event.value
        if len(at) >= _MAX_DEPTH:
            raise _TooDeepError(self.line(event))
        return self.mapping(events, at) if isinstance(event, yaml.MappingStartEvent) else self.sequence(events, at)

    def mapping(self, events: Iterator[yaml.Event], at: Pointer) -> dict[str, Any]:
        data: dict[str, Any] = {}
        while not isinstance(event := next(events), yaml.MappingEndEvent):
            if not isinstance(event, yaml.ScalarEvent):
                self.report(event, "cle-invalide", "le nom d’un champ doit être un mot", "écrivez « champ: valeur »")
                self.value(event, events, (*at, "?"))
                self.value(next(events), events, (*at, "?"))
                continue
            self.refuse_marks(event)
            here = (*at, event.value)
            if event.value in data:
                message = (
                    f"le champ « {event.value} » est écrit deux fois, lignes {self.lines[here]} et {self.line(event)}"
                )
                self.report(event, "cle-en-double", message, "gardez l’un des deux")
            else:
                self.lines[here] = self.line(event)
            data[event.value] = self.value(next(events), events, here)
        return data

    def sequence(self, events: Iterator[yaml.Event], at: Pointer) -> list[Any]:
        items: list[Any] = []
        while not isinstance(event := next(events), yaml.SequenceEndEvent):
            here = (*at, len(items))
            self.lines[here] = self.line(event)
            items.append(self.value(event, events, here))
        return items

    def refuse_marks(self, event: Any) -> None:
        if event.anchor:
            self.report(event, "ancre-interdite", f"ancre « &{event.anchor} »", "recopiez le texte aux endroits voulus")
        if event.tag:
            hint = "si le texte commence par « ! », entourez-le de guillemets"
            self.report(event, "etiquette-interdite", f"étiquette « {event.tag} »", hint)

    def line(self, event: yaml.Event) -> int:
        assert event.start_mark is not None  # libyaml marks every event
        return self.first_line + event.start_mark.line

    def report(self, event: yaml.Event, code: str, message: str, hint: str) -> None:
        self.problems.append(Problem(self.path, self.line(event), code, message, hint))
