"""The page of films: each with the values that its filters look for."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from oma_builder.guide.films import Film
from oma_builder.guide.model import Guide
from oma_builder.web.browse import Filter, telling


@dataclass(frozen=True, slots=True)
class FilmList:
    """What the page of films shows; `facets` are the values of each film by its id, `taken` whether a copy has any."""

    films: tuple[Film, ...]
    facets: Mapping[str, tuple[tuple[str, str], ...]]
    filters: tuple[Filter, ...]
    taken: bool


def film_list(guide: Guide) -> FilmList:
    """Return the films that some edition of the site may show."""
    films = tuple(film for film in guide.films if film.edition != "none")
    facets = {film.id: tuple(_facets(film)) for film in films}
    return FilmList(films, facets, tuple(_filters(films, facets)), any(film.taken == "taken" for film in films))


def _facets(film: Film) -> Iterator[tuple[str, str]]:
    yield "film", film.id
    yield "secteur", film.place.sector
    yield "departement", film.place.departement
    yield "annee", str(film.year)


def _filters(films: tuple[Film, ...], facets: Mapping[str, tuple[tuple[str, str], ...]]) -> Iterator[Filter]:
    sectors = {film.place.sector: film.metier.sector for film in films}
    places = {film.place.departement: film.departement for film in films if film.departement}
    years = {str(film.year): str(film.year) for film in sorted(films, key=lambda film: -film.year)}
    offered = (
        ("secteur", "Secteur", "Tous les secteurs", dict(sorted(sectors.items(), key=lambda pair: pair[1]))),
        ("departement", "Tourné par des élèves de", "Tous les départements", dict(sorted(places.items()))),
        ("annee", "Année", "Toutes les années", years),
    )
    yield from telling(offered, [dict(values) for values in facets.values()])
