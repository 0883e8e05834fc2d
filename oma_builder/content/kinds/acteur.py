"""A function that helps, in a territory: `content/acteurs/<id>.yaml`."""

from typing import Literal

from pydantic import Field

from oma_builder.content.fields import Date, Flag, Label, Mail, Sentence, Url
from oma_builder.content.kinds.base import (
    REVIEWED,
    SAMPLE,
    SHOWN,
    SOURCED,
    Author,
    Distinct,
    DistinctSome,
    Publication,
    PublicId,
    Sources,
    TerritoireId,
)

Function = Literal[
    "clee",
    "pole-de-stages",
    "ingenieur-pour-l-ecole",
    "conseiller-entreprises-pour-l-ecole",
    "charge-de-mission-ecole-entreprise",
    "medef-territorial",
    "cio",
    "mission-locale",
    "autre",
]


class Acteur(Author):
    """One function and how to reach it; never a person (agreement, article 8)."""

    fonction: Function = Field(description="la sorte de fonction")
    nom: Label = Field(description="le nom du service ou de la structure, **jamais celui d’une personne**")
    role: Sentence = Field(description="ce que cette fonction peut faire, et pour qui")
    territoires: DistinctSome[TerritoireId] = Field(description="les territoires où elle agit")
    publics: Distinct[PublicId] = Field((), description="à qui elle s’adresse")
    courriel: Mail | None = Field(None, description="une adresse de fonction, comme `stages@…`, jamais de personne")
    adresse: Url | None = Field(None, description="l’adresse de sa page")
    exemple: Flag = Field(False, description=SAMPLE)
    sources: Sources = Field(description=SOURCED)
    revu_le: Date = Field(description=REVIEWED)
    publication: Publication = Field(Publication(), description=SHOWN)
