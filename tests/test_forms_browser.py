"""The forms in Chromium, beside a real preview: what an editor does, what goes wrong, and what is written then."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from oma_builder.editor import forms
from tests.desk import Desk, serving, sitting, text_of, wait, write_trade
from tests.hosts import free_port
from tests.tools import ROOT, chromium

pytestmark = [pytest.mark.browser, pytest.mark.slow]

FULL = ROOT / "tests" / "sites" / "full" / "content"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as tool:
        browser = tool.chromium.launch(executable_path=chromium(), args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def preview(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """A preview whose content tests may write to, each a document of its own."""
    folder = tmp_path_factory.mktemp("desk")
    content = Path(shutil.copytree(FULL, folder / "content"))
    with serving(folder / "project", content, free_port()) as address:
        yield address, content


@pytest.fixture
def desk(browser: Browser, preview: tuple[str, Path]) -> Iterator[Desk]:
    """A browser that nobody has used, in front of the forms; it must ask no stranger and complain of nothing."""
    with sitting(browser, preview[0]) as made:
        yield made
        assert made.strangers == []
        assert [said for said in made.errors if "status of 4" not in said and "Rien n’a été écrit" not in said] == []


def line_of(text: str, field: str) -> str:
    return next(line for line in text.splitlines() if line.startswith(f"{field}:"))


def saved(desk: Desk, file: Path, text: str) -> None:
    desk.save()
    wait(lambda: file.is_file() and text in file.read_text(encoding="utf-8"), f"{text!r} was never written")


def test_a_rule_is_told_and_what_is_mended_is_saved_and_shown(desk: Desk, preview: tuple[str, Path]) -> None:
    address, content = preview
    file = content / "metiers" / "voisin.yaml"
    before = file.read_text(encoding="utf-8")
    desk.open("metiers/entries/voisin")
    desk.fill("accroche", "Une accroche neuve : « oui », dit-elle # sans remarque.")
    desk.fill("rome", "H29")
    desk.save()
    told = desk.field("rome").get_by_text("Écrivez une lettre de A à N et quatre chiffres, comme H2913.")
    told.wait_for()
    assert file.read_text(encoding="utf-8") == before
    desk.fill("rome", "H2913")
    saved(desk, file, "Une accroche neuve")
    new = line_of(file.read_text(encoding="utf-8"), "accroche")
    assert file.read_text(encoding="utf-8") == before.replace(line_of(before, "accroche"), new)
    wait(lambda: "Une accroche neuve" in text_of(f"{address}metiers/voisin.html"), "the preview never showed it")


def test_a_list_is_put_in_another_order(desk: Desk, preview: tuple[str, Path]) -> None:
    file = preview[1] / "metiers" / "papier.yaml"
    before = re.findall(r"^missions:\n((?:  - .*\n)+)", file.read_text(encoding="utf-8"), re.MULTILINE)[0].splitlines()
    desk.open("metiers/entries/papier")
    handle = desk.field("missions").locator('[data-action="reorder"]').first
    handle.focus()
    desk.page.keyboard.press("ArrowDown")
    first, second, *others = before
    saved(desk, file, "\n".join(("missions:", second, first, *others, "")))


def test_a_photo_comes_with_its_words_and_without_its_place(
    desk: Desk, preview: tuple[str, Path], tmp_path: Path
) -> None:
    photo = tmp_path / "Ma_Photo d'été.JPG"
    placed = Image.Exif()
    placed[0x8825] = {1: "N", 2: (43.0, 36.0, 0.0), 3: "E", 4: (1.0, 26.0, 0.0)}
    Image.effect_noise((3200, 1800), 60).convert("RGB").save(photo, exif=placed)
    file = preview[1] / "metiers" / "programme.yaml"
    desk.open("metiers/entries/programme")
    desk.field("illustration").get_by_role("checkbox").first.click()
    desk.field("illustration.fichier").locator("input[type=file]").first.set_input_files(photo)
    desk.field("illustration.fichier").get_by_text("ma-photo-d-ete.webp").wait_for()
    desk.fill("illustration.alt", "Une rangée de machines dans un atelier")
    desk.fill("illustration.credit", "Exemple, CC BY 4.0")
    saved(desk, file, "illustration:\n  fichier: ma-photo-d-ete.webp\n  alt: Une rangée de machines dans un atelier\n")
    with Image.open(preview[1] / "images" / "ma-photo-d-ete.webp") as kept:
        assert (kept.format, kept.width, dict(kept.getexif())) == ("WEBP", 3000, {})
    assert desk.notice().count() == 0


def test_a_picture_that_is_there_is_picked_by_its_name(desk: Desk, preview: tuple[str, Path], tmp_path: Path) -> None:
    photo, file = tmp_path / "autre.png", preview[1] / "secteurs" / "exemple.yaml"
    Image.new("RGB", (30, 20)).save(photo)
    desk.open("secteurs/entries/exemple")
    desk.field("illustration.fichier").get_by_role("button", name="Remplacer").click()
    window = desk.page.get_by_role("dialog")
    with desk.page.expect_file_chooser() as chosen:
        window.get_by_role("button", name="Téléverser").click()
    chosen.value.set_files(photo)
    new = window.get_by_role("option", name="autre.png")
    new.locator("img").wait_for()  # it is shown before it is saved
    window.get_by_role("option", name="exemple.svg").click()
    window.get_by_role("button", name="Insérer").click()
    saved(desk, file, "fichier: exemple.svg\n")


def test_a_picture_that_is_too_heavy_is_refused(desk: Desk, preview: tuple[str, Path], tmp_path: Path) -> None:
    heavy = tmp_path / "affiche.png"
    Image.new("RGB", (10, 10)).save(heavy)
    with heavy.open("ab") as more:
        more.truncate(40_000_000)
    desk.open("secteurs/entries/voisin")
    desk.field("illustration.fichier").locator("input[type=file]").first.set_input_files(heavy)
    desk.page.get_by_text(re.compile("trop volumineux|dépasse")).first.wait_for()
    assert not (preview[1] / "images" / "affiche.png").exists()


def test_a_new_trade_is_written_and_shown(desk: Desk, preview: tuple[str, Path]) -> None:
    address, content = preview
    desk.open("metiers")
    desk.page.locator("button", has_text="Nouveau").click()
    desk.field("titre.masculin").wait_for()
    write_trade(desk, "Exemple de secteur voisin", "Exemple de CAP")
    file = content / "metiers" / "exemple-de-tolier.yaml"
    saved(desk, file, "titre:\n  masculin: Exemple de tôlier\n  feminin: Exemple de tôlière\n")
    text = file.read_text(encoding="utf-8")
    assert "secteur: voisin\nrome: H2914\n" in text
    assert "niveau: 3\n" in text
    assert "sources:\n  - titre: Exemple de source\n    date: 2026-11-02\nrevu_le: 2026-11-03\n" in text
    wait(lambda: "Exemple de tôlier" in text_of(f"{address}metiers/exemple-de-tolier.html"), "it was never shown")


def test_a_draft_may_lack_fields_and_a_list_is_looked_at_while_one_writes(
    desk: Desk, preview: tuple[str, Path]
) -> None:
    address, content = preview
    desk.open("metiers/new")
    missions = desk.field("missions")
    missions.get_by_role("textbox").first.wait_for()
    desk.save()
    missions.get_by_text("Ce champ est obligatoire.").wait_for()
    missions.get_by_role("textbox").first.click()
    desk.page.keyboard.type("Exemple de mission")
    missions.get_by_text("Il en faut au moins 3.").wait_for()
    desk.page.get_by_role("button", name="Voir les erreurs").click()
    desk.page.get_by_text("Intérêts › Principal").wait_for()
    desk.field("publication").get_by_role("checkbox", name="Ajouter un état et des dates de publication").click()
    desk.choose("publication.etat", "Brouillon")
    desk.save()
    desk.field("titre.masculin").get_by_text("Ce champ est obligatoire.").wait_for()
    desk.fill("titre.masculin", "Exemple de brouillon")
    file = content / "metiers" / "exemple-de-brouillon.yaml"
    saved(desk, file, "etat: brouillon")
    assert file.read_text(encoding="utf-8") == (
        "titre:\n  masculin: Exemple de brouillon\nmissions:\n  - Exemple de mission\npublication:\n  etat: brouillon\n"
    )
    page = f"{address}metiers/exemple-de-brouillon.html"
    wait(lambda: "Il y manque : Titre › Féminin, Accroche" in text_of(page, even_if_lost=True), "it is never told")
    assert desk.notice().count() == 0
    file.unlink()


def test_what_the_whole_guide_says_of_a_document_is_told_after_it_is_saved(
    desk: Desk, preview: tuple[str, Path]
) -> None:
    file = preview[1] / "metiers" / "voisin.yaml"
    before = file.read_bytes()
    desk.open("metiers/entries/voisin")
    desk.fill("rome", "A9999")
    saved(desk, file, "rome: A9999")
    desk.notice().get_by_text("« ROME » : le code A9999 n’existe pas").wait_for()
    file.write_bytes(before)


def test_what_changed_on_disk_is_not_overwritten_and_nothing_typed_is_lost(
    desk: Desk, preview: tuple[str, Path]
) -> None:
    file = preview[1] / "formations" / "doctorat.yaml"
    desk.open("formations/entries/doctorat")
    desk.type("presentation", "Exemple de ce que je tape")
    theirs = file.read_text(encoding="utf-8") + "# une autre main\n"
    file.write_text(theirs, encoding="utf-8")
    desk.save()
    desk.refusal("Ce fichier a changé sur le disque")
    assert file.read_text(encoding="utf-8") == theirs
    desk.load_again()
    wait(lambda: desk.box("presentation").input_value() == "Exemple de ce que je tape", "the draft is lost")
    saved(desk, file, "Exemple de ce que je tape")
    assert file.read_text(encoding="utf-8").endswith("# une autre main\n")


def test_of_two_windows_on_one_sheet_the_second_is_told(
    desk: Desk, browser: Browser, preview: tuple[str, Path]
) -> None:
    file = preview[1] / "regles" / "exemple.yaml"
    with sitting(browser, preview[0]) as other:
        for sitter in (desk, other):
            sitter.open("regles/entries/exemple")
        desk.fill("texte", "Exemple de la première")
        saved(desk, file, "Exemple de la première")
        other.fill("texte", "Exemple de la seconde")
        other.save()
        other.refusal("une autre personne, un autre onglet ou un autre programme")
        assert "Exemple de la première" in file.read_text(encoding="utf-8")


def test_an_unknown_key_is_told_and_kept(desk: Desk, preview: tuple[str, Path]) -> None:
    file = preview[1] / "acteurs" / "exemple.yaml"
    file.write_text(f"# en tête\n{file.read_text(encoding='utf-8')}nivau: 3 # à voir\n", encoding="utf-8")
    desk.open("acteurs/entries/exemple")
    desk.fill("role", "Exemple de rôle neuf")
    saved(desk, file, "role: Exemple de rôle neuf")
    assert file.read_text(encoding="utf-8").startswith("# en tête\n")
    assert file.read_text(encoding="utf-8").endswith("nivau: 3 # à voir\n")
    desk.notice().get_by_text("champ inconnu « nivau »", exact=False).wait_for()


def test_a_form_left_open_over_night(browser: Browser, tmp_path: Path) -> None:
    content = Path(shutil.copytree(FULL, tmp_path / "content"))
    file, port = content / "regles" / "exemple.yaml", free_port()
    before = file.read_bytes()
    with serving(tmp_path / "project", content, port) as address:
        sat = sitting(browser, address)
        desk = sat.__enter__()
        desk.open("regles/entries/exemple")
        desk.type("texte", "Exemple de la veille")
    desk.save()
    desk.refusal("L’aperçu ne répond plus")
    with serving(tmp_path / "project", content, port):
        desk.save()
        desk.refusal("L’aperçu a redémarré")
        assert file.read_bytes() == before
        desk.load_again()
        wait(lambda: desk.box("texte").input_value() == "Exemple de la veille", "what was typed is lost")
        saved(desk, file, "Exemple de la veille")
        sat.__exit__(None, None, None)


def test_a_link_leads_to_a_field(desk: Desk) -> None:
    desk.page.set_viewport_size({"width": 1280, "height": 900})
    desk.page.goto(desk.address + forms.entry_address("metiers", "exemple", "conditions.tenue").removeprefix("/"))
    desk.field("conditions.tenue").wait_for()
    focused = "document.activeElement.closest('.field')?.dataset.keyPath"
    desk.page.wait_for_function(f"{focused} === 'conditions.tenue'")


@pytest.mark.parametrize("width", [390, 1280])
def test_nothing_is_cut_off_nor_in_english(desk: Desk, width: int) -> None:
    desk.page.set_viewport_size({"width": width, "height": 900})
    desk.open("metiers/new" if width < 768 else "metiers")
    assert desk.page.evaluate("document.documentElement.scrollWidth") <= width
    assert desk.page.evaluate("document.documentElement.lang") == "fr"
    assert not re.search(r"\b(?:Save|New|Add|Required|Show|Sign)\b", desk.page.inner_text("body"))
