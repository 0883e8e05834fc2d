"""A public, one of the agreement's seven or of our own, with what it finds here: `content/publics/<id>.yaml`."""

from typing import Literal

from pydantic import Field

from oma_builder.content.fields import Label, Markdown, Sentence
from oma_builder.content.kinds.base import SHOWN, Author, Distinct, HostKind, Publication
from oma_builder.content.numbers import Rank


class Public(Author):
    """One public: its entry page (seven are those of the agreement of 18 March 2021, article 2)."""

    nom: Label = Field(description="« Élèves »")
    accroche: Sentence = Field(description="ce que ce public trouve ici, en une phrase")
    presentation: Markdown = Field(description="par où commencer, avec des liens ; sans titre ni image")
    accueils: Distinct[HostKind] = Field((), description="les sortes d’accueils qui le concernent")
    pronom: Literal["tu", "vous"] = Field(
        "tu", description="comment lui parler ; à qui l’on dit « vous », les règles se disent sans « tu »"
    )
    porte: Label | None = Field(
        None,
        description="son nom en un mot dans l’en-tête du site, s’il y a sa porte : « Familles » ; quatre portes au plus",
    )
    rang: Rank = Field(50, description="sa place sur la page d’accueil")
    publication: Publication = Field(Publication(), description=SHOWN)
