"""A long document with a PDF of its own: `content/guides/<id>.md`."""

from pydantic import Field

from oma_builder.content.fields import Date, Flag, Label, Markdown, Sentence
from oma_builder.content.kinds.base import REVIEWED, SHOWN, SOURCED, Author, Distinct, Publication, PublicId, Sources
from oma_builder.content.numbers import Rank


class Guide(Author):
    """One guide for companies, pupils or teachers."""

    titre: Label = Field(description="le titre du guide")
    description: Sentence = Field(description="à qui il sert, et à quoi")
    publics: Distinct[PublicId] = Field((), description="à qui il s’adresse")
    activite: Flag = Field(
        False, description="`oui` pour une activité prête à mener avec une classe : la page « En classe » la propose"
    )
    dans_le_guide: Flag = Field(
        False, description="`oui` pour en faire aussi un chapitre du guide imprimé : à garder court"
    )
    rang: Rank = Field(50, description="sa place dans les listes")
    corps: Markdown = Field(description="le texte, après l’en-tête ; ses titres commencent à `##`")
    sources: Sources = Field(description=SOURCED)
    revu_le: Date = Field(description=REVIEWED)
    publication: Publication = Field(Publication(), description=SHOWN)
