"""The audit of accessibility: all of RGAA once, each finding explained, and none too old."""

import datetime
from collections.abc import Iterator

from oma_builder.content import reference
from oma_builder.content.loader import Corpus
from oma_builder.content.rules.dates import age_in_months
from oma_builder.problems import Problem, plural

_MOST_NAMED = 5


def criteria_are_told_once(corpus: Corpus, today: datetime.date) -> Iterator[Problem]:
    """Each criterion of RGAA is judged, once: a silence would count as a success nobody checked."""
    document = corpus.accessibility
    if document is None:
        return
    seen: dict[str, int] = {}
    for index, found in enumerate(document.entry.criteres):
        at = ("criteres", index, "critere")
        if found.critere not in reference.rgaa():
            message = f"le RGAA {reference.RGAA_VERSION} n’a pas de critère {found.critere}"
            yield document.problem(at, "critere-inconnu", message, "vérifiez le numéro dans la liste des 106 critères")
        elif found.critere in seen:
            message = f"le critère {found.critere} est déjà jugé à la ligne {seen[found.critere]}"
            yield document.problem(at, "critere-en-double", message, "gardez l’un des deux")
        seen.setdefault(found.critere, document.line(*at))
    if missing := [number for number in reference.rgaa() if number not in seen]:
        named = ", ".join(missing[:_MOST_NAMED]) + ("…" if len(missing) > _MOST_NAMED else "")
        message = f"il manque {plural(len(missing), 'critère')} : {named}"
        hint = "ajoutez-les ; ce que personne n’a regardé est « non-verifie »"
        yield document.problem(("criteres",), "critere-manquant", message, hint)


def findings_are_explained(corpus: Corpus, today: datetime.date) -> Iterator[Problem]:
    """A finding says who made it; a failure says what will be done about it."""
    document = corpus.accessibility
    if document is None:
        return
    for index, found in enumerate(document.entry.criteres):
        at = ("criteres", index, "etat")
        if found.etat == "non-conforme" and not found.prevu:
            message = f"le critère {found.critere} n’est pas respecté, et rien ne dit ce qui est prévu"
            hint = "ajoutez « prevu » : la correction et son délai, ou le moyen de s’en passer"
            yield document.problem(at, "correction-absente", message, hint)
        if found.etat == "non-verifie" and found.controle:
            message = f"le critère {found.critere} n’est pas vérifié, et porte pourtant un contrôle"
            yield document.problem(at, "controle-incoherent", message, "retirez « controle », ou changez l’état")
        if found.etat != "non-verifie" and not found.controle:
            message = f"le critère {found.critere} est jugé, sans dire par qui"
            yield document.problem(at, "controle-incoherent", message, "ajoutez « controle » : machine, ou main")


def audit_is_recent(corpus: Corpus, today: datetime.date) -> Iterator[Problem]:
    """A site changes: what was found once is to be looked at again."""
    document = corpus.accessibility
    if document is None:
        return
    audit = document.entry.audit
    age = age_in_months(audit.date, today)
    if age > audit.valable_mois:
        message = f"le contrôle de l’accessibilité date de {age} mois : il ne vaut plus"
        yield document.information(("audit", "date"), "audit-ancien", message, "refaites-le, et changez sa date")
