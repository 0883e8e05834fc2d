"""What to do about a film that is not as asked, in words of any editing tool."""

from collections.abc import Mapping

from oma_builder.guide import vocabulary
from oma_builder.guide.briefs import Brief

COPY_AGAIN = "copiez-le à nouveau depuis l’appareil ou la clé ; s’il est abîmé là aussi, exportez-le encore une fois"
SHORTEN = "coupez {over} au montage : gardez un lieu, trois gestes et une voix"
SHORTEN_FIRST = "ramenez-le d’abord aux limites du cahier des charges, puis recommencez"
NO_PICTURE = "vérifiez que c’est le bon fichier, et que l’export garde l’image"
NO_SOUND = "vérifiez que la piste du son n’est pas coupée au montage, puis exportez avec le son"
TOO_SMALL = "exportez dans la taille du tournage ; si elle est plus petite que {size}, filmez à nouveau : agrandir ne rend pas net"
TOO_LARGE = "choisissez {size} à l’export"
TOO_FEW = "choisissez {rate} images par seconde au moins dans l’appareil et à l’export"
TOO_MANY = "choisissez {rate} images par seconde à l’export"
UNEVEN = "choisissez à l’export un nombre fixe d’images par seconde : sinon la voix peut se décaler de l’image"
TOO_QUIET = "au montage, montez le volume de tout le film ; la prochaine fois, approchez le micro"
TOO_LOUD = "au montage, baissez le volume de tout le film, la musique d’abord"
OPPOSED = (
    "un haut-parleur de téléphone mélange les deux côtés du son, et ils s’annulent : au montage, passez la voix en mono"
)
MONO = "sur un téléphone, le son sera plus faible : au montage, passez la voix en mono, ou montez le volume"
FROZEN = "au montage, coupez le son là où l’image s’arrête, ou ajoutez des images, puis exportez"
TRACKS = "regardez et écoutez si c’est la bonne piste ; un export depuis le montage n’en garde qu’une"
DYNAMIC = "rien à refaire : la préparation ramène ces couleurs à celles de tous les écrans ; la prochaine fois, coupez le HDR de l’appareil photo"
INTERLACED = "rien à refaire : la préparation recompose les images ; la prochaine fois, choisissez des images entières (« p », pas « i »)"
PLACE = "coupez la localisation de l’appareil photo, puis exportez depuis le montage, sans les informations de lieu"
DEVICE = "rien à faire si le film reste ici : la préparation pour le site les retire"
WORDS = "lisez les propriétés du fichier : aucun nom d’élève ; la préparation pour le site les retire"
FLAG = "regardez si l’image est droite ; un export depuis le montage la remet droite pour de bon"
BLACK = "regardez si ce noir est voulu ; sinon, supprimez le vide entre les deux plans"
SILENCE = "écoutez si ce silence est voulu ; sinon, remettez le son, ou un bruit du lieu"

TURN: Mapping[str, str] = {
    "paysage": "filmez l’appareil couché ; au montage, choisissez un projet en 16:9",
    "portrait": "filmez l’appareil debout ; au montage, choisissez un projet en 9:16",
}
_FROM_WEB = "ce codage vient souvent du Web ou d’une capture d’écran"
_WHY: Mapping[str, str] = {
    "hevc": "dans les réglages de l’appareil photo, choisissez le format le plus compatible",
    "vp9": _FROM_WEB,
    "av1": _FROM_WEB,
}
"""By the codec that was found."""

UNREADABLE: Mapping[str, tuple[str, str]] = {
    "empty": ("le fichier est vide (0 octet)", "la copie a échoué : copiez-le à nouveau depuis l’appareil ou la clé"),
    "cut": ("le film est coupé ou abîmé : la table qui permet de le lire manque", COPY_AGAIN),
    "still": ("c’est une image, pas un film", "donnez le film exporté depuis votre logiciel de montage"),
    "foreign": (
        "ce n’est pas un film, quel que soit son nom",
        "donnez le film exporté depuis votre logiciel de montage, pas son projet",
    ),
}
"""What is wrong with a file that is no film, by the reason of `probe.Unreadable`, and what to do."""


def export(brief: Brief) -> str:
    """Return how to export what the brief asks for."""
    container = vocabulary.CONTAINERS[brief.containers[0]]
    picture, sound = vocabulary.VIDEO_CODECS[brief.video_codecs[0]], vocabulary.AUDIO_CODECS[brief.audio_codecs[0]]
    return f"dans votre logiciel de montage, exportez à nouveau en {container}, image {picture}, son {sound}"


def recode(codec: str, brief: Brief) -> str:
    """Return what to do about a picture that is coded otherwise."""
    return f"{_WHY[codec]} ; {export(brief)}" if codec in _WHY else export(brief)
