"""Documents → the linked guide: references resolved, relations shown both ways, unpublished parts dropped."""

import datetime
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Any, TypeVar

from oma_builder.content import schema
from oma_builder.content.documents import Document
from oma_builder.content.kind import Kind
from oma_builder.content.kinds.base import Author
from oma_builder.content.kinds.metier import Metier as MetierEntry
from oma_builder.content.kinds.secteur import Secteur
from oma_builder.content.kinds.site import Impression, Site
from oma_builder.content.loader import Corpus
from oma_builder.content.typography import slugify
from oma_builder.guide import publication, references
from oma_builder.guide.accessibility import declare
from oma_builder.guide.actors import Actor, link_actors
from oma_builder.guide.approvals import Approval, awaiting, link_approvals
from oma_builder.guide.audiences import Offered, link_audiences
from oma_builder.guide.briefs import Cahier, link_briefs
from oma_builder.guide.campuses import Campus, link_campuses
from oma_builder.guide.convention import Convention, link_convention
from oma_builder.guide.editions import Edition, last_printed, link_editions
from oma_builder.guide.events import Event, link_events
from oma_builder.guide.film_selection import FilmSelection
from oma_builder.guide.films import Film, Supply, link_films
from oma_builder.guide.formations import link_formations
from oma_builder.guide.glossary import link_glossary
from oma_builder.guide.hosts import HostOffer, Rule, link_hosts, link_rules
from oma_builder.guide.initiatives import Initiative, link_initiatives
from oma_builder.guide.interests import Interest, link_interests, themes
from oma_builder.guide.metiers import Cards, Metier, Neighbours, card, link_metier
from oma_builder.guide.model import Guide, Partner, SiteInfo
from oma_builder.guide.pages import Handbook, TextPage, link_handbooks, link_pages
from oma_builder.guide.pictures import Derivative, Picture, derivatives
from oma_builder.guide.prints import link_prints
from oma_builder.guide.recruitment import Recruitment, link_recruitment
from oma_builder.guide.references import References
from oma_builder.guide.sectors import Concerning, Sector, link_sector
from oma_builder.guide.short_addresses import short_addresses
from oma_builder.guide.studies import hidden_steps
from oma_builder.guide.territories import Local, Territory, academies, link_territories
from oma_builder.guide.wishes import link_spoken
from oma_builder.problems import Checked, Problem

OTHERS: Mapping[Kind[Author], Callable[[References, Cards], tuple[Any, ...]]] = {}
"""What links the kinds that nothing else of the guide shows: each has its own page or chapter, and no field of `Guide`."""


def link(
    corpus: Corpus,
    today: datetime.date,
    address: str | None = None,
    *,
    has_pdf: bool = True,
    stock: Mapping[str, int] | None = None,
    film_selection: FilmSelection | None = None,
    for_release: bool = False,
) -> Checked[Guide | None]:
    """Link the corpus as it may be seen on `today`; `address`, when given, replaces the site's own.

    What is released holds only what both parties approved.
    Without a PDF (`has_pdf`), links to it become plain text. `stock` gives the bytes of each file of the folder of films,
    `film_selection` what the edition for folders takes of them. The guide is None when `content/site.yaml` could not be read.
    """
    refs = references.index(corpus, today, has_pdf=has_pdf, for_release=for_release)
    documents = sorted(
        refs.every(schema.METIERS), key=lambda document: (slugify(document.entry.titre.masculin), document.id)
    )
    cards = {document.id: card(document, refs) for document in documents}
    around = _around(refs, cards, corpus, _supply(corpus, today, stock or {}, film_selection))
    near = _neighbours(around, documents, cards)
    metiers = tuple(link_metier(document, refs, near) for document in documents)
    sector_documents = sorted(
        refs.every(schema.SECTEURS), key=lambda document: (slugify(document.entry.nom), document.id)
    )
    concerning = Concerning(metiers, around.campuses, around.events, around.initiatives)
    sectors = tuple(link_sector(document, concerning, cards, refs) for document in sector_documents)
    guide = _guide(corpus, refs, around, _Trades(metiers, sectors, cards), address, today)
    references.look_at_hidden(corpus, refs)
    formations = corpus.of(schema.FORMATIONS)
    unpublished = {
        formation.id: formation.entry for formation in formations if refs.get(schema.FORMATIONS, formation.id) is None
    }
    hidden = (problem for document in documents for problem in hidden_steps(document, unpublished))
    missing = publication.missing_from_fixed_places(corpus, today) if for_release else ()
    return Checked(guide, (*refs.problems, *hidden, *_empty(sectors, sector_documents, corpus), *missing))


@dataclass(frozen=True, slots=True)
class _Trades:
    """The trades and their sectors, linked, and the short views of all trades."""

    metiers: tuple[Metier, ...]
    sectors: tuple[Sector, ...]
    cards: Cards


@dataclass(frozen=True, slots=True)
class _Around:
    """What trades and sectors show of the rest of the guide: linked before them."""

    themes: Mapping[str, Interest]
    rules: tuple[Rule, ...]
    hosts: tuple[HostOffer, ...]
    campuses: tuple[Campus, ...]
    events: tuple[Event, ...]
    initiatives: tuple[Initiative, ...]
    films: tuple[Film, ...]
    recruitment: Recruitment
    editions: tuple[Edition, ...]
    approvals: tuple[Approval, ...]


def _supply(
    corpus: Corpus, today: datetime.date, stock: Mapping[str, int], film_selection: FilmSelection | None
) -> Supply:
    servers = corpus.site.entry.films if corpus.site else None
    store = (servers.depot or "") if servers else ""
    captions = {captions.id: captions.cues for captions in corpus.captions}
    return Supply(today, captions, stock, store.rstrip("/") + "/" if store else "", film_selection)


def _around(refs: References, cards: Cards, corpus: Corpus, supply: Supply) -> _Around:
    return _Around(
        themes=themes(refs),
        rules=link_rules(refs),
        hosts=link_hosts(refs, cards),
        campuses=link_campuses(refs, cards),
        events=link_events(refs, cards),
        initiatives=link_initiatives(refs),
        films=link_films(refs, cards, supply),
        recruitment=link_recruitment(refs, corpus.matches),
        editions=link_editions(refs.every(schema.EDITIONS)),
        approvals=link_approvals(corpus),
    )


def _neighbours(around: _Around, documents: Iterable[Document[MetierEntry]], cards: Cards) -> Neighbours:
    return Neighbours(
        cards=cards,
        by_rome=_grouped((document.entry.rome, document.id) for document in documents),
        chosen_by=_grouped((name, document.id) for document in documents for name in document.entry.similaires),
        interests=around.themes,
        hosts=_grouped((metier.route, offer) for offer in around.hosts for metier in offer.metiers),
        rules=around.rules,
        campuses=_grouped((metier.route, campus) for campus in around.campuses for metier in campus.metiers),
        events=_grouped((metier.route, event) for event in around.events for metier in event.metiers),
        films=_grouped((film.metier.route, film) for film in around.films),
        demands=around.recruitment.demands,
        copies=last_printed(around.editions),
    )


def _guide(
    corpus: Corpus, refs: References, around: _Around, trades: _Trades, address: str | None, today: datetime.date
) -> Guide | None:
    """Link what shows trades, and put all together. Without a site there is no guide, but its problems are found."""
    actors, briefs, handbooks, pages = link_actors(refs), link_briefs(refs), link_handbooks(refs), link_pages(refs)
    territories = _territories(refs, around, trades, actors)
    declaration = declare(corpus.accessibility, refs, today)
    convention = link_convention(corpus.convention, refs, today)
    if corpus.site is None:
        return None
    cover = refs.picture(corpus.site, ("couverture",), corpus.site.entry.couverture)
    return Guide(
        site=_site(corpus.site.entry, address, refs, convention),
        accessibility=declaration,
        metiers=trades.metiers,
        sectors=trades.sectors,
        interests=link_interests(refs, around.themes, trades.metiers, trades.cards),
        formations=link_formations(refs, trades.metiers, trades.cards),
        territories=territories,
        academies=tuple(academies(territories)),
        campuses=around.campuses,
        hosts=around.hosts,
        rules=around.rules,
        events=around.events,
        initiatives=around.initiatives,
        actors=actors,
        audiences=link_audiences(refs, _offered(around, handbooks, briefs, actors)),
        handbooks=handbooks,
        briefs=briefs,
        pages=pages,
        films=around.films,
        glossary=link_glossary(corpus.glossary),
        spoken=link_spoken(corpus.search, trades.metiers),
        editions=around.editions,
        surveys=around.recruitment.surveys,
        approvals=around.approvals,
        awaiting=awaiting(around.approvals),
        others={kind.name: link_others(refs, trades.cards) for kind, link_others in OTHERS.items()},
        short_addresses=tuple(short_addresses(corpus, trades.cards)),
        cards=tuple(trades.cards.values()),
        derivatives=tuple(_used((*_pictures(trades), cover), chain[TextPage | Handbook](pages, handbooks), refs)),
        cover=cover,
        lists=refs.lists,
        has_pdf=refs.has_pdf,
        today=today,
    )


def _offered(
    around: _Around, handbooks: tuple[Handbook, ...], briefs: tuple[Cahier, ...], actors: tuple[Actor, ...]
) -> Offered:
    """Return all that may be meant for a public."""
    return Offered(handbooks, briefs, around.hosts, around.rules, around.events, around.initiatives, actors)


def _territories(
    refs: References, around: _Around, trades: _Trades, actors: tuple[Actor, ...]
) -> tuple[Territory, ...]:
    campuses, events, initiatives = around.campuses, around.events, around.initiatives
    local = Local(
        trades.metiers, around.recruitment.totals, around.hosts, around.rules, campuses, events, initiatives, actors
    )
    return link_territories(refs, trades.cards.values(), local)


_Thing = TypeVar("_Thing")


def _grouped(pairs: Iterable[tuple[str, _Thing]]) -> Mapping[str, tuple[_Thing, ...]]:
    """Turn "each thing has keys" into "each key has things"."""
    found: dict[str, tuple[_Thing, ...]] = defaultdict(tuple)
    for key, thing in pairs:
        found[key] += (thing,)
    return found


def _empty(sectors: Iterable[Sector], documents: Iterable[Document[Secteur]], corpus: Corpus) -> Iterator[Problem]:
    """Warn of a sector without trades, unless a trade that could not be read may be its own.

    One whose trades are only out of their time is told as such: that comes with the days.
    """
    if not corpus.is_whole(schema.METIERS):
        return
    at_times = {
        document.entry.secteur for document in corpus.of(schema.METIERS) if not publication.is_draft(document.entry)
    }
    for sector, document in zip(sectors, documents, strict=True):
        if not sector.metiers and document.id in at_times:
            message = f"le secteur « {sector.name} » n’a aujourd’hui aucun métier à montrer"
            yield document.information((), "rien-a-montrer", message, "voyez les dates de publication de ses métiers")
        elif not sector.metiers:
            message = f"le secteur « {sector.name} » n’a aucun métier publié"
            yield document.warning((), "secteur-vide", message, "ajoutez un métier, ou passez le secteur en brouillon")


def _site(entry: Site, address: str | None, refs: References, convention: Convention | None) -> SiteInfo:
    is_over = convention is not None and convention.is_over
    partners = (Partner(partner.nom, partner.role, partner.adresse or "") for partner in entry.partenaires)
    return SiteInfo(
        title=entry.titre,
        slogan=entry.slogan,
        description=entry.description,
        address=(address or entry.adresse).rstrip("/") + "/",
        contact=entry.contact,
        report=entry.signalement or "",
        publisher=entry.editeur,
        notice=entry.avertissement or "",
        edition=entry.edition.nom,
        closed_on=entry.edition.arretee_le,
        licence=entry.licence_contenus,
        licence_code=entry.licence_code or "",
        prints=link_prints(entry.impression or Impression(), refs),
        partners=() if is_over else tuple(partners),
        convention=convention,
    )


def _pictures(trades: _Trades) -> Iterator[Picture | None]:
    yield from (metier.picture for metier in trades.metiers)
    for sector in trades.sectors:
        yield sector.picture
        yield sector.icon


def _used(
    owned: Iterable[Picture | None], texts: Iterable[TextPage | Handbook], refs: References
) -> Iterator[Derivative]:
    """Yield the derivatives of every picture that is shown, each once, in the order of file names."""
    embedded = {name for text in texts for name, _ in text.pictures}
    shown = {picture.original for picture in owned if picture} | embedded
    for name in sorted(shown):
        yield from derivatives(refs.images[name])
