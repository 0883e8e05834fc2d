"""Names of persons, which no public file may hold: what gives one away, in a text that should name a function (RGPD)."""

import re

TITLED = re.compile(
    r"\b(?:MM?\.\s+|M\.(?=[A-ZÀ-Ý][a-zà-ÿ])|(?:Mr|Mmes?|MME|Mlles?|MLLE)(?:\.\s*|\s+)"
    r"|(?:[Mm]onsieur|[Mm]adame|[Mm]ademoiselle)\s+)[*_]*[A-ZÀ-Ý]"
)
"""A person with a title: « Mme D… », « monsieur D… »."""

_WORD = r"[A-ZÀ-Ý](?:[a-zà-ÿ]+|\.)(?:-[A-ZÀ-Ý][a-zà-ÿ]+)*"
_FULL_NAME = re.compile(rf"(?<![\w’'])({_WORD})[\s\u00a0]+([A-ZÀ-Ý][\w’'-]+)")
_OF_FUNCTIONS = """
académie adjoint adjointe administrateur administratrice apprentissage association bureau campus cellule centre chargé chargée
chef cheffe clee collège comité commission communication conseil conseiller conseillère coordinateur coordonnateur coordinatrice
coordonnatrice cpe directeur direction directrice doyen doyenne délégation délégué déléguée département enseignement entreprise
entreprises formation formations france inspecteur inspection inspectrice jeunesse lycée medef mission montpellier métiers nationale
occitanie orientation président présidente principal principale professionnelle proviseur proviseure pôle recteur rectorat
rectrice relation relations responsable référent référente région régional régionale sciences secrétaire secrétariat
service siège sous toulouse vice vie école économie éducation équipe
"""
"""Words with a capital that functions and the two parties have in their names."""


def named_in(function: str) -> str:
    """Return what seems to name a person in the words of a function, or an empty string."""
    if titled := TITLED.search(function):
        return f"{titled.group()}…"
    expected = set(_OF_FUNCTIONS.split())
    for match in _FULL_NAME.finditer(function):
        if expected.isdisjoint(word.casefold().rstrip(".") for word in match.groups()):
            return match.group()
    return next((word for word in function.split() if "@" in word), "")
