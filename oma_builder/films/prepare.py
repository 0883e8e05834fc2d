"""One film, as it was handed in, becomes what the site serves: `<id>.mp4` and `<id>.jpg`, and the facts to keep of them.

The cache remembers what was made, so that the same film is not made twice. An interruption leaves nothing: it is made again.
"""

import json
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path

from oma_builder.cache import Cache, digest
from oma_builder.films import filing, opening, order, poster, recipe, source, transcoding
from oma_builder.films.formatting import lasting, whole
from oma_builder.films.order import Order
from oma_builder.films.record import Facts, seals
from oma_builder.films.source import Source, refuse_frozen, refuse_long
from oma_builder.films.tracks import Tracks
from oma_builder.films.transcoding import Made
from oma_builder.films.wholeness import is_cut
from oma_builder.problems import BuildError, ExitCode
from oma_builder.progress import Notify


@dataclass(frozen=True, slots=True)
class Prepared:
    """A film that is ready: `lasts` in seconds; `is_new` when it was made now.

    `damaged` counts the parts of the source that could not be read and were passed over; `tracks` says what was taken.
    """

    facts: Facts
    lasts: float
    tracks: Tracks
    damaged: int = 0
    is_new: bool = True


@dataclass(frozen=True, slots=True)
class _Film:
    """What is remembered of a film that was made: of which bytes it is, how long, what was passed over."""

    seal: str
    octets: int
    lasts: float
    damaged: int


def prepare(asked: Order, notify: Notify) -> Prepared:
    """Make the film and its poster, or find that they are there. Raises `BuildError`."""
    opening.require()
    transcoding.require()
    order.check(asked)
    with filing.alone(asked.cache / f"{asked.id}.lock"):
        opened = source.look_into(asked.film)
        refuse_long(asked.film, opened.seconds or 0, asked.longest)
        poster.check(asked.poster_at, opened.seconds or recipe.LONGEST)
        records = Cache(asked.cache)
        recorded = records.get(_film_key(opened))
        film = _Film(**json.loads(recorded)) if recorded else None
        is_new = film is None or filing.seal(asked.target) != film.seal
        if film is None or is_new:
            _spare(asked.target, asked, records)
            film = _make(opened, asked, records, notify)
        seal, is_drawn = _picture(opened, asked, records, film.lasts)
    width, height = recipe.fitted(*opened.size)
    facts = Facts(film.octets, film.seal, width, height, seal, max(1, whole(film.lasts)))
    return Prepared(facts, film.lasts, opened.tracks, film.damaged, is_new or is_drawn)


def _film_key(source: Source) -> str:
    return digest("film", recipe.VERSION, source.seal)


def _make(source: Source, asked: Order, records: Cache, notify: Notify) -> _Film:
    """Make the film, put it in its place, and remember it."""
    with filing.in_place(asked.target) as new:
        made = transcoding.transcode(source, new, notify)
        _check_whole(source, made, asked.longest)
        film = _Film(filing.seal(new), new.stat().st_size, made.seconds, made.damaged)
    records.put(_film_key(source), json.dumps(asdict(film)).encode())
    records.put(_mark(film.seal), b"")
    return film


def _check_whole(source: Source, made: Made, longest: int) -> None:
    """Raise `BuildError` when a film ends before its header says so, or has no picture, or stops moving before its sound."""
    if source.seconds is None:  # else it is known already
        refuse_long(source.path, made.seconds, longest)
    promised, lasts = source.seconds or 0, made.seconds
    if not made.pictures or is_cut(promised, lasts):
        message = f"{source.path} est coupé : il devrait durer {lasting(promised)}, et s’arrête à {lasting(lasts)}"
        raise BuildError(message, "copiez-le à nouveau depuis l’appareil, en entier", ExitCode.CONTENT)
    refuse_frozen(source.path, made.picture, made.sound)


def _picture(source: Source, asked: Order, records: Cache, lasts: float) -> tuple[str, bool]:
    """Return the digest of the poster, and whether it had to be drawn."""
    key = digest("affiche", poster.VERSION, source.seal, str(asked.poster_at))
    there = filing.seal(asked.poster)
    if there and records.get(key) == there.encode():
        return there, False
    drawn = poster.draw(source, asked.poster_at, lasts)
    seal = sha256(drawn).hexdigest()
    if seal != there:
        _spare(asked.poster, asked, records)
        filing.put(asked.poster, drawn)
    records.put(key, seal.encode())
    records.put(_mark(seal), b"")
    return seal, seal != there


def _spare(file: Path, asked: Order, records: Cache) -> None:
    """Refuse to write over a file that no preparation made: it may be somebody's only copy."""
    seal = filing.seal(file)
    if seal and records.get(_mark(seal)) is None and seal not in seals(asked.document):
        hint = "si vous n’en avez plus besoin, supprimez-le ; sinon, déplacez-le ; puis relancez"
        raise BuildError(f"{file} existe déjà, et cette commande ne l’a pas fait", hint, ExitCode.USAGE)


def _mark(seal: str) -> str:
    return digest("fait ici", seal)
