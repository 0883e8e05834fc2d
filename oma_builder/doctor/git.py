"""What Git says of the project, as this machine last knew it: no question leaves it."""

import os
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from oma_builder.doctor.findings import Finding, Weight
from oma_builder.problems import plural

_SECONDS = 20
"""How long Git may think: longer than it needs on a network drive."""
_MARKERS = (b"<<<<<<< ", b">>>>>>> ")
_UNDER_WAY = {
    "MERGE_HEAD": ("une fusion", "merge"),
    "rebase-merge": ("un rebase", "rebase"),
    "rebase-apply": ("un rebase", "rebase"),
    "CHERRY_PICK_HEAD": ("une reprise (cherry-pick)", "cherry-pick"),
    "REVERT_HEAD": ("une annulation (revert)", "revert"),
}
"""What stands in Git's own folder while an operation waits to be ended: its French name, and its command."""


@dataclass(frozen=True, slots=True)
class Git:
    """The state of a clone. `operation` is what was begun and not ended; an empty `upstream` is none."""

    name: str = ""
    mail: str = ""
    branch: str = ""
    upstream: str = ""
    ahead: int = 0
    behind: int = 0
    changed: int = 0
    operation: str = ""
    is_shallow: bool = False
    turns_lines: bool = False


@dataclass(frozen=True, slots=True)
class NoGit:
    """A project that Git cannot tell of: there is no clone, no Git, or Git refuses (`refusal`)."""

    is_clone: bool
    refusal: str = ""


def look(root: Path) -> Git | NoGit:
    """Ask Git about the project; only this machine answers."""
    is_clone = (root / ".git").exists()
    if not is_clone:
        return NoGit(is_clone=False)
    try:
        status = _git(root, "status", "--porcelain=v2", "--branch", "-z")
        if status.returncode:
            return NoGit(is_clone=True, refusal=status.stderr.decode("utf-8", errors="replace").strip())
    except (OSError, subprocess.TimeoutExpired):
        return NoGit(is_clone=True)
    lines = status.stdout.decode("utf-8", errors="replace").split("\0")
    heads = dict(line[2:].split(" ", 1) for line in lines if line.startswith("# "))
    ahead, behind = (abs(int(count)) for count in heads.get("branch.ab", "+0 -0").split())
    folder = root / _said(root, "rev-parse", "--git-dir")
    return Git(
        name=_said(root, "config", "user.name"),
        mail=_said(root, "config", "user.email"),
        branch=heads.get("branch.head", ""),
        upstream=heads.get("branch.upstream", ""),
        ahead=ahead,
        behind=behind,
        changed=sum(line.startswith(("1 ", "2 ", "u ", "? ")) for line in lines),
        operation=next((name for name in _UNDER_WAY if (folder / name).exists()), ""),
        is_shallow=_said(root, "rev-parse", "--is-shallow-repository") == "true",
        turns_lines=_said(root, "config", "core.autocrlf") == "true"
        and not _said(root, "check-attr", "eol", "content/site.yaml").endswith(": lf"),
    )


def _said(root: Path, *command: str) -> str:
    done = _git(root, *command)
    return done.stdout.decode("utf-8", errors="replace").strip() if done.returncode == 0 else ""


def _git(root: Path, *command: str) -> "subprocess.CompletedProcess[bytes]":
    """Run Git without letting it write, ask or call anybody."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    quiet = {**clean, "GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C"}
    line = ("git", "-C", str(root), *command)
    return subprocess.run(line, capture_output=True, env=quiet, check=False, timeout=_SECONDS)  # noqa: S603 - fixed words


def torn(root: Path) -> tuple[str, ...]:
    """Return the documents that hold two versions at once, with the marks of Git between them."""
    files = (file for suffix in ("*.yaml", "*.md") for file in (root / "content").rglob(suffix) if file.is_file())
    return tuple(sorted(file.relative_to(root).as_posix() for file in files if _is_torn(file)))


def _is_torn(file: Path) -> bool:
    try:
        lines = file.read_bytes().splitlines()
    except OSError:
        return False
    return all(any(line.startswith(marker) for line in lines) for marker in _MARKERS)


def examine_torn(files: tuple[str, ...]) -> tuple[Finding, ...]:
    """No document holds two versions."""
    if not files:
        return ()
    named = ", ".join(files[:3]) + (f"… et {len(files) - 3} de plus" if len(files) > 3 else "")
    message = f"Git a laissé deux versions dans {plural(len(files), 'fichier')} : {named}"
    hint = "ouvrez-les, gardez la bonne version, et supprimez les lignes <<<<<<<, ======= et >>>>>>>"
    return (Finding("git", Weight.FATAL, message, hint),)


def examine_git(git: Git | NoGit) -> tuple[Finding, ...]:
    """What keeps a change from being handed in."""
    if isinstance(git, NoGit):
        return (_absent(git),)
    wrong = tuple(_wrong(git))
    return wrong or (Finding("git", Weight.FINE, f"Git suit ce dossier (branche {git.branch}), et rien n’y attend"),)


def _absent(git: NoGit) -> Finding:
    if not git.is_clone:
        message = "Ce dossier est une simple copie : Git ne suit pas ce que vous y changez"
        hint = "pour le rendre, passez par l’écran des fiches (/admin/) du site, ou par une copie faite avec GitHub Desktop"
        return Finding("git", Weight.NOTE, message, hint)
    if "dubious ownership" in git.refusal:
        message = "Git refuse ce dossier : il appartient à un autre compte de l’ordinateur"
        proposed = git.refusal.splitlines()[-1].strip()  # Git itself says what to type, with the folder
        hint = f"tapez : {proposed} ; ou reprenez une copie sous votre compte"
        return Finding("git", Weight.CARE, message, hint)
    if git.refusal:
        message = f"Git ne lit pas ce dossier ({git.refusal.splitlines()[0]})"
        return Finding("git", Weight.CARE, message, "reprenez une copie du projet, et gardez ce que vous aviez changé")
    message = "La commande git ne répond pas"
    hint = "avec GitHub Desktop, vous n’en avez pas besoin ; sinon, installez Git depuis git-scm.com"
    return Finding("git", Weight.NOTE, message, hint)


def _wrong(git: Git) -> Iterator[Finding]:
    if git.operation:
        what, word = _UNDER_WAY[git.operation]
        message = f"Dans Git, {what} est commencée et pas finie"
        hint = f"réglez les fichiers indiqués par git status ; pour revenir en arrière : git {word} --abort"
        yield Finding("git", Weight.CARE, message, hint)
    if not git.name or not git.mail:
        hint = (
            'tapez : git config --global user.name "Prénom Nom", puis git config --global user.email adresse@exemple.fr'
        )
        yield Finding("git", Weight.CARE, "Git ne sait pas encore qui signe vos changements", hint)
    if git.behind:
        message = f"Il y a du nouveau chez {git.upstream} : {plural(git.behind, 'enregistrement')} (au dernier échange)"
        yield Finding("git", Weight.CARE, message, "reprenez-les avant d’écrire : git pull")
    if git.changed:
        message = f"{plural(git.changed, 'fichier')} ont changé" if git.changed > 1 else "1 fichier a changé"
        yield Finding(
            "git", Weight.NOTE, f"{message} depuis le dernier enregistrement dans Git", "pour les voir : git status"
        )
    if git.ahead:
        message = f"{plural(git.ahead, 'enregistrement')} à envoyer vers {git.upstream}"
        yield Finding("git", Weight.NOTE, message, "pour les envoyer : git push")
    if git.is_shallow:
        message = "Cette copie n’a pas tout l’historique : une fiche renommée peut ne pas se voir"
        yield Finding("git", Weight.NOTE, message, "pour l’avoir : git fetch --unshallow")
    if git.turns_lines:
        message = "Git change ici les fins de ligne : il peut croire changés des fichiers qui ne le sont pas"
        yield Finding("git", Weight.NOTE, message, "tapez : git config core.autocrlf input")
