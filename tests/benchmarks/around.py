"""What a synthetic guide has around its trades, in the proportions of a real one.

Offers, campuses and events grow with the trades; themes, publics, rules, initiatives and actors do not.
"""

import random

from oma_builder.content.typography import slugify
from tests.benchmarks import places, words
from tests.benchmarks.writing import FAR, READ_ON, Data, paragraphs, prose, source


def interests() -> dict[str, Data]:
    """Return the six themes."""
    return {
        slugify(name): {
            "lettre": letter,
            "nom": name,
            "accroche": taste,
            "presentation": paragraphs(f"Tu aimes {taste}.", *words.PARAGRAPHS[:2]),
            "sources": [source("Thèmes de mesure")],
        }
        for letter, name, taste in words.THEMES
    }


def publics() -> dict[str, Data]:
    """Return the seven publics."""
    return {
        slugify(name): {
            "nom": name,
            "accroche": f"{name} : par où commencer dans ce guide de mesure.",
            "presentation": paragraphs("Commence par [les métiers](liste:metiers).", words.PARAGRAPHS[2]),
            "accueils": list(kinds),
            "rang": rank,
        }
        for rank, (name, kinds) in enumerate(words.PUBLICS, start=1)
    }


def rules() -> dict[str, Data]:
    """Return two rules for each kind of host offer."""
    return {
        f"regle-{kind}-{part}": {
            "titre": f"Règle {part} : {kind}",
            "texte": words.RULES[part - 1],
            "types": [kind],
            "rang": 10 * rank + part,
            "valable_du": "2020-01-01",
            "sources": [source("Code du travail")],
            "revu_le": READ_ON,
        }
        for rank, kind in enumerate(words.HOSTS)
        for part in (1, 2)
    }


def offers(metiers: list[str], seed: str) -> dict[str, Data]:
    """Return an offer for one trade of four, which also shows its neighbour."""
    return {
        f"accueil-{rank + 1:05}": _offer(metiers[rank : rank + 2], rank, seed) for rank in range(0, len(metiers), 4)
    }


def _offer(metiers: list[str], rank: int, seed: str) -> Data:
    dice = random.Random(f"{seed}/accueils/{rank}")  # noqa: S311 - a benchmark keeps no secret
    domain = dice.choice(words.DOMAINS)
    return {
        "type": dice.choice(words.HOSTS),
        "organisme": f"Atelier de {domain}",
        "metiers": metiers,
        "departement": dice.choice(places.departements()),
        "jours": dice.randrange(1, 6),
        "demande": "Écris à l'accueil un mois à l'avance, avec ta lettre et l'accord de ton établissement.",
        "adresse": f"https://exemple.fr/ateliers/{rank + 1}",
        "valable_jusqu_au": FAR,
        "source": source("Réponse de l'organisme"),
    }


def campuses(metiers: list[str], sectors: list[str]) -> dict[str, Data]:
    """Return one campus for eight trades, at most a dozen."""
    number = min(12, max(1, len(metiers) // 8))
    return {
        f"campus-{slugify(words.DOMAINS[rank])}": _campus(rank, metiers[rank::number][:8], sectors)
        for rank in range(number)
    }


def _campus(rank: int, metiers: list[str], sectors: list[str]) -> Data:
    domain, towns = words.DOMAINS[rank], places.departements()
    return {
        "nom": f"Campus de {domain}",
        "categorie": "excellence" if rank % 2 else "campus",
        "filiere": domain.capitalize(),
        "presentation": "Des lycées, des centres d'apprentis et des entreprises y partagent machines et projets.",
        "etablissement": {"nom": f"Lycée de mesure {rank + 1}", "commune": "Une ville"},
        "departements": [towns[rank % 13], towns[(rank + 5) % 13]],
        "secteurs": [sectors[rank % len(sectors)]],
        "metiers": metiers,
        "label_du": "2026-01-01",
        "adresse": f"https://exemple.fr/campus/{rank + 1}",
        "sources": [source("Liste des campus")],
    }


def films(metiers: list[str]) -> dict[str, Data]:
    """Return one film for fifty trades, allowed everywhere for long."""
    return {f"film-{rank + 1:03}": _film(rank, metiers[rank * 50]) for rank in range(-(-len(metiers) // 50))}


def _film(rank: int, metier: str) -> Data:
    return {
        "titre": f"Film de mesure {rank + 1}",
        "metier": metier,
        "etablissement": {"nom": f"Lycée de mesure {rank + 1}", "commune": "Une ville"},
        "classe": "3e",
        "annee": 2026,
        "adresse": f"https://exemple.fr/films/{rank + 1}",
        "cahier": "2026",
        "duree": 90,
        "transcription": "On entend les machines de l'atelier. Une voix explique chaque geste.",
        "autorisations": [
            {"reference": f"dossier-{rank + 1}", "portee": ["web", "papier", "hors-ligne"], "expire_le": FAR}
        ],
    }


def events(metiers: list[str], sectors: list[str]) -> dict[str, Data]:
    """Return one event for fifty trades, at most two dozen, far in the future."""
    return {
        f"evenement-{rank + 1:02}": _event(rank, metiers, sectors) for rank in range(min(24, 1 + len(metiers) // 50))
    }


def _event(rank: int, metiers: list[str], sectors: list[str]) -> Data:
    towns, names = places.departements(), [slugify(name) for name, _ in words.PUBLICS]
    return {
        "titre": f"Forum des ateliers, rendez-vous {rank + 1}",
        "type": "forum",
        "debut": f"2029-{rank % 12 + 1:02}-15",
        "fin": f"2029-{rank % 12 + 1:02}-16",
        "heure_debut": "09:00",
        "heure_fin": "17:30",
        "lieu": f"Halle numéro {rank + 1}",
        "territoires": [towns[rank % 13]],
        "publics": names[:3],
        "secteurs": [sectors[rank % len(sectors)]],
        "metiers": metiers[rank::17][:3],
        "presentation": paragraphs("On y rencontre des équipes et l'on y essaie des **gestes**.", words.PARAGRAPHS[0]),
        "organisateur": "Association de mesure",
        "adresse": f"https://exemple.fr/forums/{rank + 1}",
        "sources": [source("Programme de l'association")],
    }


def initiatives(sectors: list[str]) -> dict[str, Data]:
    """Return five actions."""
    return {
        f"initiative-{rank}": {
            "nom": f"Projet d'essai {rank}",
            "accroche": "Une classe invente un objet, le fabrique et le vend pendant une année.",
            "presentation": paragraphs(*words.PARAGRAPHS[:2]),
            "organisateur": "Association de mesure",
            "publics": [slugify(words.PUBLICS[0][0])],
            "secteurs": [sectors[rank % len(sectors)]],
            "adresse": f"https://exemple.fr/projets/{rank}",
            "rang": rank,
            "sources": [source("Site de l'association")],
        }
        for rank in range(1, 6)
    }


def briefs() -> dict[str, Data]:
    """Return one brief of films."""
    why = {"pourquoi": "Une raison de mesure, en une phrase.", "source": source("Règles de mesure")}
    return {
        "2026": {
            "titre": "Cahier des charges de mesure",
            "description": "Ce qu'un film de mesure doit être pour paraître.",
            "publics": [slugify(words.PUBLICS[0][0])],
            "presentation": paragraphs(*words.PARAGRAPHS[:2]),
            "duree": {"maximum": 180, **why},
            "fichier": {"conteneurs": ["mp4"], "codecs_video": ["h264"], "codecs_audio": ["aac"], **why},
            "image": {
                "orientation": "paysage",
                "plus_petite": {"largeur": 1280, "hauteur": 720},
                "plus_grande": {"largeur": 1920, "hauteur": 1080},
                "images_par_seconde": {"minimum": 24, "maximum": 30},
                **why,
            },
            "son": {"plus_faible": -24, "plus_fort": -16, **why},
            "sous_titres": {"signes_par_seconde": 17, "signes_par_ligne": 42, **why},
            "transcription": why,
            "musique": {"licences": ["Une musique composée par la classe"], **why},
            "credits": {"noms": "prenoms", "mentions": ["La classe et l'année."], **why},
            "interdits": list(words.RULES),
            "listes": [{"moment": "Avant de filmer", "points": list(words.RULES)}],
            "envoi": list(words.RULES),
            "sources": [source("Règles de mesure")],
            "revu_le": READ_ON,
        }
    }


def actors() -> dict[str, Data]:
    """Return one service in each department and one in each academy."""
    everywhere = [("cio", name) for name in places.departements()] + [("clee", name) for name in places.academies()]
    return {
        f"{function}-{place}": {
            "fonction": function,
            "nom": f"Service de mesure, {place}",
            "role": "Accueille les élèves et leurs familles, répond aux questions et prête des documents.",
            "territoires": [place],
            "publics": [slugify(words.PUBLICS[0][0])],
            "courriel": f"service@{place}.exemple.fr",
            "adresse": f"https://exemple.fr/services/{place}",
            "sources": [source("Annuaire de mesure")],
            "revu_le": READ_ON,
        }
        for function, place in everywhere
    }


def handbooks() -> dict[str, str]:
    """Return two long documents, by identifier."""
    texts = {}
    for rank, name in enumerate(("Préparer sa visite", "Accueillir une classe"), start=1):
        head = {
            "titre": name,
            "description": f"{name} : un document de mesure.",
            "publics": [slugify(words.PUBLICS[rank][0])],
            "rang": rank,
            "sources": [source("Expérience de mesure")],
            "revu_le": READ_ON,
        }
        texts[slugify(name)] = prose(head, words.PARAGRAPHS * 3)
    return texts


def pages() -> dict[str, str]:
    """Return three pages, by identifier."""
    texts = {}
    for rank, name in enumerate(("À propos", "Mode d'emploi", "Mentions légales"), start=1):
        head = {
            "titre": name,
            "description": f"{name} de ce guide de mesure.",
            "menu": "haut" if rank < 3 else "pied",
            "rang": rank,
        }
        texts[slugify(name)] = prose(head, words.PARAGRAPHS)
    return texts
