"""The codes of problems with tables that become drafts."""

from oma_builder.editor.codes_reading import Code

IMPORT_TABLES = (
    Code(
        "import-csv-illisible",
        "Le fichier n’est pas un tableau CSV : un classeur Excel, un guillemet jamais fermé, un fichier vide.",
        "Dans le tableur, choisissez « Enregistrer sous », puis « CSV UTF-8 ».",
    ),
    Code(
        "import-csv-colonne",
        "Une colonne ne porte le nom d’aucun champ, ou figure deux fois.",
        "Prenez le nom proposé ; `import csv --modele metiers` les donne tous.",
    ),
    Code(
        "import-csv-ligne",
        "Une case n’est dans aucune colonne, ou une ligne n’a pas de titre.",
        "Écrivez le titre ; entourez de guillemets un texte qui contient le séparateur.",
    ),
    Code("import-csv-double", "Deux lignes donneraient le même fichier.", "Gardez-en une, ou changez un titre."),
    Code(
        "import-csv-deja-la",
        "Le guide a déjà cette fiche, par son nom ou par un code ROME, RNCP ou Onisep : elle reste comme elle est.",
        "Complétez-la à la main.",
        is_information=True,
    ),
    Code(
        "import-onisep-colonnes",
        "Ce tableau n’est ni Idéo-Métiers, ni Idéo-Formations initiales en France.",
        "Téléchargez l’un des deux, en CSV, sur opendata.onisep.fr.",
    ),
)
