"""What the trades of the guide cover: sectors, levels, interests and departments, one by one and crossed; and what they leave blank."""

from collections.abc import Callable, Collection, Iterable, Mapping

from oma_builder.content import reference
from oma_builder.guide import recruitment_words
from oma_builder.guide.metiers import Metier
from oma_builder.guide.model import Guide
from oma_builder.guide.territories import Territory
from oma_builder.guide.vocabulary import INTERESTS, LEVELS
from oma_builder.problems import plural
from oma_builder.stewardship.report_tables import NONE, Row, Section, Table, named_of, short_date, sums

AIM = (40, 50)
"""How many trades a pupil should know at the end of collège: what the number of the guide's trades is held against."""

LEAST = f"au moins {recruitment_words.LEAST} recrutements, à coup sûr"
"""What makes a trade one of a department: below that, the survey's number is not told."""

_SHORT_LEVELS = {number: name.partition(" (")[0] for number, name in LEVELS.items()}
_FIGURES = f"Un métier compte dans un département quand les employeurs y prévoient {LEAST}, selon l’enquête nationale."


def coverage(guide: Guide) -> Section:
    """Return how many trades there are of each sort, and the sorts of which there is none."""
    return Section(
        "couverture",
        "Ce que le guide couvre",
        (_held_against_the_aim(len(guide.metiers)), _blanks_told(guide)),
        (
            _sectors(guide),
            _levels(guide),
            _interests(guide),
            _departements(guide),
            _crossed_with_levels(guide),
            _crossed_with_interests(guide),
            _crossed_with_departements(guide),
            _blanks(guide),
            _trades(guide),
        ),
        (
            ("Métiers montrés", len(guide.metiers)),
            ("Secteurs qui ont des métiers", sum(bool(one.metiers) for one in guide.sectors)),
            ("Départements où des métiers sont chiffrés", len(_figured_codes(guide))),
        ),
    )


def _held_against_the_aim(count: int) -> str:
    least, most = AIM
    aim = f"repère de {least} à {most}, le nombre de métiers qu’un élève devrait connaître à la fin du collège (objectif national)"
    shown = f"Le guide montre {plural(count, 'métier')}"
    if count < least:
        return f"{shown} : {least - count} de moins que le {aim}."
    return f"{shown} : c’est {'dans le' if count <= most else 'plus que le'} {aim}."


def departements_of(metier: Metier) -> frozenset[str]:
    """Return the codes of the departments whose planned recruitments of a trade are told."""
    return frozenset(figure.code for figure in metier.demand.departements) if metier.demand else frozenset()


def _letters(metier: Metier) -> tuple[str, ...]:
    return tuple(interest.letter for interest in metier.interests)


def _count(metiers: Iterable[Metier], is_one: Callable[[Metier], bool]) -> int:
    return sum(map(is_one, metiers))


def _sectors(guide: Guide) -> Table:
    rows: tuple[Row, ...] = tuple((one.name, len(one.metiers), len(one.shared)) for one in guide.sectors)
    if apart := len(guide.metiers) - sum(len(one.metiers) for one in guide.sectors):
        rows = (*rows, ("Secteur non publié", apart, 0))
    note = "Chaque métier a un secteur principal, et un seul ; d’autres secteurs peuvent le montrer aussi."
    columns = ("Secteur", "Métiers", "Montrés aussi")
    return Table("metiers-par-secteur", "Les métiers par secteur", columns, rows, note, 1, sums(rows, "Ensemble"))


def _levels(guide: Guide) -> Table:
    rows: tuple[Row, ...] = tuple(
        (name, _count(guide.metiers, lambda metier, number=number: metier.level_number == number))  # type: ignore[misc] # bound now
        for number, name in LEVELS.items()
    )
    note = "Le niveau est celui du premier diplôme qui ouvre le métier."
    columns = ("Niveau", "Métiers")
    return Table(
        "metiers-par-niveau", "Les métiers par niveau de diplôme", columns, rows, note, 1, sums(rows, "Ensemble")
    )


def _interests(guide: Guide) -> Table:
    letters = [_letters(metier) for metier in guide.metiers]
    rows: tuple[Row, ...] = tuple(
        (name, sum(each[0] == letter for each in letters), sum(letter in each[1:] for each in letters))
        for letter, name in INTERESTS.items()
    )
    note = "Chaque métier a un centre d’intérêt principal, et parfois un second."
    columns = ("Centre d’intérêt", "Principal", "Second")
    title = "Les métiers par centre d’intérêt"
    return Table("metiers-par-interet", title, columns, rows, note, 1, sums(rows, "Ensemble"))


def _departements(guide: Guide) -> Table:
    pages = {territory.code: territory for territory in guide.territories if territory.kind == "departement"}
    rows = tuple((_named(code), _figured(guide, code), *_local(pages.get(code))) for code in reference.departements())
    columns = ("Département", "Métiers chiffrés", "« Recrute ici »", "Offres d’accueil", "Campus")
    return Table("departements", "Ce que le guide dit de chaque département", columns, rows, _FIGURES, 1)


def _named(code: str) -> str:
    return f"{reference.departements()[code].name} ({code})"


def _local(page: Territory | None) -> tuple[int, int, int]:
    """Return how many trades are said to recruit in a department, and how many offers and campuses there are; samples are none."""
    if page is None:
        return 0, 0, 0
    claims = {card.id for card, _ in page.recruiting}
    hosts, campuses = (sum(not one.is_sample for one in things) for things in (page.hosts, page.campuses))
    return len(claims), hosts, campuses


def _figured_codes(guide: Guide) -> frozenset[str]:
    return frozenset(code for metier in guide.metiers for code in departements_of(metier))


def _figured(guide: Guide, code: str) -> int:
    return _count(guide.metiers, lambda metier: code in departements_of(metier))


def _crossed(
    guide: Guide, name: str, title: str, heads: Mapping[str, str], sorts: Callable[[Metier], Collection[str]], note: str
) -> Table:
    """Return how many trades of each sector are of each sort, and the sorts of which it has none."""
    rows: list[Row] = []
    for sector in guide.sectors:
        own = [metier for metier in guide.metiers if metier.sector.route == sector.route]
        counts = [_count(own, lambda metier, sort=sort: sort in sorts(metier)) for sort in heads]  # type: ignore[misc] # bound now
        missing = [head for head, count in zip(heads.values(), counts, strict=True) if not count]
        rows.append((sector.name, *counts, named_of(missing, len(heads))))
    return Table(name, title, ("Secteur", *heads.values(), "Sans métier"), tuple(rows), note)


def _crossed_with_levels(guide: Guide) -> Table:
    heads = {str(number): name for number, name in _SHORT_LEVELS.items()}
    title = "Les métiers de chaque secteur, par niveau de diplôme"
    return _crossed(guide, "secteurs-et-niveaux", title, heads, lambda metier: (str(metier.level_number),), "")


def _crossed_with_interests(guide: Guide) -> Table:
    note = f"Principal ou second : un métier peut compter deux fois. {_initials(INTERESTS)}."
    title = "Les métiers de chaque secteur, par centre d’intérêt"
    return _crossed(guide, "secteurs-et-interets", title, {one: one for one in INTERESTS}, _letters, note)


def _crossed_with_departements(guide: Guide) -> Table:
    names = {code: one.name for code, one in reference.departements().items()}
    title = "Les métiers de chaque secteur, par département"
    note = f"{_FIGURES} {_initials(names)}."
    return _crossed(guide, "secteurs-et-departements", title, {code: code for code in names}, departements_of, note)


def _initials(names: Mapping[str, str]) -> str:
    return ", ".join(f"{short} : {name}" for short, name in names.items())


def blanks(guide: Guide) -> tuple[tuple[str, tuple[str, ...], int], ...]:
    """Return what the guide leaves blank: of what, the names of those of which there is none, and out of how many."""
    metiers, official = guide.metiers, reference.departements()
    letters = {letter for metier in metiers for letter in _letters(metier)}
    levels = {metier.level_number for metier in metiers}
    figured = _figured_codes(guide)
    hosting = {offer.departement.route for offer in guide.hosts if not offer.is_sample}
    hosted = {one.code for one in guide.territories if one.route in hosting}
    unfigured, unhosted = ([_named(code) for code in official if code not in codes] for codes in (figured, hosted))
    return (
        ("secteurs sans métier", tuple(one.name for one in guide.sectors if not one.metiers), len(guide.sectors)),
        (
            "niveaux de diplôme sans métier",
            tuple(name for number, name in LEVELS.items() if number not in levels),
            len(LEVELS),
        ),
        (
            "centres d’intérêt sans métier",
            tuple(name for letter, name in INTERESTS.items() if letter not in letters),
            len(INTERESTS),
        ),
        ("départements sans métier chiffré", tuple(unfigured), len(official)),
        ("départements sans offre d’accueil", tuple(unhosted), len(official)),
        ("métiers sans recrutements prévus", _titles(one for one in metiers if not one.demand), len(metiers)),
        ("métiers sans salaire", _titles(one for one in metiers if not one.salary), len(metiers)),
    )


def _titles(metiers: Iterable[Metier]) -> tuple[str, ...]:
    return tuple(metier.title.both for metier in metiers)


def _blanks_told(guide: Guide) -> str:
    found = [(what, names) for what, names, _ in blanks(guide) if names]
    if not found:
        return "Aucun secteur, niveau, centre d’intérêt ni département n’est sans métier."
    return f"Ce qui reste à couvrir, nommé plus bas : {', '.join(f'{what} ({len(names)})' for what, names in found)}."


def _blanks(guide: Guide) -> Table:
    rows: tuple[Row, ...] = tuple(
        (what[:1].upper() + what[1:], len(names), named_of(names, total)) for what, names, total in blanks(guide)
    )
    return Table("blancs", "Ce qui manque, nommé", ("Ce qui manque", "Nombre", "Lesquels"), rows)


def _trades(guide: Guide) -> Table:
    columns = ("Métier", "Secteur", "Niveau", "Intérêts", "Films", "Accueils", "Sans chiffre dans", "Relu le")
    rows = tuple(_trade(metier) for metier in guide.metiers)
    note = f"« Sans chiffre dans » : les départements où il n’y a pas {LEAST}, ou dont on ne le sait pas."
    return Table("metiers", "Chaque métier du guide", columns, rows, note)


def _trade(metier: Metier) -> Row:
    missing = [code for code in reference.departements() if code not in departements_of(metier)]
    return (
        metier.title.both,
        metier.sector.title or NONE,
        _SHORT_LEVELS[metier.level_number],
        "".join(_letters(metier)),
        len([film for film in metier.films if not film.is_sample]),
        len([offer for offer in metier.hosts if not offer.is_sample]),
        named_of(missing, len(reference.departements())),
        short_date(metier.reviewed),
    )
