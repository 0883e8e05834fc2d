"""Documents → the linked guide: references resolved, relations shown both ways, unpublished parts dropped."""

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from oma_builder.content import schema
from oma_builder.content.documents import Document
from oma_builder.content.loader import Corpus
from oma_builder.content.markdown import plain_text, walk
from oma_builder.content.typography import slugify
from oma_builder.guide import model, references, routes, vocabulary
from oma_builder.guide.metiers import card, link_metier, source, withdrawals
from oma_builder.guide.pictures import Derivative, Picture, derivatives, picture
from oma_builder.guide.references import References
from oma_builder.problems import Checked, Problem

Cards = Mapping[str, model.Card]


def link(
    corpus: Corpus, today: datetime.date, address: str | None = None, *, has_pdf: bool = True
) -> Checked[model.Guide | None]:
    """Link the corpus as it may be seen on `today`; `address`, when given, replaces the site's own.

    Without a PDF (`has_pdf`), links to it become plain text. The guide is None when `content/site.yaml` could not be read.
    """
    refs = references.index(corpus, today, has_pdf=has_pdf)
    metier_documents = sorted(refs.public["metiers"].values(), key=_alphabetical)
    cards = {document.id: card(document, refs) for document in metier_documents}
    metiers = tuple(link_metier(document, refs, cards, today) for document in metier_documents)
    sector_documents = sorted(refs.public["secteurs"].values(), key=_alphabetical)
    sectors = tuple(_sector(document, metiers, cards, refs) for document in sector_documents)
    unsorted = (_territory(document, corpus, metiers, cards, refs) for document in corpus.territoires)
    territories = tuple(sorted(unsorted, key=_from_region_down))
    pages = tuple(_page(document, refs) for document in sorted(refs.public["pages"].values(), key=_rank))
    cover = refs.picture(corpus.site, ("couverture",), corpus.site.entry.couverture) if corpus.site else None
    problems = (*refs.problems, *_withdrawn(metier_documents, today), *_empty(sectors, sector_documents, corpus))
    if corpus.site is None:
        return Checked(None, problems)
    guide = model.Guide(
        site=_site(corpus.site.entry, address),
        metiers=metiers,
        sectors=sectors,
        territories=territories,
        academies=tuple(_academies(territories)),
        pages=pages,
        cards=tuple(cards.values()),
        derivatives=tuple(_used(metiers, sectors, pages, cover, refs)),
        cover=cover,
        has_pdf=has_pdf,
        today=today,
    )
    return Checked(guide, problems)


def _alphabetical(document: Document[Any]) -> tuple[str, str]:
    entry = document.entry
    name = entry.titre.masculin if isinstance(entry, schema.Metier) else entry.nom
    return slugify(name), document.id


def _rank(document: Document[schema.Page]) -> tuple[int, str]:
    return document.entry.rang, document.id


def _from_region_down(territory: model.Territory) -> tuple[int, str]:
    return list(vocabulary.TERRITORIES).index(territory.kind), slugify(territory.name)


def _academies(territories: Sequence[model.Territory]) -> Iterator[model.Academie]:
    for territory in territories:
        if territory.kind == "academie":
            inside = {child.route for child in territory.children}
            yield model.Academie(territory, tuple(below for below in territories if below.route in inside))


def _withdrawn(documents: Iterable[Document[schema.Metier]], today: datetime.date) -> Iterator[Problem]:
    for document in documents:
        yield from withdrawals(document, today)


def _empty(
    sectors: Iterable[model.Sector], documents: Iterable[Document[schema.Secteur]], corpus: Corpus
) -> Iterator[Problem]:
    """Warn of a sector without trades, unless a trade that could not be read may be its own."""
    if len(corpus.metiers) < sum(kind == "metiers" for kind, _ in corpus.known):
        return
    for sector, document in zip(sectors, documents, strict=True):
        if not sector.metiers:
            message = f"le secteur « {sector.name} » n’a aucun métier publié"
            yield document.warning((), "secteur-vide", message, "ajoutez un métier, ou passez le secteur en brouillon")


def _site(entry: schema.Site, address: str | None) -> model.SiteInfo:
    return model.SiteInfo(
        title=entry.titre,
        slogan=entry.slogan,
        description=entry.description,
        address=(address or entry.adresse).rstrip("/") + "/",
        contact=entry.contact,
        publisher=entry.editeur,
        notice=entry.avertissement or "",
        edition=entry.edition.nom,
        closed_on=entry.edition.arretee_le,
        licence=entry.licence_contenus,
    )


def _sector(
    document: Document[schema.Secteur], metiers: Sequence[model.Metier], cards: Cards, refs: References
) -> model.Sector:
    entry, route = document.entry, routes.sector(document.id)
    return model.Sector(
        id=document.id,
        route=route,
        file=document.path,
        name=entry.nom,
        hook=entry.accroche,
        body=refs.text(document, "presentation"),
        colour=entry.couleur,
        picture=refs.picture(document, ("illustration",), entry.illustration),
        metiers=tuple(cards[metier.id] for metier in metiers if metier.sector.route == route),
        shared=tuple(
            cards[metier.id] for metier in metiers if any(other.route == route for other in metier.other_sectors)
        ),
    )


def _territory(
    document: Document[schema.Territoire],
    corpus: Corpus,
    metiers: Sequence[model.Metier],
    cards: Cards,
    refs: References,
) -> model.Territory:
    entry, route = document.entry, routes.territory(document.id)
    below = [other for other in corpus.territoires if other.entry.rattachement == document.id]
    return model.Territory(
        id=document.id,
        route=route,
        file=document.path,
        kind=entry.type,
        kind_label=vocabulary.TERRITORIES[entry.type],
        name=entry.nom,
        inside=entry.dans,
        code=entry.code,
        parents=tuple(reversed([*_ancestors(document, refs)])),
        children=tuple(_territory_link(other) for other in sorted(below, key=_alphabetical)),
        body=refs.text(document, "presentation"),
        recruiting=tuple(
            (cards[metier.id], claim)
            for metier in metiers
            for claim in metier.recruiting
            if claim.territory.route == route
        ),
        hosts=tuple(
            (cards[metier.id], offer)
            for metier in metiers
            for offer in metier.hosts
            if offer.departement.route == route
        ),
        sources=tuple(map(source, entry.sources)),
    )


def _territory_link(document: Document[schema.Territoire]) -> model.Link:
    return model.Link(document.entry.nom, routes.territory(document.id))


def _ancestors(document: Document[schema.Territoire], refs: References) -> Iterator[model.Link]:
    """Yield the territories above, nearest first; at most two, so that a circle of mistakes ends."""
    current = document
    for _ in range(2):
        if current.entry.rattachement is None:
            return
        parent = refs.document(current, ("rattachement",), "territoires", current.entry.rattachement)
        if parent is None:
            return
        yield _territory_link(parent)
        current = parent


def _page(document: Document[schema.Page], refs: References) -> model.TextPage:
    entry = document.entry
    body = refs.text(document, "corps")
    shown = (
        (node.text, picture(image, plain_text(node.children), ""))
        for node in walk(body)
        if node.tag == "img" and (image := refs.image(document.path, node.line, node.text))
    )
    return model.TextPage(
        id=document.id,
        route=routes.page(document.id),
        file=document.path,
        title=entry.titre,
        description=entry.description,
        menu=entry.menu,
        body=body,
        headings=tuple(
            model.Heading(plain_text(node.children), node.text) for node in body if node.tag == "h" and node.level == 2
        ),
        pictures=tuple(shown),
    )


def _used(
    metiers: Iterable[model.Metier],
    sectors: Iterable[model.Sector],
    pages: Iterable[model.TextPage],
    cover: Picture | None,
    refs: References,
) -> Iterator[Derivative]:
    """Yield the derivatives of every picture that is shown, each once, in the order of file names."""
    owned = (*(metier.picture for metier in metiers), *(sector.picture for sector in sectors), cover)
    shown = {picture.original for picture in owned if picture}
    shown |= {name for page in pages for name, _ in page.pictures}
    for name in sorted(shown):
        yield from derivatives(refs.images[name])
