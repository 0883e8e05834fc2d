"""What somebody at work says of a trade: `content/temoignages/<id>.yaml`."""

from pydantic import Field

from oma_builder.content.fields import Label, Markdown, Sentence
from oma_builder.content.kinds.base import SHOWN, Author, DistinctSome, MetierId, Publication


class Temoignage(Author):
    """One account of a trade."""

    titre: Label = Field(description="ce qui est dit, en quelques mots")
    accroche: Sentence = Field(description="la phrase qui le résume")
    texte: Markdown = Field(description="le récit, sans titre ni image")
    metiers: DistinctSome[MetierId] = Field(description="les métiers dont il parle")
    publication: Publication = Field(Publication(), description=SHOWN)
