"""What a trade answers to tastes: a profile of the six themes, and its setting in a few words.

The interest discovery compares the profile with that of a reader's answers (`guide/discovery.py`, `assets/js/tastes.js`).
"""

from dataclasses import dataclass
from math import sqrt

from oma_builder.content import reference
from oma_builder.content.kinds.metier import Metier

MAJOR, MINOR, KNOW_HOW = 1.0, 0.4, 0.19
"""What the profile of a trade is made of.

ROME gives each trade a major theme and perhaps a minor, in that order and without figures: that the second is worth a little
less than half is our reading of that order. Codes alone leave ten trades of the real guide equal, all purely realistic. ROME's
themes of the broad skills of each trade tell them apart: a repairer's know-how is investigative too, a cabinet maker's
artistic. Such a theme weighs this much for each standard deviation beyond the mean trade, within -1 and 2 (`rome/tastes.py`):
three times 0.19 is less than the 0.6 that part major from minor, so that the declared major theme stays the first of every
trade. Both figures were tried on the six archetypes of `tests/test_tastes.py`.
"""

_LETTERS = "RIASEC"
_SCALE = 100


@dataclass(frozen=True, slots=True)
class Tastes:
    """The profile of a trade, in Holland's order: centred, of length 100; and its setting in the words of the field `cadre`.

    The setting is the author's where there is one, else ROME's; what neither tells is empty.
    """

    profile: tuple[int, ...]
    places: tuple[str, ...]
    hours: tuple[str, ...]
    company: tuple[str, ...]
    postures: tuple[str, ...]


_UNKNOWN = reference.RomeTastes((0,) * len(_LETTERS), (), (), (), ())


def tastes(entry: Metier) -> Tastes:
    """Return what a trade answers to tastes."""
    rome, setting = reference.rome_tastes().get(entry.rome, _UNKNOWN), entry.cadre
    return Tastes(
        profile(entry.interets.principal, entry.interets.secondaire, rome.skills),
        setting.lieux or rome.places,
        setting.horaires or rome.hours,
        setting.contacts or rome.company,
        setting.postures or rome.postures,
    )


def profile(major: str, minor: str | None, skills: tuple[int, ...]) -> tuple[int, ...]:
    """Return the profile of a trade by its themes, and by how far its know-how asks for each (hundredths of a deviation)."""
    declared = {major: MAJOR} | ({minor: MINOR} if minor else {})
    raised = [
        declared.get(letter, 0.0) + KNOW_HOW * beyond / 100 for letter, beyond in zip(_LETTERS, skills, strict=True)
    ]
    mean = sum(raised) / len(raised)
    length = sqrt(sum((height - mean) ** 2 for height in raised)) or 1.0
    return tuple(round(_SCALE * (height - mean) / length) for height in raised)
