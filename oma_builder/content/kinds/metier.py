"""A trade: `content/metiers/<id>.yaml`."""

from typing import Annotated, Literal

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from oma_builder.content.fields import CardName, Date, Flag, Label, Markdown, Sentence, Slug
from oma_builder.content.kinds.base import (
    REVIEWED,
    SHOWN,
    SOURCED,
    Author,
    Distinct,
    DistinctSome,
    FormationId,
    MetierId,
    Picture,
    Publication,
    Riasec,
    SecteurId,
    Source,
    Sources,
    TerritoireId,
    Title,
)
from oma_builder.content.numbers import EurosPerMonth, Level, Required
from oma_builder.content.official_codes import RomeCode

Place = Literal["dehors", "atelier", "accueil", "bureau", "route"]
Hours = Literal["journee", "decales"]
Company = Literal["public", "equipe", "autonomie"]
Gender = Literal["feminin", "masculin"]
Posture = Literal["mouvement", "debout", "assis"]


class Interests(Author):
    """Holland's themes of a trade: one major, perhaps one minor."""

    principal: Riasec = Field(description="le thème principal")
    secondaire: Riasec | None = Field(None, description="un second thème, différent du premier")

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

    lieux: DistinctSome[Sentence] = Field(description="les lieux de travail")
    horaires: Sentence = Field(description="les heures et les jours")
    tenue: Sentence | None = Field(None, description="les vêtements et les protections")
    contraintes: Distinct[Sentence] = Field((), description="ce qui est difficile, dit franchement")


class Setting(Author):
    """Where, when and with whom the work is done, in the few words by which the interest discovery sorts trades."""

    lieux: Distinct[Place] = Field(
        (),
        description="`dehors`, `atelier`, `accueil`, `bureau`, `route`, le principal d’abord ; une usine, un entrepôt ou une "
        "cuisine est un atelier, une boutique, une école ou un hôpital un accueil",
    )
    horaires: Distinct[Hours] = Field((), description="`journee`, `decales` : tôt, tard, la nuit ou le week-end")
    contacts: Distinct[Company] = Field((), description="`public`, `equipe`, `autonomie`")
    postures: Distinct[Posture] = Field(
        (),
        description="`mouvement`, `debout`, `assis`, la principale d’abord : marcher, grimper, porter d’un endroit à l’autre est un "
        "mouvement ; rester devant un comptoir ou une machine est debout ; le volant et l’écran sont assis",
    )


class Step(Author):
    """One stage of a path of study: a formation, or one of several."""

    formation: FormationId = Field(description="le diplôme : nom d’un fichier de `formations/`")
    ou: Distinct[FormationId] = Field((), description="les autres diplômes qui conviennent à cette étape")
    precision: Label | None = Field(None, description="ce qui s’ajoute ici : « 2 ans seulement après le CAP »")
    plus_loin: Flag = Field(False, description="`oui` si on peut exercer sans cette étape, ni les suivantes")

    @model_validator(mode="after")
    def _differ(self) -> "Step":
        if self.formation in self.ou:
            raise PydanticCustomError(
                "doublon",
                "« {value} » figure deux fois",
                {"value": self.formation, "hint": "retirez-la de « ou »", "at": "ou"},
            )
        return self

    @property
    def diplomas(self) -> tuple[str, ...]:
        """The diplomas of which one is wanted, by their identifiers."""
        return (self.formation, *self.ou)


class StudyPath(Author):
    """One way to the trade, from the third year of collège on, step by step."""

    intitule: Label = Field(description="le nom du parcours : « Par un CAP »")
    etapes: Annotated[tuple[Step, ...], Field(min_length=1)] = Field(description="les diplômes, dans l’ordre")

    @property
    def opening(self) -> int:
        """The rank of the step whose diploma opens the trade: the last before those that only go further."""
        further = next((rank for rank, step in enumerate(self.etapes) if step.plus_loin), len(self.etapes))
        return max(further - 1, 0)


class Regulation(Author):
    """A rule that restricts access to the trade."""

    texte: Sentence = Field(description="ce que dit la règle")
    source: Source = Field(description="l’article de loi")


class Salary(Author):
    """Gross monthly pay in France."""

    debutant: EurosPerMonth = Field(description="en début de carrière, en euros brut par mois")
    confirme: EurosPerMonth | None = Field(None, description="avec de l’expérience ; jamais moins que `debutant`")
    source: Source = Field(description="l’enquête d’où viennent ces montants")


class Recruiting(Author):
    """The claim that a trade recruits in a territory."""

    territoire: TerritoireId = Field(description="nom d’un fichier de `territoires/`")
    constat: Sentence = Field(description="ce que dit la source, avec l’année")
    source: Source = Field(description="l’enquête d’où vient ce constat")


class ShortTitle(Author):
    """What cards show of a long name, at both genders; the whole name is read out there."""

    masculin: CardName = Field(description="la forme masculine : « Technicien de maintenance »")
    feminin: CardName = Field(description="la forme féminine : « Technicienne de maintenance »")


class Metier(Author):
    """One trade: `content/metiers/<id>.yaml`."""

    titre: Title = Field(description="le nom du métier aux deux genres")
    titre_court: ShortTitle | None = Field(
        None, description="sur les cartes, à la place d’un nom de plus de 28 signes, qui y prendrait deux lignes"
    )
    synonymes: Distinct[Title] = Field((), description="les autres noms du métier, aux deux genres")
    mots_cles: Distinct[Label] = Field((), description="les mots de tous les jours ; ils servent à l’index du guide")
    accroche: Sentence = Field(description="la phrase qui donne envie de lire la suite")
    secteur: SecteurId = Field(description="le secteur principal : nom d’un fichier de `secteurs/`")
    secteurs_associes: Distinct[SecteurId] = Field((), description="les autres secteurs où la fiche doit apparaître")
    rome: RomeCode = Field(description="le code de la fiche ROME : `H2913`")
    interets: Interests = Field(description="les centres d’intérêt, comme dans le ROME")
    acces: Required = Field(
        0, description="ce qu’il faut pour commencer les études les plus courtes : 0 aucun diplôme, 3 CAP, 4 bac"
    )
    niveau: Level = Field(description="le niveau du premier diplôme qui ouvre le métier : 3 CAP, 4 bac, 5 bac + 2…")
    sans_diplome: Flag = Field(
        False,
        description="`oui` si une source dit que le métier s’ouvre aussi sans diplôme : le sien est alors conseillé",
    )
    missions: Annotated[DistinctSome[Sentence], Field(min_length=3, max_length=12)] = Field(
        description="ce qu’on fait : une action par ligne, avec un verbe à l’infinitif"
    )
    journee: Markdown = Field(description="une journée type, heure par heure, sans titre ni image")
    conditions: Conditions = Field(description="où, quand, dans quelle tenue")
    cadre: Setting = Field(
        Setting(),
        description="le métier en quelques mots pour « Ce qui m’intéresse » ; là où vous n’écrivez rien, c’est le ROME qui parle",
    )
    competences: Annotated[DistinctSome[Sentence], Field(min_length=3, max_length=12)] = Field(
        description="ce qu’il faut savoir faire"
    )
    qualites: Annotated[DistinctSome[Label], Field(min_length=2, max_length=8)] = Field(
        description="les qualités qui aident"
    )
    etudes: Annotated[tuple[StudyPath, ...], Field(min_length=1)] = Field(description="les parcours d’études")
    matieres: Annotated[Distinct[Label], Field(max_length=6)] = Field((), description="les matières scolaires utiles")
    apprentissage: Sentence | None = Field(None, description="ce qu’il faut savoir sur l’apprentissage")
    reglementation: Regulation | None = Field(None, description="une règle qui limite l’accès au métier")
    salaire: Salary | None = Field(None, description="le salaire brut par mois")
    recrute: tuple[Recruiting, ...] = Field((), description="là où le métier recrute")
    employeurs: Distinct[Sentence] = Field((), description="les sortes d’employeurs, jamais une personne")
    evolutions: Distinct[Sentence] = Field((), description="ce qu’on peut faire ensuite")
    similaires: Distinct[MetierId] = Field(
        (), description="les métiers proches ; le programme complète d’après le ROME"
    )
    remplace: Distinct[Slug] = Field(
        (), description="les anciennes fiches dont celle-ci prend la suite, la plus ancienne d’abord"
    )
    illustration: Picture | None = Field(None, description="une image propre au métier ; sinon, celle du secteur")
    genre_image: Gender | None = Field(
        None, description="le genre de qui exerce le métier sur l’image, s’il se voit : ce nom-là se montre d’abord"
    )
    sources: Sources = Field(description=SOURCED)
    revu_le: Date = Field(description=REVIEWED)
    publication: Publication = Field(Publication(), description=SHOWN)

    @property
    def sectors(self) -> tuple[str, ...]:
        """Its own sector, then the others where it is shown, by their identifiers."""
        return (self.secteur, *self.secteurs_associes)
