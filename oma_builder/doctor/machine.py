"""The machine around the project: fonts and Typst, the terminal, the clock, the port of the preview."""

import codecs
import ctypes
import datetime
import socket
import sys
from dataclasses import dataclass, replace
from pathlib import Path

from oma_builder import fonts
from oma_builder.doctor.findings import Finding, Shell, Weight
from oma_builder.problems import BuildError

_UTF8 = 65001
"""The number that Windows gives UTF-8."""
_YEARS = range(2026, 2100)
"""The years in which a guide can be made: the project began with the first."""
_PAGE = '#set text(font: "Atkinson Hyperlegible Next")\nÉté'


@dataclass(frozen=True, slots=True)
class Terminal:
    """How this terminal writes letters: as Python believes, as its file system does, and by the number of Windows."""

    encoding: str
    files: str
    code_page: int = _UTF8


def fonts_fault(assets: Path) -> tuple[str, str] | None:
    """Look at every font; return what is wrong and what to do, or None."""
    try:
        fonts.faces(assets)
        fonts.web(assets)
    except BuildError as error:
        return error.message, error.hint
    return None


def examine_fonts(fault: tuple[str, str] | None) -> Finding:
    """The fonts are whole, or nothing is printed."""
    if fault:
        message, hint = fault
        return Finding("polices", Weight.FATAL, message[0].upper() + message[1:], hint)
    return Finding("polices", Weight.FINE, "Les polices du guide sont entières")


def typst_fault(assets: Path) -> str:
    """Print one word; return what Typst says when it cannot, or nothing."""
    try:
        import typst

        made = typst.compile(_PAGE.encode(), format="pdf", font_paths=fonts.for_typst(assets / fonts.FOLDER))
    except Exception as error:  # noqa: BLE001 - whatever a foreign library raises is what we look for
        return f"{type(error).__name__}: {error}"
    return "" if made.startswith(b"%PDF") else "ce qu’il rend n’est pas un PDF"


def examine_typst(fault: str, shell: Shell) -> Finding:
    """Typst prints a page."""
    if fault:
        hint = f"tapez : {shell.python} -m pip install --force-reinstall typst"
        return Finding("typst", Weight.FATAL, f"Typst, qui compose les PDF, ne marche pas ({fault})", hint)
    return Finding("typst", Weight.FINE, "Typst compose une page")


def terminal() -> Terminal:
    """Look at the terminal as it was given to us."""
    stream = sys.__stdout__
    found = Terminal((stream.encoding if stream else "") or "utf-8", sys.getfilesystemencoding())
    if sys.platform == "win32":
        return replace(found, code_page=ctypes.windll.kernel32.GetConsoleOutputCP())
    return found


def examine_terminal(terminal: Terminal) -> Finding:
    """The program writes UTF-8, and names of files are read so."""
    if not _is_utf8(terminal.files):
        message = f"Le système lit les noms de fichiers en {terminal.files}, pas en UTF-8"
        return Finding("terminal", Weight.CARE, message, "tapez : export LANG=C.UTF-8, puis relancez")
    if terminal.code_page not in (_UTF8, 0):  # 0: no console at all
        message = (
            f"La console écrit en page de codes {terminal.code_page} : dans un fichier, des accents peuvent se perdre"
        )
        hint = "rien n’est abîmé dans vos fiches. Pour bien lire : tapez chcp 65001, ou setx PYTHONUTF8 1 et rouvrez la console"
        return Finding("terminal", Weight.CARE, message, hint)
    if not _is_utf8(terminal.encoding):
        message = f"Le terminal est en {terminal.encoding} : des accents peuvent mal s’afficher"
        hint = "rien n’est abîmé dans vos fiches. Pour bien lire, mettez la variable PYTHONUTF8 à 1"
        return Finding("terminal", Weight.CARE, message, hint)
    return Finding("terminal", Weight.FINE, "Le terminal est en UTF-8")


def _is_utf8(encoding: str) -> bool:
    return codecs.lookup(encoding).name == "utf-8"


def examine_clock(today: datetime.date) -> Finding:
    """The day decides what is shown."""
    if today.year not in _YEARS:
        message = f"L’horloge de cet ordinateur dit {today:%d/%m/%Y} : ce qui est daté se montrerait mal"
        return Finding("horloge", Weight.CARE, message, "remettez-la à l’heure, dans les réglages du système")
    return Finding("horloge", Weight.FINE, f"L’horloge dit {today:%d/%m/%Y}")


def is_taken(port: int) -> bool:
    """Say whether something answers on a port of this machine."""
    with socket.socket() as caller:
        caller.settimeout(0.5)
        return caller.connect_ex(("127.0.0.1", port)) == 0


def examine_port(port: int, *, is_taken: bool, shell: Shell) -> Finding:
    """The preview has its address."""
    if is_taken:
        message = (
            f"L’adresse de l’aperçu (localhost:{port}) est prise : un aperçu, ou un autre programme, y répond déjà"
        )
        return Finding(
            "apercu", Weight.NOTE, message, f"s’il en faut un second : {shell.build(f'serve --port {port + 1}')}"
        )
    return Finding("apercu", Weight.FINE, f"L’adresse de l’aperçu est libre (localhost:{port})")
