"""When a film is whole: its end is there, and its picture lasts as long as its sound. One rule to judge and to prepare by."""

from oma_builder.films.formatting import moment

_CUT = 1.0
"""Seconds by which a film may be shorter than its header says, or its picture than its sound: tracks end apart."""


def is_cut(promised: float | None, lasts: float) -> bool:
    """Say whether the end of a film is missing."""
    return promised is not None and lasts < promised - _CUT


def is_frozen(picture: float, sound: float) -> bool:
    """Say whether the picture ends, in seconds, while the sound goes on."""
    return picture < sound - _CUT


def is_mute(picture: float, sound: float) -> bool:
    """Say whether the sound ends while the picture goes on."""
    return sound < picture - _CUT


def ends(picture: float, sound: float) -> str:
    """Return when both end: `l’image s’arrête à 0:03, le son à 0:12`."""
    return f"l’image s’arrête à {moment(picture)}, le son à {moment(sound)}"
