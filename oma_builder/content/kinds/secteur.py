"""A sector of activity, a chapter of the guide: `content/secteurs/<id>.yaml`."""

from typing import Literal

from pydantic import Field

from oma_builder.content.fields import ImageName, Label, Markdown, Sentence, Url
from oma_builder.content.kinds.base import SHOWN, Author, Picture, Publication, Source

ColourName = Literal[
    "brique", "ocre", "garrigue", "mer", "violette", "rose", "lagune", "foret", "ardoise", "prune", "corail", "olive"
]


class Federation(Author):
    """The trade federation that speaks for the sector."""

    nom: Label = Field(description="le nom de la fédération")
    adresse: Url | None = Field(None, description="l’adresse de son site")
    source: Source = Field(description="là où vous avez lu qu’elle représente ce secteur")


class Secteur(Author):
    """One sector of activity."""

    nom: Label = Field(description="le nom du secteur")
    accroche: Sentence = Field(description="la phrase qui le résume")
    presentation: Markdown = Field(description="quelques paragraphes, sans titre ni image")
    couleur: ColourName = Field(description="sa couleur dans le site et le guide")
    icone: ImageName | None = Field(
        None, description="un petit dessin carré de `content/images/`, lisible en 24 pixels"
    )
    illustration: Picture = Field(description="la grande image du secteur")
    federation: Federation | None = Field(None, description="la fédération professionnelle du secteur")
    publication: Publication = Field(Publication(), description=SHOWN)
