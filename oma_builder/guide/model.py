"""The linked guide: what readers get, before it is HTML or paper.

Everything is frozen; relations are small views (`Link`, `Card`) instead of references to whole documents.
Texts already carry French typography; Markdown is a tree whose link targets are routes or addresses.
"""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import quote

from oma_builder.content import schema
from oma_builder.content.kind import Kind
from oma_builder.content.kinds.base import Author
from oma_builder.guide import routes, vocabulary
from oma_builder.guide.accessibility import Declaration
from oma_builder.guide.actors import Actor
from oma_builder.guide.approvals import Approval
from oma_builder.guide.audiences import Audience
from oma_builder.guide.briefs import Cahier
from oma_builder.guide.campuses import Campus
from oma_builder.guide.convention import Convention
from oma_builder.guide.editions import Edition
from oma_builder.guide.events import Event
from oma_builder.guide.films import Film
from oma_builder.guide.formations import Formation
from oma_builder.guide.glossary import Glossary
from oma_builder.guide.hosts import HostOffer, Rule
from oma_builder.guide.initiatives import Initiative
from oma_builder.guide.interests import InterestPage
from oma_builder.guide.metiers import Metier
from oma_builder.guide.pages import Handbook, TextPage
from oma_builder.guide.pictures import Derivative, Picture
from oma_builder.guide.prints import Prints
from oma_builder.guide.recruitment import Demand, Survey
from oma_builder.guide.sectors import Sector
from oma_builder.guide.short_addresses import ShortAddress
from oma_builder.guide.territories import Academie, Territory
from oma_builder.guide.values import Card
from oma_builder.guide.wishes import Spoken


@dataclass(frozen=True, slots=True)
class Partner:
    """Who stands behind the guide, and as what; `address` may be empty."""

    name: str
    role: str
    address: str


@dataclass(frozen=True, slots=True)
class SiteInfo:
    """What is true of every page; `address` ends in a slash, `notice` may be empty.

    `report` is where mistakes are reported, with `{fiche}` for the sheet's name; when empty, by mail to `contact`.
    Without an agreement in force there are no `partners` to name. `licence_code` is that of SPDX; it may be empty.
    """

    title: str
    slogan: str
    description: str
    address: str
    contact: str
    report: str
    publisher: str
    notice: str
    edition: str
    closed_on: datetime.date
    licence: str
    licence_code: str
    prints: Prints
    partners: tuple[Partner, ...]
    convention: Convention | None

    @property
    def contact_to(self) -> str:
        """What the contact's address, where it is shown, links to; empty where that reaches nobody."""
        return routes.mail_to(self.contact)

    @property
    def licence_address(self) -> str:
        """Where the text of the licence is, or nothing."""
        return vocabulary.LICENCES.get(self.licence_code, "")

    def report_of(self, sheet: str) -> str:
        """Return where a mistake in a sheet is reported: a form of the forge, or a mail that already has its subject."""
        if self.report:
            return self.report.replace("{fiche}", quote(sheet))
        return f"mailto:{self.contact}?subject={quote(f'Erreur dans la fiche {sheet}')}"

    def withdrawal_of(self, film: str) -> str:
        """Return where a family asks that a film be withdrawn: a mail that already has its subject; empty where none reaches us."""
        return self.contact_to and f"{self.contact_to}?subject={quote(f'Retrait du film : {film}')}"


@dataclass(frozen=True, slots=True)
class Guide:
    """The whole guide, in reading order; `lists` holds the routes of the program's own pages that have content.

    Every kind of document has its field, named in its row (`content.schema`); `others` holds, by name, the kinds that
    nothing else of the guide shows. `awaiting` gives the routes of what waits for an agreement, with the labels of their places on paper.
    """

    site: SiteInfo
    accessibility: Declaration
    metiers: tuple[Metier, ...]
    sectors: tuple[Sector, ...]
    interests: tuple[InterestPage, ...]
    formations: tuple[Formation, ...]
    territories: tuple[Territory, ...]
    academies: tuple[Academie, ...]
    campuses: tuple[Campus, ...]
    hosts: tuple[HostOffer, ...]
    rules: tuple[Rule, ...]
    events: tuple[Event, ...]
    initiatives: tuple[Initiative, ...]
    actors: tuple[Actor, ...]
    audiences: tuple[Audience, ...]
    handbooks: tuple[Handbook, ...]
    briefs: tuple[Cahier, ...]
    pages: tuple[TextPage, ...]
    films: tuple[Film, ...]
    glossary: Glossary | None
    spoken: Spoken
    editions: tuple[Edition, ...]
    surveys: tuple[Survey, ...]
    approvals: tuple[Approval, ...]
    awaiting: Mapping[str, str]
    others: Mapping[str, tuple[Any, ...]]
    short_addresses: tuple[ShortAddress, ...]
    cards: tuple[Card, ...]
    derivatives: tuple[Derivative, ...]
    cover: Picture | None
    lists: frozenset[str]
    has_pdf: bool
    today: datetime.date

    @property
    def survey(self) -> Survey | None:
        """The year of which figures are told, if any may be shown."""
        return next(iter(self.surveys), None)

    @property
    def demands(self) -> dict[str, Demand]:
        """What is planned in each trade of which that is known, by its identifier."""
        return {metier.id: metier.demand for metier in self.metiers if metier.demand}

    def of(self, kind: Kind[Author]) -> tuple[Any, ...]:
        """Return what there is of a kind, in reading order."""
        return getattr(self, kind.field) if kind.field else self.others[kind.name]

    def with_views(self, views: Mapping[str, tuple[Any, ...]]) -> "Guide":
        """Return the same guide with other views of its documents, given by the names of their kinds."""
        own: dict[str, Any] = {kind.field: views[kind.name] for kind in schema.KINDS if kind.field}
        return replace(self, others={name: views[name] for name in self.others}, **own)
