"""How long a contact is kept.

Article 8 of the agreement has the partners exchange their lists every year, at the September *rentrée*, under the RGPD. From
this follow two terms, of which the first that comes ends a contact:

- the next 1 September after « Transmis le »: what one rentrée brought lapses at the next, unless it is transmitted anew;
- three years after « Dernier contact », where one is written: nobody stays on lists that are renewed year after year,
  without having been in touch. Three years are what this project asks for; no text of law that it holds gives the number.
"""

import datetime
from typing import Literal, NamedTuple

from oma_builder.stewardship.contacts import Contact, column_of

_YEARS = 3
_RENTREE = (9, 1)


class Lapse(NamedTuple):
    """The day from which a contact may no longer be kept, and which term ends it."""

    day: datetime.date
    term: Literal["rentree", "dernier-contact"]

    @property
    def why(self) -> str:
        """Say it in French, by the column that decides."""
        if self.term == "rentree":
            return f"colonne {column_of('sent_on').title} : une rentrée est passée depuis"
        return f"colonne {column_of('last_contact').title} : trois ans sont passés depuis"


def lapse(contact: Contact) -> Lapse | None:
    """Return when a contact ends, or None where no day could be read: nobody can tell then."""
    terms = []
    if contact.sent_on:
        terms.append(Lapse(_next_rentree(contact.sent_on), "rentree"))
    if contact.last_contact:
        terms.append(Lapse(_years_after(contact.last_contact), "dernier-contact"))
    return min(terms) if contact.sent_on else None


def _next_rentree(day: datetime.date) -> datetime.date:
    same_year = datetime.date(day.year, *_RENTREE)
    return same_year if day < same_year else datetime.date(day.year + 1, *_RENTREE)


def _years_after(day: datetime.date) -> datetime.date:
    """Return the same day, or 28 February after a 29th."""
    try:
        return day.replace(year=day.year + _YEARS)
    except ValueError:
        return day.replace(year=day.year + _YEARS, day=28)
