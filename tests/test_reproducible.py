"""The same content gives the same bytes: anywhere, with any settings, from scratch or step by step."""

import datetime
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from oma_builder import pipeline
from oma_builder.problems import Problem, has_errors
from oma_builder.progress import silent
from oma_builder.project import Project
from oma_builder.web import site
from tests.built import FULL
from tests.built import TODAY as FULL_DAY
from tests.photos import encoded, photo

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parent.parent
MINIMAL = ROOT / "tests" / "sites" / "minimal" / "content"
CODE = ("build.py", "oma_builder", "templates", "assets")
DAY = datetime.date(2026, 12, 1)

ILLUSTRATION = "illustration: {fichier: atelier.jpg, alt: Un atelier, credit: Exemple}\n"


def tree(folder: Path) -> dict[str, bytes]:
    paths = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def write_content(folder: Path) -> None:
    """Write the smallest valid content, with a photograph."""
    shutil.copytree(MINIMAL, folder)
    (folder / "images" / "atelier.jpg").write_bytes(encoded(photo(120, 80), "JPEG"))
    with (folder / "metiers" / "exemple.yaml").open("a", encoding="utf-8") as metier:
        metier.write(ILLUSTRATION)


def write_project(folder: Path) -> None:
    """Copy the program and its content: a project with a cache of its own."""
    folder.mkdir(parents=True)
    for name in CODE:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, folder / name)
    write_content(folder / "content")


def start(project: Path, environment: dict[str, str], umask: int, *options: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "build.py", "build", "--today", DAY.isoformat(), *options]
    return subprocess.Popen(
        command,
        cwd=project,
        env={**os.environ, **environment},
        umask=umask,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )


def finish(process: subprocess.Popen[bytes], project: Path) -> dict[str, bytes]:
    said, _ = process.communicate()
    assert process.returncode == 0, said.decode()
    return tree(project / "public")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has neither umask nor these locales")
def test_same_bytes_in_another_place_time_zone_language_and_process(tmp_path: Path) -> None:
    here, there = tmp_path / "ici", tmp_path / "là-bas" / "un dossier"
    for project in (here, there):
        write_project(project)
    tongues = {"LC_ALL": "fr_FR.UTF-8", "LANG": "tr_TR.UTF-8", "PYTHONUTF8": "0"}
    processes = [
        start(here, {"TZ": "Pacific/Kiritimati", "LC_ALL": "C", "PYTHONHASHSEED": "1"}, 0o022, "--jobs", "1"),
        start(there, {"TZ": "America/Los_Angeles", "PYTHONHASHSEED": "2"} | tongues, 0o077, "--jobs", "2"),
    ]
    first, second = (finish(process, project) for process, project in zip(processes, (here, there), strict=True))
    assert {name.rpartition(".")[2] for name in first} >= {"html", "pdf", "avif", "webp", "jpg", "svg", "css", "xml"}
    assert first.keys() == second.keys()
    assert [name for name in first if first[name] != second[name]] == []


SETTINGS = (
    ({"TZ": "UTC", "LC_ALL": "C"}, 0o022, "1"),
    ({"TZ": "Pacific/Kiritimati", "LC_ALL": "fr_FR.UTF-8"}, 0o077, "2"),
    ({"TZ": "America/Los_Angeles", "LC_ALL": "tr_TR.UTF-8"}, 0o002, "3"),
    ({"TZ": "Asia/Kathmandu", "LANG": "tr_TR.UTF-8"}, 0o027, "2"),
    ({"TZ": "Europe/Paris", "LANG": "fr_FR.UTF-8"}, 0o022, "5"),
)
"""Time zone and tongue, rights of new files, processes: one of each for every seed."""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has neither umask nor these locales")
def test_same_bytes_under_five_seeds(tmp_path: Path) -> None:
    """Pages, images and archive; `test_hash_seeds` looks at prints."""
    projects = [tmp_path / f"projet {seed}" for seed in range(len(SETTINGS))]
    processes = []
    for seed, (project, (environment, umask, jobs)) in enumerate(zip(projects, SETTINGS, strict=True)):
        write_project(project)
        seeded = environment | {"PYTHONHASHSEED": str(seed)}
        processes.append(start(project, seeded, umask, "--jobs", jobs, "--no-pdf"))
    trees = [finish(process, project) for process, project in zip(processes, projects, strict=True)]
    assert any(name.endswith(".zip") for name in trees[0])
    for other in trees[1:]:
        assert other.keys() == trees[0].keys()
        assert [name for name in other if other[name] != trees[0][name]] == []


def test_files_read_in_another_order_and_touched_give_the_same_bytes(tmp_path: Path) -> None:
    """Neither the order in which a disk lists files nor their dates count."""
    write_content(tmp_path / "a" / "content")
    for path in sorted((tmp_path / "a" / "content").rglob("*"), reverse=True):
        if path.is_file():
            copy = tmp_path / "b" / path.relative_to(tmp_path / "a")
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_bytes(path.read_bytes())
            os.utime(copy, (1_000_000_000, 1_000_000_000))
    trees = []
    for name in ("a", "b"):
        for shared in ("templates", "assets"):
            (tmp_path / name / shared).symlink_to(ROOT / shared)
        project = Project(tmp_path / name, tmp_path / name / "content", tmp_path / name / "public", DAY, with_pdf=False)
        assert pipeline.build(project, silent).problems == ()
        trees.append(tree(project.output))
    assert trees[0] == trees[1]


@pytest.mark.parametrize("pages_only", [False, True])
def test_data_made_after_many_pages_are_the_same_as_beside_few(
    pages_only: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    trees = []
    for most in (0, 5_000):
        monkeypatch.setattr(site, "_MOST_AT_ONCE", most)
        own = tmp_path / f"{most}"
        project = Project(
            ROOT,
            FULL,
            own / "public",
            FULL_DAY,
            with_pdf=False,
            pages_only=pages_only,
            jobs=2,
            cache_apart=own / "cache",
        )
        assert not has_errors(pipeline.build(project, silent).problems)
        trees.append(tree(project.output))
    assert len(trees[0]) > 100
    assert trees[0] == trees[1]


def test_build_without_change_touches_nothing(tmp_path: Path) -> None:
    write_content(tmp_path / "content")
    for shared in ("templates", "assets"):
        (tmp_path / shared).symlink_to(ROOT / shared)
    project = Project(tmp_path, tmp_path / "content", tmp_path / "public", DAY, jobs=2)
    stamps = []
    for _ in range(2):
        assert pipeline.build(project, silent).problems == ()
        paths = (path for folder in ("public", ".cache") for path in (tmp_path / folder).rglob("*"))
        stamps.append({path: (path.stat().st_ino, path.stat().st_mtime_ns) for path in paths})
    assert stamps[0] == stamps[1]


WORDS = st.sampled_from(["fer", "bois", "eau", "été", "œuf"])
METIERS = st.sampled_from(["exemple", "soudeur", "boulanger"])
PAGES = st.sampled_from(["exemple", "aide"])


class Editing(RuleBasedStateMachine):
    """An editor at work: after every other step, the site built on the last one equals a site built from nothing."""

    @initialize()
    def start(self) -> None:
        self.place = Path(tempfile.mkdtemp(prefix="oma-"))
        self.steps = 0
        self.content = self.place / "content"
        write_content(self.content)
        self.metier = (self.content / "metiers" / "exemple.yaml").read_text(encoding="utf-8")
        for shared in ("templates", "assets"):
            (self.place / shared).symlink_to(ROOT / shared)

    def teardown(self) -> None:
        shutil.rmtree(self.place, ignore_errors=True)

    def build(self, name: str) -> tuple[dict[str, bytes], tuple[Problem, ...]]:
        output = self.place / name
        before = tree(output)
        project = Project(self.place, self.content, output, DAY, with_pdf=False)
        problems = pipeline.build(project, silent).problems
        if has_errors(problems):
            assert tree(output) == before
        return tree(output), problems

    @invariant()
    def step_by_step_equals_from_nothing(self) -> None:
        grown, problems = self.build("public")
        self.steps += 1
        if self.steps % 2 and not has_errors(problems):  # from nothing takes ten times as long as one step more
            self.good = tree(self.content)
            return
        (self.place / ".cache").rename(self.place / "kept")
        shutil.rmtree(self.place / "clean", ignore_errors=True)
        clean, found = self.build("clean")
        shutil.rmtree(self.place / ".cache", ignore_errors=True)
        (self.place / "kept").rename(self.place / ".cache")
        assert problems == found
        if has_errors(problems):
            self.undo()
        else:
            assert grown == clean
            self.good = tree(self.content)

    def undo(self) -> None:
        """Bring back the last content without error, as an editor would: most steps must build something."""
        shutil.rmtree(self.content)
        for name, raw in self.good.items():
            (self.content / name).parent.mkdir(parents=True, exist_ok=True)
            (self.content / name).write_bytes(raw)

    def edit(self, path: str, text: str) -> None:
        (self.content / path).parent.mkdir(exist_ok=True)  # the last trade takes its folder along
        (self.content / path).write_text(text, encoding="utf-8")

    @rule(name=METIERS, word=WORDS, draft=st.booleans(), shown=st.booleans())
    def write_metier(self, name: str, word: str, draft: bool, shown: bool) -> None:
        text = self.metier if shown else self.metier.replace(ILLUSTRATION, "")
        text = text.replace("Exemple de soud", f"{name.title()} {word} soud")
        state = "publication: {etat: brouillon}\n" if draft else ""
        self.edit(f"metiers/{name}.yaml", text + state)

    @rule(name=METIERS, other=METIERS)
    def relate(self, name: str, other: str) -> None:
        path = self.content / "metiers" / f"{name}.yaml"
        if path.exists() and "similaires" not in path.read_text(encoding="utf-8"):
            with path.open("a", encoding="utf-8") as metier:
                metier.write(f"similaires: [{other}]\n")

    @rule(name=PAGES, word=WORDS, aim=METIERS)
    def write_page(self, name: str, word: str, aim: str) -> None:
        head = f"---\ntitre: Page {name} {word}\ndescription: Une page.\nmenu: haut\n---\n"
        self.edit(f"pages/{name}.md", f"{head}Voir [ce métier](metier:{aim}).\n")

    @rule(name=METIERS, new=METIERS)
    def rename_metier(self, name: str, new: str) -> None:
        path = self.content / "metiers" / f"{name}.yaml"
        if path.exists():
            path.replace(path.with_stem(new))

    @rule(name=METIERS)
    def delete_metier(self, name: str) -> None:
        (self.content / "metiers" / f"{name}.yaml").unlink(missing_ok=True)

    @rule(name=PAGES)
    def delete_page(self, name: str) -> None:
        (self.content / "pages" / f"{name}.md").unlink(missing_ok=True)

    @rule(height=st.sampled_from([40, 60, 80]))
    def replace_photo(self, height: int) -> None:
        (self.content / "images" / "atelier.jpg").write_bytes(encoded(photo(120, height), "JPEG"))

    @rule(word=WORDS)
    def change_site(self, word: str) -> None:
        text = (MINIMAL / "site.yaml").read_text(encoding="utf-8")
        self.edit("site.yaml", text.replace("Exemple de guide", f"Guide {word}"))

    @precondition(lambda self: (self.content / "metiers" / "exemple.yaml").exists())
    @rule()
    def break_a_file(self) -> None:
        self.edit("metiers/exemple.yaml", "titre: [\n")

    @rule()
    def lose_the_cache(self) -> None:
        shutil.rmtree(self.place / ".cache", ignore_errors=True)
        (self.place / ".cache").mkdir()


TestEditing = Editing.TestCase
TestEditing.settings = settings(max_examples=8, stateful_step_count=8)  # a step is a build or two: a second
