"""Figures of the brief of films that contradict one another."""

import datetime
from collections.abc import Iterator

from oma_builder.content.documents import Document
from oma_builder.content.kinds.cahier import Cahier, Pictures, Size
from oma_builder.content.loader import Corpus
from oma_builder.content.parser import Pointer
from oma_builder.content.schema import CAHIERS
from oma_builder.problems import Problem

_CODE = "nombre-invalide"


def limits_leave_room(corpus: Corpus, today: datetime.date) -> Iterator[Problem]:
    """A least figure above the greatest refuses every film."""
    for document in corpus.of(CAHIERS):
        for least, most, low, high in _limits(document.entry):
            if low > high:
                message = f"le plus petit nombre, {low}, dépasse le plus grand, {high}"
                yield document.problem(
                    least, _CODE, message, f"corrigez-le, ou corrigez « {' › '.join(map(str, most))} »"
                )


def pictures_stand_as_told(corpus: Corpus, today: datetime.date) -> Iterator[Problem]:
    """A landscape is wider than high, a portrait higher than wide."""
    for document in corpus.of(CAHIERS):
        image = document.entry.image
        yield from _lying(document, image, "plus_petite", image.plus_petite)
        yield from _lying(document, image, "plus_grande", image.plus_grande)


def _limits(brief: Cahier) -> Iterator[tuple[Pointer, Pointer, int, int]]:
    """Yield where the least and the greatest figure of a kind stand, and both."""
    small, large, rates = brief.image.plus_petite, brief.image.plus_grande, brief.image.images_par_seconde
    least, most = ("image", "plus_petite"), ("image", "plus_grande")
    yield (*least, "largeur"), (*most, "largeur"), small.largeur, large.largeur
    yield (*least, "hauteur"), (*most, "hauteur"), small.hauteur, large.hauteur
    at = ("image", "images_par_seconde")
    yield (*at, "minimum"), (*at, "maximum"), rates.minimum, rates.maximum
    yield ("son", "plus_faible"), ("son", "plus_fort"), brief.son.plus_faible, brief.son.plus_fort


def _lying(document: Document[Cahier], image: Pictures, name: str, size: Size) -> Iterator[Problem]:
    wrong = {"paysage": size.largeur < size.hauteur, "portrait": size.largeur > size.hauteur}
    if wrong.get(image.orientation, False):
        message = f"une image de {size.largeur} × {size.hauteur} pixels n’est pas en {image.orientation}"
        hint = "échangez la largeur et la hauteur, ou changez « orientation »"
        yield document.problem(("image", name), _CODE, message, hint)
