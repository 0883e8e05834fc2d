"""What is printed apart from a build: one edition, the sheets of some trades, the record of what went to print."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from oma_builder.artifact import Artifact
from oma_builder.content.schema import EDITIONS, METIERS
from oma_builder.guide import editions as recorded_editions
from oma_builder.guide import recording, routes
from oma_builder.guide.changes import changes_since
from oma_builder.guide.fingerprints import all_fingerprints
from oma_builder.guide.model import Guide
from oma_builder.guide.on_paper import as_published
from oma_builder.guide.recording import Layout
from oma_builder.pipeline import print_context, produce_pictures, read
from oma_builder.print import editions
from oma_builder.print.editions import whole
from oma_builder.print.erratum import print_erratum
from oma_builder.print.forms import FORMS, SCREEN
from oma_builder.print.typeset import Task, Typeset, book_of, carry_out, fiches_of, typesetting
from oma_builder.problems import BuildError, Checked, ExitCode, has_errors, tidy
from oma_builder.progress import Clock, Notify
from oma_builder.project import Project, Summary
from oma_builder.publish.output import write, write_one

_PROOF = "Aperçu : ce guide peut montrer des fiches qui ne sont pas publiées."


@dataclass(frozen=True, slots=True)
class Prints:
    """What is to be printed apart from a build: an edition by its name, what it is cut to, a cut one's form and length."""

    edition: str
    things: tuple[str, ...] = ()
    form: str = "ecran"
    is_short: bool = False


def print_apart(project: Project, wanted: Prints, notify: Notify) -> Checked[tuple[Artifact, ...]]:
    """Make the PDF files of one edition, or of the sheets of some trades, and nothing else.

    Raises `BuildError` when the guide lacks what is `wanted`.
    """
    clock = Clock(notify)
    (_, guide), problems = read(project, clock)
    if guide is None or has_errors(problems):
        return Checked((), problems)
    made, found = _made(_wanted(guide, wanted), guide, project, clock)
    problems = tidy((*problems, *found), strict=project.is_strict)
    return Checked(() if has_errors(problems) else made.artifacts, problems)


def print_all(project: Project, notify: Notify) -> Checked[Summary]:
    """Print all that a build would, into the output of a project, and nothing else; every page says that it is a proof.

    Nothing is written with an error. Raises `BuildError` when the environment forbids it.
    """
    clock = Clock(notify)
    (_, guide), problems = read(project, clock)
    if guide is None or has_errors(problems):
        return Checked(Summary(), problems)
    pictures, found = produce_pictures(guide, project, clock)
    context = print_context(as_published(_as_proof(guide)), pictures, project)
    with clock.stage("guides imprimés") as tick, typesetting(context, project.jobs) as printed:
        paper, on_paper = printed(tick)
    problems = tidy((*problems, *found, *on_paper), strict=project.is_strict)
    if has_errors(problems):
        return Checked(Summary(), problems)
    return Checked(
        Summary(pdf_pages=paper.pages, written=write(paper.artifacts, project.output, project.jobs)), problems
    )


def _as_proof(guide: Guide) -> Guide:
    """Return a guide whose pages bear the stamp of a proof, since it may hold what is not published."""
    return replace(guide, site=replace(guide.site, notice=guide.site.notice or _PROOF))


def _made(tasks: Iterable[Task], guide: Guide, project: Project, clock: Clock) -> Checked[Typeset]:
    """Make the pictures, then the PDF files: none when a picture has an error."""
    pictures, problems = produce_pictures(guide, project, clock)
    if has_errors(problems):
        return Checked(Typeset(), problems)
    with clock.stage("impression") as tick:
        made, found = carry_out(tasks, print_context(guide, pictures, project), project.jobs, tick)
    return Checked(made, (*problems, *found))


def _wanted(guide: Guide, wanted: Prints) -> tuple[Task, ...]:
    form = FORMS[wanted.form]
    if wanted.edition == editions.SHEETS and not wanted.is_short:
        return tuple(fiches_of(editions.chosen_metiers(guide, wanted.things, form), routes.FICHES))
    if wanted.edition == editions.SHEETS:
        hint = "retirez --court, ou écrivez --edition selection"
        raise BuildError("les fiches n’ont pas de forme courte", hint, ExitCode.USAGE)
    edition = editions.edition(guide, wanted.edition, wanted.things, form)
    return (book_of(editions.shortened(edition) if wanted.is_short else edition, ""),)


def erratum(project: Project, identifier: str, notify: Notify) -> Checked[Artifact | None]:
    """Make the sheet that mends the copies of a recorded edition; None when nothing has changed since, or on an error.

    Raises `BuildError` when no such edition was recorded.
    """
    clock = Clock(notify)
    (corpus, guide), problems = read(project, clock)
    if guide is None or has_errors(problems):
        return Checked(None, problems)
    edition = _recorded_as(identifier, guide)
    changes = changes_since(edition, guide.metiers, all_fingerprints(corpus.of(METIERS), guide.demands))
    if not any((changes.changed, changes.withdrawn, changes.new)):
        return Checked(None, problems)
    with clock.stage("impression") as tick:
        task = Task(f"l’erratum de l’édition {edition.name}", partial(print_erratum, edition, changes))
        made, _ = carry_out((task,), print_context(guide, (), project), project.jobs, tick)
    return Checked(made.artifacts[0], problems)


def _recorded_as(identifier: str, guide: Guide) -> recorded_editions.Edition:
    editions = {edition.id: edition for edition in guide.editions}
    if identifier not in editions:
        listed = ", ".join(editions) or "aucune pour l’instant : python build.py record"
        raise BuildError(f"aucune édition « {identifier} » n’est enregistrée", f"existent : {listed}", ExitCode.USAGE)
    return editions[identifier]


@dataclass(frozen=True, slots=True)
class Recorded:
    """A recorded edition, its file, and whether it had to be written: it may have said the same already."""

    edition: recorded_editions.Edition
    file: Path
    is_written: bool


def record(
    project: Project, notify: Notify, *, identifier: str = "", may_replace: bool = False
) -> Checked[Recorded | None]:
    """Write down, in the content, what the guide prints today, as the edition `identifier`: by default, the year in its name.

    With an error in the content, nothing is written, and the value is None. Raises `BuildError` when that edition was
    recorded already and said something else, unless it may be replaced.
    """
    clock = Clock(notify)
    (corpus, guide), problems = read(project, clock)
    if guide is None or has_errors(problems):
        return Checked(None, problems)
    paper, found = _made((book_of(whole(guide, SCREEN), ""),), guide, project, clock)
    problems = tidy((*problems, *found), strict=project.is_strict)
    if has_errors(problems) or paper.laid is None:
        return Checked(None, problems)
    starts = {name: span.first for name, span in paper.laid.spans.items()}
    layout, fields = Layout(paper.pages, starts, paper.seal), all_fingerprints(corpus.of(METIERS), guide.demands)
    made = recording.recorded(identifier or recording.name_of(guide.site.edition), guide, layout, fields)
    return Checked(_kept(made, guide.editions, project.content / EDITIONS.name, may_replace=may_replace), problems)


def _kept(
    made: recorded_editions.Edition, known: Iterable[recorded_editions.Edition], folder: Path, *, may_replace: bool
) -> Recorded:
    """Write the record, unless one that says the same is there."""
    file = folder / f"{made.id}.yaml"
    for other in known:
        if other.id == made.id and recording.is_same(made, other):
            return Recorded(other, file, is_written=False)
        if other.id == made.id and not may_replace:
            message = (
                f"l’édition « {other.name} » est déjà enregistrée dans {folder.name}/{file.name}, et dit autre chose"
            )
            hint = "une nouvelle édition prend un autre nom dans site.yaml ; si rien n’est imprimé, ajoutez --replace"
            raise BuildError(message, hint, ExitCode.USAGE)
        if other.id != made.id and other.name == made.name:
            message = f"l’édition « {made.name} » est déjà enregistrée dans {folder.name}/{other.id}.yaml"
            raise BuildError(message, f"donnez --id {other.id}, ou changez son nom dans site.yaml", ExitCode.USAGE)
    write_one(file, recording.as_text(made).encode())
    return Recorded(made, file, is_written=True)
