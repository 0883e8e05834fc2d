"""The codes of what a file says by itself: its name, its writing, its fields, its dates, its texts."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Code:
    """One kind of problem; a warning does not stop a build, an information not even a strict one."""

    name: str
    meaning: str
    remedy: str
    is_warning: bool = False
    is_information: bool = False


FILES = (
    Code("site-absent", "`content/site.yaml` n’existe pas.", "Remettez-le, par exemple depuis une copie."),
    Code(
        "fichier-inattendu",
        "Ce fichier ou ce dossier n’a pas sa place ici : mauvais dossier, mauvaise extension, extension en majuscules.",
        "Déplacez-le, renommez-le ou retirez-le de `content/`.",
    ),
    Code(
        "mauvais-dossier",
        "La fiche est celle d’un autre genre que les fiches de ce dossier : un métier dans `secteurs/`, par exemple.",
        "Déplacez-la dans le dossier indiqué.",
    ),
    Code("fichier-vide", "Le fichier ne contient rien, ou seulement des notes.", "Remplissez-le ou supprimez-le."),
    Code(
        "fichier-trop-gros",
        "Le fichier dépasse 1 Mo pour un texte, 50 Mo pour une image.",
        "Coupez le texte, ou réduisez l’image.",
    ),
    Code(
        "pas-un-fichier",
        "Un dossier, par exemple, porte le nom d’un fichier.",
        "Sortez-le de `content/`, ou mettez un vrai fichier à sa place.",
    ),
    Code("lien-symbolique", "C’est un raccourci vers un autre fichier.", "Copiez le fichier lui-même à cet endroit."),
    Code(
        "nom-interdit",
        "Le nom a des majuscules, des accents ou des espaces, dépasse 60 caractères, ou est réservé par Windows.",
        "Renommez-le : minuscules, chiffres, tirets.",
    ),
    Code(
        "nom-en-double",
        "Deux noms ne diffèrent que par une majuscule ou un accent.",
        "Sortez la copie, ou renommez-la.",
    ),
    Code(
        "chemins-en-collision",
        "Deux fichiers donneraient la même adresse du site, ou une page prend un nom réservé.",
        "Renommez celui que le message désigne.",
    ),
)

WRITING = (
    Code(
        "encodage",
        "Le fichier n’est pas enregistré en UTF-8, ou ce n’est pas du texte.",
        "« Enregistrer sous », puis encodage UTF-8.",
    ),
    Code(
        "texte-abime",
        "Des accents ont été abîmés par un mauvais encodage : `Ã©`, `&egrave;`, ou un « ? » au milieu d’un mot.",
        "Retapez ces mots, ou repartez du fichier d’origine, enregistré en UTF-8.",
    ),
    Code(
        "caractere-invisible",
        "Un signe invisible, souvent venu d’un copier-coller, s’est glissé dans le texte.",
        "Effacez la ligne et retapez-la.",
    ),
    Code(
        "conflit-git",
        "Deux versions du fichier ont été mélangées.",
        "Gardez la bonne, et supprimez les lignes `<<<<<<<`, `=======` et `>>>>>>>`.",
    ),
    Code(
        "yaml-syntaxe",
        "La ligne n’est pas écrite comme il faut : retrait, tabulation, deux-points, guillemet.",
        "Lisez la ligne **et celle du dessus**. Mettez le texte entre guillemets s’il contient « : ».",
    ),
    Code(
        "entete-absente",
        "Une page ou un guide n’a pas son en-tête entre deux lignes `---`.",
        "Ajoutez les deux lignes autour des champs.",
    ),
    Code("pas-une-fiche", "Le fichier ne contient pas de lignes `champ: valeur`.", "Partez de la copie d’une fiche."),
    Code("plusieurs-documents", "Une ligne `---` commence une seconde fiche.", "Une fiche par fichier."),
    Code("cle-en-double", "Le même champ est écrit deux fois.", "Gardez l’un des deux."),
    Code("cle-invalide", "Le nom d’un champ n’est pas un mot.", "Écrivez `champ: valeur`."),
    Code(
        "ancre-interdite",
        "Un texte commence par `&` ou `*`, ce qui a un sens spécial.",
        "Mettez le texte entre guillemets, ou recopiez-le en entier.",
    ),
    Code(
        "etiquette-interdite",
        "Un texte commence par `!`, ce qui a un sens spécial.",
        "Mettez le texte entre guillemets.",
    ),
    Code("imbrication", "Il y a plus de 12 retraits les uns dans les autres.", "Revenez à la forme d’une fiche."),
    Code(
        "ligne-avalee",
        "Un retrait de trop : l’élément ou le champ écrit sur cette ligne est pris pour la suite du texte du dessus.",
        "Retirez les espaces de trop au début de la ligne.",
    ),
    Code(
        "texte-coupe",
        "Ce qui suit ` #` sur une ligne est une remarque, que personne ne verra.",
        "Mettez le texte entre guillemets, ou la remarque sur sa propre ligne.",
        is_warning=True,
    ),
)

FIELDS = (
    Code("champ-manquant", "Un champ obligatoire n’est pas là.", "Ajoutez-le, à l’endroit indiqué."),
    Code(
        "brouillon-inacheve",
        "Un brouillon n’a pas encore tous ses champs obligatoires, ou l’une de ses listes est trop courte. Le reste se construit sans lui.",
        "Écrivez-les avant de le publier.",
        is_information=True,
    ),
    Code(
        "source-manquante",
        "Une affirmation (salaire, recrutement, règle, label…) n’a pas de source.",
        "Ajoutez `source` avec `titre` et `date`, ou retirez l’affirmation.",
    ),
    Code(
        "mise-en-forme",
        "Un champ court ou une phrase contient `**` ou un lien.",
        "Retirez ces signes, ou écrivez ce texte dans un champ qui accepte la mise en forme.",
    ),
    Code(
        "champ-inconnu",
        "Ce nom de champ n’existe pas : faute de frappe ou mauvais retrait.",
        "Corrigez le nom, ou vérifiez le retrait.",
    ),
    Code("champ-vide", "Le champ n’a pas de valeur.", "Remplissez-le, ou supprimez la ligne s’il est facultatif."),
    Code(
        "type-inattendu",
        "Un texte est là où il faut une liste, ou l’inverse. Souvent, un « : » coupe le texte.",
        "Suivez la flèche ; essayez les guillemets.",
    ),
    Code("choix-invalide", "La valeur ne fait pas partie des choix possibles.", "Prenez un choix proposé."),
    Code("oui-ou-non", "La réponse n’est ni `oui` ni `non`.", "Écrivez l’un des deux."),
    Code("liste-trop-courte", "Il manque des éléments.", "Complétez la liste."),
    Code("liste-trop-longue", "Il y a trop d’éléments.", "Gardez les plus importants."),
    Code("doublon", "Deux éléments d’une liste sont identiques.", "Supprimez l’un des deux."),
    Code("texte-trop-long", "Le texte dépasse la limite du champ.", "Raccourcissez-le."),
    Code(
        "nombre-invalide",
        "Ce n’est pas un nombre entier, ou il sort des limites.",
        "Seulement des chiffres, sans espace ni unité.",
    ),
    Code(
        "adresse-invalide",
        "Ce n’est pas une adresse en `https://`, ou pas une adresse électronique.",
        "Copiez l’adresse depuis le navigateur.",
    ),
    Code(
        "depot-forme",
        "Ce n’est pas le nom d’un dépôt, d’une branche ou d’une application.",
        "Copiez-le depuis la page du dépôt, sans `https://`.",
    ),
    Code(
        "profil-forme",
        "Ce n’est pas le nom d’un profil ICC.",
        "Écrivez le nom du fichier que l’imprimeur a donné, déposé dans `assets/icc/`.",
    ),
    Code("rome-forme", "Le code ROME n’a pas la bonne forme.", "Une lettre de A à N et quatre chiffres."),
    Code(
        "onisep-forme",
        "L’identifiant de l’ONISEP n’a pas la bonne forme.",
        "`FOR`, un point et ses chiffres : `FOR.2246`.",
    ),
    Code("rncp-forme", "Le code RNCP n’a pas la bonne forme.", "`RNCP` et ses chiffres, sans espace : `RNCP37537`."),
    Code(
        "siret-invalide",
        "Le numéro SIRET n’a pas quatorze chiffres, ou l’un d’eux est faux.",
        "Recopiez-le depuis un document de l’entreprise.",
    ),
    Code(
        "uai-invalide",
        "Le code UAI n’a pas sept chiffres et une lettre, ou l’un d’eux est faux.",
        "Recopiez-le depuis l’annuaire de l’Éducation nationale.",
    ),
    Code("code-territoire", "Le code d’un territoire n’a pas deux chiffres.", "Écrivez `09`, `31`…"),
)

DATES = (
    Code("date-invalide", "La date n’a pas la bonne forme, ou ce jour n’existe pas.", "Écrivez `2026-09-01`."),
    Code("heure-invalide", "L’heure n’a pas la bonne forme, ou n’existe pas.", "Écrivez `09:30`."),
    Code("date-future", "La date d’une source ou d’une relecture est après aujourd’hui.", "Corrigez la date."),
    Code(
        "periode-inversee", "La fin d’une publication ou d’une règle vient avant son début.", "Échangez les deux dates."
    ),
    Code(
        "evenement-inverse",
        "Un événement finit avant de commencer, ou n’a qu’une heure de fin.",
        "Corrigez la date ou l’heure fausse ; après minuit, `fin` est le lendemain ; ou ajoutez `heure_debut`.",
    ),
    Code(
        "evenement-douteux",
        "L’année d’un événement semble fausse : il dure plus d’un an, finit avant que sa source ait été lue, ou commence "
        "plus de trois ans après.",
        "Vérifiez l’année.",
        is_warning=True,
    ),
    Code(
        "publication-douteuse",
        "L’année d’une publication semble fausse : elle finit avant que la fiche ait été écrite, ou commence plus de "
        "trois ans après.",
        "Vérifiez l’année. Pour cacher une fiche : `etat: brouillon`.",
        is_warning=True,
    ),
    Code(
        "label-incoherent",
        "Le label d’un campus finit avant de commencer, ou dure plus de cinq ans.",
        "Vérifiez ses deux dates dans la source.",
    ),
    Code(
        "evenement-passe",
        "Un événement est passé. Il n’est plus montré.",
        "Supprimez-le, ou donnez les dates de la prochaine fois.",
        is_information=True,
    ),
    Code(
        "rien-a-montrer",
        "Un secteur n’a aujourd’hui aucun métier à montrer, ou une étape aucune formation : leurs dates de publication le veulent.",
        "Voyez ces dates : c’est voulu, ou ce sont elles qu’il faut changer.",
        is_information=True,
    ),
    Code(
        "fiche-ancienne",
        "La fiche n’a pas été revue depuis longtemps.",
        "Relisez-la, puis changez `revu_le`.",
        is_information=True,
    ),
    Code(
        "regle-perimee",
        "Une règle n’est plus en vigueur. Elle n’est plus montrée.",
        "Cherchez celle qui la remplace : texte, source et dates.",
        is_information=True,
    ),
    Code(
        "label-expire",
        "Le label d’un campus a pris fin. Le campus n’est plus montré.",
        "Vérifiez s’il a été renouvelé, ou supprimez-le.",
        is_information=True,
    ),
    Code(
        "accueil-expire",
        "Une offre d’accueil a pris fin. Elle n’est plus montrée.",
        "Prolongez-la avec l’accord de l’organisme, ou supprimez-la.",
        is_information=True,
    ),
    Code(
        "film-retire",
        "L’autorisation d’un film manque, a pris fin ou a été retirée. Le film n’est plus montré.",
        "Demandez une autorisation, ou supprimez le film : `python build.py rights` donne la liste.",
        is_information=True,
    ),
)

TEXTS = (
    Code(
        "guillemet-seul",
        'Un guillemet droit `"` n’a pas son second dans le paragraphe.',
        "Retirez-le, ou ajoutez l’autre. Des pouces s’écrivent `″`.",
    ),
    Code(
        "marque-visible",
        "Un signe de mise en forme n’a pas été compris : il se verrait tel quel.",
        "Écrivez ce qu’indique le message, ou, dans un texte long, `\\*`, `\\[`… pour le signe lui-même.",
        is_warning=True,
    ),
    Code(
        "liste-involontaire",
        "Une ligne commence par un grand nombre et un point, comme `2026.` : elle devient une liste numérotée.",
        "Commencez-la par un mot, ou écrivez `2026\\.`.",
    ),
    Code(
        "orthographe",
        "Un mot n’est pas dans le dictionnaire. Ce n’est jamais une erreur, même avec `--strict`.",
        "Corrigez-le. Un mot juste s’ajoute à [`orthographe.yaml`](#les-mots-du-correcteur--contentorthographeyaml).",
        is_warning=True,
    ),
    Code("mot-invalide", "Une ligne de `orthographe.yaml` n’est pas un mot.", "Un mot par ligne."),
    Code(
        "ecriture-abregee",
        "Une forme abrégée au masculin et au féminin a été trouvée.",
        "Écrivez les deux mots en entier.",
    ),
    Code(
        "vouvoiement",
        "Un texte pour les élèves (métier, secteur, centre d’intérêt) dit « vous » à qui le lit, et jamais « tu ».",
        "Dites « tu ». Un « vous » de plusieurs personnes se comprend à côté d’un « tu » ; une citation se met entre « et ».",
        is_warning=True,
    ),
    Code(
        "tutoiement",
        "Un texte lu par des adultes (un public dont le `pronom` est `vous`, le `vous` d’une règle) dit « tu », ou une règle n’a pas de texte pour eux.",
        "Dites « vous », ou parlez de « l’élève ». Une règle qui dit « tu » prend un champ `vous`, avec le même texte pour les adultes.",
        is_warning=True,
    ),
    Code(
        "caractere-impossible",
        "Un émoji, un signe rare ou invisible ne peut pas être imprimé.",
        "Écrivez le mot comme l’indique le message, ou remplacez le signe par des mots.",
    ),
    Code("html-interdit", "Le texte contient une balise HTML ou un commentaire `<!-- -->`.", "Écrivez en Markdown."),
    Code(
        "titre-niveau",
        "Un titre saute un niveau, ou commence par un seul `#`.",
        "Commencez par le nombre de `#` indiqué.",
    ),
    Code(
        "titre-vide",
        "Un titre n’a pas de mots : il n’y a rien après les `#`, ou seulement une image.",
        "Écrivez le titre, ou retirez les `#`.",
    ),
    Code("titre-deplace", "Ce champ n’accepte pas de titre.", "Écrivez un paragraphe, ou du gras."),
    Code(
        "fiche-trop-longue",
        "La fiche prend plus de pages que le guide imprimé ne lui en donne : deux.",
        "Raccourcissez-la du nombre de signes indiqué.",
    ),
    Code(
        "page-trop-lourde",
        "Une page compte trop d’éléments, de fichiers ou d’octets.",
        "Raccourcissez la fiche. Si elle montre surtout ce qui vient d’autres fiches, prévenez le projet.",
        is_warning=True,
    ),
    Code(
        "gabarit-trop-lourd",
        "L’en-tête, le pied ou le gabarit des pages compte trop d’éléments : vos textes n’y sont pour rien.",
        "Prévenez la personne qui programme.",
        is_information=True,
    ),
    Code("code-trop-lourd", "Les styles ou les scripts du site pèsent trop.", "Prévenez la personne qui programme."),
)

PERSONAL_DATA = (
    Code(
        "telephone",
        "Un numéro de téléphone est écrit dans le fichier, même dans une remarque.",
        "Retirez-le. S’il est déjà en ligne, prévenez la personne responsable du projet.",
    ),
    Code(
        "courriel-personnel",
        "Une adresse électronique semble être celle d’une personne.",
        "Donnez une adresse de fonction : `contact@…`, `stages@…`.",
    ),
    Code(
        "dossier-invalide",
        "La référence d’une autorisation n’est pas un numéro de dossier.",
        "Donnez un numéro qui ne dit rien des personnes, jamais un nom.",
    ),
    Code(
        "personne-nommee",
        "Un accueil, un acteur, un campus, un événement, un film ou une initiative semble nommer une personne.",
        "Nommez la fonction ou le service.",
    ),
)
