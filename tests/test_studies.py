"""What the guide says of studies: once what is common, the rest with each; what opens a trade, and what only leads towards it."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oma_builder.content import loader
from oma_builder.content.rules import etudes
from oma_builder.guide import linker, vocabulary
from oma_builder.guide.model import Guide
from oma_builder.guide.studies import StudyPath, told_once
from tests.guides import TODAY
from tests.written import bare, write

FACTS = st.tuples(*(st.sampled_from([f"{question} {answer}" for answer in "abc"]) for question in ("1", "2", "3")))


def plain(name: str, most: int) -> str:
    return f"Exemple de {name}"[:most]


def diploma(content: Path, identifier: str, title: str, **said: object) -> None:
    given = {"intitule": title, "niveau": "4", "duree": "3 ans", "voies": ["scolaire"]}
    write(content, "formations", identifier, bare("formations", plain, {}, **{**given, **said}))


def trade(content: Path, identifier: str, *paths: list[dict[str, object]], **said: object) -> None:
    studies = [{"intitule": f"Exemple {rank}", "etapes": steps} for rank, steps in enumerate(paths)]
    title = {"masculin": f"Exemple {identifier}", "feminin": f"Exemple {identifier}"}
    given = {"titre": title, "secteur": "bois", "etudes": studies, "rome": "H2206"}
    write(content, "metiers", identifier, bare("metiers", plain, {}, **{**given, **said}))


def step(formation: str, *others: str, **said: object) -> dict[str, object]:
    return {"formation": formation, **({"ou": [*others]} if others else {}), **said}


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """Return a folder with one sector, and the diplomas of a carpenter's ways."""
    folder = tmp_path / "content"
    folder.mkdir()
    write(folder, "secteurs", "bois", bare("secteurs", plain, {}, nom="Bois"))
    write(folder, "secteurs", "eau", bare("secteurs", plain, {}, nom="Eau"))
    (folder / "site.yaml").write_text(
        "titre: OMA\nslogan: Exemple\ndescription: Exemple\nadresse: https://oma.example/\ncontact: contact@oma.example\n"
        "editeur: Exemple\nedition: {nom: 2026-2027, arretee_le: 2026-09-01}\nlicence_contenus: Exemple\n",
        encoding="utf-8",
    )
    diploma(folder, "cap", "CAP Bois", niveau="3", acces="0", duree="2 ans", voies=["scolaire", "apprentissage"])
    diploma(folder, "bp", "BP Bois", acces="3", duree="2 ans", voies=["apprentissage"])
    diploma(folder, "bac-pro", "Bac pro Bois", acces="0", voies=["scolaire", "apprentissage"])
    diploma(folder, "bac", "Bac général", acces="0")
    diploma(folder, "bts", "BTS Bois", niveau="5", acces="4", duree="2 ans", mene_a=["master"])
    diploma(folder, "master", "Master Bois", niveau="7", acces="6", duree="2 ans")
    return folder


def linked(content: Path) -> Guide:
    corpus, problems = loader.load(content, jobs=1)
    assert problems == ()
    guide, _ = linker.link(corpus, TODAY)
    assert guide is not None
    return guide


def the_path(content: Path) -> StudyPath:
    (metier,) = linked(content).metiers
    (path,) = metier.paths
    return path


@given(st.lists(FACTS, min_size=1, max_size=4))
def test_each_diploma_has_all_its_facts_and_none_is_told_twice(facts: list[tuple[str, ...]]) -> None:
    shared, own = told_once(facts)
    assert [sorted((*shared, *alone)) for alone in own] == [sorted(one) for one in facts]
    assert all(any(fact not in one for one in facts) for alone in own for fact in alone)


def test_what_is_common_istold_once(content: Path) -> None:
    trade(content, "charpentier", [step("bac-pro", "bac"), step("bts")], acces="4", niveau="5")
    first, last = the_path(content).steps
    assert first.facts == ("3\u00a0ans",)
    assert [one.facts for one in first.alternatives] == [("à l’école ou en apprentissage",), ("à l’école",)]
    assert last.facts == ("niveau bac + 2", "2\u00a0ans", "à l’école")
    assert [one.facts for one in last.alternatives] == [()]


def test_a_note_adds_to_the_length(content: Path) -> None:
    trade(content, "charpentier", [step("cap", precision="dès 15 ans")])
    (only,) = the_path(content).steps
    assert (only.facts, only.note) == (("2\u00a0ans", "à l’école ou en apprentissage"), "dès 15\u00a0ans")


def test_a_diploma_opens_a_trade_or_leads_towards_it(content: Path) -> None:
    trade(content, "charpentier", [step("cap"), step("bp", plus_loin="oui")], [step("bac-pro", "bac"), step("bts")])
    guide = linked(content)
    at_once = {formation.id: [card.id for card in formation.metiers] for formation in guide.formations}
    later = {formation.id: [card.id for card in formation.later] for formation in guide.formations}
    assert {name for name, cards in at_once.items() if cards} == {"cap", "bp", "bts"}
    assert {name for name, cards in later.items() if cards} == {"bac-pro", "bac"}


def test_what_opens_a_trade_once_is_not_told_as_leading_towards_it(content: Path) -> None:
    trade(content, "charpentier", [step("bac-pro")], [step("bac-pro"), step("bts")], niveau="4")
    (found,) = (formation for formation in linked(content).formations if formation.id == "bac-pro")
    assert ([card.id for card in found.metiers], found.later) == (["charpentier"], ())


def test_a_diploma_comes_after_what_editors_and_trades_say(content: Path) -> None:
    trade(content, "charpentier", [step("bac-pro", "bac"), step("bts")], acces="4", niveau="5")
    found = {formation.id: formation for formation in linked(content).formations}
    assert [link.title for link in found["bts"].before] == ["Bac général", "Bac pro Bois"]
    assert [link.title for link in found["bts"].after] == ["Master Bois"]
    assert [link.title for link in found["bac"].after] == ["BTS Bois"]


@pytest.mark.parametrize(
    ("paths", "acces", "niveau", "codes"),
    [
        (([step("cap")],), "0", "3", []),
        (([step("cap")],), "0", "4", ["niveau-different"]),
        (([step("cap")],), "4", "3", ["acces-different"]),
        (([step("cap"), step("bp", plus_loin="oui")],), "0", "3", []),
        (([step("cap"), step("bp")],), "0", "3", ["acces-different", "niveau-different"]),
        (([step("bac"), step("bts")],), "4", "5", []),
        (([step("bac"), step("bts")],), "0", "5", ["acces-different"]),
        (([step("bac"), step("bts"), step("master")],), "4", "7", []),
        (([step("bac"), step("bts")], [step("bac-pro")]), "0", "4", []),
        (([step("cap")], [step("inconnu")]), "4", "4", []),
    ],
)
def test_a_trade_agrees_with_its_diplomas(
    content: Path, paths: tuple[list[dict[str, object]], ...], acces: str, niveau: str, codes: list[str]
) -> None:
    trade(content, "charpentier", *paths, acces=acces, niveau=niveau)
    corpus, _ = loader.load(content, jobs=1)
    rules = (etudes.diploma_is_that_of_the_paths, etudes.access_is_that_of_the_paths)
    assert sorted(problem.code for rule in rules for problem in rule(corpus, TODAY)) == codes


def test_a_diploma_that_says_nothing_of_its_access_accuses_nobody(content: Path) -> None:
    diploma(content, "titre", "Titre Bois", niveau="3")
    trade(content, "charpentier", [step("titre")], acces="4")
    corpus, _ = loader.load(content, jobs=1)
    assert [*etudes.access_is_that_of_the_paths(corpus, TODAY)] == []


def test_a_campus_of_sectors_reaches_their_trades(content: Path) -> None:
    trade(content, "charpentier", [step("cap")])
    trade(content, "luthier", [step("cap")], secteur="eau", secteurs_associes=["bois"])
    trade(content, "puisatier", [step("cap")], secteur="eau")
    place = {"type": "region", "nom": "Occitanie", "code": "76", "rattachement": None}
    write(content, "territoires", "occitanie", bare("territoires", plain, {}, **place))
    campus = {"nom": "Campus Bois", "departements": ["occitanie"], "secteurs": ["bois"]}
    write(content, "campus", "bois", bare("campus", plain, {}, **campus))
    (found,) = linked(content).campuses
    assert ([card.id for card in found.metiers], found.is_for_sectors) == (["charpentier", "luthier"], True)


@pytest.mark.parametrize(
    ("required", "level", "told"),
    [
        (0, 3, "de la 3e au niveau CAP"),
        (0, 4, "de la 3e au niveau bac"),
        (4, 7, "du bac au niveau bac + 5"),
    ],
)
def test_studies_go_from_somewhere_to_somewhere(required: int, level: int, told: str) -> None:
    assert vocabulary.studies(required, level) == told
