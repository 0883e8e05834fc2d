"""A party approves documents: which ones are meant, what would be recorded of each, and the file that records it."""

import datetime
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Any

from oma_builder.content.documents import Document
from oma_builder.content.kind import Kind
from oma_builder.content.kinds.base import Author
from oma_builder.content.kinds.validation import Meaning, as_lines, from_lines
from oma_builder.content.loader import Corpus
from oma_builder.content.parties import PARTIES
from oma_builder.content.rules.relations import meant
from oma_builder.content.schema import METIERS, SECTEURS, VALIDATIONS
from oma_builder.content.wording import digest_of
from oma_builder.guide.approvals import Approval, files_of, link_approvals, meaning, to_approve
from oma_builder.problems import BuildError, ExitCode
from oma_builder.stewardship.differences import Difference, differences

_NOTICE = "enregistré par « python build.py approve ». Ne modifiez pas ce fichier : il ne vaudrait plus rien."


@dataclass(frozen=True, slots=True)
class Subject:
    """A document that a party may approve: what it says now, where the parties stand, and what each approved last."""

    kind: Kind[Author]
    document: Document[Any]
    said: Meaning
    approval: Approval
    approved: dict[str, Meaning]

    @property
    def name(self) -> str:
        """Its folder and name, as commands take it."""
        return f"{self.kind.name}/{self.document.id}"

    def state(self, party: str) -> str:
        """Return where one party stands."""
        return next(agreement.state for agreement in self.approval.agreements if agreement.party == party)

    def changes(self, party: str) -> tuple[Difference, ...]:
        """Return what is said otherwise since that party approved it; nothing when it never has."""
        return differences(self.approved[party], self.said) if party in self.approved else ()


@dataclass(frozen=True, slots=True)
class Chosen:
    """The documents that were asked for, and the names of those that a pattern or a sector has too and that cannot be read."""

    subjects: tuple[Subject, ...]
    left_out: tuple[str, ...]


def chosen(corpus: Corpus, names: Iterable[str], sector: str = "") -> Chosen:
    """Return the documents that are named, by `<folder>/<name>`, by their name alone, by a pattern or by their sector.

    Raises `BuildError` for a name that is nobody's, or that several documents share, or of a document with mistakes.
    """
    known, every = _known(corpus)
    wanted = {place: _is_pattern(name) for name in names for place in _places(name, known, every)}
    wanted |= dict.fromkeys(_of_sector(corpus, sector, known), True) if sector else {}
    listed = {subject.name: subject for subject in _subjects(corpus)}
    unread = sorted(place for place in wanted if place not in listed)
    if wrong := [place for place in unread if not wanted[place]]:
        hint = "corrigez-les ou finissez-les d’abord : python build.py check"
        raise BuildError(f"ces fiches ne se lisent pas encore : {', '.join(wrong)}", hint, ExitCode.CONTENT)
    return Chosen(tuple(subject for place, subject in listed.items() if place in wanted), tuple(unread))


def _known(corpus: Corpus) -> tuple[set[str], set[str]]:
    """Return the places, `<folder>/<name>`, of what needs an agreement, and those of all documents."""
    folders = {kind.name for kind in to_approve(corpus)}
    if not folders:
        hint = "dites lesquels dans content/site.yaml, comme « validations: [metiers, secteurs] »"
        raise BuildError("aucun dossier ne demande l’accord des deux parties", hint, ExitCode.USAGE)
    every = {f"{folder}/{name}" for folder, name in corpus.known}
    return {place for place in every if place.partition("/")[0] in folders}, every


def _subjects(corpus: Corpus) -> Iterator[Subject]:
    """Yield every document that needs an agreement and could be read."""
    approvals = {f"{one.kind}/{one.id}": one for one in link_approvals(corpus)}
    given, files = {one.id: from_lines(one.entry.copie) for one in corpus.of(VALIDATIONS)}, files_of(corpus)
    for kind in to_approve(corpus):
        for document in corpus.of(kind):
            place = f"{kind.name}/{document.id}"
            approved = {party: given[f"{party}/{place}"] for party in PARTIES if f"{party}/{place}" in given}
            yield Subject(kind, document, meaning(kind, document, files), approvals[place], approved)


def _is_pattern(name: str) -> bool:
    return any(sign in name for sign in "*?[")


def _places(name: str, known: Collection[str], every: Collection[str]) -> tuple[str, ...]:
    """Return the documents, of those `known` to need an agreement, that a name or a pattern stands for."""
    pattern = name if "/" in name else f"*/{name}"
    found = tuple(place for place in known if fnmatchcase(place, pattern))
    if not found and any(fnmatchcase(place, pattern) for place in every):
        hint = "pour qu’il en faille un, ajoutez son dossier à « validations » dans content/site.yaml"
        raise BuildError(f"« {name} » n’a pas besoin d’un accord", hint, ExitCode.USAGE)
    if not found:
        raise BuildError(f"aucune fiche ne s’appelle « {name} »", meant(name, known), ExitCode.USAGE)
    if len(found) > 1 and "/" not in name and not _is_pattern(name):
        hint = f"dites laquelle : {', '.join(sorted(found))}"
        raise BuildError(f"plusieurs fiches s’appellent « {name} »", hint, ExitCode.USAGE)
    return found


def _of_sector(corpus: Corpus, sector: str, known: Iterable[str]) -> Iterator[str]:
    """Yield the trades of a sector, and the sector itself."""
    if (SECTEURS.name, sector) not in corpus.known:
        names = [name for kind, name in corpus.known if kind == SECTEURS.name]
        raise BuildError(f"aucun secteur ne s’appelle « {sector} »", meant(sector, names), ExitCode.USAGE)
    trades = (document.id for document in corpus.of(METIERS) if document.entry.secteur == sector)
    places = {f"{SECTEURS.name}/{sector}", *(f"{METIERS.name}/{trade}" for trade in trades)}
    return (place for place in known if place in places)


def route(subject: Subject, party: str) -> str:
    """Return where the approval of a party is kept, in the folder of the content."""
    return f"{VALIDATIONS.name}/{party}/{subject.name}.yaml"


def as_text(subject: Subject, party: str, function: str, today: datetime.date) -> str:
    """Return the file of an approval."""
    lines = (
        f"# Accord {PARTIES[party].genitive} sur {subject.name}, {_NOTICE}",
        f"fonction: {_quoted(function)}",
        f"date: {today.isoformat()}",
        f"empreinte: {_quoted(digest_of(subject.said))}",
        "copie: |",
        *(f"  {line}" for line in as_lines(subject.said).splitlines()),
    )
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
