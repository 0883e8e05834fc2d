"""The films of pupils: how many may be shown, from which departments, schools and classes, and why others are not."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import get_args

from oma_builder.content import reference
from oma_builder.content.documents import Document
from oma_builder.content.kinds.film import Film, Medium
from oma_builder.content.loader import Corpus
from oma_builder.content.schema import FILMS
from oma_builder.guide import publication
from oma_builder.guide.model import Guide
from oma_builder.problems import plural
from oma_builder.stewardship.report_tables import Row, Section, Table, sums

Films = Sequence[Document[Film]]

_NO_CODE = "Établissement sans code UAI"
_MEDIA: dict[Medium, str] = {"web": "en ligne", "papier": "sur le papier", "hors-ligne": "hors ligne"}
_TITLE = "Les films d’élèves"


def films(guide: Guide, corpus: Corpus) -> Section:
    """Return what is known of the films that may be shown today by their authorisations; samples are no films."""
    real = [film for film in corpus.of(FILMS) if not film.entry.exemple]
    ids = {film.id for film in guide.films}
    shown = [film for film in real if film.id in ids]
    said = f"{plural(len(real), 'fiche')} de film, dont {plural(len(shown), 'film montré')} aujourd’hui."
    if len(shown) < len(real):
        said += f" Non montrés : {len(real) - len(shown)} ; le tableau des autorisations dit pourquoi."
    if not real:
        return Section(
            "films", _TITLE, ("Aucun film d’élèves n’est encore dans le guide.",), key=(("Films montrés", 0),)
        )
    tables = (_authorised(real, shown, guide), *((_places(shown, guide), _classes(shown)) if shown else ()))
    words = (said, "Ni élèves ni familles ne sont nommés, ni ici ni dans les fiches.")
    return Section("films", _TITLE, words, tables, (("Films montrés", len(shown)),))


def _authorised(real: Films, shown: Films, guide: Guide) -> Table:
    ids = {film.id for film in shown}
    reasons = Counter(_why_not(film.entry, guide) for film in real if film.id not in ids)
    media = Counter(medium for film in shown for medium in publication.film_media(film.entry, guide.today))
    rows: list[Row] = [(f"Montrés {_MEDIA[medium]}", media[medium]) for medium in get_args(Medium)]
    rows += [(f"Non montrés : {reason}", count) for reason, count in sorted(reasons.items())]
    note = "Un film se montre là où toutes ses autorisations le permettent, et peut compter sur plusieurs lignes."
    return Table(
        "films-autorisations", "Les films et leurs autorisations", ("Où, ou pourquoi", "Films"), tuple(rows), note
    )


def _why_not(film: Film, guide: Guide) -> str:
    if not publication.is_public(film.publication, guide.today):
        return "la fiche n’est pas publiée"
    if not film.autorisations:
        return "aucune autorisation"
    if any(consent.etat == "retiree" for consent in film.autorisations):
        return "autorisation retirée"
    if any(consent.expire_le < guide.today for consent in film.autorisations):
        return "autorisation terminée"
    if not publication.film_is_allowed(film, guide.today):
        return "aucun lieu permis par toutes les autorisations"
    return "le métier n’est pas publié"


def _places(shown: Films, guide: Guide) -> Table:
    codes = {film.id: film.place.departement for film in guide.films}
    rows: list[Row] = [
        (f"{one.name} ({code})", *_counted(film for film in shown if codes[film.id] == code))
        for code, one in reference.departements().items()
    ]
    if elsewhere := [film for film in shown if not codes[film.id]]:
        rows.append((_NO_CODE, *_counted(elsewhere)))
    note = "Le département est celui du code UAI de l’établissement."
    columns = ("Département", "Films", "Établissements")
    title = "Les films par département"
    return Table("films-par-departement", title, columns, tuple(rows), note, 1, sums(rows, "Ensemble"))


def _counted(films_there: Iterable[Document[Film]]) -> tuple[int, int]:
    there = list(films_there)
    return len(there), len({film.entry.etablissement.uai or film.entry.etablissement.nom for film in there})


def _classes(shown: Films) -> Table:
    counts = Counter(sorted(film.entry.classe for film in shown))
    rows: tuple[Row, ...] = tuple((name, count) for name, count in counts.most_common())
    note = "Les classes sont nommées comme dans les fiches."
    title = "Les films par classe"
    return Table("films-par-classe", title, ("Classe", "Films"), rows, note, 1, sums(rows, "Ensemble"))
