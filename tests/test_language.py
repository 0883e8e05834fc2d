"""The French of the real content, but for its spelling, and the checks themselves on texts with known faults."""

import re
import shutil
from itertools import pairwise
from pathlib import Path

import pytest

from oma_builder.content import loader, schema
from oma_builder.content.texts import texts
from oma_builder.content.typography import french
from tests.built import FULL
from tests.conftest import Golden
from tests.language import completeness, gender, readability, report, typography
from tests.language.texts import real_corpus
from tests.language.words import listed, plain
from tests.tools import MINIMAL

LANGUAGE = Path(__file__).parent / "language"
MASCULINE = "masculine-nouns.txt"


def test_the_list_is_in_order() -> None:
    assert all(plain(before) <= plain(after) and before != after for before, after in pairwise(listed(MASCULINE)))


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("l'eau", "apostrophe droite"),
        ('un "mot" seul', "guillemets droits"),
        ("un “mot” seul", "guillemets anglais"),
        ("un « mot\u00a0» seul", "« ouvert sans espace insécable"),
        ("un «\u00a0mot » seul", "» fermé sans espace insécable"),
        ("Vraiment ?", "espace sécable avant ; ! ? ou :"),
        ("Vraiment?", "rien avant ; ! ? ou :"),
        ("deux  espaces", "deux espaces"),
        ("et puis..", "points de suspension en plusieurs signes"),
        ("un , deux", "espace avant , ou ."),
        ("un,deux", "rien après , ou ;"),
        ("un ( deux)", "espace à l’intérieur d’une parenthèse"),
        ("il est 8 h", "nombre séparé de son unité par une espace sécable"),
    ],
)
def test_each_fault_of_typography_is_seen(text: str, rule: str) -> None:
    assert {broken for broken, _ in typography.faults(text)} == {rule}


def test_what_authors_type_comes_out_right() -> None:
    typed = "L'eau : \"pure\" ; à 8 h 30, 3,5 % ou 1 200 € ? Oui... (c'est sûr !) Voir a.b, v. 1:2 et https://a.fr/."
    assert typography.faults(french(typed)) == []


def test_lix_counts_as_bjornsson_does() -> None:
    # 11 words in 3 sentences, 2 of them (soudeur, machine) with more than six letters.
    assert readability.lix(["Le soudeur règle la machine. L’arc fond\u00a0: le métal coule, là."]) == pytest.approx(
        11 / 3 + 100 * 2 / 11
    )


@pytest.mark.parametrize(
    ("text", "rare"),
    [
        ("Tu manges du pain.", []),
        ("Un échafaudage près du grume.", ["échafaudage", "grume"]),
        ("Le pâton, c’est-à-dire un morceau de pâte, repose.", []),
        ("Tu branches un manomètre. Cet appareil mesure la pression.", []),
        ("La limaille, cette poudre de métal.", []),
        ("Un grume (un tronc). Tu tires le grume.", []),
        ("Un soudeur passe.", []),
    ],
)
def test_rare_words_are_those_not_explained(text: str, rare: list[str]) -> None:
    assert readability.rare_words([text], frozenset({"soudeur"})) == rare


@pytest.mark.parametrize(
    ("masculine", "feminine", "faults"),
    [
        ("Conducteur de bus", "Conductrice de bus", 0),
        ("Fleuriste", "Fleuriste", 0),
        ("Data analyst", "Data analyst", 0),
        ("Chef de rang", "Cheffe de rang", 0),
        ("Soudeur", "Soudeur", 1),
        ("Conducteur", "Conducteure", 1),
        ("Conducteur routier", "Conductrice routier", 1),
        ("Conducteur de bus", "Conductrice de car", 1),
        ("Ouvrier agricole", "Ouvrière", 1),
    ],
)
def test_a_pair_of_titles_is_judged(masculine: str, feminine: str, faults: int) -> None:
    assert len([*gender.title_faults(masculine, feminine)]) == faults


def test_masculines_that_stand_alone_are_listed() -> None:
    alone = "Tu accueilles les clients. Les clientes et les clients paient. Un patient, une personne âgée."
    assert gender.lonely_masculines([alone]) == ["clients"]


def test_what_is_to_be_looked_at_is_told_where_it_stands(tmp_path: Path) -> None:
    content = Path(shutil.copytree(FULL, tmp_path / "content"))
    sheet = content / "metiers" / "exemple.yaml"
    hard = "Incontestablement indispensable anticonstitutionnellement. " * 300
    text = sheet.read_text(encoding="utf-8").replace("Exemple de journée, en atelier.", f"Vite,vite. {hard}")
    sheet.write_text(text.replace("feminin: Exemple de soudeuse", "feminin: Exemple de serveuse"), encoding="utf-8")
    told = "\n".join(report.remarks(loader.load(content, 1).value))
    assert "metiers/exemple.yaml:30 (journee) : rien après , ou ; : « Vite,vite" in told
    assert "metiers/exemple.yaml : « Exemple de soudeur » et « Exemple de serveuse » ne se répondent pas" in told
    assert re.search(r"^exemple : difficile à lire, LIX \d+$", told, re.MULTILINE)


def test_what_a_guide_lacks_is_told(golden: Golden, tmp_path: Path) -> None:
    content = Path(shutil.copytree(MINIMAL, tmp_path / "content"))
    sheet = content / "metiers" / "exemple.yaml"
    sheet.write_text(sheet.read_text(encoding="utf-8").replace("niveau: 3", "niveau: 4"), encoding="utf-8")
    shutil.copy(content / "formations" / "exemple.yaml", content / "formations" / "inutile.yaml")
    golden(
        LANGUAGE / "completeness.txt",
        "".join(f"{line}\n" for line in completeness.remarks(loader.load(content, 1).value)),
    )


def test_the_report_tells_of_every_trade() -> None:
    """What it says is to be looked at (`python -m tests.language`): editors may write what they like."""
    told = report.table(report.readings(real_corpus()))
    assert [document.id for document in real_corpus().of(schema.METIERS) if f"\n{document.id} " not in told] == []


def test_texts_are_what_readers_get_and_nothing_else() -> None:
    page = next(document for document in loader.load(FULL, 1).value.of(schema.METIERS) if document.id == "exemple")
    fields = {text.field for text in texts(page)}
    assert {"titre.feminin", "missions", "journee", "conditions.tenue", "etudes.intitule", "sources.titre"} <= fields
    assert fields.isdisjoint({"rome", "secteur", "similaires", "sources.adresse", "interets.principal"})
    first = next(text for text in texts(page) if text.field == "missions")
    line = (FULL.parent / page.path).read_text(encoding="utf-8").splitlines()[first.line - 1]
    assert french(line.removeprefix("  - ")) == first.value
