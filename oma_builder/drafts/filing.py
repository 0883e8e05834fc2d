"""Where new documents go: never in the place of one that is there."""

from pathlib import Path

from oma_builder.drafts.document import Draft
from oma_builder.drafts.existing import free_stem, taken
from oma_builder.problems import BuildError, ExitCode
from oma_builder.publish.output import write_one


def put(draft: Draft, content: Path) -> str:
    """Write a draft into the content; return where it is, as messages say it. Raises `BuildError` when a file is there."""
    file = content / draft.place
    if there := taken(file):
        hint = f"ouvrez ce fichier, ou donnez un autre nom au nouveau : --nom {free_stem(file)}"
        raise BuildError(f"{content.name}/{draft.kind.name}/{there} existe déjà", hint, ExitCode.USAGE)
    write_one(file, draft.text.encode())
    return f"{content.name}/{draft.place}"
