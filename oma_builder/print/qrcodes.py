"""Addresses → QR codes (ISO/IEC 18004), drawn as one SVG path of whole modules."""

import json
from collections.abc import Iterable

import segno

from oma_builder.cache import Cache, digest

VERSION = "1"
"""Version of what this module draws; raise it when the same address gives another code."""

QUIET = 2
"""Blank modules around the code; the page around it, which is plain, gives the rest of the four that readers want."""


def qr_drawings(addresses: Iterable[str], cache: Cache) -> dict[str, str]:
    """Return the SVG of each address, for the templates to look up.

    Made only for a document that is laid out: drawing one takes five milliseconds, and a build has hundreds. All those
    of a document are one entry of the cache, which the same trades share in any form.
    """
    named = sorted(set(addresses))
    key = digest("codes", VERSION, segno.__version__, *named)
    drawn: dict[str, str] = json.loads(cache.memo(key, lambda: _drawings(named)))
    return drawn


def _drawings(addresses: Iterable[str]) -> bytes:
    return json.dumps({address: _drawing(address) for address in addresses}).encode()


def _drawing(address: str) -> str:
    """Return the SVG of an address; a quarter of its modules (level Q) may be lost to a fold or a stain."""
    rows = segno.make(address, error="q", boost_error=False, micro=False).matrix
    side = len(rows) + 2 * QUIET
    path = "".join(
        f"M{x + QUIET} {y + QUIET}h1v1h-1z" for y, row in enumerate(rows) for x, dark in enumerate(row) if dark
    )
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}"><path d="{path}" fill="#000"/></svg>'
