"""A document on its way: written, approved by one, by both, changed, withdrawn, over. At each step site and paper hold what they may."""

import datetime
import re
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest
from click.testing import CliRunner

from oma_builder.cli.main import cli
from oma_builder.content.parties import PARTIES
from oma_builder.pipeline import build
from oma_builder.problems import Severity
from oma_builder.progress import silent
from oma_builder.project import Project
from tests.built import SITES, Built, squeezed
from tests.papers import run
from tests.test_withdrawal import published
from tests.tools import workshop
from tests.written import MODELS, filled, write

pytestmark = [pytest.mark.paper, pytest.mark.slow]

DAY = datetime.date(2026, 11, 23)
LACKS = "Cette page n’a pas encore l’accord des deux signataires"
PAPERS = ("guide/oma-guide.pdf", "fiches/canari.pdf", "fiches/commun.pdf")


@dataclass(frozen=True)
class House:
    """A copy of the site of two parties, and the folder where all its builds are made."""

    place: Path

    @property
    def content(self) -> Path:
        return self.place / "content"

    @property
    def trade(self) -> Path:
        return self.content / "metiers" / "canari.yaml"

    def edit(self, old: str, new: str) -> None:
        text = self.trade.read_text(encoding="utf-8")
        assert old in text
        self.trade.write_text(text.replace(old, new), encoding="utf-8")

    def agree(self, party: str, name: str = "metiers/canari") -> None:
        words = (
            "approve",
            name,
            "--party",
            party,
            "--by",
            "service de l’exemple",
            "--today",
            DAY.isoformat(),
        )
        done = CliRunner().invoke(cli, [*words, "--content", str(self.content)])
        assert done.exit_code == 0, done.output

    def built(self, *, release: bool) -> Built:
        output = self.place / f"site-{len([*self.place.iterdir()])}"  # texts of PDF files are remembered by their paths
        project = Project(self.place / "root", self.content, output, DAY, jobs=1, for_release=release)
        summary, problems = build(project, silent)
        assert summary.written, problems
        assert {problem.severity for problem in problems} <= {Severity.INFORMATION}
        return Built(output, summary, problems, DAY, self.content)

    def shows(self) -> tuple[str, str]:
        """Return how a draft shows the trade, then a release: « rien », « mention » (without the agreements), « tout »."""
        return self.shown(self.built(release=False)), self.shown(self.built(release=True))

    def shown(self, site: Built) -> str:
        naming = {route for route, text in published(site).items() if "canari" in text}
        if "metiers/canari.html" not in site.files:
            assert naming == set()
            return "rien"
        assert set(PAPERS[:2]) <= naming
        stamped = {paper: pages_with_stamp(site.folder / paper) for paper in PAPERS}
        assert LACKS not in site.text("metiers/commun.html")
        assert stamped["fiches/commun.pdf"] == []
        if LACKS not in site.text("metiers/canari.html"):
            assert stamped["fiches/canari.pdf"] == []
            assert "canari" not in {name for page in stamped["guide/oma-guide.pdf"] for name in trades_on(page)}
            return "tout"
        assert len(stamped["fiches/canari.pdf"]) == 1
        assert "canari" in {name for page in stamped["guide/oma-guide.pdf"] for name in trades_on(page)}
        assert "commun" not in {name for page in stamped["guide/oma-guide.pdf"] for name in trades_on(page)}
        return "mention"


def pages_with_stamp(paper: Path) -> list[str]:
    """Return the text of the pages that are stamped as a proof."""
    pages = run("pdftotext", "-enc", "UTF-8", paper, "-").split("\f")[:-1]
    return [squeezed(page) for page in pages if "Épreuve du" in page]


def trades_on(page: str) -> list[str]:
    """Return the trade whose sheet a page of the guide is, told by its missions."""
    return [
        name
        for name, said in {"canari": "missiondecanari", "commun": "Premierexempledemission\b"}.items()
        if re.search(said, page)
    ]


@pytest.fixture
def house(tmp_path: Path) -> House:
    shutil.copytree(SITES / "accords" / "content", tmp_path / "content")
    workshop(tmp_path / "root")
    return House(tmp_path)


def test_a_document_is_released_for_as_long_as_both_agree_to_what_it_says(house: House) -> None:
    assert house.shows() == ("mention", "rien"), "written"
    house.agree("medef")
    assert house.shows() == ("mention", "rien"), "approved by one"
    house.agree("education")
    assert house.shows() == ("tout", "tout"), "approved by both"
    house.edit("accroche:", "# Une remarque, avec une virgule.\naccroche:")
    assert house.shows() == ("tout", "tout"), "a comma in a remark"
    house.edit("Un métier de canari", "Un beau métier de canari")
    assert house.shows() == ("mention", "rien"), "a word"
    house.agree("medef")
    house.agree("education")
    assert house.shows() == ("tout", "tout"), "approved again"
    house.edit("revu_le:", "publication:\n  etat: brouillon\nrevu_le:")
    assert house.shows() == ("rien", "rien"), "withdrawn"
    house.edit("etat: brouillon", "jusqu_au: 2026-11-22")
    assert house.shows() == ("rien", "rien"), "over"
    house.edit("jusqu_au: 2026-11-22", "jusqu_au: 2026-11-23")
    assert house.shows() == ("tout", "tout"), "its last day"


def test_after_the_agreement_nothing_is_released_and_no_partner_is_named(house: House) -> None:
    names = "organisme exemplaire"
    before = published(house.built(release=False))
    assert {"index.html", "guide/oma-guide.pdf"} <= {
        route for route, text in before.items() if names in text or squeezed(names) in text
    }
    with (house.content / "convention.yaml").open("a", encoding="utf-8") as file:
        file.write("denonciation:\n  date: 2026-05-12\n")
    after = published(house.built(release=False))
    assert [route for route, text in after.items() if names in text or squeezed(names) in text] == []
    output = house.place / "refused"
    project = Project(house.place / "root", house.content, output, DAY, jobs=1, for_release=True, pages_only=True)
    summary, problems = build(project, silent)
    assert summary.written is None
    assert [problem.code for problem in problems if problem.severity is Severity.ERROR] == ["convention-terminee"]
    assert not output.exists()


CHANGES: Mapping[str, Mapping[str, object]] = {
    "films": {"fichier": None, "peertube": None, "adresse": "https://exemple.example/canari"},
    "metiers": {
        "synonymes": [{"masculin": "Maréchal-ferrant", "feminin": "Maréchale-ferrante"}],
        "similaires": ["commun"],
    },
}
"""What a document with every field must not say to be without any fault."""


def test_of_every_kind_nothing_unapproved_is_in_any_byte_of_a_release(house: House) -> None:
    kinds = [kind for kind in MODELS if kind != "territoires"]
    names = dict.fromkeys(MODELS, ("canari",)) | {"territoires": ("haute-garonne",), "formations": ("exemple",)}
    for kind in kinds:
        said = filled(kind, partial(canary, kind), names, **CHANGES.get(kind, {}))
        write(house.content, kind, "canari", {name: value for name, value in said.items() if value is not None})
    site = house.content / "site.yaml"
    text = site.read_text(encoding="utf-8").replace("[metiers, secteurs]", f"[{', '.join(kinds)}]")
    site.write_text(text, encoding="utf-8")
    for kind, name in (("formations", "exemple"), ("pages", "exemple")):
        for party in PARTIES:
            house.agree(party, f"{kind}/{name}")
    release = house.built(release=True)
    assert {"metiers/commun.html", "formations/exemple.html", "exemple.html"} <= release.files
    assert {route for route, said in published(release).items() if "canari" in said} == set()
    assert {one.kind for one in release.summary.withheld} == set(kinds)


def canary(kind: str, field: str, most: int) -> str:
    return f"Canari de {kind}, {field}"[:most]


def test_what_is_withheld_is_told_with_its_reason(house: House) -> None:
    words = ["build", "--release", "--no-pdf", "--today", DAY.isoformat(), "--content", str(house.content)]
    said = CliRunner().invoke(cli, [*words, "--output", str(house.place / "site")]).output
    assert (
        "2 documents à ne pas montrer aujourd’hui : 2 sans les deux accords.\n"
        "  metiers/canari – MEDEF\u00a0: accord attendu\u202f; Région académique\u00a0: accord attendu\n"
        "  metiers/perruche – MEDEF\u00a0: accord attendu\u202f; Région académique\u00a0: approuvée le 20 novembre 2026\n"
    ) in said
    assert "montrés avec une mention" not in said
    draft = CliRunner().invoke(
        cli, [word for word in words if word != "--release"] + ["--output", str(house.place / "draft")]
    )
    assert "2 documents sans les deux accords : montrés avec une mention" in draft.output
