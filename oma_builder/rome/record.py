"""Drafts → files of the content, the same bytes for the same sheets; nothing that is there is lost."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from oma_builder.content.reference import ROME_VERSION
from oma_builder.content.schema import METIERS, SECTEURS
from oma_builder.content.typography import french
from oma_builder.content.writing import yaml_lines
from oma_builder.problems import BuildError, Checked, Problem, plural
from oma_builder.publish.output import write_one
from oma_builder.rome.drafts import Draft
from oma_builder.rome.sectors import Sector
from oma_builder.rome.sheets import Sheet
from oma_builder.rome.wording import Spelling

_ORIGIN = f"ROME 4.0 version {ROME_VERSION}, France Travail, Licence Ouverte"
_TOLD = 3
"""Files in the way that are told one by one."""

Files = Mapping[str, str]
"""Texts by their place in the content."""


def files(drafts: Iterable[Draft], sectors: Iterable[Sector], spelt: Spelling) -> Files:
    """Return the files of drafts and of their sectors."""
    texts = {f"{METIERS.name}/{draft.id}.yaml": _trade(draft, spelt) for draft in drafts}
    return texts | {f"{SECTEURS.name}/{sector.id}.yaml": _sector(sector) for sector in sectors}


def origin(sheet: Sheet, spelt: Spelling) -> Iterator[str]:
    """Yield what is said on top of the draft of a trade: where it comes from, and what ROME says that has no field."""
    yield f"Brouillon fait du {_ORIGIN}."
    yield f"Fiche {sheet.code} : {spelt(sheet.label)}. Domaine : {spelt(sheet.domain.name)} ; {spelt(sheet.field)}."
    yield "Ce qu’en dit le ROME pour y accéder :"
    yield from (f"  {spelt(phrase)}" for phrase in sheet.access)


def _trade(draft: Draft, spelt: Spelling) -> str:
    missing = f"Il reste à écrire, avec vos sources : {', '.join(draft.missing)}."
    return _file([*origin(draft.sheet, spelt), missing], draft.fields)


def _sector(sector: Sector) -> str:
    head = [f"Brouillon fait du {_ORIGIN} : grand domaine {sector.letter}."]
    return _file([*head, f"Il reste à écrire : {', '.join(sector.missing)}."], sector.fields)


def _file(head: Iterable[str], fields: Mapping[str, Any]) -> str:
    notes = (f"# {french(line)}" for line in head)
    return "\n".join([*notes, *yaml_lines(fields)]) + "\n"


def keep(texts: Files, content: Path, *, may_replace: bool) -> Checked[int]:
    """Write the files that are not there yet, all or none; return how many. Raises `BuildError`.

    A file that says something else is a problem, unless it may be replaced; the day of reading alone is no other thing.
    """
    changed = {place: text for place, text in texts.items() if not _says(content / place, text)}
    taken = [place for place in changed if (content / place).exists()]
    if taken and not may_replace:
        return Checked(0, tuple(_in_the_way(taken, content.name)))
    for place, text in changed.items():
        write_one(content / place, text.encode())
    return Checked(len(changed))


def _says(file: Path, text: str) -> bool:
    """Say whether a file is there and says this."""
    try:
        before = file.read_text(encoding="utf-8-sig", errors="replace") if file.exists() else ""
    except OSError as error:
        raise BuildError(f"lecture impossible de {file} : {error.strerror}", "vérifiez vos droits") from error
    return _undated(before) == _undated(text)


def _undated(text: str) -> list[str]:
    return [line for line in text.splitlines() if not line.lstrip(" -").startswith("date:")]


def _in_the_way(taken: list[str], folder: str) -> Iterator[Problem]:
    hint = "gardez cette fiche, ou ajoutez --replace pour perdre ce qu’elle dit"
    for place in taken[:_TOLD]:
        message = "cette fiche existe déjà, et dit autre chose que le brouillon"
        yield Problem(f"{folder}/{place}", 0, "import-rome-deja-la", message, hint)
    if len(taken) > _TOLD:
        message = f"{plural(len(taken) - _TOLD, 'autre fiche')} dans le même cas"
        yield Problem(folder, 0, "import-rome-deja-la", message, hint)
