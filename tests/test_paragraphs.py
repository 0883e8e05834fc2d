"""No line of a paragraph stands alone at the foot or at the head of a page or column, in print."""

import datetime
import random
import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from oma_builder.pipeline import print_context, produce_pictures, read
from oma_builder.prepress.inks import Inks
from oma_builder.print.editions import whole
from oma_builder.print.forms import BOOKLET, SCREEN, Form
from oma_builder.print.typeset import book_of, carry_out
from oma_builder.progress import Clock, silent
from oma_builder.project import Project
from tests.built import CONTENT, FULL, REAL_DAY, TODAY
from tests.paragraphs import lines_alone, paragraphs
from tests.tools import MINIMAL, workshop
from tests.typst_samples import typeset

pytestmark = [pytest.mark.paper, pytest.mark.slow]

READABLE = {"ecran": SCREEN, "livret": replace(BOOKLET, inks=Inks.RGB, accessible=True, imposed=False)}
"""The two sizes of page, each tagged, so that its paragraphs can be told: the booklet before it is imposed."""

WORDS = ("un", "métier", "jardin", "soudure", "apprentissage", "et", "la", "région")


def prose(paragraphs: int, seed: int) -> list[str]:
    """Return paragraphs of one to ten lines; each seed breaks elsewhere."""
    drawn = random.Random(seed)  # noqa: S311 - the same prose every time
    return [" ".join(drawn.choices(WORDS, k=drawn.randrange(4, 90))) for _ in range(paragraphs)]


def columns(folder: Path, cost: int) -> Path:
    """Set prose in two columns, at a cost of lines alone: none, and Typst does not mind them."""
    told = "\n\n".join(prose(60, 5))
    file = folder / f"columns-{cost}.pdf"
    style = f'font: "Atkinson Hyperlegible Next", size: 9pt, costs: (widow: {cost}%, orphan: {cost}%)'
    file.write_bytes(typeset(f"#set page(width: 120mm, height: 100mm, columns: 2)\n#set text({style})\n{told}", {}))
    return file


def broken(file: Path) -> int:
    """Return how many paragraphs a page or a column breaks."""
    return sum(len(pieces) > 1 for pieces in paragraphs(file))


def test_a_line_alone_is_found(tmp_path: Path) -> None:
    careless, careful = (columns(tmp_path, cost) for cost in (0, 100))
    found = lines_alone(careless)
    assert {line.partition(": ")[2] for line in found} == {"a first line", "a last line"}
    assert broken(careful) > 10
    assert lines_alone(careful) == []


def test_what_stands_side_by_side_is_no_broken_paragraph(tmp_path: Path) -> None:
    drawn = "#set page(width: 90mm, height: 90mm)\n#grid(columns: (1fr, 1fr), [Un. #lorem(9)], [Deux. #lorem(30)])"
    file = tmp_path / "grid.pdf"
    file.write_bytes(typeset(f'#set text(font: "Atkinson Hyperlegible Next")\n{drawn}', {}))
    assert broken(file) == 0


def printed(content: Path, day: datetime.date, place: Path, form: Form) -> Path:
    """Return the whole guide in a form, which need not be one that readers get."""
    project = Project(workshop(place), content, place, day, jobs=1)
    (_, guide), _ = read(project, Clock(silent))
    assert guide is not None
    pictures, _ = produce_pictures(guide, project, Clock(silent))
    made, problems = carry_out((book_of(whole(guide, form), ""),), print_context(guide, pictures, project), 1)
    assert problems == ()
    file = place / "guide.pdf"
    file.write_bytes(made.artifacts[0].content)
    return file


@pytest.mark.parametrize("form", READABLE)
@pytest.mark.parametrize(("content", "day"), [(CONTENT, REAL_DAY), (FULL, TODAY)], ids=["real", "full"])
def test_no_line_stands_alone_in_the_guide(content: Path, day: datetime.date, form: str, tmp_path: Path) -> None:
    file = printed(content, day, tmp_path / "project", READABLE[form])
    assert len(list(paragraphs(file))) > 300
    assert lines_alone(file) == []


def wordy(folder: Path, seed: int) -> Path:
    """Return the minimal site with much more to say of its places and of its trade's day."""
    content = Path(shutil.copytree(MINIMAL, folder / "content"))
    for name, field, count in (
        ("territoires/occitanie", "presentation", 120),
        ("territoires/haute-garonne", "presentation", 120),
        ("metiers/exemple", "journee", 8),
    ):
        file = content / f"{name}.yaml"
        told = "\n\n".join(f"  {paragraph}." for paragraph in prose(count, seed))
        text, found = re.subn(
            rf"{field}: \|\n(?:  .*\n|\n)+", f"{field}: |\n{told}\n", file.read_text(encoding="utf-8")
        )
        assert found == 1
        file.write_text(text, encoding="utf-8")
    return content


@pytest.mark.parametrize(("seed", "form"), [*enumerate([*READABLE, *READABLE])])
def test_no_line_stands_alone_wherever_pages_end(seed: int, form: str, tmp_path: Path) -> None:
    file = printed(wordy(tmp_path, seed), TODAY, tmp_path / "project", READABLE[form])
    assert broken(file) > 3
    assert lines_alone(file) == []
