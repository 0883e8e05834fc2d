"""Every kind of document: its folder under `content/`, its file suffix and its model.

Keys and values are the authors' French, verbatim; the linker translates them once into the English
model of `guide/`. An unknown key is an error. A claim (pay, "recrute ici", regulated access, a campus
label) cannot be written without its source, date and, for recruiting, territory.
"""

import typing
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Generic, TypeVar

from pydantic.fields import FieldInfo

from oma_builder.content.fields import MarkdownField
from oma_builder.content.kinds.accessibilite import Accessibilite
from oma_builder.content.kinds.accueil import Accueil
from oma_builder.content.kinds.acteur import Acteur
from oma_builder.content.kinds.base import Author
from oma_builder.content.kinds.cahier import Cahier
from oma_builder.content.kinds.campus import Campus
from oma_builder.content.kinds.edition import Edition
from oma_builder.content.kinds.evenement import Evenement
from oma_builder.content.kinds.film import Film
from oma_builder.content.kinds.formation import Formation
from oma_builder.content.kinds.glossaire import Glossaire
from oma_builder.content.kinds.guide import Guide
from oma_builder.content.kinds.initiative import Initiative
from oma_builder.content.kinds.interet import Interet
from oma_builder.content.kinds.metier import Metier
from oma_builder.content.kinds.orthographe import Orthographe
from oma_builder.content.kinds.page import Page
from oma_builder.content.kinds.public import Public
from oma_builder.content.kinds.regle import Regle
from oma_builder.content.kinds.secteur import Secteur
from oma_builder.content.kinds.site import Site
from oma_builder.content.kinds.territoire import Territoire

Entry_co = TypeVar("Entry_co", bound=Author, covariant=True)


@dataclass(frozen=True, slots=True)
class Kind(Generic[Entry_co]):
    """One kind of document, with what messages call it: « métier inconnu », « formation inconnue »; `largest` in bytes.

    `companion` is the suffix of the file that may stand beside a document, under the same name.
    """

    name: str
    suffix: str
    model: type[Entry_co]
    noun: str
    feminine: bool = False
    largest: int = 1_000_000
    companion: str = ""

    @property
    def markdown_fields(self) -> tuple[str, ...]:
        """Names of the top-level fields that hold Markdown."""
        return _markdown_fields(self.model)


@cache
def _markdown_fields(model: type[Author]) -> tuple[str, ...]:
    fields = model.model_fields.items()
    return tuple(name for name, field in fields if any(isinstance(mark, MarkdownField) for mark in _marks(field)))


def _marks(field: FieldInfo) -> Iterator[object]:
    """Yield what marks a field; of an optional one, it is its inner type that carries the marks."""
    yield from field.metadata
    for part in typing.get_args(field.annotation):
        yield from getattr(part, "__metadata__", ())


METIERS = Kind("metiers", ".yaml", Metier, "métier")
SECTEURS = Kind("secteurs", ".yaml", Secteur, "secteur")
TERRITOIRES = Kind("territoires", ".yaml", Territoire, "territoire")
FORMATIONS = Kind("formations", ".yaml", Formation, "formation", feminine=True)
CAMPUS = Kind("campus", ".yaml", Campus, "campus")
EVENEMENTS = Kind("evenements", ".yaml", Evenement, "événement")
INITIATIVES = Kind("initiatives", ".yaml", Initiative, "initiative", feminine=True)
ACCUEILS = Kind("accueils", ".yaml", Accueil, "offre d’accueil", feminine=True)
REGLES = Kind("regles", ".yaml", Regle, "règle", feminine=True)
GUIDES = Kind("guides", ".md", Guide, "guide")
CAHIERS = Kind("cahiers", ".yaml", Cahier, "cahier des charges")
ACTEURS = Kind("acteurs", ".yaml", Acteur, "acteur")
PUBLICS = Kind("publics", ".yaml", Public, "public")
INTERETS = Kind("interets", ".yaml", Interet, "centre d’intérêt")
PAGES = Kind("pages", ".md", Page, "page", feminine=True)
FILMS = Kind("films", ".yaml", Film, "film", companion=".vtt")
EDITIONS = Kind("editions", ".yaml", Edition, "édition", feminine=True, largest=10_000_000)
SITE = Kind("site", ".yaml", Site, "site")
ACCESSIBILITE = Kind("accessibilite", ".yaml", Accessibilite, "audit d’accessibilité")
GLOSSAIRE = Kind("glossaire", ".yaml", Glossaire, "glossaire")
ORTHOGRAPHE = Kind("orthographe", ".yaml", Orthographe, "liste de mots", feminine=True)

KINDS: tuple[Kind[Author], ...] = (
    METIERS,
    SECTEURS,
    TERRITOIRES,
    FORMATIONS,
    CAMPUS,
    EVENEMENTS,
    INITIATIVES,
    ACCUEILS,
    REGLES,
    GUIDES,
    CAHIERS,
    ACTEURS,
    PUBLICS,
    INTERETS,
    PAGES,
    FILMS,
    EDITIONS,
)
"""Every kind that has a folder."""

SINGLES: tuple[Kind[Author], ...] = (SITE, ACCESSIBILITE, GLOSSAIRE, ORTHOGRAPHE)
"""The kinds of one file each, `content/<name>.yaml`."""
