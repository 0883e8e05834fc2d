"""The guides to print of a preview: made behind the pages, when somebody looks at them, and again after each save."""

import gc
import os
from contextlib import suppress
from dataclasses import replace

from oma_builder import printing
from oma_builder.companion import Tell
from oma_builder.preview.builder import Outcome, in_words
from oma_builder.progress import silent
from oma_builder.project import Project
from oma_builder.running import tell as print_error

_KINDNESS = 10
"""How much printing gives way to the pages (`nice`)."""


def project_of(preview: Project) -> Project:
    """Return the project that prints what a preview shows, into a folder of its own."""
    output = preview.output.with_name(f"{preview.output.name}-imprime")
    return replace(preview, output=output, pages_only=False, prints_apart=False)


def print_all(tell: Tell, project: Project) -> None:
    """Print, and tell of the `Outcome`."""
    gc.disable()
    if hasattr(os, "nice"):
        with suppress(OSError):
            os.nice(_KINDNESS)
    try:
        summary, problems = printing.print_all(project, silent)
    except Exception as error:  # noqa: BLE001 - the pages stay, and the next save may succeed
        print_error(error)
        tell(Outcome(refused=in_words(error)))
    else:
        tell(Outcome(summary, problems))
