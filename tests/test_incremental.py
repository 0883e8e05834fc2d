"""What is built on the last build is what would be built from nothing, and is built with as little as it takes."""

import datetime
import json
import os
import pickle
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from oma_builder import pipeline
from oma_builder.content import memory, schema
from oma_builder.content.schema import KINDS
from oma_builder.incremental import journal, remembered
from oma_builder.incremental.quick import quickly
from oma_builder.problems import has_errors
from oma_builder.progress import silent
from oma_builder.project import Project, Written
from tests.test_reproducible import tree, write_project
from tests.tools import MINIMAL, ROOT

pytestmark = pytest.mark.slow

FULL = ROOT / "tests" / "sites" / "full" / "content"
DAY = datetime.date(2026, 11, 23)
"""The day on which the full site shows all it has."""
TRADE = "voisin.yaml"
"""A trade of which nothing is said as it is read, but something by a rule."""
LONG_AGO = 1_500_000_000


def aged(folder: Path) -> None:
    """Let everything in a folder be old: its stamps can be trusted, as they can an hour after a save."""
    for path in folder.rglob("*"):
        os.utime(path, (LONG_AGO, LONG_AGO))


def project_in(place: Path, source: Path = FULL, *, printed: bool = False) -> Project:
    """Return a preview of the content `source`, copied, in a root of its own, with templates and assets that may be edited."""
    for name in ("templates", "assets"):
        shutil.copytree(ROOT / name, place / name)
    shutil.copytree(source, place / "content")
    for kind in () if printed else (schema.EDITIONS, schema.VALIDATIONS):  # they know the words of documents
        shutil.rmtree(place / "content" / kind.name, ignore_errors=True)
    return Project(place, place / "content", place / "site", DAY, pages_only=True, jobs=1)


def built(project: Project) -> dict[str, bytes]:
    assert not has_errors(pipeline.build(project, silent).problems)
    return tree(project.output)


def from_nothing(project: Project) -> dict[str, bytes]:
    """Return what the same content gives without any memory, in the same folders but for the output and the cache."""
    with tempfile.TemporaryDirectory(prefix="oma-clean-") as place:
        for name in ("templates", "assets"):
            (Path(place) / name).symlink_to(project.root / name)
        clean = Project(
            Path(place), project.content, Path(place) / "site", project.today, project.address, pages_only=True
        )
        return built(clean)


@pytest.fixture
def preview(tmp_path: Path) -> Project:
    project = project_in(tmp_path)
    built(project)
    return project


def edit(file: Path, change: Callable[[str], str]) -> None:
    text = file.read_text(encoding="utf-8")
    changed = change(text)
    assert changed != text, file
    file.write_text(changed, encoding="utf-8")


def test_nothing_is_done_when_nothing_has_changed(preview: Project) -> None:
    before = {path: path.stat() for path in preview.output.rglob("*")}
    done = quickly(preview)
    assert done
    assert done.value.written
    assert (done.value.written.written, done.value.written.removed) == (0, 0)
    assert {path: path.stat() for path in preview.output.rglob("*")} == before
    assert done.problems == pipeline.build_whole(preview, silent).problems, "what is wrong is said again"


def test_nothing_is_imported_when_nothing_has_changed(tmp_path: Path) -> None:
    write_project(tmp_path / "project")
    command = [sys.executable, "-X", "importtime", "build.py", "--pages-only", "--today", DAY.isoformat()]
    first, second = (
        subprocess.run(command, cwd=tmp_path / "project", capture_output=True, text=True, check=True) for _ in range(2)
    )
    heavy = ("pydantic", "jinja2", "markdown_it", "filelock", "importlib.metadata", "oma_builder.pipeline")
    assert all(name in first.stderr for name in heavy)
    assert not [name for name in heavy if name in second.stderr]
    assert " 0 fichier écrit" in second.stdout


TEXT = re.compile(r"^(?:journee|presentation): [|>].*\n(?:(?:  .*)?\n)*?  (?P<line>\S.*\n)", re.MULTILINE)
BODY = re.compile(r"\A---\n.*?^---\n(?P<rest>.*)\Z", re.MULTILINE | re.DOTALL)


def with_words(file: Path, words: str) -> bool:
    """Put words into the first Markdown text of a file; say whether it has one."""
    text = file.read_text(encoding="utf-8")
    match = TEXT.search(text)
    if match is None:
        return False
    file.write_text(text[: match.end("line") - 1] + f" {words}\n" + text[match.end("line") :], encoding="utf-8")
    return True


def documents(content: Path) -> Iterator[Path]:
    for kind in KINDS:
        yield from sorted((content / kind.name).glob("*.yaml"))


def test_every_text_is_sewn_into_the_pages_that_show_it_and_stands_nowhere_else(preview: Project) -> None:
    """What is not shown, such as a draft, or shows in more than a page's own text, is left to a whole build."""
    sewn = set()
    for number, file in enumerate(documents(preview.content)):
        word = f"canari{number}"
        if not with_words(file, word):
            continue
        done = quickly(preview)
        if done is None:
            built(preview)
        else:
            sewn.add(file.parent.name)
            pages = [
                path for path in preview.output.rglob("*") if path.is_file() and word.encode() in path.read_bytes()
            ]
            assert done.value.written == Written(len(pages), len(tree(preview.output)) - 1 - len(pages), 0), file
    assert tree(preview.output) == from_nothing(preview)
    assert sewn >= {"metiers", "secteurs", "territoires", "evenements", "initiatives", "publics"}


def test_a_text_may_be_sewn_in_twice_and_a_whole_build_goes_on_from_there(preview: Project) -> None:
    file = preview.content / "metiers" / TRADE
    assert with_words(file, "chez [un autre](metier:exemple)")
    built(preview)
    for words in ("et puis", "et *encore*, chez [le même](metier:exemple)", "« enfin »"):
        assert with_words(file, words)
        assert quickly(preview)
        assert tree(preview.output) == from_nothing(preview)
    edit(file, lambda text: text.replace("accroche: Exemple", "accroche: Autre exemple"))
    assert quickly(preview) is None
    assert built(preview) == from_nothing(preview)


def _in_place(project: Project, make: Callable[[Path], None]) -> None:
    file = project.content / "metiers" / TRADE
    file.unlink()
    make(file)


def more_than_words() -> dict[str, Callable[[Project], None]]:
    def metier(change: Callable[[str], str]) -> Callable[[Project], None]:
        return lambda project: edit(project.content / "metiers" / TRADE, change)

    def words(said: str) -> Callable[[Project], None]:
        def write(project: Project) -> None:
            assert with_words(project.content / "metiers" / TRADE, said)

        return write

    metiers = "metiers"
    return {
        "another field": metier(lambda text: text.replace("accroche: Exemple", "accroche: Autre exemple")),
        "a remark in the file alone": lambda project: edit(
            project.content / "site.yaml", lambda text: f"# remarque\n{text}"
        ),
        "a new link": words("voir [l’accueil](liste:accueil)"),
        "a dead link": words("voir [rien](metier:rien)"),
        "something to complain of": words("et ** ceci"),
        "a heading": words("mot\n\n  # Titre"),
        "broken": metier(lambda text: f"{text}\n]"),
        "a new document": lambda project: (
            shutil.copy(project.content / metiers / "voisin.yaml", project.content / metiers / "nouveau.yaml") and None
        ),
        "a document gone": lambda project: (project.content / "publics" / "eleves.yaml").unlink(),
        "a pipe in its place": lambda project: _in_place(project, os.mkfifo),
        "a folder in its place": lambda project: _in_place(project, os.mkdir),
        "a link in its place": lambda project: _in_place(
            project, lambda file: os.symlink(project.content / metiers / "exemple.yaml", file)
        ),
        "a picture": lambda project: edit(
            project.content / "images" / "exemple.svg", lambda text: text.replace("</svg>", "<path d='M0 0h9'/></svg>")
        ),
        "a template": lambda project: edit(
            project.root / "templates" / "web" / "metier.html", lambda text: text.replace("</h2>", "&nbsp;</h2>", 1)
        ),
        "a style sheet": lambda project: edit(
            project.root / "assets" / "css" / "base.css", lambda text: f"{text}a{{color:red}}"
        ),
        "the site": lambda project: edit(
            project.content / "site.yaml", lambda text: text.replace("titre: ", "titre: Autre ", 1)
        ),
        "a page taken away": lambda project: (project.output / "metiers.html").unlink(),
        "a page rewritten": lambda project: (project.output / "metiers.html").write_text("autre", encoding="utf-8"),
        "a file added": lambda project: (project.output / "ajout.txt").write_text("ajout", encoding="utf-8") and None,
        "the cache gone": lambda project: shutil.rmtree(project.cache.root),
    }


@pytest.mark.parametrize("name", more_than_words())
def test_whatever_is_more_than_words_is_left_to_a_whole_build(name: str, preview: Project) -> None:
    more_than_words()[name](preview)
    before = tree(preview.output)
    assert quickly(preview) is None
    assert tree(preview.output) == before, "a refusal leaves all as it was"


def test_another_demand_is_left_to_a_whole_build(preview: Project) -> None:
    place, content, output = preview.root, preview.content, preview.output
    others = (
        Project(place, content, output, DAY + datetime.timedelta(1), pages_only=True),
        Project(place, content, output, DAY, "https://autre.example/", pages_only=True),
        Project(place, content, output, DAY, pages_only=True, for_release=True),
        Project(place, content, output, DAY, with_pdf=False),
        Project(place, content, place / "ailleurs", DAY, pages_only=True),
    )
    assert [quickly(other) for other in others] == [None] * len(others)
    assert quickly(Project(place, content, output, DAY, pages_only=True, jobs=5)), "how many processes changes nothing"


def test_a_printed_edition_knows_every_word(tmp_path: Path) -> None:
    """The page of a trade says what is no longer as it was printed: its words alone do not tell that."""
    project = project_in(tmp_path, printed=True)
    built(project)
    assert with_words(project.content / "metiers" / TRADE, "tout neufs")
    assert quickly(project) is None
    assert built(project) == from_nothing(project)


def test_a_file_written_again_within_a_moment_and_as_long_is_seen(preview: Project) -> None:
    """Neither its size nor its time need tell: this is what `fresh` is for, and the time of its state."""
    file = preview.content / "metiers" / TRADE
    there = file.stat()
    edit(file, lambda text: text.replace("accroche: Exemple", "accroche: exempLE"))
    os.utime(file, ns=(there.st_atime_ns, there.st_mtime_ns))
    assert quickly(preview) is None


def test_what_is_no_file_keeps_nobody_waiting(preview: Project) -> None:
    """A pipe that nobody writes to."""
    os.mkfifo(preview.content / "metiers" / "tuyau.yaml")
    assert quickly(preview) is None
    assert has_errors(pipeline.build(preview, silent).problems)


def test_what_is_released_is_made_anew(preview: Project) -> None:
    released = replace(preview, for_release=True)
    assert remembered.pages(preview).pages
    assert remembered.documents(preview).packed
    assert not remembered.pages(released).pages
    assert not remembered.documents(released).packed


@pytest.mark.parametrize(
    "change",
    [
        lambda told: told.pop("left"),
        lambda told: told["summary"].update(unknown=1),
        lambda told: told["problems"].append({"path": "a"}),
        lambda told: told["inputs"].update(files=[]),
    ],
    ids=["less", "more", "a problem of another shape", "a list"],
)
def test_a_record_that_another_program_wrote_is_as_none(
    change: Callable[[dict[str, Any]], object], preview: Project
) -> None:
    """What a record tells may be other from one version to the next."""
    assert journal.read(preview)
    [key] = [key for key in _keys(preview) if b'"problems"' in (preview.cache.get(key) or b"")]
    told = json.loads(preview.cache.get(key) or b"")
    change(told)
    preview.cache.put(key, json.dumps(told).encode())
    assert journal.read(preview) is None
    assert built(preview) == from_nothing(preview)
    assert quickly(preview)


def _keys(project: Project) -> Iterator[str]:
    root = project.cache.root
    return (f"{file.parent.name}{file.name}" for file in root.glob("[0-9a-f][0-9a-f]/*"))


def test_some_of_a_memory_is_what_all_of_it_holds(preview: Project) -> None:
    known = remembered.documents(preview)
    content = preview.content.name
    paths = {f"{content}/metiers/{TRADE}", f"{content}/site.yaml", f"{content}/metiers/inconnu.yaml"}
    seal, some = remembered.some_documents(preview, known.program, paths)
    every = {key.rpartition(" ")[0]: memory.unpack(packed) for key, packed in known.packed.items()}
    assert seal == known.seal
    assert some == {path: every[path] for path in paths & every.keys()}
    assert len(some) == 2
    assert remembered.some_documents(preview, "autre", paths) == (memory.Memory().seal, {})


class _Bomb:
    def __init__(self, place: Path) -> None:
        self.place = place

    def __reduce__(self) -> tuple[Callable[[str], None], tuple[str]]:
        return os.mkdir, (str(self.place),)


def test_nothing_foreign_gets_in_with_what_is_remembered(preview: Project, tmp_path: Path) -> None:
    known = remembered.documents(preview)
    assert known.packed, "something was remembered"
    bombs = memory.Memory({key: pickle.dumps(_Bomb(tmp_path / "explosion")) for key in known.packed}, known.program)
    remembered.keep_documents(preview, memory.Memory(), bombs)
    assert remembered.documents(preview) == bombs
    edit(preview.content / "site.yaml", lambda text: text.replace("titre: ", "titre: Autre ", 1))
    assert built(preview) == from_nothing(preview)
    assert not (tmp_path / "explosion").exists()


@pytest.mark.parametrize("thing", [os.system, memory.pack, Path, pickle.Unpickler])
def test_a_memory_holds_documents_alone(thing: object) -> None:
    with pytest.raises(pickle.UnpicklingError):
        memory.unpack(pickle.dumps(thing))


def test_another_program_remembers_nothing(tmp_path: Path) -> None:
    """One word of the program's own, in a copy of it."""
    project = tmp_path / "project"
    write_project(project)
    command = [sys.executable, "build.py", "--pages-only", "--today", DAY.isoformat()]
    subprocess.run(command, cwd=project, check=True, capture_output=True)
    edit(project / "oma_builder" / "web" / "pages.py", lambda text: text.replace("Page introuvable", "Page perdue"))
    subprocess.run(command, cwd=project, check=True, capture_output=True)
    grown = tree(project / "public")
    shutil.rmtree(project / ".cache")
    shutil.rmtree(project / "public")
    subprocess.run(command, cwd=project, check=True, capture_output=True)
    assert grown == tree(project / "public")
    assert any(b"Page perdue" in content for content in grown.values())


KIND_NAMES = st.sampled_from([kind.name for kind in KINDS if kind.name not in ("editions", "recrutement")])
WORDS = st.sampled_from(["fer", "bois", "été", "« œuf »", "*eau*"])
RANKS = st.integers(0, 5)


class Previewing(RuleBasedStateMachine):
    """An editor and a developer at work: whatever they do, the preview equals one that is built from nothing."""

    @initialize(printed=st.booleans())
    def start(self, printed: bool) -> None:
        self.place = Path(tempfile.mkdtemp(prefix="oma-"))
        self.project = project_in(self.place, printed=printed)
        self.good = tree(self.project.content)

    def teardown(self) -> None:
        shutil.rmtree(self.place, ignore_errors=True)

    @invariant()
    def preview_equals_one_from_nothing(self) -> None:
        before = tree(self.project.output)
        problems = pipeline.build(self.project, silent).problems
        if has_errors(problems):
            assert tree(self.project.output) == before
            self.undo()
            problems = pipeline.build(self.project, silent).problems
        assert tree(self.project.output) == from_nothing(self.project)
        self.good = tree(self.project.content)

    def undo(self) -> None:
        shutil.rmtree(self.project.content)
        for name, raw in self.good.items():
            (self.project.content / name).parent.mkdir(parents=True, exist_ok=True)
            (self.project.content / name).write_bytes(raw)

    def one(self, kind: str, rank: int) -> Path | None:
        files = sorted(path for path in (self.project.content / kind).glob("*") if path.suffix in (".yaml", ".md"))
        return files[rank % len(files)] if files else None

    @rule(kind=KIND_NAMES, rank=RANKS, word=WORDS)
    def write_words(self, kind: str, rank: int, word: str) -> None:
        if file := self.one(kind, rank):
            with_words(file, word)

    @rule(kind=KIND_NAMES, rank=RANKS, word=WORDS)
    def rename_its_thing(self, kind: str, rank: int, word: str) -> None:
        if file := self.one(kind, rank):
            text = file.read_text(encoding="utf-8")
            named = re.sub(
                r"^(nom|titre|intitule|accroche): (\w.*)$", rf"\1: \2 {word.strip('«» *')}", text, count=1, flags=re.M
            )
            file.write_text(named, encoding="utf-8")

    @rule(kind=KIND_NAMES, rank=RANKS)
    def copy(self, kind: str, rank: int) -> None:
        if file := self.one(kind, rank):
            text = file.read_text(encoding="utf-8")
            changed = re.sub(r"^(nom|titre|intitule): (\w.*)$", r"\1: \2 copie", text, count=1, flags=re.M)
            file.with_stem(f"{file.stem}-copie").write_text(changed, encoding="utf-8")

    @rule(kind=KIND_NAMES, rank=RANKS)
    def rename_its_file(self, kind: str, rank: int) -> None:
        if file := self.one(kind, rank):
            file.replace(file.with_stem(f"{file.stem}-bis"))

    @rule(kind=KIND_NAMES, rank=RANKS)
    def delete(self, kind: str, rank: int) -> None:
        if file := self.one(kind, rank):
            file.unlink()

    @rule(kind=KIND_NAMES, rank=RANKS)
    def swap_two(self, kind: str, rank: int) -> None:
        first, second = self.one(kind, rank), self.one(kind, rank + 1)
        if first and second and first != second:
            texts = first.read_bytes(), second.read_bytes()
            first.write_bytes(texts[1])
            second.write_bytes(texts[0])

    @rule(word=WORDS)
    def change_a_template(self, word: str) -> None:
        edit(self.place / "templates" / "web" / "metier.html", lambda text: text.replace("</h1>", f" {word}</h1>"))

    @rule(size=st.integers(1, 9))
    def change_an_asset(self, size: int) -> None:
        with (self.place / "assets" / "css" / "base.css").open("a", encoding="utf-8") as sheet:
            sheet.write(f"hr{{margin:{size}px}}")

    @rule(word=WORDS)
    def change_the_site(self, word: str) -> None:
        edit(
            self.project.content / "site.yaml",
            lambda text: text.replace("slogan: ", f"slogan: {word.strip('«» *')} ", 1),
        )

    @rule(days=st.integers(1, 400))
    def let_days_pass(self, days: int) -> None:
        old = self.project
        self.project = Project(
            old.root, old.content, old.output, DAY + datetime.timedelta(days), pages_only=True, jobs=1
        )

    @rule()
    def touch_everything(self) -> None:
        aged(self.project.content)

    @precondition(lambda self: self.project.output.exists())
    @rule(rank=st.integers(0, 40))
    def spoil_a_page(self, rank: int) -> None:
        pages = sorted(self.project.output.rglob("*.html"))
        pages[rank % len(pages)].write_text("gâché", encoding="utf-8")


TestPreviewing = Previewing.TestCase
TestPreviewing.settings = settings(max_examples=6, stateful_step_count=10)  # a step is two builds


def test_the_minimal_site_is_previewed_too(tmp_path: Path) -> None:
    project = project_in(tmp_path, MINIMAL)
    built(project)
    assert with_words(project.content / "metiers" / "exemple.yaml", "encore")
    assert quickly(project)
    assert tree(project.output) == from_nothing(project)
