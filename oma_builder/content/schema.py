"""What an author may write: one Pydantic model per kind of document.

Keys and values are the authors' French, verbatim; the linker translates them once into the English
model of `guide/model.py`. An unknown key is an error. A claim (pay, "recrute ici", regulated access,
a campus label) cannot be written without its source, date and, for recruiting, territory.
"""

from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from oma_builder.content.fields import (
    Caption,
    Date,
    Days,
    EurosPerMonth,
    FilmSeconds,
    ImageName,
    Label,
    Level,
    Mail,
    Markdown,
    MarkdownField,
    Months,
    Prose,
    Rank,
    RomeCode,
    Sentence,
    SiteUrl,
    Slug,
    TerritoryCode,
    Url,
)

Riasec = Literal["R", "I", "A", "S", "E", "C"]
Voie = Literal["scolaire", "apprentissage", "continue"]
HostKind = Literal["visite", "stage-3e", "stage-2de", "pfmp", "alternance", "immersion-personnel"]
ColourName = Literal["brique", "ocre", "garrigue", "mer", "violette", "rose"]
Medium = Literal["web", "papier", "hors-ligne"]


def _no_twins(values: tuple[object, ...]) -> tuple[object, ...]:
    for index, value in enumerate(values):
        if value in values[:index]:
            raise PydanticCustomError(
                "doublon",
                "« {value} » figure deux fois",
                {"value": str(value), "hint": "supprimez cette ligne", "at": index},
            )
    return values


class Author(BaseModel):
    """Base of all that authors write: frozen, and closed to unknown keys."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Title(Author):
    """Both gendered forms; equal for an epicene title such as *réceptionniste*."""

    masculin: Label
    feminin: Label

    def __str__(self) -> str:
        return f"{self.masculin} / {self.feminin}"


class Source(Author):
    """Where a fact comes from and the day it was read there."""

    titre: Sentence
    adresse: Url | None = None
    date: Date


class Picture(Author):
    """One file of `content/images/` with its alternative text (empty when it only decorates) and its maker."""

    fichier: ImageName
    alt: Caption
    credit: Label


class Publication(Author):
    """When a document may be shown; a draft never is."""

    etat: Literal["brouillon", "publie"] = "publie"
    a_partir_du: Date | None = None
    jusqu_au: Date | None = None


class Interests(Author):
    """Holland's themes of a trade: one major, perhaps one minor."""

    principal: Riasec
    secondaire: Riasec | None = None

    @model_validator(mode="after")
    def _differ(self) -> "Interests":
        if self.principal == self.secondaire:
            raise PydanticCustomError(
                "interets-identiques",
                "l’intérêt secondaire est le même que le principal",
                {"hint": "choisissez une autre lettre, ou supprimez la ligne « secondaire »", "at": "secondaire"},
            )
        return self


class Conditions(Author):
    """Where, when and in what clothes the work is done, and what is hard in it."""

    lieux: Annotated[tuple[Sentence, ...], Field(min_length=1), AfterValidator(_no_twins)]
    horaires: Sentence
    tenue: Sentence | None = None
    contraintes: Annotated[tuple[Sentence, ...], AfterValidator(_no_twins)] = ()


class Step(Author):
    """One diploma on a path of study."""

    diplome: Label
    niveau: Level
    duree: Label
    voies: Annotated[tuple[Voie, ...], Field(min_length=1), AfterValidator(_no_twins)]


class StudyPath(Author):
    """One way to the trade, from the third year of collège on, step by step."""

    intitule: Label
    etapes: Annotated[tuple[Step, ...], Field(min_length=1)]


class Regulation(Author):
    """A rule that restricts access to the trade."""

    texte: Sentence
    source: Source


class Salary(Author):
    """Gross monthly pay in France."""

    debutant: EurosPerMonth
    confirme: EurosPerMonth | None = None
    source: Source


class Recruiting(Author):
    """The claim that a trade recruits in a territory."""

    territoire: Slug
    constat: Sentence
    source: Source


class Consent(Author):
    """Opaque reference of the authorisations behind a film; never a name."""

    reference: Slug
    portee: Annotated[tuple[Medium, ...], Field(min_length=1), AfterValidator(_no_twins)]
    expire_le: Date


class Film(Author):
    """A pupils' film about the trade, with what makes it readable without sound."""

    titre: Label
    adresse: Url
    duree: FilmSeconds
    realisation: Label
    transcription: Prose
    autorisation: Consent


class HostOffer(Author):
    """An organisation that opens its doors."""

    type: HostKind
    organisme: Label
    departement: Slug
    jours: Days | None = None
    valable_jusqu_au: Date
    source: Source


class Campus(Author):
    """A Campus des métiers et des qualifications that teaches the trade."""

    nom: Label
    label_jusqu_au: Date | None = None
    source: Source


class Metier(Author):
    """One trade: `content/metiers/<id>.yaml`."""

    titre: Title
    synonymes: Annotated[tuple[Title, ...], AfterValidator(_no_twins)] = ()
    mots_cles: Annotated[tuple[Label, ...], AfterValidator(_no_twins)] = ()
    accroche: Sentence
    secteur: Slug
    secteurs_associes: Annotated[tuple[Slug, ...], AfterValidator(_no_twins)] = ()
    rome: RomeCode
    interets: Interests
    niveau: Level
    missions: Annotated[tuple[Sentence, ...], Field(min_length=3, max_length=12), AfterValidator(_no_twins)]
    journee: Markdown
    conditions: Conditions
    competences: Annotated[tuple[Sentence, ...], Field(min_length=3, max_length=12), AfterValidator(_no_twins)]
    qualites: Annotated[tuple[Label, ...], Field(min_length=2, max_length=8), AfterValidator(_no_twins)]
    etudes: Annotated[tuple[StudyPath, ...], Field(min_length=1)]
    matieres: Annotated[tuple[Label, ...], Field(max_length=6), AfterValidator(_no_twins)] = ()
    apprentissage: Sentence | None = None
    reglementation: Regulation | None = None
    salaire: Salary | None = None
    recrute: tuple[Recruiting, ...] = ()
    employeurs: Annotated[tuple[Sentence, ...], AfterValidator(_no_twins)] = ()
    evolutions: Annotated[tuple[Sentence, ...], AfterValidator(_no_twins)] = ()
    similaires: Annotated[tuple[Slug, ...], AfterValidator(_no_twins)] = ()
    illustration: Picture | None = None
    film: Film | None = None
    accueils: tuple[HostOffer, ...] = ()
    campus: tuple[Campus, ...] = ()
    sources: Annotated[tuple[Source, ...], Field(min_length=1)]
    revu_le: Date
    publication: Publication = Publication()


class Secteur(Author):
    """One sector of activity, a chapter of the guide: `content/secteurs/<id>.yaml`."""

    nom: Label
    accroche: Sentence
    presentation: Markdown
    couleur: ColourName
    illustration: Picture
    publication: Publication = Publication()


class Territoire(Author):
    """The region, one of its academies or departments: `content/territoires/<id>.yaml`."""

    type: Literal["region", "academie", "departement"]
    nom: Label
    dans: Label
    code: TerritoryCode
    rattachement: Slug | None = None
    presentation: Markdown
    sources: Annotated[tuple[Source, ...], Field(min_length=1)]


class Page(Author):
    """A text page: `content/pages/<id>.md`, its front matter plus the Markdown body."""

    titre: Label
    description: Sentence
    menu: Literal["haut", "pied", "aucun"] = "aucun"
    rang: Rank = 50
    corps: Markdown
    publication: Publication = Publication()


class Edition(Author):
    """What identifies one printed edition."""

    nom: Label
    arretee_le: Date


class Site(Author):
    """The whole site and guide: `content/site.yaml`."""

    titre: Label
    slogan: Sentence
    description: Sentence
    adresse: SiteUrl
    contact: Mail
    editeur: Label
    avertissement: Sentence | None = None
    couverture: Picture | None = None
    edition: Edition
    licence_contenus: Sentence
    revision_mois: Months = 24


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of document: its folder under `content/`, its file suffix and its model."""

    name: str
    suffix: str
    model: type[Author]

    @property
    def markdown_fields(self) -> tuple[str, ...]:
        """Names of the top-level fields that hold Markdown."""
        fields = self.model.model_fields.items()
        return tuple(name for name, field in fields if any(isinstance(mark, MarkdownField) for mark in field.metadata))


METIERS = Kind("metiers", ".yaml", Metier)
SECTEURS = Kind("secteurs", ".yaml", Secteur)
TERRITOIRES = Kind("territoires", ".yaml", Territoire)
PAGES = Kind("pages", ".md", Page)
SITE = Kind("site", ".yaml", Site)

KINDS = (METIERS, SECTEURS, TERRITOIRES, PAGES)
"""Every kind that has a folder; `SITE` is the single file `content/site.yaml`."""
