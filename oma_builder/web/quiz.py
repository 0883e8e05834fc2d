"""The interest discovery: eighteen small scenes, three a theme, then four questions, which a script shows one at a time.

All that the script says and weighs stands in the page: without it, the same scenes are read theme by theme.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from oma_builder.guide import routes
from oma_builder.guide.discovery import ANSWERS, Answer, Question, asked, traits
from oma_builder.guide.interests import InterestPage
from oma_builder.guide.model import Guide
from oma_builder.web.views import HOME, INTERESTS, QUIZ, PageView

_COLOURS: Mapping[str, str] = {"R": "brique", "I": "mer", "A": "violette", "S": "rose", "E": "ocre", "C": "garrigue"}


@dataclass(frozen=True, slots=True)
class QuizTheme:
    """One theme with its three scenes; `colour` is the name of a tone."""

    page: InterestPage
    colour: str


@dataclass(frozen=True, slots=True)
class QuizContent:
    """The six themes in Holland's order, the answers to choose from, and the questions that may be skipped."""

    themes: tuple[QuizTheme, ...]
    answers: tuple[Answer, ...]
    questions: tuple[Question, ...]
    count: int


def views(guide: Guide) -> Iterator[PageView]:
    """Yield the page of the quiz, if every theme has its questions."""
    if routes.QUIZ not in guide.lists:
        return
    themes = tuple(QuizTheme(page, _COLOURS[page.interest.letter]) for page in guide.interests)
    questions = asked(traits(metier.tastes, metier.level_number) for metier in guide.metiers)
    yield PageView(
        route=routes.QUIZ,
        template="mes-gouts.html",
        title=QUIZ.title,
        description="Dix-huit petites scènes et quelques questions pour trouver des métiers à découvrir. Il n’y a ni bonne ni mauvaise réponse.",
        content=QuizContent(themes, ANSWERS, questions, sum(len(theme.page.questions) for theme in themes)),
        trail=(HOME, INTERESTS),
        section=routes.INTERESTS,
        scripts=("cards", "tastes", "quiz"),
        sheets=("quiz",),
    )
