"""What one document may point at: other documents by identifier, pictures, and the links of a text."""

import datetime
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote

from oma_builder.content import schema
from oma_builder.content.documents import Document
from oma_builder.content.fields import is_url
from oma_builder.content.loader import PICTURES, Corpus
from oma_builder.content.markdown import Node, is_picture_name, retarget, walk
from oma_builder.content.parser import Pointer
from oma_builder.content.pictures import ImageFile
from oma_builder.guide import pictures, routes
from oma_builder.guide.pictures import Picture
from oma_builder.guide.publication import is_public
from oma_builder.problems import Problem, nearest

_SCHEMES = {
    "metier": ("metiers", routes.metier),
    "secteur": ("secteurs", routes.sector),
    "territoire": ("territoires", routes.territory),
    "page": ("pages", routes.page),
}
_CONTACT, _GUIDE = "contact:", "guide:pdf"
_FIXED = (_CONTACT, _GUIDE)
_LINK_HINT = "écrivez metier:…, secteur:…, territoire:…, page:…, guide:pdf, contact: ou une adresse en https://"
_OFTEN_TYPED = (
    ("http://", "écrivez https:// au lieu de http://"),
    ("https://", "écrivez une adresse complète, comme https://www.exemple.fr/"),
    ("www.", "ajoutez https:// devant"),
    ("mailto:", "écrivez contact: pour l’adresse du guide ; il n’y en a pas d’autre dans les textes"),
)
_NOUNS = {"metiers": "métier", "secteurs": "secteur", "territoires": "territoire", "pages": "page", PICTURES: "image"}


@dataclass(frozen=True, slots=True)
class References:
    """Looks up what documents name, and keeps a problem for each name that leads nowhere.

    A name whose document exists but could not be read stays silent: its own problem is enough. A name whose
    document is not published is dropped.
    """

    public: Mapping[str, Mapping[str, Document[Any]]]
    known: frozenset[tuple[str, str]]
    images: Mapping[str, ImageFile]
    contact: str
    has_pdf: bool
    problems: list[Problem] = field(default_factory=list)

    def document(self, source: Document[Any], at: Pointer, kind: str, identifier: str) -> Document[Any] | None:
        """Return the public document `identifier`, or None after reporting a name that does not exist."""
        found = self.public[kind].get(identifier)
        if found is None and (kind, identifier) not in self.known:
            known = [name for folder, name in self.known if folder == kind]
            message = f"{_NOUNS[kind]} inconnu{'e' if kind in ('pages', PICTURES) else ''} « {identifier} »"
            self.problems.append(source.problem(at, "reference-inconnue", message, _meant(identifier, known)))
        return found

    def image(self, path: str, line: int, name: str) -> ImageFile | None:
        """Return the picture file `name`, or None after reporting, at that place, that it does not exist."""
        if (PICTURES, name) not in self.known and is_picture_name(name):  # else markdown.py has refused it
            known = [found for folder, found in self.known if folder == PICTURES]
            message = f"l’image « {name} » n’est pas dans content/images/"
            self.problems.append(Problem(path, line, "image-introuvable", message, _meant(name, known)))
        return self.images.get(name)

    def picture(self, source: Document[Any], at: Pointer, asked: schema.Picture | None) -> Picture | None:
        """Return the view of the picture that a field asks for."""
        if asked is None:
            return None
        image = self.image(source.path, source.line(*at, "fichier"), asked.fichier)
        return pictures.picture(image, asked.alt, asked.credit) if image else None

    def text(self, source: Document[Any], name: str) -> tuple[Node, ...]:
        """Return a Markdown field with every link resolved; a link to nothing becomes plain text."""
        nodes = source.texts[name]
        anchors = frozenset(node.text for node in walk(nodes) if node.tag == "h")
        return retarget(nodes, lambda node: self.target(source, node, anchors) if node.tag == "a" else node.text)

    def target(self, source: Document[Any], node: Node, anchors: frozenset[str]) -> str:
        """Return the route or address that a link leads to, or an empty string after reporting it."""
        if node.text.startswith("#"):
            return node.text if self.has_anchor(source, node, node.text[1:], anchors) else ""
        if is_url(node.text):
            return node.text
        if node.text in _FIXED:
            return self.fixed(node.text)
        scheme, _, rest = node.text.partition(":")
        if scheme in _SCHEMES:
            return self.internal(source, node, scheme, rest)
        self.problems.append(_impossible(source.path, node))
        return ""

    def fixed(self, target: str) -> str:
        """Return where `contact:` and `guide:pdf` lead; without a PDF, nowhere."""
        if target == _CONTACT:
            return f"mailto:{self.contact}"
        return routes.GUIDE_PDF if self.has_pdf else ""

    def internal(self, source: Document[Any], node: Node, scheme: str, rest: str) -> str:
        """Resolve `metier:soudeur` or `page:a-propos#ancre`."""
        kind, route = _SCHEMES[scheme]
        identifier, _, anchor = rest.partition("#")
        found = self.public[kind].get(identifier)
        if found is None:
            self.report_dead_link(source, node, kind, identifier)
            return ""
        if not anchor:
            return route(identifier)
        anchors = frozenset(part.text for nodes in found.texts.values() for part in walk(nodes) if part.tag == "h")
        return f"{route(identifier)}#{anchor}" if self.has_anchor(source, node, anchor, anchors) else ""

    def report_dead_link(self, source: Document[Any], node: Node, kind: str, identifier: str) -> None:
        """Report a link whose target does not exist; one that is merely unpublished becomes plain text in silence."""
        if (kind, identifier) not in self.known:
            known = [name for folder, name in self.known if folder == kind]
            message = f"lien vers « {unquote(node.text)} », qui n’existe pas"
            self.problems.append(
                Problem(source.path, node.line, "reference-inconnue", message, _meant(identifier, known))
            )

    def has_anchor(self, source: Document[Any], node: Node, anchor: str, anchors: frozenset[str]) -> bool:
        """Say whether the target has that heading, reporting it if not."""
        if anchor not in anchors:
            message = f"aucun titre n’a l’ancre « {anchor} »"
            self.problems.append(Problem(source.path, node.line, "ancre-inconnue", message, _meant(anchor, anchors)))
        return anchor in anchors


def index(corpus: Corpus, today: datetime.date, *, has_pdf: bool) -> References:
    """Gather what may be pointed at on `today`; the trades of an unpublished sector are unpublished too."""
    sectors = _public(corpus.secteurs, today)
    hidden = {document.id for document in corpus.secteurs} - sectors.keys()
    metiers = _public((document for document in corpus.metiers if document.entry.secteur not in hidden), today)
    territories = {document.id: document for document in corpus.territoires}
    pages = _public(corpus.pages, today)
    return References(
        public={"secteurs": sectors, "metiers": metiers, "territoires": territories, "pages": pages},
        known=corpus.known,
        images={image.name: image for image in corpus.images},
        contact=corpus.site.entry.contact if corpus.site else "",
        has_pdf=has_pdf,
    )


def _impossible(path: str, node: Node) -> Problem:
    if not node.text:
        return Problem(path, node.line, "lien-inconnu", "ce lien ne mène nulle part", _LINK_HINT)
    shown = unquote(node.text)[:60]
    start = node.text.partition(":")[0].strip().casefold()
    if start in ("javascript", "data", "vbscript", "file", "blob"):
        return Problem(path, node.line, "lien-dangereux", f"lien dangereux « {shown} »", _LINK_HINT)
    hint = next((hint for sign, hint in _OFTEN_TYPED if node.text.startswith(sign)), _LINK_HINT)
    return Problem(path, node.line, "lien-inconnu", f"lien impossible à suivre « {shown} »", hint)


def _public(documents: Iterable[Document[Any]], today: datetime.date) -> dict[str, Document[Any]]:
    return {document.id: document for document in documents if is_public(document.entry.publication, today)}


def _meant(typed: str, known: Collection[str]) -> str:
    if close := nearest(typed, known):
        return f"vouliez-vous dire « {close} » ?"
    if not known:
        return "il n’en existe aucun"
    return f"existent : {', '.join(sorted(known)[:8])}{'…' if len(known) > 8 else ''}"
