"""A dated event: `content/evenements/<id>.yaml`."""

from typing import Annotated, Literal

from pydantic import Field

from oma_builder.content.fields import ClosingHour, Date, Flag, Hour, Label, Markdown, Url
from oma_builder.content.kinds.base import (
    SAMPLE,
    SHOWN,
    SOURCED,
    Author,
    Distinct,
    DistinctSome,
    MetierId,
    Publication,
    PublicId,
    SecteurId,
    Sources,
    TerritoireId,
)


class Evenement(Author):
    """One event; it leaves the guide by itself the day after its end."""

    titre: Label = Field(description="le nom de l’événement")
    type: Literal["semaine-ecole-entreprise", "forum", "portes-ouvertes", "visite", "concours", "autre"] = Field(
        description="la sorte d’événement"
    )
    debut: Date = Field(description="le premier jour")
    fin: Date | None = Field(None, description="le dernier jour, s’il y en a plusieurs")
    heure_debut: Hour | None = Field(None, description="l’heure de début : `09:00`")
    heure_fin: ClosingHour | None = Field(
        None, description="l’heure de fin : `17:30` ; `24:00` pour minuit ; après minuit, `fin` est le lendemain"
    )
    changements: Annotated[tuple[Date, ...], Field(max_length=100)] = Field(
        (), description="chaque jour où la date, l’heure ou le lieu a changé après l’annonce"
    )
    lieu: Label = Field(description="là où cela se passe")
    territoires: DistinctSome[TerritoireId] = Field(description="les territoires concernés")
    publics: Distinct[PublicId] = Field((), description="à qui l’événement s’adresse")
    secteurs: Distinct[SecteurId] = Field((), description="les secteurs concernés")
    metiers: Distinct[MetierId] = Field((), description="les métiers qu’on y découvre")
    presentation: Markdown = Field(description="ce qu’on y trouve, sans titre ni image")
    organisateur: Label = Field(description="l’organisme qui l’organise, jamais une personne")
    adresse: Url | None = Field(None, description="l’adresse de sa page")
    exemple: Flag = Field(False, description=SAMPLE)
    sources: Sources = Field(description=SOURCED)
    publication: Publication = Field(Publication(), description=SHOWN)
