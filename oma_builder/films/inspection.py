"""What a build sees of a published film when it opens it: that its document tells the truth, and that it gives nobody away."""

import json
from collections.abc import Iterator, Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from oma_builder.cache import Cache, digest
from oma_builder.films.formatting import lasting, size
from oma_builder.films.probe import Film as Found
from oma_builder.films.probe import probe
from oma_builder.guide.films import Film, Video
from oma_builder.problems import Problem
from oma_builder.project import FILMS

_PREPARE = "préparez le film à nouveau avec « python build.py film prepare »"
_VERSION = "1"
"""Raised with what is kept of a header."""


def can_look() -> bool:
    """Say whether PyAV is there, which opens films."""
    return find_spec("av") is not None


def faults(film: Film, video: Video, path: Path, seal: str, cache: Cache) -> Iterator[Problem]:
    """Report what the header of a film says against its document; `seal` is that of the file, by which it is known.

    A prepared film lasts what its document says, within the second that has begun, and holds no label of its makers.
    """
    key = digest("film-header", _VERSION, seal)
    header = json.loads(cache.memo(key, lambda: json.dumps(_header(path)).encode()))
    name = f"{FILMS}/{path.name}"
    for text in _differences(film, video, header):
        yield Problem(film.file, 0, "film-different", f"{name} n’est pas comme le dit cette fiche : {text}", _PREPARE)
    for text in _left(header):
        yield Problem(film.file, 0, "film-non-prepare", f"{name} n’a pas été préparé : {text}", _PREPARE)


def _header(path: Path) -> Mapping[str, Any]:
    facts = probe(path)
    if not isinstance(facts, Found):
        return {}
    labels = [*facts.labels.places, *facts.labels.devices, *facts.labels.words]
    picture = facts.picture
    return {
        "seconds": facts.seconds,
        "size": picture.size if picture else None,
        "codec": picture.codec if picture else "",
        "labels": labels,
    }


def _differences(film: Film, video: Video, header: Mapping[str, Any]) -> Iterator[str]:
    lasts, shown = header.get("seconds"), header.get("size")
    if lasts and abs(lasts - film.seconds) > 1:
        yield f"il dure {lasting(lasts)} au lieu de {lasting(film.seconds)}"
    if shown and (shown[0], shown[1]) != (video.width, video.height):
        yield f"son image fait {size((shown[0], shown[1]))} pixels au lieu de {size((video.width, video.height))}"


def _left(header: Mapping[str, Any]) -> Iterator[str]:
    if not header.get("size"):
        yield "on n’y trouve pas d’image qui bouge"
    elif header["codec"] != "h264":
        yield f"il est en {header['codec'].upper()}, que bien des navigateurs ne lisent pas"
    if header.get("labels"):
        yield f"il dit encore d’où il vient ({', '.join(header['labels'])})"
