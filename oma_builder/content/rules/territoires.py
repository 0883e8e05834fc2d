"""What is true of the territories: attached to one another, each code used once."""

import datetime
from collections.abc import Iterator

from oma_builder.content import reference
from oma_builder.content.documents import Document
from oma_builder.content.kinds.territoire import Territoire
from oma_builder.content.loader import Corpus
from oma_builder.content.rules.copies import copies
from oma_builder.content.schema import TERRITOIRES
from oma_builder.problems import Problem

_ABOVE = {
    "academie": ("region", "une région", "de sa région"),
    "departement": ("academie", "une académie", "de son académie"),
}
"""What each type of territory is attached to, with the words for it."""


def territories_are_attached(corpus: Corpus, today: datetime.date) -> Iterator[Problem]:
    """Region ← academies ← departments, as the Éducation nationale draws them."""
    by_id = {document.id: document.entry for document in corpus.of(TERRITOIRES)}
    for document in corpus.of(TERRITOIRES):
        entry = document.entry
        parent = by_id.get(entry.rattachement or "")
        above, what, of_it = _ABOVE.get(entry.type, ("", "", ""))
        at, hint = ("rattachement",), f"donnez le nom de fichier {of_it}"
        if not above and entry.rattachement:
            yield document.problem(at, "rattachement", "une région n’a pas de rattachement", "supprimez la ligne")
        elif above and entry.rattachement is None:
            yield document.problem((), "rattachement", "il manque le champ « rattachement »", hint)
        elif parent and parent.type != above:
            yield document.problem(at, "rattachement", f"« {parent.nom} » n’est pas {what}", hint)
        elif parent and entry.type == "departement":
            yield from _departement_problems(document, parent)


def _departement_problems(document: Document[Territoire], academie: Territoire) -> Iterator[Problem]:
    departement = reference.departements().get(document.entry.code)
    if departement and departement.academie_code != academie.code:
        message = f"{document.entry.nom} n’appartient pas à « {academie.nom} »"
        hint = f"c’est un département de l’académie de {departement.academie}"
        yield document.problem(("rattachement",), "rattachement", message, hint)


def territory_codes_are_known(corpus: Corpus, today: datetime.date) -> Iterator[Problem]:
    """Codes are those of INSEE (region, departments) and of the Éducation nationale (academies), each used once."""
    departements = reference.departements()
    known = {
        "region": {reference.REGION_CODE},
        "academie": {departement.academie_code for departement in departements.values()},
        "departement": set(departements),
    }
    for document in corpus.of(TERRITOIRES):
        entry = document.entry
        if entry.code not in known[entry.type]:
            message = f"le code {entry.code} n’est pas en Occitanie, pour un territoire de type {entry.type}"
            hint = _own_code(entry) or f"codes possibles : {', '.join(sorted(known[entry.type]))}"
            yield document.problem(("code",), "territoire-inconnu", message, hint)
        elif entry.type == "departement" and entry.nom != departements[entry.code].name:
            message = f"le code {entry.code} est celui du département « {departements[entry.code].name} »"
            hint = _own_code(entry) or f"si c’est lui, écrivez son nom : {departements[entry.code].name}"
            yield document.problem(("code",), "territoire-inconnu", message, hint)
    for copy, original in copies(corpus.of(TERRITOIRES), lambda document: (document.entry.type, document.entry.code)):
        message = f"le code {copy.entry.code} est déjà celui de {original.path}"
        hint = "corrigez ce code ; si cette fiche est une copie de l’autre, sortez-la de content/"
        yield copy.problem(("code",), "territoire-en-double", message, hint)


def _own_code(entry: Territoire) -> str:
    """Return the hint that gives a department of the region its code, or an empty string."""
    codes = {departement.name: code for code, departement in reference.departements().items()}
    is_ours = entry.type == "departement" and entry.nom in codes
    return f"écrivez {codes[entry.nom]}, le code de ce département" if is_ours else ""
