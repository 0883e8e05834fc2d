"""Markdown of the strangest kind: what reading accepts is printed and shown, whatever it is."""

import dataclasses
import shutil
from functools import partial
from pathlib import Path

import pytest

from oma_builder import pipeline
from oma_builder.content import loader
from oma_builder.parallel import apart
from oma_builder.print.context import PrintContext
from oma_builder.print.fiches import print_fiches
from oma_builder.print.handbooks import print_handbook
from oma_builder.print.typeset import Task
from oma_builder.problems import has_errors
from oma_builder.progress import silent
from oma_builder.project import Project
from tests.built import FULL, TODAY
from tests.tools import MINIMAL, workshop

pytestmark = pytest.mark.slow

PICTURE = "![Exemple d’image](exemple.svg)"
HEAD = "| A | B |\n|---|---|\n"

BLOCKS = (
    "Exemple.\n---",
    "&nbsp;\n===",
    "> ",
    "-\n-\n-",
    "- \n  -\n    -",
    "> - > - > - > x",
    "- " * 7 + "x",
    "> - > - > - *a **b *c **d** e* f** g*",
    "1. " * 5 + "> > x",
    "*a **b " * 8 + "x" + "** c*" * 8,
    f"{HEAD}| | |",
    f"| | |\n|---|---|\n| {PICTURE} | b |",
    "| A |\n|---|",
    "|" + "A|" * 90 + "\n|" + "---|" * 90 + "\n|" + "a|" * 90,
    f"{HEAD}| {'x' * 3000} | {'mot ' * 3000}|",
    HEAD + "| a | b |\n" * 400,
    f"> {HEAD.replace(chr(10), chr(10) + '> ')}| a | b |",
    "x" * 20_000,
    "`" + "x" * 5000 + "` ` `",
    "```\n```\n\n```\n" + "x" * 5000 + "\n```",
    "    x",
    "999999999. x\n1. y\n\n0) z",
    "***\n\n" * 50,
    "a\\\n" * 100 + "b",
    "\\\n",
    "&nbsp;",
    "a ** ** b",
    f"**{PICTURE}** et *[{PICTURE}](https://exemple.example/) x*",
    f"- [{PICTURE}](https://exemple.example/)\n\n> *{PICTURE}*",
    f"[](https://exemple.example/) [&nbsp;](https://exemple.example/{'x' * 3000})",
    "![" + "a " * 2000 + "](exemple.svg)",
    "{{ a }} {% raw %} #set text(red) $x$ @ref <lab> #panic() \\u{1F600}".replace("<", "\\<"),
)
HEADINGS = (
    "## ",
    "## ##",
    f"## {PICTURE}",
    f"## {PICTURE} Exemple",
    "## [](https://exemple.example/)",
    "## &nbsp;",
    "## \\\n",
    "## ` `",
    "## –",
    "> ##\n> x",
    "- ##\n",
    "## 1\n\n### 1.2\n\n#### a:b\n\n##### a_b\n\n###### `c`",
    "## Contenu\n\n## contenu\n\n## Contenu",
    "## " + "mot " * 1000,
    "## " + "x" * 3000,
    "\n\n".join(["## Exemple"] * 60),
)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Return a site whose guides and trades are these texts, one each, without those that reading refuses."""
    place = tmp_path_factory.mktemp("hostile")
    content = Path(shutil.copytree(FULL, place / "content"))
    guide = (content / "guides" / "exemple.md").read_text("utf-8")
    guide = guide[: guide.rindex("---\n") + 4]
    metier = (MINIMAL / "metiers" / "exemple.yaml").read_text("utf-8")
    for rank, text in enumerate((*BLOCKS, *HEADINGS)):
        (content / "guides" / f"z-{rank}.md").write_text(guide.replace("Exemple", f"Exemple {rank}") + text, "utf-8")
    for rank, text in enumerate(BLOCKS):
        day = "\n".join(f"  {line}".rstrip() for line in text.split("\n"))
        told = metier.replace("  Exemple de journée.", f"  Exemple.\n\n{day}").replace("de soudeu", f"{rank} de soudeu")
        (content / "metiers" / f"z-{rank}.yaml").write_text(told, "utf-8")
    _, problems = loader.load(content, jobs=1)
    for wrong in {problem.path for problem in problems if has_errors([problem]) and "/z-" in problem.path}:
        (place / wrong).unlink()
    return Project(workshop(place / "project"), content, place / "out", TODAY)


def failures(context: PrintContext) -> dict[str, str]:
    """Return what Typst says of each document that it does not print."""
    guide, failed = context.guide, {}
    tasks: dict[str, Task] = {
        handbook.route: partial(print_handbook, handbook) for handbook in guide.handbooks if "/z-" in handbook.route
    }
    trades = [metier.id for metier in guide.metiers if metier.id.startswith("z-")]
    assert (len(tasks) > 25, len(trades) > 20) == (True, True)
    for name, task in {**tasks, **{trade: partial(print_fiches, [trade], "") for trade in trades}}.items():
        try:
            task(context)
        except Exception as error:  # noqa: BLE001 - each text that fails is to be named
            failed[name] = str(error).splitlines()[0]
    return failed


def test_what_is_accepted_is_printed(project: Project) -> None:
    """An exception of Typst here is a green check and a failed build there."""
    clock = pipeline.Clock(silent)
    (_, guide), problems = pipeline.read(project, clock)
    assert guide
    assert not has_errors(problems), problems
    pictures, _ = pipeline.produce_pictures(guide, project, clock)
    # Apart: Typst starts threads, and a process that has some can no longer be forked safely.
    assert apart(failures, pipeline.print_context(guide, pictures, project)) == {}


def test_what_is_accepted_is_shown(project: Project) -> None:
    summary, problems = pipeline.check(dataclasses.replace(project, pages_only=True), silent)
    assert summary.whole
    assert not has_errors(problems)
