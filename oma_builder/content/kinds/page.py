"""A text page: `content/pages/<id>.md`, its front matter plus the Markdown body."""

from typing import Literal

from pydantic import Field

from oma_builder.content.fields import Label, Markdown, Sentence
from oma_builder.content.kinds.base import SHOWN, Author, Publication
from oma_builder.content.numbers import Rank


class Page(Author):
    """One page of text."""

    titre: Label = Field(description="le titre de la page")
    description: Sentence = Field(description="une phrase, montrée par les moteurs de recherche")
    menu: Literal["haut", "pied", "aucun"] = Field("aucun", description="le menu qui mène à la page")
    rang: Rank = Field(50, description="sa place dans le menu")
    corps: Markdown = Field(description="le texte de la page, après l’en-tête ; ses titres commencent à `##`")
    publication: Publication = Field(Publication(), description=SHOWN)
