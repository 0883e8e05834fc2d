"""Films of pupils against the brief that they follow, their captions, and one another."""

import datetime
from collections.abc import Iterator
from operator import attrgetter
from urllib.parse import urlsplit

from oma_builder.content import captions
from oma_builder.content.kinds.cahier import Cahier
from oma_builder.content.loader import Corpus
from oma_builder.content.rules.copies import copies
from oma_builder.content.schema import CAHIERS, FILMS
from oma_builder.problems import Problem


def films_have_a_place(corpus: Corpus, today: datetime.date) -> Iterator[Problem]:
    """A film that is nowhere cannot be watched."""
    for document in corpus.of(FILMS):
        entry = document.entry
        if not (entry.fichier or entry.peertube or entry.adresse):
            message = "rien ne dit où se trouve ce film"
            hint = "préparez-le avec « python build.py film prepare », ou donnez « peertube » ou « adresse »"
            yield document.problem((), "film-sans-lieu", message, hint)


def films_differ(corpus: Corpus, today: datetime.date) -> Iterator[Problem]:
    """One file is one film: a second document of it would keep it online when the first is withdrawn."""
    prepared = [document for document in corpus.of(FILMS) if document.entry.fichier]
    for copy, original in copies(prepared, attrgetter("entry.fichier.empreinte")):
        message = f"c’est le même film que {original.path} : les deux ont la même empreinte"
        hint = "préparez le bon film, ou supprimez l’une des deux fiches"
        yield copy.problem(("fichier", "empreinte"), "film-en-double", message, hint)


def players_are_ours(corpus: Corpus, today: datetime.date) -> Iterator[Problem]:
    """Pages open no server but the one that `site.yaml` names: readers' browsers would tell it of them."""
    if corpus.site is None:
        return
    films = corpus.site.entry.films
    allowed = urlsplit(films.peertube).netloc.casefold() if films and films.peertube else ""
    for document in corpus.of(FILMS):
        address = document.entry.peertube
        if address and urlsplit(address).netloc.casefold() != allowed:
            servers = f"{allowed} est le seul" if allowed else "site.yaml n’en nomme aucun"
            message = f"ce serveur PeerTube n’est pas celui du guide : {servers}"
            hint = "déposez le film sur ce serveur, ou nommez-le dans site.yaml : films, puis peertube"
            yield document.problem(("peertube",), "peertube-inconnu", message, hint)
        elif address and not embed_id(address):
            hint = "copiez l’adresse de la page du film : elle se termine par /w/ et un code"
            message = f"« {address} » n’est pas la page d’un film PeerTube"
            yield document.problem(("peertube",), "peertube-inconnu", message, hint)


def embed_id(address: str) -> str:
    """Return by what PeerTube knows the film of a page (`/w/<id>`, `/videos/watch/<id>`), or an empty string."""
    parts = urlsplit(address).path.strip("/").split("/")
    leads = parts[:-1] in (["w"], ["videos", "watch"], ["videos", "embed"])
    return parts[-1] if leads and parts[-1].replace("-", "").isalnum() and parts[-1].isascii() else ""


def films_keep_to_their_brief(corpus: Corpus, today: datetime.date) -> Iterator[Problem]:
    """A film is as long as its brief allows; one that the site plays has captions, where the brief asks for them."""
    briefs, captioned = _briefs(corpus), {captions.id for captions in corpus.captions}
    for document in corpus.of(FILMS):
        entry, brief = document.entry, briefs.get(document.entry.cahier)
        if brief is None:
            continue
        if entry.duree > brief.duree.maximum:
            message = f"ce film dure {entry.duree} s ; son cahier des charges en permet {brief.duree.maximum}"
            yield document.warning(("duree",), "film-hors-cahier", message, "demandez à la classe de le raccourcir")
        if brief.sous_titres.obligatoires and entry.fichier and document.id not in captioned:
            message = "ce film n’a pas de sous-titres ; son cahier des charges en demande"
            hint = f"mettez-les à côté de la fiche, dans {document.id}.vtt"
            yield document.warning((), "film-hors-cahier", message, hint)


def captions_belong_to_films(corpus: Corpus, today: datetime.date) -> Iterator[Problem]:
    """Captions have the name of their film."""
    for track in corpus.captions:
        if (FILMS.name, track.id) not in corpus.known:
            message = f"aucune fiche de film ne s’appelle {track.id}{FILMS.suffix}"
            hint = "donnez aux sous-titres le nom de la fiche de leur film, ou supprimez-les"
            yield Problem(track.path, 0, "sous-titres-seuls", message, hint)


def captions_can_be_read(corpus: Corpus, today: datetime.date) -> Iterator[Problem]:
    """Captions follow one another, end with their film, and leave time to read them."""
    films, briefs = {document.id: document.entry for document in corpus.of(FILMS)}, _briefs(corpus)
    for found in corpus.captions:
        film = films.get(found.id)
        brief = briefs.get(film.cahier) if film else None
        if film and brief:
            limits = brief.sous_titres
            yield from captions.faults(
                found.cues,
                found.path,
                lasts=film.duree,
                begun=_BEGUN,
                speed=limits.signes_par_seconde,
                length=limits.signes_par_ligne,
            )


_BEGUN = 1
"""Seconds that a film may last beyond what its document says: one that has begun does not count there."""


def _briefs(corpus: Corpus) -> dict[str, Cahier]:
    return {document.id: document.entry for document in corpus.of(CAHIERS)}
