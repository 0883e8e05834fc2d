"""How a guide is printed: the form of its pages, whatever they say."""

from dataclasses import dataclass, replace

from oma_builder.prepress.inks import Inks
from oma_builder.print.parts import Data

STAPLED = 20
"""How many sheets a school's stapler takes: 80 small pages; a thicker guide becomes several booklets."""


@dataclass(frozen=True, slots=True)
class Step:
    """One way to set a trade: its type size, in points.

    A `brief` one tells planned recruitments by their number alone, since the table of all trades has the rest; a `tight` one
    leaves less between lines too.
    """

    size: float
    brief: bool = False
    tight: bool = False


@dataclass(frozen=True, slots=True)
class Fit:
    """Type sizes of a trade, in points: the largest that fits `aim` pages is taken; more than `most` is an error.

    There are two at most, and near each other, so that a book looks set in one.

    What fits at none of the `sizes` is told briefly, then at the `smallest`, then set tight. Where pages face each other
    (`faces`), a trade of several opens on the left.
    """

    sizes: tuple[float, ...]
    smallest: float
    aim: int
    most: int
    faces: bool = True

    @property
    def steps(self) -> tuple[Step, ...]:
        """The ways to set a trade, in the order in which they are tried."""
        brief = (Step(size, brief=True) for size in dict.fromkeys((self.sizes[-1], self.smallest)))
        return (*map(Step, self.sizes), *brief, Step(self.smallest, brief=True, tight=True))


@dataclass(frozen=True, slots=True)
class Form:
    """One way to print: paper (`a4`, `a5`), inks, bleed in millimetres.

    A `bound` book has a wider inner margin; its cover may be printed apart. What is `accessible` is PDF/UA-1 (ISO
    14289-1), with links and bookmarks; the others are for machines that print. A `plain` one is black on white, without tints,
    its drawings as lines: toner is dear, and copiers spoil tints.
    """

    name: str
    paper: str
    inks: Inks
    fit: Fit
    bleed: float = 0
    bound: bool = False
    cover_apart: bool = False
    accessible: bool = False
    imposed: bool = False
    plain: bool = False

    @property
    def typeset_inks(self) -> Inks:
        """The inks that Typst sees: grey comes with the finished PDF."""
        return Inks.RGB if self.inks is Inks.GREY else self.inks

    def told(self) -> Data:
        """Return what the templates need to know."""
        return {
            "paper": self.paper,
            "bleed": self.bleed,
            "bound": self.bound,
            "cover-apart": self.cover_apart,
            "plain": self.plain,
        }


_LARGE = Fit(sizes=(8.3,), smallest=8.0, aim=1, most=2)
_SMALL = Fit(sizes=(8.4,), smallest=8.0, aim=2, most=4)

SHEET = replace(_LARGE, faces=False)
"""A trade on a sheet of its own, of two sides."""

SCREEN = Form("ecran", "a4", Inks.RGB, _LARGE, accessible=True)
PRESS = Form("presse", "a4", Inks.CMYK, _LARGE, bleed=3, bound=True, cover_apart=True)
PHOTOCOPY = Form("photocopie", "a4", Inks.GREY, _LARGE, accessible=True, plain=True)
BOOKLET = Form("livret", "a5", Inks.GREY, _SMALL, bound=True, imposed=True, plain=True)

FORMS = {form.name: form for form in (SCREEN, PRESS, PHOTOCOPY, BOOKLET)}
