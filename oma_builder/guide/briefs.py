"""What a pupils' film must be (article 7 of the agreement of 18 March 2021): the *cahier des charges*, in figures."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Brief:
    """One version of the brief: what a machine can check of it.

    `longest` is in seconds; `containers` and codecs are lower-case names (`mp4`, `h264`, `aac`); sizes are width and
    height of the picture as shown, in pixels; `rates` the least and most pictures a second; `loudness` the least and
    most programme loudness, in LUFS (EBU R 128); `reading_speed` the most characters a second of captions,
    `line_length` the most characters of one of their lines.
    """

    version: str
    longest: int
    containers: tuple[str, ...]
    video_codecs: tuple[str, ...]
    audio_codecs: tuple[str, ...]
    smallest: tuple[int, int]
    largest: tuple[int, int]
    orientation: Literal["paysage", "portrait", ""]
    rates: tuple[float, float]
    loudness: tuple[float, float]
    captions: bool
    transcript: bool
    reading_speed: float
    line_length: int
