"""The clauses of the brief of films, as readers are told them."""

from collections.abc import Iterator
from dataclasses import dataclass

from oma_builder.content.kinds import cahier as written
from oma_builder.content.typography import french
from oma_builder.guide import vocabulary
from oma_builder.guide.values import Source, source


@dataclass(frozen=True, slots=True)
class Clause:
    """One line of the brief: what is asked, and why.

    What `is_proposal` is neither in the source nor approved by the two parties.
    """

    name: str
    demands: tuple[str, ...]
    why: str
    source: Source | None
    is_proposal: bool


def clauses(entry: written.Cahier) -> tuple[Clause, ...]:
    """Return the clauses of a version, in the order in which one works."""
    adopted = entry.adoption is not None
    return tuple(
        Clause(
            name,
            tuple(map(french, demands)),
            given.pourquoi,
            source(given.source) if given.source else None,
            not adopted and (given.proposition or given.source is None),
        )
        for name, given, demands in _told(entry)
    )


def _told(entry: written.Cahier) -> Iterator[tuple[str, written.Clause, tuple[str, ...]]]:
    yield "Durée", entry.duree, (f"{vocabulary.duration(entry.duree.maximum)} au plus",)
    yield "Fichier", entry.fichier, _file(entry.fichier)
    yield "Image", entry.image, tuple(_picture(entry.image))
    yield "Niveau du son", entry.son, (_from_to(entry.son.plus_faible, entry.son.plus_fort, "LUFS, sur tout le film"),)
    yield "Sous-titres", entry.sous_titres, _captions(entry.sous_titres)
    text = "Obligatoire" if entry.transcription.obligatoire else "Conseillée"
    yield "Transcription", entry.transcription, (f"{text} : un texte de tout ce qui se dit et s’entend d’utile",)
    yield "Musique permise", entry.musique, entry.musique.licences
    yield "Générique", entry.credits, (_NAMES[entry.credits.noms], *entry.credits.mentions)


_NAMES = {
    "prenoms": "Des prénoms au plus, jamais de nom de famille",
    "aucun": "Aucun nom d’élève, pas même un prénom",
}


def _file(given: written.File) -> tuple[str, ...]:
    return (
        vocabulary.one_of([vocabulary.CONTAINERS[code] for code in given.conteneurs]),
        f"Image codée en {vocabulary.one_of([vocabulary.VIDEO_CODECS[code] for code in given.codecs_video])}",
        f"Son codé en {vocabulary.one_of([vocabulary.AUDIO_CODECS[code] for code in given.codecs_audio])}",
    )


def _picture(given: written.Pictures) -> Iterator[str]:
    if given.orientation in vocabulary.ORIENTATIONS:
        yield vocabulary.ORIENTATIONS[given.orientation]
    small, large, rates = given.plus_petite, given.plus_grande, given.images_par_seconde
    sizes = (f"{vocabulary.thousands(size.largeur)} × {vocabulary.thousands(size.hauteur)}" for size in (small, large))
    yield _from_to(*dict.fromkeys(sizes), "pixels")
    yield _from_to(*dict.fromkeys((rates.minimum, rates.maximum)), "images par seconde")


def _captions(given: written.Captions) -> tuple[str, ...]:
    return (
        "Obligatoires" if given.obligatoires else "Conseillés",
        f"{given.signes_par_seconde} signes par seconde au plus",
        f"{given.signes_par_ligne} signes par ligne au plus",
    )


def _from_to(*limits: object) -> str:
    """Return `de 24 à 30 images par seconde`, or the one figure that is both."""
    *figures, unit = (str(limit).replace("-", "−") for limit in limits)
    bounds = f"De {figures[0]} à {figures[-1]}" if figures[0] != figures[-1] else figures[0]
    return f"{bounds} {unit}"
