"""When events begin and end, as machines are told: whole days, or instants in Paris."""

import datetime

from oma_builder.guide.events import Event
from oma_builder.paris import PARIS

When = datetime.date | datetime.datetime


def starts(event: Event) -> When:
    """Return the first day of an event, or its first instant in Paris when the hour is known."""
    return at(event.first, event.begins) if event.begins else event.first


def ends(event: Event) -> When | None:
    """Return the last day of an event, or its last instant when the hour is known; None when nothing is known.

    Nothing is known of an event of one day of which only the first hour is.
    """
    if event.ends:
        return at(event.last, event.ends)
    return None if event.begins and event.first == event.last else event.last


def at(day: datetime.date, clock: str) -> datetime.datetime:
    """Return an hour like `09:30` of a day in Paris, as an instant; `24:00` is the first one of the next day."""
    if clock == "24:00":
        return at(day + datetime.timedelta(1), "00:00")
    return datetime.datetime.combine(day, datetime.time.fromisoformat(clock), PARIS)
