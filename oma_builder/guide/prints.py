"""What each build prints besides the guide for screens, and what the files are called."""

from collections.abc import Iterator
from dataclasses import dataclass

from oma_builder.content import schema
from oma_builder.content.kinds.site import Impression
from oma_builder.guide import routes
from oma_builder.guide.references import References
from oma_builder.guide.values import Link

FORMS = {
    "photocopie": "Le guide en noir et blanc, pour la photocopieuse",
    "livret": "Le guide en petit format, à agrafer",
    "presse": "Le guide pour l’imprimeur",
}


@dataclass(frozen=True, slots=True)
class Prints:
    """Forms of the whole guide, and guides cut to sectors and territories, by identifier.

    `documents` are all of these as readers find them; `sheet_thickness` is that of the paper of the bound book, in
    millimetres.
    """

    forms: tuple[str, ...]
    sectors: tuple[str, ...]
    territories: tuple[str, ...]
    documents: tuple[Link, ...]
    sheet_thickness: float


def link_prints(given: Impression, refs: References) -> Prints:
    """Return what each build prints; what is not published today has no guide."""
    sectors = {document.id: document.entry.nom for document in refs.some(schema.SECTEURS, given.secteurs)}
    territories = {document.id: document.entry.nom for document in refs.some(schema.TERRITOIRES, given.territoires)}
    documents = (
        *(Link(title, _route(whole_name(form))) for form in given.editions for title in (FORMS[form],)),
        *_covers(given),
        *(Link(f"Le guide du secteur : {name}", sector_pdf(found)) for found, name in sectors.items()),
        *(Link(f"Le guide du territoire : {name}", territory_pdf(found)) for found, name in territories.items()),
    )
    return Prints(given.editions, tuple(sectors), tuple(territories), documents, given.epaisseur_papier / 1000)


def whole_name(form: str) -> str:
    """Return the name, without suffix, of the whole guide in a form; that for screens is the guide itself."""
    return "oma-guide" if form == "ecran" else f"oma-guide-{form}"


def cover_name(name: str) -> str:
    """Return the name of the cover that goes with a bound guide."""
    return f"{name}-couverture"


def cut_name(kind: str, identifier: str) -> str:
    """Return the name of the guide of one sector or territory."""
    return f"oma-guide-{kind}-{identifier}"


def sector_pdf(identifier: str) -> str:
    """Return the route of the guide of a sector."""
    return _route(cut_name("secteur", identifier))


def territory_pdf(identifier: str) -> str:
    """Return the route of the guide of a territory."""
    return _route(cut_name("territoire", identifier))


def _covers(given: Impression) -> Iterator[Link]:
    if "presse" in given.editions:
        yield Link("Sa couverture, pour l’imprimeur", _route(cover_name(whole_name("presse"))))


def _route(name: str) -> str:
    return f"{routes.GUIDES}{name}.pdf"
