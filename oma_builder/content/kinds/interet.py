"""One of Holland's six themes in our own words: `content/interets/<id>.yaml`."""

from typing import Annotated

from pydantic import Field

from oma_builder.content.fields import Label, Markdown, Sentence
from oma_builder.content.kinds.base import SHOWN, SOURCED, Author, Distinct, Publication, Riasec, Sources


class Interet(Author):
    """One theme; its trades are found by the program."""

    lettre: Riasec = Field(description="sa lettre")
    nom: Label = Field(description="« Réaliste »")
    accroche: Label = Field(description="ce qu’on aime, en quelques verbes : « fabriquer, réparer »")
    presentation: Markdown = Field(description="à quoi on le reconnaît, sans titre ni image")
    questions: Annotated[Distinct[Sentence], Field(min_length=3, max_length=3)] = Field(
        (), description="trois petites scènes et leur question, « Aimerais-tu… ? », pour la page « Ce qui m’intéresse »"
    )
    sources: Sources = Field(description=SOURCED)
    publication: Publication = Field(Publication(), description=SHOWN)
