"""The site's icons as pixels, all from one drawing."""

from collections.abc import Mapping

from oma_builder.artifact import Artifact
from oma_builder.cache import Cache, digest
from oma_builder.guide import routes
from oma_builder.guide.icons import ICONS, Icon
from oma_builder.media.drawings import Pose, rasterise


def icons(svg: bytes, paper: str, cache: Cache) -> Mapping[Icon, Artifact]:
    """Return every icon as a PNG, under a name that changes with its bytes; `paper` is the colour of their ground."""
    poses = {icon: Pose(svg, icon.size, icon.size, icon.share, paper if icon.on_paper else "") for icon in ICONS}
    made = rasterise(poses.values(), cache)
    return {icon: _artifact(icon, made[pose]) for icon, pose in poses.items()}


def _artifact(icon: Icon, png: bytes) -> Artifact:
    return Artifact(routes.asset(f"{icon.name}.png", digest(png)), png)
