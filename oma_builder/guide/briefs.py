"""What a pupils' film must be (article 7 of the agreement of 18 March 2021): the *cahier des charges*.

`Brief` has the figures that a machine checks, `Cahier` what readers get of the same document.
"""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from oma_builder.content import schema
from oma_builder.content.documents import Document
from oma_builder.content.kinds import cahier as written
from oma_builder.content.loader import Corpus
from oma_builder.content.markdown import Node
from oma_builder.guide import routes
from oma_builder.guide.clauses import Clause, clauses
from oma_builder.guide.references import References
from oma_builder.guide.values import Link, Source, source, sources


@dataclass(frozen=True, slots=True)
class Brief:
    """One version of the brief: what a machine can check of it.

    `longest` is in seconds; `containers` and codecs are lower-case names (`mp4`, `h264`, `aac`); sizes are width and
    height of the picture as shown, in pixels; `rates` the least and most pictures a second; `loudness` the least and
    most programme loudness, in LUFS (EBU R 128); `reading_speed` the most characters a second of captions,
    `line_length` the most characters of one of their lines.
    """

    version: str
    longest: int
    containers: tuple[str, ...]
    video_codecs: tuple[str, ...]
    audio_codecs: tuple[str, ...]
    smallest: tuple[int, int]
    largest: tuple[int, int]
    orientation: Literal["paysage", "portrait", ""]
    rates: tuple[float, float]
    loudness: tuple[float, float]
    captions: bool
    transcript: bool
    reading_speed: float
    line_length: int


@dataclass(frozen=True, slots=True)
class Checklist:
    """What to tick at one moment of the work."""

    moment: str
    points: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Scope:
    """One place where a film may be shown, and what that means."""

    name: str
    meaning: str


@dataclass(frozen=True, slots=True)
class ConsentForm:
    """The model of authorisation of a brief; `pdf` is its route, or empty."""

    pdf: str
    purpose: str
    scopes: tuple[Scope, ...]
    promises: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cahier:
    """One version of the brief, with a page and a sheet to hand out; `pdf` is the route of the latter, or empty.

    Without `adoption`, the two parties have not approved it yet. `newest` leads to the version that took its place.
    """

    id: str
    route: str
    file: str
    pdf: str
    title: str
    description: str
    audiences: tuple[Link, ...]
    body: tuple[Node, ...]
    brief: Brief
    clauses: tuple[Clause, ...]
    forbidden: tuple[str, ...]
    checklists: tuple[Checklist, ...]
    sending: tuple[str, ...]
    consent: ConsentForm | None
    adoption: Source | None
    newest: Link | None
    is_sample: bool
    sources: tuple[Source, ...]
    reviewed: datetime.date


def briefs_of(corpus: Corpus) -> Mapping[str, Brief]:
    """Return every version that could be read, the newest first, even those not shown today: old films keep theirs."""
    documents = sorted(corpus.of(schema.CAHIERS), key=lambda document: document.id, reverse=True)
    return {document.id: brief(document) for document in documents}


def brief(document: Document[written.Cahier]) -> Brief:
    """Return what a machine can check of a version."""
    entry = document.entry
    image, orientation = entry.image, entry.image.orientation
    return Brief(
        version=document.id,
        longest=entry.duree.maximum,
        containers=entry.fichier.conteneurs,
        video_codecs=entry.fichier.codecs_video,
        audio_codecs=entry.fichier.codecs_audio,
        smallest=(image.plus_petite.largeur, image.plus_petite.hauteur),
        largest=(image.plus_grande.largeur, image.plus_grande.hauteur),
        orientation="" if orientation == "libre" else orientation,
        rates=(image.images_par_seconde.minimum, image.images_par_seconde.maximum),
        loudness=(entry.son.plus_faible, entry.son.plus_fort),
        captions=entry.sous_titres.obligatoires,
        transcript=entry.transcription.obligatoire,
        reading_speed=entry.sous_titres.signes_par_seconde,
        line_length=entry.sous_titres.signes_par_ligne,
    )


def link_briefs(refs: References) -> tuple[Cahier, ...]:
    """Return the versions that readers may see, the newest first."""
    documents = sorted(refs.every(schema.CAHIERS), key=lambda document: document.id, reverse=True)
    return tuple(_cahier(document, refs, documents[:1]) for document in documents)


def _cahier(document: Document[written.Cahier], refs: References, newest: Sequence[Document[written.Cahier]]) -> Cahier:
    entry = document.entry
    later = (Link(other.entry.titre, routes.brief(other.id)) for other in newest if other.id != document.id)
    return Cahier(
        id=document.id,
        route=routes.brief(document.id),
        file=document.path,
        pdf=routes.brief_pdf(document.id) if refs.has_pdf else "",
        title=entry.titre,
        description=entry.description,
        audiences=refs.links(schema.PUBLICS, entry.publics),
        body=refs.text(document, "presentation"),
        brief=brief(document),
        clauses=clauses(entry),
        forbidden=entry.interdits,
        checklists=tuple(Checklist(checklist.moment, checklist.points) for checklist in entry.listes),
        sending=entry.envoi,
        consent=_consent(document.id, entry.autorisation, refs) if entry.autorisation else None,
        adoption=source(entry.adoption) if entry.adoption else None,
        newest=next(later, None),
        is_sample=entry.exemple,
        sources=sources(entry.sources),
        reviewed=entry.revu_le,
    )


def _consent(identifier: str, given: written.Authorisation, refs: References) -> ConsentForm:
    usages = given.usages
    scopes = (("Sur le site", usages.web), ("Dans le guide imprimé", usages.papier), ("Hors ligne", usages.hors_ligne))
    return ConsentForm(
        routes.consent_form(identifier) if refs.has_pdf else "",
        given.but,
        tuple(Scope(name, meaning) for name, meaning in scopes),
        given.engagements,
    )
