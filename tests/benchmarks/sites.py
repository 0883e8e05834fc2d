"""The site of the same content by us and by its peers: cold, unchanged, with one body edited, its memory, its growth.

Every run is a fresh process. Cold is without cache and without output; one run of each is thrown away first, so that byte
code and files are as warm for one as for the other. Hugo has no incremental build on the command line: beside ours, with
nothing changed or one body edited, stands its whole build with its caches and output kept.
Ours checks the content and makes files for machines that the others are spared: see `hugo_site` and `peer_sites`.
"""

import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from tests.benchmarks import editing, hugo_site, peer_sites, table
from tests.benchmarks.hugo_site import compared, hugo_binary
from tests.benchmarks.peer_sites import Frame
from tests.benchmarks.peers import Peers
from tests.benchmarks.project import ROOT, TODAY
from tests.benchmarks.synthetic import identifier, write_content
from tests.benchmarks.table import GOALS, Figure, left_out
from tests.benchmarks.timing import Tool, in_pairs, run

_TOLERANCE = 0.25

_EDITED = identifier(0)
_FIELD = "journee"


@dataclass(frozen=True, slots=True)
class Place:
    """Where the sites of one content are made: `folder` holds content and outputs, `project` the copy of the program."""

    folder: Path
    project: Path

    @property
    def content(self) -> Path:
        """Return the folder of the content."""
        return self.folder / "content"

    @property
    def ours(self) -> Path:
        """Return our output."""
        return self.folder / "ours"


def ours(place: Place, *, cold: bool) -> Tool:
    """Return our build of the HTML alone."""
    options = ("--pages-only", "--today", TODAY, "--content", str(place.content), "--output", str(place.ours))
    wiped = (place.project / ".cache", place.ours) if cold else ()
    return Tool("ours", (sys.executable, "build.py", *options), place.project, wiped)


def hugo(place: Place, *, cold: bool) -> Tool:
    """Return Hugo's build."""
    folder = place.folder / "hugo"
    command = (str(hugo_binary()), "--cacheDir", str(folder / "cache"), *(("--ignoreCache",) if cold else ()))
    return Tool("Hugo", command, folder, (folder / "public", folder / "resources", folder / "cache") if cold else ())


def with_hugo(place: Place, count: int, runs: int) -> Iterator[Figure]:
    """Yield the rows of a site of `count` trades beside Hugo: cold, unchanged, edited."""
    write(place, count)
    mine, other = ours(place, cold=True), hugo(place, cold=True)
    run(mine)
    run(other)
    same_pages(compared(place.ours), compared(place.folder / "hugo" / "public"))
    named = f"HTML, {count:,} trades"
    yield from table.times(f"{named}, cold", "Hugo", in_pairs(mine, other, runs), GOALS.get(("cold", count)))
    mine, other = ours(place, cold=False), hugo(place, cold=False)
    run(mine)  # what a cold build keeps may be completed by the next
    run(other)
    pairs = in_pairs(mine, other, runs)
    yield from table.times(f"{named}, no change", "Hugo", pairs, GOALS.get(("no change", count)))
    pairs = in_pairs(mine, other, runs, prepare=_edits(place))
    _both_say(place, pairs_made=runs)
    yield from table.times(f"{named}, one body edited", "Hugo", pairs, GOALS.get(("one body edited", count)))


def write(place: Place, count: int) -> None:
    """Write our content of `count` trades, and Hugo's, unless they are there."""
    if not place.content.exists():
        write_content(place.content, count)
        hugo_site.write_site(place.content, place.folder / "hugo", place.project / "assets")


def memory(place: Place, count: int) -> Figure:
    """Return the row of the most memory of all processes together, cold, one pair."""
    write(place, count)
    pairs = in_pairs(ours(place, cold=True), hugo(place, cold=True), 1, watched=True)
    return table.memory(f"peak memory, {count:,} trades, PSS", "Hugo", pairs, GOALS.get(("memory", count)))


def with_others(place: Place, peers: Peers, count: int, runs: int) -> Iterator[Figure]:
    """Yield the rows of a site of `count` trades, cold, beside Eleventy, Pelican and MkDocs."""
    write(place, count)
    mine = ours(place, cold=True)
    run(mine)
    for peer in others(place.folder, peers):
        name = f"HTML, {count:,} trades, cold, beside {peer.label}"
        if not peer.command:
            yield left_out(name, f"{peer.label} is not installed")
            continue
        _write_peer(place, peer)
        theirs = compared(peer.folder / "public")
        same_pages(compared(place.ours), theirs, peer_sites.SPARED)
        yield from table.times(name, peer.label, in_pairs(mine, peer.tool(), runs), table.PEERS)


def bare(place: Place, peers: Peers, count: int, runs: int) -> Iterator[Figure]:
    """Yield the rows of what our packages alone take for a site of `count` trades, cold, beside every peer."""
    write(place, count)
    folder = place.folder / "bare"
    peer_sites.write_site(peer_sites.MKDOCS, place.content, folder, place.project / "assets")
    command = (sys.executable, "-m", "tests.benchmarks.bare", str(folder), str(folder / "public"))
    packages = Tool("packages", command, ROOT, (folder / "public",))
    run(packages)
    run(ours(place, cold=True))
    same_pages(compared(place.ours), compared(folder / "public"), peer_sites.SPARED)
    named = f"HTML, {count:,} trades, cold, our packages alone beside"
    pairs = in_pairs(packages, hugo(place, cold=True), runs)
    yield from table.times(f"{named} Hugo", "Hugo", pairs, GOALS.get(("cold", count)))
    for peer in others(place.folder, peers):
        if not peer.command:
            yield left_out(f"{named} {peer.label}", f"{peer.label} is not installed")
            continue
        _write_peer(place, peer)
        yield from table.times(f"{named} {peer.label}", peer.label, in_pairs(packages, peer.tool(), runs), table.PEERS)


@dataclass(frozen=True, slots=True)
class Other:
    """A peer installed apart: its name, how its site is written, and its command, empty where it is missing."""

    label: str
    frame: Frame
    command: tuple[str, ...]
    folder: Path

    def tool(self) -> Tool:
        """Return its cold build."""
        return Tool(self.label, self.command, self.folder, (self.folder / "public",))


def others(folder: Path, peers: Peers) -> tuple[Other, ...]:
    """Return the peers that are installed apart, with sites in `folder`."""

    def other(label: str, frame: Frame, command: tuple[str, ...], *options: str) -> Other:
        return Other(label, frame, (*command, *options) if command else (), folder / frame.name)

    return (
        other("Eleventy", peer_sites.ELEVENTY, peers.eleventy(), "--quiet"),
        other("Pelican", peer_sites.PELICAN, peers.pelican(), "-s", "pelicanconf.py", "-q", "--fatal", "errors"),
        other("MkDocs", peer_sites.MKDOCS, peers.mkdocs(), "build", "--quiet"),
    )


def _write_peer(place: Place, peer: Other) -> None:
    """Write the site of a peer, unless it is there, and let it run once."""
    if not peer.folder.exists():
        peer_sites.write_site(peer.frame, place.content, peer.folder, place.project / "assets")
    run(peer.tool())


def growth(folder: Path, project: Path, sizes: tuple[int, ...]) -> Iterator[Figure]:
    """Yield, for each size, our cold build beside that of the size before: t(2n)/t(n); one run of each."""
    before = None
    for count in sizes:
        place = Place(folder / str(count), project)
        write_content(place.content, count)
        made = run(ours(place, cold=True))
        if before is not None:
            last, last_count = before
            name = f"t({count:,})/t({last_count:,}), cold"
            yield from table.times(name, "half", [(made, last)], table.GROWTH)
        before = made, count
        shutil.rmtree(place.folder)


def doubling(least: int, most: int) -> tuple[int, ...]:
    """Return sizes up to `most`, each twice the last, none below `least` save `most` itself."""
    sizes = [most]
    while sizes[0] >= 2 * least:
        sizes.insert(0, sizes[0] // 2)
    return tuple(sizes)


def _edits(place: Place) -> Callable[[int], None]:
    """Return what puts another word into the same trade, ours and Hugo's, before each pair."""
    path = place.content / "metiers" / f"{_EDITED}.yaml"
    return partial(_edit, place, path, path.read_text(encoding="utf-8"))


def _edit(place: Place, path: Path, original: str, index: int) -> None:
    editing.edit(path, original, _FIELD, editing.word(index))
    page = place.folder / "hugo" / "content" / "metiers" / f"{_EDITED}.md"
    hugo_site.write_text(page, hugo_site.page(path, _FIELD))


def _both_say(place: Place, pairs_made: int) -> None:
    """Raise unless both sites say the last word: a build that missed it was fast for nothing."""
    for site in (place.ours, place.folder / "hugo" / "public"):
        page = (site / "metiers" / f"{_EDITED}.html").read_text(encoding="utf-8")
        if editing.word(pairs_made - 1) not in page:
            raise RuntimeError(f"stale: {site.name} does not say the word that was written last")


def same_pages(mine: dict[str, Path], other: dict[str, Path], spared: set[str] = frozenset()) -> None:
    """Raise unless both sites have the same pages, but for those spared, of about as many bytes, trades for themselves."""
    mine = {name: path for name, path in mine.items() if name not in spared}
    if alone := sorted(mine.keys() ^ other.keys()):
        raise RuntimeError(f"not comparable: {len(alone)} pages are on one side alone, such as {', '.join(alone[:5])}")
    for part in ("", "metiers/"):
        names = [name for name in mine if name.startswith(part)]
        size, other_size = (sum(pages[name].stat().st_size for name in names) for pages in (mine, other))
        told = f"{len(names)} pages {part}: ours {size / 1e6:.1f} MB, the peer's {other_size / 1e6:.1f} MB"
        print(told, file=sys.stderr)
        if abs(size / other_size - 1) > _TOLERANCE:
            raise RuntimeError(f"not comparable: {told}")
