"""What the search understands beside names: `content/recherche.yaml`."""

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from oma_builder.content.fields import Flag, Label, Sentence, Typed
from oma_builder.content.kinds.base import Author, Distinct, DistinctSome, Riasec, SecteurId
from oma_builder.content.numbers import Level, Required


class Clues(Author):
    """Words that, where they stand in one of these fields of a trade, make it an answer."""

    titre: Distinct[Label] = Field((), description="dans le titre, les autres noms et les mots-clés")
    lieux: Distinct[Label] = Field((), description="dans les lieux de travail")
    horaires: Distinct[Label] = Field((), description="dans les horaires")
    tenue: Distinct[Label] = Field((), description="dans la tenue")
    contraintes: Distinct[Label] = Field((), description="dans les contraintes")
    missions: Distinct[Label] = Field((), description="dans les missions")
    competences: Distinct[Label] = Field((), description="dans les compétences")
    qualites: Distinct[Label] = Field((), description="dans les qualités")
    matieres: Distinct[Label] = Field((), description="dans les matières")
    employeurs: Distinct[Label] = Field((), description="chez les employeurs")
    evolutions: Distinct[Label] = Field((), description="dans les évolutions")


class Criterion(Author):
    """What a trade must be to answer a wish: all that is given counts at once; of clues, one is enough."""

    indices: Clues = Field(
        Clues(), description="les mots qui, dans un de ces champs, font de la fiche une réponse : un seul suffit"
    )
    sauf: Clues = Field(Clues(), description="les mots qui, dans un de ces champs, écartent la fiche")
    interets: Distinct[Riasec] = Field((), description="un de ces thèmes, principal ou secondaire")
    secteurs: Distinct[SecteurId] = Field((), description="un de ces secteurs")
    acces_max: Required | None = Field(None, description="ce qu’il faut au plus pour commencer : 0 aucun diplôme")
    acces_min: Required | None = Field(None, description="ce qu’il faut au moins pour commencer : 4 bac")
    niveau_max: Level | None = Field(None, description="le plus haut niveau du diplôme du métier : 3 CAP")
    niveau_min: Level | None = Field(None, description="le plus bas niveau du diplôme du métier : 7 bac + 5")
    salaire: Flag = Field(False, description="`oui` : la moitié la mieux payée des fiches qui donnent un salaire")
    sans_diplome: Flag = Field(False, description="`oui` : les métiers qui s’ouvrent aussi sans diplôme")
    recrute: Flag = Field(False, description="`oui` : les fiches qui disent où le métier recrute")

    @model_validator(mode="after")
    def _asks_something(self) -> "Criterion":
        if all(getattr(self, name) == field.default for name, field in Criterion.model_fields.items()):
            raise PydanticCustomError(
                "envie-sans-critere",
                "rien ne dit quels métiers répondent à cette envie",
                {"hint": "donnez au moins un indice, un thème, un secteur ou un niveau"},
            )
        return self


class Fallback(Author):
    """What is answered where no trade fulfils the criterion, said as such."""

    texte: Sentence = Field(description="ce que le guide ne sait pas encore, et ce que la liste montre à la place")
    critere: Criterion = Field(description="les métiers que la liste montre à la place")


class Wish(Author):
    """What pupils ask for instead of a trade: how they say it, and which trades answer."""

    nom: Label = Field(description="l’envie, à l’infinitif ou en peu de mots : « Travailler dehors »")
    mots: DistinctSome[Typed] = Field(description="comment les élèves la disent : « dehors », « en plein air »")
    contraires: Distinct[Typed] = Field(
        (), description="ce qu’il faut refuser pour la dire : avec « enfermé », « pas enfermé » mène ici"
    )
    critere: Criterion = Field(description="les métiers qui y répondent, d’après leurs fiches")
    a_defaut: Fallback | None = Field(None, description="que montrer tant qu’aucune fiche n’y répond")


class Saying(Author):
    """Words of pupils, and what the guide calls that."""

    dit: DistinctSome[Typed] = Field(description="ce que tapent les élèves : « prof »")
    vaut: DistinctSome[Label] = Field(description="ce qu’il faut chercher : « professeur »")


class Recherche(Author):
    """The wishes that the search answers by a list, and the words of pupils; both are the editors' own."""

    envies: tuple[Wish, ...] = Field((), description="ce que les élèves demandent au lieu d’un nom")
    expressions: tuple[Saying, ...] = Field(
        (), description="les mots familiers, et ceux qu’ils remplacent dans la recherche"
    )
