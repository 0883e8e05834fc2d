"""The readers' words for coded values."""

import datetime
from collections.abc import Sequence

from oma_builder.content.typography import slugify

LEVELS = {3: "CAP", 4: "Bac", 5: "Bac + 2", 6: "Bac + 3", 7: "Bac + 5", 8: "Doctorat (bac + 8)"}
"""Names of the national levels of diplomas (Code du travail, D.6113-19)."""

AT_LEVEL = {
    3: "niveau CAP",
    4: "niveau bac",
    5: "niveau bac + 2",
    6: "niveau bac + 3",
    7: "niveau bac + 5",
    8: "niveau doctorat",
}
"""The same, of a diploma that is at a level without bearing its name: that of a nursing assistant is no baccalauréat."""

REQUIRED = {
    0: "aucun diplôme, après la 3e",
    3: "un CAP ou équivalent",
    4: "un bac ou équivalent",
    5: "un bac + 2",
    6: "un bac + 3",
    7: "un bac + 5",
    8: "un doctorat",
}
"""What one must have to begin, by the level that is required; 0 where nothing is."""

BEGUN_FROM = {
    0: "sans diplôme, après la 3e",
    3: "avec un CAP",
    4: "avec un bac",
    5: "avec un bac + 2",
    6: "avec un bac + 3",
    7: "avec un bac + 5",
    8: "avec un doctorat",
}
"""The same, of studies that one begins: the name of a group of trades, and of a choice among them."""

LICENCES = {
    "CC-BY-4.0": "https://creativecommons.org/licenses/by/4.0/",
    "CC-BY-SA-4.0": "https://creativecommons.org/licenses/by-sa/4.0/",
    "CC0-1.0": "https://creativecommons.org/publicdomain/zero/1.0/",
    "etalab-2.0": "https://www.etalab.gouv.fr/licence-ouverte-open-licence/",
}
"""Where the text of an open licence is, by its identifier in the SPDX list."""

ADVISED = "conseillé mais pas obligatoire"
"""What the diploma of a trade is that is open without any."""

_START = {
    0: "de la 3e",
    3: "du CAP",
    4: "du bac",
    5: "du bac + 2",
    6: "du bac + 3",
    7: "du bac + 5",
    8: "du doctorat",
}

INTERESTS = {
    "R": "Réaliste",
    "I": "Investigateur",
    "A": "Artistique",
    "S": "Social",
    "E": "Entreprenant",
    "C": "Conventionnel",
}
"""Holland's six themes."""

WAYS = {"scolaire": "à l’école", "apprentissage": "en apprentissage", "continue": "en formation continue"}

HOST_OFFERS = {
    "visite": "Visite",
    "stage-3e": "Stage de 3e",
    "stage-2de": "Stage de 2de",
    "pfmp": "Stage de lycée professionnel (PFMP)",
    "alternance": "Alternance",
    "immersion-personnel": "Immersion de personnels de l’Éducation nationale",
}

CRITERIA = {
    "conforme": "Respecté",
    "non-conforme": "Non respecté",
    "non-applicable": "Sans objet",
    "non-verifie": "Non vérifié",
}
"""What may be found about a criterion of accessibility."""

HOST_OFFERS_MEANT = {
    "visite": "une heure ou une journée, en groupe ou seul, pour voir",
    "stage-3e": "la séquence d’observation de la classe de troisième",
    "stage-2de": "la séquence d’observation de la seconde générale et technologique",
    "pfmp": "les périodes de formation en milieu professionnel du lycée professionnel",
    "alternance": "un contrat de travail, entre l’entreprise et le centre de formation",
    "immersion-personnel": "quelques jours en entreprise pour les équipes éducatives",
}
"""What each kind of host offer is, in one line."""

CAMPUS = {
    "campus": "Campus des métiers et des qualifications",
    "excellence": "Campus des métiers et des qualifications d’excellence",
}

EVENTS = {
    "semaine-ecole-entreprise": "Semaine École-Entreprise",
    "forum": "Forum",
    "portes-ouvertes": "Portes ouvertes",
    "visite": "Visite",
    "concours": "Concours",
    "autre": "Rendez-vous",
}

FUNCTIONS = {
    "clee": "Comité local école-entreprise (CLEE)",
    "pole-de-stages": "Pôle de stages",
    "ingenieur-pour-l-ecole": "Ingénieurs pour l’école",
    "conseiller-entreprises-pour-l-ecole": "Conseillers entreprises pour l’école",
    "charge-de-mission-ecole-entreprise": "Mission école-entreprise",
    "medef-territorial": "MEDEF territorial",
    "cio": "Centre d’information et d’orientation (CIO)",
    "mission-locale": "Mission locale",
    "autre": "Autre service",
}

TERRITORIES = {"region": "Région", "academie": "Académie", "departement": "Département"}

CONTAINERS = {"mp4": "MP4", "mov": "MOV", "webm": "WebM", "mkv": "MKV"}
VIDEO_CODECS = {"h264": "H.264", "hevc": "H.265 (HEVC)", "vp9": "VP9", "av1": "AV1"}
AUDIO_CODECS = {"aac": "AAC", "mp3": "MP3", "opus": "Opus"}
ORIENTATIONS = {
    "paysage": "En paysage : plus large que haute",
    "portrait": "En portrait : plus haute que large",
}
"""Files of films."""

BINDINGS = {"colle": "Dos carré collé", "agrafes": "Agrafes dans le pli, sans dos"}
CONDITIONS = {
    "FOGRA39": "Papier couché, réglages de 2004",
    "FOGRA51": "Papier couché, réglages de 2013",
    "FOGRA52": "Papier non couché, réglages de 2013",
}
"""How a printer binds and prints."""

LANGUAGES = {
    "fr": "Français",
    "oc": "Occitan",
    "ca": "Catalan",
    "en": "Anglais",
    "es": "Espagnol",
    "de": "Allemand",
    "it": "Italien",
    "pt": "Portugais",
    "ar": "Arabe",
}
"""What captions are in, by the code of their language."""

MONTHS = [
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


def ways(codes: Sequence[str]) -> str:
    """Return the ways of preparing a diploma: `à l’école ou en apprentissage`."""
    return one_of([WAYS[code] for code in codes])


def studies(required: int, level: int) -> str:
    """Return from where to where one studies: `de la 3e au niveau CAP`."""
    return f"{_START[required]} au {AT_LEVEL[level]}"


def initial(name: str) -> str:
    """Return the letter under which an index puts a name: no accent, capital; digits all under one heading."""
    first = slugify(name)[:1].upper()
    return first if first.isalpha() else "0-9"


def french_date(day: datetime.date) -> str:
    """Return `1er septembre 2026`."""
    return f"{'1er' if day.day == 1 else day.day} {MONTHS[day.month - 1]} {day.year}"


def french_period(first: datetime.date, last: datetime.date, begins: str = "", ends: str = "") -> str:
    """Return `le 12 mars 2027, de 9 h à 17 h 30`, `du 12 au 14 mars 2027` or `la nuit du 12 au 13 mars 2027, de 20 h à 1 h`."""
    days = f"le {french_date(first)}" if first == last else f"du {_start(first, last)} au {french_date(last)}"
    if ends and ends <= begins:
        nights = "la nuit" if last - first == datetime.timedelta(1) else "chaque nuit"
        days = f"{nights} {days}"
    if not begins:
        return days
    return f"{days}, de {_hour(begins)} à {_hour(ends)}" if ends else f"{days}, à {_hour(begins)}"


def _start(first: datetime.date, last: datetime.date) -> str:
    """Return the first day of a period without the month and the year that it shares with the last."""
    words = french_date(first).split(" ")
    return " ".join(words[: 3 - (first.year == last.year) - ((first.year, first.month) == (last.year, last.month))])


def _hour(clock: str) -> str:
    if clock in ("00:00", "24:00"):
        return "minuit"
    hours, minutes = clock.split(":")
    return f"{int(hours)}\u00a0h" + ("" if minutes == "00" else f"\u00a0{minutes}")


def duration(seconds: int) -> str:
    """Return `3 minutes`, `1 minute 30` or `45 secondes`."""
    minutes, rest = divmod(seconds, 60)
    if not minutes:
        return f"{rest}\u00a0seconde{'s' if rest > 1 else ''}"
    whole = f"{minutes}\u00a0minute{'s' if minutes > 1 else ''}"
    return f"{whole}\u00a0{rest:02}" if rest else whole


def thousands(count: int) -> str:
    """Return `5 526` with the narrow space of French typography."""
    return f"{count:,}".replace(",", "\u202f")


def euros(amount: int) -> str:
    """Return `1 850 €` with the spaces of French typography."""
    return f"{thousands(amount)}\u00a0€"
