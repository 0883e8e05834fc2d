"""The words of the guide: `content/glossaire.yaml`."""

from typing import Annotated

from pydantic import Field

from oma_builder.content.fields import Date, Definition, Label
from oma_builder.content.kinds.base import REVIEWED, Author, Distinct, Source


class Term(Author):
    """One word or abbreviation, told to somebody of fourteen."""

    terme: Label = Field(description="le mot ou le sigle, comme le guide l’écrit : « CAP », « alternance »")
    sigle_de: Label | None = Field(None, description="pour un sigle, les mots qu’il remplace")
    definition: Definition = Field(description="ce que cela veut dire, en une à trois phrases simples")
    voir: Distinct[Label] = Field((), description="d’autres termes de ce fichier, à lire ensuite")
    sources: tuple[Source, ...] = Field(
        (), description="d’où vient la définition ; obligatoire si elle donne un nombre ou une règle de droit"
    )


class Glossaire(Author):
    """From this the page « Les mots du guide » is made, and its chapter on paper, whatever the order of the file."""

    revu_le: Date = Field(description=REVIEWED)
    termes: Annotated[tuple[Term, ...], Field(min_length=1)] = Field(
        description="les mots, dans l’ordre qui vous plaît"
    )
