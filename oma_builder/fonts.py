"""The fonts of the project, whole or not at all: a face that is missing would be replaced by another in silence."""

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from oma_builder.font_table import FACES, WEB
from oma_builder.problems import BuildError

if TYPE_CHECKING:
    import typst

FOLDER = "fonts"
"""Where the faces are, in the folder of assets; those of the site have a folder of their own within."""
WEB_FOLDER = f"{FOLDER}/web"
TITLES = "bricolage-800.woff2"
"""The font of the site's titles, which every page loads."""


def faces(assets: Path) -> dict[str, bytes]:
    """Return each face that prints by its file's name. Raises `BuildError` when one is missing, damaged or foreign."""
    kept = {name: (_told(*face[:3]), face[3]) for name, face in FACES.items()}
    return _read(assets / FOLDER, kept, "*.[to]tf", "les PDF et les images de partage en dépendent")


def for_typst(folder: Path) -> "typst.Fonts":
    """Return the faces of a folder as the only ones that Typst may see."""
    import typst  # takes a moment, and most runs set nothing

    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder])


def web(assets: Path) -> dict[str, bytes]:
    """Return each font of the site by its file's name. Raises `BuildError` when one is missing, damaged or foreign."""
    kept = {name: ("police du site", seal) for name, seal in WEB.items()}
    return _read(
        assets / WEB_FOLDER, kept, "*.woff2", "les titres du site et le réglage « Confort de lecture » en dépendent"
    )


def _told(family: str, weight: int, italic: bool) -> str:
    return f"{family}, graisse {weight}, {'italique' if italic else 'romain'}"


def _read(folder: Path, kept: Mapping[str, tuple[str, str]], pattern: str, use: str) -> dict[str, bytes]:
    if not folder.is_dir():
        raise BuildError(f"le dossier des polices {folder} n’existe pas", f"remettez-le avec ses fichiers : {use}")
    for other in sorted(path.name for path in folder.glob(pattern) if path.name not in kept):
        hint = f"retirez {other} de ce dossier : le guide n’est composé qu’avec les polices que le programme connaît"
        raise BuildError(f"une police inconnue est dans {folder} : {other}", hint)
    return {name: _font(folder / name, told, seal, use) for name, (told, seal) in kept.items()}


def _font(file: Path, face: str, seal: str, use: str) -> bytes:
    hint = f"remettez le fichier {file.name} dans {file.parent} : {use}"
    try:
        raw = file.read_bytes()
    except OSError as error:
        raise BuildError(f"la police {file.name} ({face}) ne peut pas être lue : {error.strerror}", hint) from error
    if hashlib.sha256(raw).hexdigest() != seal:
        raise BuildError(f"la police {file.name} ({face}) est abîmée, ou c’est une autre", hint)
    return raw
