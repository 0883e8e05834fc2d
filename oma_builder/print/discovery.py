"""The interest discovery on paper, as plain data: scenes to tick, themes to add up, trades to go to, all at a glance."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby

from oma_builder.content.typography import slugify
from oma_builder.guide import routes, vocabulary
from oma_builder.guide.discovery import ANSWERS, asked, scenes, traits
from oma_builder.guide.interests import Interest
from oma_builder.guide.metiers import Metier
from oma_builder.guide.model import Guide
from oma_builder.print.parts import Data, Paper

MOST_SUBJECTS = 10
"""How many subjects have a column of their own: those that most trades name."""


def discovery_chapter(guide: Guide, paper: Paper) -> Data:
    """Return the scenes in their order and, for each theme, which of them count for it and where its trades are."""
    if routes.QUIZ not in guide.lists:
        return {}
    told = [
        {"number": number, "text": text, "letter": page.interest.letter}
        for number, (page, text) in enumerate(scenes(guide.interests), 1)
    ]
    return {
        "answers": [{"name": answer.name, "points": answer.points} for answer in ANSWERS],
        "scenes": told,
        "questions": [
            {"text": question.text, "choices": [choice.name for choice in question.choices]}
            for question in asked(traits(metier.tastes, metier.level_number) for metier in guide.metiers)
        ],
        "themes": [
            {
                **paper.fields(page.interest, "letter name hint"),
                "scenes": [scene["number"] for scene in told if scene["letter"] == page.interest.letter],
                "groups": list(_groups(page.interest, guide, paper)),
            }
            for page in guide.interests
        ],
    }


def _groups(first: Interest, guide: Guide, paper: Paper) -> Iterator[Data]:
    """Yield the trades of a theme by the theme that comes second for them: none at first, then in Holland's order."""
    order = ("", *vocabulary.INTERESTS)
    cards = {card.id: card for card in guide.cards}
    own = sorted(
        (metier for metier in guide.metiers if metier.interests[0].letter == first.letter),
        key=lambda metier: order.index(_second(metier)),
    )
    for letter, found in groupby(own, key=_second):
        names = [page.interest.name for page in guide.interests if page.interest.letter == letter]
        yield {
            "letter": letter,
            "second": "".join(names),
            "metiers": paper.metiers(cards[metier.id] for metier in found),
        }


def _second(metier: Metier) -> str:
    return "".join(interest.letter for interest in metier.interests[1:])


def crossing_chapter(guide: Guide, paper: Paper) -> Data:
    """Return every trade with what one chooses by: levels, settings, themes, subjects."""
    if not guide.metiers:
        return {}
    subjects = _subjects(guide.metiers)
    by_id = {metier.id: metier for metier in guide.metiers}
    cards = {card.id: card for card in guide.cards}
    return {
        "subjects": subjects,
        "levels": [{"number": number, "name": name} for number, name in vocabulary.LEVELS.items()],
        "interests": [{"letter": letter, "name": name} for letter, name in _themes(guide).items()],
        "sectors": [
            {
                "name": sector.name,
                "colour": sector.colour,
                "rows": [
                    {**paper.metier(cards[card.id]), **_row(by_id[card.id], subjects)}
                    for card in sector.metiers
                    if card.id in by_id
                ],
            }
            for sector in guide.sectors
            if any(card.id in by_id for card in sector.metiers)
        ],
    }


def _themes(guide: Guide) -> dict[str, str]:
    return vocabulary.INTERESTS | {page.interest.letter: page.interest.name for page in guide.interests}


_ROOFS = frozenset({"atelier", "accueil", "bureau"})
"""Places under a roof, in the words of the field `cadre`."""


def _row(metier: Metier, subjects: Sequence[str]) -> Data:
    places = metier.tastes.places
    own = set(map(_bare, metier.subjects))
    return {
        "required": vocabulary.LEVELS.get(metier.required_number, "3e"),
        "level": vocabulary.LEVELS[metier.level_number].partition(" (")[0],
        "settings": [
            "dehors" in places,
            not _ROOFS.isdisjoint(places),
            "route" in places,
            "mouvement" in metier.tastes.postures,
        ],
        "themes": "".join(interest.letter for interest in metier.interests),
        "subjects": [subject in own for subject in subjects],
    }


def _subjects(metiers: Sequence[Metier]) -> list[str]:
    """Return the subjects that most trades name, in the order of the alphabet; one that a single trade names has no column."""
    counts = Counter(subject for metier in metiers for subject in sorted(set(map(_bare, metier.subjects))))
    often = sorted(
        (subject for subject in counts if counts[subject] > 1 or len(metiers) < 5),
        key=lambda name: (-counts[name], name),
    )
    return sorted(often[:MOST_SUBJECTS], key=slugify)


def _bare(subject: str) -> str:
    """Return the name of a subject without what stands in brackets after it."""
    return subject.partition(" (")[0]
