"""A column of a table as bars: one drawing, in SVG, for the page and for the paper.

Of the kept libraries, pygal 3.1 writes scripts, a link to a CDN and another name for each drawing at every run, and leather
0.4 draws at one width, in greys of its own. These bars take the colours of whoever shows them, by class, and any width: their
letters do not shrink with the screen. An interval is a full bar up to its least number, then a pale one up to its greatest.
"""

from collections.abc import Iterator
from html import escape

from oma_builder.stewardship.report_tables import Cell, Percent, Table, told

_ROW = 34
_LETTERS = 13
_BAR = 9
_TOP = 14


def bars(table: Table, width: str = "100%", style: str = "") -> str:
    """Return the drawing of the column `table.bars`, with its style where no page brings one; `width` is in pixels or percent."""
    height = _ROW * len(table.rows)
    drawn = "".join(_bars(table))
    sheet = f"<style>{style}</style>" if style else ""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="chart" width="{width}" height="{height}" role="img"'
        f' aria-label="{escape(alternative(table))}">{sheet}{drawn}</svg>'
    )


def alternative(table: Table) -> str:
    """Return what stands for the drawing where it is not seen: its numbers are in the table beside it."""
    return f"Barres : {table.title}, {table.columns[table.bars]}. Les mêmes nombres sont dans le tableau."


def _bars(table: Table) -> Iterator[str]:
    whole = _whole(table)
    for rank, row in enumerate(table.rows):
        cell, top = row[table.bars], rank * _ROW
        low, high = (f"{100 * end / whole:.2f}%" for end in _ends(cell))
        bar_top = top + _TOP + 5
        yield f'<text class="letters" x="0" y="{top + _LETTERS}">{escape(f"{told(row[0])} : {told(cell)}")}</text>'
        yield f'<rect class="whole" x="0" y="{bar_top}" width="100%" height="{_BAR}" rx="2"/>'
        yield f'<rect class="between" x="0" y="{bar_top}" width="{high}" height="{_BAR}" rx="2"/>'
        yield f'<rect class="sure" x="0" y="{bar_top}" width="{low}" height="{_BAR}" rx="2"/>'


def _whole(table: Table) -> int:
    """Return what a bar of full length stands for: all of it where shares are drawn, else the greatest number."""
    cells = [row[table.bars] for row in table.rows]
    if any(isinstance(cell, Percent) for cell in cells):
        return 100
    return max((_ends(cell)[1] for cell in cells), default=0) or 1


def _ends(cell: Cell) -> tuple[int, int]:
    """Return the least and the greatest number of a cell; what is not known has no bar."""
    if isinstance(cell, str):
        return 0, 0
    return (cell, cell) if isinstance(cell, int) else (cell.low, cell.high)
