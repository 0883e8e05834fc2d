"""How a film is made ready for the site: every number that decides its bytes.

Raise `VERSION` when the same film should give other bytes: films already prepared are then prepared again.
"""

from fractions import Fraction

VERSION = "3"

SHORT_SIDE, LONG_SIDE = 480, 1_280
SMALLEST = 120
"""Pixels of a side, below which nobody sees a trade (and `fichier` in the film's file refuses it)."""
LONGEST = 180
"""Seconds that `duree` may hold: a longer film could not be published."""
FASTEST, SLOWEST = Fraction(30), Fraction(10)
MOST_BITS = 1_000_000
"""Bits a second of the whole file, picture and sound and what packs them."""

SAMPLE_RATE = 48_000
_SOUND_BITS = {1: 64_000, 2: 96_000}
_PACKING = 20_000
"""Bits a second left for the tables of an MP4 file, and for packets of sound that weigh more than asked."""
_PICTURE_BITS = 800_000
_WIDEST_BUFFER = 1_200_000
_FULL = 0.9
"""How full x264 takes its buffer to be when it begins: a film may weigh that much more than its rate allows."""
_EVEN_ENOUGH = 22
"""Pictures a second below which leaving out every second one shows more than an uneven step."""
_STABLE = {"threads": "1", "x264-params": "cpu-independent=1"}
"""What makes x264 write the same bytes on every run and every machine.

With several threads it keeps to its rate by how far each has come; and with the instructions that only some processors
have (AVX-512), its look-ahead reads memory that nobody wrote. Reading and scaling still have threads of their own.
"""
_USUAL = (Fraction(24_000, 1_001), Fraction(24), Fraction(25), Fraction(30_000, 1_001), Fraction(30))


def fitted(width: int, height: int) -> tuple[int, int]:
    """Return the size of the prepared picture: even sides, within both limits, never enlarged."""
    scale = min(Fraction(1), Fraction(SHORT_SIDE, min(width, height)), Fraction(LONG_SIDE, max(width, height)))
    return _even(width * scale), _even(height * scale)


def _even(side: Fraction) -> int:
    """Round to an even number, upwards from the middle: 853⅓ gives 854; an odd side loses a pixel."""
    return max(2, 2 * int(side / 2 + (Fraction(1, 2) if side.denominator > 1 else 0)))


def steady(rate: Fraction | None) -> Fraction:
    """Return the pictures a second of the prepared film: a usual rate if one is near, else a whole part of the rate.

    50 pictures become 25 and 120 become 30, so that movement stays even.
    """
    if not rate or rate <= 0:
        return Fraction(25)
    fewest = -(-rate * 100 // (FASTEST * 101))  # telephones say 30.02 and mean 30
    slower = rate / max(1, fewest)
    if fewest > 1 and slower < _EVEN_ENOUGH:
        return FASTEST
    near = min(_USUAL, key=lambda usual: abs(usual - slower))
    if abs(near - slower) <= slower / 100:
        return near
    return min(FASTEST, max(SLOWEST, slower)).limit_denominator(1_001)


def picture_options(rate: Fraction, seconds: float) -> dict[str, str]:
    """Return what x264 is asked for, for a film of so many seconds.

    The buffer shrinks with the film, which may begin by emptying it: rate × seconds + what the buffer holds never
    exceeds the share of the picture.
    """
    spare = (MOST_BITS - _SOUND_BITS[2] - _PACKING - _PICTURE_BITS) * max(seconds, 1) / _FULL
    return {
        "preset": "medium",
        "profile": "high",
        "crf": "23",
        "maxrate": str(_PICTURE_BITS),
        "bufsize": str(min(_WIDEST_BUFFER, int(spare))),
        "g": str(round(rate * 5)),
        **_STABLE,
    }


def sound_options(channels: int) -> dict[str, str]:
    """Return what the AAC encoder is asked for."""
    return {"b": str(_SOUND_BITS[channels])}
