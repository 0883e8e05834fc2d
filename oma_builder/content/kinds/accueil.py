"""An organisation that opens its doors: `content/accueils/<id>.yaml`."""

from pydantic import Field

from oma_builder.content.fields import Date, Flag, Label, Sentence, Url
from oma_builder.content.kinds.base import (
    SAMPLE,
    SHOWN,
    Author,
    DistinctSome,
    HostKind,
    MetierId,
    Publication,
    Source,
    TerritoireId,
)
from oma_builder.content.numbers import Days
from oma_builder.content.official_codes import SiretCode


class Accueil(Author):
    """One host offer; it is withdrawn by itself the day after its last."""

    type: HostKind = Field(description="ce qui est proposé")
    organisme: Label = Field(description="l’entreprise ou l’association, jamais une personne")
    siret: SiretCode | None = Field(None, description="son numéro SIRET : quatorze chiffres")
    metiers: DistinctSome[MetierId] = Field(description="les métiers qu’on y découvre")
    departement: TerritoireId = Field(description="le département de l’accueil")
    jours: Days | None = Field(None, description="la durée en jours ; de 1 à 5 pour `immersion-personnel`")
    demande: Sentence | None = Field(None, description="comment faire sa demande")
    adresse: Url | None = Field(None, description="l’adresse de la page de l’offre")
    valable_jusqu_au: Date = Field(description="le dernier jour de l’offre ; ensuite, elle disparaît d’elle-même")
    exemple: Flag = Field(False, description=SAMPLE)
    source: Source = Field(description="l’accord de l’organisme, avec sa date")
    publication: Publication = Field(Publication(), description=SHOWN)
