"""Run OMA Builder from a checkout: `python build.py`. An older Python must be able to read this file."""

import os
import signal
import sys
from typing import NoReturn

OLDEST = (3, 11)
ENVIRONMENT = 3
"""The exit code of what the environment lacks, as in `oma_builder.problems`, which cannot be asked here."""


def run() -> None:
    """Run the command line, or say in one French sentence what to install first."""
    if sys.version_info[:2] < OLDEST:
        version = "{}.{}".format(*sys.version_info[:2])
        stop(
            f"Python {version} est trop ancien : installez Python 3.11 ou plus récent, puis relancez la commande avec lui."
        )
    try:
        from oma_builder.cli.main import main
    except (MemoryError, SystemError):  # the latter from libraries that do not say so of the former
        stop("La mémoire manque : fermez des programmes, puis relancez.")
    except Exception as error:  # whatever keeps a library from loading, the doctor tells it
        if sys.argv[1:2] == ["doctor"] and is_whole():
            examine()
        if isinstance(error, ImportError):
            missing(error)
        raise
    try:
        main()
    except ImportError as error:  # commands import their work late
        missing(error)


def is_whole() -> bool:
    """Say whether the program lies beside this file: a look into a ZIP takes out one file alone."""
    return os.path.isdir(os.path.join(os.path.dirname(os.path.abspath(__file__)), "oma_builder"))


def examine() -> NoReturn:
    """Let the doctor look at the machine, with the standard library alone."""
    from pathlib import Path

    from oma_builder.doctor.alone import main

    sys.exit(main(Path(__file__).resolve().parent, sys.argv[2:]))


def missing(error: ImportError) -> NoReturn:
    """Say which library to install, and how; one that is there and does not load, the doctor knows more of."""
    library = (error.name or "").partition(".")[0]
    if not is_whole():
        stop(
            "Il manque le programme à côté de build.py : décompressez toute l’archive (clic droit, « Extraire tout »), "
            "puis relancez depuis le dossier extrait."
        )
    if library in ("", "oma_builder"):
        raise error  # a bug of ours
    if not isinstance(error, ModuleNotFoundError):
        stop(
            f"La bibliothèque « {library} » est là, mais ne se charge pas : tapez « python build.py doctor », qui dit quoi faire."
        )
    stop(
        f"Il manque la bibliothèque « {library} » : tapez « python -m pip install -r {requirements()} », puis relancez la commande."
    )


def requirements() -> str:
    """Return the file to install from, as it is typed in the folder where we are."""
    file = os.path.join(os.path.dirname(os.path.abspath(__file__)), "requirements.txt")
    return "requirements.txt" if os.path.dirname(file) == os.getcwd() else f'"{file}"'


def stop(sentence: str) -> NoReturn:
    """Leave with a sentence, whatever signs the terminal can show."""
    sys.stderr.write(f"{sentence}\n")
    sys.exit(ENVIRONMENT)


if __name__ == "__main__":  # Windows and macOS import this file anew in each worker process
    signal.signal(signal.SIGINT, lambda *_: os._exit(130))  # until the program itself listens: nothing has begun
    run()
