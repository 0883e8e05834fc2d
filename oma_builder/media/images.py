"""Photographs → the derivatives that pages name: smaller, modern formats, upright, without metadata."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import Any

import PIL
from PIL import Image

from oma_builder.artifact import Artifact
from oma_builder.cache import Cache, digest
from oma_builder.content import drawings
from oma_builder.guide.pictures import RECIPE, Derivative
from oma_builder.parallel import Tick, fan_out, no_tick
from oma_builder.prepress.inks import read_profile
from oma_builder.problems import Checked, Problem
from oma_builder.raster.kinds import SAVE_AGAIN
from oma_builder.raster.reading import VERSION as READER
from oma_builder.raster.reading import DamagedError, memory_for, on_ground, original, read

_SAVE: dict[str, dict[str, Any]] = {
    # Speed 8 costs 0.4 s a photo where 6 costs 2 s, for 5 % more bytes; one thread keeps the bytes reproducible.
    "avif": {"format": "AVIF", "quality": 60, "speed": 8, "max_threads": 1},
    "webp": {"format": "WEBP", "quality": 78, "method": 4},
    "jpg": {"format": "JPEG", "quality": 80, "optimize": True, "progressive": True},
}


def produce(
    wanted: Sequence[Derivative], folder: Path, profile: Path, cache: Cache, jobs: int, tick: Tick = no_tick
) -> Checked[tuple[Artifact, ...]]:
    """Make every derivative from the originals in `folder`, or take it from the cache.

    `profile` is the file of the inks that a CMYK photograph without a profile was made for.
    """
    room = _Darkroom(folder, _inks(wanted, profile), cache)
    work = partial(_derive_all, room)
    files: list[Artifact] = []
    problems: list[Problem] = []
    for made, problem in fan_out(work, _by_original(wanted), jobs, name=room.path, tick=tick):
        files += made
        problems += [problem] if problem else []
    return Checked(tuple(files), tuple(problems))


@dataclass(frozen=True, slots=True)
class _Darkroom:
    """What every photograph is made with: where originals are, the ICC profile of usual inks, and what is known."""

    folder: Path
    inks: bytes
    cache: Cache

    def key(self, *parts: str) -> str:
        """Return the digest of all that makes what is made of an original."""
        return digest(*parts, READER, PIL.__version__, self.inks)

    def pixels(self, item: Derivative, side: int) -> Image.Image:
        """Return an original opened; raises `DamagedError`."""
        raw = original(self.folder / item.source, item.digest)
        return read(raw, self.inks, side)

    def path(self, group: Sequence[Derivative]) -> str:
        """Return the original behind these derivatives, as messages name it."""
        return f"{self.folder.parent.name}/{self.folder.name}/{group[0].source}"

    def damaged(self, group: Sequence[Derivative]) -> Problem:
        """Return what is said of an original that does not open."""
        message = "l’image est abîmée : elle ne s’ouvre pas jusqu’au bout"
        return Problem(self.path(group), 0, "image-illisible", message, SAVE_AGAIN)


def _inks(wanted: Sequence[Derivative], profile: Path) -> bytes:
    """Return the profile of inks where there is a photograph that may need it."""
    return read_profile(profile) if any(item.suffix != "svg" for item in wanted) else b""


def _by_original(wanted: Sequence[Derivative]) -> list[tuple[Derivative, ...]]:
    return [tuple(group) for _, group in groupby(wanted, key=lambda item: item.source)]


def _derive_all(room: _Darkroom, group: Sequence[Derivative]) -> tuple[tuple[Artifact, ...], Problem | None]:
    """Make the derivatives of one original, which is decoded once at most."""
    recipe = (RECIPE, drawings.VERSION)
    keys = [room.key("image", *recipe, item.digest, item.suffix, str(item.width)) for item in group]
    stored = [content for key in keys if (content := room.cache.get(key)) is not None]
    if len(stored) == len(group):
        return _artifacts(group, stored), None
    try:
        with memory_for(group[0].source):
            made = _encode_all(room, group)
    except DamagedError:
        return (), room.damaged(group)
    for key, content in zip(keys, made, strict=True):
        room.cache.put(key, content)
    return _artifacts(group, made), None


def _artifacts(group: Sequence[Derivative], contents: Sequence[bytes]) -> tuple[Artifact, ...]:
    return tuple(Artifact(item.route, content) for item, content in zip(group, contents, strict=True))


def _encode_all(room: _Darkroom, group: Sequence[Derivative]) -> list[bytes]:
    if group[0].suffix == "svg":
        drawing, _ = drawings.read(original(room.folder / group[0].source, group[0].digest), group[0].source)
        return [drawing.content] if drawing else []
    upright = room.pixels(group[0], max(item.width for item in group))
    sizes: dict[int, Image.Image] = {}
    for width, height in sorted({(item.width, item.height) for item in group}, reverse=True):
        # Each width is made from the next larger one: as sharp as from the original, and much cheaper.
        upright = upright.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=3.0)
        sizes[width] = upright
    return [_encode(sizes[item.width], item.suffix) for item in group]


def _encode(picture: Image.Image, suffix: str) -> bytes:
    stream = io.BytesIO()
    (on_ground(picture) if suffix == "jpg" else picture).save(stream, **_SAVE[suffix])
    return stream.getvalue()
