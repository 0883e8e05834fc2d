"""Which trade of the survey of recruitments is which sheet: `content/recrutement/correspondances.yaml`."""

from typing import Annotated, Literal

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from oma_builder.content.fields import Date, Label, Sentence
from oma_builder.content.kinds.base import REVIEWED, Author, MetierId
from oma_builder.content.official_codes import FapCode, RomeCode

Match = Literal["meme_metier", "famille", "aucune"]

_ASKED: dict[Match, tuple[str, ...]] = {
    "meme_metier": ("code", "personnes"),
    "famille": ("code", "famille"),
    "aucune": ("raison",),
}
"""What each sort of match needs; what the others need has no meaning there."""


class Correspondance(Author):
    """The trade of the survey that counts the recruitments of one sheet, or why none does."""

    metier: MetierId = Field(description="la fiche")
    lien: Match = Field(
        description="`meme_metier` ; `famille`, si l’enquête compte ce métier avec d’autres ; `aucune`, si son chiffre tromperait"
    )
    code: FapCode | None = Field(None, description="le code du métier de l’enquête, sauf si `lien` est `aucune`")
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
        optional = dict.fromkeys(name for names in _ASKED.values() for name in names)
        for name in optional:
            is_asked, is_given = name in _ASKED[self.lien], getattr(self, name) is not None
            if is_asked != is_given:
                message = "avec « lien: {match} », il faut le champ « {name} »"
                hint = f"ajoutez « {name} », ou changez « lien »"
                if is_given:
                    message, hint = (
                        "avec « lien: {match} », le champ « {name} » n’a pas de sens",
                        f"supprimez « {name} »",
                    )
                at = name if is_given else "lien"
                told = {"match": self.lien, "name": name, "hint": hint, "at": at}
                raise PydanticCustomError("correspondance-incomplete", message, told)
        return self


class Correspondances(Author):
    """Every sheet with the trade of the survey that counts its recruitments."""

    relecteur: Label = Field(description="la fonction de qui peut les vérifier, jamais une personne")
    metiers: Annotated[tuple[Correspondance, ...], Field(min_length=1)] = Field(
        description="une correspondance par fiche"
    )
