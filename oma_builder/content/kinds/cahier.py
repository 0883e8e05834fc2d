"""What a pupils' film must be (agreement of 18 March 2021, article 7): `content/cahiers/<version>.yaml`."""

from typing import Literal

from pydantic import Field

from oma_builder.content.fields import Date, Flag, Label, Markdown, Sentence
from oma_builder.content.kinds.base import (
    REVIEWED,
    SAMPLE,
    SHOWN,
    SOURCED,
    Author,
    Distinct,
    DistinctSome,
    Publication,
    PublicId,
    Source,
    Sources,
)
from oma_builder.content.numbers import FilmSeconds, Loudness, PicturesPerSecond, Pixels, SignsPerLine, SignsPerSecond

Container = Literal["mp4", "mov", "webm", "mkv"]
VideoCodec = Literal["h264", "hevc", "vp9", "av1"]
AudioCodec = Literal["aac", "mp3", "opus"]


class Clause(Author):
    """What every clause says beside its figures: why, and whose they are."""

    pourquoi: Sentence = Field(description="la raison de cette demande, pour des élèves")
    source: Source | None = Field(
        None, description="d’où elle vient ; sans source, elle se montre comme une proposition"
    )
    proposition: Flag = Field(
        False, description="`oui` si la source ne donne pas ces chiffres : ils se montrent comme une proposition"
    )


class Duration(Clause):
    """How long a film may be."""

    maximum: FilmSeconds = Field(180, description="la plus longue durée, **en secondes**")


class File(Clause):
    """What the file of a film is made of."""

    conteneurs: DistinctSome[Container] = Field(description="les sortes de fichiers acceptées")
    codecs_video: DistinctSome[VideoCodec] = Field(description="les façons de coder l’image")
    codecs_audio: DistinctSome[AudioCodec] = Field(description="les façons de coder le son")


class Size(Author):
    """The picture as it is shown."""

    largeur: Pixels = Field(description="la largeur, en pixels")
    hauteur: Pixels = Field(description="la hauteur, en pixels")


class Rates(Author):
    """Pictures a second."""

    minimum: PicturesPerSecond = Field(description="le plus petit nombre d’images par seconde")
    maximum: PicturesPerSecond = Field(description="le plus grand")


class Pictures(Clause):
    """What the picture must be."""

    orientation: Literal["paysage", "portrait", "libre"] = Field(description="le sens de l’image")
    plus_petite: Size = Field(description="la plus petite image")
    plus_grande: Size = Field(description="la plus grande image")
    images_par_seconde: Rates = Field(description="le nombre d’images par seconde")


class Sound(Clause):
    """How loud a film is as a whole (EBU R 128)."""

    plus_faible: Loudness = Field(description="le niveau moyen le plus faible, en LUFS : `-24`")
    plus_fort: Loudness = Field(description="le niveau moyen le plus fort, en LUFS : `-16`")


class Captions(Clause):
    """What captions must be."""

    obligatoires: Flag = Field(True, description="`non` si le film peut s’en passer")
    signes_par_seconde: SignsPerSecond = Field(description="la plus grande vitesse de lecture")
    signes_par_ligne: SignsPerLine = Field(description="la plus longue ligne")


class Transcript(Clause):
    """Whether all that is said and heard comes as a text."""

    obligatoire: Flag = Field(True, description="`non` si le film peut s’en passer")


class Music(Clause):
    """The music that may be heard."""

    licences: DistinctSome[Label] = Field(description="les musiques permises, par leur origine ou leur licence")


class Credits(Clause):
    """Who is named, and how: never by a surname."""

    noms: Literal["prenoms", "aucun"] = Field(
        description="ce qui nomme les élèves **dans le film** ; jamais un nom de famille. Leur fiche, elle, n’en nomme aucun"
    )
    mentions: DistinctSome[Sentence] = Field(description="ce que le générique doit dire")


class Usages(Author):
    """Where a film may be shown, as families are told it: the three that each authorisation answers (`portee`)."""

    web: Sentence = Field(description="ce que veut dire « sur le site »")
    papier: Sentence = Field(description="ce que veut dire « dans le guide imprimé »")
    hors_ligne: Sentence = Field(description="ce que veut dire « sur la copie sans internet »")


class Authorisation(Author):
    """The model of authorisation to print, which families sign; it says what a film's document then needs."""

    but: Sentence = Field(description="à quoi sert le film, pour les familles")
    usages: Usages = Field(description="les trois endroits où il peut être montré")
    engagements: DistinctSome[Sentence] = Field(description="ce que le guide promet, retrait et droits compris")


class Checklist(Author):
    """What to tick at one moment of the work."""

    moment: Label = Field(description="le moment : « Avant de filmer »")
    points: DistinctSome[Sentence] = Field(description="ce qu’il faut avoir fait")


class Cahier(Author):
    """One version of the brief; films name the version that they were made under."""

    titre: Label = Field(description="le titre, avec sa version")
    description: Sentence = Field(description="à qui il sert, et à quoi")
    publics: Distinct[PublicId] = Field((), description="à qui il s’adresse")
    presentation: Markdown = Field(description="ce qu’on attend d’un film, en quelques paragraphes")
    duree: Duration = Field(description="combien de temps dure le film")
    fichier: File = Field(description="le fichier du film")
    image: Pictures = Field(description="l’image")
    son: Sound = Field(description="le niveau du son")
    sous_titres: Captions = Field(description="les sous-titres")
    transcription: Transcript = Field(description="le texte de tout ce qui se dit et s’entend d’utile")
    musique: Music = Field(description="la musique")
    credits: Credits = Field(description="le générique")
    interdits: DistinctSome[Sentence] = Field(description="les gestes et les images que le film ne montre jamais")
    listes: DistinctSome[Checklist] = Field(description="les listes à cocher, dans l’ordre du travail")
    envoi: DistinctSome[Sentence] = Field(description="comment envoyer le film, étape par étape")
    autorisation: Authorisation | None = Field(
        None, description="le modèle d’autorisation à faire signer : le site en fait une page à imprimer"
    )
    adoption: Source | None = Field(
        None,
        description="l’accord des deux signataires de la convention ; sans lui, la page et le PDF disent « Proposition de travail »",
    )
    exemple: Flag = Field(False, description=SAMPLE)
    sources: Sources = Field(description=SOURCED)
    revu_le: Date = Field(description=REVIEWED)
    publication: Publication = Field(Publication(), description=SHOWN)
