"""What the last build into a folder saw, left and found. It is kept in the cache, under the name of that folder."""

import json
import os
from dataclasses import asdict, dataclass, replace
from hashlib import sha256
from typing import Any

from oma_builder.cache import digest_of_folder
from oma_builder.incremental.inputs import Inputs
from oma_builder.problems import Problem, Severity
from oma_builder.project import Approved, Carried, Project, Summary, Withheld, Written
from oma_builder.stamps import Stamps


@dataclass(frozen=True, slots=True)
class Record:
    """One build: what it was made from, the state of the folder it left (`left`), what it did and what is wrong."""

    inputs: Inputs
    left: str
    summary: Summary
    problems: tuple[Problem, ...]


def write(project: Project, record: Record) -> None:
    """Keep the record of the last build; without one, the next build does everything."""
    kept = asdict(replace(record, inputs=Inputs(record.inputs.asked, {}, record.inputs.fresh)))
    kept["inputs"]["files"] = record.inputs.files  # already what JSON knows: nothing of it need be copied
    kept["summary"]["written"].pop("changes", None)
    project.cache.put(_key(project), json.dumps(kept, separators=(",", ":")).encode())


def is_kept(project: Project) -> bool:
    """Say whether there is a record of an earlier build."""
    return bool(project.cache.part(_key(project), 0, 1))


def read(project: Project) -> Record | None:
    """Return the record of the last build, if there is one; its summary is that of a build which found nothing to write."""
    kept = project.cache.get(_key(project))
    try:
        return _record(json.loads(kept)) if kept else None
    except (ValueError, KeyError, TypeError, AttributeError):  # an older program wrote it, which told other things
        return None


def _record(told: dict[str, Any]) -> Record:
    seen, summary = told["inputs"], told["summary"]
    files = {path: tuple(stamp) for path, stamp in seen["files"].items()}
    standing = Written(0, summary["written"]["written"] + summary["written"]["unchanged"], 0)
    films = tuple(Carried(**film) for film in summary["films"])
    withheld = tuple(Withheld(**document) for document in summary["withheld"])
    approvals = tuple(Approved(**document) for document in summary["approvals"])
    problems = tuple(Problem(**{**one, "severity": Severity(one["severity"])}) for one in told["problems"])
    read = {"written": standing, "seconds": (), "films": films, "withheld": withheld, "approvals": approvals}
    found = Summary(**{**summary, **read})
    return Record(Inputs(seen["asked"], files, seen["fresh"]), told["left"], found, problems)


def state_of(there: Stamps) -> str:
    """Return a digest of the stamps of all that is in a folder."""
    return sha256(os.fsencode(repr(sorted(there.items())))).hexdigest()


def _key(project: Project) -> str:
    return digest_of_folder("journal 3", project.output)
