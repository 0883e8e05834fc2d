"""Every kind of document, a row each: the one place that knows them all.

Keys and values are the authors' French, verbatim; the linker translates them once into the English
model of `guide/`. An unknown key is an error. A claim (pay, "recrute ici", regulated access, a campus
label) cannot be written without its source, date and, for recruiting, territory.
"""

from oma_builder.content.kind import Chapter, Kind, Listing, Validity
from oma_builder.content.kinds.accessibilite import Accessibilite
from oma_builder.content.kinds.accueil import Accueil
from oma_builder.content.kinds.acteur import Acteur
from oma_builder.content.kinds.base import Author
from oma_builder.content.kinds.cahier import Cahier
from oma_builder.content.kinds.campus import Campus
from oma_builder.content.kinds.convention import Convention
from oma_builder.content.kinds.correspondances import Correspondances
from oma_builder.content.kinds.edition import Edition
from oma_builder.content.kinds.evenement import Evenement
from oma_builder.content.kinds.film import Film
from oma_builder.content.kinds.formation import Formation
from oma_builder.content.kinds.glossaire import Glossaire
from oma_builder.content.kinds.guide import Guide
from oma_builder.content.kinds.initiative import Initiative
from oma_builder.content.kinds.interet import Interet
from oma_builder.content.kinds.metier import Metier
from oma_builder.content.kinds.orthographe import Orthographe
from oma_builder.content.kinds.page import Page
from oma_builder.content.kinds.public import Public
from oma_builder.content.kinds.recherche import Recherche
from oma_builder.content.kinds.recrutement import Recrutement
from oma_builder.content.kinds.regle import Regle
from oma_builder.content.kinds.secteur import Secteur
from oma_builder.content.kinds.site import Site
from oma_builder.content.kinds.territoire import Territoire
from oma_builder.content.kinds.validation import Validation

METIERS = Kind(
    "metiers",
    ".yaml",
    Metier,
    "métier",
    named_by="titre",
    link="metier",
    address="metiers/{}.html",
    listing=Listing(
        word="metiers",
        route="metiers.html",
        name="Métiers",
        title="Les métiers de A à Z",
        description="Les {count} métiers du guide, dans l’ordre alphabétique.",
        is_lasting=True,
    ),
    found_as="Métier",
    chapter=Chapter("index", "Index des métiers"),
    is_for_pupils=True,
    field="metiers",
)
SECTEURS = Kind(
    "secteurs",
    ".yaml",
    Secteur,
    "secteur",
    named_by="nom",
    link="secteur",
    address="secteurs/{}.html",
    listing=Listing(
        word="secteurs",
        route="secteurs.html",
        name="Secteurs",
        title="Les métiers par secteur",
        description="Tous les secteurs du guide et leurs métiers.",
        is_lasting=True,
    ),
    found_as="Secteur",
    chapter=Chapter("sommaire", "Sommaire"),
    is_for_pupils=True,
    field="sectors",
)
INTERETS = Kind(
    "interets",
    ".yaml",
    Interet,
    "centre d’intérêt",
    named_by="nom",
    link="interet",
    address="interets/{}.html",
    listing=Listing(
        word="interets",
        route="interets.html",
        name="Centres d’intérêt",
        title="Les métiers par centre d’intérêt",
        description="Six façons d’aimer travailler, et les métiers qui leur vont bien.",
    ),
    found_as="Centre d’intérêt",
    chapter=Chapter("interets", "Centres d’intérêt"),
    is_for_pupils=True,
    field="interests",
)
FORMATIONS = Kind(
    "formations",
    ".yaml",
    Formation,
    "formation",
    feminine=True,
    named_by="intitule",
    link="formation",
    address="formations/{}.html",
    listing=Listing(
        word="formations",
        route="formations.html",
        name="Études",
        title="Les études",
        description="Du CAP au bac + 5 : les diplômes du guide et les métiers auxquels ils mènent.",
    ),
    found_as="Diplôme",
    chapter=Chapter("formations", "Les formations"),
    field="formations",
)
_STAGES = Listing(
    word="stages",
    route="stages.html",
    name="Stages et visites",
    title="Stages et visites",
    description="Qui ouvre ses portes, et les règles à connaître avant d’y aller.",
)
_STAGES_ON_PAPER = Chapter("stages", "Stages et visites : les règles")
ACCUEILS = Kind(
    "accueils",
    ".yaml",
    Accueil,
    "offre d’accueil",
    feminine=True,
    listing=_STAGES,
    chapter=_STAGES_ON_PAPER,
    validity=Validity(until=("valable_jusqu_au",)),
    field="hosts",
)
REGLES = Kind(
    "regles",
    ".yaml",
    Regle,
    "règle",
    feminine=True,
    named_by="titre",
    link="regle",
    address=f"{_STAGES.route}#regle-{{}}",
    listing=_STAGES,
    chapter=_STAGES_ON_PAPER,
    validity=Validity("valable_du", ("valable_jusqu_au",)),
    field="rules",
)
TERRITOIRES = Kind(
    "territoires",
    ".yaml",
    Territoire,
    "territoire",
    link="territoire",
    address="territoires/{}.html",
    listing=Listing(
        word="territoires",
        route="territoires.html",
        name="Près de chez moi",
        title="Près de chez moi",
        description="Les métiers dans chaque académie et chaque département d’Occitanie.",
        is_lasting=True,
    ),
    found_as="Territoire",
    chapter=Chapter("territoires", "Près de chez moi"),
    field="territories",
)
EVENEMENTS = Kind(
    "evenements",
    ".yaml",
    Evenement,
    "événement",
    link="evenement",
    address="agenda.html#evenement-{}",
    listing=Listing(
        word="agenda",
        route="agenda.html",
        name="Agenda",
        title="Agenda",
        description="Forums, portes ouvertes, Semaine École-Entreprise : les rendez-vous à venir.",
    ),
    found_as="Rendez-vous",
    chapter=Chapter("agenda", "Agenda"),
    validity=Validity(until=("fin", "debut")),
    field="events",
)
INITIATIVES = Kind(
    "initiatives",
    ".yaml",
    Initiative,
    "initiative",
    feminine=True,
    named_by="nom",
    link="initiative",
    address="entreprendre.html#initiative-{}",
    listing=Listing(
        word="entreprendre",
        route="entreprendre.html",
        name="Envie d’entreprendre",
        title="Envie d’entreprendre",
        description="Des actions pour monter un projet, seul ou à plusieurs, dès le collège.",
    ),
    found_as="Action",
    chapter=Chapter("entreprendre", "Envie d’entreprendre"),
    field="initiatives",
)
FILMS = Kind(
    "films",
    ".yaml",
    Film,
    "film",
    companion=".vtt",
    found_as="Film d’élèves",
    listing=Listing(
        word="films",
        route="films.html",
        name="Films d’élèves",
        title="Films d’élèves",
        description="Des élèves ont filmé un métier : les gestes, le lieu, les voix.",
    ),
    field="films",
)
CAMPUS = Kind(
    "campus",
    ".yaml",
    Campus,
    "campus",
    named_by="nom",
    link="campus",
    address="campus/{}.html",
    listing=Listing(
        word="campus",
        route="campus.html",
        name="Campus des métiers",
        title="Campus des métiers et des qualifications",
        description="Des réseaux de lycées, d’écoles et d’entreprises autour d’une filière.",
    ),
    found_as="Campus",
    chapter=Chapter("campus", "Campus des métiers et des qualifications"),
    validity=Validity("label_du", ("label_jusqu_au",)),
    field="campuses",
)
PUBLICS = Kind(
    "publics",
    ".yaml",
    Public,
    "public",
    named_by="nom",
    link="public",
    address="publics/{}.html",
    found_as="Public",
    field="audiences",
)
_GUIDES = Listing(
    word="guides",
    route="guides.html",
    name="Guides pratiques",
    title="Guides pratiques",
    description="Pour préparer une visite, accueillir un élève ou travailler en classe.",
)
GUIDES = Kind(
    "guides",
    ".md",
    Guide,
    "guide",
    named_by="titre",
    link="guide",
    address="guides/{}.html",
    listing=_GUIDES,
    found_as="Guide pratique",
    field="handbooks",
)
CAHIERS = Kind(
    "cahiers",
    ".yaml",
    Cahier,
    "cahier des charges",
    named_by="titre",
    link="cahier",
    address="cahiers/{}.html",
    listing=_GUIDES,
    found_as="Cahier des charges",
    field="briefs",
)
PAGES = Kind(
    "pages",
    ".md",
    Page,
    "page",
    feminine=True,
    named_by="titre",
    link="page",
    address="{}.html",
    found_as="Page",
    field="pages",
)
ACTEURS = Kind("acteurs", ".yaml", Acteur, "acteur", field="actors")
EDITIONS = Kind(
    "editions",
    ".yaml",
    Edition,
    "édition",
    feminine=True,
    largest=10_000_000,
    written_by="record",
    named_by="nom",
    field="editions",
)
RECRUTEMENT = Kind(
    "recrutement",
    ".yaml",
    Recrutement,
    "année de l’enquête sur les recrutements",
    feminine=True,
    written_by="import bmo",
    chapter=Chapter("recrutement", "Où les employeurs prévoient de recruter"),
    validity=Validity(until=("montre_jusqu_au",)),
    field="surveys",
)
VALIDATIONS = Kind("validations", ".yaml", Validation, "accord", depth=2, written_by="approve", field="approvals")

SITE = Kind("site", ".yaml", Site, "site")
ACCESSIBILITE = Kind("accessibilite", ".yaml", Accessibilite, "audit d’accessibilité")
CONVENTION = Kind("convention", ".yaml", Convention, "convention", feminine=True)
GLOSSAIRE = Kind("glossaire", ".yaml", Glossaire, "glossaire")
ORTHOGRAPHE = Kind("orthographe", ".yaml", Orthographe, "liste de mots", feminine=True)
RECHERCHE = Kind("recherche", ".yaml", Recherche, "liste d’envies", feminine=True)
CORRESPONDANCES = Kind(
    "correspondances", ".yaml", Correspondances, "liste de correspondances", feminine=True, home=RECRUTEMENT.name
)

KINDS: tuple[Kind[Author], ...] = (
    METIERS,
    SECTEURS,
    INTERETS,
    FORMATIONS,
    ACCUEILS,
    REGLES,
    TERRITOIRES,
    EVENEMENTS,
    INITIATIVES,
    FILMS,
    CAMPUS,
    PUBLICS,
    GUIDES,
    CAHIERS,
    PAGES,
    ACTEURS,
    RECRUTEMENT,
    VALIDATIONS,
    EDITIONS,
)
"""Every kind that has a folder, in the order of the site's lists."""

SINGLES: tuple[Kind[Author], ...] = (
    SITE,
    ACCESSIBILITE,
    CONVENTION,
    GLOSSAIRE,
    ORTHOGRAPHE,
    RECHERCHE,
    CORRESPONDANCES,
)
"""The kinds of one file each, `content/<name>.yaml` or in the folder of the kind that it serves."""
