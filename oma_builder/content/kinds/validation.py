"""The approval of one document by one party: `content/validations/<party>/<kind>/<id>.yaml`, made by `python build.py approve`.

A folder for each party: the host of the project can then let each add its own approvals alone (CODEOWNERS), and two parties
who approve on the same day write two files, which no merge has to bring together.
"""

import json
import re
from collections.abc import Mapping
from typing import Annotated, Any, NamedTuple

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from oma_builder.content.fields import RECORDED, Date, Given, Label, Seal
from oma_builder.content.kinds.base import Author
from oma_builder.content.persons import named_in
from oma_builder.content.wording import digest_of

_LINE = re.compile(r"([a-z0-9_]+|[a-z-]+/[a-z0-9.-]+) = (.+)", re.ASCII)

Meaning = Mapping[str, Any]
"""What a document says, by the authors' names of its fields, and the digest of each file it shows, by `<folder>/<name>`."""


class Subject(NamedTuple):
    """Whose approval a file holds, and of which document."""

    party: str
    kind: str
    id: str


def subject(identifier: str) -> Subject:
    """Return what an approval is about, from its place below `content/validations/`."""
    return Subject(*identifier.split("/"))


def as_lines(said: Meaning) -> str:
    """Return what a document says as people can read it again in ten years: a line for each field, its value in JSON."""
    return "".join(
        f"{name} = {json.dumps(value, ensure_ascii=False, sort_keys=True)}\n" for name, value in said.items()
    )


def from_lines(text: str) -> Meaning:
    """Return what such lines say. Raises `ValueError` when they are none."""
    try:
        return {name: json.loads(value) for name, value in map(_pair, text.splitlines())}
    except RecursionError as error:
        raise ValueError(text) from error


def _pair(line: str) -> tuple[str, str]:
    if match := _LINE.fullmatch(line):
        return match[1], match[2]
    raise ValueError(line)


def _function(value: str) -> str:
    """Refuse what seems to name a person: an agreement is that of a function, and Git never forgets."""
    if name := named_in(value):
        told = {
            "name": name,
            "hint": "donnez la fonction ou le service, comme « déléguée régionale », jamais la personne",
        }
        raise PydanticCustomError("personne-nommee", "« {name} » semble nommer une personne", told)
    return value


Function = Annotated[Label, AfterValidator(_function)]
"""Who gave an agreement, as what; never a person."""


def _readable(value: str) -> str:
    try:
        from_lines(value)
    except ValueError as error:
        raise PydanticCustomError("accord-abime", "cette copie est abîmée", {"hint": RECORDED}) from error
    return value


class Validation(Author):
    """One party's agreement to what one document said on one day (agreement, article 10)."""

    fonction: Function = Field(description="la fonction de qui a donné l’accord ; **jamais le nom d’une personne**")
    date: Date = Field(description="le jour de l’accord")
    empreinte: Seal = Field(description="l’empreinte de ce que la fiche disait, images comprises")
    copie: Annotated[Given, AfterValidator(_readable)] = Field(
        description="ce que la fiche disait, champ par champ, pour montrer ce qui a changé depuis"
    )

    @property
    def is_as_recorded(self) -> bool:
        """Say whether it is of the very words that it keeps: one changed by hand is of nothing."""
        return digest_of(from_lines(self.copie)) == self.empreinte
