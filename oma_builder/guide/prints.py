"""What each build prints besides the guide for screens."""

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

    `documents` are all of these as readers find them. Of the bound book: how thick a sheet is, and both leaves of its cover, in
    millimetres, whether it is stapled, and for which condition it is printed, with the name of the profile of that.
    """

    forms: tuple[str, ...]
    sectors: tuple[str, ...]
    territories: tuple[str, ...]
    documents: tuple[Link, ...]
    sheet_thickness: float
    cover_thickness: float
    is_stapled: bool
    condition: str
    profile: str


def link_prints(given: Impression, refs: References) -> Prints:
    """Return what each build prints; what is not published today, or has no trade that is, has no guide."""
    filled = {document.entry.secteur for document in refs.every(schema.METIERS)}
    sectors = {
        document.id: document.entry.nom
        for document in refs.some(schema.SECTEURS, given.secteurs)
        if document.id in filled
    }
    territories = {document.id: document.entry.nom for document in refs.some(schema.TERRITOIRES, given.territoires)}
    documents = (
        *(Link(FORMS[form], routes.guide(routes.whole_name(form))) for form in given.editions),
        *_covers(given),
        *(Link(f"Le guide du secteur : {name}", routes.sector_pdf(identifier)) for identifier, name in sectors.items()),
        *(
            Link(f"Le guide du territoire : {name}", routes.territory_pdf(identifier))
            for identifier, name in territories.items()
        ),
    )
    return Prints(
        given.editions,
        tuple(sectors),
        tuple(territories),
        documents,
        sheet_thickness=given.epaisseur_papier / 1000,
        cover_thickness=2 * (given.epaisseur_couverture or 0) / 1000,
        is_stapled=given.reliure == "agrafes",
        condition=given.condition,
        profile=given.profil or "",
    )


def _covers(given: Impression) -> Iterator[Link]:
    if "presse" in given.editions:
        yield Link("Sa couverture, pour l’imprimeur", routes.guide(routes.cover_name(routes.whole_name("presse"))))
