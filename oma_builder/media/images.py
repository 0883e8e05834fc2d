"""Photographs → the derivatives that pages name: smaller, modern formats, upright, without metadata."""

import io
import warnings
from collections.abc import Sequence
from functools import partial
from hashlib import sha256
from itertools import groupby
from pathlib import Path
from typing import Any

import PIL
from PIL import Image, ImageCms

from oma_builder.artifact import Artifact
from oma_builder.cache import Cache, digest
from oma_builder.content import drawings
from oma_builder.content.pictures import orientation
from oma_builder.guide.pictures import RECIPE, Derivative
from oma_builder.parallel import Tick, fan_out, no_tick
from oma_builder.problems import BuildError, Checked, Problem

_SAVE: dict[str, dict[str, Any]] = {
    # Speed 8 costs 0.4 s a photo where 6 costs 2 s, for 5 % more bytes; one thread keeps the bytes reproducible.
    "avif": {"format": "AVIF", "quality": 60, "speed": 8, "max_threads": 1},
    "webp": {"format": "WEBP", "quality": 78, "method": 4},
    "jpg": {"format": "JPEG", "quality": 80, "optimize": True, "progressive": True},
}


_UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
"""What undoes each EXIF orientation. `ImageOps.exif_transpose` also rewrites the metadata, and fails on odd ones."""


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
    recipe = (RECIPE, drawings.VERSION, PIL.__version__)
    keys = [digest("image", *recipe, item.digest, item.suffix, str(item.width)) for item in group]
    stored = [content for key in keys if (content := cache.get(key)) is not None]
    if len(stored) == len(group):
        return _artifacts(group, stored), None
    original = _read_again(folder / group[0].source, group[0].digest)
    try:
        made = _encode_all(original, group)
    except Exception:  # noqa: BLE001 - Pillow raises anything at all on damaged files
        hint = "ouvrez-la dans un logiciel de dessin et enregistrez-la à nouveau"
        path = f"{folder.parent.name}/{folder.name}/{group[0].source}"
        message = "l’image est abîmée : elle ne s’ouvre pas jusqu’au bout"
        return (), Problem(path, 0, "image-illisible", message, hint)
    for key, content in zip(keys, made, strict=True):
        cache.put(key, content)
    return _artifacts(group, made), None


def _artifacts(group: Sequence[Derivative], contents: Sequence[bytes]) -> tuple[Artifact, ...]:
    return tuple(Artifact(item.route, content) for item, content in zip(group, contents, strict=True))


def _read_again(path: Path, wanted: str) -> bytes:
    """Return the bytes that were inspected; others, stored under their name, would be served for ever."""
    try:
        original = path.read_bytes()
    except OSError as error:
        raise BuildError(f"lecture impossible de {path} : {error.strerror}", "relancez la construction") from error
    if sha256(original).hexdigest() != wanted:
        raise BuildError(f"l’image {path.name} a changé pendant la construction", "relancez-la")
    return original


def _encode_all(original: bytes, group: Sequence[Derivative]) -> list[bytes]:
    if group[0].suffix == "svg":
        drawing, _ = drawings.read(original, group[0].source)
        return [drawing.content] if drawing else []
    upright = _open(original, max(item.width for item in group))
    sizes: dict[int, Image.Image] = {}
    for width, height in sorted({(item.width, item.height) for item in group}, reverse=True):
        # Each width is made from the next larger one: as sharp as from the original, and much cheaper.
        upright = upright.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=3.0)
        sizes[width] = upright
    return [_encode(sizes[item.width], item.suffix) for item in group]


def _open(original: bytes, widest: int) -> Image.Image:
    with warnings.catch_warnings(action="ignore"):
        picture: Image.Image = Image.open(io.BytesIO(original))
        turn = _UPRIGHT.get(orientation(picture))
        picture.draft("RGB", (widest, widest))  # a JPEG is decoded no larger than needed
        picture.load()
    profile = picture.info.get("icc_profile")
    if picture.mode.startswith("I"):  # 16 bits of grey: Pillow would clip them, not scale them
        picture = picture.convert("I").point([tone >> 8 for tone in range(65536)], "L")
    has_alpha = picture.has_transparency_data
    if has_alpha or picture.mode == "P":
        picture = picture.convert("RGBA" if has_alpha else "RGB")
    if profile:
        picture = _to_srgb(picture, profile)
    picture = picture.convert("RGBA" if has_alpha else "RGB")
    return picture.transpose(turn) if turn is not None else picture


def _to_srgb(picture: Image.Image, profile: bytes) -> Image.Image:
    """Turn colours into sRGB, since the profile leaves with the other metadata."""
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        mode = "RGBA" if picture.mode == "RGBA" else "RGB"
        return ImageCms.profileToProfile(picture, source, ImageCms.createProfile("sRGB"), outputMode=mode) or picture
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
