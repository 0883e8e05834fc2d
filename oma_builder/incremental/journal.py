"""What the last build into a folder saw, left and found. It is kept in the cache, under the name of that folder."""

import json
import os
from dataclasses import asdict, dataclass, replace
from hashlib import sha256

from oma_builder.cache import digest
from oma_builder.incremental.inputs import Inputs
from oma_builder.problems import Problem, Severity
from oma_builder.project import Carried, Project, Summary, Written
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


def read(project: Project) -> Record | None:
    """Return the record of the last build, if there is one; its summary is that of a build which found nothing to write."""
    kept = project.cache.get(_key(project))
    if kept is None:
        return None
    told = json.loads(kept)
    seen, summary = told["inputs"], told["summary"]
    files = {path: tuple(stamp) for path, stamp in seen["files"].items()}
    standing = Written(0, summary["written"]["written"] + summary["written"]["unchanged"], 0)
    films = tuple(Carried(**film) for film in summary["films"])
    problems = tuple(Problem(**{**one, "severity": Severity(one["severity"])}) for one in told["problems"])
    found = Summary(**{**summary, "written": standing, "seconds": (), "films": films})
    return Record(Inputs(seen["asked"], files, seen["fresh"]), told["left"], found, problems)


def state_of(there: Stamps) -> str:
    """Return a digest of the stamps of all that is in a folder."""
    return sha256(os.fsencode(repr(sorted(there.items())))).hexdigest()


def _key(project: Project) -> str:
    return digest("journal 1", os.fsencode(os.path.abspath(project.output)))
