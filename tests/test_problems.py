"""Each mistake an author can make, beside what the program says of it: `problems/<code>[--variant]/`.

`in/` holds the files that differ from `sites/minimal/content`; an empty `X.deleted` removes X. What Git or
some disk cannot hold (a pipe, a link, another encoding, a name that Windows reserves) is made by `MADE`.
"""

import ast
import base64
import datetime
import hashlib
import os
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from oma_builder import pipeline
from oma_builder.problems import as_text, count_line, has_errors
from oma_builder.progress import silent
from oma_builder.project import Project
from tests.conftest import Golden
from tests.filming import Take, shoot
from tests.photos import encoded, exif, photo
from tests.tools import MINIMAL, ROOT, need, need_french, workshop

pytestmark = pytest.mark.slow

CASES = Path(__file__).parent / "problems"
EVERY = sorted(case.name for case in CASES.iterdir())
NAMES = [name for name in EVERY if not name.startswith(("bmo-", "import-", "contacts-", "lien-externe-"))]
"""What `check` tells; `test_survey.py`, `test_rome.py`, `test_tables.py`, `test_contacts.py`, `test_guard.py` and `test_links.py` hold what others say."""
FOUND_FOR_RELEASE = {"a-completer", "accord-manquant", "convention-terminee", "audit-absent", "exemple-a-retirer"}
FOUND_BY_SPELLING = {"orthographe"}
FOUND_BY_PRINTING = {"fiche-trop-longue", "fiche-trop-longue--cahier", "photo-peu-definie"}
TODAY = datetime.date(2026, 11, 23)

METIER, PAGE, PHOTO = "metiers/exemple.yaml", "pages/exemple.md", "images/photo.jpg"
HOOK = "Un métier d'exemple."
MAIN = "{% block main %}"

Made = Callable[[Path], object]


def _recoded(encoding: str) -> Made:
    def make(content: Path) -> None:
        text = (content / METIER).read_text(encoding="utf-8")
        (content / METIER).write_bytes(text.encode(encoding))

    return make


def _with_sign(sign: str) -> Made:
    def make(content: Path) -> None:
        text = (content / METIER).read_text(encoding="utf-8")
        (content / METIER).write_text(text.replace(HOOK, f"Un métier{sign}d'exemple."), encoding="utf-8")

    return make


def _copied(file: str, name: str) -> Made:
    return lambda content: shutil.copy(content / file, (content / file).with_name(name))


def _written(file: str, raw: bytes) -> Made:
    return lambda content: (content / file).write_bytes(raw)


def _folder(file: str) -> Made:
    def make(content: Path) -> None:
        (content / file).unlink(missing_ok=True)
        (content / file).mkdir()

    return make


def _another_film(content: Path) -> None:
    """Put a file of another weight where the film should be."""
    (content.parent / "films").mkdir()
    (content.parent / "films" / "exemple.mp4").write_bytes(b"exemple")


def _filmed(**changes: Any) -> Made:
    """Put a real film where one should be, and its weight and digest in its document."""

    def make(content: Path) -> None:
        film = shoot(content.parent / "films" / "exemple.mp4", Take(seconds=2, size=(640, 360), **changes))
        Image.new("RGB", (640, 360)).save(film.with_suffix(".jpg"))
        document = content / "films" / "exemple.yaml"
        text = document.read_text(encoding="utf-8").replace("1" * 64, hashlib.sha256(film.read_bytes()).hexdigest())
        document.write_text(text.replace("octets: 1000", f"octets: {film.stat().st_size}"), encoding="utf-8")

    return make


def _link(file: str, target: str) -> Made:
    def make(content: Path) -> None:
        elsewhere = shutil.move(content / target, content.parent / "ailleurs")
        (content / file).symlink_to(elsewhere)

    return make


def _renamed(content: Path) -> None:
    """Let Git know the trade, then give its file another name."""
    need("git")
    git = ("git", "-C", str(content), "-c", "user.name=Exemple", "-c", "user.email=exemple@exemple.fr")
    for command in (["init", "-q"], ["add", "."], ["commit", "-qm", "Exemple"]):
        subprocess.run([*git, *command], check=True)
    (content / METIER).rename(content / METIER.replace("exemple", "soudeur"))


def _twins(content: Path) -> None:
    twin = content / "metiers" / "Exemple.yaml"
    if twin.exists():
        pytest.skip("this disk does not tell Exemple.yaml from exemple.yaml")
    shutil.copy(content / METIER, twin)


def _photo(form: str, size: tuple[int, int], cut: int = 0) -> Made:
    def make(content: Path) -> None:
        file = content / PHOTO
        Image.effect_noise(size, 90).save(file, form)
        os.truncate(file, file.stat().st_size - cut)

    return make


def _cut_photo(content: Path) -> None:
    _photo("JPEG", (300, 300), cut=5_000)(content)
    page = content / PAGE
    page.write_text(page.read_text(encoding="utf-8") + "\n![Un exemple](photo.jpg)\n", encoding="utf-8")


def _noise(count: int) -> str:
    """Return words that no compression makes much shorter, always the same."""
    digests = (hashlib.sha256(str(rank).encode()) for rank in range(count))
    return " ".join(base64.b32encode(digest.digest()).decode().strip("=").lower() for digest in digests)


def _with_day(day: str) -> Made:
    def make(content: Path) -> None:
        text = (content / METIER).read_text(encoding="utf-8")
        (content / METIER).write_text(text.replace("Exemple de journée.", day), encoding="utf-8")

    return make


def _with_ours(file: str, added: str, after: str = "") -> Made:
    """Add to a file of ours (at its head, or after a mark) in a copy that this project alone has."""

    def make(content: Path) -> None:
        folder = content.parent / "project" / file.partition("/")[0]
        folder.unlink()
        shutil.copytree(ROOT / folder.name, folder)
        ours = folder.parent / file
        text = ours.read_text(encoding="utf-8")
        assert after in text
        ours.write_text(text.replace(after, after + added, 1), encoding="utf-8")

    return make


MADE: dict[str, Made] = {
    "adresse-perdue": _renamed,
    "caractere-invisible": _with_sign("\x07"),
    "caractere-invisible--separateur": _with_sign("\u2028"),
    "caractere-invisible--u0085": _with_sign("\x85"),
    "caractere-invisible--uffff": _with_sign("\uffff"),
    "encodage": _recoded("latin-1"),
    "encodage--pas-du-texte": _written(METIER, b"\x89PNG\r\n\x1a\n\x00"),
    "encodage--utf-16": _recoded("utf-16"),
    "film-different": _another_film,
    "film-different--affiche": _filmed(),
    "film-different--duree": _filmed(),
    "film-non-prepare": _filmed(tags={"location": "+43.6043+001.4437/", "com.apple.quicktime.model": "Exemple"}),
    "film-non-prepare--codec": _filmed(codec="libx265"),
    "fichier-trop-gros": _written(METIER, b"# trop long\n" * 100_000),
    "image-format": _photo("PNG", (8, 5)),
    "image-illisible": _written(PHOTO, b"Un exemple de texte, pas une photo.\n"),
    "image-illisible--tronquee": _cut_photo,
    "image-trop-grande": _photo("PNG", (20_001, 1)),
    "lien-symbolique": _link(PAGE, PAGE),
    "lien-symbolique--dossier": _link("pages", "pages"),
    "nom-en-double": _twins,
    "nom-en-double--accents": _copied("formations/exemple.yaml", "éxemple.yaml"),
    "nom-interdit--cyrillique": _copied(PAGE, "exempl\u0435-deux.md"),
    "nom-interdit--trop-long": _copied(PAGE, "exemple" * 9 + ".md"),
    "nom-interdit--windows": _copied(PAGE, "con.md"),
    "photo-localisee": _written(PHOTO, encoded(photo(60, 40), "JPEG", exif=exif())),
    "photo-peu-definie": _photo("JPEG", (400, 300)),
    "page-trop-lourde--elements": _with_day("\n\n".join(["Exemple.", *(["  Exemple."] * 300)])),
    "page-trop-lourde--gabarit": _with_ours("templates/web/metiers.html", "<hr>" * 600, MAIN),
    "page-trop-lourde--fichiers": _with_ours(
        "templates/web/metier.html", "".join(f'<img src="{rank}.svg" alt="">' for rank in range(8)), MAIN
    ),
    "page-trop-lourde": _with_day(_noise(400)),
    "pas-un-fichier": _folder("pages/dossier.md"),
    "pas-un-fichier--site": _folder("site.yaml"),
    "pas-un-fichier--tube": lambda content: os.mkfifo(content / "metiers" / "tube.yaml"),
    "gabarit-trop-lourd": _with_ours("templates/web/base.html", "<hr>" * 100, "<body>"),
    "code-trop-lourd": _with_ours("assets/js/shell/10-base.js", f"// {_noise(400)}\n"),
    "code-trop-lourd--style": _with_ours("assets/css/base.css", f".exemple{{--exemple:'{_noise(400)}'}}"),
}


_MEASURED = re.compile(r"\b(compte|demande|pèse) [\d\u202f]+")
"""What a page holds, which moves with every template; the expected texts say N."""


def content_of(case: str, folder: Path) -> Path:
    """Return the minimal content with the mistakes of `case`."""
    content = shutil.copytree(MINIMAL, folder / "content")
    overlay = CASES / case / "in"
    if overlay.is_dir():
        shutil.copytree(overlay, content, dirs_exist_ok=True)
    for mark in sorted(content.rglob("*.deleted")):
        mark.with_suffix("").unlink()
        mark.unlink()
    if case in MADE:
        MADE[case](content)
    return content


def project_of(case: str, folder: Path) -> Project:
    root = workshop(folder / "project")
    return Project(
        root,
        content_of(case, folder),
        folder / "public",
        TODAY,
        pages_only=case not in FOUND_BY_PRINTING,
        for_release=case.partition("--")[0] in FOUND_FOR_RELEASE,
        with_spelling=bool(case in FOUND_BY_SPELLING and need_french()),
    )


@pytest.mark.parametrize("case", NAMES)
def test_mistake_is_told_in_these_words(case: str, tmp_path: Path, golden: Golden) -> None:
    """Run the real stages and compare every problem, then the count."""
    problems = pipeline.check(project_of(case, tmp_path), silent).problems
    lines = [_MEASURED.sub(r"\1 N", line) for line in (*map(as_text, problems), count_line(problems))]
    golden(CASES / case / "expected.txt", "\n".join(lines) + "\n")
    assert case.partition("--")[0] in {problem.code for problem in problems}


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder that a first, good build of the minimal site made."""
    folder = tmp_path_factory.mktemp("published")
    project = Project(workshop(folder / "project"), MINIMAL, folder / "public", TODAY, pages_only=True)
    assert pipeline.build(project, silent).problems == ()
    return project.output


@pytest.mark.parametrize("case", NAMES)
def test_failed_build_leaves_the_published_site_alone(case: str, published: Path, tmp_path: Path) -> None:
    """Build over a good site: with an error, not one byte or name may change."""
    project = project_of(case, tmp_path)
    shutil.copytree(published, project.output)
    summary, problems = pipeline.build(project, silent)
    assert (summary.written is None) == has_errors(problems)
    if has_errors(problems):
        assert _bytes(project.output) == _bytes(published)


def _bytes(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_minimal_site_has_no_problem(tmp_path: Path) -> None:
    """Everything else in this file is a difference from it."""
    project = Project(workshop(tmp_path / "project"), MINIMAL, tmp_path / "public", TODAY, strict=True)
    assert pipeline.check(project, silent).problems == ()


def test_every_code_has_its_directory() -> None:
    """A code that is new, renamed or gone asks for the same of its directory."""
    assert {name.partition("--")[0] for name in EVERY} == _codes()


def test_made_mistakes_have_their_directory() -> None:
    """A renamed directory would otherwise show the minimal site without its mistake."""
    assert set(NAMES) >= {*MADE, *FOUND_BY_PRINTING}


_REPORTERS = {
    "Problem": 2,
    "PydanticCustomError": 0,
    "problem": 1,
    "warning": 1,
    "information": 1,
    "report": 1,
    "shaped": 1,
    "add": 1,
    "_of_head": 1,
    "_too_heavy": 0,
}
"""Where each function that makes a problem takes its code; the test above notices one that is missing here."""


def _codes() -> set[str]:
    """Return every problem code of the source: an argument of a reporter, or the head of a tuple (code, message…)."""
    trees = (ast.parse(path.read_text(encoding="utf-8")) for path in (ROOT / "oma_builder").rglob("*.py"))
    return {code for tree in trees for node in ast.walk(tree) for code in _codes_at(node)}


def _codes_at(node: ast.AST) -> Iterator[str]:
    candidates: list[ast.expr] = []
    if isinstance(node, ast.Call):
        name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        place = _REPORTERS.get(name, len(node.args))
        candidates = node.args[place : place + 1]
    elif isinstance(node, ast.Return | ast.IfExp):
        tuples = (node.value,) if isinstance(node, ast.Return) else (node.body, node.orelse)
        candidates = [item.elts[0] for item in tuples if isinstance(item, ast.Tuple) and len(item.elts) in (2, 3)]
    for candidate in candidates:
        if isinstance(candidate, ast.Constant) and re.fullmatch(r"[a-z]+(-[a-z0-9]+)*", str(candidate.value)):
            yield str(candidate.value)
