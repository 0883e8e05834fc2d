"""What one document may point at: other documents by identifier, pictures, and the links of a text."""

import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote

from oma_builder.content import schema
from oma_builder.content.addresses import is_url
from oma_builder.content.documents import Document
from oma_builder.content.kind import Entry_co, Kind
from oma_builder.content.kinds import base
from oma_builder.content.kinds.public import Public
from oma_builder.content.kinds.secteur import Secteur
from oma_builder.content.kinds.territoire import Territoire
from oma_builder.content.loader import Corpus
from oma_builder.content.markdown import Node, is_picture_name, retarget, stands_alone, walk
from oma_builder.content.parser import Pointer
from oma_builder.content.pictures import ImageFile
from oma_builder.content.rules.relations import followed, meant
from oma_builder.content.typography import slugify
from oma_builder.content.walking import PICTURES
from oma_builder.guide import pictures, publication, routes, vocabulary
from oma_builder.guide.pictures import Picture
from oma_builder.guide.values import Link, LinkedText
from oma_builder.problems import Problem, nearest

_LINKED = {kind.link: kind for kind in schema.KINDS if kind.link}
_CONTACT, _GUIDE = "contact:", "guide:pdf"
_LISTS = {
    "liste:accueil": routes.HOME,
    **{f"liste:{kind.listing.word}": kind.listing.route for kind in schema.KINDS if kind.listing},
    "liste:gouts": routes.QUIZ,
    "liste:donnees": routes.OPEN_DATA,
    "liste:niveaux": routes.LEVELS,
    "liste:recherche": routes.SEARCH,
    "liste:comparer": routes.COMPARE,
    "liste:selection": routes.SELECTION,
    "liste:accessibilite": routes.ACCESSIBILITY,
    "liste:classe": routes.CLASSROOM,
    "liste:carnet": routes.NOTEBOOK,
    "liste:convention": routes.CONVENTION,
    "liste:glossaire": routes.GLOSSARY,
}
"""The pages that the program makes by itself."""

_FIXED = frozenset({_CONTACT, _GUIDE, *_LISTS})

_LINK_HINT = (
    f"écrivez {', '.join(f'{scheme}:…' for scheme in _LINKED)}, liste:…, guide:pdf, contact: ou une adresse en https://"
)
_NO_PAGE = "n’a pas de page à soi : visez liste:stages, ou un territoire"
_OFTEN_TYPED = (
    ("http://", "écrivez https:// au lieu de http://"),
    ("https://", "écrivez une adresse complète, comme https://www.exemple.fr/"),
    ("www.", "ajoutez https:// devant"),
    ("accueil:", f"un accueil {_NO_PAGE}"),
    ("acteur:", f"un acteur {_NO_PAGE}"),
    ("mailto:", "écrivez contact: pour l’adresse du guide ; il n’y en a pas d’autre dans les textes"),
)


@dataclass(frozen=True, slots=True)
class References:
    """Looks up what documents name, and keeps a problem for each picture or link that leads nowhere.

    A reference to a document that does not exist was reported by `content.rules.relations`; one that is not
    published is dropped.
    """

    public: Mapping[str, Mapping[str, Document[Any]]]
    known: frozenset[tuple[str, str]]
    images: Mapping[str, ImageFile]
    lists: frozenset[str]
    contact: str
    has_pdf: bool
    followed: Callable[[str, str], str]
    problems: list[Problem] = field(default_factory=list)

    def get(self, kind: Kind[Entry_co], identifier: str) -> Document[Entry_co] | None:
        """Return the public document of a kind, if there is one of that name."""
        return self.public[kind.name].get(identifier)

    def every(self, kind: Kind[Entry_co]) -> Iterable[Document[Entry_co]]:
        """Return the public documents of a kind, by identifier."""
        return self.public[kind.name].values()

    def some(self, kind: Kind[Entry_co], identifiers: Iterable[str]) -> Iterator[Document[Entry_co]]:
        """Yield those of the named documents that are public."""
        return (document for name in identifiers if (document := self.get(kind, name)))

    def links(self, kind: Kind[Secteur | Territoire | Public], identifiers: Iterable[str]) -> tuple[Link, ...]:
        """Return links to those of the named sectors, territories or publics that readers may see."""
        return tuple(Link(document.entry.nom, kind.route(document.id)) for document in self.some(kind, identifiers))

    def image(self, path: str, line: int, name: str) -> ImageFile | None:
        """Return the picture file `name`, or None after reporting, at that place, that it does not exist."""
        if (PICTURES, name) not in self.known and is_picture_name(name):  # else markdown.py has refused it
            known = [file for folder, file in self.known if folder == PICTURES]
            message = f"l’image « {name} » n’est pas dans content/images/"
            twins = [file for file in known if file.partition(".")[0] == name.partition(".")[0]]
            hint = f"vouliez-vous dire « {twins[0]} » ?" if len(twins) == 1 else meant(name, known)
            self.problems.append(Problem(path, line, "image-introuvable", message, hint))
        return self.images.get(name)

    def picture(self, source: Document[Any], at: Pointer, asked: base.Picture | None) -> Picture | None:
        """Return the view of the picture that a field asks for."""
        if asked is None:
            return None
        known = self.images.get(asked.fichier)  # of most pictures nobody asks on which line they are named
        image = known or self.image(source.path, source.line(*at, "fichier"), asked.fichier)
        if image is None:
            return None
        return pictures.picture(image, asked.alt, asked.credit, pictures.focus(asked.cadrage))

    def icon(self, source: Document[Any], at: Pointer, name: str | None) -> Picture | None:
        """Return the view of a small drawing that only decorates."""
        if name is None:
            return None
        image = self.images.get(name) or self.image(source.path, source.line(*at), name)
        return pictures.picture(image, "", "") if image else None

    def text(self, source: Document[Any], name: str) -> tuple[Node, ...]:
        """Return a Markdown field with every link resolved; a link to nothing becomes plain text."""
        nodes = source.texts[name]
        links: dict[str, str] = {}

        def target(node: Node) -> str:
            if node.tag == "a":
                anchors = frozenset(other.text for other in walk(nodes) if other.tag == "h")
                links[node.text] = self.target(source, node, anchors)
            return links.get(node.text, node.text)

        linked = retarget(nodes, target)
        if stands_alone(nodes):
            return LinkedText(linked, f"{source.path.partition('/')[2]}#{name}", tuple(links.items()))
        return linked

    def target(self, source: Document[Any], node: Node, anchors: frozenset[str]) -> str:
        """Return the route or address that a link leads to, or an empty string after reporting it."""
        if node.text.startswith("#"):
            return node.text if self.has_anchor(source, node, node.text[1:], anchors) else ""
        if is_url(node.text):
            return node.text
        if node.text in _FIXED:
            return self.fixed(node.text)
        scheme, _, rest = node.text.partition(":")
        if scheme in _LINKED:
            return self.internal(source, node, scheme, rest)
        self.problems.append(_impossible(source.path, node, self.known))
        return ""

    def fixed(self, target: str) -> str:
        """Return where `contact:`, `guide:pdf` and the program's own pages are; what does not exist today is nowhere."""
        if target == _CONTACT:
            return f"mailto:{self.contact}"
        if target == _GUIDE:
            return routes.GUIDE_PDF if self.has_pdf else ""
        return _LISTS[target] if _LISTS[target] in self.lists else ""

    def internal(self, source: Document[Any], node: Node, scheme: str, rest: str) -> str:
        """Resolve `metier:soudeur` or `page:a-propos#ancre`."""
        kind = _LINKED[scheme]
        identifier, _, anchor = rest.partition("#")
        document = self.get(kind, identifier)
        if document is None:
            self.report_dead_link(source, node, kind.name, identifier)
            return ""
        if not anchor:
            return kind.route(identifier)
        anchors = frozenset(part.text for nodes in document.texts.values() for part in walk(nodes) if part.tag == "h")
        hint = "" if kind.suffix == ".md" else f"retirez « #{anchor} » : seuls les pages et les guides ont des titres"
        return f"{kind.route(identifier)}#{anchor}" if self.has_anchor(source, node, anchor, anchors, hint) else ""

    def report_dead_link(self, source: Document[Any], node: Node, kind: str, identifier: str) -> None:
        """Report a link whose target does not exist; one that is merely unpublished becomes plain text in silence."""
        if (kind, identifier) not in self.known:
            known = [name for folder, name in self.known if folder == kind]
            message = f"lien vers « {unquote(node.text)} », qui n’existe pas"
            hint = self.followed(kind, identifier) or meant(identifier, known)
            self.problems.append(Problem(source.path, node.line, "reference-inconnue", message, hint))

    def has_anchor(
        self, source: Document[Any], node: Node, anchor: str, anchors: frozenset[str], hint: str = ""
    ) -> bool:
        """Say whether the target has that heading, reporting it if not."""
        if anchor not in anchors:
            message = f"aucun titre n’a l’ancre « {anchor} »"
            hint = hint or meant(anchor, anchors)
            self.problems.append(Problem(source.path, node.line, "ancre-inconnue", message, hint))
        return anchor in anchors


def index(corpus: Corpus, today: datetime.date, *, has_pdf: bool, for_release: bool = False) -> References:
    """Gather what may be pointed at on `today`."""
    public = publication.public(corpus, today, for_release=for_release)
    return References(
        public=public,
        known=corpus.known,
        images={image.name: image for image in corpus.images},
        lists=frozenset(_lists(public, today)) - _without_their_file(corpus),
        contact=corpus.site.entry.contact if corpus.site else "",
        has_pdf=has_pdf,
        followed=lambda kind, identifier: followed(kind, identifier, corpus),
    )


def _without_their_file(corpus: Corpus) -> frozenset[str]:
    """Return the pages of the program whose only source is a file that is not there."""
    sources = {routes.GLOSSARY: corpus.glossary, routes.CONVENTION: corpus.convention}
    return frozenset(route for route, document in sources.items() if document is None)


def look_at_hidden(corpus: Corpus, refs: References) -> None:
    """Report the dead links and missing pictures of what is not shown today: a draft is checked too, and days pass."""
    for kind in schema.KINDS:
        for document in corpus.of(kind):
            if refs.get(kind, document.id) is None:
                _look_at(document, refs)


def _look_at(document: Document[Any], refs: References) -> None:
    for name, nodes in document.texts.items():
        refs.text(document, name)
        for node in walk(nodes):
            if node.tag == "img":
                refs.image(document.path, node.line, node.text)
    refs.picture(document, ("illustration",), getattr(document.entry, "illustration", None))
    refs.icon(document, ("icone",), getattr(document.entry, "icone", None))


_OF_TRADES = (routes.CLASSROOM, routes.NOTEBOOK)
"""Pages of the program that exist only with trades; that of the quiz needs all six themes, that of films one to show."""


def _is_fed(route: str, public: Mapping[str, Mapping[str, Any]]) -> bool:
    """Say whether a page that the program makes has something to show, or exists without."""
    if route in _OF_TRADES:
        return bool(public[schema.METIERS.name])
    feeding = [kind for kind in schema.KINDS if kind.list_route == route]
    return not feeding or any((kind.listing and kind.listing.is_lasting) or public[kind.name] for kind in feeding)


def _lists(public: Mapping[str, Mapping[str, Any]], today: datetime.date) -> Iterator[str]:
    for route in _LISTS.values():
        if route == routes.QUIZ and not _all_themes_ask(public):
            continue
        if route == routes.FILMS and not _a_film_is_shown(public, today):
            continue
        if _is_fed(route, public):
            yield route


def _all_themes_ask(public: Mapping[str, Mapping[str, Any]]) -> bool:
    asking = {document.entry.lettre for document in public["interets"].values() if document.entry.questions}
    return asking == vocabulary.INTERESTS.keys()


def _a_film_is_shown(public: Mapping[str, Mapping[str, Any]], today: datetime.date) -> bool:
    """Say whether any edition of the site has a film: one for paper alone has no place there."""
    entries = (document.entry for document in public["films"].values())
    shown = (entry for entry in entries if entry.metier in public["metiers"])
    return any(publication.film_media(entry, today) - {"papier"} for entry in shown)


def _impossible(path: str, node: Node, known: frozenset[tuple[str, str]]) -> Problem:
    if not node.text:
        return Problem(path, node.line, "lien-inconnu", "ce lien ne mène nulle part", _LINK_HINT)
    shown = unquote(node.text)[:60]
    start = node.text.partition(":")[0].strip().casefold()
    if start in ("javascript", "data", "vbscript", "file", "blob"):
        return Problem(path, node.line, "lien-dangereux", f"lien dangereux « {shown} »", _LINK_HINT)
    meant_scheme = nearest(slugify(unquote(start)), _LINKED)
    rest = shown.partition(":")[2]
    guess = _LINK_HINT
    if meant_scheme:
        folder = _LINKED[meant_scheme].name
        there = (folder, rest.partition("#")[0]) in known
        guess = f"écrivez {meant_scheme}: et le nom d’un fichier de {folder}/"
        guess = f"vouliez-vous dire « {meant_scheme}:{rest} » ?" if there else guess
    if start == "liste":
        guess = f"existent : {', '.join(_LISTS)}"
    hint = next((hint for sign, hint in _OFTEN_TYPED if node.text.startswith(sign)), guess)
    return Problem(path, node.line, "lien-inconnu", f"lien impossible à suivre « {shown} »", hint)
