"""One trade: the author's document → the linked `Metier`, in the readers' words."""

import datetime
from collections.abc import Iterator, Mapping

from oma_builder.content import schema
from oma_builder.content.documents import Document
from oma_builder.guide import model, publication, reference, routes, vocabulary
from oma_builder.guide.references import References
from oma_builder.problems import Problem

MetierDocument = Document[schema.Metier]


def link_metier(
    document: MetierDocument, refs: References, cards: Mapping[str, model.Card], today: datetime.date
) -> model.Metier:
    """Resolve all that a trade names; what is expired or forbidden on `today` is left out."""
    entry = document.entry
    sector = refs.document(document, ("secteur",), "secteurs", entry.secteur)
    own_picture = refs.picture(document, ("illustration",), entry.illustration)
    rome = reference.rome().get(entry.rome)
    return model.Metier(
        id=document.id,
        route=routes.metier(document.id),
        file=document.path,
        title=gendered(entry.titre),
        synonyms=tuple(map(gendered, entry.synonymes)),
        keywords=entry.mots_cles,
        hook=entry.accroche,
        sector=_sector_link(sector),
        colour=sector.entry.couleur if sector else "mer",
        other_sectors=tuple(_other_sectors(document, refs)),
        rome_code=entry.rome,
        rome_label=rome.label if rome else "",
        interests=tuple(_interests(entry.interets)),
        level=vocabulary.LEVELS_FROM[entry.niveau],
        missions=entry.missions,
        day=refs.text(document, "journee"),
        conditions=_conditions(entry.conditions),
        skills=entry.competences,
        qualities=entry.qualites,
        paths=tuple(map(_path, entry.etudes)),
        subjects=entry.matieres,
        apprenticeship=entry.apprentissage or "",
        regulation=_regulation(entry.reglementation),
        salary=_salary(entry.salaire),
        recruiting=tuple(_recruiting(document, refs)),
        employers=entry.employeurs,
        prospects=entry.evolutions,
        similar=tuple(_similar(document, refs, cards)),
        picture=own_picture or (refs.picture(sector, ("illustration",), sector.entry.illustration) if sector else None),
        film=_film(document, "web", today),
        paper_film=_film(document, "papier", today),
        hosts=tuple(_hosts(document, refs, today)),
        campuses=tuple(_campuses(entry, today)),
        sources=tuple(map(source, entry.sources)),
        reviewed=entry.revu_le,
    )


def withdrawals(document: MetierDocument, today: datetime.date) -> Iterator[Problem]:
    """Warn of what a trade says but no longer shows."""
    film = document.entry.film
    if film and film.autorisation.expire_le < today:
        message = f"l’autorisation du film a pris fin le {film.autorisation.expire_le:%d/%m/%Y} : le film est retiré"
        yield document.warning(
            ("film", "autorisation", "expire_le"),
            "film-retire",
            message,
            "demandez une nouvelle autorisation, ou supprimez le film",
        )
    for index, offer in enumerate(document.entry.accueils):
        if not publication.offer_is_open(offer, today):
            message = f"cette offre d’accueil a pris fin le {offer.valable_jusqu_au:%d/%m/%Y} : elle est retirée"
            yield document.warning(
                ("accueils", index, "valable_jusqu_au"), "accueil-expire", message, "prolongez-la, ou supprimez-la"
            )
    for index, campus in enumerate(document.entry.campus):
        if not publication.label_is_valid(campus, today):
            message = f"le label de ce campus a pris fin le {campus.label_jusqu_au:%d/%m/%Y} : il est retiré"
            yield document.warning(
                ("campus", index, "label_jusqu_au"),
                "label-expire",
                message,
                "vérifiez s’il a été renouvelé, ou supprimez-le",
            )


def card(document: MetierDocument, refs: References) -> model.Card:
    """Return what a list shows of a trade."""
    sector = refs.public["secteurs"].get(document.entry.secteur)
    return model.Card(
        id=document.id,
        title=gendered(document.entry.titre),
        hook=document.entry.accroche,
        route=routes.metier(document.id),
        sector=sector.entry.nom if sector else "",
        colour=sector.entry.couleur if sector else "mer",
        level=vocabulary.LEVELS_FROM[document.entry.niveau],
    )


def source(given: schema.Source) -> model.Source:
    """Return a source as readers see it."""
    return model.Source(given.titre, given.adresse or "", given.date)


def gendered(title: schema.Title) -> model.GenderedTitle:
    """Return both forms of a title."""
    return model.GenderedTitle(title.masculin, title.feminin)


def _sector_link(sector: Document[schema.Secteur] | None) -> model.Link:
    return model.Link(sector.entry.nom, routes.sector(sector.id)) if sector else model.Link("", routes.SECTORS)


def _other_sectors(document: MetierDocument, refs: References) -> Iterator[model.Link]:
    for index, identifier in enumerate(document.entry.secteurs_associes):
        sector = refs.document(document, ("secteurs_associes", index), "secteurs", identifier)
        if sector and identifier != document.entry.secteur:
            yield _sector_link(sector)


def _interests(given: schema.Interests) -> Iterator[model.Interest]:
    for letter in filter(None, (given.principal, given.secondaire)):
        yield model.Interest(letter, vocabulary.INTERESTS[letter], vocabulary.INTEREST_HINTS[letter])


def _campuses(entry: schema.Metier, today: datetime.date) -> Iterator[model.Campus]:
    for campus in entry.campus:
        if publication.label_is_valid(campus, today):
            yield model.Campus(campus.nom, source(campus.source))


def _conditions(given: schema.Conditions) -> model.Conditions:
    return model.Conditions(given.lieux, given.horaires, given.tenue or "", given.contraintes)


def _path(given: schema.StudyPath) -> model.StudyPath:
    steps = (
        model.Step(
            step.diplome,
            vocabulary.LEVELS[step.niveau],
            step.duree,
            vocabulary.one_of([vocabulary.WAYS[way] for way in step.voies]),
        )
        for step in given.etapes
    )
    return model.StudyPath(given.intitule, tuple(steps))


def _regulation(given: schema.Regulation | None) -> model.Regulation | None:
    return model.Regulation(given.texte, source(given.source)) if given else None


def _salary(given: schema.Salary | None) -> model.Salary | None:
    return model.Salary(given.debutant, given.confirme, source(given.source)) if given else None


def _film(document: MetierDocument, medium: schema.Medium, today: datetime.date) -> model.Film | None:
    film = document.entry.film
    if film is None or not publication.film_is_allowed(film, medium, today):
        return None
    return model.Film(film.titre, film.adresse, film.duree, film.realisation, film.transcription)


def _recruiting(document: MetierDocument, refs: References) -> Iterator[model.Recruiting]:
    for index, claim in enumerate(document.entry.recrute):
        if territory := refs.document(document, ("recrute", index, "territoire"), "territoires", claim.territoire):
            where = model.Link(territory.entry.nom, routes.territory(territory.id))
            yield model.Recruiting(where, claim.constat, source(claim.source))


def _similar(document: MetierDocument, refs: References, cards: Mapping[str, model.Card]) -> Iterator[model.Card]:
    for index, identifier in enumerate(document.entry.similaires):
        other = refs.document(document, ("similaires", index), "metiers", identifier)
        if other and identifier != document.id:
            yield cards[identifier]


def _hosts(document: MetierDocument, refs: References, today: datetime.date) -> Iterator[model.HostOffer]:
    for index, offer in enumerate(document.entry.accueils):
        place = refs.document(document, ("accueils", index, "departement"), "territoires", offer.departement)
        if place and publication.offer_is_open(offer, today):
            where = model.Link(place.entry.nom, routes.territory(place.id))
            kind = vocabulary.HOST_OFFERS[offer.type]
            yield model.HostOffer(
                kind, offer.organisme, where, offer.jours, offer.valable_jusqu_au, source(offer.source)
            )
