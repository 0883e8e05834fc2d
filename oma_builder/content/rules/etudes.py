"""What trades, diplomas and campuses say of one another: levels that agree, codes that are known, somewhere to lead."""

import datetime
from collections.abc import Iterator

from oma_builder.content.documents import Document
from oma_builder.content.kinds.formation import Formation
from oma_builder.content.kinds.metier import Metier
from oma_builder.content.loader import Corpus
from oma_builder.content.schema import CAMPUS, FORMATIONS, METIERS
from oma_builder.problems import Problem, Severity, plural

_BAC = 4
"""Whoever needs more than a baccalauréat to enter the last diploma of a way gets it on this way, after the baccalauréat."""


def diploma_is_that_of_the_paths(corpus: Corpus, today: datetime.date) -> Iterator[Problem]:
    """The diploma of a trade is the lowest that opens it at the end of one of its ways, before what only goes further."""
    for document, opening in _openings(corpus):
        lowest = min(formation.niveau for formation in opening)
        if document.entry.niveau != lowest:
            message = f"le diplôme du métier est de niveau {document.entry.niveau}, et le plus bas qui l’ouvre dans ses études de niveau {lowest}"
            hint = f"écrivez {lowest}, ou corrigez « etudes » (« plus_loin » marque les étapes dont on peut se passer)"
            yield document.warning(("niveau",), "niveau-different", message, hint)


def access_is_that_of_the_paths(corpus: Corpus, today: datetime.date) -> Iterator[Problem]:
    """What a trade asks for at first is what the easiest of its ways asks for; a diploma may not say what it asks for."""
    for document, opening in _openings(corpus):
        asked = [min(formation.acces, _BAC) for formation in opening if formation.acces is not None]
        is_whole = len(asked) == len(opening)
        if asked and (document.entry.acces > min(asked) or (is_whole and document.entry.acces < min(asked))):
            message = (
                f"l’accès du métier est {document.entry.acces}, et celui de ses études les plus ouvertes {min(asked)}"
            )
            hint = f"écrivez « acces: {min(asked)} », ou corrigez « etudes », ou l’accès de la formation"
            yield document.warning(("acces",), "acces-different", message, hint)


def _openings(corpus: Corpus) -> Iterator[tuple[Document[Metier], list[Formation]]]:
    """Yield each trade with the diplomas that open it; a trade of which one is not there is told of already."""
    formations = {document.id: document.entry for document in corpus.of(FORMATIONS)}
    for document in corpus.of(METIERS):
        names = [name for path in document.entry.etudes for name in path.etapes[path.opening].diplomas]
        if all(name in formations for name in names):
            yield document, [formations[name] for name in names]


def campuses_reach_trades(corpus: Corpus, today: datetime.date) -> Iterator[Problem]:
    """A campus shows where one prepares for trades: those that it names, or those of its sectors."""
    reached = {sector for metier in corpus.of(METIERS) for sector in metier.entry.sectors}
    for document in corpus.of(CAMPUS):
        if not document.entry.metiers and not reached.intersection(document.entry.secteurs):
            message = f"« {document.entry.nom} » ne mène à aucun métier du guide"
            hint = "ajoutez « metiers » ou « secteurs », avec des noms de fichiers du guide"
            yield document.warning((), "campus-sans-metier", message, hint)


def codes_are_to_be_confirmed(corpus: Corpus, today: datetime.date) -> Iterator[Problem]:
    """Tell editors who have begun to write codes, in one line, how many diplomas do not lead to schools yet."""
    documents = corpus.of(FORMATIONS)
    unknown = [document for document in documents if not (document.entry.codes and document.entry.codes.onisep)]
    if 0 < len(unknown) < len(documents):
        message = f"{plural(len(unknown), 'formation')} sur {len(documents)} sans identifiant de l’ONISEP, donc sans lien vers les établissements"
        hint = "cherchez chacune sur onisep.fr et sur francecompetences.fr, puis écrivez « codes » avec la date"
        path = f"{corpus.folder}/{FORMATIONS.name}"
        yield Problem(path, 0, "codes-a-confirmer", message, hint, Severity.INFORMATION)
