"""YAML and front matter → plain data and a table of lines (pure).

YAML 1.1 guesses types (`NO` → false, `22:30` → 1350); here every scalar stays the text that was typed
and the schema alone gives it a type. Anchors, aliases and tags are refused: they turn a file an editor
can read into a program. The parser works on libyaml's event stream, so a hostile document is refused
before any large value exists.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import yaml

from oma_builder.content import hidden_signs, layout, mojibake, syntax
from oma_builder.problems import Checked, Problem, Severity

Pointer = tuple[str | int, ...]
"""Path of a value inside a document: ("etudes", 0, "intitule")."""

_MAX_DEPTH = 12
_ENCODING_HINT = "dans votre éditeur (le Bloc-notes, par exemple), choisissez « Enregistrer sous », puis l’encodage UTF-8, en bas de la fenêtre"
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_CONFLICT = re.compile(r"^(?:<{7} |>{7} |\|{7} )", re.MULTILINE)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
_JOINED = re.compile(r"-\s|-(?=\w)|[•·]")
_LIKE_A_FIELD = re.compile(r"([a-z_]+) ?:(?!//)")
_FENCE = re.compile(r"^---[ \t]*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Parsed:
    """A document's data beside the lines its values stand on.

    `lines` gives the line of each key or list item; `blocks` the first text line of each literal block
    scalar, whose lines correspond one to one to those of its value; `swallowed` the lines within a text that look
    like a field of that name; `texts` every text with its place.
    """

    data: dict[str, Any]
    lines: dict[Pointer, int]
    blocks: dict[Pointer, int]
    swallowed: tuple[tuple[Pointer, int, str], ...] = ()
    texts: tuple[tuple[Pointer, str], ...] = ()


def decode(raw: bytes, path: str) -> Checked[str]:
    """Return the text of a file saved in UTF-8, with or without BOM, with LF, CRLF or CR line ends.

    Accents typed as two characters (macOS, copies from PDF) become one: Unicode form NFC.
    """
    if b"\x00" in raw:
        line = raw.count(b"\n", 0, raw.index(b"\x00")) + 1
        message = (
            "le fichier est en UTF-16, pas en UTF-8"
            if raw.startswith(_UTF_16)
            else "ce fichier n’est pas un texte en UTF-8"
        )
        return Checked("", (Problem(path, line, "encodage", message, _ENCODING_HINT),))
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        return Checked("", (Problem(path, line, "encodage", _not_utf_8(raw, error.start), _ENCODING_HINT),))
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    return Checked(text, tuple(_text_problems(text, path)))


def _not_utf_8(raw: bytes, at: int) -> str:
    """Say what a file is that is not in UTF-8, by its first word with an accent: most often, Windows wrote it as it did long ago."""
    text = raw.decode("cp1252", errors="replace")
    # The byte itself may be a space in that encoding: then there is no such word.
    word = next((match[0] for match in re.finditer(r"\S+", text) if match.end() > at >= match.start()), "\ufffd")
    if re.fullmatch(r"[\w’'«»“”.,;:!?()/…–—-]+", word) and "\ufffd" not in word:
        return f"le fichier n’est pas en UTF-8 : « {word} » y est écrit dans l’ancien encodage de Windows"
    return f"le fichier n’est pas en UTF-8 (octet 0x{raw[at]:02X})"


def _text_problems(text: str, path: str) -> Iterator[Problem]:
    spoilt = mojibake.spoilt_words(text, path)
    yield from spoilt
    is_odd = not text.replace("\n", "").isprintable()  # as few texts: it is told in a tenth of the time
    if is_odd and not spoilt and (match := _CONTROL.search(text)):  # spoilt accents hold such signs
        message = f"caractère invisible interdit (U+{ord(match.group()):04X})"
        hint = "il vient souvent d’un copier-coller : retapez cette ligne à la main"
        yield Problem(path, _line_of(text, match.start()), "caractere-invisible", message, hint)
    if match := _CONFLICT.search(text):
        message = "deux versions du fichier ont été mélangées par Git"
        hint = "choisissez l’une des deux versions et supprimez les lignes <<<<<<<, ======= et >>>>>>>"
        yield Problem(path, _line_of(text, match.start()), "conflit-git", message, hint)


def _line_of(text: str, position: int) -> int:
    return text.count("\n", 0, position) + 1


def parse_front_matter(text: str, path: str, body_field: str) -> Checked[Parsed | None]:
    """Parse a YAML head between two `---` lines, then the rest as the field `body_field`."""
    fences = list(_FENCE.finditer(text))[:2]
    if len(fences) < 2 and (almost := _almost_a_fence(text, path)):
        return Checked(None, (almost,))
    if not fences or text[: fences[0].start()].strip():
        hint = "commencez par une ligne ---, les champs, puis une seconde ligne ---"
        return Checked(None, (Problem(path, 1, "entete-absente", "l’en-tête entre deux lignes --- est absent", hint),))
    if len(fences) < 2:
        hint = "ajoutez --- seul sur une ligne, entre les champs et le texte"
        return Checked(None, (Problem(path, 1, "entete-absente", "la seconde ligne --- de l’en-tête manque", hint),))
    head = text[fences[0].end() : fences[1].start()]
    body = text[fences[1].end() :].removeprefix("\n")
    parsed, problems = parse_yaml(head, path, first_line=_line_of(text, fences[0].start()))
    if parsed is None:
        return Checked(None, problems)
    if body_field in parsed.data:
        message = f"le texte de la page n’est pas un champ « {body_field} »"
        hint = "écrivez-le sous la seconde ligne ---"
        problems += (Problem(path, parsed.lines[body_field,], "champ-inconnu", message, hint),)
    line = _line_of(text, fences[1].start()) + 1
    return Checked(
        Parsed(
            {**parsed.data, body_field: body},
            {**parsed.lines, (body_field,): line},
            {**parsed.blocks, (body_field,): line},
            parsed.swallowed,
            (*(told for told in parsed.texts if told[0] != (body_field,)), ((body_field,), body)),
        ),
        problems,
    )


def _almost_a_fence(text: str, path: str) -> Problem | None:
    """Report the line that looks like the fence which is missing: word processors make a long dash of three short ones."""
    for number, line in enumerate(text.split("\n"), 1):
        if not _FENCE.match(line) and set(hidden_signs.retyped(line)) == {"-"}:
            odd = hidden_signs.misleading(line)
            message = f"cette ligne n’est pas « --- » : elle contient {odd}" if odd else "cette ligne n’est pas « --- »"
            return Problem(
                path, number, "entete-absente", message, "effacez-la et tapez trois fois le tiret du clavier"
            )
    return None


def parse_yaml(text: str, path: str, first_line: int = 1) -> Checked[Parsed | None]:
    """Parse one YAML mapping; `first_line` is the line of the file on which `text` starts."""
    lines = text.split("\n")
    if odd := tuple(syntax.disguised_signs(lines, path, first_line)):
        return Checked(None, odd)
    composer = _Composer(path, first_line, lines, _lines_with_remarks(text))
    try:
        data = composer.document(_events(text))
    except yaml.MarkedYAMLError as error:
        return Checked(None, _unread(error, lines, composer))
    except _TooDeepError as error:
        return Checked(None, (_too_deep(path, error.line),))
    if composer.has_long_quotation and (opened := layout.unclosed(lines)):
        return Checked(None, (syntax.never_closed(opened, path, first_line),))
    if data is None or composer.has_joined_lines:
        return Checked(None, tuple(composer.problems))
    parsed = Parsed(data, composer.lines, composer.blocks, tuple(composer.swallowed), tuple(composer.texts))
    return Checked(parsed, tuple(composer.problems))


def _unread(error: yaml.MarkedYAMLError, lines: Sequence[str], composer: "_Composer") -> tuple[Problem, ...]:
    """Return what is said of a text that libyaml gave up, beside what was found before."""
    path, first_line = composer.path, composer.first_line
    if error.problem_mark and _brackets_open(lines, error.problem_mark) > _MAX_DEPTH:
        return (_too_deep(path, first_line + error.problem_mark.line),)
    told = syntax.explain(error, lines, path, first_line)
    is_told = any(problem.line == told.line and problem.code == "ligne-avalee" for problem in composer.problems)
    return (*composer.problems, *(() if is_told else (told,)))


def _too_deep(path: str, line: int) -> Problem:
    message = f"plus de {_MAX_DEPTH} niveaux imbriqués"
    return Problem(path, line, "imbrication", message, "une fiche n’a jamais besoin d’autant")


def _brackets_open(lines: Sequence[str], mark: yaml.Mark) -> int:
    """Return how deep brackets open on the line of `mark`, up to it.

    libyaml reads a line ahead of its events to find keys, and newer ones give up there before any event
    tells the depth.
    """
    depth = deepest = 0
    line = "".join(lines[mark.line : mark.line + 1])  # the end of the stream may be a line further
    for sign in line[: mark.column]:
        depth += (sign in "[{") - (sign in "]}")
        deepest = max(deepest, depth)
    return deepest


def _lines_with_remarks(text: str) -> dict[int, str]:
    """Return the lines, counted from 0, on which something stands before a « # »."""
    if " #" not in text:
        return {}
    return {number: line for number, line in enumerate(text.split("\n")) if re.search(r"[^\s#].*\s#", line)}


def _events(text: str) -> Iterator[yaml.Event]:
    """Yield libyaml's events; `yaml.parse` does the same at twice the price."""
    loader = yaml.CBaseLoader(text)
    try:
        while (event := loader.get_event()) is not None:
            yield event
    finally:
        loader.dispose()


class _TooDeepError(Exception):
    def __init__(self, line: int) -> None:
        super().__init__(line)
        self.line = line


@dataclass(slots=True)
class _Composer:
    """Folds one event stream into data; lives for one `parse_yaml` call."""

    path: str
    first_line: int
    source: list[str]
    remarks: dict[int, str]
    lines: dict[Pointer, int] = field(default_factory=dict)
    blocks: dict[Pointer, int] = field(default_factory=dict)
    swallowed: list[tuple[Pointer, int, str]] = field(default_factory=list)
    texts: list[tuple[Pointer, str]] = field(default_factory=list)
    has_long_quotation: bool = False
    has_joined_lines: bool = False
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
            hint = "donnez à la seconde fiche son propre fichier ; si c’est la même fiche, supprimez la ligne « --- »"
            self.report(after, "plusieurs-documents", "une seconde fiche commence ici", hint)
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

    def value(self, event: Any, events: Iterator[yaml.Event], at: Pointer) -> Any:
        if isinstance(event, yaml.AliasEvent):
            hint = f"écrivez la valeur elle-même à la place de « *{event.anchor} », ou entourez le texte de guillemets"
            message = f"une valeur ne peut pas commencer par « *{event.anchor} »"
            self.report(event, "ancre-interdite", message, hint)
            return ""
        if event.anchor or event.tag:
            self.refuse_marks(event)
        if isinstance(event, yaml.ScalarEvent):
            return self.scalar(event, at)
        if len(at) >= _MAX_DEPTH:
            raise _TooDeepError(self.line(event))
        return self.mapping(events, at) if isinstance(event, yaml.MappingStartEvent) else self.sequence(events, at)

    def scalar(self, event: Any, at: Pointer) -> str:
        value: str = event.value
        if event.style == "|":
            self.blocks[at] = self.line(event) + 1
        elif not event.style:
            if self.remarks:
                self.warn_of_cut(event)
            if value.endswith(("'", '"')) and (alone := syntax.closed_alone(value)):
                self.report(event, "guillemet-seul", *alone)
                return value[:-1]
        if event.start_mark.line != event.end_mark.line:
            self.look_within(event, at)
        return value

    def mapping(self, events: Iterator[yaml.Event], at: Pointer) -> dict[str, Any]:
        data: dict[str, Any] = {}
        while not isinstance(event := next(events), yaml.MappingEndEvent):
            if not isinstance(event, yaml.ScalarEvent):
                self.report(
                    event,
                    "cle-invalide",
                    "le nom d’un champ doit être un mot",
                    "retirez les accolades, les crochets ou le « ? » : la ligne s’écrit « champ: valeur »",
                )
                self.value(event, events, (*at, "?"))
                self.value(next(events), events, (*at, "?"))
                continue
            if event.anchor or event.tag:
                self.refuse_marks(event)
            here = (*at, event.value)
            if event.value in data:
                message = (
                    f"le champ « {event.value} » est écrit deux fois, lignes {self.lines[here]} et {self.line(event)}"
                )
                self.report(event, "cle-en-double", message, "gardez l’un des deux")
                self.value(next(events), events, (*here, "?"))
                continue
            self.lines[here] = self.line(event)
            data[event.value] = self.told(self.value(next(events), events, here), here)
        return data

    def sequence(self, events: Iterator[yaml.Event], at: Pointer) -> list[Any]:
        items: list[Any] = []
        while not isinstance(event := next(events), yaml.SequenceEndEvent):
            here = (*at, len(items))
            self.lines[here] = self.line(event)
            items.append(self.told(self.value(event, events, here), here))
        return items

    def told(self, value: Any, at: Pointer) -> Any:
        """Note a text that is kept, and return it."""
        if type(value) is str:
            self.texts.append((at, value))
        return value

    def refuse_marks(self, event: Any) -> None:
        if event.anchor:
            hint = f"retirez « &{event.anchor} », ou entourez le texte de guillemets"
            message = f"une valeur ne peut pas commencer par « &{event.anchor} »"
            self.report(event, "ancre-interdite", message, hint)
        if event.tag:
            hint = "entourez le texte de guillemets"
            self.report(event, "etiquette-interdite", f"une valeur ne peut pas commencer par « {event.tag} »", hint)

    def warn_of_cut(self, event: Any) -> None:
        """YAML takes « # » after a space for a remark: a text that holds one loses its end without a word."""
        rest = self.remarks.get(event.end_mark.line, "")[event.end_mark.column :]
        if re.match(r"\s+#", rest):
            hint = "entourez tout le texte de guillemets, ou mettez la remarque sur sa propre ligne"
            message = f"la fin de la ligne est ignorée : « {rest.strip()} »"
            self.problems.append(Problem(self.path, self.line(event), "texte-coupe", message, hint, Severity.WARNING))

    def look_within(self, event: Any, at: Pointer) -> None:
        """Look for lines that the text above them has swallowed, since their indent is too deep."""
        first, last = event.start_mark.line, min(event.end_mark.line, len(self.source) - 1)
        if first >= last or "?" in at:
            return
        self.has_long_quotation |= event.style in ("'", '"')
        below = [(number, self.source[number].strip()) for number in range(first + 1, last + 1)]
        self.swallowed += [
            (at, self.first_line + number, match[1]) for number, line in below if (match := _LIKE_A_FIELD.match(line))
        ]
        joined = next((pair for pair in below if _JOINED.match(pair[1])), None)
        if event.style or joined is None:
            return
        self.has_joined_lines = True
        if syntax.is_wrong_dash(self.source[first]):
            self.report(event, "yaml-syntaxe", *syntax.WRONG_DASH)
        else:
            self.report_joined(event, *joined, is_item=bool(at) and isinstance(at[-1], int))

    def report_joined(self, event: Any, number: int, line: str, *, is_item: bool) -> None:
        above = self.line(event)
        hint = "écrivez le texte sur une seule ligne ; pour une liste, le premier « - » va aussi à la ligne"
        if is_item:
            hint = f"alignez son tiret sur celui de la ligne {above}"
        message = f"« {line} » est pris pour la suite du texte de la ligne {above}"
        self.problems.append(Problem(self.path, self.first_line + number, "ligne-avalee", message, hint))

    def line(self, event: yaml.Event) -> int:
        assert event.start_mark is not None  # libyaml marks every event
        return self.first_line + event.start_mark.line

    def report(self, event: yaml.Event, code: str, message: str, hint: str) -> None:
        self.problems.append(Problem(self.path, self.line(event), code, message, hint))
