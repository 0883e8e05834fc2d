"""The codes of problems with the survey of recruitments: in the content, and in the file that is imported."""

from oma_builder.editor.codes_reading import Code

_IMPORT_AGAIN = "Refaites-le avec `python build.py import bmo`, puis le fichier de France Travail."
_DOWNLOAD = "Téléchargez-le de nouveau sur data.gouv.fr, et importez-le sans l’ouvrir dans un tableur."

RECRUITMENT = (
    Code("chiffres-invalides", "Les chiffres d’un métier de l’enquête n’ont pas la forme attendue.", _IMPORT_AGAIN),
    Code("recrutement-futur", "Une enquête est d’une année qui n’est pas encore venue.", _IMPORT_AGAIN),
    Code(
        "recrutement-en-double",
        "Une année de l’enquête est dans deux fichiers, ou un métier y figure deux fois.",
        "Gardez le fichier qui porte le nom de l’année, comme `2025.yaml`.",
    ),
    Code("recrutement-somme", "Des chiffres ont été modifiés à la main : ils ne s’additionnent plus.", _IMPORT_AGAIN),
    Code(
        "recrutement-ancien",
        "Une nouvelle enquête doit être parue, ou celle-ci est trop vieille pour être montrée.",
        "Importez la plus récente : `python build.py import bmo`.",
        is_information=True,
    ),
    Code("fap-forme", "Ce n’est pas un code de métier de l’enquête.", "Prenez-le dans `recrutement/<année>.yaml`."),
    Code(
        "correspondance-incomplete",
        "Il manque un champ à une correspondance.",
        "`meme_metier` demande `fap` et `personnes`, `famille` demande `fap` et `famille`, `aucune` demande `raison`.",
    ),
    Code("correspondance-en-double", "Une fiche a deux correspondances.", "Gardez-en une."),
    Code(
        "correspondance-interdite",
        "La table officielle ne mène pas du code ROME de la fiche à ce métier de l’enquête.",
        "Prenez l’un des codes que donne la flèche, ou écrivez `lien: aucune`.",
    ),
    Code(
        "correspondance-a-relire",
        "Le code ROME d’une fiche a changé depuis qu’on a choisi sa correspondance.",
        "Relisez-la, puis notez le nouveau code et le jour.",
        is_warning=True,
    ),
    Code(
        "correspondance-inconnue",
        "L’enquête la plus récente n’a pas de métier de ce code.",
        "Corrigez-le, ou écrivez `lien: aucune`.",
        is_warning=True,
    ),
    Code(
        "correspondance-absente",
        "Une fiche n’a pas de correspondance : aucun chiffre ne s’y montre.",
        "Ajoutez-la à `recrutement/correspondances.yaml`.",
        is_information=True,
    ),
)

IMPORT = (
    Code("bmo-illisible", "Ce n’est pas un classeur `.xlsx`, ou il est abîmé.", _DOWNLOAD),
    Code("bmo-colonnes", "Ce classeur n’a pas les colonnes de l’enquête.", _DOWNLOAD),
    Code("bmo-annee", "L’année manque, se contredit, ou n’est pas encore venue.", "Prenez un fichier par année."),
    Code(
        "bmo-nomenclature",
        "Les codes des métiers ne sont pas ceux de la FAP-2021.",
        "Prenez l’enquête de 2024 ou d’après.",
    ),
    Code("bmo-region", "Aucune ligne n’est celle de l’Occitanie, ou l’une d’elles se contredit.", _DOWNLOAD),
    Code("bmo-nombre", "Une case n’est ni un nombre entier, ni `*`.", _DOWNLOAD),
    Code("bmo-totaux", "Le total de la région est invraisemblable : une partie manque, ou y est deux fois.", _DOWNLOAD),
    Code(
        "bmo-deja-importe",
        "Cette année est déjà dans le guide, avec d’autres chiffres.",
        "Si France Travail les a corrigés, ajoutez `--replace`.",
    ),
)
