"""One specimen of each component in each of its states, for the style page (`python build.py styleguide`).

Everything here is invented and says so: it is never part of the site.
"""

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from oma_builder.content.captions import Cue
from oma_builder.guide import routes, vocabulary
from oma_builder.guide.actors import Actor
from oma_builder.guide.events import Event
from oma_builder.guide.film_selection import Place
from oma_builder.guide.films import Embedded, Film, Video
from oma_builder.guide.hosts import HostOffer, Rule
from oma_builder.guide.initiatives import Initiative
from oma_builder.guide.model import Guide
from oma_builder.guide.pictures import Picture
from oma_builder.guide.recruitment import Demand, Figure, LocalDemand, Survey
from oma_builder.guide.studies import Alternative, Step, StudyPath
from oma_builder.guide.values import Card, GenderedTitle, Heading, Link, Source
from oma_builder.web.browse import Choice, Filter
from oma_builder.web.demand import HomeDemand
from oma_builder.web.long_lists import Part
from oma_builder.web.ranges import PageLink, Pagination
from oma_builder.web.views import HOME, METIERS, SECTORS, PageView

ROUTE = "charte.html"
_DAY = datetime.date(2026, 9, 1)
_LONG = "Exemple d’un intitulé de quatre-vingt-dix lettres, comme on en trouve dans les branches"
_SOURCES = (
    Source("Exemple de source avec une adresse", "https://exemple.example/", _DAY),
    Source("Exemple de source sur papier", "", _DAY),
)
_PLACE = Link("Exemple de lieu", routes.TERRITORIES)
_PAGINATION = Pagination(
    initials=(PageLink("A–B", ROUTE, here=False), PageLink("C", ROUTE, here=True)),
    within=(PageLink("Ca–Ch", ROUTE, here=True), PageLink("Ci–Cy", ROUTE, here=False)),
    before=PageLink("A–B", ROUTE, here=False),
    after=PageLink("Ci–Cy", ROUTE, here=False),
)


@dataclass(frozen=True, slots=True)
class Specimens:
    """What the style page shows; the scales hold, by kind and name, a size on screen and on paper."""

    surfaces: tuple[str, ...]
    sectors: tuple[str, ...]
    scales: Mapping[str, Mapping[str, tuple[str, str]]]
    icons: tuple[str, ...]
    picture: Picture | None
    demand: Demand
    home: HomeDemand
    cards: tuple[Card, ...]
    paths: tuple[StudyPath, ...]
    levels: Mapping[int, str]
    filters: tuple[Filter, ...]
    part: Part
    offers: tuple[HostOffer, ...]
    rules: tuple[Rule, ...]
    events: tuple[Event, ...]
    initiatives: tuple[Initiative, ...]
    films: tuple[Film, ...]
    film_facets: Mapping[str, tuple[tuple[str, str], ...]]
    actors: tuple[Actor, ...]
    sources: tuple[Source, ...]
    links: tuple[Link, ...]
    headings: tuple[Heading, ...]
    many_headings: tuple[Heading, ...]


def page(guide: Guide, tokens: Mapping[str, Mapping[str, Any]], icons: tuple[str, ...]) -> PageView:
    """Return the style page, in the frame of a guide."""
    headings = tuple(Heading(f"Exemple d’intertitre {number}", "composants") for number in range(1, 9))
    specimens = Specimens(
        surfaces=tuple(tokens["surfaces"]),
        sectors=tuple(tokens["sectors"]),
        scales={scale: tokens[scale] for scale in ("type", "space", "radius")},
        icons=icons,
        picture=guide.cover,
        demand=Demand(2026, _SOURCES[0], "A0X00", "métiers d’exemple", _FIGURES, "Exemple de comparaison."),
        home=HomeDemand(
            Survey("2026", 2026, _SOURCES[0]),
            ((SECTORS, "1\u202f200"),),
            (LocalDemand(_CARDS[:2], "métiers d’exemple", _FIGURES[0]), LocalDemand(_CARDS[2:], "", _FIGURES[1])),
        ),
        cards=_CARDS,
        paths=_PATHS,
        levels=vocabulary.AT_LEVEL,
        filters=(Filter("exemple", "Exemple de filtre", "Tout", (Choice("a", "Exemple de choix", 2),)),),
        part=Part(_CARDS[:1], _PAGINATION),
        offers=(_offer(is_sample=True, days=5), _offer(is_sample=False, days=None)),
        rules=(_rule("exemple-1", _DAY), _rule("exemple-2", None)),
        events=(_event(is_sample=True), _event(is_sample=False)),
        initiatives=(_initiative(is_sample=True), _initiative(is_sample=False)),
        films=tuple(_films()),
        film_facets={film.id: (("film", film.id),) for film in _films()},
        actors=(_actor(is_sample=True), _actor(is_sample=False)),
        sources=_SOURCES,
        links=(METIERS, SECTORS, Link(_LONG, routes.HOME)),
        headings=headings[:3],
        many_headings=headings,
    )
    title, description = "Charte des composants", "Chaque composant du site, dans chacun de ses états."
    sheets = (
        "charte",
        "atlas",
        "comparison",
        "home",
        "entries",
        "filters",
        "levels",
        "share",
        "tiles",
        "trade",
        "wide",
    )
    return PageView(ROUTE, "charte.html", title, description, specimens, (HOME,), sheets=sheets)


def _card(identifier: str, masculine: str, feminine: str, colour: str) -> Card:
    title, hook = GenderedTitle(masculine, feminine), "Exemple d’accroche : une phrase qui donne envie de lire."
    return Card(identifier, title, hook, routes.METIERS, "Exemple de secteur", colour, vocabulary.studies(0, 3))


_CARDS = (
    _card("exemple-court", "Exemple", "Exemple", "mer"),
    _card("exemple-double", "Premier exemple", "Première exemple", "rose"),
    _card("exemple-long", _LONG, _LONG, "olive"),
)


def _figure(kind: str, low: int, seasonal: str) -> Figure:
    number = str(low)
    brief = f"{number}, dont {seasonal} de saisonniers" if seasonal else number
    statement = f"Exemple de phrase : {number} recrutements."
    return Figure(_PLACE, kind, "31", "ici", low, low, number, number, brief, number, "", seasonal, statement)


_FIGURES = (
    _figure("region", 600, "40\u00a0%"),
    _figure("departement", 420, ""),
    _figure("departement", 180, "35\u00a0%"),
)


def _step(title: str, note: str = "", other: str = "", *, is_further: bool = False) -> Step:
    """Return a stage whose two diplomas, where there are two, differ by the ways of preparing them."""
    ways, shared = "à l’école ou en apprentissage", ("niveau CAP", "2 ans")
    if not other:
        return Step((_alternative(title),), (*shared, ways), note, opens=True, is_further=is_further)
    both = (_alternative(title, ways), _alternative(other, "à l’école"))
    return Step(both, shared, note, opens=True, is_further=is_further)


def _alternative(title: str, *facts: str) -> Alternative:
    return Alternative(Link(title, routes.FORMATIONS), facts)


_PATHS = (
    StudyPath("Un exemple en une étape", (_step("Exemple de CAP", note="option exemple"),)),
    StudyPath("Un exemple en trois étapes", (_step("Exemple de CAP"), _step("Exemple de bac", other="Autre exemple"), _step(_LONG, is_further=True))),
)  # fmt: skip


def _offer(*, is_sample: bool, days: int | None) -> HostOffer:
    return HostOffer(
        id="exemple",
        kind="stage-3e",
        label="Stage de 3e",
        host="Exemple d’organisme",
        siret="",
        metiers=_CARDS[:2],
        departement=_PLACE,
        days=days,
        how="Exemple de démarche.",
        address="https://exemple.example/" if days else "",
        until=_DAY,
        is_sample=is_sample,
        source=_SOURCES[0],
    )


def _rule(identifier: str, since: datetime.date | None) -> Rule:
    return Rule(
        identifier, routes.HOSTS, "Exemple de règle", "Ce qu’elle dit.", ("stage-3e",), since, (), _DAY, _SOURCES[:1]
    )


def _event(*, is_sample: bool) -> Event:
    return Event(
        id=f"exemple-{is_sample}",
        route=routes.AGENDA,
        title="Exemple de rendez-vous",
        kind="Forum",
        first=_DAY,
        last=_DAY,
        begins="",
        ends="",
        told="le 1er septembre 2026",
        place="Exemple de lieu",
        territories=(_PLACE,),
        audiences=(Link("Exemple de public", routes.HOME),),
        sectors=(SECTORS,),
        metiers=_CARDS[:2],
        body=(),
        organiser="Exemple d’organisme",
        address="https://exemple.example/",
        is_sample=is_sample,
        changes=(_DAY,),
        sources=_SOURCES[:1],
    )


def _films() -> Iterator[Film]:
    """Yield a film in each of the ways it may be shown: played here, taken along or not, on PeerTube, elsewhere."""
    here = Video("films/exemple.mp4", True, True, "", 3_400_000, 854, 480, None, "")
    there = Embedded("https://exemple.example/w/exemple", "https://exemple.example/videos/embed/exemple")
    played = Film(
        id="lu",
        file="",
        route="",
        metier=_CARDS[0],
        title="Exemple de film",
        school="Exemple de collège",
        makers="film d’élèves, Exemple de collège, 3e, 2026",
        year=2026,
        seconds=90,
        language="fr",
        language_name="Français",
        transcript="Exemple de ce qui se dit et s’entend.",
        credits="Exemple de générique",
        captions=(Cue(1, 1, 3, ("Exemple de sous-titre",)),),
        media=frozenset({"web", "hors-ligne"}),
        video=here,
        embedded=None,
        address="",
        place=Place("", ""),
        taken="taken",
        until=_DAY,
        is_sample=True,
    )
    yield played
    yield replace(played, id="reste", title="Exemple de film qui reste en ligne", taken="left", is_sample=False)
    yield replace(played, id="peertube", title="Exemple de film sur PeerTube", video=None, embedded=there, taken="")
    address = "https://exemple.example/"
    yield replace(played, id="ailleurs", title="Exemple de film ailleurs", video=None, address=address, taken="")


def _initiative(*, is_sample: bool) -> Initiative:
    return Initiative(
        id="exemple",
        route=routes.ENTERPRISE,
        name="Exemple d’action",
        hook="Exemple d’accroche.",
        body=(),
        organiser="Exemple d’organisme",
        audiences=(),
        sectors=(),
        territories=(_PLACE,),
        address="",
        months=(),
        is_sample=is_sample,
        sources=_SOURCES[:1],
    )


def _actor(*, is_sample: bool) -> Actor:
    function = "Comité local école-entreprise (CLEE)"
    return Actor(
        function=function,
        name="Exemple de service" if is_sample else function,
        role="Exemple de ce qu’il peut faire.",
        territories=(_PLACE,),
        audiences=(),
        mail="exemple@exemple.example" if is_sample else "",
        address="https://exemple.example/",
        is_sample=is_sample,
        sources=_SOURCES,
    )
