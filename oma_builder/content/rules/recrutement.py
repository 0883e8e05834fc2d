"""What is true of the survey of recruitments, and of the trades that its figures stand for."""

import datetime
from collections.abc import Iterator, Mapping

from oma_builder.content import reference
from oma_builder.content.documents import Document
from oma_builder.content.figures import Counts, Place, read_table, with_sums
from oma_builder.content.kinds.correspondances import Correspondance, Correspondances
from oma_builder.content.kinds.recrutement import newest_year
from oma_builder.content.loader import Corpus
from oma_builder.content.schema import METIERS, RECRUTEMENT
from oma_builder.problems import Problem, nearest

_IMPORT_AGAIN = "refaites-le : python build.py import bmo, puis le fichier de France Travail"


def surveys_are_of_their_year(corpus: Corpus, today: datetime.date) -> Iterator[Problem]:
    """A file bears the name of its year, which has come; a trade stands in it once."""
    for document in corpus.of(RECRUTEMENT):
        year = document.entry.annee
        if year > today.year:
            message = f"l’enquête {year} n’a pas encore eu lieu"
            yield document.problem(("annee",), "recrutement-futur", message, _IMPORT_AGAIN)
        elif document.id != str(year):
            message = f"ce fichier tient l’enquête {year}, et s’appelle {document.id}.yaml"
            hint = f"appelez-le {year}.yaml"
            if (RECRUTEMENT.name, str(year)) in corpus.known:
                hint = f"{year}.yaml existe déjà : sortez ce fichier de content/"
            yield document.problem(("annee",), "recrutement-en-double", message, hint)
        codes: set[str] = set()
        for index, trade in enumerate(document.entry.metiers):
            if trade.fap in codes:
                message = f"le métier {trade.fap} figure deux fois dans cette enquête"
                yield document.problem(("metiers", index, "fap"), "recrutement-en-double", message, _IMPORT_AGAIN)
            codes.add(trade.fap)


def survey_figures_add_up(corpus: Corpus, today: datetime.date) -> Iterator[Problem]:
    """Academies and region are the sums of their departments: a number changed by hand shows."""
    for document in corpus.of(RECRUTEMENT):
        for index, trade in enumerate(document.entry.metiers):
            if not _adds_up(read_table(trade.chiffres)):
                message = f"les chiffres du métier {trade.fap} ont été modifiés : ils ne s’additionnent plus"
                at = ("metiers", index, "chiffres")
                yield document.problem(at, "recrutement-somme", message, _IMPORT_AGAIN)


def _adds_up(counts: Mapping[Place, Counts]) -> bool:
    departements = {code: each for (kind, code), each in counts.items() if kind == "departement"}
    are_ours = bool(departements) and departements.keys() <= reference.departements().keys()
    return are_ours and counts == with_sums(departements)


def surveys_are_recent(corpus: Corpus, today: datetime.date) -> Iterator[Problem]:
    """The survey of this year should be out, each spring; one that is three years old is shown no more."""
    documents = corpus.of(RECRUTEMENT)
    last = max((document.entry.annee for document in documents), default=None)
    for document in documents:
        year, newest = document.entry.annee, newest_year(today)
        if document.entry.montre_jusqu_au < today:
            message = f"les chiffres de {year} sont trop anciens : ils ne sont plus montrés"
            hint = "importez l’enquête la plus récente : python build.py import bmo, puis son fichier"
            yield document.information(("annee",), "recrutement-ancien", message, hint)
        elif year == last and year < newest:
            message = f"l’enquête {newest} doit être parue, et la plus récente du guide est celle de {year}"
            hint = "téléchargez-la sur data.gouv.fr (« Besoins en main-d’œuvre »), puis python build.py import bmo"
            yield document.information(("annee",), "recrutement-ancien", message, hint)


def matches_are_told_once(corpus: Corpus, today: datetime.date) -> Iterator[Problem]:
    """Figures stand for a sheet by one trade of the survey alone: they are never added, nor split."""
    seen: set[str] = set()
    for document, index, match in _matches(corpus):
        at = ("metiers", index)
        if match.metier in seen:
            message = f"« {match.metier} » a déjà une correspondance plus haut"
            yield document.problem((*at, "metier"), "correspondance-en-double", message, "gardez une seule des deux")
        seen.add(match.metier)


def matches_are_official(corpus: Corpus, today: datetime.date) -> Iterator[Problem]:
    """The official table leads from the ROME code of the sheet to that trade of the survey.

    The table knows codes of before ROME 4: where one has changed its meaning since (F1610, once of roofers, is of solar
    installers now), ours has no pair for it, and a sheet of that code has no figure.
    """
    romes = {document.id: document.entry.rome for document in corpus.of(METIERS)}
    for document, index, match in _matches(corpus):
        rome = romes.get(match.metier)
        if rome is None:
            continue  # told elsewhere, or a sheet that could not be read
        if match.rome != rome:
            message = f"la fiche « {match.metier} » a maintenant le code ROME {rome}, et non {match.rome}"
            hint = f"relisez cette correspondance, puis écrivez « rome: {rome} » et le jour de la relecture"
            yield document.warning(("metiers", index, "rome"), "correspondance-a-relire", message, hint)
        elif match.counted_as and (odd := _unofficial(match, rome)):
            yield document.problem(("metiers", index, "fap"), "correspondance-interdite", *odd)


def _unofficial(match: Correspondance, rome: str) -> tuple[str, str] | None:
    """Return what is wrong with a trade of the survey for a ROME code, and what to do; None when the table allows it."""
    official = reference.surveyed_as().get(rome)
    if official is None:
        message = f"le programme ne sait pas encore quels métiers de l’enquête conviennent au code ROME {rome}"
        return (
            message,
            "écrivez « lien: aucune », et demandez à qui tient le programme de l’ajouter à rome-fap-2021.csv",
        )
    if not official.codes:
        message = f"le code ROME {rome} désignait un autre métier quand la table officielle a été faite : ses chiffres tromperaient"
        return message, "écrivez « lien: aucune », et dites pourquoi"
    if match.counted_as not in official.codes:
        message = f"la table officielle ne mène pas du code ROME {rome} au métier {match.counted_as} de l’enquête"
        return message, f"elle mène à : {', '.join(official.codes)}"
    return None


def matches_are_surveyed(corpus: Corpus, today: datetime.date) -> Iterator[Problem]:
    """A code stands in the newest survey of the guide: else no figure would ever show."""
    surveys = sorted(corpus.of(RECRUTEMENT), key=lambda document: document.entry.annee)
    if not surveys:
        return
    newest = surveys[-1].entry
    codes = {trade.fap for trade in newest.metiers}
    for document, index, match in _matches(corpus):
        if match.counted_as and match.counted_as not in codes:
            message = f"l’enquête {newest.annee} n’a pas de métier {match.counted_as}"
            close = nearest(match.counted_as, codes)
            hint = f"vouliez-vous dire « {close} » ?" if close else f"voyez ceux de {surveys[-1].path}"
            yield document.warning(("metiers", index, "fap"), "correspondance-inconnue", message, hint)


def sheets_have_matches(corpus: Corpus, today: datetime.date) -> Iterator[Problem]:
    """Once there is a survey, a sheet without a match lacks its figure in silence."""
    if corpus.matches is None or not corpus.of(RECRUTEMENT):
        return
    there = {match.metier for _, _, match in _matches(corpus)}
    for document in corpus.of(METIERS):
        if document.id not in there:
            message = "aucun chiffre de recrutement ne peut s’afficher sur cette fiche : elle n’a pas de correspondance"
            hint = f"ajoutez-la à {corpus.matches.path}, même avec « lien: aucune »"
            yield document.information((), "correspondance-absente", message, hint)


def _matches(corpus: Corpus) -> Iterator[tuple[Document[Correspondances], int, Correspondance]]:
    if corpus.matches:
        for index, match in enumerate(corpus.matches.entry.metiers):
            yield corpus.matches, index, match
