"""Who follows a hint to the letter mends the fault, makes no other, and loses no file.

Every directory of `problems/` is tried: what its expected text says is done, and its content checked again.
"""

from collections import Counter
from pathlib import Path

import pytest

from oma_builder import pipeline
from oma_builder.progress import silent
from tests import following
from tests.test_problems import CASES, FOUND_BY_PRINTING, NAMES, project_of

pytestmark = pytest.mark.slow

FACTS = "only the author knows it, or where to find it"
CHOICE = "of several ways, the author chooses"
WORDS = "somebody must write it in other words"
DAYS = "a day has passed, or is wrong: only people know which is right"
KEYS = "somebody must type it again, seeing what was meant"
FILES = "the file is elsewhere, or made by another program"
BY_PERSONS = {
    FACTS: (
        "accord-abime accord-manquant accord-retouche accord-sans-fiche convention-a-terme convention-denoncee convention-en-desordre convention-future convention-terminee depot-forme partie-inconnue "
        "correspondance-a-relire correspondance-absente correspondance-incomplete correspondance-inconnue correspondance-interdite fap-forme a-completer brouillon-inacheve adresse-invalide audit-absent champ-manquant chemin-refuse code-court controle-incoherent correction-absente "
        "critere-inconnu critere-manquant definition-sans-source duree-immersion empreinte-invalide hors-occitanie "
        "envie-sans-critere profil-manquant interet-manquant lien-dangereux nombre-invalide peertube-inconnu questions-absentes rattachement rncp-forme "
        "onisep-forme codes-a-confirmer rome-different rome-inconnu salaire-incoherent siret-invalide site-absent source-manquante uai-invalide"
    ),
    CHOICE: (
        "cadrage-invalide correspondance-en-double champ-inconnu chemins-en-collision choix-invalide code-en-double etape-cachee exemple-a-retirer fichier-vide "
        "film-en-double formations-en-boucle image-deplacee imbrication interets-identiques lien-inconnu "
        "liste-trop-courte liste-trop-longue plusieurs-documents reference-autre-genre reference-inconnue "
        "riasec-different niveau-different acces-different campus-sans-metier secteur-vide terme-en-double territoire-en-double territoire-inconnu titre-en-double ancre-interdite"
    ),
    WORDS: (
        "alt-redondant vouvoiement tutoiement caractere-impossible champ-vide liste-involontaire marque-visible titre-vide ecriture-abregee fiche-trop-longue mot-invalide nom-interdit pas-une-fiche "
        "personne-nommee sous-titres-a-reprendre type-inattendu yaml-syntaxe entete-absente cle-invalide"
    ),
    DAYS: (
        "accueil-expire audit-ancien evenement-passe rien-a-montrer date-invalide evenement-douteux evenement-inverse fiche-ancienne film-retire "
        "label-expire label-incoherent publication-douteuse regle-perimee"
    ),
    KEYS: ("caractere-invisible guillemet-seul heure-invalide ligne-avalee reference-invalide rome-forme texte-abime"),
    FILES: (
        "chiffres-invalides recrutement-somme recrutement-futur recrutement-ancien recrutement-en-double photo-localisee code-trop-lourd encodage fichier-inattendu fichier-trop-gros film-absent film-different film-hors-cahier "
        "film-non-prepare film-sans-lieu gabarit-trop-lourd image-format image-illisible image-trop-grande page-trop-lourde "
        "photo-peu-definie sous-titres-invalides sous-titres-seuls svg-refuse"
    ),
}
"""The codes of which some hint cannot be followed by a program, with why."""

LEADS_TO = {
    "lien-mal-forme": {"image-introuvable"},  # the picture itself has a space in its name, and is to be renamed
    "pas-un-fichier--site": {"site-absent"},  # the rest of the hint is a person's: to write the true file
}
"""What may be found after a hint was followed, and why that is no fault of the hint."""


def _expected(case: str, content: Path = CASES) -> list[following.Told]:
    return following.read((CASES / case / "expected.txt").read_text(encoding="utf-8"), content)


@pytest.mark.parametrize(
    "case",
    [name for name in NAMES if name not in FOUND_BY_PRINTING and any(map(following.is_understood, _expected(name)))],
)
def test_a_followed_hint_mends_its_fault_makes_no_other_and_loses_no_file(case: str, tmp_path: Path) -> None:
    project = project_of(case, tmp_path)
    told = _expected(case, project.content)
    before = _files(tmp_path)
    followed = [one for one in told if following.follow(one)]
    assert _files(tmp_path) >= before
    found = Counter(problem.code for problem in pipeline.check(project, silent).problems)
    worse = found - (Counter(one.code for one in told) - Counter(one.code for one in followed))
    examples = {one.code for one in followed} if any(map(following.gives_an_example, followed)) else worse.keys()
    assert worse.keys() & examples <= LEADS_TO.get(case, set()), (worse, [one.hint for one in followed])


def test_what_no_program_follows_is_known_with_its_reason() -> None:
    """A new hint is either followed above, or its code stands in the table."""
    every = (one for case in NAMES for one in _expected(case))
    unfollowed = {one.code for one in every if not following.is_understood(one)}
    assert unfollowed <= {code for codes in BY_PERSONS.values() for code in codes.split()}


def _files(folder: Path) -> int:
    return sum(file.is_file() for file in folder.rglob("*") if not file.is_symlink())
