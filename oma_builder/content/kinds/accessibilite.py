"""The audit of the site's accessibility, criterion by criterion: `content/accessibilite.yaml`."""

from typing import Annotated, Literal

from pydantic import Field

from oma_builder.content.fields import Date, Label, Markdown, Sentence
from oma_builder.content.kinds.base import Author
from oma_builder.content.numbers import Months
from oma_builder.content.official_codes import CriterionNumber

State = Literal["conforme", "non-conforme", "non-applicable", "non-verifie"]
Way = Literal["machine", "main"]


class Audit(Author):
    """When the site was looked at, which one, and by whom."""

    date: Date = Field(description="le jour du contrôle, pas dans le futur")
    version: Sentence = Field(description="ce qui a été contrôlé : l’édition, l’état du site")
    par: Label = Field(
        description="l’organisme qui a contrôlé, ou « contrôles automatiques du projet » ; jamais une personne"
    )
    valable_mois: Months = Field(12, description="au bout de combien de mois le contrôle est à refaire")


class Tool(Author):
    """A program that the site was looked at with."""

    nom: Label = Field(description="le nom de l’outil")
    version: Label = Field(description="sa version exacte")
    usage: Sentence = Field(description="ce qu’il a servi à contrôler")


class Criterion(Author):
    """What was found about one criterion."""

    critere: CriterionNumber = Field(description="son numéro : `1.1`")
    etat: State = Field(description="ce qui a été trouvé")
    controle: Way | None = Field(
        None,
        description="qui l’a établi : une personne (`main`), ou un programme seul (`machine`) ; rien si `non-verifie`",
    )
    note: Sentence = Field(
        description="ce qui a été regardé ; si rien ne l’a été, ce qui est à regarder ; ce qui bloque, et qui"
    )
    prevu: Sentence | None = Field(
        None, description="pour un critère `non-conforme` : la correction prévue, et pour quand"
    )


class Accessibilite(Author):
    """From this the declaration of accessibility is made, and the words that every page says of it."""

    audit: Audit = Field(description="le contrôle dont parle cette page")
    presentation: Markdown = Field(description="ce qui a été prévu pour que tout le monde puisse lire le guide")
    schema_pluriannuel: Sentence = Field(description="le programme de travail sur plusieurs années, et où le lire")
    plan_action: Sentence = Field(description="le plan de l’année, et où le lire")
    technologies: Annotated[tuple[Label, ...], Field(min_length=1)] = Field(description="ce dont le site est fait")
    outils: Annotated[tuple[Tool, ...], Field(min_length=1)] = Field(description="les outils du contrôle")
    environnements: Annotated[tuple[Sentence, ...], Field(min_length=1)] = Field(
        description="où le site a été essayé : système, navigateur, aide technique, avec leurs versions"
    )
    echantillon: Markdown = Field(description="les pages contrôlées : une liste de liens")
    derogations: Markdown | None = Field(
        None, description="ce qui n’est pas corrigé car la charge serait disproportionnée"
    )
    hors_obligation: Markdown | None = Field(None, description="les contenus que la loi ne vise pas, et pourquoi")
    criteres: tuple[Criterion, ...] = Field(description="les 106 critères du RGAA 4.1.2, chacun une fois")
