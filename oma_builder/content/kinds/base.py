"""What the models of several kinds share: the frozen base, references to other documents, small nouns."""

from dataclasses import dataclass
from typing import Annotated, Any, Literal, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError

from oma_builder.content.fields import Caption, Date, Framing, ImageName, Label, Sentence, Slug, Url

Item = TypeVar("Item")

Riasec = Literal["R", "I", "A", "S", "E", "C"]
Voie = Literal["scolaire", "apprentissage", "continue"]
HostKind = Literal["visite", "stage-3e", "stage-2de", "pfmp", "alternance", "immersion-personnel"]


def _no_twins(values: tuple[object, ...]) -> tuple[object, ...]:
    for index, value in enumerate(values):
        if value in values[:index]:
            raise PydanticCustomError(
                "doublon",
                "« {value} » figure deux fois",
                {"value": str(value), "hint": "retirez-le de la liste", "at": index},
            )
    return values


class _NoTwinsShown:
    """Tells text editors, too, that nothing may stand twice in a list."""

    def __get_pydantic_json_schema__(self, core: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return {**handler(core), "uniqueItems": True}


Distinct = Annotated[tuple[Item, ...], AfterValidator(_no_twins), _NoTwinsShown()]
"""A list in which nothing stands twice."""

DistinctSome = Annotated[tuple[Item, ...], Field(min_length=1), AfterValidator(_no_twins), _NoTwinsShown()]
"""Likewise, and not empty."""


@dataclass(frozen=True, slots=True)
class Refers:
    """Marks an identifier with the kind of the document that it names."""

    kind: str

    def __get_pydantic_json_schema__(self, core: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return {**handler(core), "$comment": self.kind}


MetierId = Annotated[Slug, Refers("metiers")]
SecteurId = Annotated[Slug, Refers("secteurs")]
TerritoireId = Annotated[Slug, Refers("territoires")]
FormationId = Annotated[Slug, Refers("formations")]
PublicId = Annotated[Slug, Refers("publics")]
CahierId = Annotated[Slug, Refers("cahiers")]


_UNKNOWN: set[str] = set()


class Author(BaseModel):
    """Base of all that authors write: frozen, and closed to unknown keys."""

    # A command reads few kinds: each is prepared when the first of it is read.
    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)

    def __getstate__(self) -> dict[Any, Any]:
        """Return what an author wrote, alone: Pydantic would send along which fields were, of every part."""
        return self.__dict__

    def __setstate__(self, state: dict[Any, Any]) -> None:
        """Take it on again in another process."""
        object.__setattr__(self, "__dict__", state)
        object.__setattr__(self, "__pydantic_fields_set__", _UNKNOWN)
        object.__setattr__(self, "__pydantic_extra__", None)
        object.__setattr__(self, "__pydantic_private__", None)


class Title(Author):
    """Both gendered forms; equal for an epicene title such as *réceptionniste*."""

    masculin: Label = Field(description="la forme masculine : « Boulanger »")
    feminin: Label = Field(description="la forme féminine : « Boulangère » ; la même si le mot ne change pas")

    def __str__(self) -> str:
        return f"{self.masculin} / {self.feminin}"


class Source(Author):
    """Where a fact comes from and the day it was read there."""

    titre: Sentence = Field(description="le nom du document et de l’organisme, ou l’article de loi")
    adresse: Url | None = Field(None, description="l’adresse de la page")
    date: Date = Field(description="le jour où vous l’avez lue, pas dans le futur")


class Picture(Author):
    """One file of `content/images/` with its alternative text (`decorative` when it has none) and its maker."""

    fichier: ImageName = Field(description="le nom d’un fichier de `content/images/`")
    alt: Caption = Field(description="ce que montre l’image ; `decorative` si elle ne fait que décorer")
    credit: Label = Field(description="qui l’a faite, et sous quelle licence")
    cadrage: Framing | None = Field(
        None,
        description="ce qui reste quand l’image est coupée ; sinon, son milieu : voir [Les images](#les-images)",
    )


class Publication(Author):
    """When a document may be shown; a draft never is."""

    etat: Literal["brouillon", "publie"] = Field(
        "publie", description="`publie`, ou `brouillon` : montré dans l’aperçu seul"
    )
    a_partir_du: Date | None = Field(None, description="le premier jour où la fiche se montre")
    jusqu_au: Date | None = Field(None, description="le dernier jour où elle se montre")


Sources = Annotated[tuple[Source, ...], Field(min_length=1)]

REVIEWED = "le jour de la dernière relecture complète, pas dans le futur"
SOURCED = "d’où viennent les informations : au moins une source"
SHOWN = "quand montrer la fiche : voir [La publication](#la-publication)"
SAMPLE = "`oui` pour un exemple inventé : il est montré comme tel, et `--release` le refuse"
