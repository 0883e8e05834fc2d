"""The ready workflows of GitHub and GitLab: sound by their schemas, with commands that exist, rights as narrow as can be."""

import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import pytest
import yaml

from oma_builder.cli.main import cli
from oma_builder.content.parties import PARTIES
from tests.tools import ROOT

GITHUB = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
OURS = [file for file in GITHUB if file.name != "ci.yml"]
GITLAB = ROOT / ".gitlab-ci.yml"
BUILT_FROM = {"assets/**", "build.py", "content/**", "oma_builder/**", "templates/**"}


def read(file: Path) -> dict[Any, Any]:
    """Return a workflow; YAML takes GitHub's word `on` for a truth."""
    found: dict[Any, Any] = yaml.safe_load(file.read_text(encoding="utf-8"))
    return found


def scripts(file: Path) -> Iterator[str]:
    """Yield each line of shell that a workflow runs."""
    jobs = read(file)
    if file == GITLAB:
        for job in jobs.values():
            yield from job.get("script", ()) if isinstance(job, dict) else ()
        return
    for job in jobs["jobs"].values():
        for step in job["steps"]:
            yield from step.get("run", "").splitlines()


EVERY = [(file.name, line) for file in (*OURS, GITLAB) for line in scripts(file)]
COMMANDS = sorted({(name, line.strip()) for name, line in EVERY if "build.py" in line})


@pytest.mark.parametrize("file", [*GITHUB, GITLAB], ids=lambda file: file.name)
def test_a_workflow_is_what_its_host_reads(file: Path) -> None:
    schema = "vendor.gitlab-ci" if file == GITLAB else "vendor.github-workflows"
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, file]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize(("name", "line"), COMMANDS)
def test_every_command_exists_with_these_options(name: str, line: str) -> None:
    words = shlex.split(re.split(r" (?:>|\|)", line)[0])
    assert words[:2] == ["python", "build.py"]
    command = cli.get_command(click.Context(cli), words[2])
    assert command, f"{name}: {line}"
    command.make_context(words[2], words[3:])


def test_both_hosts_check_release_and_deploy() -> None:
    said = {
        name: {re.split(r" (?:--|>)", line.partition("build.py ")[2])[0] for _, line in found}
        for name, found in _by_host()
    }
    for commands in said.values():
        assert commands == {"check", "status", "build", 'deploy "$OMA_DESTINATION"'}


def _by_host() -> list[tuple[str, list[tuple[str, str]]]]:
    gitlab = [pair for pair in COMMANDS if pair[0] == GITLAB.name]
    return [("gitlab", gitlab), ("github", [pair for pair in COMMANDS if pair not in gitlab])]


def test_every_lock_that_is_installed_exists_once_its_command_does() -> None:
    locks = {found for _, line in EVERY for found in re.findall(r"requirements[\w-]*\.txt", line)}
    missing = {lock for lock in locks if not (ROOT / lock).exists()}
    assert missing <= (set() if "deploy" in cli.commands else {"requirements-deploy.txt"})


def test_all_that_a_site_is_built_from_starts_a_workflow() -> None:
    contents, publication = (read(file)[True] for file in OURS)
    gitlab = {path.removesuffix("/*") for path in read(GITLAB)[".changes"]}
    for paths in (contents["pull_request"]["paths"], publication["push"]["paths"], gitlab):
        assert set(paths) >= BUILT_FROM
        assert all(list(ROOT.glob(path.removesuffix("/**"))) for path in paths)


@pytest.mark.parametrize("file", OURS, ids=lambda file: file.name)
def test_a_workflow_may_do_no_more_than_it_must(file: Path) -> None:
    workflow = read(file)
    assert workflow["permissions"] == {"contents": "read"}
    rights = {name: job["permissions"] for name, job in workflow["jobs"].items() if "permissions" in job}
    assert rights == ({"annoncer": {"pull-requests": "write"}} if file.stem == "contenu" else {})
    used = re.findall(r"uses: (\S+)", file.read_text(encoding="utf-8"))
    assert all(re.fullmatch(r"actions/[\w-]+@v\d+", action) for action in used)
    assert not [line for line in scripts(file) if "${{" in line], "what others wrote would become a command"
    assert "concurrency" in workflow
    assert "pull_request_target" not in workflow[True]


def test_nothing_goes_online_without_a_destination_nor_from_a_proposal() -> None:
    jobs = read(next(file for file in OURS if file.stem == "publication"))["jobs"]
    deploying = [job for job in jobs.values() if any("deploy" in step.get("run", "") for step in job["steps"])]
    assert [job["if"] for job in deploying] == ["vars.OMA_DESTINATION != ''"]
    first, *others = read(GITLAB)["publier le site"]["rules"]
    assert (first["when"], "$OMA_DESTINATION == null" in first["if"]) == ("never", True)
    assert all("$CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH" in rule["if"] for rule in others)


def test_each_party_owns_the_approvals_of_its_own() -> None:
    owners = (ROOT / ".github" / "CODEOWNERS.modele").read_text(encoding="utf-8")
    owned = re.findall(r"^/content/validations/(\S+)/ (.+)$", owners, re.MULTILINE)
    assert {folder for folder, _ in owned} == PARTIES.keys()
    assert len({owner for _, owner in owned}) == len(owned)
