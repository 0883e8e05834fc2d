"""The forms on a site of the editors: only where they are asked for, and with no other host than the repository's."""

import datetime
import functools
import http.server
import json
import re
import shutil
import threading
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Route, sync_playwright

from oma_builder import pipeline
from oma_builder.problems import BuildError, ExitCode
from oma_builder.progress import silent
from oma_builder.project import Project
from tests.desk import sitting
from tests.tools import MINIMAL, chromium, workshop

pytestmark = [pytest.mark.browser, pytest.mark.slow]

DEPOT = "depot:\n  hote: github\n  nom: mon-organisation/guide\n"


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


def project(folder: Path, more: str = "", **choices: bool) -> Project:
    content = Path(shutil.copytree(MINIMAL, folder / "content"))
    with (content / "site.yaml").open("a", encoding="utf-8") as site:
        site.write(more)
    root = workshop(folder / "project")
    return Project(root, content, folder / "public", datetime.date(2026, 11, 23), with_pdf=False, **choices)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The minimal site with the forms."""
    made = project(tmp_path_factory.mktemp("online"), DEPOT, with_forms=True)
    summary, problems = pipeline.build(made, silent)
    assert summary.written, problems
    return made.output


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Quiet, directory=str(site)))
    threading.Thread(target=server.serve_forever).start()
    yield f"http://127.0.0.1:{server.server_address[1]}/"
    server.shutdown()
    server.server_close()


def test_without_being_asked_for_there_are_none(tmp_path: Path) -> None:
    made = project(tmp_path, DEPOT)
    assert pipeline.build(made, silent).value.written
    assert not (made.output / "admin").exists()
    assert not [file for file in made.output.rglob("*") if "sveltia" in file.name]


def test_they_must_know_where_to_write(tmp_path: Path) -> None:
    with pytest.raises(BuildError, match="rien ne dit où") as refused:
        pipeline.build(project(tmp_path, with_forms=True), silent)
    assert refused.value.exit_code is ExitCode.USAGE


def test_nothing_leads_to_them_and_no_copy_takes_them_along(site: Path) -> None:
    assert {"index.html", "config.json", "sveltia-cms.js", "fr.json", "LICENSE.txt"} <= {
        file.name for file in (site / "admin").iterdir()
    }
    assert not (site / "admin" / "folder.js").exists()
    (packed,) = site.rglob("*.zip")
    with zipfile.ZipFile(packed) as archive:
        assert not [name for name in archive.namelist() if "admin" in name or "sveltia" in name]
    for file in site.rglob("[!.]*"):
        if file.suffix in (".html", ".xml", ".js", ".json") and "admin" not in file.relative_to(site).parts:
            assert "admin/index" not in file.read_text(encoding="utf-8"), file
    assert 'name="robots" content="noindex' in (site / "admin" / "index.html").read_text(encoding="utf-8")


def test_their_policy_is_that_of_their_page(site: Path) -> None:
    """Hosts join the policies of all headers that fit: that of the whole site must leave the forms their style sheets."""
    for name in ("_headers", *(file.relative_to(site).as_posix() for file in (site / "serveur").glob("*"))):
        said = (site / name).read_text(encoding="utf-8")
        assert "Content-Security-Policy" in said
        assert "style-src" not in said, name
    made = json.loads((site / "admin" / "config.json").read_text(encoding="utf-8"))
    assert (made["backend"]["repo"], made["publish_mode"]) == ("mon-organisation/guide", "editorial_workflow")


def test_a_wrong_token_is_told_in_french(address: str) -> None:
    with sync_playwright() as tool:
        browser = tool.chromium.launch(executable_path=chromium(), args=["--no-sandbox", "--disable-gpu"])
        with sitting(browser, address) as desk:
            asked: list[str] = []

            def refuse(route: Route) -> None:
                asked.append(route.request.url)
                headers = {"Access-Control-Allow-Origin": "*", "Access-Control-Allow-Headers": "*"}
                route.fulfill(status=401, json={"message": "Bad credentials"}, headers=headers)

            desk.page.route(re.compile("^https:"), refuse)
            desk.page.goto(f"{address}admin/")
            desk.page.get_by_role("button", name="Se connecter avec un jeton d’accès").click()
            desk.page.get_by_role("textbox").fill("un-jeton")
            desk.page.get_by_role("button", name="Se connecter", exact=True).click()
            desk.page.get_by_text("Le jeton fourni n’est pas valide").wait_for()
            assert {url.split("/")[2] for url in asked} == {"api.github.com"}
            assert [said for said in desk.errors if "Content Security Policy" in said] == []
        browser.close()
