"""How the guide is kept up: reviews, printed editions, events of the year."""

import datetime
from collections.abc import Iterator, Sequence
from typing import Any

from oma_builder.content import reference
from oma_builder.content.documents import Document
from oma_builder.content.kind import Kind
from oma_builder.content.kinds.base import Author, Title
from oma_builder.content.kinds.evenement import Evenement
from oma_builder.content.loader import Corpus
from oma_builder.content.rules.dates import age_in_months
from oma_builder.content.schema import EVENEMENTS, KINDS, METIERS, TERRITOIRES
from oma_builder.guide import publication
from oma_builder.guide.changes import changes_since
from oma_builder.guide.editions import Edition
from oma_builder.guide.fingerprints import all_fingerprints
from oma_builder.guide.model import Guide
from oma_builder.guide.values import gendered
from oma_builder.guide.vocabulary import EVENTS, french_period
from oma_builder.stewardship.report_tables import Row, Section, Table, named, short_date, sums

Dated = tuple[Kind[Author], Document[Any]]
"""A document that says when it was reviewed, and its kind."""


def freshness(guide: Guide, corpus: Corpus, year: int) -> Section:
    """Return how many documents were reviewed in the year, and which are older than the guide promises."""
    months = corpus.site.entry.revision_mois if corpus.site else 0
    dated = [(kind, document) for kind in KINDS for document in _reviewed(kind, guide, corpus)]
    old = [one for one in dated if age_in_months(one[1].entry.revu_le, guide.today) > months]
    rows = tuple(_kept_fresh(kind, dated, old, year) for kind in KINDS if any(kind is one for one, _ in dated))
    words = (
        f"Une fiche est à relire au bout de {months} mois.",
        f"Fiches montrées qui portent une date de relecture : {len(dated)} ; à relire : {len(old)}.",
    )
    columns = ("Sorte de fiche", "Montrées", f"Relues en {year}", "À relire", "La plus ancienne")
    table = Table("relectures", "Les relectures", columns, rows, "", 3 if old else 0, sums(rows, "Ensemble"))
    key = (("Fiches à relire", len(old)),)
    return Section("fraicheur", "La fraîcheur des fiches", words, (table, _to_review(old, guide)), key)


def _reviewed(kind: Kind[Author], guide: Guide, corpus: Corpus) -> Iterator[Document[Any]]:
    """Yield the documents of a kind that readers see, where its documents say when they were reviewed; a sample is none.

    A trade may be hidden with its sector.
    """
    if "revu_le" in kind.model.model_fields:
        trades = {metier.id for metier in guide.metiers}
        yield from (
            document
            for document in corpus.of(kind)
            if publication.is_current(kind, document.entry, guide.today)
            and not getattr(document.entry, "exemple", False)
            and (kind is not METIERS or document.id in trades)
        )


def _kept_fresh(kind: Kind[Author], dated: Sequence[Dated], old: Sequence[Dated], year: int) -> Row:
    days = [document.entry.revu_le for one, document in dated if one is kind]
    stale = sum(one is kind for one, _ in old)
    oldest = short_date(min(days))
    return kind.heading, len(days), sum(day.year == year for day in days), stale, oldest


def _to_review(old: Sequence[Dated], guide: Guide) -> Table:
    in_order = sorted(old, key=lambda one: (one[1].entry.revu_le, one[1].path))
    rows: tuple[Row, ...] = tuple(
        (
            name_of(kind, document),
            document.path,
            short_date(document.entry.revu_le),
            age_in_months(document.entry.revu_le, guide.today),
        )
        for kind, document in in_order
    )
    return Table("a-relire", "Les fiches à relire", ("Fiche", "Fichier", "Relue le", "Âge en mois"), rows)


def name_of(kind: Kind[Author], document: Document[Any]) -> str:
    """Return what readers call a document, or its identifier where its kind has no name of its own."""
    name = getattr(document.entry, kind.named_by) if kind.named_by else document.id
    return gendered(name).both if isinstance(name, Title) else str(name)


_OF_YEAR = "Éditions enregistrées en {}"


def editions(guide: Guide, corpus: Corpus, year: int) -> Section:
    """Return the recorded editions, each with what its copies say otherwise than the guide does today."""
    title = "Les éditions imprimées"
    if not guide.editions:
        nothing = ("Aucune édition imprimée n’est enregistrée.",)
        return Section("editions", title, nothing, key=((_OF_YEAR.format(year), 0),))
    of_year = [edition.name for edition in guide.editions if edition.date.year == year]
    words = f"Enregistrées en {year} : {named(of_year)}." if of_year else f"Aucune n’a été enregistrée en {year}."
    rows = tuple(_edition(edition, guide, corpus) for edition in guide.editions)
    columns = ("Édition", "Enregistrée le", "Pages", "Métiers", "Changés depuis", "Retirés", "Nouveaux")
    note = "Ce qui a changé sur le papier se dit par un erratum : « python build.py erratum »."
    table = Table("editions", "Les éditions enregistrées", columns, rows, note)
    return Section("editions", title, (words,), (table,), ((_OF_YEAR.format(year), len(of_year)),))


def _edition(edition: Edition, guide: Guide, corpus: Corpus) -> Row:
    since = changes_since(edition, guide.metiers, all_fingerprints(corpus.of(METIERS), guide.demands))
    counts = (len(since.changed), len(since.withdrawn), len(since.new))
    return edition.name, short_date(edition.date), edition.pages, len(edition.sheets), *counts


def events(guide: Guide, corpus: Corpus, year: int) -> Section:
    """Return the events of a year whose sheets are still there: those that were held, and those to come."""
    found = sorted(_events_of(year, corpus), key=lambda event: (event.entry.debut, event.id))
    held = [event for event in found if _days(event.entry)[1] < guide.today]
    ahead = len(found) - len(held)
    words = (
        f"Événements de {year} déjà passés : {len(held)} ; en cours ou à venir : {ahead}."
        if found
        else f"Aucune fiche d’événement ne porte sur {year}.",
        (
            "Le guide connaît les dates annoncées : il ne sait pas si un événement a eu lieu, ni qui y est venu. Une fiche"
            " supprimée n’est plus comptée : gardez celles de l’année jusqu’au bilan."
        ),
    )
    tables = (_events_by_place(held, corpus), _events_listed(found, guide)) if found else ()
    key = (f"Événements de {year}, passés", len(held)), (f"Événements de {year}, en cours ou à venir", ahead)
    return Section("evenements", f"Les événements de {year}", words, tables, key)


def _events_of(year: int, corpus: Corpus) -> Iterator[Document[Evenement]]:
    for event in corpus.of(EVENEMENTS):
        first, last = _days(event.entry)
        if first.year <= year <= last.year and not event.entry.exemple and not publication.is_draft(event.entry):
            yield event


def _days(event: Evenement) -> tuple[datetime.date, datetime.date]:
    return event.debut, event.fin or event.debut


def _events_by_place(held: Sequence[Document[Evenement]], corpus: Corpus) -> Table:
    """Return in how many departments events were held: one of an academy or of the region counts in each of its own."""
    inside = {document.id: _departements_in(document.entry) for document in corpus.of(TERRITOIRES)}
    reached = [frozenset(code for name in event.entry.territoires for code in inside.get(name, ())) for event in held]
    rows: tuple[Row, ...] = tuple(
        (f"{one.name} ({code})", sum(code in codes for codes in reached))
        for code, one in reference.departements().items()
    )
    note = "Un événement d’une académie, ou de la région, compte dans chacun de ses départements."
    title = "Les événements passés, par département"
    return Table("evenements-par-departement", title, ("Département", "Événements"), rows, note, 1 if held else 0)


def _departements_in(entry: Any) -> frozenset[str]:
    official = reference.departements()
    if entry.type == "departement":
        return frozenset({entry.code})
    return frozenset(
        code for code, one in official.items() if entry.type == "region" or one.academie_code == entry.code
    )


def _events_listed(found: Sequence[Document[Evenement]], guide: Guide) -> Table:
    rows: tuple[Row, ...] = tuple(
        (
            event.entry.titre,
            EVENTS[event.entry.type],
            french_period(*_days(event.entry)),
            event.entry.lieu,
            "passé" if _days(event.entry)[1] < guide.today else "en cours ou à venir",
        )
        for event in found
    )
    return Table("evenements", "Les événements, un par un", ("Événement", "Sorte", "Quand", "Où", "État"), rows)
