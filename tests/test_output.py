"""Publishing: one folder, switched whole, that never takes away what it did not make."""

import os
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from oma_builder import pipeline
from oma_builder.artifact import Artifact, BigArtifact
from oma_builder.problems import BuildError, ExitCode
from oma_builder.progress import silent
from oma_builder.project import Project, Written
from oma_builder.publish import output
from oma_builder.publish.target import MANIFEST, check_prints, check_target

ROOT = Path(__file__).resolve().parent.parent
MINIMAL = ROOT / "tests" / "sites" / "minimal" / "content"

OLD = {"index.html": b"old home", "metiers/soudeur.html": b"welder", "metiers/vieux.html": b"stale", "a/b/c.css": b"a"}
NEW = {"index.html": b"new home", "metiers/soudeur.html": b"welder", "pages/neuf.html": b"new"}


def site(files: dict[str, bytes]) -> tuple[Artifact, ...]:
    return output.plan(Artifact(route, content) for route, content in files.items()).value


def tree(folder: Path) -> dict[str, bytes]:
    paths = (path for path in folder.rglob("*") if path.is_file() and path.name != MANIFEST)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def stamps(folder: Path) -> dict[str, tuple[int, int]]:
    """Return inode and time of change of a folder and of all that is in it."""
    return {str(path): (path.lstat().st_ino, path.lstat().st_mtime_ns) for path in (folder, *folder.rglob("*"))}


@pytest.fixture
def public(tmp_path: Path) -> Path:
    """Give an old site, alone in its folder."""
    target = tmp_path / "www" / "public"
    output.write(site(OLD), target)
    return target


def test_first_site_is_written_with_its_folders(tmp_path: Path) -> None:
    target = tmp_path / "not" / "yet" / "there"
    assert output.write(site(OLD), target) == Written(4, 0, 0)
    assert tree(target) == OLD
    assert os.listdir(target.parent) == ["there"]


def test_second_site_replaces_the_first_and_drops_its_stale_files_and_folders(public: Path) -> None:
    assert output.write(site(NEW), public) == Written(2, 1, 2)
    assert tree(public) == NEW
    assert sorted(os.listdir(public)) == [MANIFEST, "index.html", "metiers", "pages"]
    assert os.listdir(public.parent) == ["public"]


def test_unchanged_file_keeps_its_inode_and_time(public: Path) -> None:
    before = stamps(public)
    output.write(site(NEW), public)
    after = stamps(public)
    kept, changed = (str(public / name) for name in ("metiers/soudeur.html", "index.html"))
    assert after[kept] == before[kept]
    assert after[changed] != before[changed]


def test_write_without_change_touches_nothing(public: Path) -> None:
    before = stamps(public)
    assert output.write(site(OLD), public) == Written(0, 4, 0)
    assert stamps(public) == before
    assert os.listdir(public.parent) == ["public"]


def test_a_big_file_is_copied_when_it_is_new_or_another(tmp_path: Path) -> None:
    source, public = tmp_path / "film.mp4", tmp_path / "public"
    source.write_bytes(b"film")

    def publish(seal: str) -> Written:
        return output.write(output.plan([BigArtifact("films/a.mp4", source, seal)]).value, public)

    assert publish("1").written == 1
    assert tree(public) == {"films/a.mp4": b"film"}
    before = stamps(public)
    assert publish("1").written == 0
    assert stamps(public) == before
    source.write_bytes(b"mlif")  # as long as the other
    assert publish("2").written == 1
    assert tree(public) == {"films/a.mp4": b"mlif"}
    time = source.stat().st_mtime_ns
    source.write_bytes(b"rest")  # as long, and as old: what a copy that keeps times brings back
    os.utime(source, ns=(time, time))
    assert publish("3").written == 1
    assert tree(public) == {"films/a.mp4": b"rest"}


def test_old_folder_still_open_elsewhere_is_not_modified(public: Path) -> None:
    """A server that reads the old folder while it is replaced sees old bytes only."""
    with (public / "index.html").open("rb") as page:
        output.write(site(NEW), public)
        assert page.read() == b"old home"


def test_foreign_file_added_later_is_kept(public: Path) -> None:
    (public / "metiers" / "stats.txt").write_bytes(b"mine")
    (public / "CNAME").write_bytes(b"oma.example")
    output.write(site(NEW), public)
    assert tree(public) == NEW | {"metiers/stats.txt": b"mine", "CNAME": b"oma.example"}


def test_foreign_link_is_kept_as_a_link(public: Path, tmp_path: Path) -> None:
    (tmp_path / "films").mkdir()
    links = {"films": tmp_path / "films", "nowhere": tmp_path / "nowhere", "home.html": Path("index.html")}
    for name, aim in links.items():
        (public / name).symlink_to(aim)
    output.write(site(NEW), public)
    assert {name: (public / name).readlink() for name in links if (public / name).is_symlink()} == links


def test_file_becomes_a_folder_and_back(tmp_path: Path) -> None:
    target = tmp_path / "public"
    for files in ({"x": b"1"}, {"x/y": b"2"}, {"x": b"3"}):
        output.write(site(files), target)
        assert tree(target) == files


@pytest.mark.parametrize("damage", ["{", "[]", '{"files": 3}', ""])
def test_a_damaged_manifest_stops_the_build_and_loses_nothing(public: Path, damage: str) -> None:
    """Without its list, a page that may no longer be shown looks like a file that somebody added."""
    (public / MANIFEST).write_text(damage)
    for act in (lambda: output.write(site(NEW), public), lambda: output.remove(public)):
        with pytest.raises(BuildError, match="abîmée") as caught:
            act()
        assert caught.value.exit_code == ExitCode.USAGE
    assert tree(public) == OLD


def test_remove_takes_away_what_was_built_and_nothing_else(public: Path) -> None:
    (public / "metiers" / "stats.txt").write_bytes(b"mine")
    assert output.remove(public)
    assert tree(public) == {"metiers/stats.txt": b"mine"}
    assert not output.remove(public)


def test_remove_never_leaves_the_folder(public: Path, tmp_path: Path) -> None:
    """Whoever can write a manifest cannot make us delete elsewhere."""
    precious = tmp_path / "precious.txt"
    precious.write_bytes(b"mine")
    (public / MANIFEST).write_text(f'{{"files": {{"../../precious.txt": "", "{precious}": ""}}}}')
    output.remove(public)
    assert precious.exists()


def test_output_may_be_a_link_to_a_folder(public: Path, tmp_path: Path) -> None:
    link = tmp_path / "link"
    link.symlink_to(public)
    check_target(link, MINIMAL)
    output.write(site(NEW), link)
    assert link.is_symlink()
    assert tree(public) == NEW


@pytest.mark.parametrize(
    ("routes", "blamed"),
    [
        (["a.html", "a.html"], ["a.html"]),
        (["a.html", "A.html"], ["a.html"]),
        (["\u00e9.html", "e\u0301.html"], ["\u00e9.html"]),
        (["guide", "guide/oma.pdf"], ["guide/oma.pdf"]),
        (["Guide", "guide/a/b.pdf"], ["guide/a/b.pdf"]),
        (["a.html", "b.html", "a/b.html", "ab/c"], []),
    ],
)
def test_two_files_for_one_path_are_found_before_writing(routes: list[str], blamed: list[str]) -> None:
    planned, problems = output.plan(Artifact(route, b"", f"content/{i}.yaml") for i, route in enumerate(routes))
    assert [artifact.route for artifact in planned] == sorted(routes)
    assert [(problem.code, problem.line) for problem in problems] == [("chemins-en-collision", 0)] * len(blamed)
    assert all(f"« {route} »" in problem.message for route, problem in zip(blamed, problems, strict=True))


def test_collision_blames_the_authors_file_and_names_the_other() -> None:
    (problem,) = output.plan([Artifact("x.html", b"", "content/pages/x.md"), Artifact("x.html", b"")]).problems
    assert (problem.path, problem.line, problem.code) == ("content/pages/x.md", 0, "chemins-en-collision")
    assert "« x.html »" in problem.message
    assert "une page du guide" in problem.message
    (problem,) = output.plan([Artifact("x.html", b"", "a.md"), Artifact("x.html", b"", "b.md")]).problems
    assert (problem.path, "a.md" in problem.message) == ("b.md", True)


def _folder(*names: str) -> Callable[[Path], Path]:
    """Return what makes a folder `out` that holds these files, beside a content folder."""

    def make(root: Path) -> Path:
        (root / "content").mkdir()
        for name in names:
            (root / "out" / name).parent.mkdir(parents=True, exist_ok=True)
            (root / "out" / name).write_bytes(b"mine")
        return root / "out"

    return make


def _inside_content(root: Path) -> Path:
    (root / "content").mkdir()
    return root / "content" / "public"


def _link_into_content(root: Path) -> Path:
    (root / "content" / "public").mkdir(parents=True)
    (root / "link").symlink_to(root / "content" / "public")
    return root / "link"


REFUSED: dict[str, Callable[[Path], Path]] = {
    "foreign folder": _folder("photo.jpg"),
    "a file": lambda root: _folder("photo.jpg")(root) / "photo.jpg",
    "git": _folder(MANIFEST, ".git/HEAD"),
    "worktree": _folder(MANIFEST, ".git"),
    "project": _folder(MANIFEST, "pyproject.toml"),
    "root": lambda _: Path("/"),
    "home": lambda _: Path.home(),
    "around content": lambda root: root,
    "content itself": lambda root: _inside_content(root).parent,
    "inside content": _inside_content,
    "link into content": _link_into_content,
}


@pytest.mark.parametrize("check", [check_target, check_prints])
@pytest.mark.parametrize("make", REFUSED.values(), ids=REFUSED.keys())
def test_folder_that_is_not_ours_is_refused_and_untouched(
    make: Callable[[Path], Path], check: Callable[[Path, Path], None], tmp_path: Path
) -> None:
    target = make(tmp_path)
    before = stamps(tmp_path)
    with pytest.raises(BuildError, match="est refusé") as refused:
        check(target, tmp_path / "content")
    assert refused.value.exit_code is ExitCode.USAGE
    assert stamps(tmp_path) == before


@pytest.mark.parametrize("make", [_folder(), _folder(MANIFEST), _folder(MANIFEST, "index.html")])
def test_new_empty_or_built_folder_is_accepted(make: Callable[[Path], Path], tmp_path: Path) -> None:
    check_target(make(tmp_path), tmp_path / "content")


@pytest.mark.parametrize("make", [_folder(), _folder("oma-guide.pdf", "fiches/a.pdf", ".DS_Store", "Thumbs.db")])
def test_new_folder_or_one_of_prints_takes_more_of_them(make: Callable[[Path], Path], tmp_path: Path) -> None:
    check_prints(make(tmp_path), tmp_path / "content")


@pytest.mark.parametrize("inside", ["", "guide"])
def test_prints_do_not_go_into_the_site(inside: str, tmp_path: Path) -> None:
    """They are for paper, and may name films that must not be online."""
    site = _folder(MANIFEST, "guide/oma-guide.pdf")(tmp_path)
    with pytest.raises(BuildError, match="c’est le site"):
        check_prints(site / inside, tmp_path / "content")


@pytest.mark.parametrize("name", ["x" * 300, "loop", "file/below"])
def test_name_that_no_disk_takes_is_a_build_error(tmp_path: Path, name: str) -> None:
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    (tmp_path / "file").touch()

    def publish() -> None:
        check_target(tmp_path / name, tmp_path / "content")
        output.write(site(NEW), tmp_path / name)

    with pytest.raises(BuildError):
        publish()


def test_build_refuses_a_foreign_folder_before_it_starts(tmp_path: Path) -> None:
    target = _folder("photo.jpg")(tmp_path)
    before = stamps(target)
    with pytest.raises(BuildError):
        pipeline.build(Project(ROOT, MINIMAL, target, date(2026, 12, 1)), silent)
    assert stamps(target) == before
