"""How much of what employers plan to recruit the trades of the guide stand for, department by department."""

from collections.abc import Collection, Iterable, Iterator, Sequence

from oma_builder.content import reference
from oma_builder.content.documents import Document
from oma_builder.content.figures import Interval, Place, added, read_table
from oma_builder.content.kinds.recrutement import Recrutement, SurveyedTrade
from oma_builder.content.loader import Corpus
from oma_builder.content.schema import RECRUTEMENT
from oma_builder.guide.model import Guide
from oma_builder.guide.vocabulary import french_date
from oma_builder.problems import plural
from oma_builder.stewardship.report_tables import UNKNOWN, Cell, Percent, Row, Section, Table, in_words

REGION: Place = ("region", reference.REGION_CODE)

_MISSED = 12
"""How many trades of the survey that no sheet stands for are named: those with the most recruitments."""

_TITLE = "Les recrutements prévus que couvre le guide"


def recruitment(guide: Guide, corpus: Corpus) -> Section:
    """Return the share of planned recruitments that the guide covers; hidden numbers stay intervals."""
    survey = _shown(guide, corpus.of(RECRUTEMENT))
    if survey is None:
        words = "Aucune enquête sur les recrutements n’est montrée : ce que le guide en couvre n’est pas connu."
        hint = "L’enquête se reprend avec « python build.py import bmo »."
        return Section("recrutements", _TITLE, (words, hint))
    covered = {demand.code for demand in guide.demands.values()}
    return Section(
        "recrutements",
        _TITLE,
        tuple(_words(guide, survey, covered)),
        (_by_departement(survey, covered), _missed(survey, covered)),
        ((f"Part couverte des recrutements prévus en {survey.annee}", _line("", survey, REGION, covered)[-1]),),
    )


def _shown(guide: Guide, surveys: Iterable[Document[Recrutement]]) -> Recrutement | None:
    return next((one.entry for one in surveys if guide.survey and one.id == guide.survey.id), None)


def _words(guide: Guide, survey: Recrutement, covered: Collection[str]) -> Iterator[str]:
    counted = [metier for metier in guide.metiers if metier.demand]
    families = [metier for metier in counted if metier.demand and metier.demand.family]
    _, total, part, share = _line("", survey, REGION, covered)
    if isinstance(share, Percent):
        yield (
            f"En {survey.annee}, les employeurs d’Occitanie prévoyaient {in_words(total)} recrutements, tous métiers confondus ;"
            f" {in_words(part)} y sont dans les métiers que le guide montre, soit {in_words(share)}."
        )
    yield (
        f"L’enquête compte {plural(len(counted), 'métier')} du guide sur {len(guide.metiers)}. "
        f"Pour {len(families)}, elle compte une famille plus large que le métier : la part couverte est un maximum."
    )
    yield (
        "Ce sont des projets annoncés par les employeurs, pas des postes garantis. L’enquête garde secrets les petits nombres :"
        " un total est alors entre deux bornes, et sa part aussi. Un nombre de l’enquête que plusieurs fiches partagent est compté une fois."
    )


def _by_departement(survey: Recrutement, covered: Collection[str]) -> Table:
    rows = tuple(
        _line(f"{one.name} ({code})", survey, ("departement", code), covered)
        for code, one in reference.departements().items()
    )
    return Table(
        "recrutements-par-departement",
        f"Les recrutements prévus en {survey.annee}, par département",
        ("Département", "Tous métiers", "Métiers du guide", "Part couverte"),
        rows,
        _source(survey),
        3,
        _line("Occitanie", survey, REGION, covered),
    )


def _line(name: str, survey: Recrutement, place: Place, covered: Collection[str]) -> Row:
    """Return all recruitments of a place, those that the guide covers, and their share."""
    inside = tuple(_projects((one for one in survey.metiers if one.fap in covered), place))
    outside = tuple(_projects((one for one in survey.metiers if one.fap not in covered), place))
    if not inside and not outside:
        return name, UNKNOWN, UNKNOWN, UNKNOWN
    part, rest = _sum(inside), _sum(outside)
    return name, added((part, rest)), part, share_of(part, rest)


def _projects(trades: Iterable[SurveyedTrade], place: Place) -> Iterator[Interval]:
    tables = (read_table(trade.chiffres) for trade in trades)
    return (table[place].projects for table in tables if place in table)


def _sum(parts: Sequence[Interval]) -> Interval:
    return added(parts) if parts else Interval(0, 0)


def share_of(part: Interval, rest: Interval) -> Cell:
    """Return the least and the greatest percentage that a part may be of itself and the rest, outwards to whole points."""
    if not part.high + rest.high:
        return UNKNOWN
    least = 100 * part.low // ((part.low + rest.high) or 1)
    greatest = -(-100 * part.high // ((part.high + rest.low) or 1))
    return Percent(least, greatest)


def _missed(survey: Recrutement, covered: Collection[str]) -> Table:
    """Return the trades of the survey with the most recruitments for which no sheet stands: where to write next."""
    tables = [(trade, read_table(trade.chiffres)) for trade in survey.metiers if trade.fap not in covered]
    counts = [(trade, table[REGION].projects) for trade, table in tables if REGION in table]
    counts.sort(key=lambda pair: (-pair[1].low, pair[0].fap))
    rows: tuple[Row, ...] = tuple((trade.nom, trade.fap, projects) for trade, projects in counts[:_MISSED])
    return Table(
        "recrutements-sans-fiche",
        "Les métiers de l’enquête les plus demandés dont le guide ne parle pas",
        ("Métier, comme le nomme l’enquête", "Code", "Projets en Occitanie"),
        rows,
        f"{_source(survey)} Un métier que l’enquête ne sait pas compter à part peut s’y trouver aussi.",
    )


def _source(survey: Recrutement) -> str:
    return f"Source : {survey.source.titre}, lue le {french_date(survey.source.date)}."
