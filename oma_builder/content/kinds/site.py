"""The whole site and guide: `content/site.yaml`."""

from typing import Literal

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from oma_builder.content.fields import Date, Label, Mail, Sentence, SiteUrl, Slug, Url
from oma_builder.content.kinds.base import Author, Distinct, Picture, SecteurId, TerritoireId
from oma_builder.content.numbers import Micrometres, Months
from oma_builder.content.official_codes import ApplicationId, BranchName, ProfileName, RepositoryName

FormName = Literal["presse", "photocopie", "livret"]
Binding = Literal["colle", "agrafes"]
Condition = Literal["FOGRA39", "FOGRA51", "FOGRA52"]

LicenceCode = Literal["CC-BY-4.0", "CC-BY-SA-4.0", "CC0-1.0", "etalab-2.0"]
"""Open licences by their identifiers in the SPDX list; `guide.vocabulary` knows their addresses."""


class Edition(Author):
    """What identifies one printed edition."""

    nom: Label = Field(description="le nom de l’édition : `2026-2027`")
    arretee_le: Date = Field(description="le jour où les contenus ont été arrêtés")


class Impression(Author):
    """What every build prints, besides the guide for screens and the sheets of the trades."""

    editions: Distinct[FormName] = Field((), description="le guide entier, sous d’autres formes")
    secteurs: Distinct[SecteurId] = Field((), description="les secteurs qui ont un guide à eux")
    territoires: Distinct[TerritoireId] = Field((), description="les territoires qui ont un guide à eux")
    epaisseur_papier: Micrometres = Field(
        100,
        description="l’épaisseur d’une feuille de l’intérieur, en micromètres, dite par l’imprimeur : elle donne celle du dos",
    )
    epaisseur_couverture: Micrometres | None = Field(
        None,
        description="celle du papier de la couverture, si l’imprimeur la compte dans le dos : elle y est deux fois",
    )
    reliure: Binding = Field("colle", description="comment les pages tiennent ensemble")
    condition: Condition = Field(
        "FOGRA39",
        description="la condition d’impression, dite par l’imprimeur",
    )
    profil: ProfileName | None = Field(
        None, description="le profil ICC que l’imprimeur a donné, dans `assets/icc/` ; il en faut un hors de FOGRA39"
    )

    @model_validator(mode="after")
    def _has_a_profile(self) -> "Impression":
        if self.condition != "FOGRA39" and self.profil is None:
            raise PydanticCustomError(
                "profil-manquant",
                "la condition {value} demande son profil ICC",
                {
                    "value": self.condition,
                    "hint": "demandez-le à l’imprimeur, mettez-le dans assets/icc/, et écrivez son nom : « profil: nom-du-fichier.icc »",
                    "at": "condition",
                },
            )
        return self


class Films(Author):
    """Where films are, when they are not among the files of the site."""

    depot: SiteUrl | None = Field(
        None, description="l’adresse d’un dossier où vous avez déposé les films préparés : le site les y prend"
    )
    peertube: SiteUrl | None = Field(
        None, description="l’adresse de votre serveur PeerTube, le seul que les pages ont le droit d’ouvrir"
    )


class Repository(Author):
    """Where Git keeps the content, for the forms of the editors' site."""

    hote: Literal["github", "gitlab"] = Field(description="la sorte de service où se trouve le dépôt")
    nom: RepositoryName = Field(description="l’organisation et le dépôt : « mon-organisation/guide »")
    branche: BranchName = Field("main", description="la branche dont le site est fait")
    adresse: SiteUrl | None = Field(
        None, description="l’adresse du service, si c’est le vôtre : « https://git.exemple.fr/ »"
    )
    application: ApplicationId | None = Field(
        None, description="pour GitLab, l’identifiant de l’application qui évite de copier un jeton"
    )


class Partner(Author):
    """An organisation that stands behind the guide."""

    nom: Label = Field(description="le nom de l’organisme")
    role: Sentence = Field(description="ce qu’il est ou fait, sans parler d’un accord qu’il n’a pas donné")
    adresse: Url | None = Field(None, description="l’adresse de son site")


class Site(Author):
    """What is true of every page and of the guide."""

    titre: Label = Field(description="le nom du site")
    slogan: Sentence = Field(description="le titre de la page d’accueil")
    description: Sentence = Field(description="une ou deux phrases, montrées par les moteurs de recherche")
    adresse: SiteUrl = Field(description="l’adresse du site en ligne")
    contact: Mail = Field(description="la boîte aux lettres du guide, jamais celle d’une personne")
    signalement: Url | None = Field(
        None,
        description="où signaler une erreur, si ce n’est pas par courriel ; `{fiche}` y devient le nom de la fiche",
    )
    editeur: Label = Field(description="l’organisme responsable de la publication")
    avertissement: Sentence | None = Field(None, description="rappelé sur chaque page, tant qu’il en faut un")
    couverture: Picture | None = Field(None, description="l’image de l’accueil et de la couverture")
    edition: Edition = Field(description="ce qui distingue une édition imprimée d’une autre")
    impression: Impression | None = Field(None, description="ce que chaque construction imprime en plus")
    films: Films | None = Field(
        None, description="d’où viennent les films d’élèves, s’ils ne sont pas sur le site même"
    )
    depot: Repository | None = Field(
        None, description="là où les formulaires du site des rédacteurs enregistrent les fiches"
    )
    validations: Distinct[Slug] = Field(
        (),
        description="les dossiers dont chaque fiche demande l’accord des deux parties : voir [Faire approuver](#faire-approuver)",
    )
    partenaires: tuple[Partner, ...] = Field((), description="les organismes à l’origine du guide")
    licence_contenus: Sentence = Field(description="ce qu’on a le droit de faire des textes et des dessins")
    licence_code: LicenceCode | None = Field(
        None,
        description="la même licence, telle que les machines la nomment (liste SPDX) : les données ouvertes la disent avec son adresse",
    )
    revision_mois: Months = Field(24, description="au bout de combien de mois une fiche est à relire")
