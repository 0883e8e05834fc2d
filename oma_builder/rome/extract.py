"""The sheets of ROME as the program embeds them: the same as from the CSV files, for those who have not got these.

`python -m tests.rome_extract FOLDER` makes the file anew from the official archive.
"""

import gzip
import json
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from oma_builder.content import reference
from oma_builder.rome.sheets import Domain, Name, Setting, Sheet, Skill

FILE = f"rome-v{reference.ROME_VERSION}-fiches.json.gz"


def pack(sheets: Iterable[Sheet]) -> bytes:
    """Return sheets as one file, the same bytes for the same sheets: what many share (skills, settings) stands once."""
    skills: dict[Skill, int] = {}
    settings: dict[Setting, int] = {}
    rows = [
        [
            *(sheet.code, sheet.label, sheet.domain.letter, sheet.domain.name, sheet.field),
            [[name.label, name.is_principal, name.is_rare] for name in sheet.names],
            *(sheet.definition, sheet.access),
            [skills.setdefault(skill, len(skills)) for skill in sheet.skills],
            [settings.setdefault(setting, len(settings)) for setting in sheet.settings],
        ]
        for sheet in sheets
    ]
    parts = {
        "skills": [[skill.label, skill.category, skill.kind, skill.is_broad] for skill in skills],
        "settings": [[setting.label, setting.kind] for setting in settings],
        "sheets": rows,
    }
    return compressed(parts)


def compressed(parts: Any) -> bytes:
    """Return plain data as a file to embed, the same bytes for the same data."""
    return gzip.compress(json.dumps(parts, ensure_ascii=False, separators=(",", ":")).encode(), 9, mtime=0)


def decompressed(raw: bytes) -> Any:
    """Return the plain data of such a file."""
    return json.loads(gzip.decompress(raw))


def unpack(raw: bytes) -> tuple[Sheet, ...]:
    """Return the sheets of such a file, in their order."""
    parts: Mapping[str, Any] = decompressed(raw)
    skills = [Skill(*values) for values in parts["skills"]]
    settings = [Setting(*values) for values in parts["settings"]]
    return tuple(
        Sheet(
            *(code, label, Domain(letter, domain), field),
            tuple(Name(*values) for values in names),
            *(tuple(definition), tuple(access)),
            tuple(skills[at] for at in of_skills),
            tuple(settings[at] for at in of_settings),
        )
        for code, label, letter, domain, field, names, definition, access, of_skills, of_settings in parts["sheets"]
    )


@cache
def embedded() -> tuple[Sheet, ...]:
    """Return the 1,584 sheets of ROME 4.0 version 60."""
    return unpack(reference.data(FILE))
