"""A film that pupils made about a trade: `content/films/<id>.yaml`, and its captions beside it, `<id>.vtt`.

The film itself and its poster are never in the project, since Git never forgets: they are in `films/`, beside `content/`.
"""

from typing import Literal

from pydantic import Field

from oma_builder.content.fields import Date, FileNumber, Flag, Label, Prose, Seal, Sentence, Url
from oma_builder.content.kinds.base import (
    SAMPLE,
    SHOWN,
    Author,
    CahierId,
    Distinct,
    DistinctSome,
    MetierId,
    Publication,
)
from oma_builder.content.kinds.campus import School
from oma_builder.content.numbers import FilmSeconds, Octets, Pixels, SchoolYear

Medium = Literal["web", "papier", "hors-ligne"]
Language = Literal["fr", "oc", "ca", "en", "es", "de", "it", "pt", "ar"]


class Consent(Author):
    """Opaque reference of an authorisation; never a name."""

    reference: FileNumber = Field(description="le numéro du dossier gardé hors du projet ; jamais un nom")
    portee: DistinctSome[Medium] = Field(description="là où le film peut être montré : chaque mot compte")
    expire_le: Date = Field(description="le dernier jour de l’autorisation")
    etat: Literal["retiree", "valable"] = Field(
        "valable", description="`retiree` dès qu’une famille le demande : le film disparaît à la construction suivante"
    )


class FilmFile(Author):
    """What `film prepare` says of the file that it made: by these facts the build knows it again."""

    octets: Octets = Field(description="le poids du film préparé")
    empreinte: Seal = Field(description="l’empreinte SHA-256 du film préparé")
    largeur: Pixels = Field(description="la largeur de l’image")
    hauteur: Pixels = Field(description="la hauteur de l’image")
    affiche: Seal | None = Field(
        None, description="l’empreinte de l’image montrée avant la lecture, `films/<fiche>.jpg`"
    )


class Film(Author):
    """One film; it is shown only where, and as long as, every authorisation allows it."""

    titre: Label = Field(description="le titre du film")
    metier: MetierId = Field(description="le métier qu’il montre : nom d’un fichier de `metiers/`")
    etablissement: School = Field(description="le collège, le lycée ou le CFA des élèves")
    classe: Label = Field(description="la classe : « 3e », « seconde professionnelle » ; **jamais un nom d’élève**")
    annee: SchoolYear = Field(description="l’année du film")
    cahier: CahierId = Field(description="la version du cahier des charges qu’il suit : nom d’un fichier de `cahiers/`")
    duree: FilmSeconds = Field(description="la durée, **en secondes**")
    langue: Language = Field("fr", description="la langue que l’on entend et qu’écrivent les sous-titres")
    fichier: FilmFile | None = Field(None, description="le film que sert le site ; `film prepare` écrit ce bloc")
    peertube: Url | None = Field(None, description="sinon, sa page sur le serveur PeerTube que nomme `site.yaml`")
    adresse: Url | None = Field(None, description="sinon, l’adresse d’une page où on le regarde")
    transcription: Prose = Field(
        description="tout ce qui se dit et s’entend d’utile, dans la langue du film ; lignes et paragraphes sont gardés"
    )
    generique: Sentence | None = Field(
        None,
        description="qui a fait quoi (« la classe »), et la musique avec sa licence ; **jamais le nom ni le prénom d’un ou d’une élève**",
    )
    autorisations: Distinct[Consent] = Field(
        (), description="une par dossier ; sans autorisation, le film n’est pas montré"
    )
    exemple: Flag = Field(False, description=SAMPLE)
    publication: Publication = Field(Publication(), description=SHOWN)
