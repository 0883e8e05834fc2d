"""Photographs → the derivatives that pages name: smaller, modern formats, upright, without metadata."""

import io
import warnings
from collections.abc import Sequence
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import Any

from PIL import Image, ImageCms, ImageOps

from oma_builder.artifact import Artifact
from oma_builder.cache import Cache, digest
from oma_builder.guide.pictures import RECIPE, Derivative
from oma_builder.parallel import Tick, fan_out, no_tick
from oma_builder.problems import Checked, Problem

_SAVE: dict[str, dict[str, Any]] = {
    # Speed 8 costs 0.4 s a photo where 6 costs 2 s, for 5 % more bytes; one thread keeps the bytes reproducible.
    "avif": {"format": "AVIF", "quality": 60, "speed": 8, "max_threads": 1},
    "webp": {"format": "WEBP", "quality": 78, "method": 4},
    "jpg": {"format": "JPEG", "quality": 80, "optimize": True, "progressive": True},
}


def produce(
    wanted: Sequence[Derivative], folder: Path, cache: Cache, jobs: int, tick: Tick = no_tick
) -> Checked[tuple[Artifact, ...]]:
    """Make every derivative from the originals in `folder`, or take it from the cache."""
    by_original = [tuple(group) for _, group in groupby(wanted, key=lambda item: item.source)]
    files: list[Artifact] = []
    problems: list[Problem] = []
    for made, problem in fan_out(partial(_derive_all, folder, cache), by_original, jobs, tick=tick):
        files += made
        problems += [problem] if problem else []
    return Checked(tuple(files), tuple(problems))


def _derive_all(folder: Path, cache: Cache, group: Sequence[Derivative]) -> tuple[tuple[Artifact, ...], Problem | None]:
    """Make the derivatives of one original, which is decoded once at most."""
    keys = [digest("image", RECIPE, item.digest, item.suffix, str(item.width)) for item in group]
    found = [cache.get(key) for key in keys]
    if None in found:
        original = (folder / group[0].source).read_bytes()
        try:
            found = _encode_all(original, group)
        except (OSError, SyntaxError, ValueError):
            hint = "ouvrez-la dans un logiciel de dessin et enregistrez-la à nouveau"
            path = f"{folder.parent.name}/{folder.name}/{group[0].source}"
            return (), Problem(
                path, 0, "image-illisible", "l’image est abîmée : elle ne s’ouvre pas jusqu’au bout", hint
            )
        for key, content in zip(keys, found, strict=True):
            cache.put(key, content or b"")
    return tuple(Artifact(item.route, content or b"") for item, content in zip(group, found, strict=True)), None


def _encode_all(original: bytes, group: Sequence[Derivative]) -> list[bytes | None]:
    if group[0].suffix == "svg":
        return [original]
    upright = _open(original, max(item.width for item in group))
    sizes: dict[int, Image.Image] = {}
    for width, height in sorted({(item.width, item.height) for item in group}, reverse=True):
        # Each width is made from the next larger one: as sharp as from the original, and much cheaper.
        upright = upright.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=3.0)
        sizes[width] = upright
    return [_encode(sizes[item.width], item.suffix) for item in group]


def _open(original: bytes, widest: int) -> Image.Image:
    with warnings.catch_warnings(action="ignore", category=Image.DecompressionBombWarning):
        stored = Image.open(io.BytesIO(original))
        stored.draft("RGB", (widest, widest))  # a JPEG is decoded no larger than needed
        profile = stored.info.get("icc_profile")
        picture = ImageOps.exif_transpose(stored)
    has_alpha = picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info
    if profile and picture.mode in ("RGB", "CMYK", "L"):
        picture = _to_srgb(picture, profile)
    return picture.convert("RGBA" if has_alpha else "RGB")


def _to_srgb(picture: Image.Image, profile: bytes) -> Image.Image:
    """Turn colours into sRGB, since the profile leaves with the other metadata."""
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        return ImageCms.profileToProfile(picture, source, ImageCms.createProfile("sRGB"), outputMode="RGB") or picture
    except (ImageCms.PyCMSError, OSError):
        return picture  # a broken profile says nothing about the pixels


def _encode(picture: Image.Image, suffix: str) -> bytes:
    if suffix == "jpg" and picture.mode == "RGBA":
        paper = Image.new("RGBA", picture.size, "white")
        picture = Image.alpha_composite(paper, picture).convert("RGB")
    clean = Image.frombytes(picture.mode, picture.size, picture.tobytes())  # pixels alone: no EXIF, GPS or XMP
    stream = io.BytesIO()
    clean.save(stream, **_SAVE[suffix])
    return stream.getvalue()
