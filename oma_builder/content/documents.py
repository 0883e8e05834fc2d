"""One file of `content/` → one checked document."""

import typing
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, ValidationError

from oma_builder.content import diagnosis, markdown, markup, misplaced, mojibake, parser, privacy, readers
from oma_builder.content.fields import LONGEST_TEXT, is_set
from oma_builder.content.hidden_signs import is_blank
from oma_builder.content.kind import Kind
from oma_builder.content.kinds.base import Author
from oma_builder.content.lines import Lines, packed
from oma_builder.content.markdown import Node
from oma_builder.content.misplaced import Misplaced
from oma_builder.content.parser import Parsed, Pointer
from oma_builder.content.unfinished import Unfinished, but_gaps, is_draft, unfinished
from oma_builder.problems import Checked, Problem, Severity

Value = TypeVar("Value")
Entry_co = TypeVar("Entry_co", bound=Author, covariant=True)

_PROSE = markdown.Rules(first_heading=2, pictures=True)
_PARAGRAPHS = markdown.Rules(first_heading=0, pictures=False)


def rules(kind: Kind[Author]) -> markdown.Rules:
    """Return what a kind's Markdown may hold: only prose has headings and pictures of its own."""
    return _PROSE if kind.suffix == ".md" else _PARAGRAPHS


@dataclass(frozen=True, slots=True)
class Document(Generic[Entry_co]):
    """What one author's file says, where it says it, and its Markdown fields as trees."""

    id: str
    path: str
    entry: Entry_co
    lines: Lines
    texts: Mapping[str, tuple[Node, ...]]

    def line(self, *at: str | int) -> int:
        """Return the line of the value at `at`, or of its nearest written ancestor."""
        return diagnosis.line_at(self.lines, at)

    def values(self, wanted: type[Value]) -> Iterator[tuple[Pointer, Value]]:
        """Yield every value of a type, texts or dates say, also of the entry's parts, with its place."""
        return _values(self.entry, wanted, ())

    def problem(self, at: Pointer, code: str, message: str, hint: str = "") -> Problem:
        """Return an error about the value at `at`."""
        return Problem(self.path, self.line(*at), code, message, hint)

    def removal(self, at: Pointer) -> str:
        """Return the hint that takes an item out of a list: with the last one, its field goes too."""
        return "retirez-le de la liste" if (*at[:-1], 1) in self.lines else f"supprimez le champ « {at[-2]} »"

    def warning(self, at: Pointer, code: str, message: str, hint: str = "") -> Problem:
        """Return a warning about the value at `at`."""
        return Problem(self.path, self.line(*at), code, message, hint, Severity.WARNING)

    def information(self, at: Pointer, code: str, message: str, hint: str = "") -> Problem:
        """Return an information about the value at `at`: what time or a withdrawal has made true."""
        return Problem(self.path, self.line(*at), code, message, hint, Severity.INFORMATION)


def _values(entry: BaseModel, wanted: type[Value], at: Pointer) -> Iterator[tuple[Pointer, Value]]:
    kind: type = wanted
    for name in _holders(type(entry), kind):
        value = getattr(entry, name)
        pairs = enumerate(value) if isinstance(value, tuple) else ((None, value),)
        for index, part in pairs:
            if isinstance(part, wanted):
                yield (*at, name) if index is None else (*at, name, index), part
            elif isinstance(part, BaseModel):
                yield from _values(part, wanted, (*at, name) if index is None else (*at, name, index))


@cache
def _holders(model: type[BaseModel], wanted: type) -> tuple[str, ...]:
    """Return the fields of a model that may hold a value of a type, or a part that does."""
    return tuple(name for name, field in model.model_fields.items() if _may_hold(field.annotation, wanted))


def _may_hold(annotation: Any, wanted: type) -> bool:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return bool(_holders(annotation, wanted))
    if isinstance(annotation, type):
        return issubclass(annotation, wanted)
    return isinstance(annotation, wanted) or any(_may_hold(part, wanted) for part in typing.get_args(annotation))


def _to_move(folder: str) -> str:
    return f"déplacez-la dans {folder}/, sous un nom qui n’y est pas pris"


def read(
    raw: bytes, path: str, identifier: str, kind: Kind[Author], hint_to_move: Callable[[str], str] = _to_move
) -> Checked[Document[Author] | Misplaced | Unfinished | None]:
    """Decode, parse and check one file of the given kind; `hint_to_move` says how to bring it into another folder."""
    text, problems = parser.decode(raw, path)
    if problems:
        return Checked(None, problems)
    parsed, problems = _parse(text, path, kind)
    if parsed is None:
        return Checked(None, problems)
    if home := misplaced.home(parsed.data, kind):
        message = (
            f"cette fiche est celle d’{'une' if home.feminine else 'un'} {home.noun}, dans le dossier {kind.name}/"
        )
        wrong = Problem(path, 0, "mauvais-dossier", message, hint_to_move(home.name))
        return Checked(Misplaced(home.name, identifier), (*problems, wrong, *privacy.personal_data(text, path)))
    if swallowed := tuple(diagnosis.swallowed_fields(kind.model, path, parsed)):
        return Checked(None, (*problems, *swallowed))
    texts, in_texts = _texts(parsed, path, kind)
    blanks = tuple(diagnosis.blanks(kind.model, path, parsed))
    problems = (
        *problems,
        *blanks,
        *(_entities(parsed, path, kind) if "&" in text else ()),
        *in_texts,
        *_marks(parsed, path, kind),
        *readers.told(parsed, path, kind, text),
        *privacy.personal_data(text, path),
        *mojibake.lost_letters(text, path),
    )
    value, faults = _validated(parsed, path, identifier, kind, texts)
    return Checked(None if blanks else value, (*problems, *faults))


def _validated(
    parsed: Parsed, path: str, identifier: str, kind: Kind[Author], texts: Mapping[str, tuple[Node, ...]]
) -> Checked[Document[Author] | Unfinished | None]:
    """Return the document whose plain data and texts these are, if its schema accepts it."""
    try:
        entry = kind.model.model_validate(parsed.data)
    except ValidationError as error:
        if draft := unfinished(error, parsed, path, kind.name, identifier):
            return Checked(draft)
        faults = diagnosis.diagnose(error, kind.model, path, parsed)
        return Checked(None, but_gaps(faults) if is_draft(parsed.data) else faults)
    return Checked(Document(identifier, path, entry, packed(parsed.lines), texts))


def _parse(text: str, path: str, kind: Kind[Author]) -> Checked[Parsed | None]:
    if kind.suffix == ".md":
        return parser.parse_front_matter(text, path, kind.markdown_fields[0])
    return parser.parse_yaml(text, path)


def _marks(parsed: Parsed, path: str, kind: Kind[Author]) -> Iterator[Problem]:
    """Report what would show of marks in the fields that take no Markdown; the others were looked at as they were read."""
    elsewhere = frozenset(kind.markdown_fields)
    written = () if kind.written_by else parsed.texts
    texts = [(at, text) for at, text in written if at[0] not in elsewhere]
    if markup.may_show(" ".join(text for _, text in texts)):
        for at, text in texts:
            # Bold and links are an error of the field itself.
            for mark in () if is_set(text) else markup.marks_in_plain(text):
                if mojibake.entity_in(mark.shown):
                    continue  # an error, told with what it stands for
                message, line = f"« {mark.shown} » se verrait tel quel", diagnosis.line_at(parsed.lines, at)
                yield Problem(path, line, "marque-visible", message, mark.hint, Severity.WARNING)


def _texts(parsed: Parsed, path: str, kind: Kind[Author]) -> Checked[dict[str, tuple[Node, ...]]]:
    """Read the Markdown fields, also those of a document that the schema refuses."""
    texts: dict[str, tuple[Node, ...]] = {}
    problems: tuple[Problem, ...] = ()
    for name in kind.markdown_fields:
        text = parsed.data.get(name)
        if isinstance(text, str) and not is_blank(text) and len(text) <= LONGEST_TEXT:  # others are refused
            literal = (name,) in parsed.blocks
            line = parsed.blocks[name,] if literal else parsed.lines[name,]
            texts[name], found = markdown.parse(text, path, line, rules(kind), line_by_line=literal)
            problems += found
            if not found and _shows_nothing(texts[name]):
                problems += (diagnosis.empty(kind.model, path, parsed.lines[name,], (name,)),)
    return Checked(texts, problems)


def _entities(parsed: Parsed, path: str, kind: Kind[Author]) -> Iterator[Problem]:
    """Report HTML entities where no Markdown reads them."""
    for at, text in parsed.texts:
        if at[0] not in kind.markdown_fields and (said := mojibake.entity_in(text)):
            yield Problem(path, diagnosis.line_at(parsed.lines, at), "texte-abime", *said)


def _shows_nothing(nodes: tuple[Node, ...]) -> bool:
    """Say whether marks are all there is of a text: an empty list, a rule, an entity that stands for a space."""
    return is_blank(markdown.plain_text(nodes)) and not any(node.tag == "img" for node in markdown.walk(nodes))
