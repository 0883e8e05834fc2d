"""The agreement between the two parties, and its clock: `content/convention.yaml`."""

import datetime
from itertools import count

from pydantic import Field

from oma_builder.content.fields import Date, Label, Markdown, Sentence
from oma_builder.content.kinds.base import Author
from oma_builder.content.numbers import Years

_RENTREE = 9, 1
"""Month and day on which a school year begins."""


class Amendment(Author):
    """What both parties changed since, and when they signed it (article 12)."""

    date: Date = Field(description="le jour de sa signature, pas dans le futur")
    objet: Sentence = Field(description="ce qu’il change, en une phrase")


class Termination(Author):
    """The day on which a party put an end to the agreement (article 13)."""

    date: Date = Field(description="le jour où une partie l’a dénoncée, pas dans le futur")


class Convention(Author):
    """What the agreement is, and the dates on which all its terms depend."""

    titre: Label = Field(description="son nom")
    signee_le: Date = Field(description="le jour de la signature")
    duree_annees: Years = Field(
        description="pour combien d’années elle est conclue ; elle se renouvelle d’elle-même pour autant"
    )
    presentation: Markdown = Field(description="ce qu’elle est et ce qu’elle prévoit, pour la page « La convention »")
    avenants: tuple[Amendment, ...] = Field((), description="les avenants, du plus ancien au plus récent")
    denonciation: Termination | None = Field(
        None,
        description="seulement si une partie l’a dénoncée : elle prend fin à la rentrée qui suit, le 1er septembre",
    )

    def next_term(self, today: datetime.date) -> datetime.date:
        """Return the next day after `today` on which it would end, were it not renewed."""
        terms = (_years_after(self.signee_le, self.duree_annees * times) for times in count(1))
        return next(term for term in terms if term > today)

    @property
    def ends(self) -> datetime.date | None:
        """The first day on which it holds no more: the beginning of the school year after it was terminated."""
        if self.denonciation is None:
            return None
        day = self.denonciation.date
        rentree = datetime.date(day.year, *_RENTREE)
        return rentree if day < rentree else rentree.replace(year=day.year + 1)

    def is_over(self, today: datetime.date) -> bool:
        """Say whether its termination has taken effect."""
        return self.ends is not None and self.ends <= today


def _years_after(day: datetime.date, years: int) -> datetime.date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # the 29th of February
        return day.replace(year=day.year + years, day=28)
