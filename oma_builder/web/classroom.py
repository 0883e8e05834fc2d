"""The pages made for the classroom: trades to print or to project, and the notebook of discovery."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from oma_builder.guide import routes
from oma_builder.guide.interests import Interest
from oma_builder.guide.model import Guide
from oma_builder.guide.pages import Handbook
from oma_builder.guide.sectors import Sector
from oma_builder.guide.values import Link
from oma_builder.guide.vocabulary import thousands
from oma_builder.web.long_lists import route_apart
from oma_builder.web.ranges import MOST
from oma_builder.web.views import CLASSROOM, HOME, NOTEBOOK, PageView

_PLACE = routes.metier("").removesuffix(".html")


@dataclass(frozen=True, slots=True)
class ClassroomContent:
    """What serves with or without a script: ready activities, and sectors to print."""

    activities: tuple[Handbook, ...]
    sectors: tuple[Sector, ...]


@dataclass(frozen=True, slots=True)
class NotebookContent:
    """Every trade to tick, under its own sector and there alone; `themes` are the six ways of liking to work.

    `place` is what the routes of all trades begin with: paper shows what follows. In a large guide, each sector has a
    notebook of its own (`notebooks`), and that of all has no trades.
    """

    notebooks: tuple[Link, ...]
    count: int
    place: str
    sectors: tuple[Sector, ...]
    themes: tuple[Interest, ...]


def views(guide: Guide) -> Iterator[PageView]:
    """Yield the page for teachers and the notebook."""
    sectors = tuple(sector for sector in guide.sectors if sector.metiers)
    yield PageView(
        route=CLASSROOM.route,
        template="classe.html",
        title="En classe",
        description="Choisissez des métiers, puis imprimez leurs fiches ou projetez-les ; des activités prêtes à mener.",
        content=ClassroomContent(tuple(handbook for handbook in guide.handbooks if handbook.is_activity), sectors),
        trail=(HOME,),
        section=CLASSROOM.route,
        scripts=("projection", "classroom"),
        sheets=("classroom", "tiles"),
    )
    yield from _notebooks(guide, sectors)


def _notebooks(guide: Guide, sectors: tuple[Sector, ...]) -> Iterator[PageView]:
    """Yield the notebook, and in a large guide one a sector."""
    count, themes = sum(len(sector.metiers) for sector in sectors), tuple(page.interest for page in guide.interests)
    description = (
        f"Les {thousands(count)} métiers du guide à cocher, et de la place pour tes idées : un carnet à imprimer."
    )
    view = PageView(
        route=NOTEBOOK.route,
        template="carnet.html",
        title="Carnet de découverte",
        description=description,
        content=NotebookContent((), count, _PLACE, sectors, themes),
        trail=(HOME,),
        section=NOTEBOOK.route,
        scripts=("notebook",),
        sheets=("notebook",),
    )
    if count <= 2 * MOST:
        yield view
        return
    own = tuple(Link(sector.name, route_apart(NOTEBOOK.route, sector.id)) for sector in sectors)
    yield replace(view, content=replace(view.content, notebooks=own, sectors=()))
    for link, sector in zip(own, sectors, strict=True):
        yield replace(
            view,
            route=link.route,
            title=f"{view.title} : {sector.name}",
            content=NotebookContent((), len(sector.metiers), _PLACE, (sector,), themes),
            trail=(HOME, NOTEBOOK),
            part_of=view.route,
        )
