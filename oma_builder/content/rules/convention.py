"""The clock of the agreement: its dates in their order, its terms told in time, and its end."""

import datetime
from calendar import monthrange
from collections.abc import Iterator

from oma_builder.content.loader import Corpus
from oma_builder.problems import Problem

_NOTICE = 6
"""Months before a term from which on it is told."""


def convention_dates_are_in_order(corpus: Corpus, today: datetime.date) -> Iterator[Problem]:
    """It is signed first, amended then, terminated last; and it was signed, or there is none."""
    document = corpus.convention
    if document is None:
        return
    entry, signed = document.entry, document.entry.signee_le
    if signed > today:
        message = f"la convention serait signée le {signed:%d/%m/%Y}, et nous sommes le {today:%d/%m/%Y}"
        hint = "corrigez la date ; si elle est juste, réglez l’horloge de cet ordinateur"
        yield document.problem(("signee_le",), "convention-future", message, hint)
    before = signed
    for index, amendment in enumerate(entry.avenants):
        if amendment.date < before:
            what = "la signature de la convention" if before == signed else "l’avenant qui est au-dessus"
            message = f"cet avenant du {amendment.date:%d/%m/%Y} vient avant {what}, du {before:%d/%m/%Y}"
            hint = "corrigez la date, ou remettez les avenants dans l’ordre"
            yield document.problem(("avenants", index, "date"), "convention-en-desordre", message, hint)
        before = max(before, amendment.date)
    if entry.denonciation and entry.denonciation.date < before:
        day = entry.denonciation.date
        message = f"la dénonciation du {day:%d/%m/%Y} vient avant la signature ou un avenant, du {before:%d/%m/%Y}"
        yield document.problem(("denonciation", "date"), "convention-en-desordre", message, "corrigez la date")


def convention_terms_are_told(corpus: Corpus, today: datetime.date) -> Iterator[Problem]:
    """Six months before each term both parties have time to talk; once it is terminated, its end is told instead."""
    document = corpus.convention
    if document is None or document.entry.signee_le > today:
        return
    entry = document.entry
    if entry.denonciation and entry.denonciation.date < entry.signee_le:
        return  # told already
    if entry.ends:
        message = f"la convention a été dénoncée : elle prend fin le {entry.ends:%d/%m/%Y}"
        hint = "ce jour-là, les noms des partenaires quittent le site et le papier, et --release refuse de publier"
        if entry.is_over(today):
            message = (
                f"la convention a pris fin le {entry.ends:%d/%m/%Y} : les noms des partenaires ne sont plus montrés"
            )
            hint = "décidez de la suite avec les deux parties ; rien ne peut plus être diffusé en leur nom"
        yield document.information(("denonciation", "date"), "convention-denoncee", message, hint)
    elif (term := entry.next_term(today)) and today >= _months_before(term, _NOTICE):
        message = f"la convention arrive à son terme le {term:%d/%m/%Y}, et se renouvelle ce jour-là d’elle-même"
        hint = "si l’une des parties veut la changer ou l’arrêter, c’est le moment d’en parler"
        yield document.information(("signee_le",), "convention-a-terme", message, hint)


def _months_before(day: datetime.date, months: int) -> datetime.date:
    """Return the same day of an earlier month, or the last one that it has."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return datetime.date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def nothing_is_released_without_a_convention_in_force(corpus: Corpus, today: datetime.date) -> Iterator[Problem]:
    """After its end nobody may publish in the name of both parties."""
    document = corpus.convention
    if document and document.entry.is_over(today):
        message = (
            f"la convention a pris fin le {document.entry.ends:%d/%m/%Y} : rien ne peut plus être diffusé en son nom"
        )
        hint = "une nouvelle convention est signée ? mettez ce fichier à jour"
        yield document.problem(("denonciation", "date"), "convention-terminee", message, hint)
