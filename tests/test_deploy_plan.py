"""The plan of a deployment: whatever the old and the new site, and wherever it is cut, a reader meets whole pages."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from hashlib import sha256

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from oma_builder.publish.deployment import (
    Begun,
    File,
    Online,
    Plan,
    Release,
    State,
    Stored,
    file_of,
    is_hashed,
    plan,
    unrecoverable,
    way_back,
)
from tests.deployed import Files, missed_by_readers

PAGES = ("index.html", "metiers.html", "metiers/a.html", "metiers/b.html", "m/x/index.html", "404.html")
SHOWN = ("guide/oma-guide.pdf", "fiches/a.pdf", "films/a.mp4", "donnees/metiers.json", "agenda.ics")


@st.composite
def sites(draw: st.DrawFn) -> Files:
    """Return a site without a broken link: pages of the given names show files and lead to one another."""
    pages = {"index.html", *draw(st.sets(st.sampled_from(PAGES)))}
    looks = {
        f"{folder}x-{draw(st.integers(0, 3)):010}.{end}" for folder, end in (("assets/", "css"), ("images/", "webp"))
    }
    shown = {*draw(st.sets(st.sampled_from(SHOWN))), *looks}
    data = f"assets/donnees.{draw(st.integers(0, 3)):010}.js"
    files = {route: _bytes(draw, route) for route in (*shown, data)}
    files["adresses.js"] = f'["{data}"]'.encode()
    for page in sorted(pages):
        named = draw(st.sets(st.sampled_from(sorted(pages | shown | {"adresses.js"}))))
        root = "../" * page.count("/")
        links = "".join(f'<a href="{root}{route}">' for route in sorted(named))
        files[page] = f"{draw(st.integers(0, 2))}{links}".encode()
    return files


def _bytes(draw: st.DrawFn, route: str) -> bytes:
    return route.encode() if is_hashed(route) else f"{route} {draw(st.integers(0, 2))}".encode()


def release_of(files: Files, name: str = "1") -> Release:
    made = {route: file_of(route, sha256(content).hexdigest(), len(content)) for route, content in files.items()}
    return Release(name, made, for_release=True)


@dataclass
class Store:
    """What a bucket would hold, if each step of a plan were one request; bytes are known by their SHA-256."""

    objects: dict[str, File] = field(default_factory=dict)
    aside: set[str] = field(default_factory=set)
    state: State = field(default_factory=State)

    def online(self) -> Online:
        there = {
            route: Stored(file.seal, file.seal, file.media_type, file.caching) for route, file in self.objects.items()
        }
        return Online(self.state, there, frozenset(self.aside))

    def steps(self, found: Plan, known: frozenset[str], *, is_return: bool) -> Iterator[None]:
        """Carry out a plan; whoever stops asking cuts it."""
        target = found.after.current
        assert target
        self.state = replace(self.state, begun=Begun(target, is_return, known))
        yield
        for file in found.aside:
            assert self.objects[file.route].seal == file.seal, "other bytes would be put aside"
            self.aside.add(file.seal)
            yield
        for file in (file for wave in found.waves for file in wave):
            if is_return:
                assert file.seal in self.aside or self.objects[file.route].seal == file.seal, "the bytes are lost"
            self.objects[file.route] = file
            yield
        self.state = replace(found.after, begun=self.state.begun)
        yield
        for route in (route for wave in found.removals for route in wave):
            del self.objects[route]
            yield
        self.aside -= set(found.forgotten)
        self.state = found.after
        yield


class Deployments(RuleBasedStateMachine):
    """Any sequence of deployments and ways back, each cut anywhere."""

    def __init__(self) -> None:
        super().__init__()
        self.store = Store({"verification.html": file_of("verification.html", "of somebody else", 3)})
        self.contents: dict[str, bytes] = {}
        self.starts: set[str] = set()
        self.number = 0
        self.doubtful = 0
        """How many whole deployments it takes until nothing is missed that one which forgets, and was cut, has overwritten."""

    def _carried_out(self, found: Plan, cut: int | None, *, is_return: bool) -> None:
        known = self.store.online().ours
        before = self.store.state.current
        target = found.after.current
        assert target
        # Pages that leave are no place to start from any more: what they lead to leaves with them.
        self.starts = {"index.html"} | (target.files.keys() & before.files.keys() if before else set())
        for number, _ in enumerate(self.store.steps(found, known, is_return=is_return)):
            self.look()
            if number == cut:
                return
        assert {route for route in self.store.objects if route != "verification.html"} == (
            target.files.keys() | found.after.retained
        )
        assert all(self.store.objects[route].seal == file.seal for route, file in target.files.items())

    @rule(files=sites(), cut=st.one_of(st.none(), st.integers(0, 40)), forgets=st.booleans())
    def deploy(self, files: Files, cut: int | None, forgets: bool) -> None:
        self.number += 1
        self.contents |= {sha256(content).hexdigest(): content for content in files.values()}
        online, target = self.store.online(), release_of(files, str(self.number))
        current = online.state.current
        if current and current.files == target.files:
            found = plan(online, current, online.state.previous, forgets=forgets)
        else:
            found = plan(online, target, current, forgets=forgets)
        if cut is None:
            self.doubtful = 0 if forgets else max(self.doubtful - 1, 0)
        elif forgets:
            self.doubtful = 2
        self._carried_out(found, cut, is_return=False)
        if cut is None:
            same = plan(self.store.online(), found.after.current or target, found.after.previous, forgets=forgets)
            assert same.is_done
            assert not same.waves

    @precondition(lambda self: way_back(self.store.state)[0] is not None)
    @rule(cut=st.one_of(st.none(), st.integers(0, 40)))
    def go_back(self, cut: int | None) -> None:
        online = self.store.online()
        target, previous = way_back(online.state)
        assert target
        if not unrecoverable(online, target):
            self._carried_out(plan(online, target, previous), cut, is_return=True)
        else:
            assert self.doubtful

    @invariant()
    def look(self) -> None:
        online = {route: self.contents.get(file.seal, b"") for route, file in self.store.objects.items()}
        assert missed_by_readers(online, self.starts) == []

    @invariant()
    def foreign_files_stay(self) -> None:
        assert self.store.objects["verification.html"].seal == "of somebody else"


TestDeployments = Deployments.TestCase
TestDeployments.settings = settings(max_examples=40, stateful_step_count=12)
