"""The home page: four ways into the guide, a trade, a game, what comes next; then the map of all there is."""

from collections.abc import Sequence, Set
from dataclasses import dataclass

from oma_builder.guide import routes
from oma_builder.guide.audiences import Audience
from oma_builder.guide.events import Event
from oma_builder.guide.interests import InterestPage
from oma_builder.guide.metiers import Metier
from oma_builder.guide.model import Guide
from oma_builder.guide.pictures import Picture
from oma_builder.guide.publication import true_ones
from oma_builder.guide.sectors import Sector
from oma_builder.guide.territories import Territory
from oma_builder.guide.values import Link
from oma_builder.web.demand import HomeDemand, home_demand


@dataclass(frozen=True, slots=True)
class Entrance:
    """One of the four ways into the guide; `colour` and `icon` are names of the theme."""

    link: Link
    hint: str
    colour: str
    icon: str


_ENTRANCES = (
    Entrance(Link("Ce qui m’intéresse", routes.QUIZ), "Dix-huit petites scènes pour savoir où chercher.", "rose", "spark"),
    Entrance(Link("Près de chez moi", routes.TERRITORIES), "La carte d’Occitanie, département par département.", "garrigue", "pin"),
    Entrance(Link("Par secteur", routes.SECTORS), "Du chantier au laboratoire, des univers à explorer.", "ocre", "layers"),
    Entrance(Link("Chercher", routes.SEARCH), "Un métier, un diplôme, un mot de tous les jours.", "mer", "search"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Side:
    """One answer of the game « dehors ou dedans », and some trades that are done there and nowhere else."""

    name: str
    metiers: tuple[Metier, ...]


_SIDES = (("Dehors", {"dehors"}), ("Dedans", {"atelier", "accueil", "bureau"}))
_OF_A_SIDE = 3


@dataclass(frozen=True, slots=True)
class HomeContent:
    """What the home page shows of the guide."""

    count: int
    entries: tuple[Entrance, ...]
    cover: Picture | None
    sectors: tuple[Sector, ...]
    featured: Metier | None
    game: tuple[Side, ...]
    event: Event | None
    demand: HomeDemand | None
    interests: tuple[InterestPage, ...]
    audiences: tuple[Audience, ...]
    departements: tuple[Territory, ...]
    credits: tuple[str, ...]


def content(guide: Guide) -> HomeContent:
    """Return what the home page shows; a way in that does not exist yet is left out."""
    departements = tuple(territory for territory in guide.territories if territory.kind == "departement")
    entries = tuple(entry for entry in _ENTRANCES if entry.link.route in guide.lists)
    shown = (guide.cover, *(sector.picture for sector in guide.sectors))
    credits_ = tuple(sorted({picture.credit for picture in shown if picture}))
    return HomeContent(
        len(guide.cards),
        entries,
        guide.cover,
        guide.sectors,
        _by_turns(guide.metiers, 1, guide)[0] if guide.metiers else None,
        _game(guide),
        next(true_ones(guide.events), None),
        home_demand(guide),
        guide.interests,
        guide.audiences,
        departements,
        credits_,
    )


def _game(guide: Guide) -> tuple[Side, ...]:
    """Return both sides of the game, or nothing where the guide cannot fill them."""
    sides = (
        Side(name, _by_turns([metier for metier in guide.metiers if _is_there(metier, places)], _OF_A_SIDE, guide))
        for name, places in _SIDES
    )
    game = tuple(side for side in sides if len(side.metiers) == _OF_A_SIDE)
    return game if len(game) == len(_SIDES) else ()


def _is_there(metier: Metier, places: Set[str]) -> bool:
    return bool(metier.tastes.places) and set(metier.tastes.places) <= places


def _by_turns(metiers: Sequence[Metier], most: int, guide: Guide) -> tuple[Metier, ...]:
    """Return so many trades, others with each state of the guide: the same content makes the same page."""
    if not metiers:
        return ()
    start = guide.site.closed_on.toordinal()
    step = max(1, len(metiers) // most)
    chosen = dict.fromkeys((start + turn * step) % len(metiers) for turn in range(most))
    return tuple(metiers[rank] for rank in chosen)
