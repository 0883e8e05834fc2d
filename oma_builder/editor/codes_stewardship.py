"""The codes of problems with lists of contacts and with external links."""

from oma_builder.editor.codes_reading import Code

_SAVE_AGAIN = "Ouvrez la liste dans un tableur, et enregistrez-la en `.xlsx` ou en « CSV UTF-8 »."

CONTACTS = (
    Code("contacts-illisible", "Le fichier n’est ni un classeur ni un CSV entier.", _SAVE_AGAIN),
    Code(
        "contacts-colonnes",
        "Une colonne manque, ou y est deux fois.",
        "Partez du modèle : `python build.py contacts template`, puis le nom d’un nouveau fichier.",
    ),
    Code(
        "contacts-colonne-inconnue",
        "Une colonne n’est pas de celles d’une liste de contacts : elle n’est pas lue. Un titre fusionné ne vaut que pour sa première colonne.",
        "Corrigez le titre ou, mieux, retirez la colonne : moins une liste en dit, mieux c’est.",
        is_warning=True,
    ),
    Code("contacts-ligne", "Une ligne a plus de cases que de titres.", "Mettez entre guillemets le texte qui contient le séparateur."),
    Code("contacts-case-vide", "Une case à remplir toujours est vide.", "Remplissez-la, ou retirez la ligne."),
    Code("contacts-valeur", "Une case ne contient pas ce que sa colonne demande.", "La flèche dit la forme attendue."),
    Code(
        "contacts-formule",
        "Une case commence comme une formule. Elle n’est jamais calculée ; elle sera écrite comme un texte.",
        "Mettez la valeur à sa place.",
        is_warning=True,
    ),
    Code(
        "contacts-doublon",
        "La même personne, semble-t-il, est sur deux lignes, peut-être sous deux écritures.",
        "Si c’est bien elle, gardez la ligne à jour.",
        is_warning=True,
    ),
    Code(
        "contacts-a-purger",
        "Des contacts ne doivent plus être gardés.",
        "Lancez `python build.py contacts purge`, puis le nom du fichier.",
        is_information=True,
    ),
    Code(
        "contacts-publies",
        "Avec `--guard`, un fichier du site dirait le nom, l’adresse ou le téléphone d’une personne de la liste. Rien n’est écrit.",
        "Retirez-le du contenu.",
    ),
)  # fmt: skip

EXTERNAL_LINKS = (
    Code("lien-externe-mort", "Le serveur dit que la page n’existe plus (réponse 404 ou 410).", "Remplacez l’adresse, ou retirez le lien."),
    Code(
        "lien-externe-deplace",
        "La page a déménagé pour de bon, et le serveur dit où.",
        "Écrivez la nouvelle adresse, après l’avoir ouverte.",
        is_warning=True,
    ),
    Code(
        "lien-externe-incertain",
        "Le serveur refuse, ne répond pas, ou son certificat n’est pas bon : une machine ne peut pas en dire plus.",
        "Ouvrez la page dans un navigateur.",
        is_information=True,
    ),
)  # fmt: skip
