"""What must not stand in a public file: private telephones and mail addresses (agreement, article 8; RGPD)."""

import re
from collections.abc import Iterable, Iterator

from oma_builder.problems import Problem

_GAP = "[ \\t.\u00a0\u202f\u2011-]{0,2}"
_FRANCE = rf"33{_GAP}(?:\(0\){_GAP}|0)?"
_PHONE = re.compile(  # its first sign comes first, then what must not stand before it: this is much faster
    rf"[+0](?<![\w/=+-][+0])(?<!\d\.[+0])(?:(?<=\+){_FRANCE}|(?<=0)0{_FRANCE}|(?<=0))[1-9](?:{_GAP}\d{{2}}){{4}}(?![\w-])",
    re.ASCII,
)
_MAIL = re.compile(r"([\w.+-]+)@((?:[\w-]+\.)+[a-z]{2,})", re.IGNORECASE)
_LEGAL_NOTICE = "/pages/mentions-legales."  # also an approval of it: law 2004-575, article 1-1: the telephones of publisher and host
_OF_ADDRESSES = ("adresse-invalide", "lien-inconnu")
_PRIVATE_PROVIDERS = """
aol bbox club-internet free gmail gmx hotmail icloud laposte live mac me msn neuf numericable orange outlook
proton protonmail sfr voila wanadoo yahoo ymail
"""
# Words by which an address is that of a function; `ce` begins the address of every French school.
_FUNCTIONS = """
accueil administration adresse alternance apprentissage association atelier bonjour bureau campus cdi cdt ce
cfa cio clee cmq college communication conseil contact courrier cpe ddfpt delegation departement direction
documentation dpo dsden ecole emploi entreprise entreprises equipe etudiants evenement exemple federation
formation forum gestion greta guide hello info information infos inscription inscriptions insertion jeunes
lycee magasin mairie medef metiers mission oma orientation partenariat partenaires pole presse projet rectorat
recrutement referent region relations rgpd rh saio scolarite secretariat service siege site stage stages
scolaire support syndicat visite visites webmaster
"""


def personal_data(text: str, path: str) -> Iterator[Problem]:
    """Report telephone numbers and the mail addresses of persons, also in remarks: Git never forgets."""
    for match in () if _LEGAL_NOTICE in path else _PHONE.finditer(text):
        hint = "retirez-le : un numéro de téléphone n’a pas sa place dans un fichier public"
        yield Problem(path, _line(text, match), "telephone", f"numéro de téléphone « {match.group()} »", hint)
    for match in _MAIL.finditer(text) if "@" in text else ():
        if is_personal(match.group(1), match.group(2)):
            hint = "retirez-la, ou donnez une adresse de fonction, comme contact@… ou stages@… ; pour un lien, contact:"
            message = f"« {match.group()} » semble être l’adresse d’une personne"
            yield Problem(path, _line(text, match), "courriel-personnel", message, hint)


def told_once(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Drop what else is said of the address of a person: it is to be removed, not to be mended."""
    listed = tuple(problems)
    told = [(problem.path, problem.line, problem.message) for problem in listed if problem.code == "courriel-personnel"]
    return tuple(problem for problem in listed if problem.code not in _OF_ADDRESSES or not _is_told(problem, told))


def _is_told(problem: Problem, earlier: list[tuple[str, int, str]]) -> bool:
    address = next((match.group() for match in _MAIL.finditer(problem.message)), None)
    return address is not None and any(
        (path, line) == (problem.path, problem.line) and f"« {address} »" in message for path, line, message in earlier
    )


def _line(text: str, match: re.Match[str]) -> int:
    return text.count("\n", 0, match.start()) + 1


def is_personal(local: str, domain: str) -> bool:
    """Say whether an address is a person's: at a private provider, or without the word of any function."""
    words = re.split(r"[._+-]|\d+", local.casefold())
    provider = domain.casefold().split(".")[0]
    return provider in _PRIVATE_PROVIDERS.split() or set(_FUNCTIONS.split()).isdisjoint(words)
