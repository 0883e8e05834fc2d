"""What paper needs for ever: one trade for each short code, and a successor for each sheet that was printed."""

import datetime
from collections.abc import Iterator

from oma_builder.content.documents import Document
from oma_builder.content.kinds.metier import Metier
from oma_builder.content.loader import Corpus
from oma_builder.content.schema import EDITIONS, METIERS
from oma_builder.content.short_codes import answering, claims
from oma_builder.problems import Problem


def replaced_sheets_are_gone(corpus: Corpus, today: datetime.date) -> Iterator[Problem]:
    """A sheet takes the place of one that is no more, and of which no other has taken the place."""
    seen: dict[str, Document[Metier]] = {}
    for document in corpus.of(METIERS):
        for index, former in enumerate(document.entry.remplace):
            at, first = ("remplace", index), seen.setdefault(former, document)
            if (METIERS.name, former) in corpus.known:
                message = f"« {former} » n’est pas remplacé : la fiche {METIERS.name}/{former}.yaml existe"
                hint = document.removal(at)
                if former != document.id:
                    hint += " ; si celle-ci prend sa place, sortez plutôt l’ancienne fiche de content/"
                yield document.problem(at, "remplace-existant", message, hint)
            elif first is not document:
                message = f"« {former} » est déjà remplacé par {first.path}"
                yield document.problem(at, "remplace-en-double", message, document.removal(at))


def renamed_sheets_lead_on(corpus: Corpus, today: datetime.date) -> Iterator[Problem]:
    """A sheet under a new name still answers to the old one, by which links and printed codes know it."""
    answered, by_id = answering(corpus.of(METIERS)), {document.id: document for document in corpus.of(METIERS)}
    for former, name in corpus.renamed:
        if (METIERS.name, former) not in corpus.known and former not in answered and (document := by_id.get(name)):
            message = f"cette fiche s’appelait « {former} » : ses anciennes adresses ne mènent plus à rien"
            hint = f"ajoutez « remplace: [{former}] » à cette fiche"
            if document.entry.remplace:
                hint = f"ajoutez « {former} » à la fin de la liste « remplace » de cette fiche"
            yield document.warning((), "adresse-perdue", message, hint)


def short_codes_differ(corpus: Corpus, today: datetime.date) -> Iterator[Problem]:
    """A short address leads to one trade. Of two, the one that was printed keeps it."""
    owners: dict[str, Document[Metier]] = {}
    reported = set()
    for code, name, document in claims(corpus.of(METIERS), corpus.of(EDITIONS)):
        if document is None:
            continue
        first = owners.setdefault(code, document)
        if first is not document and (code, document.id) not in reported:
            reported.add((code, document.id))
            message = f"le nom « {name} » donne l’adresse courte m/{code}, qui est déjà celle de {first.path}"
            if name == document.id:
                yield document.problem((), "code-en-double", message, "changez un peu le nom de ce fichier")
            else:
                at = ("remplace", document.entry.remplace.index(name))
                yield document.problem(at, "code-en-double", message, document.removal(at))


def printed_sheets_lead_on(corpus: Corpus, today: datetime.date) -> Iterator[Problem]:
    """What stands on paper leads to a sheet or to its successor, unless a draft says that it is gone on purpose."""
    if not corpus.is_whole(METIERS):
        return  # a sheet that could not be read may be the successor
    owners = answering(corpus.of(METIERS))
    for edition in corpus.of(EDITIONS):
        for index, printed in enumerate(edition.entry.metiers):
            if printed.metier not in owners:
                message = (
                    f"« {printed.metier} » est imprimé à la page {printed.page} de l’édition {edition.entry.nom}, "
                    f"et sa fiche n’existe plus : l’adresse m/{printed.code_court} ne mène à aucun métier"
                )
                hint = f"ajoutez « remplace: [{printed.metier}] » à la fiche qui prend sa suite, ou remettez-la en brouillon"
                yield edition.warning(("metiers", index, "metier"), "imprime-disparu", message, hint)
