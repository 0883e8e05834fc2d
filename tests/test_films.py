"""Films of pupils: shown where every authorisation allows it, and nowhere else; and the list of what is to be renewed."""

import datetime
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest

from oma_builder.content import loader, schema
from oma_builder.content.kinds.film import Consent, Film, Medium
from oma_builder.guide.editions import link_editions
from oma_builder.guide.publication import film_media
from oma_builder.guide.rights import Shelf, standings
from tests.built import FULL, TODAY, build_into, full, printed, unzipped
from tests.tools import ROOT

EVERYWHERE: tuple[Medium, ...] = ("web", "papier", "hors-ligne")
ENDS = datetime.date(2027, 8, 31)


def consent(*where: Medium, until: datetime.date = ENDS, withdrawn: bool = False) -> Consent:
    return Consent(
        reference="dossier-1", portee=where, expire_le=until.isoformat(), etat="retiree" if withdrawn else "valable"
    )


def film(*consents: Consent) -> Film:
    return Film.model_validate(
        {
            "titre": "Exemple",
            "metier": "exemple",
            "etablissement": {"nom": "Exemple de collège"},
            "classe": "3e",
            "annee": "2026",
            "cahier": "exemple",
            "adresse": "https://exemple.example/",
            "duree": "60",
            "transcription": "Exemple.",
            "autorisations": [given.model_dump(mode="json") for given in consents],
        }
    )


@pytest.mark.parametrize(
    ("consents", "media"),
    [
        ((), ()),
        ((consent(*EVERYWHERE),), EVERYWHERE),
        ((consent(*EVERYWHERE), consent("web", "papier")), ("web", "papier")),
        ((consent("web"), consent("papier")), ()),
        ((consent(*EVERYWHERE), consent(*EVERYWHERE, withdrawn=True)), ()),
        ((consent(*EVERYWHERE, until=TODAY),), EVERYWHERE),
        ((consent(*EVERYWHERE, until=TODAY - datetime.timedelta(1)),), ()),
        ((consent(*EVERYWHERE), consent("web", until=TODAY - datetime.timedelta(1))), ()),
    ],
)
def test_a_film_is_where_every_authorisation_allows_it(consents: Iterable[Consent], media: tuple[Medium, ...]) -> None:
    assert film_media(film(*consents), TODAY) == set(media)


def test_what_may_not_leave_the_server_is_not_in_the_archive(
    tmp_path_factory: pytest.TempPathFactory, tmp_path: Path
) -> None:
    site = full(tmp_path_factory)
    folder = unzipped(site, tmp_path)
    online = site.text("metiers/exemple.html")
    carried = (folder / "metiers" / "exemple.html").read_text(encoding="utf-8")
    assert "https://serveur.example/film" in online
    assert 'src="../films/exemple.mp4"' in online
    assert "https://exemple.example/guide/metiers/exemple.html#film-exemple" in carried
    assert [path for path in folder.rglob("*") if path.is_file() and b"serveur.example" in path.read_bytes()] == []
    assert "serveur.example" not in printed(site)
    assert "exempledefilm" in printed(site)


def test_what_is_only_for_folders_is_not_on_the_server(
    tmp_path_factory: pytest.TempPathFactory, tmp_path: Path
) -> None:
    site = full(tmp_path_factory)
    carried = (unzipped(site, tmp_path) / "metiers" / "voisin.html").read_text(encoding="utf-8")
    assert "Exemple de film sur clé" in carried
    assert [path for path in site.folder.rglob("*.html") if "film sur clé" in path.read_text(encoding="utf-8")] == []


def test_no_mark_of_an_edition_is_left(tmp_path_factory: pytest.TempPathFactory, tmp_path: Path) -> None:
    site = full(tmp_path_factory)
    pages = [*site.folder.rglob("*.html"), *unzipped(site, tmp_path).rglob("*.html")]
    assert [page for page in pages if b"<!--" in page.read_bytes()] == []


def test_what_is_to_be_looked_after_comes_in_the_order_of_its_haste() -> None:
    corpus, _ = loader.load(FULL, 1)
    found = standings(corpus.of(schema.FILMS), link_editions(corpus.of(schema.EDITIONS)), Shelf(), TODAY)
    assert [(one.film, one.state, one.reference, one.papers) for one in found] == [
        ("repris", "retiree", "canari-reference-retiree-1", ("Exemple d’édition",)),
        ("sans-dossier", "absente", "", ()),
        ("retire", "expiree", "canari-reference-expiree-1", ()),
        ("exemple", "bientot", "canari-reference-1", ("Exemple d’édition",)),
    ]


@pytest.mark.parametrize(("until", "count"), [(90, 1), (91, 0)])
def test_a_school_is_told_ninety_days_before(until: int, count: int, tmp_path: Path) -> None:
    corpus, _ = loader.load(FULL, 1)
    (document,) = (found for found in corpus.of(schema.FILMS) if found.id == "papier")
    day = document.entry.autorisations[0].expire_le - datetime.timedelta(until)
    assert len(standings((document,), (), Shelf(), day)) == count


def test_what_is_withdrawn_is_to_be_deleted_wherever_it_may_be() -> None:
    corpus, _ = loader.load(FULL, 1)
    documents = {document.id: document for document in corpus.of(schema.FILMS)}
    withdrawn = Consent(reference="dossier-1", portee=EVERYWHERE, expire_le=ENDS.isoformat(), etat="retiree")
    films = [
        replace(document, entry=document.entry.model_copy(update={"autorisations": (withdrawn,)}))
        for name in ("exemple", "peertube", "en-ligne")
        for document in [documents[name]]
    ]
    shelf = Shelf(frozenset({"exemple.mp4", "dossier.mp4"}), "https://depot.example/")
    found = {one.film: one.places for one in standings(films, (), shelf, TODAY)}
    assert found == {
        "exemple": ("films/exemple.mp4", "https://depot.example/exemple.mp4", "https://depot.example/exemple.jpg"),
        "peertube": ("https://tube.example/w/exempledefilm",),
        "en-ligne": ("https://serveur.example/film",),
    }


def told(*options: str) -> str:
    command = [sys.executable, ROOT / "build.py", "rights", "--content", FULL, "--today", f"{TODAY}", *options]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=True)
    assert done.stderr == ""
    return done.stdout


def test_the_command_tells_editors_what_to_do() -> None:
    assert told() == (Path(__file__).parent / "sites" / "full" / "golden" / "rights.txt").read_text(encoding="utf-8")


def test_the_command_tells_machines_the_same() -> None:
    found = json.loads(told("--format", "json"))
    assert [one["state"] for one in found] == ["retiree", "absente", "expiree", "bientot"]
    assert found[0]["papers"] == ["Exemple d’édition"]


def test_the_page_of_films_lists_each_where_it_may_be_shown(
    tmp_path_factory: pytest.TempPathFactory, tmp_path: Path
) -> None:
    site = full(tmp_path_factory)
    carried = (unzipped(site, tmp_path) / "films.html").read_text(encoding="utf-8")
    assert re.findall(r'id="film-([\w-]+)"', site.text("films.html")) == ["exemple", "en-ligne", "peertube"]
    assert re.findall(r'id="film-([\w-]+)"', carried) == ["exemple", "dossier"]
    assert "metiers/exemple.html" in carried


def test_without_a_film_to_show_there_is_no_page_of_films(tmp_path: Path) -> None:
    content = Path(shutil.copytree(FULL, tmp_path / "content"))
    for path in (content / "films").iterdir():
        if path.stem != "papier":
            path.unlink()
    site = build_into(tmp_path / "built", content)
    assert "films.html" not in site.files
    assert [route for route, page in site.pages.items() if "films.html" in page.source] == []
    assert "papier.example/film" in printed(site)
