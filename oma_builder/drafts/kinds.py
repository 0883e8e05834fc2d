"""Which kinds of documents an editor may begin, and what commands call them: both come from the rows of the schema."""

from oma_builder.content.kind import Kind
from oma_builder.content.kinds.base import Author
from oma_builder.content.schema import KINDS, SINGLES
from oma_builder.content.typography import slugify
from oma_builder.problems import BuildError, ExitCode, nearest

DRAFTABLE: tuple[Kind[Author], ...] = tuple(
    kind for kind in KINDS if not kind.written_by and "publication" in kind.model.model_fields
)
"""The kinds whose documents people write, and may leave unfinished."""


def word(kind: Kind[Author]) -> str:
    """Return what a command calls one document of a kind: `metier`."""
    return kind.link or kind.name.removesuffix("s")


def words() -> str:
    """Return what commands call the kinds that may be begun."""
    return ", ".join(map(word, DRAFTABLE))


def kind_of(typed: str) -> Kind[Author]:
    """Return the kind that somebody means, in the singular or by its folder. Raises `BuildError`."""
    slug = slugify(typed)
    names = {name: kind for kind in (*KINDS, *SINGLES) for name in (kind.name, word(kind), slugify(kind.noun))}
    kind = names.get(slug)
    if kind is None:
        near = nearest(slug, names)
        hint = f"vouliez-vous dire {near} ?" if near else f"les sortes de fiches : {words()}"
        raise BuildError(f"« {typed} » n’est pas une sorte de fiche", hint, ExitCode.USAGE)
    if kind not in DRAFTABLE:
        raise _refused(kind)
    return kind


def _refused(kind: Kind[Author]) -> BuildError:
    """Say why no draft of a kind is begun, and what to do instead."""
    if kind.written_by:
        message = f"le programme écrit lui-même les fiches de {kind.name}/"
        return BuildError(message, f"lancez « python build.py {kind.written_by} »", ExitCode.USAGE)
    if kind in SINGLES:
        message = f"{kind.name} est un seul fichier, content/{kind.file}"
        return BuildError(message, "ouvrez ce fichier et complétez-le", ExitCode.USAGE)
    message = f"les fiches de {kind.name}/ n’ont pas de brouillon : inachevée, une nouvelle arrêterait tout le guide"
    hint = f"copiez une fiche de content/{kind.name}/, puis changez-y tous les champs"
    return BuildError(message, hint, ExitCode.USAGE)
