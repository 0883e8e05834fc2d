"""Drawings (SVG) → pixels, for the few places that take nothing else: icons and share images."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.metadata import version

from oma_builder.cache import Cache, digest
from oma_builder.parallel import apart
from oma_builder.raster.drawing import VERSION, png


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
    return [png(pose.svg, pose.width, pose.height, pose.share, pose.paper) for pose in poses]
