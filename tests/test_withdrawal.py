"""Documents that may not be shown: nothing of them is published, and what names them stays whole."""

import re
import shutil
from hashlib import sha256
from itertools import chain
from pathlib import Path

import pikepdf
import pytest
import yaml

from oma_builder.content.fields import LONGEST_TEXT
from tests.built import FULL, Built, build_into, printed, squeezed, text_of_pages
from tests.test_site import is_outside, links, problem_of
from tests.tools import MINIMAL
from tests.validity import faults
from tests.written import MODELS, Names, Words, bare, filled, write

pytestmark = [pytest.mark.paper, pytest.mark.slow]

KINDS = [kind for kind in MODELS if kind != "territoires"]
HIDDEN = {
    "canari-brouillon": {"etat": "brouillon"},
    "canari-futur": {"a_partir_du": "2026-11-24"},
    "canari-passe": {"jusqu_au": "2026-11-22"},
}
OF_HIDDEN_SECTOR = "canari-secteur"
LETTERS = dict(zip((*HIDDEN, "ouvert", "seul"), "RIASE", strict=True))
SCHEMES = {
    "metier": "metiers",
    "secteur": "secteurs",
    "formation": "formations",
    "campus": "campus",
    "evenement": "evenements",
    "initiative": "initiatives",
    "regle": "regles",
    "guide": "guides",
    "cahier": "cahiers",
    "public": "publics",
    "interet": "interets",
    "page": "pages",
}
PLACE = {"territoires": ("haute-garonne",)}
EMPTY = re.compile(
    r"<(ul|ol|dl|dd|dt|p|li|h\d|section|small|strong|summary|nav|a)(?![^>]*(?: hidden|role=\"status\"))( [^>]*)?>\s*</\1>"
)
"""Elements that hold nothing, but for those that scripts fill."""
LONELY = re.compile(r"</h(\d)>\s*(?:</section>|</main>|<h\1)")


def hidden(kind: str) -> tuple[str, ...]:
    return (*HIDDEN, OF_HIDDEN_SECTOR) if kind == "metiers" else tuple(HIDDEN)


def words(start: str, *, with_links: bool = False) -> Words:
    """Return texts that tell which document and field they are of; long ones link to all that is hidden."""
    targets = (f"[lien]({scheme}:{name})" for scheme, kind in SCHEMES.items() for name in hidden(kind))
    linked = ", ".join(targets) if with_links else ""
    return lambda name, limit: f"{start} {name} {linked if limit == LONGEST_TEXT else ''}".strip()


def names_of(kind: str, identifier: str) -> Names:
    """Return what a document names: all there is, or only what is hidden; its sector is shown, and no circle closes."""
    all_hidden = {other: hidden(other) for other in KINDS}
    found = {other: ("ouvert", *all_hidden[other]) for other in KINDS} if identifier == "ouvert" else all_hidden
    if kind == "metiers":
        found["secteurs"] = (identifier, *HIDDEN)
        found["metiers"] = tuple(name for name in found["metiers"] if name != identifier)
    return {**found, **PLACE}


def changes(kind: str, identifier: str) -> dict[str, object]:
    match kind:
        case "interets":
            return {"lettre": LETTERS[identifier]}
        case "formations":
            return {"mene_a": {"ouvert": [], "seul": [*HIDDEN]}.get(identifier, ["ouvert"])}
        case "accueils":
            return {"type": "visite"}
        case "films":  # without an authorisation, or without its trade, none is shown
            given = {"reference": "dossier-1", "portee": ["web", "papier", "hors-ligne"], "expire_le": "2027-08-31"}
            return {"autorisations": [given], "metier": "ouvert", **reel(identifier)}
        case "metiers" if identifier == "ouvert":
            title = {"masculin": "Ouvrier d’exemple", "feminin": "Ouvrière d’exemple"}
            return {"titre": title, "titre_court": {"masculin": "Ouvrier", "feminin": "Ouvrière"}}
    return {}


def reel(identifier: str) -> dict[str, object]:
    """Return where a film is: a sample for the one that is shown whole, the word « canari » for those that are hidden."""
    if identifier == "seul":
        return {"adresse": "https://exemple.example/seul"}
    if identifier == "ouvert":
        sample = yaml.safe_load((FULL / "films" / "exemple.yaml").read_text(encoding="utf-8"))
        return {"fichier": sample["fichier"], "duree": sample["duree"], "cahier": "ouvert"}
    facts = {"octets": 6, "largeur": 640, "hauteur": 360, "affiche": "1" * 64}
    return {"fichier": {**facts, "empreinte": sha256(identifier.encode()).hexdigest()}}


def compose(content: Path) -> None:
    """Write, of every kind, three hidden documents, one that names them beside others, one that names only them."""
    shutil.copytree(MINIMAL, content)
    shutil.copy(FULL / "images" / "canari.svg", content / "images")
    shown = dict.fromkeys(KINDS, ("ouvert",)) | PLACE
    for kind in KINDS:
        for identifier, publication in HIDDEN.items():
            made = filled(kind, words(f"Canari {identifier[7:]}"), shown, **changes(kind, identifier))
            write(content, kind, identifier, {**made, "publication": publication})
        for identifier, fill in (("ouvert", filled), ("seul", bare)):
            text = words(f"Exemple {identifier} {kind}", with_links=True)
            made = fill(kind, text, names_of(kind, identifier), **changes(kind, identifier))
            write(content, kind, identifier, made)
    films = content.parent / "films"
    films.mkdir()
    for suffix in (".mp4", ".jpg"):
        shutil.copy(FULL.parent / "films" / f"exemple{suffix}", films / f"ouvert{suffix}")
        for identifier in HIDDEN:
            (films / f"{identifier}{suffix}").write_bytes(b"canari")
    with (content / "site.yaml").open("a", encoding="utf-8") as settings:
        settings.write("films:\n  peertube: https://exemple.example/\n")
    of_hidden = filled("metiers", words("Canari du secteur"), {**shown, "secteurs": (*HIDDEN, "ouvert")})
    write(content, "metiers", OF_HIDDEN_SECTOR, of_hidden)


INVENTED = {"couleur-en-double", "interet-manquant", "rome-different"}
"""What is rightly said of documents that are one text, again and again."""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Built:
    place = tmp_path_factory.mktemp("withdrawal")
    compose(place / "content")
    built = build_into(place / "built", place / "content")
    codes = {problem.code for problem in built.problems} - INVENTED
    assert codes == {"codes-a-confirmer", "questions-absentes", "rien-a-montrer", "secteur-vide"}
    return built


def published(site: Built) -> dict[str, str]:
    """Return the characters of every file, by its route; of a PDF also what is compressed in it, and what it shows."""
    content = {}
    for route in site.files:
        path = site.folder / route
        text = path.read_bytes().decode("utf-8", "replace")
        if route.endswith(".pdf"):
            with pikepdf.open(path) as pdf:
                text += "".join(map(unpacked, pdf.objects))
            text += squeezed("".join(text_of_pages(path)))
        content[route] = text.lower()
    return content


def unpacked(thing: pikepdf.Object) -> str:
    packed = isinstance(thing, pikepdf.Stream) and "/DCTDecode" not in repr(thing)
    return repr(thing) + (thing.read_bytes().decode("utf-8", "replace") if packed else "")


def dead_links(site: Built) -> list[tuple[str, str, str]]:
    return [
        (route, address, problem)
        for route, page in site.pages.items()
        for _, _, address in links(page)
        if not is_outside(address) and (problem := problem_of(site, route, address))
    ]


def holes(site: Built) -> list[tuple[str, str]]:
    """Return every element without content and every heading without anything under it."""
    return [
        (route, found.group())
        for route, page in site.pages.items()
        for found in chain(EMPTY.finditer(page.source), LONELY.finditer(page.source))
    ]


def test_nothing_hidden_is_in_any_byte(site: Built) -> None:
    assert [route for route, text in published(site).items() if "canari" in text] == []
    assert [name for name in site.files if "canari" in name] == []


@pytest.mark.parametrize("kind", KINDS)
def test_the_words_of_what_is_shown_are_found(kind: str, site: Built) -> None:
    html = "".join(page.source for page in site.pages.values())
    assert f"Exemple ouvert {kind} " in html
    assert f"Exemple seul {kind} " in html


def test_what_names_the_hidden_stays_whole(site: Built) -> None:
    assert dead_links(site) == []
    assert holes(site) == []
    assert faults(site.folder) == []


def test_paper_announces_no_list_that_is_empty(site: Built) -> None:
    following = re.findall(r"métiers:(.{16})", printed(site))
    assert len(following) > 3
    assert set(following) == {"ouvrierd’exemple", "exempledesoudeur"}


WITHOUT = [
    ("metiers",),
    ("metiers", "secteurs"),
    ("formations",),
    ("territoires",),
    ("metiers", "secteurs", "territoires", "formations", "pages"),
]


@pytest.mark.parametrize("kinds", WITHOUT, ids="-".join)
def test_a_site_without_some_kind_is_still_whole(kinds: tuple[str, ...], tmp_path: Path) -> None:
    content = tmp_path / "content"
    shutil.copytree(MINIMAL, content)
    drafts = dict.fromkeys(KINDS, ("exemple",)) | PLACE
    for kind in kinds:
        shutil.rmtree(content / kind)
        if kind != "territoires":
            draft = bare(kind, words("Canari"), drafts | {kind: ()})
            write(content, kind, "exemple", {**draft, "publication": {"etat": "brouillon"}})
    site = build_into(tmp_path / "built", content)
    assert site.summary.written
    assert dead_links(site) == []
    assert holes(site) == []
    assert "canari" not in printed(site)
