"""Why files were made again, in French: what differs from the last build, and which author's file each comes from."""

from collections.abc import Iterable, Iterator

from oma_builder.incremental.inputs import CONTENT
from oma_builder.incremental.journal import Record
from oma_builder.problems import plural
from oma_builder.project import Written

_SHOWN = 12
"""Files that are named of one kind of change; the others are counted."""

_GROUPS = {
    CONTENT: "les contenus",
    "films": "le dossier des films",
    "templates": "les gabarits",
    "assets": "les ressources (styles, scripts, polices)",
    "program": "le programme",
    "packages": "les bibliothèques installées",
    "git": "l’historique de Git",
}


def reasons(before: Record | None, after: Record | None, written: Written) -> Iterator[str]:
    """Yield what has changed since the last build into this folder, then each file made again with its reason."""
    if before is None or after is None:
        yield "Pas de construction précédente connue pour ce dossier : tout est fait."
        return
    if before.inputs.asked != after.inputs.asked:
        yield "La demande est autre : le jour, l’adresse ou les options."
    changed = sorted(after.inputs.differing(before.inputs) | _rewritten(before, after))
    for group, named in _GROUPS.items():
        if files := [path.partition("/")[2] for path in changed if path.startswith(f"{group}/")]:
            yield f"Ont changé, dans {named} : {_listed(files)}."
    if not changed and before.inputs.asked == after.inputs.asked and written.changes:
        yield "Le dossier de sortie n’était plus tel que la construction précédente l’avait laissé."
    edited = {path.partition("/")[2] for path in changed if path.startswith(f"{CONTENT}/")}
    yield from (f"  {route} : {_reason(origin, edited)}" for route, origin in written.changes)


def _rewritten(before: Record, after: Record) -> frozenset[str]:
    fresh = before.inputs.fresh
    return frozenset(path for path, digest in after.inputs.fresh.items() if fresh.get(path, digest) != digest)


def _reason(origin: str, edited: Iterable[str]) -> str:
    own = origin.partition("/")[2]
    if own and own in edited:
        return f"sa fiche {origin} a changé"
    return "montre ou rassemble ce qui a changé" if edited else "fait de ce qui a changé"


def _listed(files: list[str]) -> str:
    more = len(files) - _SHOWN
    return ", ".join(files[:_SHOWN]) + (f" et {plural(more, 'autre')}" if more > 0 else "")
