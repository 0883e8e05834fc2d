"""The region, one of its academies or departments: `content/territoires/<id>.yaml`."""

from typing import Literal

from pydantic import Field

from oma_builder.content.fields import Label, Markdown
from oma_builder.content.kinds.base import SOURCED, Author, Sources, TerritoireId
from oma_builder.content.official_codes import TerritoryCode


class Territoire(Author):
    """One territory of Occitanie."""

    type: Literal["region", "academie", "departement"] = Field(description="ce qu’est ce territoire")
    nom: Label = Field(description="« Ariège »")
    dans: Label = Field(description="le nom précédé du mot qui convient : « en Ariège »")
    code: TerritoryCode = Field(description="deux chiffres : `09`")
    rattachement: TerritoireId | None = Field(
        None, description="l’académie d’un département, la région d’une académie ; rien pour la région"
    )
    presentation: Markdown = Field(description="quelques phrases, sans titre ni image")
    sources: Sources = Field(description=SOURCED)
