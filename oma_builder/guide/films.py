"""The films of pupils, each with the media on which it may be shown today, and where one watches it."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal
from urllib.parse import urlsplit

from oma_builder.content import reference, schema
from oma_builder.content.captions import Cue
from oma_builder.content.documents import Document
from oma_builder.content.kinds import film as written
from oma_builder.content.kinds.film import Medium
from oma_builder.content.rules.films import embed_id
from oma_builder.content.typography import french, slugify
from oma_builder.guide import film_selection, publication, routes, vocabulary
from oma_builder.guide.film_selection import FilmSelection, Place, Taken
from oma_builder.guide.pictures import Derivative, poster
from oma_builder.guide.references import References
from oma_builder.guide.values import Card
from oma_builder.project import FILMS


@dataclass(frozen=True, slots=True)
class Supply:
    """What films are linked with, besides the content: the day, their captions, and what is at hand.

    `stock` gives the bytes of each file of `FILMS`; `store` is the address of the folder from which pages take films
    instead of their own, or empty; `selection` is what to take along, if anything.
    """

    today: datetime.date
    captions: Mapping[str, tuple[Cue, ...]]
    stock: Mapping[str, int]
    store: str
    selection: FilmSelection | None


@dataclass(frozen=True, slots=True)
class Video:
    """A film that pages play: `source` is a route of the site, or an address when it is kept elsewhere (`is_ours`).

    `seal` is the SHA-256 of the file. `is_here` says whether it is at hand, to be published or taken along. `poster` is
    made of the picture at hand; `poster_there` is the address of the one where the film is kept, which pages never load.
    """

    source: str
    is_ours: bool
    is_here: bool
    seal: str
    octets: int
    width: int
    height: int
    poster: Derivative | None
    poster_there: str

    def poster_from(self, site: str) -> str:
        """Return the address of the poster, for machines, of a site at this address; empty when there is none."""
        return site + self.poster.route if self.poster else self.poster_there


@dataclass(frozen=True, slots=True)
class Embedded:
    """A film on a PeerTube server: its page, and the player that a page opens when it is asked to."""

    page: str
    player: str

    @property
    def host(self) -> str:
        """The name of the server, as readers are told it."""
        return urlsplit(self.page).netloc


@dataclass(frozen=True, slots=True)
class Film:
    """One film, `seconds` long; `makers` are a `school`, its town, a class and a year, never a person.

    `address` is a page elsewhere, or empty; `taken` says what becomes of it in the edition for folders, `until`
    is the last day of the first authorisation to end.
    """

    id: str
    file: str
    route: str
    metier: Card
    title: str
    school: str
    makers: str
    year: int
    seconds: int
    language: str
    language_name: str
    transcript: str
    credits: str
    captions: tuple[Cue, ...]
    media: frozenset[Medium]
    video: Video | None
    embedded: Embedded | None
    address: str
    place: Place
    taken: Taken
    until: datetime.date
    is_sample: bool

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """What is said in it, paragraph by paragraph, each with its lines."""
        return tuple(self.transcript.split("\n\n"))

    @property
    def edition(self) -> Literal["both", "server", "folder", "none"]:
        """Which edition of the site may show it: the one for servers, the one for folders, both or none."""
        if "web" in self.media:
            return "both" if "hors-ligne" in self.media else "server"
        return "folder" if "hors-ligne" in self.media else "none"

    @property
    def lasts(self) -> str:
        """How long it is: `45 s`, `1 min`, `1 min 30 s`."""
        minutes, seconds = divmod(self.seconds, 60)
        parts = (f"{minutes}\u00a0min" if minutes else "", f"{seconds}\u00a0s" if seconds else "")
        return "\u00a0".join(filter(None, parts))

    @property
    def departement(self) -> str:
        """The department of its school, with its number; empty when the school has no code."""
        code = self.place.departement
        return f"{reference.departements()[code].name} ({code})" if code else ""

    @property
    def watched_online(self) -> bool:
        """Say whether the site itself shows it to whoever has the internet."""
        return "web" in self.media and bool(self.embedded or (self.video and self.video.source))

    @property
    def is_found_from_paper(self) -> bool:
        """Say whether paper that names it still may, and leads to it, be its file at hand or not."""
        return "papier" in self.media and ("web" in self.media or bool(self.address))

    def on_paper(self, site: str) -> str:
        """Return where paper sends one to watch it; empty when paper may not name it, or nobody could watch it."""
        return self.leads_to(site) if "papier" in self.media else ""

    def leads_to(self, site: str) -> str:
        """Return the address that paper, and a folder without the film, send one to; empty when there is none."""
        return site + self.route if self.watched_online else self.address


def link_films(refs: References, cards: Mapping[str, Card], supply: Supply) -> tuple[Film, ...]:
    """Return the films that may be shown anywhere, by title; one whose trade is not published is dropped."""
    documents = (document for document in refs.every(schema.FILMS) if document.entry.metier in cards)
    found = (_film(document, refs, cards, supply) for document in documents)
    ordered = sorted(found, key=lambda film: (slugify(film.title), film.id))
    if supply.selection is None:
        return tuple(ordered)
    offered = ((film.id, film.video.octets, film.place) for film in ordered if film.video and _may_leave(film))
    told = film_selection.selected(offered, supply.selection)
    return tuple(replace(film, taken=told.get(film.id, "")) for film in ordered)


def _may_leave(film: Film) -> bool:
    return "hors-ligne" in film.media and film.video is not None and film.video.is_here


def _film(document: Document[written.Film], refs: References, cards: Mapping[str, Card], supply: Supply) -> Film:
    entry, metier = document.entry, cards[document.entry.metier]
    school = ", ".join(filter(None, (entry.etablissement.nom, entry.etablissement.commune)))
    media = publication.film_media(entry, supply.today)
    return Film(
        id=document.id,
        file=document.path,
        route=routes.film(metier.route, document.id),
        metier=metier,
        title=entry.titre,
        school=school,
        makers=f"film d’élèves, {school}, {entry.classe}, {entry.annee}",
        year=entry.annee,
        seconds=entry.duree,
        language=entry.langue,
        language_name=vocabulary.LANGUAGES[entry.langue],
        transcript=french(entry.transcription) if entry.langue == "fr" else entry.transcription,
        credits=entry.generique or "",
        captions=supply.captions.get(document.id, ()),
        media=media,
        video=_video(document, refs, supply) if media - {"papier"} else None,
        embedded=_embedded(entry.peertube) if entry.peertube else None,
        address=entry.adresse or "",
        place=_place(entry, refs),
        taken="",
        until=min(consent.expire_le for consent in entry.autorisations),
        is_sample=entry.exemple,
    )


def _place(entry: written.Film, refs: References) -> Place:
    """Return where a film belongs. The first three figures of a school's code are its department (`031` is 31)."""
    metier, uai = refs.get(schema.METIERS, entry.metier), entry.etablissement.uai or ""
    code = uai[1:3]
    return Place(metier.entry.secteur if metier else "", code if code in reference.departements() else "")


def _embedded(address: str) -> Embedded:
    """Return the player of a film's page. `p2p=0` keeps readers' addresses from one another."""
    parts = urlsplit(address)
    player = f"https://{parts.netloc}/videos/embed/{embed_id(address)}?p2p=0&peertubeLink=0&title=0&warningTitle=0"
    return Embedded(address, player)


def _video(document: Document[written.Film], refs: References, supply: Supply) -> Video | None:
    given = document.entry.fichier
    if given is None:
        return None
    name = f"{document.id}.mp4"
    is_here = _is_here(document, given.octets, name, refs, supply)
    own = routes.film_file(name) if is_here else ""
    return Video(
        source=supply.store + name if supply.store else own,
        is_ours=not supply.store,
        is_here=is_here,
        seal=given.empreinte,
        octets=given.octets,
        width=given.largeur,
        height=given.hauteur,
        poster=_poster(document, given, refs, supply) if given.affiche else None,
        poster_there=f"{supply.store}{document.id}.jpg" if supply.store and given.affiche else "",
    )


def _is_here(document: Document[written.Film], octets: int, name: str, refs: References, supply: Supply) -> bool:
    found = supply.stock.get(name)
    at = ("fichier", "octets")
    if found is None:
        if not supply.store:
            message = f"le film {FILMS}/{name} n’est pas sur cet ordinateur : les pages le nomment sans le montrer"
            hint = f"copiez-le dans le dossier {FILMS}/, ou nommez votre dépôt dans site.yaml : films, puis depot"
            refs.problems.append(document.warning(("fichier",), "film-absent", message, hint))
        return False
    if found != octets:
        message = f"{FILMS}/{name} n’est pas le film de cette fiche : il pèse {found} octets au lieu de {octets}"
        hint = "copiez le bon film, ou préparez celui-ci avec « python build.py film prepare »"
        refs.problems.append(document.problem(at, "film-different", message, hint))
        return False
    return True


def _poster(
    document: Document[written.Film], given: written.FilmFile, refs: References, supply: Supply
) -> Derivative | None:
    name = f"{document.id}.jpg"
    if name not in supply.stock and supply.store:
        return None
    if name not in supply.stock:
        message = f"l’affiche {FILMS}/{name} n’est pas sur cet ordinateur : le film se montre sans elle"
        hint = f"copiez-la dans le dossier {FILMS}/, ou préparez le film à nouveau"
        refs.problems.append(document.warning(("fichier", "affiche"), "film-absent", message, hint))
        return None
    return poster(document.id, name, given.affiche or "", given.largeur, given.hauteur)
