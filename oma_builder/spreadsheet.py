"""What French spreadsheets open as it is: UTF-8 with its mark, semicolons, CRLF, and nothing that they would run."""

import csv
import io
from collections.abc import Iterable

# OWASP, "CSV Injection", and ASVS 5.0, 1.2.10: a cell that starts so may be run as a formula by a spreadsheet.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\0", "＝", "＋", "－", "＠")


def as_csv(head: Iterable[str], rows: Iterable[Iterable[str]]) -> bytes:
    """Return a table as French Excel reads it, its rows made harmless; the titles are ours."""
    raw = io.BytesIO()  # written as bytes at once: as text, a large table would take four times the room
    with io.TextIOWrapper(raw, encoding="utf-8-sig", newline="") as text:
        writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
        writer.writerow(head)
        writer.writerows(map(harmless, row) for row in rows)
        text.flush()
        return raw.getvalue()


def may_be_run(cell: str) -> bool:
    """Say whether a spreadsheet may take a cell for a formula."""
    return cell.startswith(_FORMULA)


def harmless(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula: an apostrophe before it makes it text.

    Apostrophes and spaces before the sign are looked through; so taking one apostrophe away gives the cell back.
    """
    return f"'{cell}" if may_be_run(cell.lstrip("' ")) else cell


def as_written(cell: str) -> str:
    """Take away the apostrophe by which `harmless` made a cell a text."""
    return cell[1:] if cell.startswith("'") and may_be_run(cell.lstrip("' ")) else cell
