"""Ways of finding trades without knowing their names: from A to Z with filters, by level, side by side."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import PurePosixPath

from oma_builder.guide import routes, vocabulary
from oma_builder.guide.metiers import Metier
from oma_builder.guide.model import Guide
from oma_builder.guide.publication import true_ones
from oma_builder.guide.recruitment import Survey
from oma_builder.guide.values import Card, Link
from oma_builder.web import shards
from oma_builder.web.demand import listed
from oma_builder.web.long_lists import route_apart
from oma_builder.web.ranges import MOST, Pagination, pagination, ranges
from oma_builder.web.shards import Shard


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a filter, with how many trades it keeps."""

    value: str
    name: str
    count: int


@dataclass(frozen=True, slots=True)
class Filter:
    """One question of the form: `name` is its word in the address, `label` and `all` are the readers'."""

    name: str
    label: str
    all: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """A trade in a list: its card, and the values it has for each filter, separated by spaces."""

    card: Card
    facets: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Letter:
    """The trades under one letter of the alphabet."""

    letter: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Index:
    """All trades from A to Z, or a page of them, with the filters that tell some of all from the others.

    A page has its name among the others (`label`), its address, and the way to them (`pagination`).
    """

    letters: tuple[Letter, ...]
    filters: tuple[Filter, ...]
    survey: Survey | None
    count: int
    label: str
    route: str
    pagination: Pagination | None


def index(guide: Guide) -> tuple[Index, ...]:
    """Return the pages of the list of all trades; a filter that would keep all or nothing is left out."""
    entries = _entries(guide)
    filters = tuple(_filters(guide, entries))
    pages = ranges(entries, _title, routes.METIERS)
    return tuple(
        Index(
            tuple(_letters(page.entries)),
            filters,
            guide.survey,
            len(entries),
            page.label,
            page.route,
            pagination(pages, at),
        )
        for at, page in enumerate(pages)
    )


def scripts(guide: Guide) -> Iterator[Shard]:
    """Yield what the filters ask of each trade, if its list takes several pages: one that is whole says it itself."""
    if len(guide.cards) > MOST:
        told = ((entry.card.id, {name: value for name, value in entry.facets if value}) for entry in _entries(guide))
        yield from shards.objects("facettes", told)


def _entries(guide: Guide) -> tuple[Entry, ...]:
    places, wishes = _departements(guide), _wished(guide)
    listed = zip(guide.metiers, guide.cards, strict=True)
    return tuple(_entry(metier, card, places, wishes.get(metier.id, ())) for metier, card in listed)


def _wished(guide: Guide) -> Mapping[str, Sequence[str]]:
    """Return the wishes that each trade answers."""
    found = defaultdict[str, list[str]](list)
    for wish in (wish for wish in guide.spoken.wishes if not wish.instead):
        for name, _ in wish.members:
            found[name].append(wish.id)
    return found


def _title(entry: Entry) -> str:
    return entry.card.title.masculine


def _letters(entries: Iterable[Entry]) -> Iterator[Letter]:
    for letter, group in groupby(entries, lambda entry: vocabulary.initial(_title(entry))):
        yield Letter(letter, tuple(group))


def known(guide: Guide) -> Mapping[str, int]:
    """Return of how many trades something is known in each department, by its code."""
    places = _departements(guide)
    return Counter(code for metier in guide.metiers for code in _near(metier, places))


def _near(metier: Metier, places: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """Return the departments where recruitments are planned in a trade, or where it has a campus, an offer or a claim.

    A sample says nothing of a place.
    """
    tied = (
        *(figure.territory for figure in (metier.demand.departements if metier.demand else ())),
        *(claim.territory for claim in metier.recruiting),
        *(offer.departement for offer in true_ones(metier.hosts)),
        *(place for campus in true_ones(metier.campuses) for place in campus.territories),
    )
    return frozenset[str]().union(*(places.get(place.route, frozenset()) for place in tied))


def _entry(metier: Metier, card: Card, places: Mapping[str, frozenset[str]], wishes: Iterable[str]) -> Entry:
    facets = {
        "secteur": " ".join(_name(link) for link in (metier.sector, *metier.other_sectors)),
        "acces": str(metier.required_number),
        "niveau": str(metier.level_number),
        "envie": " ".join(wishes),
        "gout": " ".join(interest.letter for interest in metier.interests),
        "departement": " ".join(sorted(_near(metier, places))),
        "recrute": "oui" if metier.recruiting else "",
        "recrutements": listed(metier),
        "famille": metier.demand.family if metier.demand else "",
        "film": "oui" if any("web" in film.media for film in metier.films) else "",
    }
    return Entry(card, tuple(facets.items()))


def _departements(guide: Guide) -> dict[str, frozenset[str]]:
    """Return the codes of the departments that each territory holds, by its route."""
    codes = {territory.route: territory.code for territory in guide.territories if territory.kind == "departement"}
    inside = {route: frozenset({code}) for route, code in codes.items()}
    for kind in ("academie", "region"):
        for found in guide.territories:
            if found.kind == kind:
                held = (inside.get(child.route, frozenset()) for child in found.children)
                inside[found.route] = frozenset[str]().union(*held)
    return inside


def _filters(guide: Guide, entries: Iterable[Entry]) -> Iterator[Filter]:
    interests = {interest.letter: interest.name for metier in guide.metiers for interest in metier.interests}
    offered = (
        ("secteur", "Secteur", "Tous les secteurs", {sector.id: sector.name for sector in guide.sectors}),
        ("acces", "Commencer les études", "Avec ou sans diplôme", {str(n): text for n, text in vocabulary.BEGUN_FROM.items()}),
        ("niveau", "Diplôme du métier", "À tous les niveaux", {str(n): text for n, text in vocabulary.AT_LEVEL.items()}),
        ("envie", "Envie", "Toutes les envies", {wish.id: wish.name for wish in guide.spoken.wishes if not wish.instead}),
        ("gout", "Centre d’intérêt", "Tous les centres d’intérêt", {letter: interests[letter] for letter in vocabulary.INTERESTS if letter in interests}),
        ("departement", "Recrutements, campus, stages", "Partout", {territory.code: f"{territory.name} ({territory.code})" for territory in guide.territories if territory.kind == "departement"}),
        ("recrute", "Recrutement", "Tous les métiers", {"oui": "Avec un constat d’une branche"}),
        ("film", "Film d’élèves", "Avec ou sans film", {"oui": "Avec un film"}),
    )  # fmt: skip
    yield from telling(offered, [dict(entry.facets) for entry in entries])


def telling(
    offered: Iterable[tuple[str, str, str, Mapping[str, str]]], listed: Sequence[Mapping[str, str]]
) -> Iterator[Filter]:
    """Yield the filters that keep some entries and not others.

    Each is offered as its name, its label, its word for all, and the names of its values; `listed` are the entries.
    """
    for name, label, every, names in offered:
        counts = {value: sum(value in facets[name].split() for facets in listed) for value in names}
        choices = tuple(Choice(value, names[value], count) for value, count in counts.items() if count)
        if any(choice.count < len(listed) for choice in choices):
            yield Filter(name, label, every, choices)


def _name(link: Link) -> str:
    return PurePosixPath(link.route).stem


@dataclass(frozen=True, slots=True)
class Level:
    """The trades whose diploma is of one level; in a large guide they stand `apart`, by which their pages are known."""

    number: int
    name: str
    cards: tuple[Card, ...]
    apart: str
    route: str


@dataclass(frozen=True, slots=True)
class Start:
    """The trades whose studies begin with the same in hand, by the level of their diploma."""

    number: int
    name: str
    count: int
    levels: tuple[Level, ...]


def starts(guide: Guide) -> tuple[Start, ...]:
    """Return the trades by what one must have to begin, the least first."""
    listed = sorted(zip(guide.metiers, guide.cards, strict=True), key=lambda pair: pair[0].required_number)
    grouped = ((number, list(group)) for number, group in groupby(listed, lambda pair: pair[0].required_number))
    return tuple(
        Start(
            number,
            vocabulary.BEGUN_FROM[number],
            len(pairs),
            tuple(_levels(pairs, number if len(listed) > MOST else None)),
        )
        for number, pairs in grouped
    )


def _levels(pairs: Iterable[tuple[Metier, Card]], start: int | None) -> Iterator[Level]:
    """Yield the levels of a start; its number, if they stand apart."""
    by_level = sorted(pairs, key=lambda pair: pair[0].level_number)
    for number, group in groupby(by_level, lambda pair: pair[0].level_number):
        cards = tuple(card for _, card in group)
        apart = "" if start is None else f"{start}-{number}"
        route = route_apart(routes.LEVELS, apart) if apart else ""
        yield Level(number, vocabulary.AT_LEVEL[number], cards, apart, route)
