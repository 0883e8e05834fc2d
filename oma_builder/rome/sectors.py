"""The fourteen *grands domaines* of ROME → drafts of sectors: a name and what it holds, no colour and no picture."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from oma_builder.content.filenames import right_stem
from oma_builder.content.kinds.secteur import Secteur
from oma_builder.rome.sheets import Domain, Sheet
from oma_builder.rome.wording import Spelling, is_sentence


@dataclass(frozen=True, slots=True)
class Sector:
    """A draft: its identifier, the letter of its domain, its fields in the authors' words."""

    id: str
    letter: str
    fields: Mapping[str, Any]

    @property
    def missing(self) -> tuple[str, ...]:
        """The fields that somebody must write before it can be published."""
        asked = (name for name, field in Secteur.model_fields.items() if field.is_required())
        return tuple(name for name in asked if name not in self.fields)


def sector_id(domain: Domain) -> str:
    """Return the name of the file of a domain: the first part of its own."""
    return right_stem(domain.name.partition(",")[0])


def sectors(sheets: Iterable[Sheet], spelt: Spelling) -> tuple[Sector, ...]:
    """Return a draft for each domain of the sheets; its fields (*domaines professionnels*) present it."""
    parts: dict[Domain, dict[str, None]] = {}
    for sheet in sheets:
        parts.setdefault(sheet.domain, {})[spelt(sheet.field)] = None
    return tuple(_sector(domain, list(names), spelt) for domain, names in parts.items())


def _sector(domain: Domain, parts: list[str], spelt: Spelling) -> Sector:
    lines = (f"{', '.join(parts[:count])}." for count in range(len(parts), 0, -1))
    fields = {
        "nom": spelt(domain.name),
        "accroche": next(filter(is_sentence, lines), ""),
        "presentation": "".join(f"- {part}\n" for part in parts),
        "publication": {"etat": "brouillon"},
    }
    return Sector(sector_id(domain), domain.letter, {name: value for name, value in fields.items() if value})
