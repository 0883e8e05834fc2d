"""Where a file of persons' data may lie: anywhere but in the project, which is public and whose history forgets nothing."""

from collections.abc import Iterator
from pathlib import Path

from oma_builder.problems import BuildError, ExitCode

_PROGRAM = "oma_builder"


def require_outside(file: Path, root: Path) -> Path:
    """Return the file itself, by whatever link it is named, or refuse one within the project. Raises `BuildError`.

    Within the project is all that lies in its folder, in a working tree of Git that holds it, and in any other copy
    of it that Git looks after.
    """
    try:
        place = file.resolve()
        inside = next(_trees(place, root), None)
    except (OSError, RuntimeError) as error:  # links that lead in a circle
        raise BuildError(f"{file} ne mène à aucun fichier", "vérifiez son nom", ExitCode.USAGE) from error
    if inside is None:
        return place
    raise BuildError(
        f"{file} est dans le projet ({inside}) : une liste de contacts n’y a pas sa place",
        "mettez-la dans un dossier à vous, hors du projet : Git garde pour toujours ce qu’il a vu une fois",
        ExitCode.USAGE,
    )


def _trees(place: Path, root: Path) -> Iterator[Path]:
    """Yield the folders of the project that hold a place."""
    ours = [root, *(folder for folder in root.resolve().parents if (folder / ".git").exists())]
    for folder in place.parents:
        if not folder.exists():
            continue
        is_copy = (folder / ".git").exists() and (folder / _PROGRAM).is_dir()
        if is_copy or any(folder.samefile(one) for one in ours):
            yield folder
