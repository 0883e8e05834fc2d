"""What each clause finds of a film, one function a clause, and how that is told."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from oma_builder.films import formatting, hints, tracks, wholeness
from oma_builder.films.detectors import Stretch
from oma_builder.films.measure import Measures
from oma_builder.films.probe import Film, Picture
from oma_builder.guide import vocabulary
from oma_builder.guide.briefs import Brief
from oma_builder.problems import plural

_APART = 6.0
"""LU by which two channels mixed into one may be softer: sounds that share nothing lose 3, opposed ones all."""
_USUAL_BITS = 8
_NEAR = 0.1
"""Pictures a second: 24 000/1 001 goes by the name of 24, and telephones waver."""


class State(StrEnum):
    """What was found of a clause: kept, not kept, not measured, or for a person to look at."""

    GOOD = "conforme"
    WRONG = "a-reprendre"
    UNKNOWN = "non-mesure"
    LOOK = "a-regarder"


@dataclass(frozen=True, slots=True)
class Finding:
    """One clause: what is asked, what was measured, what to do; `line` is that of `file`, 0 when neither is meant.

    `option` is the one of the command that takes what is missing.
    """

    clause: str
    state: State
    demanded: str
    measured: str = ""
    hint: str = ""
    file: str = ""
    line: int = 0
    option: str = ""


@dataclass(frozen=True, slots=True)
class Case:
    """A film that can be opened, beside the brief that it is judged by."""

    film: Film
    measures: Measures
    brief: Brief

    @property
    def seconds(self) -> float | None:
        """How long the film is: what was read, or what is promised when the rest is missing or was not read."""
        lengths = [seconds for seconds in (self.film.seconds, self.measures.seconds) if seconds is not None]
        return max(lengths, default=None)


_NO_PICTURE, _NO_SOUND = "aucune image lisible dans le fichier", "aucun son lisible dans le fichier"


class Found(NamedTuple):
    """What was found of one clause: how it stands, the figure, what to do."""

    state: State
    measured: str
    hint: str = ""


def entire(case: Case) -> Found:
    """Judge whether all that the header promises is there, and can be decoded."""
    promised, measures = case.film.seconds, case.measures
    if measures.seconds is None:
        return Found(State.UNKNOWN, "le film est trop long pour être lu en entier", hints.SHORTEN_FIRST)
    if promised is not None and wholeness.is_cut(promised, measures.seconds):
        damage = f"il annonce {formatting.lasting(promised)} et s’arrête à {formatting.lasting(measures.seconds)}"
        return Found(State.WRONG, damage, hints.COPY_AGAIN)
    if measures.damaged:
        damage = plural(measures.damaged, "passage illisible")
        return Found(
            State.WRONG, f"{damage}, le premier vers {formatting.moment(measures.first_damage)}", hints.COPY_AGAIN
        )
    return Found(State.GOOD, "lisible du début à la fin")


def together(case: Case) -> Found:
    """Judge whether picture and sound end together; say which tracks they are, and why these."""
    measured = tracks.told(case.film.tracks)
    if case.measures.ends is None:
        return Found(State.LOOK if _several(case) else State.GOOD, measured, hints.TRACKS if _several(case) else "")
    if wholeness.is_frozen(*case.measures.ends):
        return Found(State.WRONG, f"{wholeness.ends(*case.measures.ends)} ; {measured}", hints.FROZEN)
    if wholeness.is_mute(*case.measures.ends):
        return Found(State.LOOK, f"{wholeness.ends(*case.measures.ends)} ; {measured}", hints.SILENCE)
    return Found(State.LOOK, measured, hints.TRACKS) if _several(case) else Found(State.GOOD, measured)


def _several(case: Case) -> bool:
    return any(choice and choice.count > 1 for choice in (case.film.tracks.picture, case.film.tracks.sound))


def duration(case: Case) -> Found:
    """Judge the length; a second that has begun does not count."""
    if case.seconds is None:
        return Found(State.UNKNOWN, "le fichier ne dit pas sa durée", hints.export(case.brief))
    if (over := formatting.whole(case.seconds) - case.brief.longest) > 0:
        return Found(State.WRONG, formatting.lasting(case.seconds), hints.SHORTEN.format(over=formatting.lasting(over)))
    return Found(State.GOOD, formatting.lasting(case.seconds))


def container(case: Case) -> Found:
    """Judge the sort of file."""
    name = case.film.container
    label = vocabulary.CONTAINERS.get(name, name.upper())
    good = name in case.brief.containers
    return Found(State.GOOD, label) if good else Found(State.WRONG, label, hints.export(case.brief))


def picture_codec(case: Case) -> Found:
    """Judge how the picture is coded."""
    if picture := case.film.picture:
        label = vocabulary.VIDEO_CODECS.get(picture.codec, picture.codec.upper())
        good = picture.codec in case.brief.video_codecs
        return Found(State.GOOD, label) if good else Found(State.WRONG, label, hints.recode(picture.codec, case.brief))
    return Found(State.WRONG, _NO_PICTURE, hints.NO_PICTURE)


def sound_codec(case: Case) -> Found:
    """Judge how the sound is coded."""
    if sound := case.film.sound:
        label = vocabulary.AUDIO_CODECS.get(sound.codec, sound.codec.upper())
        good = sound.codec in case.brief.audio_codecs
        return Found(State.GOOD, label) if good else Found(State.WRONG, label, hints.export(case.brief))
    return Found(State.UNKNOWN, _NO_SOUND)


def _orientation(picture: Picture, brief: Brief) -> Found:
    width, height = picture.size
    orientation = "en paysage" if width > height else "en portrait" if width < height else "carrée"
    good = not brief.orientation or orientation == f"en {brief.orientation}"
    return Found(State.GOOD, orientation) if good else Found(State.WRONG, orientation, hints.TURN[brief.orientation])


def _size(picture: Picture, brief: Brief) -> Found:
    """Compare long side with long side: a picture that stands is told so by its own clause."""
    measured = f"{formatting.size(picture.size)}{formatting.FIXED}pixels"
    sides, least, most = sorted(picture.size), sorted(brief.smallest), sorted(brief.largest)
    if any(side < limit for side, limit in zip(sides, least, strict=True)):
        return Found(State.WRONG, measured, hints.TOO_SMALL.format(size=formatting.size(brief.smallest)))
    if any(side > limit for side, limit in zip(sides, most, strict=True)):
        return Found(State.WRONG, measured, hints.TOO_LARGE.format(size=formatting.size(brief.largest)))
    return Found(State.GOOD, measured)


def orientation(case: Case) -> Found:
    """Judge whether the picture lies or stands, as shown."""
    return _orientation(case.film.picture, case.brief) if case.film.picture else Found(State.UNKNOWN, _NO_PICTURE)


def size(case: Case) -> Found:
    """Judge the size of the picture, as shown."""
    return _size(case.film.picture, case.brief) if case.film.picture else Found(State.UNKNOWN, _NO_PICTURE)


def rate(case: Case) -> Found:
    """Judge the mean, then the slowest and fastest second of an uneven film."""
    picture, pace, (least, most) = case.film.picture, case.measures.pace, case.brief.rates
    mean = pace.mean if pace else picture.rate if picture else None
    if picture is None or mean is None:
        return Found(State.UNKNOWN, _NO_PICTURE if picture is None else "le fichier ne le dit pas")
    measured, state, hint = formatting.number(mean, 2), State.GOOD, ""
    if pace and pace.is_uneven:
        shortest, longest = (formatting.number(gap * 1_000, 0) for gap in pace.gaps)
        measured = f"{measured} en moyenne, irrégulières : de {shortest} à {longest} ms entre deux images"
        measured += f", {pace.slowest:.0f} dans la seconde la plus lente" if pace.slowest < least - 1 else ""
        # Even a steady film has a picture more or less in a second, by where the second starts.
        far = pace.slowest < least - 1 or pace.fastest > most + 1
        state, hint = (State.WRONG if far else State.LOOK), hints.UNEVEN
    if mean < least - _NEAR:
        state, hint = State.WRONG, hints.TOO_FEW.format(rate=formatting.number(least, 2))
    elif mean > most + _NEAR:
        state, hint = State.WRONG, hints.TOO_MANY.format(rate=formatting.number(most, 2))
    return Found(state, measured, hint)


def loudness(case: Case) -> Found:
    """Judge the loudness of the whole, to a tenth; and as a telephone with one loudspeaker plays it."""
    measured, (least, most) = case.measures.loudness, case.brief.loudness
    if case.film.sound is None:
        return Found(State.WRONG, _NO_SOUND, hints.NO_SOUND)
    if measured is None:
        return Found(State.UNKNOWN, *_not_heard(case))
    told, mono = formatting.loudness(measured), case.measures.in_mono
    told += f", {formatting.loudness(mono)} en mono" if mono is not None else ""
    if round(measured, 1) < least:
        return Found(State.WRONG, told, hints.TOO_QUIET)
    if round(measured, 1) > most:
        return Found(State.WRONG, told, hints.TOO_LOUD)
    if mono is not None and mono < measured - _APART:
        return Found(State.WRONG, told, hints.OPPOSED)
    return (
        Found(State.LOOK, told, hints.MONO) if mono is not None and round(mono, 1) < least else Found(State.GOOD, told)
    )


def places(case: Case) -> Found:
    """Tell of labels that give away where the film was made."""
    names = case.film.labels.places
    return Found(State.WRONG, _labels(names), hints.PLACE) if names else Found(State.GOOD, "aucune position")


def devices(case: Case) -> Found:
    """Tell of labels that give away the device and the moment."""
    names = case.film.labels.devices
    return Found(State.LOOK, _labels(names), hints.DEVICE) if names else Found(State.GOOD, "rien")


def words(case: Case) -> Found:
    """Tell of labels in which a name may stand."""
    names = case.film.labels.words
    return Found(State.LOOK, _labels(names), hints.WORDS) if names else Found(State.GOOD, "rien")


def turn(case: Case) -> Found:
    """Tell of a turn that is left to players."""
    picture = case.film.picture
    if picture and picture.turn:
        return Found(State.LOOK, f"image à tourner de {picture.turn}°", hints.FLAG)
    return Found(State.GOOD, "aucune rotation")


def colours(case: Case) -> Found:
    """Tell of light, colours and lines that screens show each in its own way."""
    picture = case.film.picture
    if picture is None:
        return Found(State.UNKNOWN, _NO_PICTURE)
    depth = f"{picture.bits} bits"
    told = [f"HDR ({picture.dynamic})"] if picture.dynamic else []
    told += [depth] if picture.bits > _USUAL_BITS else []
    told += ["image entrelacée"] if picture.is_interlaced else []
    hint = hints.DYNAMIC if picture.dynamic or picture.bits > _USUAL_BITS else hints.INTERLACED
    return Found(State.LOOK, ", ".join(told), hint) if told else Found(State.GOOD, f"ordinaires, {depth}")


def black(case: Case) -> Found:
    """Tell of black stretches."""
    if case.film.picture is None:
        return Found(State.UNKNOWN, _NO_PICTURE)
    if case.measures.black is None:
        long = case.measures.seconds is None
        return Found(State.UNKNOWN, "le film est trop long" if long else "l’image est trop lourde", hints.SHORTEN_FIRST)
    return _stretches(case.measures.black, hints.BLACK)


def silence(case: Case) -> Found:
    """Tell of silent stretches."""
    if case.film.sound is None:
        return Found(State.UNKNOWN, _NO_SOUND)
    if case.measures.silent is None:
        return Found(State.UNKNOWN, *_not_heard(case))
    return _stretches(case.measures.silent, hints.SILENCE)


def _not_heard(case: Case) -> tuple[str, str]:
    if case.measures.seconds is None:
        return "le film est trop long", hints.SHORTEN_FIRST
    return "ce son ne se laisse pas mesurer", hints.export(case.brief)


def _stretches(stretches: Sequence[Stretch], hint: str) -> Found:
    places = ", ".join(f"de {formatting.moment(one.start)} à {formatting.moment(one.end)}" for one in stretches)
    return Found(State.LOOK, places, hint) if stretches else Found(State.GOOD, "aucun")


def _labels(names: Sequence[str]) -> str:
    return f"étiquette{'s' if len(names) > 1 else ''} {', '.join(f'« {name} »' for name in names)}"
