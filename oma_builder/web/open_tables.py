"""The sets of open data beside that of trades: what each field means, and the rows that a guide gives."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from oma_builder.guide.formations import Formation
from oma_builder.guide.glossary import Term
from oma_builder.guide.model import Guide
from oma_builder.guide.territories import Territory
from oma_builder.guide.values import Card, Link, Source
from oma_builder.web.dataset import (
    ADDRESS,
    COUNT,
    DAY,
    SLUG,
    TERRITORY_CODE,
    TERRITORY_KIND,
    Column,
    Field,
    leaves,
    source_of,
)

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Table:
    """One set: the name of its files and of its list, its title, what it holds in a sentence, its fields and its rows."""

    name: str
    title: str
    description: str
    fields: tuple[Field, ...]
    rows: Callable[[Guide], Iterable[Row]]

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns of its CSV."""
        return tuple(leaf.column for leaf in leaves(self.fields))


def source_row(told: Source) -> Row:
    """Return a source as JSON has it."""
    return {"titre": told.title, "adresse": told.address or None, "date": told.date.isoformat()}


_FORMATION = (
    Field("id", "Identifiant de la formation", "Le nom court et stable de la formation.", SLUG),
    Field("intitule", "Intitulé", "Le nom du diplôme."),
    Field("niveau", "Niveau du diplôme", "Le niveau du diplôme.", parts=(
        Field("numero", "Numéro du niveau", "De 3 (CAP) à 8 (doctorat), comme dans le cadre national des certifications.", {"type": "integer", "minimum": 3, "maximum": 8}),
        Field("libelle", "Nom du niveau", "Le même niveau, en toutes lettres."),
    )),
    Field("acces", "Accès", "Ce qu’il faut pour commencer, vide si le guide ne le dit pas.", optional=True),
    Field("duree", "Durée", "La durée des études."),
    Field("voies", "Voies", "Les façons d’étudier : à l’école, en apprentissage ou autrement."),
    Field("presentation", "Présentation", "Ce qu’on y apprend, en une ou deux phrases."),
    Field("rncp", "Code RNCP", "Le numéro du répertoire national des certifications, vide si le guide ne l’a pas relevé.", optional=True),
    Field("onisep", "Page de l’Onisep", "La page de l’Onisep sur ce diplôme, vide si le guide ne l’a pas relevée.", ADDRESS, optional=True),
    Field("suites", "Suites d’études", "Les identifiants des formations où elle mène.", SLUG, many=True),
    Field("precedents", "Études d’avant", "Les identifiants des formations qui y mènent.", SLUG, many=True),
    Field("metiers", "Métiers ouverts", "Les identifiants des métiers qu’elle ouvre.", SLUG, many=True),
    Field("metiers_ensuite", "Métiers après d’autres études", "Les identifiants des métiers qui demandent d’autres études après elle.", SLUG, many=True),
    Field("sources", "Sources", "D’où viennent ces informations.", many=True, parts=source_of("de la formation")),
    Field("revu_le", "Dernière relecture", "Le jour de la dernière relecture complète (AAAA-MM-JJ).", DAY),
    Field("adresse", "Adresse de la formation", "Sa page sur le site.", ADDRESS),
)  # fmt: skip

_TERRITORY = (
    Field("id", "Identifiant du territoire", "Le nom court et stable du territoire.", SLUG),
    Field("type", "Type du territoire", "region, academie ou departement.", TERRITORY_KIND),
    Field("code", "Code du territoire", "Le code officiel de la région, de l’académie ou du département.", TERRITORY_CODE),
    Field("nom", "Nom", "Le nom du territoire."),
    Field("dans", "Nom avec sa préposition", "Le nom tel qu’il se lit dans une phrase : « dans l’Aude »."),
    Field("rattachement", "Territoire qui le contient", "L’identifiant du territoire où il se trouve, vide pour le plus grand.", SLUG, optional=True),
    Field("projets_min", "Recrutements prévus au moins", "Dans tous les métiers, selon l’enquête ; vide sans enquête.", COUNT, optional=True),
    Field("projets_max", "Recrutements prévus au plus", "Le même nombre que le plus petit quand rien n’est secret.", COUNT, optional=True),
    Field("metiers", "Métiers qui recrutent", "Les identifiants des métiers dont une source dit qu’ils y recrutent.", SLUG, many=True),
    Field("sources", "Sources", "D’où viennent ces informations.", many=True, parts=source_of("du territoire")),
    Field("adresse", "Adresse du territoire", "Sa page sur le site.", ADDRESS),
)  # fmt: skip

_TERM = (
    Field("id", "Identifiant du mot", "Le nom court du mot, tel que son adresse le porte.", SLUG),
    Field("mot", "Mot", "Le mot ou le sigle."),
    Field("sigle_de", "Sigle de", "Ce que le sigle abrège ; vide pour un mot.", optional=True),
    Field("definition", "Définition", "Ce qu’il veut dire, simplement."),
    Field("voir", "Voir aussi", "Les mots qui s’en approchent.", many=True),
    Field("sources", "Sources", "D’où vient la définition.", many=True, parts=source_of("du mot")),
    Field("adresse", "Adresse du mot", "Sa place sur le site.", ADDRESS),
)  # fmt: skip


def _formations(guide: Guide) -> Iterator[Row]:
    ids = {formation.route: formation.id for formation in guide.formations}
    for formation in guide.formations:
        yield _formation(formation, ids, guide.site.address)


def _formation(formation: Formation, ids: dict[str, str], address: str) -> Row:
    codes = formation.codes
    return {
        "id": formation.id,
        "intitule": formation.title,
        "niveau": {"numero": formation.level, "libelle": formation.level_label},
        "acces": formation.required or None,
        "duree": formation.duration,
        "voies": formation.ways,
        "presentation": formation.about,
        "rncp": (codes.rncp or None) if codes else None,
        "onisep": (codes.onisep_address or None) if codes else None,
        "suites": _ids(formation.after, ids),
        "precedents": _ids(formation.before, ids),
        "metiers": [card.id for card in formation.metiers],
        "metiers_ensuite": [card.id for card in formation.later],
        "sources": [source_row(one) for one in formation.sources],
        "revu_le": formation.reviewed.isoformat(),
        "adresse": address + formation.route,
    }


def _ids(links: Iterable[Link], ids: dict[str, str]) -> list[str]:
    return [ids[link.route] for link in links]


def _territories(guide: Guide) -> Iterator[Row]:
    ids = {territory.route: territory.id for territory in guide.territories}
    for territory in guide.territories:
        yield _territory(territory, ids, guide.site.address)


def _territory(territory: Territory, ids: dict[str, str], address: str) -> Row:
    total = territory.total
    recruiting: dict[str, Card] = {card.id: card for card, _ in territory.recruiting}
    return {
        "id": territory.id,
        "type": territory.kind,
        "code": territory.code,
        "nom": territory.name,
        "dans": territory.inside,
        "rattachement": ids[territory.parents[-1].route] if territory.parents else None,
        "projets_min": total.low if total else None,
        "projets_max": total.high if total else None,
        "metiers": [*recruiting],
        "sources": [source_row(one) for one in territory.sources],
        "adresse": address + territory.route,
    }


def _terms(guide: Guide) -> Iterator[Row]:
    terms = guide.glossary.terms if guide.glossary else ()
    return (_term(term, guide.site.address) for term in terms)


def _term(term: Term, address: str) -> Row:
    return {
        "id": term.id,
        "mot": term.name,
        "sigle_de": term.stands_for or None,
        "definition": term.definition,
        "voir": [link.title for link in term.see],
        "sources": [source_row(one) for one in term.sources],
        "adresse": address + term.route,
    }


TABLES = (
    Table("formations", "Formations", "Les diplômes du guide, ce qui les suit et les métiers qu’ils ouvrent.", _FORMATION, _formations),
    Table("territoires", "Territoires", "La région, les académies et les départements du guide.", _TERRITORY, _territories),
    Table("glossaire", "Mots du guide", "Les sigles et les mots de l’orientation, expliqués simplement.", _TERM, _terms),
)  # fmt: skip
"""What a guide has of each is published; one that has none of it has no such files."""
