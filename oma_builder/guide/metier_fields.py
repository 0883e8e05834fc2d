"""The fields of a trade, a row each: what errata, comparison, open data and paper must know of them derives from here."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class MetierField:
    """What is known of one field of a trade, by the author's word, or by ours for what comes from the survey.

    `label` is what readers call it when they are told that it changed since an edition was printed; a field without one says
    nothing of the trade itself, and does not count there. `paper` holds its names on the sheet (`print/metiers.py`), `data`
    those of the open data that come from it (`web/dataset.py`), `compared` its rows of the comparison: a name of the
    catalogue or of the sheets (`web/catalogue.py`), and a heading.
    """

    word: str
    label: str = ""
    paper: tuple[str, ...] = ()
    data: tuple[str, ...] = ()
    compared: tuple[tuple[str, str], ...] = ()


METIER_FIELDS = (
    MetierField("titre", "nom du métier", ("title",), ("titre_masculin", "titre_feminin")),
    MetierField("titre_court"),
    MetierField("synonymes", "autres noms", ("synonyms",), ("synonymes",)),
    MetierField("mots_cles"),
    MetierField("accroche", "accroche", ("hook",), ("accroche",), (("accroche", "En une phrase"),)),
    MetierField(
        "acces", "diplôme demandé au départ", ("required",), ("acces",), (("acces", "Pour commencer les études"),)
    ),
    MetierField("niveau", "diplôme du métier", ("level",), ("niveau",), (("diplome", "Diplôme du métier"),)),
    MetierField("sans_diplome", "diplôme conseillé ou nécessaire", ("advised",), ("sans_diplome",)),
    MetierField("secteur", "secteur", ("sector",), ("secteur",), (("secteur", "Secteur"),)),
    MetierField("secteurs_associes", "autres secteurs", ("other-sectors",)),
    MetierField("rome", "code ROME", ("rome",), ("rome",)),
    MetierField("interets", "centres d’intérêt", ("interests",), ("interets",), (("interets", "Centres d’intérêt"),)),
    MetierField("missions", "missions", ("missions",), ("missions",), (("missions", "Ce qu’on y fait"),)),
    MetierField("journee", "journée type", ("day",)),
    MetierField(
        "conditions",
        "conditions de travail",
        ("places", "hours", "clothing", "constraints"),
        compared=(("lieux", "Où"), ("horaires", "Quand"), ("contraintes", "À savoir")),
    ),
    MetierField("cadre"),
    MetierField("competences", "compétences", ("skills",), ("competences",), (("competences", "Savoir-faire"),)),
    MetierField("qualites", "qualités", ("qualities",), ("qualites",), (("qualites", "Qualités"),)),
    MetierField("matieres", "matières utiles", ("subjects",), compared=(("matieres", "Matières utiles"),)),
    MetierField("etudes", "études", ("paths",), ("formations",), (("etudes", "Études"),)),
    MetierField("apprentissage", "apprentissage", ("apprenticeship",)),
    MetierField("reglementation", "accès réglementé", ("regulation",)),
    MetierField("employeurs", "employeurs", ("employers",), compared=(("employeurs", "Employeurs"),)),
    MetierField("salaire", "salaire", ("salary",), ("salaire",), (("salaire", "Salaire"),)),
    MetierField("recrutements", "recrutements prévus", ("demand",), ("recrutements",)),
    MetierField("recrute", "recrutement", ("claims",), ("recrute",)),
    MetierField("evolutions", "évolutions", ("prospects",)),
    MetierField("similaires", "métiers proches", ("similar",), ("similaires",)),
    MetierField("remplace"),
    MetierField("illustration", "image", ("picture",)),
    MetierField("genre_image"),
    MetierField("sources", paper=("sources",), data=("sources",)),
    MetierField("revu_le", paper=("reviewed",), data=("revu_le",)),
    MetierField("publication"),
)
"""Every field that an author may write, and what the survey of recruitments adds, in the order in which readers are told of them."""

COUNTED = {field.word: field for field in METIER_FIELDS if field.label}
"""Those whose change since an edition readers are told of, by the author's word."""
