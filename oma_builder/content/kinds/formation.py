"""A diploma or title that one studies for: `content/formations/<id>.yaml`."""

from pydantic import Field

from oma_builder.content.fields import Date, Label, Sentence
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
from oma_builder.content.numbers import Level, Required
from oma_builder.content.official_codes import OnisepCode, RncpCode


class Codes(Author):
    """What registers call a diploma, and the day on which that was read: registers change."""

    rncp: RncpCode | None = Field(None, description="son code au répertoire national : `RNCP37537`")
    onisep: OnisepCode | None = Field(None, description="son identifiant à l’ONISEP : `FOR.2246`")
    releve_le: Date = Field(description="le jour où vous les avez lus, ou la date du registre où ils étaient")


class Formation(Author):
    """One diploma; the trades it leads to are found by the program."""

    intitule: Label = Field(description="le nom exact du diplôme : « CAP Menuisier fabricant »")
    niveau: Level = Field(description="3 CAP, 4 bac, 5 bac + 2, 6 bac + 3, 7 bac + 5, 8 doctorat")
    acces: Required | None = Field(None, description="ce qu’il faut pour y entrer : 0 aucun diplôme, 3 CAP, 4 bac…")
    entree: Label | None = Field(None, description="ce qu’il faut d’autre : « dès 17 ans, sur dossier et entretien »")
    duree: Label = Field(description="sa durée : « 2 ans »")
    voies: DistinctSome[Voie] = Field(description="les façons de le préparer")
    presentation: Sentence = Field(description="ce qu’on y apprend, et où")
    mene_a: Distinct[FormationId] = Field((), description="les formations qu’on fait souvent ensuite")
    codes: Codes | None = Field(None, description="ses codes officiels, qui mènent aux établissements")
    sources: Sources = Field(description=SOURCED)
    revu_le: Date = Field(description=REVIEWED)
    publication: Publication = Field(Publication(), description=SHOWN)
