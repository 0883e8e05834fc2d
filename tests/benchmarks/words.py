"""The small French vocabulary that synthetic trades are made of."""

Pair = tuple[str, str]

TITLES: tuple[Pair, ...] = (
    ("Technicien", "Technicienne"),
    ("Conseiller", "Conseillère"),
    ("Opérateur", "Opératrice"),
    ("Ouvrier", "Ouvrière"),
    ("Assistant", "Assistante"),
    ("Animateur", "Animatrice"),
    ("Formateur", "Formatrice"),
    ("Contrôleur", "Contrôleuse"),
    ("Monteur", "Monteuse"),
    ("Vendeur", "Vendeuse"),
    ("Gestionnaire", "Gestionnaire"),
    ("Spécialiste", "Spécialiste"),
    ("Ingénieur", "Ingénieure"),
    ("Dessinateur", "Dessinatrice"),
    ("Acheteur", "Acheteuse"),
    ("Réparateur", "Réparatrice"),
    ("Installateur", "Installatrice"),
    ("Agent", "Agente"),
    ("Chargé d'études", "Chargée d'études"),
    ("Responsable", "Responsable"),
    ("Éclairagiste", "Éclairagiste"),
    ("Jardinier", "Jardinière"),
    ("Laborantin", "Laborantine"),
    ("Programmeur", "Programmeuse"),
    ("Restaurateur", "Restauratrice"),
    ("Surveillant", "Surveillante"),
    ("Urbaniste", "Urbaniste"),
    ("Zootechnicien", "Zootechnicienne"),
    ("Bottier", "Bottière"),
    ("Fabricant", "Fabricante"),
    ("Hydrologue", "Hydrologue"),
)

DOMAINS = (
    "métallurgie", "hydraulique", "horlogerie", "robotique", "viticulture", "apiculture", "menuiserie", "plasturgie",
    "maroquinerie", "verrerie", "céramique", "cartographie", "imprimerie", "reliure", "optique", "acoustique",
    "logistique", "biscuiterie", "fromagerie", "charcuterie", "pisciculture", "sylviculture", "arboriculture",
    "rizerie", "énergie solaire", "énergie éolienne", "isolation", "plomberie", "serrurerie", "peinture", "vitrerie",
    "électronique", "télécommunications", "bureautique", "statistique", "documentation", "archéologie", "hôtellerie",
    "thermalisme", "puériculture", "gérontologie", "radiologie", "prothèse dentaire",
)  # fmt: skip

MANNERS = ("", " de montagne", " de plaine", " du littoral", " des villes", " de nuit", " des vallées", " des îles")

SECTORS = (
    "Terre et alimentation", "Bois et forêts", "Ateliers et usines", "Maison et chantier", "Réseaux et données",
    "Soin et entraide", "Accueil et voyages", "Arts et spectacles",
)  # fmt: skip

COLOURS = (
    "garrigue", "ocre", "mer", "brique", "violette", "rose", "lagune", "foret", "ardoise", "prune", "corail", "olive",
)  # fmt: skip

VERBS = (
    "Préparer", "Vérifier", "Mesurer", "Nettoyer", "Assembler", "Régler", "Choisir", "Comparer", "Décrire",
    "Transporter", "Réparer", "Noter", "Présenter", "Trier", "Protéger", "Améliorer",
)  # fmt: skip

OBJECTS = (
    "les pièces reçues le matin", "le matériel de l'équipe", "les demandes des familles", "un plan à l'échelle",
    "les matières premières", "la zone de travail", "les outils à main", "les données de la semaine",
    "un devis simple et clair", "les commandes en attente", "la machine principale", "les échantillons prélevés",
    "une notice en anglais", "les stocks du magasin", "le carnet d'entretien", "un modèle réduit",
)  # fmt: skip

ENDS = (
    "avant chaque étape", "avec une autre personne", "en respectant les consignes", "selon la météo du jour",
    "pour éviter le gaspillage", "sans abîmer le support", "à l'aide d'un logiciel", "et signaler les défauts",
    "jusqu'à la livraison", "dans le délai prévu", "d'après la fiche de suivi", "puis rendre compte",
)  # fmt: skip

MOMENTS = (
    "Tu retrouves l'équipe et vous partagez le travail de la journée.",
    "Tu lis la fiche de suivi, puis tu poses tes questions avant de commencer.",
    "Tu fais un premier essai : le résultat n'est pas bon, alors tu changes un réglage.",
    "Une cliente appelle. Tu l'écoutes, tu notes sa demande et tu proposes une date.",
    "Tu termines la série du matin, et une collègue relit tes mesures.",
    "Après le repas, tu pars sur place avec le matériel dans la camionnette.",
    "Le produit manque : tu préviens la personne responsable et tu commences autre chose.",
    "Tu compares deux solutions, l'une rapide, l'autre plus *durable*, et tu choisis.",
    "Tu montres le geste à un apprenti, lentement, puis il essaie à son tour.",
    "Tu ranges, tu nettoies ton poste et tu prépares ce qu'il faut pour demain.",
)

PLACES = (
    "En atelier, debout la plupart du temps", "Dans un bureau partagé", "Dehors, par tous les temps",
    "Chez des particuliers", "Dans un laboratoire très propre", "Sur des chantiers de la région",
)  # fmt: skip

HOURS = (
    "En journée, du lundi au vendredi, avec un peu plus de travail au printemps.",
    "En équipes qui se relaient, le matin ou l'après-midi.",
    "Horaires variables : certains soirs et certains samedis sont travaillés.",
    "Tôt le matin, avec de longues pauses au milieu de la journée.",
)

CLOTHES = (
    "Chaussures de sécurité, gants et lunettes.",
    "Blouse blanche et cheveux attachés.",
    "Tenue libre, mais soignée quand on reçoit du public.",
)

HARDSHIPS = (
    "Bruit des machines", "Charges à porter à deux", "Longues stations debout", "Déplacements fréquents",
    "Attention soutenue devant un écran", "Poussières et odeurs fortes",
)  # fmt: skip

SKILLS = (
    "Lire un plan technique", "Utiliser un tableur", "Calculer une surface ou un volume", "Parler devant un groupe",
    "Reconnaître les matériaux", "Repérer une panne simple", "Écrire un compte rendu", "Conduire un petit engin",
    "Appliquer les règles d'hygiène", "Organiser son temps", "Comprendre l'anglais courant", "Dessiner à main levée",
)  # fmt: skip

QUALITIES = (
    "Patience",
    "Précision",
    "Curiosité",
    "Calme",
    "Esprit d'équipe",
    "Autonomie",
    "Sens du contact",
    "Rigueur",
)

SUBJECTS = (
    "Mathématiques",
    "Français",
    "Technologie",
    "Physique-chimie",
    "Sciences de la vie et de la Terre",
    "Anglais",
)

KEYWORDS = (
    "atelier", "nature", "équipe", "machines", "dessin", "écran", "voyage", "animaux", "santé", "bois", "métal",
    "public", "précision", "chiffres", "terrain", "musique",
)  # fmt: skip

EMPLOYERS = (
    "Petites entreprises artisanales de la région", "Grandes usines qui travaillent pour l'exportation",
    "Communes et départements", "Associations locales", "Coopératives agricoles et leurs ateliers",
    "Bureaux d'études et laboratoires",
)  # fmt: skip

PROSPECTS = (
    "Devenir responsable d'une petite équipe", "Créer son entreprise après quelques années",
    "Former des apprentis et des apprenties", "Se spécialiser dans le contrôle de la qualité",
    "Passer à la vente ou au conseil", "Reprendre des études en alternance",
)  # fmt: skip

HOOKS = (
    "Un geste sûr, un œil attentif : avec peu de moyens, tu rends un vrai service aux autres.",
    "Chaque jour, un nouveau problème à résoudre, et une équipe pour t'aider à le comprendre.",
    "Tu aimes que les choses soient bien faites ? Ici, le moindre détail compte.",
    "Entre la théorie et le terrain, tu fais le lien et tu gardes les pieds sur terre.",
)

CLAIMS = (
    "les employeurs déclarent avoir du mal à trouver des candidatures cette année.",
    "le nombre d'offres publiées a augmenté par rapport à l'année dernière.",
    "plusieurs entreprises cherchent à remplacer des départs à la retraite.",
)

PARAGRAPHS = (
    (
        "Dans ce secteur, on travaille souvent à plusieurs. On prépare, on essaie, on corrige, et on recommence jusqu'à "
        "ce que le résultat soit bon. La sécurité et le respect des autres comptent à chaque étape."
    ),
    (
        "Les métiers changent vite. Des outils numériques prennent en charge les tâches répétitives, et il faut des "
        "personnes pour les régler, les surveiller et les améliorer. On cherche aussi à dépenser moins d'énergie."
    ),
    (
        "On y entre avec des diplômes très différents, du CAP au bac + 5. Beaucoup de personnes commencent en "
        "apprentissage, puis évoluent en quelques années vers le métier qui leur plaît."
    ),
)

DIPLOMAS = (
    (3, "CAP", "2 ans"),
    (4, "Bac professionnel", "3 ans"),
    (4, "Brevet professionnel", "2 ans"),
    (5, "BTS", "2 ans"),
    (6, "Licence professionnelle", "1 an"),
    (7, "Master", "2 ans"),
)

THEMES = (
    ("R", "Réaliste", "fabriquer, réparer"),
    ("I", "Investigateur", "observer, comprendre"),
    ("A", "Artistique", "imaginer, créer"),
    ("S", "Social", "écouter, aider"),
    ("E", "Entreprenant", "convaincre, décider"),
    ("C", "Conventionnel", "ranger, vérifier"),
)

HOSTS = ("visite", "stage-3e", "stage-2de", "pfmp", "alternance", "immersion-personnel")

PUBLICS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("Élèves", ("visite", "stage-3e", "stage-2de", "pfmp")),
    ("Apprenties et apprentis", ("alternance",)),
    ("Étudiantes et étudiants", ("visite", "alternance")),
    ("Jeunes sans formation", ("visite",)),
    ("Adultes en formation", ("visite", "alternance")),
    ("Personnels de l'éducation", ("immersion-personnel",)),
    ("Entreprises", ()),
)

RULES = (
    "Une convention est signée avant le premier jour par l'organisme, l'établissement et la famille.",
    "La durée du travail reste celle que la loi prévoit pour l'âge de la personne accueillie, avec une pause.",
)
