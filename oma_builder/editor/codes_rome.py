"""The codes of problems with the files of ROME that are imported."""

from oma_builder.editor.codes_reading import Code

_DOWNLOAD = "Téléchargez de nouveau l’archive sur data.gouv.fr, et importez-la sans l’ouvrir dans un tableur."
_ONE_ARCHIVE = "Reprenez tous les fichiers d’une même archive."

IMPORT_ROME = (
    Code("import-rome-fichier", "Un fichier manque dans le dossier du ROME.", _DOWNLOAD),
    Code(
        "import-rome-version",
        "Ces fichiers sont ceux d’une autre version du ROME que celle du guide.",
        "Prenez l’archive de la version indiquée.",
    ),
    Code("import-rome-colonnes", "Un fichier n’a pas les colonnes du ROME : ce n’est pas le bon.", _DOWNLOAD),
    Code("import-rome-encodage", "Un fichier n’est pas en UTF-8.", _DOWNLOAD),
    Code("import-rome-ligne", "Une ligne n’a pas toutes ses cases : le fichier est incomplet.", _DOWNLOAD),
    Code("import-rome-double", "Un code figure deux fois dans un fichier.", _ONE_ARCHIVE),
    Code("import-rome-domaine", "Le grand domaine d’une fiche n’est pas celui de son code.", _ONE_ARCHIVE),
    Code("import-rome-incomplet", "Une fiche, une appellation ou une compétence manque dans un fichier.", _ONE_ARCHIVE),
    Code(
        "import-rome-code",
        "Aucune fiche du ROME n’a le code donné à `--seulement`.",
        "Cherchez-le par des mots : `python build.py rome coiffeur`.",
    ),
    Code(
        "import-rome-deja-la",
        "Une fiche du même nom existe déjà, et dit autre chose.",
        "Gardez-la, ou ajoutez `--replace` pour la perdre.",
    ),
)
