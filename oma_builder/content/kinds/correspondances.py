"""Which trade of the survey of recruitments is which sheet: `content/recrutement/correspondances.yaml`."""

from typing import Annotated, Literal

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from oma_builder.content.fields import Date, Label, Sentence
from oma_builder.content.kinds.base import REVIEWED, Author, MetierId
from oma_builder.content.official_codes import FapCode, RomeCode

Match = Literal["meme_metier", "famille", "aucune"]

_ASKED: dict[Match, tuple[str, ...]] = {
    "meme_metier": ("fap", "personnes"),
    "famille": ("fap", "famille"),
    "aucune": ("raison",),
}
"""What each sort of match cannot do without."""


class Correspondance(Author):
    """The trade of the survey that counts the recruitments of one sheet, or why none does."""

    metier: MetierId = Field(description="la fiche")
    lien: Match = Field(
        description="`meme_metier` ; `famille`, si l’enquête compte ce métier avec d’autres ; `aucune`, si son chiffre tromperait"
    )
    fap: FapCode | None = Field(None, description="le code du métier de l’enquête, sauf si `lien` est `aucune`")
    personnes: Label | None = Field(
        None,
        description="pour `meme_metier`, la fin de « 5 526 recrutements… » : « d’aides-soignants et d’aides-soignantes »",
    )
    famille: Label | None = Field(
        None, description="pour `famille`, la fin de « dans l’ensemble des… » : « métiers de la propreté »"
    )
    raison: Sentence | None = Field(None, description="pour `aucune`, pourquoi aucun chiffre ne convient")
    rome: RomeCode = Field(description="le code ROME de la fiche, le jour de cette relecture")
    revu_le: Date = Field(description=REVIEWED)

    @model_validator(mode="after")
    def _whole(self) -> "Correspondance":
        for name in _ASKED[self.lien]:
            if getattr(self, name) is None:
                hint = f"ajoutez « {name} », ou changez « lien »"
                told = {"match": self.lien, "name": name, "hint": hint, "at": "lien"}
                message = "avec « lien: {match} », il faut le champ « {name} »"
                raise PydanticCustomError("correspondance-incomplete", message, told)
        return self

    @property
    def counted_as(self) -> str | None:
        """The trade of the survey whose figures stand for the sheet, if any does."""
        return self.fap if self.lien != "aucune" else None


class Correspondances(Author):
    """Every sheet with the trade of the survey that counts its recruitments."""

    relecteur: Label = Field(description="la fonction de qui peut les vérifier, jamais une personne")
    metiers: Annotated[tuple[Correspondance, ...], Field(min_length=1)] = Field(
        description="une correspondance par fiche"
    )
