"""What can be done without a whole build: nothing, when nothing has changed, or the words of a text in the pages that show it.

What is released is always made anew, whatever is remembered of it.
"""

from dataclasses import replace

from oma_builder.incremental import journal
from oma_builder.incremental.inputs import changed_when_fresh, inputs
from oma_builder.problems import Checked
from oma_builder.project import Project, Summary
from oma_builder.stamps import stamps


def quickly(project: Project) -> Checked[Summary] | None:
    """Leave the folder of a project as a whole build would, to the byte, and return what it would say; None when only that can do it.

    Raises `BuildError` when the environment forbids it.
    """
    record = journal.read(project)
    if record is None or project.for_release:
        return None
    now = inputs(project)
    changed = now.differing(record.inputs) | changed_when_fresh(record.inputs, project)
    there = stamps(project.output)
    if now.asked != record.inputs.asked or journal.state_of(there) != record.left:
        return None
    if not changed:
        return Checked(record.summary, record.problems)
    if not project.pages_only:  # sheets and the archive hold every word too
        return None
    from oma_builder.incremental import splice  # reads documents: nothing of it is needed when nothing has changed

    return splice.spliced(project, replace(record, inputs=now), splice.Before(record.inputs, there, changed))
