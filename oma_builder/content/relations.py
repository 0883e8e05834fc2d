"""What documents name: every reference of an author's entry, with the kind it must be of."""

import typing
from collections.abc import Iterator
from functools import cache
from typing import Any

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from oma_builder.content.kinds.base import Author, Refers
from oma_builder.content.parser import Pointer


class Named(typing.NamedTuple):
    """One reference: where it stands, the kind it must be of, the identifier written."""

    at: Pointer
    kind: str
    id: str


def named(entry: Author) -> Iterator[Named]:
    """Yield every reference that an entry makes, in the order of its fields."""
    yield from _below(entry, ())


def _below(entry: BaseModel, at: Pointer) -> Iterator[Named]:
    for name, kind in _fields(type(entry)):
        value = getattr(entry, name)
        parts = enumerate(value) if isinstance(value, tuple) else ((None, value),)
        for index, part in parts:
            here = (*at, name) if index is None else (*at, name, index)
            if isinstance(part, BaseModel):
                yield from _below(part, here)
            elif kind and part is not None:
                yield Named(here, kind, part)


@cache
def _fields(model: type[BaseModel]) -> tuple[tuple[str, str], ...]:
    """Return the fields that hold references, with their kind, and those whose models do (kind is empty)."""
    fields = ((name, field) for name, field in model.model_fields.items())
    return tuple((name, _kind(field)) for name, field in fields if _kind(field) or _leads_to_some(field.annotation))


def _kind(field: FieldInfo) -> str:
    return next(_marks((*field.metadata, field.annotation)), "")


def _marks(parts: tuple[Any, ...]) -> Iterator[str]:
    for part in parts:
        if isinstance(part, Refers):
            yield part.kind
        elif not (isinstance(part, type) and issubclass(part, BaseModel)):
            yield from _marks((*getattr(part, "__metadata__", ()), *typing.get_args(part)))


def _leads_to_some(annotation: Any) -> bool:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return bool(_fields(annotation))
    return any(map(_leads_to_some, typing.get_args(annotation)))
