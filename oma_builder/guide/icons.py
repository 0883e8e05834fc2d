"""Which icons the site has: all made from the one drawing `assets/icons/oma.svg`, named before any is made."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Icon:
    """A square icon, `size` pixels wide, of which the drawing fills `share`; `purpose` as web manifests say it.

    One that systems cut to a shape of their own (`on_paper`) has a ground of paper.
    """

    name: str
    size: int
    purpose: str
    share: float = 1.0
    on_paper: bool = False


TOUCH = Icon("oma-180", 180, "", 0.86, on_paper=True)
"""What iOS puts on the home screen."""

ICONS = (
    Icon("oma-192", 192, "any"),
    Icon("oma-512", 512, "any"),
    Icon("oma-512-masque", 512, "maskable", 0.72, on_paper=True),  # whole within the circle that no mask cuts
    TOUCH,
)
