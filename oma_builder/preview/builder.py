"""The process that builds a preview: it looks for what has changed, builds, and tells what came of it, again and again.

One build at a time, each but the first in a process of its own: no state survives from one to the next. What is saved during a build is
shown ahead of the next one (`ahead`), and built after it, however often it was saved.
"""

import gc
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import partial

from oma_builder import pipeline
from oma_builder.companion import Tell
from oma_builder.parallel import alongside
from oma_builder.preview import ahead
from oma_builder.preview.ahead import Known
from oma_builder.preview.watching import SLOW, Look, look, next_change
from oma_builder.problems import BuildError, Checked, Problem, as_build_error
from oma_builder.progress import silent
from oma_builder.project import Project, Summary
from oma_builder.running import tell as print_error
from oma_builder.workers import working_on

DIED = "Le processus qui construit l’aperçu s’est arrêté brutalement.\n  → la mémoire manque peut-être : il est relancé"
"""What is said when the builder itself has died."""


@dataclass(frozen=True, slots=True)
class Slow:
    """The folders are so slow to look at that a save is seen only after so many seconds."""

    seconds: float


@dataclass(frozen=True, slots=True)
class Begun:
    """A build has begun, since these files of the project have changed."""

    changed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Outdated:
    """The builder has read what has changed, templates say, and another one must build."""

    changed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a build: its summary and problems, or what `refused` it and was not an author.

    `changed` are the files that had changed before it. It is not the `latest` when pages were shown ahead (`preview.ahead`) that it
    knows nothing of.
    """

    summary: Summary = field(default_factory=Summary)
    problems: tuple[Problem, ...] = ()
    refused: str = ""
    changed: tuple[str, ...] = ()
    is_latest: bool = True

    @property
    def is_fine(self) -> bool:
        """Say whether the site now is what the files say."""
        return self.summary.written is not None


def watch(tell: Tell, project: Project, changed: tuple[str, ...] = ()) -> None:
    """Build a preview, then again at each change of the content, and tell of it: `Begun`, then its `Outcome`; `Slow`, where it applies.

    The first build is made by this process itself: what it keeps at hand (templates, tables) serves all that are forked from it. When
    something else than the content has changed, it tells that it is `Outdated`, and ends: the next one begins with these changes.
    While a build is made, the pages of what was saved are told `Ahead` of it.
    """
    seen = told = look(project)
    tell(Begun(changed))
    outcome = _outcome(partial(_build, project), changed)
    tell(outcome)
    known = _at_hand(project, outcome)
    gc.collect()
    gc.freeze()  # forked builds share it, and need not look through it
    while True:
        was_slow = seen.pause >= SLOW
        seen = next_change(project, seen)
        if seen.pause >= SLOW and not was_slow:
            tell(Slow(seen.pause))
        changed = seen.changed_since(told)
        if not _is_content(project, changed):
            tell(Outdated(changed))
            return
        tell(Begun(changed))
        outcome, known = _built(tell, project, known if outcome.is_fine else None, seen, changed)
        if outcome.is_fine or _stays(project, seen):
            tell(outcome)
            told = seen
        if outcome.is_fine and known is None:
            known = ahead.known(project)
        gc.collect()  # the collector is off since the first build, and rendering leaves cycles behind


def _is_content(project: Project, changed: tuple[str, ...]) -> bool:
    return all(path.startswith(f"{project.content.name}/") for path in changed)


def _at_hand(project: Project, outcome: Outcome) -> Known | None:
    """Return what pages can be shown of ahead of builds; what these need is at hand from then on, also where the first had nothing to do."""
    if not outcome.is_fine:
        return None
    if not outcome.summary.whole:
        _outcome(partial(pipeline.check, project, silent), ())
    return ahead.known(project)


def _built(
    tell: Tell, project: Project, known: Known | None, seen: Look, changed: tuple[str, ...]
) -> tuple[Outcome, Known | None]:
    """Build, tell meanwhile what can be shown of each save, and return what came of the build, and what is known of the last save."""
    latest = seen
    with alongside(partial(_build, project), 2) as building:
        known = _told_ahead(tell, project, known, changed)
        while building.is_at_work(latest.pause):
            now = look(project)
            if more := now.changed_since(latest):
                known, latest = _told_ahead(tell, project, known, more), now
        outcome = _outcome(building, changed)
    return replace(outcome, is_latest=latest is seen), known


def _told_ahead(tell: Tell, project: Project, known: Known | None, changed: tuple[str, ...]) -> Known | None:
    if known is None or not _is_content(project, changed):
        return None
    try:
        now, shown = ahead.ahead(known, project, changed)
    except Exception:  # noqa: BLE001 - the build that has begun meets it too, and says so
        return None
    if shown.pages:
        tell(shown)
    return now


def _stays(project: Project, seen: Look) -> bool:
    """Say whether files are still as they were: what a half-written one says is not worth an alarm."""
    return look(project).files == seen.files


def _outcome(build: Callable[[], Checked[Summary]], changed: tuple[str, ...]) -> Outcome:
    """Return what comes of a build; what escapes from it is printed, and told."""
    try:
        summary, problems = build()
    except Exception as error:  # noqa: BLE001 - a full disk, a dead worker or a bug: the next save may succeed
        print_error(error)
        return Outcome(refused=in_words(error), changed=changed)
    return Outcome(summary, problems, changed=changed)


def _build(project: Project) -> Checked[Summary]:
    gc.disable()  # as on the command line: it ends before there is much to collect
    return pipeline.build(project, silent)


def in_words(error: Exception) -> str:
    """Return what kept a build from its end, as an editor reads it."""
    refusal = error if isinstance(error, BuildError) else as_build_error(error, working_on(error))
    if refusal is None:
        return "Erreur du programme, pas de vos fichiers : le terminal en dit plus. Signalez-la avec le texte qu’il montre."
    return f"{refusal.message}\n  → {refusal.hint}" if refusal.hint else refusal.message
