"""Rules over all documents: each is one function of the corpus and the day, listed in `RULES`."""

import datetime
from collections.abc import Callable, Iterator
from typing import Any

from pydantic import BaseModel

from oma_builder.content.documents import Document
from oma_builder.content.loader import Corpus
from oma_builder.content.parser import Pointer
from oma_builder.content.schema import Territoire
from oma_builder.guide import reference
from oma_builder.problems import Problem

Rule = Callable[[Corpus, datetime.date], Iterator[Problem]]

_ABOVE = {
    "academie": ("region", "une région", "de sa région"),
    "departement": ("academie", "une académie", "de son académie"),
}
"""What each type of territory is attached to, with the words for it."""


def validate(corpus: Corpus, today: datetime.date) -> tuple[Problem, ...]:
    """Run every rule; `today` is the day the guide is built for."""
    return tuple(problem for rule in RULES for problem in rule(corpus, today))


def _documents(corpus: Corpus) -> tuple[Document[Any], ...]:
    site = (corpus.site,) if corpus.site else ()
    return (*site, *corpus.metiers, *corpus.secteurs, *corpus.territoires, *corpus.pages)


def site_is_there(corpus: Corpus, today: datetime.date) -> Iterator[Problem]:
    """The guide needs a title and an address."""
    if ("site", "site") not in corpus.known:
        hint = "créez-le avec au moins titre, slogan, description, adresse, contact, editeur, edition, licence_contenus"
        yield Problem(f"{corpus.folder}/site.yaml", 0, "site-absent", "le fichier site.yaml manque", hint)


def rome_code_is_known(corpus: Corpus, today: datetime.date) -> Iterator[Problem]:
    """A later version of ROME may hold a code that ours lacks: a warning, not an error."""
    for document in corpus.metiers:
        code = document.entry.rome
        if code not in reference.rome():
            message = f"le code {code} n’existe pas dans le ROME 4.0 version {reference.ROME_VERSION}"
            yield document.warning(("rome",), "rome-inconnu", message, "vérifiez-le sur le site de France Travail")


def interests_agree_with_rome(corpus: Corpus, today: datetime.date) -> Iterator[Problem]:
    """The themes should be ROME's, unless the editors know why not."""
    hint = "gardez-le si vous avez une bonne raison"
    for document in corpus.metiers:
        sheet, given = reference.rome().get(document.entry.rome), document.entry.interets
        if sheet and sheet.major != given.principal:
            message = f"l’intérêt principal est {given.principal}, le ROME donne {sheet.major}"
            yield document.warning(("interets", "principal"), "riasec-different", message, hint)
        elif sheet and given.secondaire and sheet.minor != given.secondaire:
            message = f"l’intérêt secondaire est {given.secondaire}, le ROME donne {sheet.minor or 'aucun'}"
            yield document.warning(("interets", "secondaire"), "riasec-different", message, hint)


def titles_differ(corpus: Corpus, today: datetime.date) -> Iterator[Problem]:
    """Two trades with one title cannot be told apart in an index."""
    seen: dict[str, Document[Any]] = {}
    for document in corpus.metiers:
        title = document.entry.titre
        first = seen.setdefault(f"{title.masculin}/{title.feminin}".casefold(), document)
        if first is not document:
            message = f"« {title.masculin} » est déjà le titre de {first.path}"
            yield document.problem(("titre", "masculin"), "titre-en-double", message, "précisez l’un des deux titres")


def pay_grows(corpus: Corpus, today: datetime.date) -> Iterator[Problem]:
    """An experienced person does not earn less than a beginner."""
    for document in corpus.metiers:
        salary = document.entry.salaire
        if salary and salary.confirme is not None and salary.confirme < salary.debutant:
            message = f"le salaire confirmé ({salary.confirme} €) est inférieur à celui de début ({salary.debutant} €)"
            yield document.problem(("salaire", "confirme"), "salaire-incoherent", message, "vérifiez les deux nombres")


def similar_is_another(corpus: Corpus, today: datetime.date) -> Iterator[Problem]:
    """A trade is not similar to itself."""
    for document in corpus.metiers:
        for index, other in enumerate(document.entry.similaires):
            if other == document.id:
                message = f"« {other} » est ce métier lui-même"
                yield document.problem(("similaires", index), "similaire-soi-meme", message, "supprimez la ligne")


def staff_immersion_is_short(corpus: Corpus, today: datetime.date) -> Iterator[Problem]:
    """Immersions of staff last 1 to 5 days (agreement of 18 March 2021, article 5.2)."""
    hint = "donnez « jours », de 1 à 5 (convention du 18 mars 2021, article 5.2)"
    for document in corpus.metiers:
        for index, offer in enumerate(document.entry.accueils):
            if offer.type == "immersion-personnel" and (offer.jours is None or offer.jours > 5):
                message = (
                    f"{offer.jours} jours, c’est trop pour une immersion"
                    if offer.jours
                    else "il manque la durée de l’immersion"
                )
                yield document.problem(("accueils", index, "jours"), "duree-immersion", message, hint)


def host_offers_are_in_a_departement(corpus: Corpus, today: datetime.date) -> Iterator[Problem]:
    """A pupil looks for an offer near home: a region or an academy is too wide."""
    types = {document.id: document.entry.type for document in corpus.territoires}
    for document in corpus.metiers:
        for index, offer in enumerate(document.entry.accueils):
            if types.get(offer.departement, "departement") != "departement":
                message = f"« {offer.departement} » n’est pas un département"
                hint = "donnez le nom de fichier d’un département, comme haute-garonne"
                yield document.problem(("accueils", index, "departement"), "departement-attendu", message, hint)


def windows_open_before_they_close(corpus: Corpus, today: datetime.date) -> Iterator[Problem]:
    """A publication that ends before it starts would never be seen."""
    for document in _documents(corpus):
        window = getattr(document.entry, "publication", None)
        if window and window.a_partir_du and window.jusqu_au and window.jusqu_au < window.a_partir_du:
            yield document.problem(
                ("publication", "jusqu_au"),
                "periode-inversee",
                "la fin de publication précède son début",
                "échangez les deux dates",
            )


def past_dates_are_past(corpus: Corpus, today: datetime.date) -> Iterator[Problem]:
    """Nobody has read a source or reviewed a trade tomorrow."""
    for document in _documents(corpus):
        for at, value in _dates(document.entry, ()):
            if at[-1] in ("date", "revu_le") and value > today:
                message = f"la date du {value:%d/%m/%Y} est dans le futur"
                yield document.problem(
                    at, "date-future", message, f"nous sommes le {today:%d/%m/%Y} : corrigez la date"
                )


def _dates(entry: BaseModel, at: Pointer) -> Iterator[tuple[Pointer, datetime.date]]:
    """Yield every date under `entry`; the values that cannot hold one are passed over first, being most."""
    for name, value in entry.__dict__.items():
        if isinstance(value, str | int | None):
            continue
        pairs = enumerate(value) if isinstance(value, tuple) else ((None, value),)
        for index, part in pairs:
            here = (*at, name) if index is None else (*at, name, index)
            if isinstance(part, datetime.date):
                yield here, part
            elif isinstance(part, BaseModel):
                yield from _dates(part, here)


def reviews_are_fresh(corpus: Corpus, today: datetime.date) -> Iterator[Problem]:
    """Freshness is a promise of the agreement (article 4.1): an old review is a warning."""
    months = corpus.site.entry.revision_mois if corpus.site else 24
    for document in corpus.metiers:
        reviewed = document.entry.revu_le
        age = (today.year - reviewed.year) * 12 + today.month - reviewed.month
        if age > months:
            message = f"la fiche n’a pas été relue depuis {age} mois"
            yield document.warning(("revu_le",), "fiche-ancienne", message, "relisez-la et changez la date « revu_le »")


def territories_are_attached(corpus: Corpus, today: datetime.date) -> Iterator[Problem]:
    """Region ← academies ← departments, as the Éducation nationale draws them."""
    by_id = {document.id: document.entry for document in corpus.territoires}
    for document in corpus.territoires:
        entry = document.entry
        parent = by_id.get(entry.rattachement or "")
        above, what, of_it = _ABOVE.get(entry.type, ("", "", ""))
        at, hint = ("rattachement",), f"donnez le nom de fichier {of_it}"
        if not above and entry.rattachement:
            yield document.problem(at, "rattachement", "une région n’a pas de rattachement", "supprimez la ligne")
        elif above and entry.rattachement is None:
            yield document.problem((), "rattachement", "il manque le champ « rattachement »", hint)
        elif parent and parent.type != above:
            yield document.problem(at, "rattachement", f"« {parent.nom} » n’est pas {what}", hint)
        elif parent and entry.type == "departement":
            yield from _departement_problems(document, parent)


def _departement_problems(document: Document[Territoire], academie: Territoire) -> Iterator[Problem]:
    known = reference.departements().get(document.entry.code)
    if known and known.academie_code != academie.code:
        message = f"{document.entry.nom} n’appartient pas à « {academie.nom} »"
        hint = f"c’est un département de l’académie de {known.academie}"
        yield document.problem(("rattachement",), "rattachement", message, hint)


def territory_codes_are_known(corpus: Corpus, today: datetime.date) -> Iterator[Problem]:
    """Codes are those of INSEE (region, departments) and of the Éducation nationale (academies), each used once."""
    departements = reference.departements()
    known = {
        "region": {reference.REGION_CODE},
        "academie": {departement.academie_code for departement in departements.values()},
        "departement": set(departements),
    }
    seen: dict[tuple[str, str], Document[Territoire]] = {}
    for document in corpus.territoires:
        entry = document.entry
        if entry.code not in known[entry.type]:
            message = f"le code {entry.code} n’est pas en Occitanie, pour un territoire de type {entry.type}"
            hint = f"codes possibles : {', '.join(sorted(known[entry.type]))}"
            yield document.problem(("code",), "territoire-inconnu", message, hint)
        elif entry.type == "departement" and entry.nom != departements[entry.code].name:
            message = f"le code {entry.code} est celui du département « {departements[entry.code].name} »"
            yield document.problem(("code",), "territoire-inconnu", message, "corrigez le code, ou le nom")
        first = seen.setdefault((entry.type, entry.code), document)
        if first is not document:
            message = f"le code {entry.code} est déjà celui de {first.path}"
            yield document.problem(("code",), "territoire-en-double", message, "corrigez l’un des deux codes")


RULES: tuple[Rule, ...] = (
    site_is_there,
    rome_code_is_known,
    interests_agree_with_rome,
    titles_differ,
    pay_grows,
    similar_is_another,
    staff_immersion_is_short,
    host_offers_are_in_a_departement,
    windows_open_before_they_close,
    past_dates_are_past,
    reviews_are_fresh,
    territories_are_attached,
    territory_codes_are_known,
)
