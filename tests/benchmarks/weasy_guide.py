"""The guide as one HTML document for WeasyPrint: the same words, structure and fonts as our Typst book.

The same chapters in the same order. What our book sets in balanced columns is set here in blocks side by side, which
WeasyPrint lays out faster. It is spared the handbooks, which are PDFs of their own; our time includes them.
"""

import json
from collections.abc import Iterable, Iterator
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from oma_builder.content.markdown import Node, to_html
from oma_builder.content.typography import slugify
from oma_builder.guide import vocabulary
from oma_builder.guide.metiers import Metier
from oma_builder.guide.model import Guide

_HERE = Path(__file__).resolve().parent / "weasy"


def guide_html(guide: Guide, assets: Path) -> str:
    """Return the whole guide; its pictures are named by their routes, relative to the site's root."""
    environment = Environment(loader=FileSystemLoader(_HERE), autoescape=True, undefined=StrictUndefined)
    environment.filters["date"] = vocabulary.french_date
    environment.filters["euros"] = vocabulary.euros
    environment.globals["prose"] = partial(_prose, guide.site.address)
    tokens = json.loads((assets / "tokens.json").read_text(encoding="utf-8"))
    style = environment.get_template("guide.css").render(fonts=(assets / "fonts").as_uri(), tokens=tokens)
    return environment.get_template("guide.html").render(
        guide=guide,
        site=guide.site,
        style=Markup(style),  # noqa: S704 - our own style sheet
        levels=vocabulary.LEVELS,
        doors=vocabulary.HOST_OFFERS,
        meant=vocabulary.HOST_OFFERS_MEANT,
        metiers={metier.id: metier for metier in guide.metiers},
        index=name_index(guide.metiers),
    )


def name_index(metiers: Iterable[Metier]) -> list[tuple[str, list[tuple[str, list[str]]]]]:
    """Return every name and word of every trade with the trades behind it, grouped by first letter."""
    found: dict[str, list[str]] = {}
    for metier in metiers:
        for name in {*_titles(metier), *metier.keywords}:
            found.setdefault(name, []).append(metier.id)
    ordered = sorted(found, key=lambda name: (slugify(name), name))
    return [(letter, [(name, found[name]) for name in group]) for letter, group in groupby(ordered, vocabulary.initial)]


def _titles(metier: Metier) -> Iterator[str]:
    for title in (metier.title, *metier.synonyms):
        yield from (title.masculine, title.feminine)


def _prose(address: str, nodes: Iterable[Node]) -> Markup:
    def href(target: str) -> str:
        return target if target.startswith(("https://", "mailto:")) else address + target

    return Markup(to_html(nodes, href, _no_picture))  # noqa: S704 - to_html escapes


def _no_picture(node: Node) -> str:
    return ""


def write_pdf(html: str, site: Path, variant: str | None) -> tuple[bytes, int]:
    """Return WeasyPrint's PDF and its number of pages; `site` is the folder that picture routes start from."""
    from weasyprint import HTML

    document: Any = HTML(string=html, base_url=f"{site.as_uri()}/").render()
    pdf = document.write_pdf(pdf_variant=variant, pdf_tags=variant is not None)
    return bytes(pdf), len(document.pages)
