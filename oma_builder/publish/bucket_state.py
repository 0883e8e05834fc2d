"""The records that lie beside a site on S3, and what they and the store itself say of each object."""

import json
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import astuple
from typing import Any

from oma_builder.problems import BuildError, ExitCode
from oma_builder.publish.bucket import ASIDE, AT_ONCE, PRIVATE, Bucket
from oma_builder.publish.bucket_errors import Unmet
from oma_builder.publish.deployment import Begun, File, Online, Release, State, Stored

STATE = f"{PRIVATE}en-ligne.json"
BEGUN = f"{PRIVATE}en-cours.json"

_FORM = 1
"""Raise it when an older program would misread the records."""

Tags = Mapping[str, str]
"""What the store calls the bytes of each object (`ETag`), by route, when they were written."""


def write_state(bucket: Bucket, state: State, tags: Tags) -> None:
    """Record what is online, and what stays for those who go back or have a page open."""
    assert state.current is not None, "nothing is online"
    told = {
        "current": _release_told(state.current),
        "previous": state.previous and _release_told(state.previous),
        "retained": sorted(state.retained),
        "tags": {route: tags[route] for route in (*state.current.files, *state.retained)},
    }
    bucket.write(STATE, _dumped(told))


def write_begun(bucket: Bucket, begun: Begun) -> None:
    """Record what is about to be done, so that whatever a cut leaves is known as ours."""
    told = {"release": _release_told(begun.release), "is_return": begun.is_return, "known": sorted(begun.known)}
    bucket.write(BEGUN, _dumped(told))


def observed(bucket: Bucket) -> Online:
    """Return what is there. Raises `BuildError`.

    The records know an object by the tag that it had when it was written; one that has another, since a cut or by
    somebody's hand, is asked what it is.
    """
    recorded = _record(bucket, STATE)
    begun = _record(bucket, BEGUN)
    try:
        state, tags = _state(recorded, begun)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        message = f"les fichiers {PRIVATE} de {bucket.address} sont abîmés, ou d’une version plus récente du programme"
        hint = f"mettez le programme à jour ; sinon, effacez {PRIVATE} et relancez avec --adopter"
        raise BuildError(message, hint, ExitCode.USAGE) from error
    listed = dict(bucket.listed())
    aside = frozenset(route.removeprefix(ASIDE) for route in listed if route.startswith(ASIDE))
    files = {**_files(state.previous), **_files(state.current)}
    there = {
        route: _as_recorded(tag, files[route]) if tags.get(route) == tag and route in files else Stored(tag)
        for route, tag in listed.items()
        if not route.startswith(PRIVATE)
    }
    ours = Online(state).ours
    unknown = [route for route, stored in there.items() if route in ours and not stored.seal]
    with ThreadPoolExecutor(AT_ONCE) as pool:
        asked = dict(zip(unknown, pool.map(bucket.stored, unknown), strict=True))
    return Online(state, {**there, **asked}, aside)


def _files(release: Release | None) -> Mapping[str, File]:
    return release.files if release else {}


def _as_recorded(tag: str, file: File) -> Stored:
    return Stored(tag, file.seal, file.media_type, file.caching)


def _record(bucket: Bucket, route: str) -> Any:
    try:
        return json.loads(bucket.read(route)[0])
    except Unmet:
        return None
    except ValueError:
        return ()  # none that anybody can read: what looks into it says so


def _state(recorded: Any, begun: Any) -> tuple[State, Tags]:
    for record in (recorded, begun):
        if record is not None and record["form"] != _FORM:
            raise ValueError(record["form"])
    cut = Begun(_release(begun["release"]), begun["is_return"], frozenset(begun["known"])) if begun else None
    if recorded is None:
        return State(begun=cut), {}
    previous = _release(recorded["previous"]) if recorded["previous"] else None
    state = State(_release(recorded["current"]), previous, frozenset(recorded["retained"]), cut)
    return state, {str(route): str(tag) for route, tag in recorded["tags"].items()}


def _release(told: Any) -> Release:
    files = {row[0]: File(*row) for row in told["files"]}
    return Release(told["name"], files, told["for_release"])


def _release_told(release: Release) -> dict[str, Any]:
    files = [astuple(file) for file in release.files.values()]
    return {"name": release.name, "for_release": release.for_release, "files": files}


def _dumped(told: Mapping[str, Any]) -> bytes:
    return json.dumps({"made_by": "oma-builder", "form": _FORM, **told}, separators=(",", ":")).encode()
