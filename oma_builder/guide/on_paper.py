"""What the PDF files that a site publishes may name of films."""

from dataclasses import replace

from oma_builder.guide.films import Film
from oma_builder.guide.model import Guide


def as_published(guide: Guide) -> Guide:
    """Return the guide as the PDF files of a build tell it.

    They lie on the site and in its archive, and whoever has one may print it: each film that they name is allowed in all
    three. A guide that is printed apart goes to paper alone, and names what paper may.
    """
    metiers = (replace(metier, films=tuple(filter(_may_lie_anywhere, metier.films))) for metier in guide.metiers)
    return replace(guide, metiers=tuple(metiers))


def _may_lie_anywhere(film: Film) -> bool:
    return film.media >= {"papier", "web", "hors-ligne"}
