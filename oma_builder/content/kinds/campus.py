"""A Campus des métiers et des qualifications: `content/campus/<id>.yaml`."""

from typing import Literal

from pydantic import Field

from oma_builder.content.fields import Date, Flag, Label, Sentence, Url
from oma_builder.content.kinds.base import (
    SAMPLE,
    SHOWN,
    SOURCED,
    Author,
    Distinct,
    DistinctSome,
    MetierId,
    Publication,
    SecteurId,
    Sources,
    TerritoireId,
)
from oma_builder.content.official_codes import UaiCode


class School(Author):
    """The school that carries a campus."""

    nom: Label = Field(description="le nom de l’établissement")
    commune: Label | None = Field(None, description="la commune")
    uai: UaiCode | None = Field(None, description="son code UAI : sept chiffres et une lettre")


class Campus(Author):
    """One campus, published with the dates of its label and their source, never as an official list."""

    nom: Label = Field(description="le nom du campus")
    categorie: Literal["campus", "excellence"] = Field(description="`excellence` s’il porte cette mention")
    filiere: Label = Field(description="la filière professionnelle : « Aéronautique et spatial »")
    presentation: Sentence = Field(description="ce qu’on y fait, en une ou deux phrases")
    etablissement: School | None = Field(None, description="l’établissement qui porte le campus")
    departements: DistinctSome[TerritoireId] = Field(description="les départements du campus")
    secteurs: Distinct[SecteurId] = Field((), description="les secteurs du guide qu’il concerne")
    metiers: Distinct[MetierId] = Field(
        (), description="les métiers du guide qu’on y prépare ; sans eux, ce sont tous ceux de ses secteurs"
    )
    label_du: Date | None = Field(None, description="le début du label")
    label_jusqu_au: Date | None = Field(None, description="sa fin ; ensuite, le campus n’est plus montré")
    adresse: Url | None = Field(None, description="l’adresse de son site")
    exemple: Flag = Field(False, description=SAMPLE)
    sources: Sources = Field(description=SOURCED)
    publication: Publication = Field(Publication(), description=SHOWN)
