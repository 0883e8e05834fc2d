"""An action to discover enterprise: `content/initiatives/<id>.yaml`."""

from pydantic import Field

from oma_builder.content.fields import Flag, Label, Markdown, Sentence, Url
from oma_builder.content.kinds.base import (
    SAMPLE,
    SHOWN,
    SOURCED,
    Author,
    Distinct,
    Publication,
    PublicId,
    SecteurId,
    Sources,
    TerritoireId,
)
from oma_builder.content.numbers import Month, Rank


class Initiative(Author):
    """One action of entrepreneurship or discovery, such as the mini-entreprise (agreement, article 4.2)."""

    nom: Label = Field(description="le nom de l’action")
    accroche: Sentence = Field(description="la phrase qui la résume")
    presentation: Markdown = Field(description="comment cela se passe, sans titre ni image")
    organisateur: Label = Field(description="l’organisme qui la propose, jamais une personne")
    publics: Distinct[PublicId] = Field((), description="à qui elle s’adresse")
    secteurs: Distinct[SecteurId] = Field((), description="les secteurs concernés")
    territoires: Distinct[TerritoireId] = Field((), description="là où elle existe ; rien si c’est partout")
    adresse: Url | None = Field(None, description="l’adresse de sa page")
    mois: Distinct[Month] = Field(
        (),
        description="les mois où cela revient chaque année, si une source le dit : `[11]` ; le guide imprimé en fait un calendrier",
    )
    rang: Rank = Field(50, description="sa place dans la page")
    exemple: Flag = Field(False, description=SAMPLE)
    sources: Sources = Field(description=SOURCED)
    publication: Publication = Field(Publication(), description=SHOWN)
