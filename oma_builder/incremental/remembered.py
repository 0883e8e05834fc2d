"""What earlier builds have read and rendered, kept in the cache for as long as the program is the same."""

import os

from oma_builder.cache import digest
from oma_builder.content import memory
from oma_builder.content.memory import Memory
from oma_builder.incremental.inputs import program_of
from oma_builder.project import Project


def documents(project: Project) -> Memory:
    """Return the documents that the last build of this content has read; what is released is read anew."""
    if project.for_release:
        return Memory()
    return memory.loaded(project.cache.get(_documents(project)), program_of(project))


def keep_documents(project: Project, before: Memory, now: Memory) -> None:
    """Keep what a build has read for the next."""
    if before.packed.keys() != now.packed.keys():
        project.cache.put(_documents(project), memory.dumped(now, program_of(project)))


def _documents(project: Project) -> str:
    return digest("documents 1", os.fsencode(os.path.abspath(project.content)))
