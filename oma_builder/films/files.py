"""The folder of films beside the content: what it holds, whether it is what the content says, and what is published of it."""

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import file_digest
from pathlib import Path

from oma_builder.artifact import Artifact, BigArtifact, Publishable
from oma_builder.cache import Cache, digest
from oma_builder.content.captions import web_vtt
from oma_builder.films import inspection
from oma_builder.guide import routes
from oma_builder.guide.films import Film, Video
from oma_builder.guide.pictures import Derivative
from oma_builder.problems import BuildError, Checked, Problem
from oma_builder.project import FILMS

SUFFIXES = (".mp4", ".jpg")


@dataclass(frozen=True, slots=True)
class Reel:
    """What is published of films: to a server, and in a folder; `unopened` could not be looked into, for want of PyAV."""

    server: tuple[Publishable, ...] = ()
    folder: tuple[Publishable, ...] = ()
    unopened: int = 0


@dataclass(frozen=True, slots=True)
class Seals:
    """The SHA-256 of files: what was read once is known again in `cache` unless one must `always_read`.

    By its place, size, times and number on the disk: a copy put back with the size and the time of another file has a
    time of change of its own.
    """

    cache: Cache
    always_read: bool = False

    def of(self, path: Path) -> str:
        """Return the SHA-256 of a file. Raises `BuildError` when it cannot be read."""
        try:
            status = path.stat()
            facts = (status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino, status.st_dev)
            key = digest("film", str(path), *map(str, facts))
            if self.always_read:
                self.cache.put(key, seal := _seal(path))
                return seal.decode()
            return self.cache.memo(key, lambda: _seal(path)).decode()
        except OSError as error:
            hint = "vérifiez que le disque des films est branché, et vos droits"
            raise BuildError(f"lecture impossible de {path} : {error.strerror}", hint) from error


def stock(folder: Path) -> Mapping[str, int]:
    """Return the films and posters of a folder by name, with their bytes, without opening any."""
    try:
        with os.scandir(folder) as entries:
            return {entry.name: entry.stat().st_size for entry in entries if _is_film(entry)}
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise BuildError(f"lecture impossible de {folder} : {error.strerror}", "vérifiez vos droits") from error


def _is_film(entry: os.DirEntry[str]) -> bool:
    return entry.name.endswith(SUFFIXES) and not entry.name.startswith(".") and entry.is_file()


def posters(films: Iterable[Film], folder: Path, seals: Seals) -> Checked[tuple[Derivative, ...]]:
    """Return the pictures to make of the posters in the folder of films; report those that are of another film."""
    shown = ((film, film.video.poster) for film in films if film.video and (_on_server(film) or _taken(film)))
    drawn = [(film, poster) for film, poster in shown if poster]
    others = {poster: film.file for film, poster in drawn if seals.of(folder / poster.source) != poster.digest}
    problems = tuple(_other_poster(file, poster.source) for poster, file in others.items())
    return Checked(tuple(poster for _, poster in drawn if poster not in others), problems)


def reel(films: Iterable[Film], drawn: Iterable[Artifact], folder: Path, seals: Seals) -> Checked[Reel]:
    """Return what is published of films: each only where its authorisations allow it; `drawn` are their posters."""
    pictures = {artifact.route: artifact for artifact in drawn}
    server: list[Publishable] = []
    taken: list[Publishable] = []
    problems: list[Problem] = []
    opens, unopened = inspection.can_look(), 0
    for film, video in ((film, film.video) for film in films if film.video):
        file = BigArtifact(routes.film_file(f"{film.id}.mp4"), folder / f"{film.id}.mp4", video.seal, film.file)
        poster = [pictures[video.poster.route]] if video.poster and video.poster.route in pictures else []
        wanted = (_on_server(film) and video.is_ours and video.is_here) or _taken(film)
        problems += _told_apart(film, file, video, seals, opens=opens) if wanted else ()
        unopened += wanted and not opens
        if _on_server(film):
            server += [*([file] if video.is_ours and video.is_here else ()), *poster, *_track(film)]
        if _taken(film):
            taken += [file, *poster, *_script(film)]
    return Checked(Reel(tuple(server), tuple(taken), unopened), tuple(problems))


def _on_server(film: Film) -> bool:
    return "web" in film.media and film.video is not None and bool(film.video.source)


def _taken(film: Film) -> bool:
    return film.taken == "taken"


def _track(film: Film) -> Iterator[Artifact]:
    if film.captions:
        yield Artifact(routes.film_file(f"{film.id}.vtt"), web_vtt(film.captions).encode(), film.file)


def _script(film: Film) -> Iterator[Artifact]:
    """Yield the captions as a script: `file://` lets no page load a track."""
    if film.captions:
        cues = [(cue.start, cue.end, cue.text) for cue in film.captions]
        # « < » is the one sign that could end a script; JSON is JavaScript since ECMAScript 2019.
        data = json.dumps(cues, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
        text = f'(window.oma.captions??={{}})["{film.id}"]={data};\n'
        yield Artifact(routes.film_file(f"{film.id}.js"), text.encode(), film.file)


def _told_apart(film: Film, file: BigArtifact, video: Video, seals: Seals, *, opens: bool) -> Iterator[Problem]:
    """Report a film that is not the one of its document; it is opened if it may be."""
    seal = seals.of(file.source)
    if seal != file.seal:
        message = f"{FILMS}/{file.source.name} n’est pas le film de cette fiche : son empreinte est autre"
        hint = "copiez le bon film, ou préparez celui-ci avec « python build.py film prepare »"
        yield Problem(film.file, 0, "film-different", message, hint)
    elif opens:
        yield from inspection.faults(film, video, file.source, seal, seals.cache)


def _other_poster(file: str, name: str) -> Problem:
    message = f"{FILMS}/{name} n’est pas l’affiche de cette fiche : son empreinte est autre"
    hint = "copiez la bonne image, ou préparez le film à nouveau avec « python build.py film prepare »"
    return Problem(file, 0, "film-different", message, hint)


def _seal(path: Path) -> bytes:
    with path.open("rb") as stream:
        return file_digest(stream, "sha256").hexdigest().encode()
