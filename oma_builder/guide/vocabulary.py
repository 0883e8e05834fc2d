"""The readers' words for coded values."""

import datetime
from collections.abc import Sequence

from oma_builder.content.typography import slugify

LEVELS = {3: "CAP", 4: "Bac", 5: "Bac + 2", 6: "Bac + 3", 7: "Bac + 5", 8: "Doctorat (bac + 8)"}
"""Names of the national levels of diplomas (Code du travail, D.6113-19)."""

LEVELS_FROM = {
    3: "dès le CAP",
    4: "dès le bac",
    5: "dès bac + 2",
    6: "dès bac + 3",
    7: "dès bac + 5",
    8: "dès le doctorat",
}
"""The same, as the level from which a trade is open."""

INTERESTS = {
    "R": "Réaliste",
    "I": "Investigateur",
    "A": "Artistique",
    "S": "Social",
    "E": "Entreprenant",
    "C": "Conventionnel",
}
"""Holland's six themes."""

INTEREST_HINTS = {
    "R": "fabriquer, réparer, agir de ses mains",
    "I": "comprendre, chercher, résoudre",
    "A": "imaginer, créer, mettre en forme",
    "S": "écouter, aider, expliquer",
    "E": "convaincre, décider, entreprendre",
    "C": "organiser, vérifier, tenir à jour",
}

WAYS = {"scolaire": "à l’école", "apprentissage": "en apprentissage", "continue": "en formation continue"}

HOST_OFFERS = {
    "visite": "Visite",
    "stage-3e": "Stage de 3e",
    "stage-2de": "Stage de 2de",
    "pfmp": "Stage de lycée professionnel (PFMP)",
    "alternance": "Alternance",
    "immersion-personnel": "Immersion de personnels de l’Éducation nationale",
}

TERRITORIES = {"region": "Région", "academie": "Académie", "departement": "Département"}

_MONTHS = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
]


def one_of(words: Sequence[str]) -> str:
    """Return `à l’école, en apprentissage ou en formation continue`."""
    return " ou ".join(filter(None, (", ".join(words[:-1]), words[-1])))


def initial(name: str) -> str:
    """Return the letter under which an index puts a name: no accent, capital; digits all under one heading."""
    first = slugify(name)[:1].upper()
    return first if first.isalpha() else "0-9"


def french_date(day: datetime.date) -> str:
    """Return `1er septembre 2026`."""
    return f"{'1er' if day.day == 1 else day.day} {_MONTHS[day.month - 1]} {day.year}"


def euros(amount: int) -> str:
    """Return `1 850 €` with the spaces of French typography."""
    return f"{amount:,}".replace(",", "\u202f") + "\u00a0€"
