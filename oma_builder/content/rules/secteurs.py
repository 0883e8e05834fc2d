"""What is true of the sectors among themselves."""

import datetime
from collections.abc import Iterator
from typing import get_args

from oma_builder.content.kinds.secteur import ColourName
from oma_builder.content.loader import Corpus
from oma_builder.content.rules.copies import copies
from oma_builder.content.schema import SECTEURS
from oma_builder.problems import Problem


def colours_tell_sectors_apart(corpus: Corpus, today: datetime.date) -> Iterator[Problem]:
    """Readers know a sector by its colour, as long as there are colours left."""
    sectors = corpus.of(SECTEURS)
    if free := sorted(set(get_args(ColourName)) - {document.entry.couleur for document in sectors}):
        for copy, original in copies(sectors, lambda document: document.entry.couleur):
            message = f"la couleur « {copy.entry.couleur} » est déjà celle de {original.path}"
            yield copy.warning(("couleur",), "couleur-en-double", message, f"encore libres : {', '.join(free)}")
