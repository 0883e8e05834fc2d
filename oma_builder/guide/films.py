"""The films of pupils, each with the media on which it may be shown today."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from oma_builder.content import schema
from oma_builder.content.documents import Document
from oma_builder.content.kinds import film as written
from oma_builder.content.kinds.film import Medium
from oma_builder.content.typography import slugify
from oma_builder.guide import publication
from oma_builder.guide.references import References
from oma_builder.guide.values import Card


@dataclass(frozen=True, slots=True)
class Film:
    """One film, `seconds` long; `makers` are a school, its town, a class and a year, never a person."""

    id: str
    file: str
    metier: Card
    title: str
    makers: str
    address: str
    seconds: int
    transcript: str
    media: frozenset[Medium]
    is_sample: bool

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
        told = (f"{minutes}\u00a0min" if minutes else "", f"{seconds}\u00a0s" if seconds else "")
        return "\u00a0".join(filter(None, told))


def link_films(refs: References, cards: Mapping[str, Card], today: datetime.date) -> tuple[Film, ...]:
    """Return the films that may be shown anywhere, by title; one whose trade is not published is dropped."""
    found = (_film(document, cards, today) for document in refs.every(schema.FILMS) if document.entry.metier in cards)
    return tuple(sorted(found, key=lambda film: (slugify(film.title), film.id)))


def _film(document: Document[written.Film], cards: Mapping[str, Card], today: datetime.date) -> Film:
    entry = document.entry
    school = ", ".join(filter(None, (entry.etablissement.nom, entry.etablissement.commune)))
    return Film(
        id=document.id,
        file=document.path,
        metier=cards[entry.metier],
        title=entry.titre,
        makers=f"film d’élèves, {school}, {entry.classe}, {entry.annee}",
        address=entry.adresse,
        seconds=entry.duree,
        transcript=entry.transcription,
        media=publication.film_media(entry, today),
        is_sample=entry.exemple,
    )
