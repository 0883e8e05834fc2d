"""A film judged by its brief: facts → findings, in the order of the clauses, then what the brief does not measure.

Only what the brief asks can fail a film: it was handed out before the film was made (agreement of 18 March 2021,
article 7). The rest is for a person to look at.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from oma_builder.films import hints, telling
from oma_builder.films.findings import Finding, State
from oma_builder.films.measure import Measures
from oma_builder.films.probe import Film, Picture, Probed
from oma_builder.films.senses import DARK_FOR, INAUDIBLE, SILENT_FOR, Stretch
from oma_builder.films.texts import Given, cues_of, judge_captions, judge_transcript
from oma_builder.guide import vocabulary
from oma_builder.guide.briefs import Brief
from oma_builder.guide.clauses import Clause
from oma_builder.problems import plural

_CUT = 0.5
"""Seconds by which a film may be shorter than its header says: tracks of picture and sound end apart."""
_NEAR = 0.1
"""Pictures a second: 24 000/1 001 goes by the name of 24, and telephones waver."""
_FORBIDDEN = "Ce que le film ne montre jamais"


@dataclass(frozen=True, slots=True)
class Handed:
    """What a class hands in beside its film."""

    captions: Given | None = None
    transcript: Given | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """A film that can be opened, beside the brief that it is judged by."""

    film: Film
    measures: Measures
    brief: Brief

    @property
    def seconds(self) -> float | None:
        """How long the film is: what was read, or what is promised when the rest is missing or was not read."""
        known = [found for found in (self.film.seconds, self.measures.seconds) if found is not None]
        return max(known, default=None)


class _Found(NamedTuple):
    state: State
    measured: str
    hint: str = ""


class _Rule(NamedTuple):
    clause: str
    demanded: Callable[[Brief], str]
    judge: Callable[[Case], Iterator[_Found]]


def findings(probed: Probed, measures: Measures, brief: Brief, handed: Handed = Handed()) -> tuple[Finding, ...]:
    """Return what a machine finds of each clause, in their order, then of what no clause names."""
    case = Case(probed, measures, brief) if isinstance(probed, Film) else None
    cues = cues_of(handed.captions)
    found: list[Finding] = []
    if case is None:
        found.append(Finding("Fichier", State.WRONG, "un film", *hints.UNREADABLE[getattr(probed, "reason", "")]))
    found += _judged(_CLAUSES, case, brief)
    found += judge_captions(handed.captions, cues, brief, case.seconds if case else None)
    found += judge_transcript(handed.transcript, cues.value, brief)
    found += _judged(_BEYOND, case, brief)
    return tuple(found)


def by_eye(clauses: Sequence[Clause], forbidden: Sequence[str]) -> tuple[Finding, ...]:
    """Return what only a person can tell: the clauses that no machine measures, and what must never be shown."""
    measured = {"Durée", "Fichier", "Image", "Niveau du son", "Sous-titres", "Transcription"}
    asked = [(clause.name, demand) for clause in clauses if clause.name not in measured for demand in clause.demands]
    asked += [(_FORBIDDEN, sentence) for sentence in forbidden]
    return tuple(Finding(name, State.LOOK, demand) for name, demand in asked)


def _judged(rules: Sequence[_Rule], case: Case | None, brief: Brief) -> Iterator[Finding]:
    for rule in rules:
        demanded = rule.demanded(brief)
        if case is None:
            yield Finding(rule.clause, State.UNKNOWN, demanded, "le film ne s’ouvre pas")
        else:
            yield from (Finding(rule.clause, *found[:1], demanded, *found[1:]) for found in rule.judge(case))


def _entire(case: Case) -> Iterator[_Found]:
    promised, measures = case.film.seconds, case.measures
    if measures.seconds is None:
        yield _Found(State.UNKNOWN, "le film est trop long pour être lu en entier", hints.SHORTEN_FIRST)
    elif promised is not None and measures.seconds < promised - _CUT:
        told = f"il annonce {telling.lasting(promised)} et s’arrête à {telling.lasting(measures.seconds)}"
        yield _Found(State.WRONG, told, hints.COPY_AGAIN)
    elif measures.damaged:
        told = f"{plural(measures.damaged, 'passage')} illisible{'s' if measures.damaged > 1 else ''}"
        yield _Found(State.WRONG, f"{told}, le premier vers {telling.moment(measures.first_damage)}", hints.COPY_AGAIN)
    else:
        yield _Found(State.GOOD, "lu du début à la fin")


def _duration(case: Case) -> Iterator[_Found]:
    if case.seconds is None:
        yield _Found(State.UNKNOWN, "le fichier ne dit pas sa durée", hints.EXPORT)
    elif int(case.seconds) > case.brief.longest:
        over = telling.lasting(int(case.seconds) - case.brief.longest)
        yield _Found(State.WRONG, telling.lasting(case.seconds), hints.SHORTEN.format(over=over))
    else:
        yield _Found(State.GOOD, telling.lasting(case.seconds))


def _container(case: Case) -> Iterator[_Found]:
    name = case.film.container
    told = vocabulary.CONTAINERS.get(name, name.upper())
    good = name in case.brief.containers
    yield _Found(State.GOOD, told) if good else _Found(State.WRONG, told, hints.EXPORT)


def _picture_codec(case: Case) -> Iterator[_Found]:
    if picture := case.film.picture:
        told = vocabulary.VIDEO_CODECS.get(picture.codec, picture.codec.upper())
        good = picture.codec in case.brief.video_codecs
        hint = hints.CODECS.get(picture.codec, hints.EXPORT)
        yield _Found(State.GOOD, told) if good else _Found(State.WRONG, told, hint)
    else:
        yield _Found(State.WRONG, "aucune image, seulement du son", hints.NO_PICTURE)


def _sound_codec(case: Case) -> Iterator[_Found]:
    if sound := case.film.sound:
        told = vocabulary.AUDIO_CODECS.get(sound.codec, sound.codec.upper())
        good = sound.codec in case.brief.audio_codecs
        yield _Found(State.GOOD, told) if good else _Found(State.WRONG, told, hints.EXPORT)
    else:
        yield _Found(State.UNKNOWN, "le film n’a pas de son")


def _orientation(picture: Picture, brief: Brief) -> _Found:
    width, height = picture.size
    told = "en paysage" if width > height else "en portrait" if width < height else "carrée"
    good = not brief.orientation or told == f"en {brief.orientation}"
    return _Found(State.GOOD, told) if good else _Found(State.WRONG, told, hints.TURN[brief.orientation])


def _size(picture: Picture, brief: Brief) -> _Found:
    """Compare long side with long side: a picture that stands is told so by its own clause."""
    told = f"{telling.size(picture.size)}{telling.FIXED}pixels"
    sides, least, most = sorted(picture.size), sorted(brief.smallest), sorted(brief.largest)
    if any(side < limit for side, limit in zip(sides, least, strict=True)):
        return _Found(State.WRONG, told, hints.TOO_SMALL)
    if any(side > limit for side, limit in zip(sides, most, strict=True)):
        return _Found(State.WRONG, told, hints.TOO_LARGE.format(size=telling.size(brief.largest)))
    return _Found(State.GOOD, told)


def _of_picture(judge: Callable[[Picture, Brief], _Found]) -> Callable[[Case], Iterator[_Found]]:
    def judged(case: Case) -> Iterator[_Found]:
        picture = case.film.picture
        yield judge(picture, case.brief) if picture else _Found(State.UNKNOWN, "le film n’a pas d’image")

    return judged


def _rate(case: Case) -> Iterator[_Found]:
    picture, pace, (least, most) = case.film.picture, case.measures.pace, case.brief.rates
    mean = pace.mean if pace else picture.rate if picture else None
    if picture is None or mean is None:
        yield _Found(State.UNKNOWN, "le film n’a pas d’image" if picture is None else "le fichier ne le dit pas")
        return
    told = f"{telling.number(mean, 2)} en moyenne" if pace and pace.is_uneven else telling.number(mean, 2)
    if mean < least - _NEAR:
        yield _Found(State.WRONG, told, hints.TOO_FEW.format(rate=telling.number(least, 2)))
    elif mean > most + _NEAR:
        yield _Found(State.WRONG, told, hints.TOO_MANY.format(rate=telling.number(most, 2)))
    else:
        yield _Found(State.GOOD, told)
    if pace and pace.is_uneven:
        # A steady film has a picture more or less in a second, by where the second starts.
        far = pace.slowest < least - 1 or pace.fastest > most + 1
        range_ = (
            f"irrégulier : de {telling.number(pace.slowest, 0)} à {telling.number(pace.fastest, 0)} selon la seconde"
        )
        yield _Found(State.WRONG if far else State.LOOK, range_, hints.UNEVEN)


def _loudness(case: Case) -> Iterator[_Found]:
    measured, (least, most) = case.measures.loudness, case.brief.loudness
    if case.film.sound is None:
        yield _Found(State.WRONG, "le film n’a pas de son", hints.NO_SOUND)
    elif measured is None:
        yield _Found(State.UNKNOWN, *_not_heard(case))
    elif round(measured, 1) < least if measured > float("-inf") else True:
        yield _Found(State.WRONG, telling.loudness(measured), hints.TOO_QUIET)
    elif round(measured, 1) > most:
        yield _Found(State.WRONG, telling.loudness(measured), hints.TOO_LOUD)
    else:
        yield _Found(State.GOOD, telling.loudness(measured))


def _places(case: Case) -> Iterator[_Found]:
    places = case.film.labels.places
    yield _Found(State.WRONG, _labels(places), hints.PLACE) if places else _Found(State.GOOD, "aucun")


def _devices(case: Case) -> Iterator[_Found]:
    devices = case.film.labels.devices
    yield _Found(State.LOOK, _labels(devices), hints.DEVICE) if devices else _Found(State.GOOD, "rien")


def _words(case: Case) -> Iterator[_Found]:
    words = case.film.labels.words
    yield _Found(State.LOOK, _labels(words), hints.WORDS) if words else _Found(State.GOOD, "rien")


def _turn(case: Case) -> Iterator[_Found]:
    picture = case.film.picture
    if picture and picture.turn:
        yield _Found(State.LOOK, f"image à tourner de {picture.turn}°", hints.FLAG)
    else:
        yield _Found(State.GOOD, "aucun")


def _black(case: Case) -> Iterator[_Found]:
    if case.film.picture is None:
        yield _Found(State.UNKNOWN, "le film n’a pas d’image")
    elif case.measures.black is None:
        long = case.measures.seconds is None
        yield _Found(State.UNKNOWN, "le film est trop long" if long else "l’image est trop lourde", hints.SHORTEN_FIRST)
    else:
        yield _stretches(case.measures.black, hints.BLACK)


def _silence(case: Case) -> Iterator[_Found]:
    if case.film.sound is None:
        yield _Found(State.UNKNOWN, "le film n’a pas de son")
    elif case.measures.silent is None:
        yield _Found(State.UNKNOWN, *_not_heard(case))
    else:
        yield _stretches(case.measures.silent, hints.SILENCE)


def _not_heard(case: Case) -> tuple[str, str]:
    if case.measures.seconds is None:
        return "le film est trop long", hints.SHORTEN_FIRST
    return "le son change de forme en cours de route", hints.EXPORT


def _stretches(found: Sequence[Stretch], hint: str) -> _Found:
    told = ", ".join(f"de {telling.moment(one.start)} à {telling.moment(one.end)}" for one in found)
    return _Found(State.LOOK, told, hint) if found else _Found(State.GOOD, "aucun")


def _labels(names: Sequence[str]) -> str:
    return f"étiquette{'s' if len(names) > 1 else ''} {', '.join(f'« {name} »' for name in names)}"


def _sizes(brief: Brief) -> str:
    return _between(telling.size(brief.smallest), telling.size(brief.largest), "pixels")


def _between(least: str, most: str, unit: str) -> str:
    told = f"de {least} à {most}" if least != most else least
    return f"{told}{telling.FIXED}{unit}"


def _one_of(codes: Sequence[str], names: dict[str, str]) -> str:
    return vocabulary.one_of([names[code] for code in codes])


_CLAUSES = (
    _Rule("Durée", lambda brief: f"{telling.lasting(brief.longest)} au plus", _duration),
    _Rule("Fichier entier", lambda _: "lisible du début à la fin", _entire),
    _Rule("Sorte de fichier", lambda brief: _one_of(brief.containers, vocabulary.CONTAINERS), _container),
    _Rule("Codage de l’image", lambda brief: _one_of(brief.video_codecs, vocabulary.VIDEO_CODECS), _picture_codec),
    _Rule("Codage du son", lambda brief: _one_of(brief.audio_codecs, vocabulary.AUDIO_CODECS), _sound_codec),
    _Rule("Sens de l’image", lambda brief: f"en {brief.orientation}" if brief.orientation else "libre", _of_picture(_orientation)),
    _Rule("Taille de l’image", _sizes, _of_picture(_size)),
    _Rule("Images par seconde", lambda brief: _between(*(telling.number(rate, 2) for rate in brief.rates), "images"), _rate),
    _Rule("Niveau du son", lambda brief: _between(*(telling.number(level, 1) for level in brief.loudness), "LUFS"), _loudness),
)  # fmt: skip
"""The clauses that are measured on the film, in the order of the brief."""

_BEYOND = (
    _Rule("Lieu du tournage", lambda _: "aucune position dans le fichier", _places),
    _Rule("Appareil et date", lambda _: "rien sur l’appareil ni le moment", _devices),
    _Rule("Mots cachés", lambda _: "aucun nom dans les étiquettes du fichier", _words),
    _Rule("Sens caché", lambda _: "aucune rotation laissée au lecteur", _turn),
    _Rule("Noir", lambda _: f"pas plus de {telling.lasting(DARK_FOR)} de suite", _black),
    _Rule("Silence", lambda _: f"pas plus de {telling.lasting(SILENT_FOR)} de suite sous {telling.loudness(INAUDIBLE)}", _silence),
)  # fmt: skip
"""What no figure of the brief names. A place fails a film: the brief forbids addresses, and asks to cut the location."""
