"""Every problem code: what it means and what to do, in the editors' French.

The generated tables of CONTRIBUTING.md come from here; `tests/test_docs.py` holds this list against the code.
"""

from collections.abc import Mapping

from oma_builder.editor.codes_agreement import AGREEMENT, AGREEMENT_OF_RELEASE
from oma_builder.editor.codes_reading import DATES, FIELDS, FILES, PERSONAL_DATA, TEXTS, WRITING, Code
from oma_builder.editor.codes_recruitment import IMPORT, RECRUITMENT
from oma_builder.editor.codes_rome import IMPORT_ROME
from oma_builder.editor.codes_stewardship import CONTACTS, EXTERNAL_LINKS
from oma_builder.editor.codes_tables import IMPORT_TABLES

_LINKS = (
    Code(
        "reference-invalide",
        "Ce n’est pas un nom de fichier : majuscule, accent, espace ou extension.",
        "Écrivez `soudeur`, pas `Soudeur.yaml`.",
    ),
    Code("reference-inconnue", "Aucun fichier ne porte ce nom.", "Vérifiez le nom ; la flèche propose le plus proche."),
    Code(
        "reference-autre-genre",
        "Ce fichier existe, mais dans un autre dossier que celui attendu ici.",
        "Donnez le nom d’un fichier du dossier indiqué.",
    ),
    Code("hors-occitanie", "Ce département n’est pas en Occitanie.", "Prenez l’un des treize, ou retirez la ligne."),
    Code(
        "lien-mal-forme",
        "Un lien ou une image ne respecte pas la forme `[texte](adresse)`.",
        "Rien entre `]` et `(`, pas d’espace dans l’adresse.",
    ),
    Code(
        "lien-sans-texte",
        "Rien n’est écrit entre les crochets d’un lien.",
        "Écrivez-y les mots sur lesquels on clique.",
    ),
    Code(
        "lien-inconnu",
        "La cible du lien n’a pas une forme connue.",
        "Voir [La mise en forme et les liens](#la-mise-en-forme-et-les-liens).",
    ),
    Code("lien-dangereux", "Le lien ferait exécuter du code ou ouvrir un fichier.", "Retirez-le."),
    Code("ancre-inconnue", "Après le `#`, aucun titre ne correspond.", "Prenez un titre proposé par la flèche."),
)

_IMAGES = (
    Code("image-introuvable", "L’image citée n’est pas dans `content/images/`.", "Déposez-la, ou corrigez le nom."),
    Code("chemin-refuse", "Ce n’est pas un simple nom d’image.", "Ni dossier, ni espace, ni accent, ni adresse."),
    Code(
        "image-sans-alt",
        "L’image d’une page n’a pas de description, ou une image n’a pour description qu’un nom de fichier.",
        "Écrivez ce qu’elle montre : dans une page, entre les crochets.",
    ),
    Code(
        "alt-redondant",
        "La description d’une image commence par « photo de » ou « image de ».",
        "Commencez par ce qu’on voit : qui ne voit pas l’image sait déjà que c’en est une.",
        is_warning=True,
    ),
    Code(
        "cadrage-invalide",
        "Le `cadrage` d’une image ne dit pas ce qu’il faut en garder.",
        "Un côté ou un coin, comme `haut` ou `bas droite`, ou deux pourcentages, comme `30 % 20 %`.",
    ),
    Code("image-deplacee", "Ce champ n’accepte pas d’image.", "Utilisez le champ `illustration`."),
    Code(
        "image-format",
        "L’extension ment : un PNG ou une photo HEIC de téléphone appelés `.jpg`, par exemple.",
        "Renommez l’image, ou exportez-la en JPEG comme le dit la flèche.",
    ),
    Code("image-illisible", "L’image est abîmée, ou n’en est pas une.", "Ouvrez-la et enregistrez-la à nouveau."),
    Code(
        "photo-localisee",
        "Une photo dit où elle a été prise (GPS). Le site ne le montre pas, mais Git garde le fichier tel quel.",
        "Nettoyez-la avant de l’enregistrer dans Git : `python build.py photo clean`, puis le nom du fichier.",
        is_warning=True,
    ),
    Code("image-trop-grande", "L’image a trop de pixels.", "Réduisez-la : 2 200 pixels de large suffisent."),
    Code(
        "photo-peu-definie",
        "L’édition pour l’imprimeur agrandit trop une photo.",
        "Donnez la photo d’origine, sans la réduire.",
        is_warning=True,
    ),
    Code(
        "svg-refuse",
        "Le dessin contient autre chose que des formes, pèse trop lourd ou n’a pas de taille.",
        "Voir [Les images](#les-images).",
    ),
)

_TRADES = (
    Code(
        "titre-en-double",
        "Deux fiches d’un même dossier ont le même titre ou le même nom (un événement, lui, peut revenir).",
        "Précisez l’un des deux.",
    ),
    Code(
        "rome-inconnu",
        "Ce code n’est pas dans la version du ROME que connaît le programme.",
        "Vérifiez-le sur le site de France Travail.",
        is_warning=True,
    ),
    Code(
        "rome-different",
        "Le code ROME est celui d’un métier qui porte un tout autre nom.",
        "Corrigez le code, ou ajoutez ce nom aux `synonymes`.",
        is_warning=True,
    ),
    Code(
        "profil-manquant",
        "La condition d’impression demande un profil ICC, et aucun n’est nommé.",
        "Demandez-le à l’imprimeur, déposez-le dans `assets/icc/`, et écrivez son nom dans `profil`.",
    ),
    Code(
        "interets-identiques",
        "L’intérêt secondaire est le même que le principal.",
        "Changez de lettre, ou retirez le second.",
    ),
    Code(
        "riasec-different",
        "L’intérêt principal ou secondaire n’est pas celui du ROME.",
        "Gardez-le si vous savez pourquoi.",
        is_warning=True,
    ),
    Code("salaire-incoherent", "Le salaire confirmé est plus bas que celui de début.", "Vérifiez les deux nombres."),
    Code("similaire-soi-meme", "Un métier est déclaré proche de lui-même.", "Supprimez la ligne."),
    Code(
        "niveau-different",
        "Le niveau d’un métier n’est pas celui du diplôme le plus bas qui l’ouvre dans ses études.",
        "Corrigez `niveau`, ou les études : `plus_loin: oui` marque les étapes dont on peut se passer.",
        is_warning=True,
    ),
    Code(
        "acces-different",
        "L’accès d’un métier n’est pas celui de ses études les plus ouvertes.",
        "Corrigez `acces` dans le métier, ou dans la formation.",
        is_warning=True,
    ),
    Code(
        "campus-sans-metier",
        "Un campus ne mène à aucun métier du guide, ni par son nom, ni par un secteur.",
        "Ajoutez `metiers` ou `secteurs`.",
        is_warning=True,
    ),
    Code(
        "codes-a-confirmer",
        "Des formations n’ont pas d’identifiant de l’ONISEP : leurs pages ne disent pas où se former.",
        "Cherchez-les sur onisep.fr et sur francecompetences.fr, puis écrivez `codes`.",
        is_information=True,
    ),
    Code(
        "etape-cachee",
        "Aucune des formations d’une étape n’est publiée. L’étape ne se verra pas.",
        "Publiez une formation, ou changez le parcours.",
        is_warning=True,
    ),
    Code(
        "formations-en-boucle",
        "Des champs `mene_a` tournent en rond : une formation finit par mener à elle-même.",
        "Retirez l’une des lignes indiquées.",
    ),
    Code("interet-en-double", "Deux centres d’intérêt ont la même lettre.", "Corrigez l’une des deux."),
    Code(
        "interet-manquant",
        "Il manque un ou plusieurs des six centres d’intérêt. La page « Ce qui m’intéresse » ne se verra pas.",
        "Remettez les fiches qui manquent.",
        is_warning=True,
    ),
    Code(
        "questions-absentes",
        "Un centre d’intérêt n’a pas de questions, alors que d’autres en ont. La page « Ce qui m’intéresse » ne se verra pas.",
        "Écrivez ses trois questions, ou retirez celles des autres.",
        is_warning=True,
    ),
    Code(
        "duree-immersion",
        "Une immersion de personnels n’a pas de durée, ou dure plus de 5 jours.",
        "Donnez `jours`, de 1 à 5.",
    ),
)

_EDITIONS = (
    Code(
        "code-en-double",
        "Deux fiches de métiers auraient la même adresse courte : le hasard l’a voulu.",
        "Changez un peu le nom du fichier indiqué ; gardez celui qui est déjà imprimé.",
    ),
    Code(
        "remplace-existant",
        "Une fiche dit en remplacer une autre, qui existe encore.",
        "Supprimez l’ancienne, ou retirez la ligne.",
    ),
    Code("remplace-en-double", "Deux fiches en remplacent une même.", "Gardez la ligne dans une seule fiche."),
    Code(
        "adresse-perdue",
        "Une fiche de métier a changé de nom : ses anciennes adresses, gardées ou imprimées, ne mènent plus à rien. "
        "Vu par Git, dans le dernier enregistrement et ce qui l’a suivi.",
        "Ajoutez `remplace` à la fiche, avec son ancien nom.",
        is_warning=True,
    ),
    Code(
        "imprime-disparu",
        "Une fiche imprimée dans une édition enregistrée n’existe plus, et aucune ne la remplace.",
        "Voir [Les éditions imprimées](#les-éditions-imprimées).",
        is_warning=True,
    ),
    Code(
        "code-court",
        "Dans une édition enregistrée, un code n’a pas cinq signes possibles.",
        "Ne modifiez pas ces fichiers à la main.",
    ),
    Code(
        "empreinte-invalide",
        "Une empreinte est abîmée, dans une édition enregistrée ou dans la fiche d’un film.",
        "Ne modifiez pas à la main ce que le programme a écrit.",
    ),
)

_TERRITORIES = (
    Code(
        "secteur-vide",
        "Un secteur n’a aucun métier publié.",
        "Ajoutez un métier, ou passez le secteur en brouillon.",
        is_warning=True,
    ),
    Code(
        "couleur-en-double",
        "Deux secteurs ont la même couleur, alors que d’autres sont libres.",
        "Prenez l’une des couleurs libres.",
        is_warning=True,
    ),
    Code(
        "territoire-inconnu",
        "Ce code n’est pas celui d’un territoire d’Occitanie de ce type, ou pas celui de ce département.",
        "Prenez l’un des codes proposés.",
    ),
    Code("territoire-en-double", "Deux territoires de même type ont le même code.", "Corrigez l’un des deux."),
    Code(
        "departement-attendu",
        "Une offre d’accueil ou un campus nomme une région ou une académie.",
        "Donnez le nom de fichier d’un département.",
    ),
    Code(
        "rattachement",
        "Le territoire du dessus manque, n’est pas du bon type ou n’est pas le bon.",
        "Un département se rattache à son académie, une académie à la région.",
    ),
)

_ACCESSIBILITY = (
    Code("critere-inconnu", "Ce numéro n’est pas celui d’un critère du RGAA.", "Écrivez-le comme `1.1` ou `10.12`."),
    Code("critere-en-double", "Le même critère est jugé deux fois.", "Gardez l’un des deux."),
    Code("critere-manquant", "Des critères du RGAA ne sont pas jugés.", "Ajoutez-les, s’il le faut `non-verifie`."),
    Code("controle-incoherent", "Un critère est jugé sans contrôle, ou l’inverse.", "Ajoutez-le, ou retirez-le."),
    Code("correction-absente", "Un critère n’est pas respecté, sans suite prévue.", "Ajoutez `prevu` et son délai."),
    Code("audit-ancien", "Le contrôle est trop vieux.", "Refaites-le, puis changez sa date.", is_information=True),
)

_GLOSSARY = (
    Code("terme-en-double", "Un mot du glossaire est expliqué deux fois.", "Gardez une seule définition."),
    Code("terme-inconnu", "Un champ `voir` nomme un mot que le glossaire n’a pas.", "Corrigez-le, ou ajoutez ce mot."),
    Code("terme-soi-meme", "Un mot du glossaire renvoie à lui-même.", "Retirez-le du champ `voir`."),
    Code(
        "definition-sans-source",
        "Une définition donne un nombre ou une règle de droit, et rien ne dit d’où elle vient.",
        "Ajoutez `sources`, ou retirez ce qui est à prouver.",
    ),
)

_SEARCH = (
    Code(
        "envie-en-double",
        "Une envie porte le nom d’une autre, ou deux envies (ou deux expressions) ont le même mot.",
        "Gardez l’un des deux : la recherche ne saurait pas lequel suivre.",
    ),
    Code(
        "envie-sans-critere",
        "Rien ne dit quels métiers répondent à une envie.",
        "Donnez au moins un indice, un thème, un secteur, un niveau ou un accès.",
    ),
)

_FILMS = (
    Code(
        "film-sans-lieu",
        "Rien ne dit où se trouve un film : ni `fichier`, ni `peertube`, ni `adresse`.",
        "Préparez-le avec `python build.py film prepare`, ou donnez son adresse.",
    ),
    Code(
        "film-absent",
        "Un film préparé, ou son affiche, n’est pas dans le dossier `films/` de cet ordinateur.",
        "Copiez-le dans ce dossier, ou nommez votre dépôt dans `site.yaml`.",
        is_warning=True,
    ),
    Code(
        "film-different",
        "Le fichier du dossier `films/` n’est pas celui que décrit la fiche.",
        "Copiez le bon film, ou préparez celui-ci à nouveau.",
    ),
    Code(
        "film-non-prepare",
        "Un film publié dit encore d’où il vient, ou n’est pas de ceux que tout navigateur lit.",
        "Préparez-le : `python build.py film prepare`.",
    ),
    Code("film-en-double", "Deux fiches décrivent le même film.", "Supprimez l’une des deux."),
    Code(
        "film-hors-cahier",
        "Un film ne suit pas son cahier des charges : trop long, ou sans sous-titres.",
        "Voyez avec la classe ; `python build.py film check` dit tout ce qui ne va pas.",
        is_warning=True,
    ),
    Code(
        "peertube-inconnu",
        "Un film est sur un autre serveur PeerTube que celui du guide, ou son adresse n’est pas celle d’un film.",
        "Nommez le serveur dans `site.yaml`, et copiez l’adresse de la page du film.",
    ),
    Code("sous-titres-seuls", "Des sous-titres n’ont pas de fiche du même nom.", "Renommez-les, ou supprimez-les."),
    Code(
        "sous-titres-invalides",
        "Des sous-titres ne se lisent pas : temps mal écrits, en désordre, ou au-delà de la fin du film.",
        "Corrigez la ligne indiquée, ou exportez-les à nouveau en WebVTT.",
    ),
    Code(
        "sous-titres-a-reprendre",
        "Des sous-titres se chevauchent, passent trop vite ou sont trop longs.",
        "Corrigez la ligne indiquée.",
        is_warning=True,
    ),
)

_RELEASE = (
    Code("audit-absent", "Il n’y a pas de fichier `accessibilite.yaml`.", "Notez-y le contrôle des 106 critères."),
    Code(
        "exemple-a-retirer",
        "Une fiche porte `exemple: oui` : elle est inventée.",
        "Remplacez-la par une vraie fiche, passez-la en brouillon, ou supprimez-la.",
    ),
    Code(
        "a-completer",
        "Un texte dit encore « à compléter », ou `site.yaml` a une adresse provisoire.",
        "Écrivez ce qui manque.",
    ),
)

SECTIONS: Mapping[str, tuple[Code, ...]] = {
    "Les fichiers et les dossiers": FILES,
    "L’écriture du fichier": WRITING,
    "Les champs": FIELDS,
    "Les dates et les heures": DATES,
    "Les textes": TEXTS,
    "Les données des personnes": PERSONAL_DATA,
    "Les liens et les renvois": _LINKS,
    "Les messages sur les images": _IMAGES,
    "Les métiers et les études": _TRADES,
    "Le guide imprimé et ses éditions": _EDITIONS,
    "Les secteurs et les territoires": _TERRITORIES,
    "Les accords et la convention": AGREEMENT,
    "L’accessibilité": _ACCESSIBILITY,
    "Le glossaire": _GLOSSARY,
    "La recherche": _SEARCH,
    "Les messages sur les films": _FILMS,
    "Les recrutements": RECRUITMENT,
    "Seulement avec --release": (*_RELEASE, *AGREEMENT_OF_RELEASE),
    "Seulement avec import bmo": IMPORT,
    "Seulement avec import rome": IMPORT_ROME,
    "Seulement avec import csv et import onisep": IMPORT_TABLES,
    "Seulement avec une liste de contacts": CONTACTS,
    "Seulement avec links": EXTERNAL_LINKS,
}
"""The codes by subject, in the order of the editors' guide."""
