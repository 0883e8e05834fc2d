"""What a deployment sends, keeps and takes away, and in which order: a plan, made before anything is done.

A reader may be served between any two steps, and the last step may never come. So what a page shows is there before
the page, a new page before those that lead to it, and nothing leaves before the last page that names it has been
replaced. New pages that name one another arrive together, before any page that a reader can come from.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from itertools import groupby

from oma_builder.guide import routes
from oma_builder.web import headers


@dataclass(frozen=True, slots=True)
class File:
    """One file as readers get it: `seal` is the SHA-256 of its bytes, of which there are `octets`."""

    route: str
    seal: str
    octets: int
    media_type: str
    caching: str


def file_of(route: str, seal: str, octets: int) -> File:
    """Return a file with the headers of its kind."""
    return File(route, seal, octets, headers.type_of(route), headers.caching(route))


@dataclass(frozen=True, slots=True)
class Release:
    """All that was, or is to be, online at one time, by route; `name` starts with the moment, so names sort by age."""

    name: str
    files: Mapping[str, File]
    for_release: bool


@dataclass(frozen=True, slots=True)
class Difference:
    """What readers get otherwise: files by route. `retained` are those no page asks for any more, but for pages that are open."""

    new: tuple[File, ...]
    renewed: tuple[File, ...]
    unchanged: int
    removed: tuple[str, ...]
    retained: tuple[str, ...]

    @property
    def sent(self) -> tuple[File, ...]:
        """The files that are not online yet, or not as they are to be."""
        return (*self.new, *self.renewed)

    @property
    def octets(self) -> int:
        """How many bytes are sent."""
        return sum(file.octets for file in self.sent)


@dataclass(frozen=True, slots=True)
class Begun:
    """A deployment that was cut: where it led, whether it was going back, and what earlier ones had written."""

    release: Release
    is_return: bool
    known: frozenset[str]


@dataclass(frozen=True, slots=True)
class State:
    """What the records beside a site say: what is online, what one can go back to, and old files left for open pages."""

    current: Release | None = None
    previous: Release | None = None
    retained: frozenset[str] = frozenset()
    begun: Begun | None = None


@dataclass(frozen=True, slots=True)
class Stored:
    """One object as it stands; `seal` is empty where nobody knows what it holds, `tag` names its bytes for the store."""

    tag: str
    seal: str = ""
    media_type: str = ""
    caching: str = ""

    def is_as(self, file: File) -> bool:
        """Say whether readers get the file as it is to be."""
        return (self.seal, self.media_type, self.caching) == (file.seal, file.media_type, file.caching)


@dataclass(frozen=True, slots=True)
class Online:
    """What is there: the records, every object by route, and the seals of the bytes put aside for going back."""

    state: State = State()
    there: Mapping[str, Stored] = field(default_factory=dict)
    aside: frozenset[str] = frozenset()

    @property
    def ours(self) -> frozenset[str]:
        """The routes that deployments have written, as far as anyone knows."""
        begun = self.state.begun
        releases = (self.state.current, self.state.previous, begun and begun.release)
        known = begun.known if begun else frozenset()
        return self.state.retained.union(known, *(release.files for release in releases if release))

    @property
    def replaceable(self) -> frozenset[str]:
        """The objects that may be written over or removed: at an address that we have left, somebody else may have put one since.

        Theirs does not bear the seal that ours do.
        """
        current = self.state.current.files if self.state.current else {}
        return frozenset(route for route in self.ours & self.there.keys() if route in current or self.there[route].seal)


@dataclass(frozen=True, slots=True)
class Plan:
    """The steps, in order: put bytes aside, send wave after wave, record `after`, then take away, wave after wave, what nobody needs.

    What is in one wave may go in any order, or at once. `foreign` objects have the address of a file of ours.
    """

    difference: Difference
    aside: tuple[File, ...]
    waves: tuple[tuple[File, ...], ...]
    after: State
    removals: tuple[tuple[str, ...], ...]
    forgotten: tuple[str, ...]
    foreign: tuple[str, ...]
    is_done: bool


class Turn(IntEnum):
    """When a file goes: what is shown or led to, before what shows it or leads to it."""

    ASSETS = 0
    MEDIA = 1
    DOCUMENTS = 2
    DATA = 3
    NEW_PAGES = 4
    LEFT_PAGES = 5
    PAGES = 6
    HOME = 7
    ADDRESSES = 8
    INDEXES = 9
    WORKER = 10


_ONE_BY_ONE = {
    routes.HOME: Turn.HOME,
    routes.ADDRESSES: Turn.ADDRESSES,
    routes.WORKER: Turn.WORKER,
    routes.ROBOTS: Turn.INDEXES,
    routes.FEED: Turn.INDEXES,
    routes.CALENDAR: Turn.INDEXES,
}
"""Where readers, scripts and robots start from: each leads to all the rest."""

_FOLDERS = {
    routes.ASSETS: Turn.ASSETS,
    routes.IMAGES: Turn.MEDIA,
    routes.SHARED: Turn.MEDIA,
    routes.film_file(""): Turn.MEDIA,
}
_SUFFIXES = {"pdf": Turn.DOCUMENTS, "zip": Turn.DOCUMENTS, "html": Turn.PAGES, "xml": Turn.INDEXES}


_NAMED_BY_PAGES = (routes.ADDRESSES, routes.FEED, routes.CALENDAR)


def turn_of(route: str, *, is_new: bool = False) -> Turn:
    """Return when a file is renewed, or, when it `is_new`, when it comes; what leaves goes the other way round."""
    if is_new and route in _NAMED_BY_PAGES:
        return Turn.DATA
    folders = (turn for folder, turn in _FOLDERS.items() if route.startswith(folder))
    by_suffix = _SUFFIXES.get(route.rpartition(".")[2], Turn.DATA)
    turn = _ONE_BY_ONE.get(route) or next(folders, by_suffix)
    return Turn.NEW_PAGES if is_new and turn is Turn.PAGES else turn


def is_hashed(route: str) -> bool:
    """Say whether the name of a file changes with its bytes: pages that readers have open may still ask for it."""
    return route.startswith(routes.HASHED)


def is_document(route: str) -> bool:
    """Say whether a file is a PDF or the archive: a build may be told to leave all of them out."""
    return turn_of(route) is Turn.DOCUMENTS


def plan(online: Online, target: Release, previous: Release | None, *, forgets: bool = False) -> Plan:
    """Return what brings `target` online, after which one can go back to `previous`.

    One that `forgets` leaves nothing of what was online, neither to go back to nor for pages that are open.
    """
    state = online.state
    previous = None if forgets else previous
    wanted = {route: file for route, file in target.files.items() if not _is_there(online, file)}
    retained = frozenset() if forgets else _retained(online, target)
    replaceable = online.replaceable
    removed = tuple(sorted(replaceable - target.files.keys() - retained))
    aside = () if forgets else tuple(_to_put_aside(online, target))
    after = State(target, previous, retained)
    needed = {file.seal for file in previous.files.values()} if previous else set()
    forgotten = tuple(sorted((online.aside | {file.seal for file in aside}) - needed))
    return Plan(
        _difference(online, target, wanted, removed, retained),
        aside,
        tuple(_waves(online, wanted.values())),
        after,
        tuple(_removals(removed)),
        forgotten,
        tuple(sorted((target.files.keys() & online.there.keys()) - replaceable)),
        is_done=not (wanted or removed or aside or forgotten) and state == after,
    )


def _is_there(online: Online, file: File) -> bool:
    found = online.there.get(file.route)
    return found is not None and found.is_as(file)


def _retained(online: Online, target: Release) -> frozenset[str]:
    """Return the old files that open pages may ask for: those of what was online until now, or in part.

    They leave with the next change of the site.
    """
    state = online.state
    before = [*(state.current.files if state.current else ()), *(state.begun.release.files if state.begun else ())]
    if state.current and state.current.files == target.files:
        before += state.retained
    return frozenset(route for route in before if is_hashed(route) and route in online.there) - target.files.keys()


def _to_put_aside(online: Online, target: Release) -> Iterator[File]:
    """Yield what is online now, and will not be as it is: without its bytes there is no way back, even after a cut."""
    known = set(online.aside)
    for route, file in sorted(online.state.current.files.items() if online.state.current else ()):
        replaced = target.files[route].seal != file.seal if route in target.files else not is_hashed(route)
        found = online.there.get(route)
        if replaced and file.seal not in known and found is not None and found.seal == file.seal:
            known.add(file.seal)
            yield file


def _waves(online: Online, files: Iterable[File]) -> Iterator[tuple[File, ...]]:
    def turn(file: File) -> Turn:
        usual = turn_of(file.route, is_new=file.route not in online.there)
        return Turn.LEFT_PAGES if usual is Turn.PAGES and _is_left(online, file.route) else usual

    ordered = sorted(files, key=lambda file: (turn(file), file.route))
    return (tuple(wave) for _, wave in groupby(ordered, key=turn))


def _is_left(online: Online, route: str) -> bool:
    """Say whether a page is one that should have left, but for a cut: what it leads to may be gone, so nothing may lead to it yet."""
    begun = online.state.begun
    releases = (online.state.current, begun and begun.release)
    known = {release.files[route].seal for release in releases if release and route in release.files}
    return online.there[route].seal not in known


def _removals(removed: Iterable[str]) -> Iterator[tuple[str, ...]]:
    """Yield what leaves: whatever shows or leads to other files before these."""

    def turn(route: str) -> Turn:
        return turn_of(route, is_new=True)

    ordered = sorted(removed, key=lambda route: (-turn(route), route))
    return (tuple(wave) for _, wave in groupby(ordered, key=turn))


def _difference(
    online: Online, target: Release, wanted: Mapping[str, File], removed: tuple[str, ...], retained: frozenset[str]
) -> Difference:
    ordered = sorted(wanted.values(), key=lambda file: file.route)
    return Difference(
        tuple(file for file in ordered if file.route not in online.there),
        tuple(file for file in ordered if file.route in online.there),
        len(target.files) - len(wanted),
        removed,
        tuple(sorted(retained)),
    )


def way_back(state: State) -> tuple[Release | None, Release | None]:
    """Return where going back leads, if anywhere, and where one could go back to from there.

    After a cut it leads to what was online before, or goes on to where it was leading; only then to the release before.
    """
    begun, current = state.begun, state.current
    if begun and begun.is_return:
        return begun.release, None
    if begun and not (current and begun.release.name == current.name):
        return current, state.previous
    return state.previous, None


def unrecoverable(online: Online, target: Release) -> tuple[str, ...]:
    """Return the files of an earlier release whose bytes are nowhere any more."""
    lost = (file for file in target.files.values() if file.seal not in online.aside)
    return tuple(sorted(file.route for file in lost if online.there.get(file.route, Stored("")).seal != file.seal))


_LEAST_REMOVED = 10
"""So many files may always leave: a small site may lose a fifth of itself in an ordinary week."""
_MOST_REMOVED = 0.2


def loses_much(current: Release, removed: Iterable[str]) -> bool:
    """Say whether so much leaves that a fault is likelier than a wish; files named by their bytes come and go."""
    lost = sum(not is_hashed(route) for route in removed)
    whole = sum(not is_hashed(route) for route in current.files)
    return lost > max(_LEAST_REMOVED, _MOST_REMOVED * whole)
