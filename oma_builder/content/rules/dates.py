"""Dates in their order, reviews that are fresh, labels, offers and rules that are still good."""

import datetime
from collections.abc import Iterator

from oma_builder.content.loader import Corpus
from oma_builder.content.schema import ACCUEILS, CAMPUS, EVENEMENTS, FILMS, REGLES
from oma_builder.problems import Problem

_LABEL_YEARS = 5
"""A campus keeps its label for five years at most (decree 2019-962 of 16 September 2019)."""


_LONGEST_EVENT = 366
"""Days: a contest lasts a school year; what lasts longer has another day in its calendar, or another digit."""

_YEARS_AHEAD = 3
"""Nobody announces an event, or a sheet, longer before."""

_HIDDEN_BEFORE = 60
"""Days: whoever hides a sheet gives a day just past; whoever takes a year for another gives one long past."""

_READ_OR_WRITTEN = ("date", "revu_le")


def age_in_months(day: datetime.date, today: datetime.date) -> int:
    """Return how many months lie between the month of a day and this one."""
    return (today.year - day.year) * 12 + today.month - day.month


def windows_open_before_they_close(corpus: Corpus, today: datetime.date) -> Iterator[Problem]:
    """A publication that ends before it starts would never be seen."""
    for document in corpus.every():
        window = getattr(document.entry, "publication", None)
        if window and window.a_partir_du and window.jusqu_au and window.jusqu_au < window.a_partir_du:
            yield document.problem(
                ("publication", "jusqu_au"),
                "periode-inversee",
                "la fin de publication précède son début",
                "échangez les deux dates",
            )


def events_end_after_they_begin(corpus: Corpus, today: datetime.date) -> Iterator[Problem]:
    """An event ends on its first day or later; its hours are those of each day, or of each night until the last day."""
    for document in corpus.of(EVENEMENTS):
        event = document.entry
        last = event.fin or event.debut
        if last < event.debut:
            message = f"l’événement finit le {last:%d/%m/%Y}, avant de commencer le {event.debut:%d/%m/%Y}"
            yield document.problem(
                ("fin",), "evenement-inverse", message, "corrigez celle des deux dates qui est fausse"
            )
        elif event.heure_fin and event.heure_debut is None:
            message = "l’heure de fin est donnée sans l’heure de début"
            yield document.problem(("heure_fin",), "evenement-inverse", message, "ajoutez « heure_debut »")
        elif event.heure_fin and event.heure_debut and event.heure_fin <= event.heure_debut and last == event.debut:
            message = f"l’événement finit à {event.heure_fin}, et commence à {event.heure_debut} le même jour"
            morrow = event.debut + datetime.timedelta(1)
            hint = f"s’il finit après minuit, écrivez « fin: {morrow} » ; sinon, corrigez l’heure qui est fausse"
            yield document.problem(("heure_fin",), "evenement-inverse", message, hint)


def events_are_ahead(corpus: Corpus, today: datetime.date) -> Iterator[Problem]:
    """An event that is over is not shown."""
    for document in corpus.of(EVENEMENTS):
        first, last = document.entry.debut, document.entry.fin or document.entry.debut
        read = min(source.date for source in document.entry.sources)
        if first <= last < today and last >= read:  # else the dates are wrong, which is told already
            message = f"cet événement est passé depuis le {last:%d/%m/%Y} : il n’est plus montré"
            hint = "supprimez-le, ou donnez les dates de la prochaine fois"
            yield document.information(("fin",) if document.entry.fin else ("debut",), "evenement-passe", message, hint)


def events_are_of_their_time(corpus: Corpus, today: datetime.date) -> Iterator[Problem]:
    """A wrong year hides an event, or shows it for years. It is seen beside the days on which its sources were read.

    None of this depends on the day of the build: what is sound today never becomes a warning by itself.
    """
    for document in corpus.of(EVENEMENTS):
        first, last = document.entry.debut, document.entry.fin or document.entry.debut
        read = [source.date for source in document.entry.sources]
        at = ("fin",) if document.entry.fin else ("debut",)
        if last < first:
            continue  # told already
        if (last - first).days > _LONGEST_EVENT:
            message = f"l’événement durerait du {first:%d/%m/%Y} au {last:%d/%m/%Y}, plus d’un an"
            yield document.warning(at, "evenement-douteux", message, "vérifiez l’année des deux dates")
        elif last < min(read):
            message = (
                f"l’événement a fini le {last:%d/%m/%Y}, avant le jour où sa source a été lue : il ne se verra pas"
            )
            yield document.warning(at, "evenement-douteux", message, "vérifiez l’année ; sinon, supprimez la fiche")
        elif first.year > max(read).year + _YEARS_AHEAD:
            message = f"l’événement commencerait le {first:%d/%m/%Y}, plus de {_YEARS_AHEAD} ans après sa source"
            yield document.warning(("debut",), "evenement-douteux", message, "vérifiez l’année")


def windows_are_of_their_time(corpus: Corpus, today: datetime.date) -> Iterator[Problem]:
    """Likewise a wrong year in `publication` hides a sheet: it closes before anybody wrote it, or opens years later."""
    for document in corpus.every():
        window = getattr(document.entry, "publication", None)
        written = [day for at, day in document.values(datetime.date) if at[-1] in _READ_OR_WRITTEN]
        if window is None or not written:
            continue
        opens, closes = window.a_partir_du, window.jusqu_au
        if opens and closes and closes < opens:
            continue  # told already
        if closes and (min(written) - closes).days > _HIDDEN_BEFORE:
            message = f"la fiche ne se montre plus depuis le {closes:%d/%m/%Y}, avant le jour où elle a été écrite"
            hint = "vérifiez l’année ; pour cacher une fiche, écrivez « etat: brouillon »"
            yield document.warning(("publication", "jusqu_au"), "publication-douteuse", message, hint)
        elif opens and opens.year > max(written).year + _YEARS_AHEAD:
            message = f"la fiche ne se montrera que le {opens:%d/%m/%Y}, plus de {_YEARS_AHEAD} ans après son écriture"
            yield document.warning(("publication", "a_partir_du"), "publication-douteuse", message, "vérifiez l’année")


def rules_begin_before_they_end(corpus: Corpus, today: datetime.date) -> Iterator[Problem]:
    """A rule that ends before it begins never was in force."""
    for document in corpus.of(REGLES):
        starts, ends = document.entry.valable_du, document.entry.valable_jusqu_au
        if starts and ends and ends < starts:
            message = "la fin de validité précède son début"
            yield document.problem(("valable_jusqu_au",), "periode-inversee", message, "échangez les deux dates")


def rules_are_in_force(corpus: Corpus, today: datetime.date) -> Iterator[Problem]:
    """A rule past its validity misleads: it is not shown."""
    for document in corpus.of(REGLES):
        last = document.entry.valable_jusqu_au
        if last and last < today:
            message = f"cette règle n’est plus valable depuis le {last:%d/%m/%Y} : elle n’est plus montrée"
            hint = "cherchez la règle en vigueur, puis changez le texte, la source et les dates"
            yield document.information(("valable_jusqu_au",), "regle-perimee", message, hint)


def labels_make_sense(corpus: Corpus, today: datetime.date) -> Iterator[Problem]:
    """A label ends after it begins, and lasts five years at most."""
    for document in corpus.of(CAMPUS):
        starts, ends = document.entry.label_du, document.entry.label_jusqu_au
        if starts is None or ends is None:
            continue
        if ends < starts:
            message = "le label finit avant de commencer"
            yield document.problem(("label_jusqu_au",), "label-incoherent", message, "échangez les deux dates")
        elif (ends.year - starts.year, ends.month, ends.day) > (_LABEL_YEARS, starts.month, starts.day):
            message = f"ce label durerait plus de {_LABEL_YEARS} ans"
            yield document.problem(("label_jusqu_au",), "label-incoherent", message, "vérifiez les deux dates")


def labels_are_valid(corpus: Corpus, today: datetime.date) -> Iterator[Problem]:
    """A campus whose label has ended is not shown."""
    for document in corpus.of(CAMPUS):
        last = document.entry.label_jusqu_au
        starts = document.entry.label_du
        if last and last < today and not (starts and last < starts):  # else the dates are wrong, which is told already
            message = f"le label de ce campus a pris fin le {last:%d/%m/%Y} : il est retiré"
            hint = "vérifiez s’il a été renouvelé, ou supprimez-le"
            yield document.information(("label_jusqu_au",), "label-expire", message, hint)


def offers_are_open(corpus: Corpus, today: datetime.date) -> Iterator[Problem]:
    """A host offer past its last day is not shown."""
    for document in corpus.of(ACCUEILS):
        last = document.entry.valable_jusqu_au
        if last < today:
            message = f"cette offre d’accueil a pris fin le {last:%d/%m/%Y} : elle est retirée"
            hint = "prolongez-la, ou supprimez-la"
            yield document.information(("valable_jusqu_au",), "accueil-expire", message, hint)


def films_are_allowed(corpus: Corpus, today: datetime.date) -> Iterator[Problem]:
    """A film is not shown without an authorisation, nor when one of them has ended or was withdrawn."""
    for document in corpus.of(FILMS):
        consents = document.entry.autorisations
        if not consents:
            message = "ce film n’a aucune autorisation : il n’est pas montré"
            yield document.information(
                ("autorisations",), "film-retire", message, "ajoutez le numéro du dossier, ou supprimez le film"
            )
        for rank, consent in enumerate(consents):
            at = ("autorisations", rank)
            if consent.etat == "retiree":
                message = f"l’autorisation « {consent.reference} » a été retirée : le film n’est plus montré"
                hint = "supprimez le film, ici et là où il est rangé ; « python build.py rights » dit sur quels papiers il reste"
                yield document.information((*at, "etat"), "film-retire", message, hint)
            elif consent.expire_le < today:
                message = f"l’autorisation « {consent.reference} » a pris fin le {consent.expire_le:%d/%m/%Y} : le film n’est plus montré"
                hint = "demandez une nouvelle autorisation, ou supprimez le film"
                yield document.information((*at, "expire_le"), "film-retire", message, hint)


def past_dates_are_past(corpus: Corpus, today: datetime.date) -> Iterator[Problem]:
    """Nobody has read a source or reviewed a document tomorrow."""
    for document in corpus.every():
        for at, value in document.values(datetime.date):
            if (at[-1] in _READ_OR_WRITTEN or at[0] == "changements") and value > today:
                message = f"la date du {value:%d/%m/%Y} est dans le futur"
                yield document.problem(
                    at, "date-future", message, f"nous sommes le {today:%d/%m/%Y} : corrigez la date"
                )


def reviews_are_fresh(corpus: Corpus, today: datetime.date) -> Iterator[Problem]:
    """Freshness is a promise of the agreement (article 4.1): an old review is told."""
    months = corpus.site.entry.revision_mois if corpus.site else 24
    for document in corpus.every():
        reviewed = getattr(document.entry, "revu_le", None)
        if reviewed is None:
            continue
        age = age_in_months(reviewed, today)
        if age > months:
            message = f"la fiche n’a pas été relue depuis {age} mois"
            yield document.information(
                ("revu_le",), "fiche-ancienne", message, "relisez-la et changez la date « revu_le »"
            )
