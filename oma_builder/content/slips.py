"""What a value that has not its form was most likely meant to be: dates as offices write them, marks of a word processor, names of photographs."""

import datetime
import re
from pathlib import PurePosixPath

from oma_builder.content.typography import slugify

_MONTHS = ("janv", "fevr", "mars", "avri", "mai", "juin", "juil", "aout", "sept", "octo", "nove", "dece")
_QUOTED = re.compile(r"[“”„«‘’'\"]\s*(.*?)\s*[“”»‘’'\"]")
_NUMBERS = re.compile(r"(\d{1,4})[/.\- ](\d{1,2})[/.\- ](\d{1,4})", re.ASCII)
_WORDS = re.compile(r"(?:\w+ )?(\d{1,2})(?:er)? ([^\W\d_]{3,9})\.? (\d{4})")


def unquoted(value: str) -> str:
    """Return what stands between quotation marks of a word processor, or the value itself."""
    quoted = _QUOTED.fullmatch(value.strip())
    return quoted[1] if quoted else value


def date(value: str) -> str:
    """Return the day that was meant, as the guide writes it: `31/12/2026`, « 3 novembre 2026 »; nothing where it is not sure."""
    text = unquoted(value).strip()
    if (numbers := _NUMBERS.fullmatch(text)) and {len(numbers[1]), len(numbers[3])} in ({1, 4}, {2, 4}):
        first, month, last = numbers.groups()
        return _day(first, month, last) if len(first) == 4 else _day(last, month, first)
    if words := _WORDS.fullmatch(text):
        start = slugify(words[2])
        months = [number for number, name in enumerate(_MONTHS, 1) if name.startswith(start[:4]) and len(start) >= 3]
        return _day(words[3], str(months[0]), words[1]) if len(months) == 1 else ""
    return ""


def _day(year: str, month: str, day: str) -> str:
    try:
        return datetime.date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return ""


def picture_name(value: str) -> str:
    """Return the bare name that a picture should have; nothing where what was written is no name of a file."""
    path = PurePosixPath(unquoted(value).replace("\\", "/").rpartition(":")[2])
    stem = slugify(path.stem)
    return f"{stem}{path.suffix.lower()}" if stem and re.fullmatch(r"\.[A-Za-z0-9]{3,4}", path.suffix) else ""
