"""A drawing as a file."""

from collections.abc import Iterable
from html import escape

from tests.illustrations.places import HEIGHT, WIDTH

Scene = tuple[str, Iterable[object]]
"""What a drawing shows, in French, and its parts from the ground up."""


def document(title: str, parts: Iterable[object]) -> str:
    """Return a drawing as SVG."""
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}">'
    body = "".join(map(str, parts)).replace("/><", "/>\n<").replace("><g", ">\n<g").replace("</g><", "</g>\n<")
    return f"{head}\n<title>{escape(title, quote=False)}</title>\n{body}\n</svg>\n"
