"""Films of pupils: shown where every authorisation allows it, and nowhere else; and the list of what is to be renewed."""

import datetime
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import replace
from itertools import combinations as combinations_of
from pathlib import Path

import pikepdf
import pytest

from oma_builder import printing
from oma_builder.content import loader, schema
from oma_builder.content.kinds.film import Consent, Film, Medium
from oma_builder.guide.editions import link_editions
from oma_builder.guide.publication import film_media
from oma_builder.guide.rights import Shelf, standings
from oma_builder.problems import Severity
from oma_builder.progress import silent
from oma_builder.project import Project
from oma_builder.publish import output
from tests.built import FULL, TODAY, build_into, full, printed, squeezed, text_of_pages, unzipped
from tests.papers import linked
from tests.test_problems import CASES
from tests.test_withdrawal import unpacked
from tests.tools import MINIMAL, ROOT, workshop
from tests.written import write

pytestmark = [pytest.mark.film, pytest.mark.slow]

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


def test_each_edition_finds_the_films_that_it_may_show(
    tmp_path_factory: pytest.TempPathFactory, tmp_path: Path
) -> None:
    site = full(tmp_path_factory)
    editions = {"web": site.folder, "hors-ligne": unzipped(site, tmp_path)}
    for medium, folder in editions.items():
        (file,) = (folder / "assets").glob("documents.*.js")
        assert file.name in (folder / "adresses.js").read_text(encoding="utf-8")
        text = file.read_text(encoding="utf-8")
        found = set(re.findall(r'"id":"[^"]*#film-([a-z-]+)"', text))
        assert found == {film.id for film in linked(FULL).films if medium in film.media}
        assert found, medium
        assert "Exempleville" in text, "the school of a film, with its town"


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
    captions = {"exemple": "content/films/exemple.vtt", "dossier": "content/films/dossier.vtt"}
    shelf = Shelf(frozenset({"exemple.mp4", "dossier.mp4"}), "https://depot.example/", captions, ".cache/")
    found = {one.film: one.places for one in standings(films, (), shelf, TODAY)}
    stored = ("https://depot.example/exemple.mp4", "https://depot.example/exemple.jpg")
    assert found == {
        "exemple": ("films/exemple.mp4", "content/films/exemple.vtt", ".cache/", *stored),
        "peertube": (".cache/", "https://tube.example/w/exempledefilm"),
        "en-ligne": (".cache/", "https://serveur.example/film"),
    }
    assert {one.copies for one in standings(films, (), shelf, TODAY)} == {EVERYWHERE}


def test_a_deleted_document_does_not_forget_the_paper() -> None:
    """Nor the files that are still there; one that could not be read is not taken for deleted."""
    corpus, _ = loader.load(FULL, 1)
    editions = link_editions(corpus.of(schema.EDITIONS))
    others = [document for document in corpus.of(schema.FILMS) if document.id != "exemple"]
    shelf = Shelf(frozenset({"exemple.mp4"}), "", {"exemple": "content/films/exemple.vtt"})
    found = {one.film: one for one in standings(others, editions, shelf, TODAY)}["exemple"]
    assert (found.state, found.papers, found.copies) == ("sans-fiche", ("Exemple d’édition",), ("papier",))
    assert found.places == ("films/exemple.mp4", "content/films/exemple.vtt")
    unread = standings(others, editions, shelf, TODAY, {"exemple"})
    assert [one for one in unread if one.film == "exemple"] == []


def test_paper_that_names_what_it_no_longer_may_is_told() -> None:
    """A family that takes paper alone back: the film is shown elsewhere, and the old copies are to be looked after."""
    corpus, _ = loader.load(FULL, 1)
    (document,) = (found for found in corpus.of(schema.FILMS) if found.id == "exemple")
    consents = tuple(
        consent.model_copy(update={"portee": ("web",), "expire_le": datetime.date(2028, 8, 31)})
        for consent in document.entry.autorisations
    )
    reduced = replace(document, entry=document.entry.model_copy(update={"autorisations": consents}))
    editions = link_editions(corpus.of(schema.EDITIONS))
    (found,) = (one for one in standings((reduced,), editions, Shelf(), TODAY) if one.film == "exemple")
    assert (found.state, found.papers, found.copies) == ("hors-papier", ("Exemple d’édition",), ("papier",))
    assert standings((reduced,), (), Shelf(), TODAY) == ()


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
    assert "papier.example/film" not in printed(site)  # this PDF lies on the site, where the film may not be named


def test_each_film_is_named_where_its_authorisations_allow_it_and_nowhere_else(tmp_path: Path) -> None:
    """In pages, in the archive, in the PDF files of both, in those that are printed apart."""
    combinations = [names for size in range(4) for names in combinations_of(EVERYWHERE, size)]
    content = Path(shutil.copytree(MINIMAL, tmp_path / "content"))
    (content / "films").mkdir()
    shutil.copytree(CASES / "film-retire" / "in" / "cahiers", content / "cahiers")
    for media in combinations:
        write_film(content, "-".join(("canari", *media)), media)
    site = build_into(tmp_path / "built", content)
    assert [problem for problem in site.problems if problem.severity is not Severity.INFORMATION] == []
    carried = {path: path for path in unzipped(site, tmp_path / "zip").rglob("*") if path.is_file()}
    pages = [site.folder / route for route in site.files if not route.endswith((".pdf", ".zip"))]
    assert named(pages) == {media for media in combinations if "web" in media}
    assert named(path for path in carried if path.suffix != ".pdf") == {m for m in combinations if "hors-ligne" in m}
    published = [path for path in (*carried, *site.folder.rglob("*.pdf")) if path.suffix == ".pdf"]
    assert named(published) == {media for media in combinations if {*media} == {*EVERYWHERE}}
    project = Project(workshop(tmp_path / "apart"), content, tmp_path / "apart", TODAY)
    for edition in ("ecran", "fiche"):
        files, problems = printing.print_apart(project, printing.Prints(edition), silent)
        assert [problem for problem in problems if problem.severity is not Severity.INFORMATION] == []
        for file in files:
            output.write_one(tmp_path / "apart" / file.route, file.content)
        assert named(tmp_path / "apart" / file.route for file in files) == {
            media for media in combinations if "papier" in media
        }


def write_film(content: Path, name: str, media: tuple[Medium, ...]) -> None:
    """Write a film whose title, address and name hold the media on which it may be shown."""
    consents = [{"reference": "dossier-1", "portee": list(media), "expire_le": ENDS.isoformat()}] if media else []
    said = film().model_dump(mode="json", exclude_none=True)
    said |= {"cahier": "essai", "titre": name, "adresse": f"https://exemple.example/{name}", "autorisations": consents}
    write(content, "films", name, said)


def named(files: Iterable[Path]) -> set[tuple[str, ...]]:
    """Return the media of each film that any byte of these files names; of a PDF, also what is compressed or shown."""
    text = "".join(squeezed(path.read_bytes().decode("utf-8", "replace") + shown_by(path)) for path in files)
    marks = re.findall(r"canari((?:-(?:web|papier|hors-ligne))*)", text)
    return {tuple(medium for medium in EVERYWHERE if medium in mark) for mark in marks}


def shown_by(path: Path) -> str:
    if path.suffix != ".pdf":
        return ""
    with pikepdf.open(path) as pdf:
        return "".join(map(unpacked, pdf.objects)) + "".join(text_of_pages(path))
