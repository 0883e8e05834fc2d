"""The ways to a trade, stage by stage: what is true of all the diplomas of a stage is told once, the rest with each."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from oma_builder.content import schema
from oma_builder.content.documents import Document
from oma_builder.content.kinds import metier as written
from oma_builder.content.kinds.formation import Formation
from oma_builder.guide import routes, vocabulary
from oma_builder.guide.publication import is_draft
from oma_builder.guide.references import References
from oma_builder.guide.values import Link
from oma_builder.problems import Problem


@dataclass(frozen=True, slots=True)
class Alternative:
    """One of the diplomas of a stage, with the facts that the others do not share."""

    link: Link
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """One stage of a path of study: a diploma or one of several, then the facts that all share; `note` may be empty.

    Whoever has its diploma can do the trade when it `opens` it; a stage that `is_further` is there for those who want more.
    """

    alternatives: tuple[Alternative, ...]
    facts: tuple[str, ...]
    note: str
    opens: bool
    is_further: bool

    @property
    def formations(self) -> tuple[Link, ...]:
        """The diplomas, without what is said of them."""
        return tuple(alternative.link for alternative in self.alternatives)


@dataclass(frozen=True, slots=True)
class StudyPath:
    """One way to the trade after the collège; `years` to the diploma that opens it, None where they are not all known."""

    title: str
    steps: tuple[Step, ...]
    years: int | None = None


def study_paths(given: Sequence[written.StudyPath], refs: References) -> tuple[StudyPath, ...]:
    """Return the ways to a trade, without the diplomas, the stages and the ways that are not shown today."""
    return tuple(path for path in (_path(one, refs) for one in given) if path.steps)


def _path(given: written.StudyPath, refs: References) -> StudyPath:
    steps = tuple(_steps(given, refs))
    return StudyPath(given.intitule, steps, _years(steps) if len(steps) == len(given.etapes) else None)


_IN_YEARS = re.compile(r"(\d+)\sans?(?:$|, dès| après)")
_OTHER_LENGTH = re.compile(r"\ban(?:née)?s?\b|\bmois\b")


def _years(steps: Iterable[Step]) -> int | None:
    """Add up the lengths of the stages to the one that opens a trade, if each says one in whole years and its note no other."""
    total = 0
    for step in steps:
        if step.is_further:
            break
        length = next((found[1] for found in map(_IN_YEARS.match, step.facts) if found), None)
        if length is None or _OTHER_LENGTH.search(step.note):
            return None
        total += int(length)
    return total


def _steps(path: written.StudyPath, refs: References) -> Iterator[Step]:
    for rank, step in enumerate(path.etapes):
        if formations := tuple(refs.some(schema.FORMATIONS, step.diplomas)):
            shared, own = told_once([_facts(formation.entry) for formation in formations])
            links = (Link(formation.entry.intitule, routes.formation(formation.id)) for formation in formations)
            yield Step(
                alternatives=tuple(map(Alternative, links, own)),
                facts=shared,
                note=step.precision or "",
                opens=rank >= path.opening,
                is_further=rank > path.opening,
            )


def _facts(formation: Formation) -> tuple[str, ...]:
    """Return level, length and ways of a diploma; the level is empty where its name begins with it, as that of a CAP does."""
    level, first = vocabulary.AT_LEVEL[formation.niveau], formation.intitule.split()[0]
    is_named = first.casefold() in level.casefold().split()
    duration = formation.duree[:1].lower() + formation.duree[1:]
    return ("" if is_named else level, duration, vocabulary.ways(formation.voies))


def told_once(facts: Sequence[tuple[str, ...]]) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """Return the facts that all share, then those of each that some do not; each answers the same questions in order."""
    shared = {answers[0] for answers in zip(*facts, strict=True) if len(set(answers)) == 1}
    own = [tuple(fact for fact in one if fact and fact not in shared) for one in facts]
    return tuple(fact for fact in facts[0] if fact and fact in shared), own


def hidden_steps(document: Document[written.Metier], unpublished: Mapping[str, Formation]) -> Iterator[Problem]:
    """Warn of a stage of study that readers will not see, since none of its diplomas is published.

    One whose diplomas are only out of their time is told as such: that comes with the days.
    """
    for rank, path in enumerate(document.entry.etudes):
        for index, step in enumerate(path.etapes):
            names, at = step.diplomas, ("etudes", rank, "etapes", index, "formation")
            if not all(name in unpublished for name in names):
                continue
            if all(is_draft(unpublished[name]) for name in names):
                message = f"la formation « {step.formation} » n’est pas publiée : cette étape ne se verra pas"
                hint = "publiez la formation, ou changez ce parcours"
                yield document.warning(at, "etape-cachee", message, hint)
            else:
                message = (
                    f"la formation « {step.formation} » n’est pas montrée aujourd’hui : cette étape ne se voit pas"
                )
                hint = "voyez ses dates de publication, ou changez ce parcours"
                yield document.information(at, "rien-a-montrer", message, hint)
