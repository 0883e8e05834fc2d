"""The home page: four ways into the guide, then its sectors, interests, departments and publics."""

from dataclasses import dataclass

from oma_builder.guide import routes
from oma_builder.guide.audiences import Audience
from oma_builder.guide.interests import InterestPage
from oma_builder.guide.model import Guide
from oma_builder.guide.pictures import Picture
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
    Entrance(Link("Ce qui m’intéresse", routes.QUIZ), "Dix-huit questions pour savoir où chercher.", "rose", "spark"),
    Entrance(Link("Près de chez moi", routes.TERRITORIES), "La carte d’Occitanie, département par département.", "garrigue", "pin"),
    Entrance(Link("Par secteur", routes.SECTORS), "Du chantier au laboratoire, des univers à explorer.", "ocre", "layers"),
    Entrance(Link("Chercher", routes.SEARCH), "Un métier, un diplôme, un mot de tous les jours.", "mer", "search"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class HomeContent:
    """What the home page shows of the guide."""

    count: int
    entries: tuple[Entrance, ...]
    cover: Picture | None
    sectors: tuple[Sector, ...]
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
        home_demand(guide),
        guide.interests,
        guide.audiences,
        departements,
        credits_,
    )
