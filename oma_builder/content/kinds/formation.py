"""A diploma or title that one studies for: `content/formations/<id>.yaml`."""

from pydantic import Field

from oma_builder.content.fields import Date, Label, Sentence, Url
from oma_builder.content.kinds.base import (
    REVIEWED,
    SHOWN,
    SOURCED,
    Author,
    Distinct,
    DistinctSome,
    FormationId,
    Publication,
    Sources,
    Voie,
)
from oma_builder.content.numbers import Level
from oma_builder.content.official_codes import RncpCode


class Formation(Author):
    """One diploma; the trades it leads to are found by the program."""

    intitule: Label = Field(description="le nom exact du diplôme : « CAP Menuisier fabricant »")
    niveau: Level = Field(description="3 CAP, 4 bac, 5 bac + 2, 6 bac + 3, 7 bac + 5, 8 doctorat")
    duree: Label = Field(description="sa durée : « 2 ans »")
    voies: DistinctSome[Voie] = Field(description="les façons de le préparer")
    presentation: Sentence = Field(description="ce qu’on y apprend, et où")
    mene_a: Distinct[FormationId] = Field((), description="les formations qu’on fait souvent ensuite")
    rncp: RncpCode | None = Field(None, description="son code au répertoire national : `RNCP37537`")
    onisep: Url | None = Field(None, description="l’adresse de sa fiche sur le site de l’ONISEP")
    sources: Sources = Field(description=SOURCED)
    revu_le: Date = Field(description=REVIEWED)
    publication: Publication = Field(Publication(), description=SHOWN)
