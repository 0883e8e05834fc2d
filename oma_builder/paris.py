"""The time of France, whatever the machine's own: editors live there, and their dates are told in it."""

import datetime
from zoneinfo import ZoneInfo

ZONE = "Europe/Paris"
PARIS = ZoneInfo(ZONE)


def today() -> datetime.date:
    """Return the day it is in Paris now."""
    return datetime.datetime.now(PARIS).date()


def day_of(seconds: int) -> datetime.date:
    """Return the day it was in Paris so many seconds after 1970 began in Greenwich."""
    return datetime.datetime.fromtimestamp(seconds, PARIS).date()
