"""No datum of a list of contacts gets into what is published, in whatever file, form and spelling it hides."""

import datetime
import io
import json
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, PngImagePlugin

from oma_builder import pipeline
from oma_builder.artifact import Artifact, BigArtifact
from oma_builder.problems import as_text
from oma_builder.progress import silent
from oma_builder.project import Project
from oma_builder.stewardship.contacts import Contact
from oma_builder.stewardship.guard import find, guard_of
from tests.conftest import Golden
from tests.tools import MINIMAL, ROOT, workshop

CASES = ROOT / "tests" / "problems"
TODAY = datetime.date(2026, 11, 23)
PERSON = Contact(7, "Canari-Cobaye", "Zoé", mail="zoe.canari@exemple.fr", phone="0639980001")
GUARD = guard_of([PERSON], "contacts.csv")
DATA = {"name": "Zoé Canari-Cobaye", "mail": "zoe.canari@exemple.fr", "phone": "06 39 98 00 01"}


def hits(route: str, content: bytes | str) -> set[str]:
    """Return which of the data are found in a file."""
    raw = content.encode() if isinstance(content, str) else content
    words = {"le nom": "name", "l’adresse électronique": "mail", "le téléphone": "phone"}
    told = [problem.message for problem in find(GUARD, [Artifact(route, raw)], 1)]
    assert all(message.endswith("ligne 7 de contacts.csv") for message in told)
    assert not any(datum in message for message in told for datum in DATA.values())
    return {kind for word, kind in words.items() for message in told if word in message}


def picture(form: str, **more: object) -> bytes:
    raw = io.BytesIO()
    Image.new("RGB", (8, 8)).save(raw, form, **more)  # type: ignore[arg-type]
    return raw.getvalue()


def packed(member: str, content: bytes) -> bytes:
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(member, content)
    return raw.getvalue()


def _labelled(text: str) -> PngImagePlugin.PngInfo:
    label = PngImagePlugin.PngInfo()
    label.add_text("Author", text, zip=True)
    return label


def _exif(text: str) -> bytes:
    exif = Image.Exif()
    exif[0x013B] = text
    return exif.tobytes()


@pytest.mark.parametrize(
    ("route", "content", "kind"),
    [
        ("a.html", "<p>Avec Zoé Canari-Cobaye.", "name"),
        ("a.html", "<p>CANARI COBAYE, zoe", "name"),
        ("a.html", "<p>Zo&eacute; <b>Canari</b>\u2011<i>Cobaye</i>", "name"),
        ("a.html", "<td>Zoé</td><td>Canari&nbsp;Cobaye</td>", "name"),
        ("a.html", "<p>Zoe\u0301 Ca<b>na</b>ri Co\u00adbaye", "name"),
        ("a.html", "<img alt='Zoé Canari-Cobaye'>", "name"),
        ("a.html", "<!-- Zoé Canari-Cobaye -->", "name"),
        ("a.html", "<a href='?q=Zo%C3%A9%20Canari-Cobaye'>x</a>", "name"),
        ("a.html", "<p>zoe.<wbr>canari<span>@</span>exemple.fr", "mail"),
        ("a.html", "<a href='mailto:Zoe.Canari%40exemple.fr'>x</a>", "mail"),
        ("a.html", "<p>&#122;oe.canari&#64;exemple.fr.", "mail"),
        ("a.html", "<p>zoe.canari@exemple.fr.Suite", "mail"),
        ("a.html", "<a href='tel:+33639980001'>x</a>", "phone"),
        ("a.html", "<p>06.39.98.00.01", "phone"),
        ("a.html", "<p>+33 (0)6 39 98 00 01", "phone"),
        ("a.html", "<p>06\u202f39&nbsp;98-00/01", "phone"),
        ("a.html", "<p>0033639980001", "phone"),
        ("search.js", "x=" + json.dumps({"t": "canari cobaye Zoé"}), "name"),
        ("data.json", json.dumps({"courriel": "\nzoe.canari@exemple.fr"}), "mail"),
        ("data.js", "'0639980001'", "phone"),
        ("feed.atom", "<title>Zoé Canari-Cobaye</title>", "name"),
        ("agenda.ics", "SUMMARY:Zoé Can\r\n ari-Cobaye", "name"),
        ("data.csv", "Canari-Cobaye;Zoé", "name"),
        ("serveur/nginx.conf", "# zoe.canari@exemple.fr", "mail"),
        ("zoe-canari-cobaye.html", "", "name"),
        ("a.jpg", picture("JPEG", comment="Zoé Canari-Cobaye".encode("latin-1")), "name"),
        ("a.webp", picture("WEBP", xmp="<dc:creator>Zoé Canari-Cobaye</dc:creator>".encode()), "name"),
        ("a.jpg", picture("JPEG", comment=b"zoe.canari@exemple.fr"), "mail"),
        ("a.webp", picture("WEBP", exif=_exif("tel 06 39 98 00 01")), "phone"),
        ("a.png", picture("PNG", pnginfo=_labelled("Zoé Canari-Cobaye")), "name"),
        ("a.zip", packed("oma/a.html", b"<p>zoe.canari@exemple.fr"), "mail"),
    ],
)
def test_a_datum_is_found_wherever_it_hides(route: str, content: bytes | str, kind: str) -> None:
    assert hits(route, content) == {kind}


@pytest.mark.parametrize(
    "content",
    [
        "<p>Zoé aime le canari. Un cobaye.",
        "<p>Zoé et Canari-Cobaye",
        "<p>Canari Zoé Cobaye",
        "<p>ozoe.canari@exemple.fr, zoe.canari@exemple.org",
        "<p>06 39 98 00 02 ; 10639980001 ; 063998000123",
        "<path d='M0 6.39 98 00 01'>",
    ],
)
def test_what_only_looks_alike_is_let_through(content: str) -> None:
    assert hits("a.html", content) == set()


def test_an_address_of_a_function_and_half_a_name_are_no_personal_data() -> None:
    guard = guard_of([Contact(2, "Seul", "", mail="stages@exemple.fr"), Contact(3, "A", "B")], "x.csv")
    assert guard.is_empty


def test_each_datum_is_told_once_with_the_files_counted() -> None:
    pages = [Artifact(f"{name}.html", f"<p>{DATA['name']}".encode()) for name in "abc"]
    (problem,) = find(GUARD, [*pages, Artifact("x.zip", packed("a.html", pages[0].content))], 1)
    assert (problem.path, "(et 2 autres)" in problem.message) == ("a.html", True)


def test_a_film_is_looked_through_where_it_lies(tmp_path: Path) -> None:
    (tmp_path / "film.mp4").write_bytes(bytes(90) + b"titre zoe.canari@exemple.fr" + bytes(90))
    assert len(find(GUARD, [BigArtifact("films/film.mp4", tmp_path / "film.mp4", "0" * 64)], 1)) == 1


names = st.text(st.sampled_from("abcçdeéèïôœ"), min_size=3, max_size=9)


@given(first=names, last=names, before=st.text(max_size=20), after=st.text(max_size=20), upper=st.booleans())
def test_any_whole_name_between_any_signs_is_found(first: str, last: str, before: str, after: str, upper: bool) -> None:
    guard = guard_of([Contact(2, last, first)], "x.csv")
    name = f"{last} {first}".upper() if upper else f"{first} {last}"
    page = f"<p>{before.replace('<', '')} | {name} | {after}"
    assert [problem.code for problem in find(guard, [Artifact("a.html", page.encode("utf-8", "replace"))], 1)]


HOOK = "Un métier d'exemple."


def spoilt(folder: Path, text: str) -> Path:
    """Return the minimal content with a text in its trade, as only a person may know that it names somebody."""
    content = Path(shutil.copytree(MINIMAL, folder / "content"))
    trade = content / "metiers" / "exemple.yaml"
    before = trade.read_text(encoding="utf-8")
    assert HOOK in before
    trade.write_text(before.replace(HOOK, text), encoding="utf-8")
    return content


@pytest.fixture(scope="module")
def planned(tmp_path_factory: pytest.TempPathFactory) -> tuple[pipeline.Made, ...]:
    """Return all that a build of a site with a canary makes, before it is written."""
    folder = tmp_path_factory.mktemp("guarded")
    content = spoilt(folder, "Un métier d'exemple, avec Zoé Canari-Cobaye.")
    project = Project(workshop(folder / "project"), content, folder / "site", TODAY)
    made, _ = pipeline.make(project, pipeline.Clock(silent))
    return (made,)


@pytest.mark.slow
@pytest.mark.parametrize(
    "ending",
    ["metiers/exemple.html", "guide/oma-guide.pdf", "fiches/exemple.pdf", "metiers.json", "metiers.csv", ".zip", ".js"],
)
def test_the_canary_is_found_in_every_kind_of_file_that_a_build_makes(
    ending: str, planned: tuple[pipeline.Made, ...]
) -> None:
    files = [item for item in planned[0].planned if item.route.endswith(ending)]
    assert files
    (problem,) = find(GUARD, files, 1)
    assert problem.path.partition(" › ")[0] in {item.route for item in files}


@pytest.mark.slow
def test_a_build_that_would_name_somebody_writes_nothing(tmp_path: Path, golden: Golden) -> None:
    content = spoilt(tmp_path, "Un métier d'exemple, avec Zoé Canari-Cobaye.")
    project = Project(workshop(tmp_path / "project"), content, tmp_path / "site", TODAY, pages_only=True)
    summary, problems = pipeline.build_whole(project, silent, GUARD)
    assert (summary.written, project.output.exists()) == (None, False)
    told = "".join(f"{as_text(problem)}\n" for problem in problems)
    golden(CASES / "contacts-publies" / "expected.txt", re.sub(r"et \d+ autres", "et N autres", told))
    assert pipeline.build_whole(project, silent).value.written, "without its guard, the same site is written"
    other = guard_of([PERSON._replace(first_name="Autre", surname="Personne")], "contacts.csv")
    assert pipeline.build_whole(project, silent, other).value.written


@pytest.mark.slow
def test_the_command_refuses_a_list_within_the_project_and_keeps_nothing_of_one(tmp_path: Path) -> None:
    content = spoilt(tmp_path, HOOK)
    liste = tmp_path / "contacts.csv"
    head = "Nom;Prénom;Rôle;Courriel;Finalité;Transmis le\r\n"
    liste.write_text(f"{head}Canari-Cobaye;Zoé;clee;zoe.canari@exemple.fr;x;01/09/2026\r\n", encoding="utf-8")

    def run(*arguments: object) -> subprocess.CompletedProcess[str]:
        command = [
            sys.executable,
            ROOT / "build.py",
            "build",
            "--pages-only",
            "--today",
            "2026-11-23",
            "--content",
            content,
        ]
        command += ["--output", tmp_path / "site", *arguments]
        return subprocess.run([*map(str, command)], capture_output=True, text=True, encoding="utf-8", check=False)

    assert run("--guard", ROOT / "README.md").returncode == 2
    done = run("--guard", liste)
    assert done.returncode == 0, done.stdout + done.stderr
    (content / "metiers" / "exemple.yaml").write_text(
        (content / "metiers" / "exemple.yaml").read_text("utf-8").replace(HOOK, "Un métier de Zoé CANARI COBAYE."),
        "utf-8",
    )
    refused = run("--guard", liste)
    assert (refused.returncode, "[contacts-publies]" in refused.stdout) == (1, True), refused.stdout + refused.stderr
    assert not any("canari" in text.casefold() for text in (done.stdout, refused.stdout, refused.stderr))
    liste.write_text(head, encoding="utf-8")
    assert run("--guard", liste).returncode == 2
