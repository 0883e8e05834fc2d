"""What may honestly be said of an interval: a number, a share, a sentence.

The survey asks what employers plan; nothing here says that a trade recruits. Numbers that are hidden make intervals,
and an interval is told as one: rounded only where both its ends round to the same number, left out where it is too wide.
"""

from oma_builder.content.figures import Counts, Interval
from oma_builder.content.typography import french
from oma_builder.guide.vocabulary import thousands

LEAST = 20
"""Recruitments under which a territory is not told: so few change from one employer to the next."""

_WIDEST_SHARE = 5
"""Points between the bounds of a share that is told."""

SEASONAL = 30
"""Percent of seasonal recruitments from which the number never stands without them."""

LEAST_FOR_TREND = 300
"""Recruitments from which two years may be compared."""


def number(interval: Interval) -> str:
    """Return `5 526`, `environ 6 400` or `entre 225 et 255`."""
    return _told(interval, "environ {}", "entre {} et {}")


def short_number(interval: Interval) -> str:
    """Return the same for a table: `5 526`, `≈ 6 400` or `225 à 255`."""
    return _told(interval, "≈\u00a0{}", "{} à {}")


def _told(interval: Interval, about: str, between: str) -> str:
    """Return a number in one of three ways: exact, `about` what both ends round to, or `between` them."""
    if interval.low == interval.high:
        return thousands(interval.low)
    if rounded := _rounded(interval):
        return about.format(thousands(rounded))
    return between.format(thousands(interval.low), thousands(interval.high))


def at_least(interval: Interval) -> str:
    """Return what is sure of a number, where there is little room: `7 000 +` for 7 093 to 7 348, two digits and no more."""
    step = 10 ** max(0, len(str(interval.low)) - 2)
    return f"{thousands(interval.low // step * step)}\u00a0+"


def _rounded(interval: Interval) -> int:
    """Return the number to which both ends round, in tens or in hundreds, with two digits at least; 0 when none does."""
    for step in (10, 100):
        low, high = ((end + step // 2) // step for end in interval)
        if low == high and low >= 10:
            return low * step
    return 0


def share(part: Interval, whole: Interval) -> tuple[int, int]:
    """Return the least and the greatest percentage that a part may be of a whole, outwards to whole points."""
    if not whole.low:
        return 0, 100
    return 100 * part.low // whole.high, min(100, -(-100 * part.high // whole.low))


def percentage(part: Interval, whole: Interval) -> str:
    """Return `58 %`, `entre 75 et 76 %`, or nothing when the share is not known within five points.

    Bounds are rounded to the nearest point: a share between 58.1 and 58.2 is told as 58.
    """
    low, high = _nearest(part.low, whole.high), min(100, _nearest(part.high, max(whole.low, 1)))
    if high - low > _WIDEST_SHARE:
        return ""
    return f"{low}\u00a0%" if low == high else f"entre {low} et {high}\u00a0%"


def _nearest(part: int, whole: int) -> int:
    return (200 * part + whole) // (2 * whole)


def is_seasonal(counts: Counts) -> bool:
    """Say whether so many of these recruitments are likely seasonal (by the middle of the bounds) that it must be told."""
    return sum(share(counts.seasonal, counts.projects)) >= 2 * SEASONAL


def seasonal_share(counts: Counts) -> str:
    """Return the share of seasonal recruitments, however wide its bounds, where it must stand beside the number."""
    if not is_seasonal(counts):
        return ""
    low, high = share(counts.seasonal, counts.projects)
    return percentage(counts.seasonal, counts.projects) or f"entre {low} et {high}\u00a0%"


def brief(counts: Counts) -> str:
    """Return the number for a list: `5 526`, or `6 695, dont 39 à 42 % de saisonniers`."""
    seasonal = seasonal_share(counts).removeprefix("entre ").replace(" et ", " à ")
    return f"{short_number(counts.projects)}{f', dont {seasonal} de saisonniers' if seasonal else ''}"


def statement(year: int, inside: str, counts: Counts, whom: str) -> str:
    """Return the whole sentence: what employers planned, where and when, how hard they found it, how much of it is seasonal.

    `whom` ends « 5 526 recrutements… »; `inside` is « en Occitanie ».
    """
    difficult, seasonal = percentage(counts.difficult, counts.projects), seasonal_share(counts)
    asides = (
        f"ils en jugeaient {difficult} difficiles" if difficult else "",
        f"{seasonal} étaient saisonniers" if seasonal else "",
    )
    told = f"En {year}, {inside}, les employeurs prévoyaient {number(counts.projects)} recrutements {whom}"
    return french(f"{' ; '.join(filter(None, (told, ', et '.join(filter(None, asides)))))}.")


def trend(year: int, counts: Counts, before: Interval) -> str:
    """Return what an earlier survey announced, or nothing where either number is too small to be compared."""
    if min(counts.projects.low, before.low) < LEAST_FOR_TREND:
        return ""
    return french(f"L’enquête de {year} en annonçait {number(before)}.")
