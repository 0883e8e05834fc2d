"""One document of each kind, changed in its form in Chromium: all that nobody touched says what it said, byte by byte."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Route, sync_playwright

from oma_builder.content import documents, parser
from oma_builder.content.kind import Kind
from oma_builder.content.kinds.base import Author
from oma_builder.content.schema import SINGLES
from oma_builder.editor import form_fields, forms, json_schema
from tests.desk import Desk, serving, sitting
from tests.hosts import free_port
from tests.tools import ROOT, chromium

pytestmark = [pytest.mark.browser, pytest.mark.slow]

FULL = ROOT / "tests" / "sites" / "full" / "content"
REMARK = "# une remarque de l’équipe\n"
TRAPS = {
    "metiers": ("accroche: ", "accroche: NO\n# "),
    "regles": ("texte: ", "texte: 12:30\n# "),
    "initiatives": ("accroche: ", "accroche: 09\n# "),
    "acteurs": ("role: ", "role: 1.10\n# "),
    "site": ("slogan: ", "slogan: ~\n# "),
}
"""Values that YAML takes for something else than the text that they are, in the place of others, which become remarks."""

TOUCHED = {
    "glossaire": ("revu_le", "2026-11-22"),
    "orthographe": ("mots", "retouche"),
    "recherche": ("expressions.0.vaut", "retouche"),
}
"""What is changed in kinds that have no title."""

KINDS = [*forms.WRITTEN, *SINGLES]


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The full site, with a remark on top of each document, and with traps."""
    made = Path(shutil.copytree(FULL, tmp_path_factory.mktemp("trip") / "content"))
    for kind in KINDS:
        for file in files(made, kind):
            text = file.read_text(encoding="utf-8")
            text = text.replace("---\n", f"---\n{REMARK}", 1) if file.suffix == ".md" else REMARK + text
            file.write_text(text.replace(*TRAPS.get(kind.name, ("\0", "")), 1), encoding="utf-8")
    return made


def files(content: Path, kind: Kind[Author]) -> list[Path]:
    return [content / kind.file] if kind in SINGLES else sorted((content / kind.name).glob(f"*{kind.suffix}"))


def document(content: Path, kind: Kind[Author]) -> Path:
    """The document of a kind that says most."""
    return max(files(content, kind), key=lambda file: file.stat().st_size)


@pytest.fixture(scope="module")
def desk(content: Path) -> Iterator[Desk]:
    with serving(content.parent / "project", content, free_port()) as address, sync_playwright() as tool:
        browser = tool.chromium.launch(executable_path=chromium(), args=["--no-sandbox", "--disable-gpu"])
        with sitting(browser, address) as made:
            made.open()
            yield made
            assert made.strangers == []
        browser.close()


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_nothing_is_lost(desk: Desk, content: Path, kind: Kind[Author]) -> None:
    file = document(content, kind)
    before = file.read_text(encoding="utf-8")
    touched, text = TOUCHED.get(kind.name) or (
        form_fields.title_path(json_schema.fields(kind.model)),
        "Exemple retouche",
    )
    folder = "_singletons" if kind in SINGLES else kind.name
    written: list[str] = []

    def remember(route: Route) -> None:
        written.append((route.request.post_data_buffer or b"").decode())
        route.continue_()

    desk.go(f"{folder}/entries/{kind.name if kind in SINGLES else file.stem}")
    desk.page.route("**/admin/folder/**", remember)
    desk.fill(touched, text)
    desk.save()
    wait_for_write(desk, file, before)
    desk.page.unroute("**/admin/folder/**")

    after = file.read_text(encoding="utf-8")
    assert changed_lines(before, after)[0] == 1
    assert data(written[-1], kind) == data(after, kind)
    assert documents.read(after.encode(), file.name, file.stem, kind).value is not None


def wait_for_write(desk: Desk, file: Path, before: str) -> None:
    for _ in range(100):
        desk.page.wait_for_timeout(100)
        if file.read_text(encoding="utf-8") != before:
            break
    desk.page.locator("button", has_text="Enregistrer").wait_for(state="detached")
    desk.page.wait_for_timeout(300)  # the forms go back to their list
    if desk.notice().count():
        desk.notice().get_by_role("button").click()


def data(text: str, kind: Kind[Author]) -> object:
    """What our parser reads, but for the line ends below texts, and for Markdown, which a form may write otherwise."""
    if kind.suffix == ".md":
        found = parser.parse_front_matter(text, "x", json_schema.BODY)
    else:
        found = parser.parse_yaml(text, "x")
    assert found.value
    fields = {name: value for name, value in found.value.data.items() if name not in kind.markdown_fields}
    return trimmed(fields)


def trimmed(value: object) -> object:
    if isinstance(value, dict):
        return {name: trimmed(part) for name, part in value.items()}
    if isinstance(value, list):
        return [trimmed(part) for part in value]
    return value.rstrip("\n") if isinstance(value, str) else value


def changed_lines(before: str, after: str) -> tuple[int, int]:
    """How many lines are gone, and how many came."""
    old, new = before.splitlines(), after.splitlines()
    return len([line for line in old if line not in new]), len([line for line in new if line not in old])
