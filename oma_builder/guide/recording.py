"""The guide of today → the record of a printed edition, and its file."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from oma_builder.content.typography import slugify
from oma_builder.content.writing import quoted
from oma_builder.guide.editions import Edition, Sheet
from oma_builder.guide.fingerprints import Fingerprints
from oma_builder.guide.model import Guide

_NOTICE = (
    "Édition imprimée, enregistrée par « python build.py record ». Ne modifiez pas ce fichier :",
    "il dit ce qui est sur le papier, pour que le site dise ce qui a changé depuis.",
)
_LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class Layout:
    """What laying out the guide tells: its number of pages, the first of each trade, the digest of it all."""

    pages: int
    starts: Mapping[str, int]
    digest: str


def recorded(identifier: str, guide: Guide, layout: Layout, fields: Mapping[str, Fingerprints]) -> Edition:
    """Return the record of the guide as it is laid out; `fields` is what each trade says (`all_fingerprints`)."""
    sheets = tuple(
        Sheet(
            metier.id,
            metier.title.both,
            metier.code,
            layout.starts[metier.id],
            fields[metier.id],
            tuple(film.id for film in metier.films if film.on_paper(guide.site.address)),
        )
        for metier in guide.metiers
    )
    return Edition(identifier, guide.site.edition, guide.today, layout.digest, layout.pages, sheets)


def name_of(edition: str) -> str:
    """Return the identifier of an edition after its name: its first year, or else its words."""
    year = re.search(r"\d{4}", edition)
    return year[0] if year else slugify(edition)[:_LONGEST_NAME].strip("-")


def is_same(one: Edition, other: Edition) -> bool:
    """Say whether two records tell of the same print, whenever they were made."""
    return (one.name, one.digest, one.pages, one.sheets) == (other.name, other.digest, other.pages, other.sheets)


def as_text(edition: Edition) -> str:
    """Return the file of a record, in the authors' words: one line for all digests of a trade."""
    lines = [*(f"# {line}" for line in _NOTICE), f"nom: {quoted(edition.name)}", f"date: {edition.date.isoformat()}"]
    lines += [f"empreinte: {quoted(edition.digest)}", f"pages: {edition.pages}", "metiers:"]
    for sheet in edition.sheets:
        fields = " ".join(f"{name}={digest}" for name, digest in sheet.fields.items())
        lines += [f"  - metier: {sheet.metier}", f"    titre: {quoted(sheet.title)}"]
        lines += [f"    code_court: {quoted(sheet.code)}", f"    page: {sheet.page}", f"    champs: {fields}"]
        lines += [f"    films: [{', '.join(sheet.films)}]"] if sheet.films else []
    return "\n".join(lines) + "\n"
