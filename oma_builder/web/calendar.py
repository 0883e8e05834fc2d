"""The agenda as a calendar that telephones and computers subscribe to (iCalendar, RFC 5545)."""

import datetime
import uuid

import icalendar

from oma_builder.artifact import Artifact
from oma_builder.guide import routes
from oma_builder.guide.events import Event
from oma_builder.guide.model import Guide, SiteInfo
from oma_builder.guide.publication import true_ones
from oma_builder.paris import ZONE
from oma_builder.web.plain import plain_lines
from oma_builder.web.schedule import When, at, ends, starts

_PRODUCT = "-//OMA Builder//Agenda//FR"
_EVENTS = uuid.UUID("c3a1f4f6-6f0e-4c58-9a5b-2f2c7d0f8f10")
"""The namespace of our events' identifiers: an event is the same one wherever and whenever it is published."""
_FIRST = datetime.datetime(2020, 1, 1)  # noqa: DTZ001 - only told from other local times
_CHANGE = 2**24
"""More minutes than thirty years have."""


def calendar(guide: Guide) -> Artifact:
    """Return the events to come as one calendar; its bytes follow from the guide alone, never from the clock.

    No sample is among them: in somebody's own agenda it would be an appointment.
    """
    made = icalendar.Calendar()
    made.add("prodid", _PRODUCT)
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    name = f"{guide.site.title} – Agenda"
    made.add("name", name)  # RFC 7986
    made.add("x-wr-calname", name)  # what most calendars read
    made.add_component(_paris())
    for event in true_ones(guide.events):
        made.add_component(_event(event, guide.site))
    return Artifact(routes.CALENDAR, made.to_ical())


def _event(event: Event, site: SiteInfo) -> icalendar.Event:
    made = icalendar.Event()
    known = (*event.changes, *(source.date for source in event.sources))
    modified = datetime.datetime.combine(max(known), datetime.time(), datetime.UTC)
    made.add("uid", str(uuid.uuid5(_EVENTS, event.id)))
    made.add("dtstamp", modified)
    made.add("last-modified", modified)
    made.add("sequence", _sequence(event))
    made.add("dtstart", starts(event))
    days = (event.last - event.first).days
    if (
        event.ends and days > event.is_by_night
    ):  # its hours are those of each day, or night: nobody stays there in between
        made.add("dtend", at(event.first + datetime.timedelta(event.is_by_night), event.ends))
        made.add("rrule", {"freq": "daily", "count": days + (not event.is_by_night)})
    elif (end := _exclusive_end(event)) is not None:
        made.add("dtend", end)
    made.add("summary", event.title)
    made.add("location", event.place)
    made.add("description", _description(event, site))
    made.add("url", site.address + event.route)
    made.add("categories", [event.kind, *(sector.title for sector in event.sectors)])
    made.add("transp", "TRANSPARENT")  # subscribing to an agenda makes nobody busy
    return made


def _sequence(event: Event) -> int:
    """Return the number of a revision, which a calendar wants to grow when an event is moved (RFC 5545, 3.8.7.4).

    A build knows nothing of earlier ones: each change that its document notes counts for more than any move in time, and
    one that is only put off grows by itself. The number fits the 32 bits of the standard.
    """
    start = datetime.datetime.combine(event.first, datetime.time.fromisoformat(event.begins or "00:00"))
    minutes = int((start - _FIRST) / datetime.timedelta(minutes=1))
    return len(event.changes) * _CHANGE + min(max(minutes, 0), _CHANGE - 1)


def _exclusive_end(event: Event) -> When | None:
    """Return the end as RFC 5545 counts it: the day after the last, or midnight after it when the first hour is known."""
    end = ends(event)
    if end is None or isinstance(end, datetime.datetime):
        return end
    after = end + datetime.timedelta(days=1)
    return at(after, "00:00") if event.begins else after


def _description(event: Event, site: SiteInfo) -> str:
    lines = [*plain_lines(event.body, site.address), "", f"Organisation\u00a0: {event.organiser}"]
    return "\n".join([*lines, event.address] if event.address else lines)


def _paris() -> icalendar.Timezone:
    """Return the rule of Central European time: one hour more from the last Sunday of March to that of October.

    Written out (directive 2000/84/EC) instead of read from the machine, whose tables differ.
    """
    zone = icalendar.Timezone()
    zone.add("tzid", ZONE)
    zone.add_component(_season(icalendar.TimezoneDaylight(), "CEST", 3, 1, 2))
    zone.add_component(_season(icalendar.TimezoneStandard(), "CET", 10, 2, 1))
    return zone


def _season(
    made: icalendar.TimezoneDaylight | icalendar.TimezoneStandard, name: str, month: int, before: int, after: int
) -> icalendar.TimezoneDaylight | icalendar.TimezoneStandard:
    last_sunday = max(day for day in range(25, 32) if datetime.date(1996, month, day).weekday() == 6)
    made.add("dtstart", datetime.datetime(1996, month, last_sunday, 1 + before))  # noqa: DTZ001 - a zone is told in local time
    made.add("rrule", {"freq": "yearly", "bymonth": month, "byday": "-1su"})
    made.add("tzname", name)
    made.add("tzoffsetfrom", datetime.timedelta(hours=before))
    made.add("tzoffsetto", datetime.timedelta(hours=after))
    return made
