"""Paper and web are one edition: what is recorded of a print, what a page says of it, and what an old copy lacks."""

import datetime
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from oma_builder.content import documents, loader, schema
from oma_builder.content.kinds.metier import Metier
from oma_builder.content.loader import Corpus
from oma_builder.guide import linker, recording
from oma_builder.guide.changes import changes_since
from oma_builder.guide.editions import Edition, Printed, Sheet, changed_fields, link_editions
from oma_builder.guide.fingerprints import all_fingerprints, fingerprints
from oma_builder.guide.model import Guide
from oma_builder.guide.recruitment import Demand
from oma_builder.printing import Recorded, record
from oma_builder.problems import BuildError, ExitCode
from oma_builder.progress import silent
from oma_builder.project import Project
from tests.built import A_TRADE, FULL, TODAY, build_into, full, real, squeezed, text_of_pages
from tests.tools import MINIMAL, ROOT, workshop

pytestmark = [pytest.mark.paper, pytest.mark.slow]

TRADE = (MINIMAL / "metiers" / "exemple.yaml").read_text(encoding="utf-8")
GOLDEN = {
    "accroche": "bf7ac1bdeba7",
    "competences": "d8277efb927e",
    "conditions": "9934a5e80cbf",
    "etudes": "fc9857b2b7fe",
    "interets": "4592baf83570",
    "journee": "3e29396b0341",
    "missions": "0b5caa0cc574",
    "niveau": "4e07408562be",
    "qualites": "a1134504918b",
    "rome": "9adb7b480516",
    "secteur": "120cad15d8bb",
    "titre": "9b09a0cb0f32",
}
"""What the editions of schools hold of this trade. When this test fails, the program is wrong, never these digits."""

PAY = "salaire:\n  debutant: 1850\n  source:\n    titre: Exemple\n    adresse: https://exemple.example/\n    date: 2026-09-01\n"
PICTURE = "illustration:\n  fichier: exemple.svg\n  alt: Exemple\n  credit: Exemple\n"


def read(text: str) -> Metier:
    document, problems = documents.read(text.encode(), "content/metiers/exemple.yaml", "exemple", schema.METIERS)
    assert document, problems
    assert isinstance(document.entry, Metier)
    return document.entry


def changed(before: str, after: str) -> set[str]:
    """Return the fields whose digests two versions of a trade do not share."""
    one, other = fingerprints(read(before), None), fingerprints(read(after), None)
    return {name for name in {*one, *other} if one.get(name) != other.get(name)}


def test_digests_are_those_of_the_editions_that_schools_hold() -> None:
    assert fingerprints(read(TRADE), None) == GOLDEN


@pytest.mark.parametrize(
    ("old", "new", "fields"),
    [
        ("Un métier d'exemple.", "Un autre métier.", {"accroche"}),
        ("niveau: 3", "niveau: 4", {"niveau"}),
        ("horaires: Exemple d'horaires", "horaires: De nuit", {"conditions"}),
        ("principal: R", "principal: R\n  secondaire: I", {"interets"}),
        ("Premier exemple de mission", "Premier exemple de mission nouvelle", {"missions"}),
        ("Exemple de journée.", "Exemple de **journée**.", {"journee"}),
        ("revu_le: 2026-11-23", f"revu_le: 2026-11-23\n{PAY}", {"salaire"}),
        ("- intitule: Exemple de parcours", "- intitule: Autre parcours", {"etudes"}),
    ],
)
def test_a_change_shows_in_its_field_alone(old: str, new: str, fields: set[str]) -> None:
    assert old in TRADE
    assert changed(TRADE, TRADE.replace(old, new)) == fields


def reordered(text: str) -> str:
    parts = re.split(r"^(?=\S)", text, flags=re.MULTILINE)
    return "".join(part if part.endswith("\n") else f"{part}\n" for part in reversed(parts))


@pytest.mark.parametrize(
    "change",
    [
        reordered,
        lambda text: text.replace("Un métier d'exemple.", "Un  métier d’exemple."),
        lambda text: text.replace("accroche: Un métier d'exemple.", "accroche: >-\n  Un métier\n  d'exemple."),
        lambda text: text.replace("2026-11-23", "2026-11-22"),
        lambda text: text.replace("titre: Exemple de source", "titre: Autre source"),
        lambda text: f"{text}mots_cles:\n  - exemple\nremplace:\n  - ancien\n",
        lambda text: f"{text}publication:\n  jusqu_au: 2027-08-31\n",
        lambda text: text.replace("horaires:", "contraintes: []\n  horaires:"),
    ],
)
def test_what_says_nothing_new_changes_nothing(change: Callable[[str], str]) -> None:
    assert change(TRADE) != TRADE
    assert changed(TRADE, change(TRADE)) == set()


@pytest.mark.parametrize(
    ("part", "old", "new", "fields"),
    [
        (PAY, "date: 2026-09-01", "date: 2026-10-01", set()),
        (PAY, "adresse: https://exemple.example/", "adresse: https://autre.example/", set()),
        (PAY, "titre: Exemple", "titre: Autre enquête", {"salaire"}),
        (PICTURE, "alt: Exemple", "alt: Autre", set()),
        (PICTURE, "exemple.svg", "autre.svg", {"illustration"}),
    ],
)
def test_only_what_paper_shows_of_a_part_counts(part: str, old: str, new: str, fields: set[str]) -> None:
    assert old in part
    before, after = (TRADE + text for text in (part, part.replace(old, new)))
    assert before != after
    assert changed(before, after) == fields


SURVEYED = {"recrutements": "9741bda8bee1"}
"""Likewise of what the survey of the full mini-site says of its first trade."""


@pytest.fixture(scope="module")
def demand() -> Demand:
    """Return what is planned in the first trade of the full mini-site."""
    _, guide = linked(FULL)
    return guide.demands["exemple"]


def test_the_digest_of_the_survey_is_the_one_that_editions_hold(demand: Demand) -> None:
    assert fingerprints(read(TRADE), demand) == {**GOLDEN, **SURVEYED}


def in_region(demand: Demand, **changes: Any) -> Demand:
    """Return the same with another figure for the region."""
    region, *others = demand.figures
    return replace(demand, figures=(replace(region, **changes), *others))


@pytest.mark.parametrize(
    "change",
    [
        lambda demand: replace(demand, year=2027),
        lambda demand: replace(demand, code="A0X40"),
        lambda demand: replace(demand, family="métiers d’exemple"),
        lambda demand: replace(demand, source=replace(demand.source, title="Autre enquête")),
        lambda demand: replace(demand, figures=demand.figures[:-1]),
        lambda demand: in_region(demand, low=1524),
        lambda demand: in_region(demand, high=1532),
        lambda demand: in_region(demand, difficult="53\u00a0%"),
        lambda demand: in_region(demand, seasonal="79\u00a0%"),
    ],
)
def test_what_paper_says_of_the_survey_counts(change: Callable[[Demand], Demand], demand: Demand) -> None:
    before, after = (fingerprints(read(TRADE), said) for said in (demand, change(demand)))
    assert changed_fields(before, after) == ("recrutements prévus",)


@pytest.mark.parametrize(
    "change",
    [
        lambda demand: replace(demand, trend="L’enquête de 2020 en annonçait 12."),
        lambda demand: replace(demand, source=replace(demand.source, date=TODAY, address="")),
        lambda demand: in_region(demand, number="1525 à 1531", statement="Autre tournure."),
        lambda demand: in_region(demand, difficult="51 à 52\u00a0%"),
    ],
)
def test_other_words_for_the_same_survey_change_nothing(change: Callable[[Demand], Demand], demand: Demand) -> None:
    assert change(demand) != demand
    assert fingerprints(read(TRADE), change(demand)) == fingerprints(read(TRADE), demand)


def test_a_sheet_recorded_before_the_survey_has_changed(demand: Demand) -> None:
    now = fingerprints(read(TRADE), demand)
    assert changed_fields(GOLDEN, now) == changed_fields(now, GOLDEN) == ("recrutements prévus",)


def test_a_trade_says_what_has_changed_since_it_was_printed(tmp_path_factory: pytest.TempPathFactory) -> None:
    site = full(tmp_path_factory)
    told = {name: trust(site.text(f"metiers/{name}.html")) for name in ("exemple", "voisin", "papier")}
    edition = "Imprimée dans l’édition Exemple d’édition (page"
    assert f"{edition}\u00a05), modifiée depuis\u00a0: missions, salaire. Code ROME" in told["exemple"]
    assert f"{edition}\u00a07), inchangée depuis. Code ROME" in told["voisin"]
    assert f"{edition}\u00a08), inchangée depuis. Code ROME" in told["papier"]


def trust(html: str) -> str:
    return html.partition('class="trust"')[2].partition("</section>")[0]


def test_a_trade_that_was_never_printed_says_nothing_of_it(tmp_path_factory: pytest.TempPathFactory) -> None:
    site = real(tmp_path_factory)
    assert "Imprimée dans" not in "".join(page.source for page in site.pages.values())
    assert "Fiche relue le" in trust(site.text(f"metiers/{A_TRADE}.html"))


def linked(content: Path, today: datetime.date = TODAY) -> tuple[Corpus, Guide]:
    corpus, problems = loader.load(content, 1)
    assert {problem.code for problem in problems} <= {"photo-localisee", "marque-visible"}
    guide, _ = linker.link(corpus, today)
    assert guide
    return corpus, guide


def test_the_last_edition_that_has_a_trade_is_the_one_it_tells_of(tmp_path: Path) -> None:
    content = Path(shutil.copytree(FULL, tmp_path / "content"))
    corpus, guide = linked(content)
    (known,) = guide.editions
    now = all_fingerprints(corpus.of(schema.METIERS), guide.demands)
    later = Edition("a", "Plus tard", TODAY, "0" * 16, 8, (Sheet("exemple", "Exemple", "sa25g", 3, now["exemple"]),))
    earlier = replace(known, id="2026", date=TODAY - datetime.timedelta(days=400))
    for edition in (later, earlier):
        (content / "editions" / f"{edition.id}.yaml").write_text(recording.as_text(edition), encoding="utf-8")
    _, guide = linked(content)
    assert [edition.id for edition in guide.editions] == ["2026", "a"]
    printed = {metier.id: metier.printed for metier in guide.metiers}
    assert printed["exemple"] == Printed("Plus tard", 3, ())
    assert printed["voisin"] == Printed(known.name, 7, ())


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Return the minimal content as a project of its own, with two trades; tests leave its content as it is."""
    place = tmp_path_factory.mktemp("record")
    content = Path(shutil.copytree(MINIMAL, place / "content"))
    other = TRADE.replace("Exemple de soudeur", "Autre soudeur").replace("Exemple de soudeuse", "Autre soudeuse")
    (content / "metiers" / "autre.yaml").write_text(other, encoding="utf-8")
    site = content / "site.yaml"
    site.write_text(re.sub(r"nom: .*", 'nom: "2026-2027, « d\'essai »"', site.read_text("utf-8")), encoding="utf-8")
    return Project(workshop(place / "project"), content, place / "site", TODAY)


@pytest.fixture
def spoilt(project: Project, tmp_path: Path) -> Project:
    """Return the same project with a content that a test may change."""
    return replace(project, content=Path(shutil.copytree(project.content, tmp_path / "content")))


def recorded(project: Project, identifier: str = "", *, may_replace: bool = False) -> Recorded:
    done, problems = record(project, silent, identifier=identifier, may_replace=may_replace)
    assert problems == ()
    assert done
    return done


def test_a_record_says_what_the_guide_prints(spoilt: Project, tmp_path: Path) -> None:
    done = recorded(spoilt)
    assert (done.file, done.is_written) == (spoilt.content / "editions" / "2026.yaml", True)
    site = build_into(tmp_path / "built", spoilt.content)
    assert site.problems == ()
    (edition,) = link_editions(loader.load(spoilt.content, 1).value.of(schema.EDITIONS))
    assert edition == done.edition
    assert (edition.name, edition.date) == ("2026-2027, «\u00a0d’essai\u00a0»", TODAY)
    pages = text_of_pages(site.pdf)
    assert edition.pages == len(pages)
    assert edition.digest in squeezed(pages[-1]) + squeezed(pages[-2])
    assert {sheet.metier for sheet in edition.sheets} == {"exemple", "autre"}
    for sheet in edition.sheets:
        assert squeezed(sheet.title) in squeezed(pages[sheet.page - 1])
    assert {sheet.metier: sheet.fields for sheet in edition.sheets}["exemple"] == GOLDEN
    assert "inchangée depuis" in trust(site.text("metiers/exemple.html"))


def test_recording_the_same_again_changes_nothing(spoilt: Project) -> None:
    before = recorded(spoilt).file.read_bytes()
    again = recorded(replace(spoilt, today=TODAY + datetime.timedelta(days=1)))
    assert not again.is_written
    assert again.file.read_bytes() == before
    assert [path.name for path in again.file.parent.iterdir()] == ["2026.yaml"]


def spoil(project: Project, name: str, old: str, new: str) -> None:
    file = project.content / name
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def test_what_is_printed_is_not_recorded_otherwise(spoilt: Project) -> None:
    before = recorded(spoilt).file.read_bytes()
    spoil(spoilt, "metiers/exemple.yaml", "Un métier d'exemple.", "Un autre métier.")
    with pytest.raises(
        BuildError, match=r"est déjà enregistrée dans editions/2026\.yaml, et dit autre chose"
    ) as refused:
        recorded(spoilt)
    assert refused.value.exit_code is ExitCode.USAGE
    assert (spoilt.content / "editions" / "2026.yaml").read_bytes() == before
    done = recorded(spoilt, may_replace=True)
    assert done.is_written
    assert done.file.read_bytes() != before
    assert (
        sum(sheet.fields != GOLDEN for sheet in done.edition.sheets) == 2
    )  # the changed one, and that of another title


def test_an_edition_is_recorded_under_one_name(spoilt: Project) -> None:
    recorded(spoilt)
    with pytest.raises(BuildError, match=r"est déjà enregistrée dans editions/2026\.yaml"):
        recorded(spoilt, "autre", may_replace=True)
    assert not (spoilt.content / "editions" / "autre.yaml").exists()
    spoil(spoilt, "site.yaml", "2026-2027", "2026-2027, second tirage")
    assert recorded(spoilt, "2026-bis").file.name == "2026-bis.yaml"


def test_a_content_with_errors_is_not_recorded(spoilt: Project) -> None:
    spoil(spoilt, "metiers/exemple.yaml", "niveau: 3", "niveau: 9")
    done, problems = record(spoilt, silent)
    assert done is None
    assert {problem.code for problem in problems} == {"nombre-invalide"}
    assert not (spoilt.content / "editions").exists()


@pytest.mark.parametrize(
    ("name", "identifier"),
    [("2026-2027", "2026"), ("Édition 2031", "2031"), ("Été à Sète", "ete-a-sete"), ("a" * 100, "a" * 60)],
)
def test_an_edition_is_called_after_its_first_year(name: str, identifier: str) -> None:
    assert recording.name_of(name) == identifier


def test_the_command_speaks_french(spoilt: Project) -> None:
    def run(*options: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, ROOT / "build.py", "record", "--content", spoilt.content, "--today", "2026-11-26"]
        return subprocess.run([*command, *options], capture_output=True, text=True, encoding="utf-8", check=False)

    first = run()
    assert (first.returncode, first.stdout.count("\n")) == (0, 2), first.stderr
    assert "enregistrée dans content/editions/2026.yaml : 2 métiers, " in first.stdout
    assert "git add content/editions/2026.yaml" in first.stdout
    assert "rien n’a changé : content/editions/2026.yaml reste tel quel" in run().stdout
    wrong = run("--id", "Édition 2026")
    assert (wrong.returncode, "n’est pas un nom de fichier" in wrong.stderr) == (2, True)
    spoil(spoilt, "metiers/exemple.yaml", "niveau: 3", "niveau: 4")
    refused = run()
    assert (refused.returncode, refused.stdout) == (2, "")
    assert "ajoutez --replace" in refused.stderr
    spoil(spoilt, "metiers/exemple.yaml", "niveau: 4", "niveau: 9")
    broken = run("--replace")
    assert broken.returncode == 1
    assert broken.stdout.endswith("1 erreur : l’édition n’est pas enregistrée.\n")


def test_a_disk_that_refuses_leaves_the_old_record(spoilt: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    before = recorded(spoilt).file.read_bytes()
    spoil(spoilt, "metiers/exemple.yaml", "niveau: 3", "niveau: 4")

    def refuse(*paths: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("oma_builder.publish.output.os.replace", refuse)
    with pytest.raises(BuildError, match="le disque est plein"):
        recorded(spoilt, may_replace=True)
    assert {path.name: path.read_bytes() for path in (spoilt.content / "editions").iterdir()} == {"2026.yaml": before}


def test_an_old_copy_is_told_what_it_says_wrongly(tmp_path: Path) -> None:
    content = Path(shutil.copytree(FULL, tmp_path / "content"))
    corpus, guide = linked(content)
    (edition,) = guide.editions
    now = all_fingerprints(corpus.of(schema.METIERS), guide.demands)
    found = changes_since(edition, guide.metiers, now)
    assert [(one.metier.id, one.page, one.fields, one.lost_films) for one in found.changed] == [
        ("exemple", 5, ("missions", "salaire"), 0),
        ("voisin", 7, (), 1),
    ]
    assert [(sheet.metier, sheet.title, sheet.page) for sheet in found.withdrawn] == [
        ("brouillon", "Exemple de fiche retirée", 9)
    ]
    assert found.new == ()
    smaller = replace(edition, sheets=tuple(sheet for sheet in edition.sheets if sheet.metier == "exemple"))
    assert [metier.id for metier in changes_since(smaller, guide.metiers, now).new] == ["voisin", "papier"]


def test_paper_that_leads_to_a_film_nowhere_is_told_of(tmp_path: Path) -> None:
    """It may still name the film, which may no longer be on the web: its address is dead."""
    corpus, guide = linked(Path(shutil.copytree(FULL, tmp_path / "content")))
    (edition,) = guide.editions
    now = all_fingerprints(corpus.of(schema.METIERS), guide.demands)
    metiers = [
        replace(metier, films=tuple(replace(film, media=frozenset({"papier"})) for film in metier.films))
        for metier in guide.metiers
    ]
    lost = {one.metier.id: one.lost_films for one in changes_since(edition, metiers, now).changed}
    assert lost == {"exemple": 1, "voisin": 1}  # the one of « papier » has an address of its own


def test_two_old_sheets_in_one_are_both_told_of(tmp_path: Path) -> None:
    content = Path(shutil.copytree(FULL, tmp_path / "content"))
    corpus, guide = linked(content)
    (edition,) = guide.editions
    now = all_fingerprints(corpus.of(schema.METIERS), guide.demands)
    (merged,) = (
        replace(metier, former=("exemple", "ancien-voisin")) for metier in guide.metiers if metier.id == "papier"
    )
    found = changes_since(edition, (merged,), now)
    assert [(one.metier.id, one.page) for one in found.changed] == [("papier", 5), ("papier", 7)]
    assert [sheet.metier for sheet in found.withdrawn] == ["brouillon"]


def test_a_field_that_no_trade_has_any_more_is_not_told_of() -> None:
    older = {**GOLDEN, "ancien_champ": "0123456789ab"}
    assert changed_fields(older, GOLDEN) == ()
    assert changed_fields({**older, "salaire": "0123456789ab"}, GOLDEN) == ("salaire",)


def test_the_record_of_the_full_site_is_the_one_the_program_makes() -> None:
    """Its author changed two digests and three names by hand, to show what changes and what is gone; all else is real."""
    corpus, guide = linked(FULL)
    (edition,) = guide.editions
    now = all_fingerprints(corpus.of(schema.METIERS), guide.demands)
    names = {sheet.metier.replace("ancien-voisin", "voisin"): sheet.fields for sheet in edition.sheets}
    assert {
        name: {one for one in {*now[name], *said} if now[name].get(one) != said.get(one)}
        for name, said in names.items()
    } == {
        "voisin": set(),
        "papier": set(),
        "exemple": {"missions", "salaire"},
        "brouillon": set(),
    }
    assert (FULL / "editions" / "2026.yaml").read_text(encoding="utf-8") == recording.as_text(edition)
