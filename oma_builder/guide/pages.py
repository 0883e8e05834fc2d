"""Texts: the site's own pages, and the long documents that have a PDF of their own."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from oma_builder.content import schema
from oma_builder.content.documents import Document
from oma_builder.content.kinds.guide import Guide
from oma_builder.content.kinds.page import Page
from oma_builder.content.markdown import Node, plain_text, walk
from oma_builder.guide import pictures, routes
from oma_builder.guide.pictures import Picture
from oma_builder.guide.references import References
from oma_builder.guide.values import Heading, Link, Source, sources

Pictures = tuple[tuple[str, Picture], ...]


@dataclass(frozen=True, slots=True)
class TextPage:
    """A page of text; `menu` is "haut", "pied" or "aucun"."""

    id: str
    route: str
    file: str
    title: str
    description: str
    menu: str
    body: tuple[Node, ...]
    headings: tuple[Heading, ...]
    pictures: Pictures


@dataclass(frozen=True, slots=True)
class Handbook:
    """A long document for some publics; `pdf` is the route of its own PDF, or empty; it may be a chapter of the guide on paper too."""

    id: str
    route: str
    file: str
    pdf: str
    title: str
    description: str
    audiences: tuple[Link, ...]
    is_activity: bool
    is_chapter: bool
    body: tuple[Node, ...]
    headings: tuple[Heading, ...]
    pictures: Pictures
    sources: tuple[Source, ...]
    reviewed: datetime.date


def link_pages(refs: References) -> tuple[TextPage, ...]:
    """Return the pages of text, in the order of their rank."""
    documents = sorted(refs.every(schema.PAGES), key=lambda document: (document.entry.rang, document.id))
    return tuple(_page(document, refs) for document in documents)


def link_handbooks(refs: References) -> tuple[Handbook, ...]:
    """Return the long documents, in the order of their rank."""
    documents = sorted(refs.every(schema.GUIDES), key=lambda document: (document.entry.rang, document.id))
    return tuple(_handbook(document, refs) for document in documents)


def _page(document: Document[Page], refs: References) -> TextPage:
    entry, body = document.entry, refs.text(document, "corps")
    return TextPage(
        id=document.id,
        route=routes.page(document.id),
        file=document.path,
        title=entry.titre,
        description=entry.description,
        menu=entry.menu,
        body=body,
        headings=tuple(_headings(body)),
        pictures=tuple(_pictures(document, body, refs)),
    )


def _handbook(document: Document[Guide], refs: References) -> Handbook:
    entry, body = document.entry, refs.text(document, "corps")
    return Handbook(
        id=document.id,
        route=routes.handbook(document.id),
        file=document.path,
        pdf=routes.handbook_pdf(document.id) if refs.has_pdf else "",
        title=entry.titre,
        description=entry.description,
        audiences=refs.links(schema.PUBLICS, entry.publics),
        is_activity=entry.activite,
        is_chapter=entry.dans_le_guide,
        body=body,
        headings=tuple(_headings(body)),
        pictures=tuple(_pictures(document, body, refs)),
        sources=sources(entry.sources),
        reviewed=entry.revu_le,
    )


def _headings(body: tuple[Node, ...]) -> Iterator[Heading]:
    return (Heading(plain_text(node.children), node.text) for node in body if node.tag == "h" and node.level == 2)


def _pictures(
    document: Document[Page] | Document[Guide], body: tuple[Node, ...], refs: References
) -> Iterator[tuple[str, Picture]]:
    for node in walk(body):
        if node.tag == "img" and (image := refs.image(document.path, node.line, node.text)):
            yield node.text, pictures.picture(image, plain_text(node.children), "")
