"""The agreement as readers see it: what it is, and where it stands on the day of the build."""

import datetime
from dataclasses import dataclass

from oma_builder.content.documents import Document
from oma_builder.content.kinds import convention as written
from oma_builder.content.markdown import Node
from oma_builder.guide.references import References
from oma_builder.problems import plural


@dataclass(frozen=True, slots=True)
class Amendment:
    """One amendment: the day it was signed, and what it changes."""

    date: datetime.date
    subject: str


@dataclass(frozen=True, slots=True)
class Convention:
    """The agreement: for how long it is renewed (`lasts`: « 2 ans »), how often it was, and its next term.

    Once it is terminated, `terminated` is the day on which a party said so, and `ends` the first on which it holds no more.
    """

    file: str
    title: str
    signed: datetime.date
    lasts: str
    renewals: int
    term: datetime.date
    body: tuple[Node, ...]
    amendments: tuple[Amendment, ...]
    terminated: datetime.date | None
    ends: datetime.date | None
    is_over: bool


def link_convention(
    document: Document[written.Convention] | None, refs: References, today: datetime.date
) -> Convention | None:
    """Return the agreement as it stands on `today`; none when no file tells of it."""
    if document is None:
        return None
    entry, term = document.entry, document.entry.next_term(today)
    return Convention(
        file=document.path,
        title=entry.titre,
        signed=entry.signee_le,
        lasts=plural(entry.duree_annees, "an"),
        renewals=max((term.year - entry.signee_le.year) // entry.duree_annees - 1, 0),
        term=term,
        body=refs.text(document, "presentation"),
        amendments=tuple(Amendment(one.date, one.objet) for one in entry.avenants),
        terminated=entry.denonciation.date if entry.denonciation else None,
        ends=entry.ends,
        is_over=entry.is_over(today),
    )
