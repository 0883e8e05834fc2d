"""The interest discovery: what is answered to its scenes, and the four questions that follow them.

The scenes themselves are the editors' (field `questions` of the interests). All that weighs stands here, once, for
the page and for paper; `assets/js/tastes.js` says how it is reckoned with.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from oma_builder.guide.interests import InterestPage
from oma_builder.guide.tastes import Tastes

TITLE = "Ce qui m’intéresse"


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer to a scene: its sign in the address of the page, and the points that it gives to the theme of the scene."""

    sign: str
    name: str
    points: int


ANSWERS = (
    Answer("o", "Oui, beaucoup", 5),
    Answer("p", "Un peu", 2),
    Answer("n", "Pas vraiment", 0),
    Answer("s", "Je ne sais pas", 0),
)
"""One « Oui, beaucoup » is worth a little more than two « Un peu », so that no two different triples of answers are equal.

« Je ne sais pas » gives nothing: a theme needs a yes to count, and the result says when there were many of them.
"""


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer to a question on the setting: what it wants of a trade, and its sign in the address, of all questions the only one.

    A trait that is near to what it wants counts half.
    """

    sign: str
    name: str
    traits: tuple[str, ...]
    near: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """One question on the setting of a trade, and how much it moves a trade.

    `told` has each trait as « on y travaille… » ends, in groups: of a trade, a choice is held against the traits of its own group.
    """

    id: str
    text: str
    choices: tuple[Choice, ...]
    told: tuple[Mapping[str, str], ...]
    weight: float

    @property
    def traits(self) -> frozenset[str]:
        """What it asks for, of all that may be known of a trade."""
        return frozenset(chain.from_iterable(self.told))


QUESTIONS = (
    Question(
        "lieux",
        "Où te vois-tu travailler ?",
        (
            Choice("d", "Dehors", ("dehors",)),
            Choice("a", "Dans un atelier, une usine ou une cuisine", ("atelier",)),
            Choice("p", "Là où l’on reçoit du monde : boutique, école, hôpital", ("accueil",)),
            Choice("b", "Dans un bureau", ("bureau",)),
            Choice("r", "D’un lieu à l’autre", ("route",)),
            Choice("x", "N’importe où, pourvu que je bouge", ("mouvement",), near=("debout",)),
        ),
        (
            {
                "dehors": "dehors",
                "atelier": "en atelier",
                "accueil": "là où l’on reçoit du monde",
                "bureau": "au bureau",
                "route": "d’un lieu à l’autre",
            },
            {"mouvement": "en bougeant", "debout": "debout", "assis": "en position assise"},
        ),
        0.5,
    ),
    Question(
        "horaires",
        "Quels horaires t’iraient le mieux ?",
        (
            Choice("j", "En journée, en semaine", ("journee",)),
            Choice("v", "Des horaires qui changent : tôt, tard ou le week-end", ("decales",)),
        ),
        ({"journee": "en journée", "decales": "à des horaires qui changent"},),
        0.2,
    ),
    Question(
        "contacts",
        "Avec qui aimerais-tu travailler ?",
        (
            Choice("u", "Avec du public : accueillir, soigner, conseiller", ("public",)),
            Choice("e", "En équipe, avec des collègues", ("equipe",)),
            Choice("t", "Plutôt au calme, en autonomie", ("autonomie",)),
        ),
        ({"public": "avec du public", "equipe": "en équipe", "autonomie": "en autonomie"},),
        0.2,
    ),
    Question(
        "etudes",
        "Combien de temps te vois-tu étudier après la 3e ?",
        (
            Choice("c", "Deux ou trois ans, pour travailler vite", ("courtes",)),
            Choice("m", "Cinq ou six ans, jusqu’à un bac + 2 ou un bac + 3", ("moyennes",)),
            Choice("l", "Huit ans ou plus, si le métier me plaît", ("longues", "moyennes")),
        ),
        (
            {
                "courtes": "après deux ou trois ans d’études",
                "moyennes": "après un bac + 2 ou un bac + 3",
                "longues": "après un bac + 5 ou plus",
            },
        ),
        0.3,
    ),
)
"""Asked after the scenes; each may be skipped.

A trade gets the weight of a question as far as its traits are those that the choice wants, half of it when nothing is known of
it. Weights are on the scale of the agreement of two profiles (from -1 to 1): two trades of one theme differ there by 0.1 to
0.4. So the place that one asks for, or to move, decides between trades of one theme, and the other three together do so too;
none lets in trades that the scenes speak against. The place weighs most, as ROME tells it best; the length of studies is
next, since it decides of the years to come; hours and company, of which most trades have more than one sort, weigh least.
These four figures are our judgement, tried on the six archetypes of `tests/test_tastes.py`.
"""

_LONGEST_SHORT, _LONGEST_MIDDLE = 4, 6
"""Levels of diplomas: a CAP or a bac professionnel takes two or three years after the 3e; a bac + 3 six."""


def traits(tastes: Tastes, level: int) -> tuple[str, ...]:
    """Return all that is known of the setting of a trade, in the words of the questions."""
    return (*tastes.places, *tastes.postures, *tastes.hours, *tastes.company, _length_of_studies(level))


@dataclass(frozen=True, slots=True)
class Setting:
    """Where and when one works in a trade: « dehors, en atelier », « en journée »; what is not known is empty."""

    where: str
    when: str


def setting(tastes: Tastes) -> Setting:
    """Say the setting of a trade as a question on it would."""
    places, hours = (question.told[0] for question in QUESTIONS[:2])
    return Setting(", ".join(map(places.__getitem__, tastes.places)), " ou ".join(map(hours.__getitem__, tastes.hours)))


def asked(known: Iterable[tuple[str, ...]]) -> tuple[Question, ...]:
    """Return the questions that tell trades with these traits apart."""
    trades = tuple(frozenset(one) for one in known)
    return tuple(question for question in QUESTIONS if len({one & question.traits for one in trades}) > 1)


def _length_of_studies(level: int) -> str:
    """Say how long one studies for the diploma of a trade."""
    if level <= _LONGEST_SHORT:
        return "courtes"
    return "moyennes" if level <= _LONGEST_MIDDLE else "longues"


def scenes(pages: Sequence[InterestPage]) -> Iterator[tuple[InterestPage, str]]:
    """Yield each scene with its theme, as they are asked: never twice the same in a row, each round from another theme on."""
    for turn, told in enumerate(zip(*(page.questions for page in pages), strict=True)):
        for place in range(len(pages)):
            rank = (place + 2 * turn) % len(pages)
            yield pages[rank], told[rank]
