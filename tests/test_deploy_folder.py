"""A site in a plain folder: a link leads to the release that is online, and no crash leaves half of one."""

import datetime
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from filelock import FileLock

from oma_builder.problems import BuildError, ExitCode
from oma_builder.progress import silent
from oma_builder.publish import releases
from oma_builder.publish.deployment import Difference
from oma_builder.publish.guards import Choices
from oma_builder.publish.releases import ONLINE, RELEASES, FolderOrder
from tests.deployed import NEW, OLD, RETAINED, Files, built, generation
from tests.test_output import tree
from tests.test_output_crash import ended, forked, needs_fork, tiny_disk  # noqa: F401 - a fixture is found by its name

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no link can be switched in one step on Windows")

NOW = datetime.datetime(2026, 11, 29, 12, tzinfo=datetime.UTC)
_STEPS = frozenset(["open", "os.mkdir", "os.link", "os.rename", "os.remove", "os.rmdir", "os.symlink", "shutil.rmtree"])
"""Audit events before which a deployment is killed: all that touches the disk is between two of them."""


def order(place: Path, minutes: int = 0, kept: int = releases.KEPT, **choices: bool) -> FolderOrder:
    return FolderOrder(place, NOW + datetime.timedelta(minutes=minutes), Choices(**choices), silent, kept)


def deploy(files: Files, place: Path, minutes: int = 0, kept: int = releases.KEPT, **choices: bool) -> Difference:
    site = built(place.with_name("public"), files, for_release=not choices.get("is_trial"))
    return releases.deploy(site, order(place, minutes, kept, **choices))


def online(place: Path) -> dict[str, bytes]:
    return tree(place / ONLINE)


def names(place: Path) -> list[str]:
    return sorted(os.listdir(place / RELEASES))


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "www"


def test_a_release_follows_another_and_shares_what_did_not_change(place: Path) -> None:
    first = deploy(OLD, place)
    assert (online(place), first.removed, first.unchanged) == (OLD, (), 0)
    assert os.readlink(place / ONLINE) == f"{RELEASES}/{names(place)[0]}"  # the folder may be mounted elsewhere
    second = deploy(NEW, place, 1)
    assert online(place) == {**NEW, **RETAINED}
    assert second.removed == ("fiches/vieux.pdf", "films/atelier.mp4", "metiers/vieux.html")
    assert [file.route for file in second.renewed] == [
        "adresses.js",
        "fiches/soudeur.pdf",
        "index.html",
        "metiers/soudeur.html",
        "sw.js",
    ]
    old, new = (place / RELEASES / name for name in names(place))
    assert (old / "mentions-legales.html").samefile(new / "mentions-legales.html")
    assert tree(old) == OLD


def test_with_nothing_changed_nothing_is_written(place: Path) -> None:
    deploy(OLD, place)
    before = names(place), os.lstat(place / ONLINE).st_ino
    found = deploy(OLD, place, 1)
    assert (found.sent, found.removed, names(place), os.lstat(place / ONLINE).st_ino) == ((), (), *before)


def test_a_file_that_somebody_changed_is_put_right(place: Path) -> None:
    deploy(OLD, place)
    page = place / ONLINE / "index.html"
    page.unlink()
    page.write_bytes(b"by hand")
    assert [file.route for file in deploy(OLD, place, 1).renewed] == ["index.html"]
    assert online(place) == OLD


def test_old_assets_leave_with_the_change_after_next_and_foreign_files_stay(place: Path) -> None:
    deploy(OLD, place)
    (place / ONLINE / "verification.html").write_bytes(b"of somebody else")
    deploy(NEW, place, 1)
    deploy(generation(7), place, 2)
    retained = {route: NEW[route] for route in NEW if route.startswith("assets/") and "bbbbbbbbbb" in route}
    assert online(place) == {**generation(7), **retained, "verification.html": b"of somebody else"}


def test_only_the_last_releases_are_kept(place: Path) -> None:
    for number in range(6):
        deploy(generation(number), place, number, kept=3)
    assert len(names(place)) == 3
    assert online(place).keys() >= generation(5).keys()


def test_names_follow_one_another_when_the_clock_is_put_back(place: Path) -> None:
    deploy(OLD, place, 10)
    deploy(NEW, place, -10)
    assert online(place)["index.html"] == NEW["index.html"]
    assert os.readlink(place / ONLINE) == f"{RELEASES}/{names(place)[-1]}"


def test_going_back_leads_to_the_release_before_until_there_is_none(place: Path) -> None:
    deploy(OLD, place)
    deploy(NEW, place, 1)
    deploy(generation(3), place, 2)
    releases.go_back(order(place))
    assert online(place).items() >= NEW.items()
    found = releases.go_back(order(place))
    assert online(place).items() >= OLD.items()
    assert found.removed == ("fiches/neuf.pdf", "metiers/autre.html", "metiers/neuf.html")
    with pytest.raises(BuildError, match="aucune version plus ancienne") as refused:
        releases.go_back(order(place))
    assert refused.value.exit_code is ExitCode.USAGE
    assert online(place).items() >= OLD.items()
    deploy(NEW, place, 3)
    assert online(place).items() >= NEW.items()


def test_going_back_to_a_release_that_has_lost_a_file_is_refused(place: Path) -> None:
    deploy(OLD, place)
    deploy(NEW, place, 1)
    (place / RELEASES / names(place)[0] / "fiches" / "vieux.pdf").unlink()
    with pytest.raises(BuildError, match=r"fiches/vieux\.pdf"):
        releases.go_back(order(place))
    assert online(place).items() >= NEW.items()


def test_without_a_way_back_nothing_stays_of_what_was(place: Path) -> None:
    deploy(OLD, place)
    deploy(NEW, place, 1)
    deploy(NEW, place, 2, forgets=True)
    assert online(place) == NEW
    assert len(names(place)) == 1
    assert b"sheet that goes" not in {file.read_bytes() for file in place.rglob("*") if file.is_file()}


@pytest.mark.parametrize("act", ["deploy", "go_back"])
def test_only_telling_does_nothing(place: Path, act: str) -> None:
    deploy(OLD, place)
    deploy(NEW, place, 1)
    before = {path: os.lstat(path).st_mtime_ns for path in place.rglob("*")}
    if act == "deploy":
        found = deploy(generation(1), place, 2, only_tells=True)
    else:
        found = releases.go_back(order(place, only_tells=True))
    assert found.sent
    assert {path: os.lstat(path).st_mtime_ns for path in place.rglob("*")} == before


def test_many_files_that_would_leave_are_refused(place: Path) -> None:
    many = {f"metiers/{number}.html": b"x" for number in range(20)}
    deploy(OLD | many, place)
    with pytest.raises(BuildError, match="20 fichiers en ligne seraient retirés") as refused:
        deploy(OLD, place, 1)
    assert "--accepter-retraits" in refused.value.hint
    assert online(place) == OLD | many
    deploy(OLD, place, 1, may_lose=True)
    assert online(place) == OLD


def test_a_site_without_anything_to_print_does_not_follow_one_that_has_it(place: Path) -> None:
    deploy(OLD, place)
    pages_only = {route: content for route, content in OLD.items() if not route.endswith(".pdf")}
    with pytest.raises(BuildError, match="il n’y aurait plus ni PDF ni archive en ligne"):
        deploy(pages_only, place, 1)
    deploy(pages_only, place, 1, may_lose=True)
    assert online(place) == pages_only


def test_a_trial_is_for_trials_alone(place: Path, tmp_path: Path) -> None:
    site = built(tmp_path / "public", OLD, for_release=False)
    with pytest.raises(BuildError, match="n’est pas une version à diffuser"):
        releases.deploy(site, order(place))
    assert not (place / RELEASES).exists()
    deploy(OLD, place, is_trial=True)
    deploy(NEW, place, 1)
    with pytest.raises(BuildError, match="un essai ne la remplace pas"):
        releases.deploy(built(tmp_path / "public", OLD, for_release=False), order(place, 2, is_trial=True))


def test_folders_that_are_not_ours_are_refused(place: Path, tmp_path: Path) -> None:
    site = built(tmp_path / "public", OLD)
    (place / "photos").mkdir(parents=True)
    with pytest.raises(BuildError, match="il contient des fichiers que « deploy » n’a pas mis"):
        releases.deploy(site, order(place))
    for inside in (tmp_path / "public", tmp_path / "public" / "www", tmp_path):
        with pytest.raises(BuildError, match="à part l’un de l’autre"):
            releases.deploy(site, order(inside))
    (tmp_path / "other" / ONLINE).mkdir(parents=True)
    (tmp_path / "other" / RELEASES).mkdir()
    with pytest.raises(BuildError, match="est un vrai dossier"):
        releases.deploy(site, order(tmp_path / "other"))


def test_two_at_once_one_stops(place: Path) -> None:
    deploy(OLD, place)
    with FileLock(place / ".oma-lock"), pytest.raises(BuildError, match="une autre mise en ligne est en cours"):
        deploy(NEW, place, 1)
    assert online(place) == OLD


def test_a_disk_without_links_is_said_before_anything_is_copied(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refusing(*_: object, **__: object) -> None:
        raise PermissionError(1, "no links here")

    monkeypatch.setattr(os, "symlink", refusing)
    with pytest.raises(BuildError, match="ne peut pas être remplacé d’un seul geste"):
        deploy(OLD, place)
    assert not (place / RELEASES).exists()


def test_a_full_disk_leaves_what_is_online(tiny_disk: Path, tmp_path: Path) -> None:  # noqa: F811 - likewise
    place, small = tiny_disk / "www", {"index.html": b"home", "metiers.html": b"trades"}
    releases.deploy(built(tmp_path / "public", small), order(place))
    big = small | {f"guide/{number}.pdf": bytes(9_000) for number in range(9)}
    with pytest.raises(BuildError, match="disque est plein"):
        releases.deploy(built(tmp_path / "public", big), order(place, 1))
    assert online(place) == small
    assert len(names(place)) == 1  # what is half copied must not keep a full disk full
    other = small | {"index.html": b"other"}
    releases.deploy(built(tmp_path / "public", other), order(place, 2))
    assert online(place) == other


def _killed(act: Callable[[], object], step: int) -> Callable[[], None]:
    """Return what is killed before its step number `step`, counted from 1."""

    def work() -> None:
        left = [step]

        def hook(event: str, _: object) -> None:
            left[0] -= event in _STEPS
            if not left[0]:
                os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(hook)
        act()

    return work


@pytest.mark.slow
@needs_fork
@pytest.mark.parametrize("act", ["deploy", "go_back"])
def test_killed_at_any_step_the_old_or_the_new_site_is_there(tmp_path: Path, act: str) -> None:
    """What was left half done is swept by the next."""
    old, new = built(tmp_path / "old", OLD), built(tmp_path / "new", NEW)
    seen = []
    for step in range(1, 1000):
        place = tmp_path / f"www-{step}"
        releases.deploy(old, order(place))
        if act == "go_back":
            releases.deploy(new, order(place, 1))
        before, after = (OLD, {**NEW, **RETAINED}) if act == "deploy" else ({**NEW, **RETAINED}, OLD)

        def work(place: Path = place) -> None:
            releases.deploy(new, order(place, 1)) if act == "deploy" else releases.go_back(order(place))

        code = ended(forked(_killed(work, step)))
        found = online(place)
        assert found == before or found.items() >= after.items(), step
        seen.append(found != before)
        releases.deploy(new, order(place, 2))
        assert online(place).items() >= NEW.items()
        assert not [name for name in names(place) if name.startswith(".")]
        if code == 0:
            break
    assert len(seen) > 12
    assert {True, False} == set(seen)
