"""What is not published: counted in every build, and shown in a preview alone."""

import datetime
import shutil
from pathlib import Path

from click.testing import CliRunner

from oma_builder import pipeline
from oma_builder.cli.main import cli
from oma_builder.content import loader, schema
from oma_builder.content.kinds.film import Film
from oma_builder.content.loader import Corpus
from oma_builder.guide import linker, publication, references
from oma_builder.preview.builder import Outcome
from oma_builder.preview.told import Standing, state
from oma_builder.progress import silent
from oma_builder.project import Project, Withheld
from tests.built import FULL, SITES, TODAY
from tests.tools import MINIMAL, workshop

REASONS = {"brouillon", "a-venir", "expire", "secteur", "droits"}
"""Why the full site withholds documents."""

DAY = datetime.date(2026, 11, 29)


def corpus(content: Path) -> Corpus:
    return loader.load(content, 1).value


def test_what_is_withheld_is_all_that_no_page_may_name() -> None:
    read = corpus(FULL)
    refs = references.index(read, TODAY, has_pdf=False)
    withheld = {(one.kind, one.id) for one in publication.withheld(read, TODAY)}
    public = {(kind.name, document.id) for kind in schema.KINDS for document in refs.every(kind)}
    named = {(kind.name, document.id) for kind in schema.KINDS for document in read.of(kind)}
    assert withheld - read.unfinished == named - public
    assert {one.why for one in publication.withheld(read, TODAY)} == REASONS


def test_a_preview_shows_all_but_what_is_over_and_what_is_pupils_to_decide() -> None:
    read = corpus(FULL)
    shown = publication.with_unpublished(read, TODAY)
    assert shown
    left = {(one.kind, one.id) for one in publication.withheld(shown, TODAY)}
    before = {(one.kind, one.id): one.why for one in publication.withheld(read, TODAY)}
    assert left < before.keys()
    assert {why for name, why in before.items() if name not in left} == {"brouillon", "a-venir", "expire", "secteur"}
    assert {before[name] for name in left if name[0] != schema.FILMS.name} <= {"expire", "secteur"}
    films = [document.entry for document in shown.of(schema.FILMS)]
    assert [film for film in films if isinstance(film, Film)] == [document.entry for document in read.of(schema.FILMS)]


def test_a_draft_and_what_is_to_come_are_in_the_guide_of_a_preview(tmp_path: Path) -> None:
    content = Path(shutil.copytree(MINIMAL, tmp_path / "content"))
    trade = content / "metiers" / "exemple.yaml"
    text = trade.read_text(encoding="utf-8")
    for name, window in {"ebauche": "etat: brouillon", "bientot": "a_partir_du: 2026-12-01"}.items():
        words = text.replace("soudeu", name).replace("H2913", "H2912")
        trade.with_name(f"{name}.yaml").write_text(f"{words}publication:\n  {window}\n", encoding="utf-8")
    read = corpus(content)
    assert publication.withheld(read, DAY) == (
        Withheld("metiers", "bientot", "a-venir", "2026-12-01"),
        Withheld("metiers", "ebauche", "brouillon"),
    )
    shown = publication.with_unpublished(read, DAY)
    assert shown
    guide = linker.link(shown, DAY).value
    assert guide
    assert {metier.id for metier in guide.metiers} == {"exemple", "ebauche", "bientot"}
    assert publication.with_unpublished(shown, DAY) is None
    said = CliRunner().invoke(cli, ["check", "--no-pdf", "--today", DAY.isoformat(), "--content", str(content)]).output
    assert "2 documents à ne pas montrer aujourd’hui : 1 brouillon, 1 à partir du 1er décembre 2026.\n" in said


def test_a_preview_says_whose_agreement_a_page_has(tmp_path: Path) -> None:
    content = Path(shutil.copytree(SITES / "accords" / "content", tmp_path / "content"))
    project = Project(workshop(tmp_path / "root"), content, tmp_path / "site", TODAY, pages_only=True, unpublished=True)
    summary, problems = pipeline.build(project, silent)
    told = state(Standing(Outcome(summary, problems)), "metiers/perruche.html", project)
    assert told["page"]["approval"] == (
        "MEDEF\u00a0: accord attendu\u202f; Région académique\u00a0: approuvée le 20 novembre 2026"
    )
    assert told["approvals"] is True
    (again, _) = pipeline.build(project, silent)
    assert again.approvals == summary.approvals, "a build with nothing to do says the same"


def test_a_word_that_is_sewn_into_a_page_takes_its_approval_away(tmp_path: Path) -> None:
    content = Path(shutil.copytree(SITES / "accords" / "content", tmp_path / "content"))
    project = Project(workshop(tmp_path / "root"), content, tmp_path / "site", TODAY, pages_only=True, unpublished=True)
    page, trade = project.output / "metiers" / "commun.html", content / "metiers" / "commun.yaml"
    pipeline.build(project, silent)
    pipeline.build(project, silent)  # from now on it is known what each page holds
    assert "n’a pas encore l’accord" not in page.read_text(encoding="utf-8")
    text = trade.read_text(encoding="utf-8")
    trade.write_text(text.replace("Exemple de journée.", "Exemple de longue journée."), encoding="utf-8")
    pipeline.build(project, silent)
    html = page.read_text(encoding="utf-8")
    assert "Exemple de longue journée." in html
    assert "n’a pas encore l’accord" in html
