"""What is true of every trade: ROME's code and themes, pay that grows."""

import datetime
from collections.abc import Iterator
from functools import cache

from oma_builder.content import reference
from oma_builder.content.loader import Corpus
from oma_builder.content.schema import METIERS
from oma_builder.content.typography import slugify
from oma_builder.problems import Problem

_ROOT = 5
"""Letters by which two words are of one family: *analyste* and *analyse*."""

_SHORTEST = 4
"""Letters of a word that says something: not *de*, nor *en*."""


def rome_code_is_known(corpus: Corpus, today: datetime.date) -> Iterator[Problem]:
    """A later version of ROME may hold a code that ours lacks: a warning, not an error."""
    for document in corpus.of(METIERS):
        code = document.entry.rome
        if code not in reference.rome():
            message = f"le code {code} n’existe pas dans le ROME 4.0 version {reference.ROME_VERSION}"
            yield document.warning(("rome",), "rome-inconnu", message, "vérifiez-le sur le site de France Travail")


def rome_code_is_of_this_trade(corpus: Corpus, today: datetime.date) -> Iterator[Problem]:
    """The code of another trade: no word of its label is among the names of this one, or ROME has this name elsewhere.

    A label gives both genders, then what they share: "Charpentier / Charpentière bois". Its feminine half is whole.
    """
    sheets = reference.rome()
    by_name = _codes_by_name()
    for document in corpus.of(METIERS):
        entry, sheet = document.entry, sheets.get(document.entry.rome)
        if sheet is None:
            continue
        names = [name for title in (entry.titre, *entry.synonymes) for name in (title.masculin, title.feminin)]
        own = by_name.get(slugify(entry.titre.feminin), "")
        is_alike = _words(sheet.label) & _words(*names) and own in ("", entry.rome)
        if not is_alike and slugify(_whole(sheet.label)) not in map(slugify, names):
            message = f"{entry.rome} est le code de « {sheet.label} », pas de « {entry.titre} »"
            hint = f"écrivez {own}" if own else "vérifiez-le"
            hint += f" ; si {entry.rome} est le bon, ajoutez « {sheet.label} » aux synonymes"
            yield document.warning(("rome",), "rome-different", message, hint)


@cache
def _codes_by_name() -> dict[str, str]:
    """Return the code of each name in ROME, whose thousand and more names never change."""
    return {slugify(_whole(sheet.label)): code for code, sheet in reference.rome().items()}


def _whole(label: str) -> str:
    return label.rpartition(" / ")[2]


def _words(*names: str) -> set[str]:
    """Return the roots of the words of some names."""
    return {word[:_ROOT] for word in slugify(" ".join(names)).split("-") if len(word) >= _SHORTEST}


def interests_agree_with_rome(corpus: Corpus, today: datetime.date) -> Iterator[Problem]:
    """The themes should be ROME's, unless the editors know why not."""
    hint = "gardez-le si vous avez une bonne raison"
    for document in corpus.of(METIERS):
        sheet, given = reference.rome().get(document.entry.rome), document.entry.interets
        if sheet and sheet.major != given.principal:
            message = f"l’intérêt principal est {given.principal}, le ROME donne {sheet.major}"
            yield document.warning(("interets", "principal"), "riasec-different", message, hint)
        elif sheet and given.secondaire and sheet.minor != given.secondaire:
            message = f"l’intérêt secondaire est {given.secondaire}, le ROME donne {sheet.minor or 'aucun'}"
            yield document.warning(("interets", "secondaire"), "riasec-different", message, hint)


def pay_grows(corpus: Corpus, today: datetime.date) -> Iterator[Problem]:
    """An experienced person does not earn less than a beginner."""
    for document in corpus.of(METIERS):
        salary = document.entry.salaire
        if salary and salary.confirme is not None and salary.confirme < salary.debutant:
            message = f"le salaire confirmé ({salary.confirme} €) est inférieur à celui de début ({salary.debutant} €)"
            yield document.problem(("salaire", "confirme"), "salaire-incoherent", message, "vérifiez les deux nombres")
