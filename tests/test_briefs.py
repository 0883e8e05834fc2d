"""The brief of pupils' films: its figures for machines, its page, and the sheet that a teacher hands out."""

import dataclasses
import re
from collections.abc import Iterator
from functools import partial
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import pikepdf
import pytest

from oma_builder.cache import Cache
from oma_builder.content import loader
from oma_builder.content.markdown import plain_text, walk
from oma_builder.content.walking import PICTURES
from oma_builder.guide.briefs import Brief, Cahier, briefs_of
from oma_builder.guide.vocabulary import duration
from oma_builder.print.briefs import print_brief
from oma_builder.print.context import Materials, PrintContext, picture_store
from oma_builder.print.typeset import Task, carry_out
from oma_builder.problems import Problem
from oma_builder.web.pages import pages
from tests.built import CONTENT, FULL, Built, full, real, squeezed, text_of_pages
from tests.papers import (
    A4,
    UA,
    badly_broken_lines,
    bare,
    foreign_fonts,
    heading_levels,
    linked,
    run,
    structure,
    words_off_the_page,
)
from tests.tools import ROOT

pytestmark = [pytest.mark.paper, pytest.mark.slow]

MATERIALS = Materials(ROOT / "templates" / "print", ROOT / "assets")
SITES = {"real": (real, CONTENT), "full": (full, FULL)}
BRIEFS = {(name, brief.id): brief for name, (_, content) in SITES.items() for brief in linked(content).briefs}
PROPOSAL = "Proposition de travail"


@pytest.fixture(params=sorted(BRIEFS), ids="-".join)
def case(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Built, Cahier]:
    return SITES[request.param[0]][0](tmp_path_factory), BRIEFS[request.param]


@pytest.fixture
def file(case: tuple[Built, Cahier]) -> Path:
    site, brief = case
    return site.folder / brief.pdf


@pytest.fixture
def pdf(file: Path) -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(file) as opened:
        yield opened


def page_text(site: Built, route: str) -> str:
    return squeezed(" ".join(text for _, text in site.pages[route].texts))


def said(brief: Cahier) -> Iterator[str]:
    """Yield all that page and paper must both say."""
    yield from (brief.title, brief.description)
    yield from (plain_text(node.children) for node in walk(brief.body) if node.tag == "p")
    for clause in brief.clauses:
        yield from (clause.name, *clause.demands, clause.why, *([clause.source.title] if clause.source else []))
    yield from brief.forbidden
    for checklist in brief.checklists:
        yield from (checklist.moment, *checklist.points)
    yield from brief.sending
    yield from (source.title for source in brief.sources)


def test_a_machine_gets_the_figures_of_every_version_the_newest_first() -> None:
    found = briefs_of(loader.load(FULL, 1).value)
    assert list(found) == ["exemple", "ancien"]
    assert found["exemple"] == Brief(
        version="exemple",
        longest=90,
        containers=("mp4", "webm"),
        video_codecs=("h264", "vp9"),
        audio_codecs=("aac", "opus"),
        smallest=(720, 1280),
        largest=(1080, 1920),
        orientation="portrait",
        rates=(25, 25),
        loudness=(-25, -15),
        captions=True,
        transcript=False,
        reading_speed=15,
        line_length=37,
    )
    assert (found["ancien"].orientation, found["ancien"].captions, found["ancien"].transcript) == ("", False, True)


def test_the_real_brief_keeps_the_rules_of_the_project() -> None:
    """Three minutes, MP4, at most 1920 × 1080, captions of 17 characters a second, transcript; nobody has approved it."""
    newest = linked(CONTENT).briefs[0]
    figures = newest.brief
    assert (figures.longest, figures.containers, figures.largest) == (180, ("mp4",), (1920, 1080))
    assert (figures.captions, figures.transcript, figures.reading_speed) == (True, True, 17)
    assert newest.adoption is None


def test_a_draft_is_not_shown_but_keeps_its_figures(tmp_path: Path) -> None:
    text = (FULL / "cahiers" / "exemple.yaml").read_text(encoding="utf-8")
    (tmp_path / "cahiers").mkdir()
    (tmp_path / "cahiers" / "2024.yaml").write_text(f"{text}publication: {{etat: brouillon}}\n", encoding="utf-8")
    assert list(briefs_of(loader.load(tmp_path, 1).value)) == ["2024"]


def test_clauses_tell_their_figures_in_french() -> None:
    told = {clause.name: clause.demands for clause in BRIEFS["full", "exemple"].clauses}
    assert told["Durée"] == ("1\u00a0minute\u00a030 au plus",)
    assert told["Fichier"] == ("MP4 ou WebM", "Image codée en H.264 ou VP9", "Son codé en AAC ou Opus")
    assert told["Image"] == (
        "En portrait\u00a0: plus haute que large",
        "De 720 × 1\u202f280 à 1\u202f080 × 1\u202f920 pixels",
        "25 images par seconde",
    )
    assert told["Niveau du son"] == ("De −25 à −15 LUFS, sur tout le film",)
    assert told["Générique"][0] == "Aucun nom d’élève, pas même un prénom"
    old = {clause.name: clause.demands for clause in BRIEFS["full", "ancien"].clauses}
    assert old["Image"] == ("1\u202f080 × 1\u202f080 pixels", "De 24 à 60 images par seconde")
    assert old["Sous-titres"][0] == "Conseillés"
    assert old["Générique"][0] == "Des prénoms au plus, jamais de nom de famille"


@pytest.mark.parametrize(
    ("seconds", "told"),
    [(1, "1 seconde"), (45, "45 secondes"), (60, "1 minute"), (65, "1 minute 05"), (180, "3 minutes")],
)
def test_durations_are_french(seconds: int, told: str) -> None:
    assert duration(seconds).replace("\u00a0", " ") == told


def test_what_no_source_says_and_nobody_approved_is_a_proposal() -> None:
    found = {clause.name: clause.is_proposal for clause in BRIEFS["full", "exemple"].clauses}
    assert found["Durée"] is False  # it has a source
    assert found["Image"] is True  # its source does not give the figures
    assert found["Fichier"] is True  # it has none
    assert not any(clause.is_proposal for clause in BRIEFS["full", "ancien"].clauses)  # approved


def test_the_page_says_every_clause_and_list(case: tuple[Built, Cahier]) -> None:
    site, brief = case
    text = page_text(site, brief.route)
    assert [part for part in said(brief) if squeezed(part) not in text] == []
    assert (squeezed(PROPOSAL) in text) is (brief.adoption is None)
    assert any(found["href"].endswith(Path(brief.pdf).name) for _, found in site.pages[brief.route].every("a"))


def test_the_page_has_a_box_for_each_point(case: tuple[Built, Cahier]) -> None:
    site, brief = case
    boxes = [found for _, found in site.pages[brief.route].every("input") if found.get("type") == "checkbox"]
    assert len(boxes) >= sum(len(checklist.points) for checklist in brief.checklists)


def test_an_older_version_leads_to_the_newest(tmp_path_factory: pytest.TempPathFactory) -> None:
    site = full(tmp_path_factory)
    assert any(found["href"] == "../cahiers/exemple.html" for _, found in site.pages["cahiers/ancien.html"].every("a"))
    assert "cahiers/ancien.html" not in site.text("cahiers/exemple.html").replace("https://exemple.example", "")


def test_the_list_of_guides_and_the_publics_lead_to_it(case: tuple[Built, Cahier]) -> None:
    site, brief = case
    routes = ["guides.html", *(audience.route for audience in brief.audiences)]
    for route in routes:
        links = {found["href"].removeprefix("../") for _, found in site.pages[route].every("a")}
        assert brief.route in links


def test_the_list_of_guides_is_there_for_a_brief_alone(tmp_path: Path) -> None:
    guide = linked(FULL)
    assert "guides.html" in guide.lists
    alone = dataclasses.replace(guide, handbooks=())
    (view,) = (view for view in pages(alone) if view.route == "guides.html")
    assert (view.content.handbooks, view.content.briefs) == ((), guide.briefs)


def test_it_is_one_accessible_sheet(pdf: pikepdf.Pdf, case: tuple[Built, Cahier]) -> None:
    _, brief = case
    assert 1 <= len(pdf.pages) <= 2
    assert all([float(side) for side in page.mediabox] == pytest.approx([0, 0, *A4], abs=0.01) for page in pdf.pages)
    assert str(pdf.docinfo["/Title"]).startswith(brief.title)
    with pdf.open_metadata() as metadata:
        assert metadata[UA] == "1"
    assert str(pdf.Root.Lang) == "fr-FR"
    levels = heading_levels(pdf)
    assert (levels[0], levels.count(1)) == (1, 1)
    assert all(after <= before + 1 for before, after in pairwise(levels)), levels


def test_its_structure_names_the_code_and_the_heads_of_the_table(pdf: pikepdf.Pdf, case: tuple[Built, Cahier]) -> None:
    site, brief = case
    nodes = list(structure(pdf.Root.StructTreeRoot))
    (alternative,) = (str(node.Alt) for node in nodes if node.S == "/Figure")
    assert alternative.endswith(f"{site.base.strip('/')}/{brief.route}".lstrip("/"))
    (table,) = (node for node in nodes if node.S == "/Table")
    assert sum(cell.S == "/TH" for cell in structure(table.K)) == 3
    assert sum(row.S == "/TR" for row in structure(table.K)) == 1 + len(brief.clauses)


_WAYS = re.compile(r"\((?:p\.\d+|[\w.-]+\.\w+/[^)]*)\)")
"""What paper says after a link: a page, or an address."""


def test_paper_says_every_clause_and_list(file: Path, case: tuple[Built, Cahier]) -> None:
    _, brief = case
    text = _WAYS.sub("", bare(run("pdftotext", "-raw", file, "-")))
    assert [part for part in said(brief) if bare(part) not in text] == []
    assert (bare(PROPOSAL) in text) is (brief.adoption is None)
    if brief.adoption:
        assert bare(brief.adoption.title) in text
    assert ("Exemple" in text_of_pages(file)[0].splitlines()) is brief.is_sample  # the tag stands alone
    assert bare(brief.route) in text
    pages = text_of_pages(file)
    assert all(f"{number}/{len(pages)}" in page for number, page in enumerate(pages, 1))


def test_paper_is_sound_and_french(file: Path) -> None:
    assert "No syntax or stream encoding errors found" in run("qpdf", "--check", file)
    assert foreign_fonts(file) == []
    assert words_off_the_page(file) == []
    assert badly_broken_lines(file) == []


def context_of(cache: Path) -> PrintContext:
    guide = linked(FULL)
    return PrintContext(guide, picture_store(guide, (), FULL / PICTURES), MATERIALS, Cache(cache))


def printed(brief: Cahier, place: PrintContext) -> tuple[bytes, tuple[Problem, ...]]:
    """Print in a process apart, as a build does: what has used Typst can no longer be forked."""
    made, problems = carry_out((Task("Essai", partial(print_brief, brief)),), place, 1)
    (file,) = made.artifacts
    return file.content, problems


def with_lines(brief: Cahier, count: int, signs: int) -> Cahier:
    return dataclasses.replace(brief, forbidden=tuple(f"{n} {'geste ' * (signs // 6)}" for n in range(count)))


def test_a_long_brief_is_set_smaller_before_it_is_too_long(tmp_path: Path) -> None:
    short, place = BRIEFS["full", "exemple"], context_of(tmp_path)
    content, problems = printed(with_lines(short, 80, 90), place)
    assert problems == ()
    with pikepdf.open(BytesIO(content)) as pdf:
        assert len(pdf.pages) == 2


def test_what_is_too_long_fits_once_it_is_cut_as_told(tmp_path: Path) -> None:
    """The hint is an average over the sheet: what is less dense takes one or two small cuts more."""
    place, count, signs = context_of(tmp_path), 180, 90
    told = []
    while problems := printed(brief := with_lines(BRIEFS["full", "exemple"], count, signs), place)[1]:
        (problem,) = problems
        assert (problem.code, problem.path) == ("fiche-trop-longue", brief.file)
        assert printed(brief, place)[1] == problems  # from the cache, too
        told.append(int(re.findall(r"environ (\d+) signes", problem.hint)[0]))
        count -= told[-1] // signs + 1
    assert 1 <= len(told) <= 3
    assert all(after < before / 4 for before, after in pairwise(told))


def test_only_the_brief_that_changes_is_made_anew(tmp_path: Path) -> None:
    place, (first, second) = context_of(tmp_path), linked(FULL).briefs
    before = [printed(brief, place)[0] for brief in (first, second)]
    stored = set(tmp_path.rglob("*"))
    changed = dataclasses.replace(first, title="Un autre titre")
    after = [printed(brief, place)[0] for brief in (changed, second)]
    assert after[0] != before[0]
    assert after[1] == before[1]
    assert len([path for path in set(tmp_path.rglob("*")) - stored if path.is_file()]) == 1
