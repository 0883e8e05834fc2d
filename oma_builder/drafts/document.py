"""What is known of a document before somebody writes it → the text of its draft, and what it lacks."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from oma_builder.content import documents
from oma_builder.content.filenames import right_stem, short_stem
from oma_builder.content.kind import Kind
from oma_builder.content.kinds.base import Author
from oma_builder.content.schema import KINDS
from oma_builder.content.unfinished import Unfinished
from oma_builder.drafts import explained
from oma_builder.drafts.explained import Surroundings
from oma_builder.editor import json_schema
from oma_builder.problems import Checked, has_errors
from oma_builder.rome.titles import gendered

DRAFT: Final = {"publication": {"etat": "brouillon"}}
"""What a document says that is not shown yet."""

_BODY = "Texte à compléter."
"""The text of a page that has none yet: who releases a guide with it is told."""

_HOW_TO = (
    "Brouillon ({noun}) : il ne se voit nulle part tant que `etat: brouillon` y est écrit.",
    "Pour remplir un champ, retirez le # collé à son nom, puis écrivez sa valeur.",
    "Un champ facultatif qui ne sert pas peut rester ainsi, ou partir ; les explications aussi.",
    "Tailles : « court », 100 signes au plus ; « phrase », 240 ; « texte », des paragraphes, en retrait sous le champ.",
)


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a document: its identifier, values of its fields, where they come from, remarks on single fields.

    `rewritten` are the fields whose words are to be replaced: others wrote them, for other readers.
    """

    id: str
    values: Mapping[str, Any]
    origin: tuple[str, ...] = ()
    remarks: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    rewritten: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Draft:
    """A new document: its kind, its identifier, its text, and the fields that somebody must write."""

    kind: Kind[Author]
    id: str
    text: str
    missing: tuple[str, ...]

    @property
    def place(self) -> str:
        """Where it belongs in the content folder."""
        return f"{self.kind.name}/{self.id}{self.kind.suffix}"


def named(kind: Kind[Author], title: str, identifier: str = "") -> Known:
    """Return what a title tells of a document: its name, and that of its file unless it has another."""
    at = naming_field(kind)
    value = titled(title) if _has_two_genders(kind, at) else title
    name = value["masculin"] if isinstance(value, dict) else value
    return Known(right_id(identifier or name), {at: value})


def titled(title: str) -> dict[str, str]:
    """Return the genders that a title was typed in: with a bar both, else one."""
    pair = gendered(title, frozenset()) if " / " in title else None
    return {"masculin": pair.masculine, "feminin": pair.feminine} if pair else {"masculin": title}


def right_id(title: str) -> str:
    """Return the identifier of a document of this title."""
    return short_stem(right_stem(title))


def naming_field(kind: Kind[Author]) -> str:
    """Return the field by which people call a document: the one that tells it apart, or its first short text."""
    properties = json_schema.fields(kind.model)["properties"]
    texts = (
        name
        for name, field in kind.model.model_fields.items()
        if field.is_required() and "maxLength" in properties[name] and "enum" not in properties[name]
    )
    return kind.named_by or next(texts)


def _has_two_genders(kind: Kind[Author], name: str) -> bool:
    return bool(json_schema.fields(kind.model)["properties"][name].get("properties"))


def new(kind: Kind[Author], known: Known, content: Path) -> Checked[Draft | None]:
    """Return the draft of one document, every field explained, or what is wrong with what is known of it."""
    existing = {other.name: _ids(content / other.name, other.suffix) for other in KINDS}
    values = {**known.values, **DRAFT}
    fields = explained.lines(kind.model, values, Surroundings(existing, known.remarks))
    told = (*known.origin, *(line.format(noun=kind.noun) for line in _HOW_TO))
    head = [line for said in told for line in explained.remarked(said.strip(), " " * (len(said) - len(said.lstrip())))]
    return drafted(kind, known.id, framed(kind, [*head, *fields]), content.name)


def _ids(folder: Path, suffix: str) -> tuple[str, ...]:
    return tuple(sorted(file.stem for file in folder.glob(f"[!.]*{suffix}")))


def framed(kind: Kind[Author], lines: list[str], body: str = "") -> str:
    """Return the lines as a whole file; of prose, they stand in its head, above its text."""
    return "\n".join(["---", *lines, "---", body or _BODY] if kind.suffix == ".md" else lines) + "\n"


def drafted(kind: Kind[Author], identifier: str, text: str, folder: str) -> Checked[Draft | None]:
    """Return a text as a draft, unless the check finds an error in it: that fields are missing is none.

    `folder` is the name of the content folder.
    """
    path = f"{folder}/{kind.name}/{identifier}{kind.suffix}"
    read, problems = documents.read(text.encode(), path, identifier, kind)
    missing = tuple(gap.told() for gap in read.missing) if isinstance(read, Unfinished) else ()
    return Checked(None if has_errors(problems) else Draft(kind, identifier, text, missing), problems)
