"""The model of authorisation of a brief: one page to fill in by hand, which asks once for all that a film's document needs."""

import dataclasses
from functools import partial
from itertools import pairwise
from pathlib import Path

import pikepdf
import pytest
import yaml

from oma_builder.cache import Cache
from oma_builder.content.kinds.film import Consent, Film
from oma_builder.content.walking import PICTURES
from oma_builder.guide.briefs import Cahier
from oma_builder.print.consent_form import print_consent_form
from oma_builder.print.context import PrintContext, picture_store
from oma_builder.print.typeset import Task, carry_out
from tests.built import CONTENT, FULL, Built, full, real, squeezed
from tests.papers import UA, bare, foreign_fonts, heading_levels, linked, run, structure, words_off_the_page
from tests.test_briefs import MATERIALS, page_text
from tests.tools import ROOT

pytestmark = [pytest.mark.paper, pytest.mark.film, pytest.mark.slow]

BRIEFS: dict[str, Cahier] = {"real": linked(CONTENT).briefs[0], "full": linked(FULL).briefs[0]}


@pytest.fixture(params=BRIEFS)
def case(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Built, Cahier]:
    return {"real": real, "full": full}[request.param](tmp_path_factory), BRIEFS[request.param]


def form_of(case: tuple[Built, Cahier]) -> Path:
    site, brief = case
    return site.folder / "cahiers" / "autorisations" / f"{brief.id}.pdf"


def test_it_is_one_accessible_page(case: tuple[Built, Cahier]) -> None:
    with pikepdf.open(form_of(case)) as pdf:
        assert len(pdf.pages) == 1
        assert pdf.open_metadata()[UA] == "1"
        assert str(pdf.Root.Lang) == "fr-FR"
        assert str(pdf.docinfo["/Title"]).startswith("Autorisation pour un film d’élèves")
        levels = heading_levels(pdf)
        assert (levels[0], levels.count(1)) == (1, 1)
        assert all(after <= before + 1 for before, after in pairwise(levels))
        tables = [node for node in structure(pdf.Root.StructTreeRoot) if node.S == "/Table"]
        assert [sum(cell.S == "/TR" for cell in structure(table.K)) for table in tables] == [4, 4]
    assert "No syntax or stream encoding errors found" in run("qpdf", "--check", form_of(case))
    assert foreign_fonts(form_of(case)) == []
    assert words_off_the_page(form_of(case)) == []


def test_it_asks_for_three_scopes_a_day_and_signatures(case: tuple[Built, Cahier]) -> None:
    _, brief = case
    text = bare(run("pdftotext", "-raw", form_of(case), "-"))
    assert brief.consent is not None
    told = (brief.consent.purpose, *brief.consent.promises)
    asked = ("Code UAI :", "Dossier n°", "Oui Non", "Dernier jour où le film peut être montré", "Responsable légal 2")
    for part in (*told, *asked, *(f"{scope.name}. {scope.meaning}" for scope in brief.consent.scopes)):
        assert bare(part) in text, part
    assert len(brief.consent.scopes) == 3


def test_the_page_says_the_same_and_leads_to_it(case: tuple[Built, Cahier]) -> None:
    site, brief = case
    assert brief.consent is not None
    page = page_text(site, brief.route)
    assert squeezed("L’autorisation à faire signer") in page
    for part in (*brief.consent.promises, *(scope.meaning for scope in brief.consent.scopes)):
        assert squeezed(part) in page
    assert (
        site.pages[brief.route].first("a", href=f"../cahiers/autorisations/{brief.id}.pdf")["type"] == "application/pdf"
    )


def test_a_brief_without_one_has_neither(tmp_path_factory: pytest.TempPathFactory) -> None:
    site = full(tmp_path_factory)
    assert linked(FULL).briefs[1].consent is None
    assert "cahiers/autorisations/ancien.pdf" not in site.files
    assert "autorisation" not in page_text(site, "cahiers/ancien.html")


def test_what_is_too_long_is_told(tmp_path: Path) -> None:
    brief = BRIEFS["full"]
    assert brief.consent is not None
    form = dataclasses.replace(brief.consent, promises=tuple(f"{number} {'mot ' * 50}" for number in range(30)))
    guide = linked(FULL)
    context = PrintContext(guide, picture_store(guide, (), FULL / PICTURES), MATERIALS, Cache(tmp_path))
    _, problems = carry_out((Task("Essai", partial(print_consent_form, brief, form)),), context, 1)
    assert [(problem.code, "il doit tenir sur une seule" in problem.message) for problem in problems] == [
        ("fiche-trop-longue", True)
    ]


ASKED = {
    "titre": "titre du film", "metier": "métier", "etablissement": "établissement et son code UAI", "classe": "classe",
    "annee": "année", "langue": "langue", "cahier": "version du cahier des charges", "generique": "le générique",
    "autorisations": "Pour chaque autorisation", "transcription": "la transcription",
}  # fmt: skip
"""What a class is asked for each field of a film's document, in the words of the brief."""
OURS = {"duree", "fichier", "peertube", "adresse", "exemple", "publication"}
"""What the commands or the editors know by themselves."""


def test_the_sheet_asks_for_all_that_the_document_of_a_film_needs() -> None:
    sending = " ".join(BRIEFS["real"].sending)
    assert {*Film.model_fields} == {*ASKED} | OURS, "say who knows a new field"
    assert [words for words in ASKED.values() if words not in sending] == []
    assert {*Consent.model_fields} == {"reference", "portee", "expire_le", "etat"}
    for words in ("le numéro du dossier", "(site, papier, hors ligne)", "le dernier jour"):
        assert words in sending


def test_one_thing_is_said_of_first_names() -> None:
    """No pupil is named, be it by a first name: in the brief, in the guide of editors, in what forms and editors say of fields."""
    brief = yaml.load((CONTENT / "cahiers" / "2026.yaml").read_text("utf-8"), yaml.BaseLoader)  # noqa: S506 - only texts
    assert brief["credits"]["noms"] == "aucun"
    assert any("ni le nom ni le prénom" in promise for promise in brief["autorisation"]["engagements"])
    assert any(line.startswith("Le nom ou le prénom d'un ou d'une élève") for line in brief["interdits"])
    places = (
        ROOT / "CONTRIBUTING.md",
        *(ROOT / ".vscode").rglob("*.json"),
        *CONTENT.rglob("*.md"),
        *CONTENT.rglob("*.yaml"),
    )
    assert [place.name for place in places if "prénoms au plus" in place.read_text("utf-8")] == []
    manual = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    assert "le nom ou le prénom d’un ou d’une élève" in manual
    assert "pas même par son prénom" in manual
    assert "Ni ton nom, ni ton prénom." in (CONTENT / "pages" / "donnees-personnelles.md").read_text("utf-8")
