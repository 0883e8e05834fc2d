"""A dated rule about visits, internships and apprenticeship: `content/regles/<id>.yaml`."""

from pydantic import Field

from oma_builder.content.fields import Date, Label, Sentence
from oma_builder.content.kinds.base import (
    REVIEWED,
    SHOWN,
    SOURCED,
    Author,
    Distinct,
    DistinctSome,
    HostKind,
    Publication,
    Sources,
)
from oma_builder.content.numbers import Month, Rank


class ToAdults(Author):
    """A rule as adults read it: companies, families, staff."""

    titre: Label | None = Field(None, description="son titre, s’il doit changer")
    texte: Sentence = Field(description="la même règle, sans « tu » : « l’élève observe… »")


class Regle(Author):
    """One rule, shown beside the offers it governs."""

    titre: Label = Field(description="ce dont parle la règle")
    texte: Sentence = Field(description="ce qu’elle dit, en une ou deux phrases simples")
    vous: ToAdults | None = Field(None, description="la règle dite aux adultes (entreprises, familles, personnels)")
    types: DistinctSome[HostKind] = Field(description="les accueils qu’elle concerne")
    mois: Distinct[Month] = Field(
        (),
        description="les mois où cela revient chaque année, si une source le dit : `[11]` ; le guide imprimé en fait un calendrier",
    )
    rang: Rank = Field(50, description="sa place parmi les règles")
    valable_du: Date | None = Field(None, description="le jour où elle entre en vigueur")
    valable_jusqu_au: Date | None = Field(None, description="son dernier jour ; ensuite, elle est à remplacer")
    sources: Sources = Field(description=SOURCED)
    revu_le: Date = Field(description=REVIEWED)
    publication: Publication = Field(Publication(), description=SHOWN)
