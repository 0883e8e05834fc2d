"""Drawings (SVG) → pixels, for the few places that take nothing else: icons and share images.

Typst draws them, in a process of its own: it starts threads, and a process with threads can no longer be forked safely.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.metadata import version
from typing import Any

from oma_builder.cache import Cache, digest
from oma_builder.parallel import apart

VERSION = "1"
"""Version of what this module does; raise it when the same drawing gives other pixels."""

_NAME = "drawing.svg"


@dataclass(frozen=True, slots=True)
class Pose:
    """A drawing in a frame of this size: `share` of the frame is filled, on `paper` or on nothing."""

    svg: bytes
    width: int
    height: int
    share: float = 1.0
    paper: str = ""

    @property
    def key(self) -> str:
        """Return the digest of all that makes the pixels."""
        size = (str(self.width), str(self.height), str(self.share), self.paper)
        return digest("drawing", VERSION, version("typst"), self.svg, *size)


def rasterise(poses: Iterable[Pose], cache: Cache) -> Mapping[Pose, bytes]:
    """Return each pose as a PNG, from the cache where it is there. Drawings wider than their frame are cut."""
    made = {pose: cache.get(pose.key) for pose in poses}
    missing = [pose for pose, png in made.items() if png is None]
    if missing:
        for pose, png in zip(missing, apart(_draw_all, missing, name="les dessins des icônes"), strict=True):
            cache.put(pose.key, png)
            made[pose] = png
    return {pose: png for pose, png in made.items() if png is not None}


def _draw_all(poses: Iterable[Pose]) -> list[bytes]:
    import typst  # only where something is missing: a build without change never needs it

    compile_files: Any = typst.compile  # its stubs know of no files in memory
    options: dict[str, Any] = {"format": "png", "ppi": 72.0, "ignore_system_fonts": True}
    return [compile_files({"main.typ": _page(pose), _NAME: pose.svg}, **options) for pose in poses]


def _page(pose: Pose) -> bytes:
    """Return the Typst source of one page; at 72 points an inch, a point is a pixel."""
    fill = f'rgb("{pose.paper}")' if pose.paper else "none"
    width, height = pose.width * pose.share, pose.height * pose.share
    return (
        f"#set page(width: {pose.width}pt, height: {pose.height}pt, margin: 0pt, fill: {fill})\n"
        f'#place(center + horizon, image("{_NAME}", width: {width}pt, height: {height}pt, fit: "cover"))\n'
    ).encode()
