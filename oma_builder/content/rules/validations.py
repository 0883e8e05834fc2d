"""The approvals of both parties: each is of a party and a document that exist, and stands as it was recorded."""

import datetime
from collections.abc import Iterator

from oma_builder.content.kinds.validation import subject
from oma_builder.content.loader import Corpus
from oma_builder.content.parties import PARTIES
from oma_builder.content.rules.relations import meant
from oma_builder.content.schema import KINDS, VALIDATIONS
from oma_builder.problems import Problem


def kinds_to_approve_exist(corpus: Corpus, today: datetime.date) -> Iterator[Problem]:
    """What needs an agreement is a folder of what people write."""
    folders = [kind.name for kind in KINDS if not kind.written_by]
    for index, name in enumerate(corpus.site.entry.validations) if corpus.site else ():
        if corpus.site and name not in folders:
            message = f"« {name} » n’est pas un dossier de fiches à approuver"
            yield corpus.site.problem(("validations", index), "validation-inconnue", message, meant(name, folders))


def approvals_have_a_subject(corpus: Corpus, today: datetime.date) -> Iterator[Problem]:
    """Only a party approves. What an approval is of may be gone: that is for information, as its withdrawal must succeed."""
    for document in corpus.of(VALIDATIONS):
        about = subject(document.id)
        if about.party not in PARTIES:
            message = f"« {about.party} » n’est pas une partie de la convention"
            hint = f"les accords sont dans {' ou '.join(f'{VALIDATIONS.name}/{party}/' for party in PARTIES)}"
            yield document.problem((), "partie-inconnue", message, hint)
        elif (about.kind, about.id) not in corpus.known:
            message = f"cet accord porte sur {about.kind}/{about.id}, qui n’existe pas ou plus"
            hint = "si la fiche a changé de nom, faites-la approuver à nouveau ; puis supprimez ce fichier"
            yield document.information((), "accord-sans-fiche", message, hint)


def approvals_are_as_recorded(corpus: Corpus, today: datetime.date) -> Iterator[Problem]:
    """An approval whose words or whose digest were changed by hand is of nothing that anybody saw."""
    for document in corpus.of(VALIDATIONS):
        if not document.entry.is_as_recorded:
            about = subject(document.id)
            message = "cet accord a été modifié à la main : sa copie et son empreinte ne vont plus ensemble"
            hint = f"remettez-le comme il était, ou redonnez l’accord : python build.py approve {about.kind}/{about.id}"
            yield document.problem(("empreinte",), "accord-retouche", message, hint)
