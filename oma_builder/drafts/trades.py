"""A new trade out of the embedded sheets of ROME, for a guide that has other trades."""

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from oma_builder.content import reference
from oma_builder.content.schema import METIERS
from oma_builder.content.typography import slugify
from oma_builder.drafts.document import Known, right_id, titled
from oma_builder.drafts.existing import by_code
from oma_builder.problems import BuildError, ExitCode
from oma_builder.rome import extract
from oma_builder.rome.drafting import one, what_to_do
from oma_builder.rome.drafts import Directory, Draft, directory
from oma_builder.rome.record import origin

_WORDS_OF_ROME = ("accroche", "missions", "competences")
"""The fields that ROME fills with sentences of its own, written for those who hire."""
_IN_OTHER_WORDS = "Ces phrases sont celles du ROME, écrites pour des professionnels : récrivez-les pour des élèves, en mots de tous les jours."
_CLOSE_AT_MOST = 3
"""Similar trades that the guide asks for: it adds others by itself."""


def from_rome(code: str, title: str, identifier: str, content: Path, today: datetime.date) -> Known:
    """Return what ROME says of the trade of a code, under its own name or another one. Raises `BuildError`."""
    known = directory(extract.embedded()) if code.strip().upper() in reference.rome() else None
    draft = one(known, code.strip(), today) if known else None
    if known is None or draft is None:
        raise BuildError(f"aucune fiche du ROME n’a le code « {code} »", what_to_do(code), ExitCode.USAGE)
    near, remarks = _neighbours(draft, known, content)
    values = {**draft.fields, **({"similaires": near} if near else {})}
    rewritten = {name: (_IN_OTHER_WORDS,) for name in _WORDS_OF_ROME if name in values}
    head = tuple(origin(draft.sheet, known.spelt))
    found = Known(draft.id, values, head, {"similaires": tuple(remarks), **rewritten}, tuple(rewritten))
    found = _under_title(found, title) if title else found
    return replace(found, id=right_id(identifier)) if identifier else found


def _neighbours(draft: Draft, known: Directory, content: Path) -> tuple[list[str], list[str]]:
    """Return the trades of the guide to which one may move, and what is said of the others."""
    there = by_code(content / METIERS.name)
    moves = reference.rome()[draft.sheet.code].moves
    close = [Path(name).stem for code in moves for name in there.get(code, ())]
    told = [f"{code} {known.spelt(reference.rome()[code].label)}" for code in moves]
    remarks = [f"D’après le ROME : {' ; '.join(told)}."] if told else []
    return list(dict.fromkeys(close))[:_CLOSE_AT_MOST], remarks


def _under_title(found: Known, title: str) -> Known:
    """Return a trade under another of its names: that of its sheet is then one of the others."""
    wanted = _both_genders(title, found)
    others = [name for name in (found.values["titre"], *found.values.get("synonymes", ())) if "feminin" in name]
    synonyms = [name for name in others if slugify(name["masculin"]) != slugify(wanted["masculin"])]
    values = {**found.values, "titre": wanted, **({"synonymes": synonyms} if synonyms else {})}
    ordered = {name: values[name] for name in METIERS.model.model_fields if name in values}
    return replace(found, id=right_id(wanted["masculin"]), values=ordered)


def _both_genders(title: str, found: Known) -> Mapping[str, str]:
    """Return a title in both genders: as the sheet has it, or as it was typed."""
    alike = (name for name in _names(found) if slugify(title) in map(slugify, name.values()))
    return next(alike, None) or titled(title)


def _names(found: Known) -> Iterator[Mapping[str, str]]:
    yield found.values["titre"]
    yield from found.values.get("synonymes", ())
