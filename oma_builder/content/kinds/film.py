"""A film that pupils made about a trade: `content/films/<id>.yaml`. The film itself is never in the project."""

from typing import Literal

from pydantic import Field

from oma_builder.content.fields import Date, FileNumber, FilmSeconds, Flag, Label, Prose, SchoolYear, Url
from oma_builder.content.kinds.base import SAMPLE, SHOWN, Author, Distinct, DistinctSome, MetierId, Publication
from oma_builder.content.kinds.campus import School

Medium = Literal["web", "papier", "hors-ligne"]


class Consent(Author):
    """Opaque reference of an authorisation; never a name."""

    reference: FileNumber = Field(description="le numéro du dossier gardé hors du projet ; jamais un nom")
    portee: DistinctSome[Medium] = Field(description="là où le film peut être montré : chaque mot compte")
    expire_le: Date = Field(description="le dernier jour de l’autorisation")
    etat: Literal["retiree", "valable"] = Field(
        "valable", description="`retiree` dès qu’une famille le demande : le film disparaît à la construction suivante"
    )


class Film(Author):
    """One film; it is shown only where, and as long as, every authorisation allows it."""

    titre: Label = Field(description="le titre du film")
    metier: MetierId = Field(description="le métier qu’il montre : nom d’un fichier de `metiers/`")
    etablissement: School = Field(description="le collège, le lycée ou le CFA des élèves")
    classe: Label = Field(description="la classe : « 3e », « seconde professionnelle » ; **jamais un nom d’élève**")
    annee: SchoolYear = Field(description="l’année du film")
    adresse: Url = Field(description="l’adresse où on le regarde")
    duree: FilmSeconds = Field(description="la durée, **en secondes**")
    transcription: Prose = Field(description="tout ce qui se dit et s’entend d’utile")
    autorisations: Distinct[Consent] = Field(
        (), description="une par dossier ; sans autorisation, le film n’est pas montré"
    )
    exemple: Flag = Field(False, description=SAMPLE)
    publication: Publication = Field(Publication(), description=SHOWN)
