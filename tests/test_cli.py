"""The commands as an editor types them: French throughout, exit codes, nothing lost."""

import json
import os
import shutil
import subprocess
import sys
import tomllib
import typing
from collections.abc import Sequence
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po

from oma_builder.cli import printing
from oma_builder.content.kinds.site import FormName
from oma_builder.guide import prints
from oma_builder.print import forms

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parent.parent
MINIMAL = ROOT / "tests" / "sites" / "minimal" / "content"
FULL = ROOT / "tests" / "sites" / "full" / "content"
DAY = ["--today", "2026-11-26"]


def run(*arguments: str | Path, language: str = "en_US.UTF-8") -> subprocess.CompletedProcess[str]:
    """Run `python build.py` from another folder, as a shell of that language would."""
    return subprocess.run(
        [sys.executable, ROOT / "build.py", *map(str, arguments)],
        capture_output=True, text=True, encoding="utf-8", cwd=ROOT.parent, check=False,
        env={**os.environ, "LANG": language, "LC_ALL": language},
    )  # fmt: skip


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """Return a copy of the minimal content that a test may spoil."""
    return Path(shutil.copytree(MINIMAL, tmp_path / "content"))


def test_a_worker_that_imports_build_py_builds_nothing() -> None:
    """Windows and macOS start workers so; without its guard, each of them would start a build of its own."""
    command = [sys.executable, "-c", "import runpy; runpy.run_path('build.py', run_name='__mp_main__')"]
    done = subprocess.run(command, capture_output=True, cwd=ROOT, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")


def test_build_is_the_default_command(content: Path, tmp_path: Path) -> None:
    done = run("--content", content, "--output", tmp_path / "site", "--no-pdf", *DAY)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "site" / "index.html").is_file()
    assert not (tmp_path / "site" / "guide").exists()
    assert "fichiers écrits" in done.stdout
    assert "aucun problème" in done.stdout


def test_the_address_of_the_command_line_wins(content: Path, tmp_path: Path) -> None:
    run(
        "build", "--content", content, "--output", tmp_path / "site", "--no-pdf", "--base-url", "https://a.fr/oma", *DAY
    )
    assert "<loc>https://a.fr/oma/metiers.html</loc>" in (tmp_path / "site" / "sitemap.xml").read_text("utf-8")
    assert 'href="/oma/metiers.html"' in (tmp_path / "site" / "404.html").read_text("utf-8")


def test_without_a_pdf_nothing_links_to_it(content: Path, tmp_path: Path) -> None:
    run("--content", content, "--output", tmp_path / "site", "--no-pdf", *DAY)
    assert not [page for page in (tmp_path / "site").rglob("*.html") if b"oma-guide.pdf" in page.read_bytes()]


def test_an_error_writes_nothing_and_says_so(content: Path, tmp_path: Path) -> None:
    (content / "site.yaml").unlink()
    done = run("build", "--content", content, "--output", tmp_path / "site", *DAY)
    assert done.returncode == 1
    assert "content/site.yaml: le fichier site.yaml manque [site-absent]\n  → " in done.stdout
    assert done.stdout.rstrip().endswith("1 erreur : rien n’a été écrit, le site précédent est intact.")
    assert not (tmp_path / "site").exists()


@pytest.mark.parametrize("command", ["build", "pdf", "check"])
def test_a_blank_slogan_is_never_a_success(command: str, content: Path) -> None:
    """Without its site there is no guide: whatever was asked for did not come about."""
    site = (content / "site.yaml").read_text("utf-8")
    (content / "site.yaml").write_text(site.replace("slogan: Un exemple, pas un vrai guide.", 'slogan: " "'), "utf-8")
    done = run(command, "--content", content, *DAY)
    assert (done.returncode, "[champ-vide]" in done.stdout) == (1, True), done.stdout + done.stderr


def test_strict_makes_warnings_errors_and_leaves_informations(content: Path, tmp_path: Path) -> None:
    old = ["--content", content, "--today", "2031-01-01"]
    strict = run("check", "--pages-only", *old, "--strict")
    assert (strict.returncode, "aucun problème, 2 informations." in strict.stdout) == (0, True)
    assert run("check", "--pages-only", *old, "--format", "github").stdout.startswith("::notice file=content/")
    shutil.copy(content / "secteurs" / "exemple.yaml", content / "secteurs" / "autre.yaml")
    sector = content / "secteurs" / "autre.yaml"
    sector.write_text(
        sector.read_text(encoding="utf-8").replace("nom: Exemple", "nom: Autre exemple"), encoding="utf-8"
    )
    assert run("check", "--pages-only", *old).returncode == 0
    assert run("check", "--pages-only", *old, "--strict").returncode == 1
    assert run("build", *old, "--strict", "--output", tmp_path / "site").returncode == 1


def test_a_version_for_release_is_strict_and_complete(content: Path, tmp_path: Path) -> None:
    site = (content / "site.yaml").read_text(encoding="utf-8").replace("oma.example", "oma.fr")
    (content / "site.yaml").write_text(site, encoding="utf-8")
    assert "[audit-absent]" in run("check", "--pages-only", "--content", content, "--release", *DAY).stdout
    shutil.copy(FULL / "accessibilite.yaml", content)
    assert run("check", "--pages-only", "--content", content, "--release", *DAY).returncode == 0
    assert run("check", "--pages-only", "--content", content, "--release", "--today", "2031-01-01").returncode == 0
    (content / "site.yaml").write_text(site.replace("Exemple d'organisme", "À compléter"), encoding="utf-8")
    assert run("check", "--pages-only", "--content", content, *DAY).returncode == 0
    done = run("build", "--content", content, "--release", "--output", tmp_path / "site", *DAY)
    assert (done.returncode, "[a-completer]" in done.stdout) == (1, True)


def test_check_speaks_to_people_and_to_machines(content: Path) -> None:
    (content / "notes.txt").write_text("x", encoding="utf-8")
    as_text = run("check", "--pages-only", "--content", content, *DAY)
    assert "content/notes.txt: ce nom n’a pas de place dans le contenu [fichier-inattendu]" in as_text.stdout
    assert "\nChaque message est expliqué dans CONTRIBUTING.md, partie 8 : " in as_text.stdout
    (found,) = json.loads(run("check", "--content", content, "--format", "json", *DAY).stdout)
    assert (found["path"], found["code"], found["severity"]) == ("content/notes.txt", "fichier-inattendu", "erreur")
    github = run("check", "--content", content, "--format", "github", *DAY).stdout
    assert github.startswith("::error file=content/notes.txt,line=1,title=fichier-inattendu::")
    (told,) = json.loads(run("check", "--content", content, "--format", "gitlab", *DAY).stdout)
    assert (told["check_name"], told["location"]["path"]) == ("fichier-inattendu", "content/notes.txt")


def test_check_builds_without_writing_and_says_what_it_left_out(content: Path, tmp_path: Path) -> None:
    """What it calls fine is built; what only printing or decoding shows, it shows."""
    where, files = ("--content", content, *DAY), sorted(content.rglob("*"))
    assert run("check", *where).stdout.splitlines()[1:] == []
    assert "Avec --no-pdf, les guides imprimés n’ont pas été regardés." in run("check", "--no-pdf", *where).stdout
    assert "Avec --pages-only, ni les guides imprimés, ni" in run("check", "--pages-only", *where).stdout
    assert sorted(content.rglob("*")) == files
    assert run("build", *where, "--output", tmp_path / "site").returncode == 0
    metier = content / "metiers" / "exemple.yaml"
    metier.write_text(metier.read_text("utf-8").replace("Exemple de journée.", "Exemple de journée. " * 600), "utf-8")
    too_long = run("check", *where)
    assert (too_long.returncode, "[fiche-trop-longue]" in too_long.stdout) == (1, True)
    (content / "notes.txt").touch()
    assert "n’a pas été regardé : corrigez d’abord ces erreurs." in run("check", *where).stdout


def test_a_host_is_told_where_its_own_copy_of_the_manual_explains(
    content: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (content / "notes.txt").touch()
    ours = {
        "GITHUB_ACTIONS": "true",
        "GITHUB_SERVER_URL": "https://a.fr",
        "GITHUB_REPOSITORY": "b/c",
        "GITHUB_SHA": "d",
    }
    for name, value in ours.items():
        monkeypatch.setenv(name, value)
    github = run("check", "--content", content, "--format", "github", *DAY).stdout
    assert github.endswith("%0AExpliqué dans https://a.fr/b/c/blob/d/CONTRIBUTING.md#fichier-inattendu\n")
    monkeypatch.delenv("GITHUB_ACTIONS")
    for name, value in {"GITLAB_CI": "true", "CI_PROJECT_URL": "https://e.fr/f", "CI_COMMIT_SHA": "g"}.items():
        monkeypatch.setenv(name, value)
    (told,) = json.loads(run("check", "--content", content, "--format", "gitlab", *DAY).stdout)
    assert told["description"].endswith(" (https://e.fr/f/-/blob/g/CONTRIBUTING.md#fichier-inattendu)")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["bild"], "la commande bild n’existe pas. Vouliez-vous dire"),
        (["build", "--stric"], "l’option --stric n’existe pas"),
        (["build", "--today", "2026-02-30"], "« 2026-02-30 » n’est pas une date comme 2026-09-01."),
        (["build", "--base-url", "exemple"], "« exemple » n’est pas une adresse comme"),
        (["build", "--jobs", "deux"], "« deux » n’est pas un nombre entier"),
        (["build", "--jobs", "0"], "0 n’est pas dans l’intervalle"),
        (["check", "--format", "xml"], "« xml » n’est pas l’un de"),
        (["build", "--output"], "l’option --output demande une valeur"),
        (["clean", "tout"], "mot en trop : tout"),
        (["check", "--content", "nulle-part"], "le dossier nulle-part n’existe pas"),
        (["build", "--output", "/"], "le dossier / est refusé"),
        (["pdf", "--output", f"{ROOT}/content"], "content est refusé : il contient bien plus que ce qui serait écrit"),
        (["pdf", "--output", f"{ROOT}/tests"], "tests est refusé : il contient autre chose que des PDF"),
        (
            ["erratum", "--since", "2026", "--output", f"{ROOT}/content/metiers"],
            "est refusé : il est à l’intérieur du contenu",
        ),
    ],
)
def test_a_wrong_command_is_explained_in_french(arguments: list[str], said: str) -> None:
    done = run(*arguments)
    assert done.returncode == 2
    assert said in done.stderr
    assert not [word for word in ("Error", "Usage", "Try ", "No such", "Traceback") if word in done.stderr]


@pytest.mark.parametrize(
    "command",
    [[], ["build"], ["check"], ["serve"], ["new"], ["photo", "add"], ["import", "csv"], ["schema"], ["clean"]],
)
def test_help_is_french(command: list[str]) -> None:
    done = run(*command, "--help")
    assert done.returncode == 0
    assert "Affiche cette aide." in done.stdout
    assert not [word for word in ("Usage", "Show", "Options:\n  --help", "Commands") if word in done.stdout]


def test_clean_removes_what_builds_made_and_nothing_else(content: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    run("--content", content, "--output", site, "--no-pdf", *DAY)
    (site / "a-moi.txt").write_text("gardez-moi", encoding="utf-8")
    done = run("clean", "--output", site)
    assert done.returncode == 0
    assert [path.name for path in site.rglob("*")] == ["a-moi.txt"]


def test_timings_name_every_stage(content: Path, tmp_path: Path) -> None:
    done = run("--content", content, "--output", tmp_path / "site", "--timings", *DAY)
    for stage in ("lecture", "vérification", "images", "guides imprimés", "pages", "écriture"):
        assert f"\n{stage} " in f"\n{done.stdout}"


def test_plain_lines_are_printed_when_nobody_watches(content: Path, tmp_path: Path) -> None:
    done = run("--content", content, "--output", tmp_path / "site", "--no-pdf", *DAY)
    stages = ["lecture", "vérification", "images", "films", "images de partage", "pages", "archive", "écriture"]
    assert done.stderr.splitlines() == [f"… {stage}" for stage in stages]


def test_the_version_is_that_of_the_project() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert run("--version").stdout == f"oma-builder {project['version']}\n"


def test_the_french_of_click_is_compiled_from_its_source() -> None:
    folder = ROOT / "oma_builder" / "locale" / "fr" / "LC_MESSAGES"
    with (folder / "click.po").open("rb") as source, (folder / "click.mo").open("rb") as compiled:
        texts, made = read_po(source), read_mo(compiled)
    assert _texts(made) == _texts(texts)


def _texts(catalog: Catalog) -> list[list[str]]:
    """Return each message beside its French; plurals are tuples in one format and lists in the other."""

    def forms(text: str | Sequence[str]) -> list[str]:
        return [text] if isinstance(text, str) else list(text)

    return sorted([*forms(message.id), *forms(message.string)] for message in catalog if message.id)


def test_the_forms_of_a_guide_have_the_same_names_everywhere() -> None:
    assert tuple(forms.FORMS) == printing.FORMS
    assert set(typing.get_args(FormName)) == set(prints.FORMS) == set(forms.FORMS) - {forms.SCREEN.name}
