"""`deploy` as an editor types it: what it says, in French, and how it ends."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import click
import pytest

from oma_builder.cli.deploying import deploy
from oma_builder.problems import BuildError, ExitCode
from oma_builder.publish.target import MANIFEST
from tests.buckets import ENVIRONMENT, Way, store, way
from tests.conftest import Golden
from tests.deployed import NEW, OLD, laid
from tests.tools import ROOT

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform == "win32", reason="no link can be switched in one step on Windows"),
]

SAID = Path(__file__).parent / "deploy"
TRIAL = {"robots.txt": b"User-agent: *\nDisallow: /\n"}


class Office:
    """A folder with what was built, where somebody types commands."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.public, self.said = folder, folder / "public", ""

    def type(self, *arguments: str, environment: Mapping[str, str] | None = None) -> int:
        """Type a command, and keep what it says; return how it ends."""
        done = subprocess.run(
            [sys.executable, ROOT / "build.py", "deploy", *arguments, "--output", self.public],
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8", cwd=self.folder, check=False,
            env={**os.environ, **ENVIRONMENT, "COVERAGE_PROCESS_START": "", **(environment or {})},
        )  # fmt: skip
        text = done.stdout.replace(str(self.folder), "<dossier>")
        self.said += f"$ deploy {' '.join(arguments)}\n{text}[{done.returncode}]\n\n"
        return done.returncode


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path)


@pytest.fixture(scope="module")
def proxy() -> Iterator[Way]:
    with store() as port, way(port) as taken:
        yield taken


def test_a_folder(office: Office, golden: Golden) -> None:
    laid(office.public, OLD)
    assert office.type("www", "--dry-run") == 0
    assert office.type("www") == 0
    assert office.type("www") == 0
    laid(office.public, NEW)
    (office.public / "notes.txt").write_bytes(b"mine")
    assert office.type("www", "--dry-run") == 0
    assert office.type("www") == 0
    assert office.type("www", "--rollback") == 0
    assert office.type("www", "--rollback") == 2
    golden(SAID / "folder.txt", office.said)


def test_what_is_no_site_to_be_put_online(office: Office, golden: Golden) -> None:
    assert office.type("www") == 2
    office.public.mkdir()
    assert office.type("www") == 2
    laid(office.public, {"metiers.html": b"no home"})
    assert office.type("www") == 2
    laid(office.public, OLD | TRIAL, for_release=False)
    assert office.type("www") == 2
    assert office.type("www", "--essai") == 0
    laid(office.public, OLD)
    (office.public / "index.html").write_bytes(b"by hand")
    assert office.type("www") == 2
    (office.public / "index.html").unlink()
    assert office.type("www") == 2
    (office.public / MANIFEST).write_text("{")
    assert office.type("www") == 2
    golden(SAID / "no_site.txt", office.said)


@pytest.mark.parametrize(
    "destination",
    ["", " ", "ftp://hote/site", "https://exemple.fr/oma/", "s3:/bucket", "s3://", "s3://a", "s3://bucket?x"],
)
def test_what_is_no_destination(office: Office, destination: str) -> None:
    laid(office.public, OLD)
    with pytest.raises((click.UsageError, BuildError)) as refused:
        deploy.main([destination, "--output", str(office.public)], standalone_mode=False)
    assert refused.value.exit_code == ExitCode.USAGE


def test_a_bucket(office: Office, proxy: Way, golden: Golden) -> None:
    import boto3

    def type_there(*arguments: str) -> int:
        return office.type("s3://oma/site", "--endpoint-url", proxy.endpoint, *arguments)

    proxy.cut(0)
    laid(office.public, OLD)
    assert type_there() == 2
    keys = {"aws_access_key_id": "example", "aws_secret_access_key": "example", "region_name": "eu-west-3"}
    client = boto3.client("s3", endpoint_url=proxy.endpoint, **keys)
    client.create_bucket(Bucket="oma", CreateBucketConfiguration={"LocationConstraint": "eu-west-3"})
    assert type_there("--dry-run") == 0
    assert type_there() == 0
    assert type_there() == 0
    laid(office.public, NEW)
    proxy.cut(17)  # the first file that is sent
    assert type_there() == 3
    proxy.cut(0)
    assert type_there() == 0
    assert type_there("--rollback") == 0
    assert type_there("--rollback") == 2
    assert type_there("--rollback", "--sans-retour") == 2
    golden(SAID / "bucket.txt", office.said.replace(proxy.endpoint, "http://hébergeur"))


def test_what_the_way_to_a_bucket_lacks(office: Office, golden: Golden) -> None:
    laid(office.public, OLD)
    nobody = {"AWS_ACCESS_KEY_ID": "", "AWS_SECRET_ACCESS_KEY": ""}
    assert office.type("s3://oma/site", environment=nobody) == 3
    assert office.type("s3://oma/site", environment={"AWS_PROFILE": "inconnu"}) == 3
    assert office.type("s3://oma/site", "--endpoint-url", "http://127.0.0.1:1") == 3
    assert office.type("s3://oma/site", "--endpoint-url", "pas une adresse") == 2
    golden(SAID / "way.txt", office.said)


def test_without_boto3_it_says_what_to_install(office: Office, tmp_path: Path) -> None:
    laid(office.public, OLD)
    absent = tmp_path / "absent"
    (absent / "boto3").mkdir(parents=True)
    (absent / "boto3" / "__init__.py").write_text("raise ImportError('none here')")
    assert office.type("s3://oma/site", environment={"PYTHONPATH": str(absent)}) == 3
    assert "pip install -r requirements-deploy.txt" in office.said
    shutil.rmtree(absent)
    assert office.type("www", environment={"PYTHONPATH": str(absent)}) == 0


def test_a_real_build_is_put_online_once_it_is_for_release(tmp_path: Path) -> None:
    """What a build records is what `deploy` asks for; the content that changed since is told."""
    content = Path(shutil.copytree(ROOT / "tests" / "sites" / "minimal" / "content", tmp_path / "content"))
    shutil.copy(ROOT / "tests" / "sites" / "full" / "content" / "accessibilite.yaml", content)
    site = content / "site.yaml"
    site.write_text(site.read_text("utf-8").replace("oma.example", "oma.fr"), "utf-8")

    def type_(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, ROOT / "build.py", *arguments, "--output", tmp_path / "public", "--content", content]
        return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)

    day = ["--no-pdf", "--today", "2026-11-26"]
    assert type_("build", *day).returncode == 0
    refused = type_("deploy", tmp_path / "www")
    assert (refused.returncode, "--essai" in refused.stderr) == (2, True)
    assert type_("build", "--release", *day).returncode == 0
    done = type_("deploy", tmp_path / "www")
    assert (done.returncode, "modifié depuis" in done.stdout) == (0, False), done.stdout + done.stderr
    assert (tmp_path / "www" / "actuel" / "robots.txt").read_text("utf-8").startswith("User-agent: *\nAllow: /")
    site.write_text(site.read_text("utf-8") + "\n", "utf-8")
    assert "Le contenu a été modifié depuis cette construction" in type_("deploy", tmp_path / "www").stdout
    assert type_("build", *day).returncode == 0
    refused = type_("deploy", tmp_path / "www", "--essai")
    assert (refused.returncode, "un essai ne la remplace pas" in refused.stderr) == (2, True)


def test_every_option_is_in_the_manual() -> None:
    manual = (ROOT / "CONTRIBUTING.md").read_text("utf-8").partition("### Mettre en ligne")[2].partition("\n### ")[0]
    source = (ROOT / "oma_builder" / "cli" / "deploying.py").read_text("utf-8")
    options = set(re.findall(r'^    "(--[a-z-]+)"|option\(\s*"(--[a-z-]+)"', source, re.MULTILINE))
    assert [option for pair in options for option in pair if option and f"`{option}" not in manual] == []
