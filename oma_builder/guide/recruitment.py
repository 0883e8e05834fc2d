"""What employers planned to recruit: the survey's figures, brought to the trades that they stand for."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from oma_builder.content import reference, schema
from oma_builder.content.documents import Document
from oma_builder.content.figures import Counts, Place, read_table, total
from oma_builder.content.kinds import recrutement as written
from oma_builder.content.kinds.correspondances import Correspondance, Correspondances
from oma_builder.content.kinds.territoire import Territoire
from oma_builder.content.typography import slugify
from oma_builder.guide import recruitment_words as words
from oma_builder.guide import routes
from oma_builder.guide.references import References
from oma_builder.guide.values import Card, Link, Source, source

Tables = Mapping[str, Mapping[Place, Counts]]
"""The counts of one year, by the survey's code of a trade."""

Places = Mapping[Place, Document[Territoire]]


@dataclass(frozen=True, slots=True)
class Survey:
    """One year of the survey that may be shown."""

    id: str
    year: int
    source: Source


@dataclass(frozen=True, slots=True)
class Figure:
    """What is planned for a trade in one territory, in numbers (`low` and `high` bounds) and in words.

    `number` reads « 5 526 » or « entre 225 et 255 », `short` the same for a table, `brief` adds what is seasonal of it where
    that must be told, and `least` is what a map has room for. `difficult` and `seasonal` are shares, empty where nothing
    sure is to be said. `statement` says it all in one sentence.
    """

    territory: Link
    kind: str
    code: str
    inside: str
    low: int
    high: int
    number: str
    short: str
    brief: str
    least: str
    difficult: str
    seasonal: str
    statement: str

    def share_of(self, greatest: "Figure") -> int:
        """Return how long its bar is beside that of the greatest, in percent, by steps of five that style sheets know."""
        return round(20 * self.low / greatest.low) * 5


@dataclass(frozen=True, slots=True)
class Demand:
    """What employers planned to recruit in a trade, in one year.

    `family` names what is counted where that is wider than the trade (« métiers de la propreté »), and is empty elsewhere;
    `code` is the survey's own, which several trades of one family share. `figures` goes from the region to the departments,
    each with the least number that is told; `trend` compares with the year before, or is empty.
    """

    year: int
    source: Source
    code: str
    family: str
    figures: tuple[Figure, ...]
    trend: str

    @property
    def region(self) -> Figure | None:
        """The whole region's figure."""
        return next((figure for figure in self.figures if figure.kind == "region"), None)

    @property
    def departements(self) -> tuple[Figure, ...]:
        """The figures of departments, the greatest first."""
        inside = (figure for figure in self.figures if figure.kind == "departement")
        return tuple(sorted(inside, key=lambda figure: (-figure.low, figure.code)))

    @property
    def in_short(self) -> str:
        """The region's figure for a card: « 5 526 recrutements prévus en 2025, en Occitanie ».

        Nothing where it is the figure of a family of trades, or where many are seasonal: so few words would not be true.
        """
        if self.region is None or self.family or self.region.seasonal:
            return ""
        return f"{self.region.short} recrutements prévus en {self.year}, {self.region.inside}"

    def at(self, route: str) -> Figure | None:
        """Return the figure of a territory, by its route."""
        return next((figure for figure in self.figures if figure.territory.route == route), None)


@dataclass(frozen=True, slots=True)
class LocalDemand:
    """What employers of one territory planned: for one trade, or for a family that several trades of the guide are of."""

    metiers: tuple[Card, ...]
    family: str
    figure: Figure


def demands_at(route: str, demands: Iterable[tuple[Card, Demand]]) -> tuple[LocalDemand, ...]:
    """Return what is planned in a territory, the greatest number first: one figure stands once, with all its trades."""
    told: dict[str, LocalDemand] = {}
    for card, demand in demands:
        if figure := demand.at(route):
            metiers = told[demand.code].metiers if demand.code in told else ()
            told[demand.code] = LocalDemand((*metiers, card), demand.family, figure)
    return tuple(
        sorted(told.values(), key=lambda local: (-local.figure.low, slugify(local.metiers[0].title.masculine)))
    )


@dataclass(frozen=True, slots=True)
class Recruitment:
    """All that the surveys say of the guide: the years that may be shown, the newest first, and what the newest plans.

    `demands` are by the identifier of a trade, `totals` (all trades together) by that of a territory.
    """

    surveys: tuple[Survey, ...]
    demands: Mapping[str, Demand]
    totals: Mapping[str, Figure]


def link_recruitment(refs: References, matches: Document[Correspondances] | None) -> Recruitment:
    """Bring the figures of the surveys that may be shown to trades and territories."""
    documents = sorted(refs.every(schema.RECRUTEMENT), key=lambda document: -document.entry.annee)
    years = [(document.entry, _tables(document.entry)) for document in documents]
    places: Places = {
        (document.entry.type, document.entry.code): document for document in refs.every(schema.TERRITOIRES)
    }
    return Recruitment(
        surveys=tuple(
            Survey(document.id, document.entry.annee, source(document.entry.source)) for document in documents
        ),
        demands=_demands(matches.entry.metiers, years, places) if years and matches else {},
        totals=_totals(*years[0], places) if years else {},
    )


def _tables(survey: written.Recrutement) -> Tables:
    return {trade.fap: read_table(trade.chiffres) for trade in survey.metiers}


def _demands(
    matches: Iterable[Correspondance], years: Sequence[tuple[written.Recrutement, Tables]], places: Places
) -> dict[str, Demand]:
    (newest, table), *others = years
    demands: dict[str, Demand] = {}
    for match in matches:
        if (fap := match.counted_as) and (counts := table.get(fap)):
            earlier = ((survey.annee, tables[fap]) for survey, tables in others if fap in tables)
            demands.setdefault(match.metier, _demand(newest, match, counts, next(earlier, None), places))
    return demands


def _totals(survey: written.Recrutement, tables: Tables, places: Places) -> dict[str, Figure]:
    totals: dict[str, Figure] = {}
    for place, document in places.items():
        if parts := [counts[place] for counts in tables.values() if place in counts]:
            totals[document.id] = _figure(document, survey.annee, total(parts), "tous métiers confondus")
    return totals


def _demand(
    survey: written.Recrutement,
    match: Correspondance,
    counts: Mapping[Place, Counts],
    earlier: tuple[int, Mapping[Place, Counts]] | None,
    places: Places,
) -> Demand:
    family = match.famille if match.lien == "famille" else None
    whom = f"dans l’ensemble des {family}" if family else match.personnes or ""
    told = (place for place, each in counts.items() if each.projects.low >= words.LEAST and place in places)
    region: Place = ("region", reference.REGION_CODE)
    return Demand(
        year=survey.annee,
        source=source(survey.source),
        code=match.counted_as or "",
        family=family or "",
        figures=tuple(_figure(places[place], survey.annee, counts[place], whom) for place in told),
        trend=words.trend(earlier[0], counts[region], earlier[1][region].projects) if earlier else "",
    )


def _figure(document: Document[Territoire], year: int, counts: Counts, whom: str) -> Figure:
    entry, projects = document.entry, counts.projects
    return Figure(
        territory=Link(entry.nom, routes.territory(document.id)),
        kind=entry.type,
        code=entry.code,
        inside=entry.dans,
        low=projects.low,
        high=projects.high,
        number=words.number(projects),
        short=words.short_number(projects),
        brief=words.brief(counts),
        least=words.at_least(projects),
        difficult=words.percentage(counts.difficult, projects),
        seasonal=words.seasonal_share(counts),
        statement=words.statement(year, entry.dans, counts, whom),
    )
