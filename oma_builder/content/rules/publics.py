"""What adults read: publics that are told « vous », and the rules in their words."""

import datetime
from collections.abc import Iterator

from oma_builder.content import readers
from oma_builder.content.loader import Corpus
from oma_builder.content.schema import PUBLICS, REGLES
from oma_builder.problems import Problem

_HINT = "dites « vous », ou parlez de « l’élève » ; ce qu’on dit à l’élève se met entre « et »"


def adults_are_told_vous(corpus: Corpus, today: datetime.date) -> Iterator[Problem]:
    """Companies, families and staff never read « tu »: not on their own page, nor in their words of a rule."""
    for public in corpus.of(PUBLICS):
        texts = (("accroche", public.entry.accroche), ("presentation", public.entry.presentation))
        for field, text in texts if public.entry.pronom == "vous" else ():
            if word := readers.tu(text):
                yield public.warning((field,), "tutoiement", f"« {word[0]} » : ce texte tutoie des adultes", _HINT)
    for rule in corpus.of(REGLES):
        told = rule.entry.vous
        for field, text in (("titre", told.titre or ""), ("texte", told.texte)) if told else ():
            if word := readers.tu(text):
                yield rule.warning(("vous", field), "tutoiement", f"« {word[0]} » : ce texte tutoie des adultes", _HINT)


def adults_have_their_words_of_rules(corpus: Corpus, today: datetime.date) -> Iterator[Problem]:
    """A rule that says « tu » has a text for the adults whom it concerns too."""
    adults = {kind for public in corpus.of(PUBLICS) if public.entry.pronom == "vous" for kind in public.entry.accueils}
    for rule in corpus.of(REGLES):
        word = readers.tu(f"{rule.entry.titre} {rule.entry.texte}")
        if word and rule.entry.vous is None and not adults.isdisjoint(rule.entry.types):
            message = f"« {word[0]} » : des adultes lisent aussi cette règle"
            hint = "ajoutez « vous », avec le même « texte » sans « tu » : « l’élève observe… »"
            yield rule.warning(("texte",), "tutoiement", message, hint)
