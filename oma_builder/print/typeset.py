"""All the PDF files of a build: the guide in its editions, a sheet per trade, the handbooks, the briefs of films."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial

from oma_builder.artifact import Artifact
from oma_builder.guide import routes
from oma_builder.guide.model import Guide
from oma_builder.parallel import Tick, begun, no_tick
from oma_builder.print.bookwork import Printed, print_book
from oma_builder.print.briefs import print_brief
from oma_builder.print.consent_form import print_consent_form
from oma_builder.print.context import PrintContext
from oma_builder.print.editions import Edition, planned
from oma_builder.print.fiches import print_fiches
from oma_builder.print.handbooks import print_handbook
from oma_builder.print.layout import Laid
from oma_builder.problems import Checked

BATCH = 12
"""Sheets that one warm compiler makes in one go: enough to pay for its start, few enough to share between processes."""


@dataclass(frozen=True, slots=True)
class Task:
    """One piece of work, which a process of its own may do, and how messages name what it prints."""

    name: str
    work: Callable[[PrintContext], Printed]


@dataclass(frozen=True, slots=True)
class Typeset:
    """The PDF files, and how the first guide among them is laid out; `seal` is the digest of all that it says."""

    artifacts: tuple[Artifact, ...] = ()
    laid: Laid | None = None
    seal: str = ""

    @property
    def pages(self) -> int:
        """How many pages the guide has."""
        return self.laid.pages if self.laid else 0


Typesetting = Callable[[Tick], Checked[Typeset]]
"""Waits for what processes of their own are typesetting."""


@contextmanager
def typesetting(context: PrintContext, jobs: int) -> Iterator[Typesetting]:
    """Begin with every PDF that the site offers, the guide first, and give the way to them."""
    guide = context.guide
    sheets = fiches_of([metier.id for metier in guide.metiers], routes.FICHES)
    tasks = (*map(book_of, planned(guide)), *sheets, *_handbooks(guide), *_briefs(guide))
    with _begun(tasks, context, jobs) as made:
        yield made


def book_of(edition: Edition, place: str = routes.GUIDES) -> Task:
    """Return the task that prints an edition."""
    return Task(f"{place}{edition.name}.pdf", partial(print_book, edition, place))


def fiches_of(metiers: Sequence[str], place: str) -> Iterator[Task]:
    """Yield the tasks that print the sheets of these trades."""
    for start in range(0, len(metiers), BATCH):
        batch = metiers[start : start + BATCH]
        yield Task(f"les fiches imprimées : {', '.join(batch)}", partial(print_fiches, batch, place))


def carry_out(tasks: Iterable[Task], context: PrintContext, jobs: int, tick: Tick = no_tick) -> Checked[Typeset]:
    """Do the tasks."""
    with _begun(tuple(tasks), context, jobs) as made:
        return made(tick)


@contextmanager
def _begun(tasks: Sequence[Task], context: PrintContext, jobs: int) -> Iterator[Typesetting]:
    """Begin with the tasks, always in processes of their own: Typst starts threads, and what has threads cannot be forked."""
    # One process more than there are cores: whoever prints the last of three editions would begin late.
    with begun(partial(_run, context), tasks, jobs + 1, name=_name) as made:
        yield partial(_gathered, made, len(tasks))


def _gathered(made: Iterator[Printed], count: int, tick: Tick) -> Checked[Typeset]:
    printed = []
    for number, done in enumerate(made, 1):
        printed.append(done)
        tick(number, count)
    artifacts = tuple(artifact for done in printed for artifact in done.artifacts)
    problems = tuple(problem for done in printed for problem in done.problems)
    first = next((done for done in printed if done.laid), Printed(()))
    return Checked(Typeset(artifacts, first.laid, first.seal), problems)


def _handbooks(guide: Guide) -> Iterator[Task]:
    return (Task(handbook.file, partial(print_handbook, handbook)) for handbook in guide.handbooks)


def _briefs(guide: Guide) -> Iterator[Task]:
    for brief in guide.briefs:
        yield Task(brief.file, partial(print_brief, brief))
        if brief.consent:
            yield Task(brief.file, partial(print_consent_form, brief, brief.consent))


def _run(context: PrintContext, task: Task) -> Printed:
    return task.work(context)


def _name(task: Task) -> str:
    return task.name
