"""Trades with a hundred names, and those that a hundred others are like: what is told at once, and where the rest is."""

import re
import shutil
from pathlib import Path

import pytest

from oma_builder.content import loader
from oma_builder.guide import linker
from oma_builder.guide.metiers import MOST_SIMILAR, SYNONYMS
from oma_builder.guide.model import Guide
from oma_builder.pipeline import build
from oma_builder.print.metiers import _other_names
from oma_builder.progress import silent
from oma_builder.project import Project
from tests.built import TODAY
from tests.tools import MINIMAL, workshop

NAMES = {"seul": SYNONYMS, "un-de-plus": SYNONYMS + 1, "beaucoup": 100}
"""Trades, and how many other names each has."""

CROWD = 30
"""Trades that are like the same one."""


def write(content: Path) -> Path:
    shutil.copytree(MINIMAL, content)
    sheet = (content / "metiers" / "exemple.yaml").read_text(encoding="utf-8")
    for name, count in NAMES.items():
        titles = "".join(
            f"  - masculin: Autre soudeur {rank:03}\n    feminin: Autre soudeuse {rank:03}\n" for rank in range(count)
        )
        text = sheet.replace("Exemple de soud", f"Exemple {name} de soud") + f"synonymes:\n{titles}"
        (content / "metiers" / f"{name}.yaml").write_text(text, encoding="utf-8")
    for rank in range(CROWD):
        text = sheet.replace("Exemple de soud", f"Exemple {rank:02} de soud") + "similaires: [exemple]\n"
        (content / "metiers" / f"voisin-{rank:02}.yaml").write_text(text, encoding="utf-8")
    own = "".join(f"  - voisin-{rank:02}\n" for rank in range(CROWD - 1, CROWD - 1 - 2 * MOST_SIMILAR, -1))
    chosen = sheet.replace("Exemple de soud", "Exemple choisi de soud") + f"similaires:\n{own}"
    (content / "metiers" / "choisi.yaml").write_text(chosen, encoding="utf-8")
    return content


@pytest.fixture(scope="module")
def guide(tmp_path_factory: pytest.TempPathFactory) -> Guide:
    content = write(tmp_path_factory.mktemp("crowd") / "content")
    linked, _ = linker.link(loader.load(content, 1).value, TODAY)
    assert linked is not None
    return linked


def test_a_trade_that_all_name_shows_a_dozen_of_them(guide: Guide) -> None:
    trades = {metier.id: metier for metier in guide.metiers}
    assert len(trades["exemple"].similar) == MOST_SIMILAR


def test_what_its_editors_chose_is_shown_whole_and_alone(guide: Guide) -> None:
    (chosen,) = (metier for metier in guide.metiers if metier.id == "choisi")
    assert [card.id for card in chosen.similar] == [f"voisin-{rank:02}" for rank in range(29, 29 - 24, -1)]


def test_no_name_is_lost_and_one_alone_is_not_hidden(guide: Guide) -> None:
    trades = {metier.id: metier for metier in guide.metiers}
    for name, count in NAMES.items():
        metier = trades[name]
        assert (*metier.first_synonyms, *metier.further_synonyms) == metier.synonyms
        assert len(metier.synonyms) == count
    assert [len(trades[name].further_synonyms) for name in NAMES] == [0, 0, 100 - SYNONYMS]


def test_paper_says_how_many_more_names_the_index_has(guide: Guide) -> None:
    trades = {metier.id: metier for metier in guide.metiers}
    told = _other_names(trades["beaucoup"])
    assert told[-2:] == ["Autre soudeur 007 / Autre soudeuse 007", "et 92 autres noms"]
    assert len(_other_names(trades["un-de-plus"])) == SYNONYMS + 1


@pytest.mark.slow
def test_the_page_keeps_the_other_names_behind_a_summary(tmp_path: Path) -> None:
    content = write(tmp_path / "content")
    project = Project(workshop(tmp_path / "root"), content, tmp_path / "site", TODAY, pages_only=True)
    assert build(project, silent).value.written
    page = (tmp_path / "site" / "metiers" / "beaucoup.html").read_text(encoding="utf-8")
    told = re.search(
        r"On dit aussi</dt><dd[^>]*>(.*?)<details><summary>(.*?)</summary>(.*?)</details>", page, re.DOTALL
    )
    assert told
    assert (told[1].count("Autre soudeur"), told[2], told[3].count("Autre soudeur")) == (8, "et 92 autres noms", 92)
    assert (
        "<details"
        not in (tmp_path / "site" / "metiers" / "un-de-plus.html")
        .read_text(encoding="utf-8")
        .partition("On dit")[2]
        .partition("</aside>")[0]
    )
