"""Tables of ROME → one sheet (*fiche*) per code, whole, or what keeps them from being trusted."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from oma_builder.content import reference
from oma_builder.problems import Checked, Problem
from oma_builder.rome import tables
from oma_builder.rome.tables import Row, Tables, file_name

_NAMES, _SKILLS, _SETTINGS = "2", "5", "6"
"""Blocks of a sheet, as the table of links numbers them."""

_KNOWLEDGE = "3"
"""The part of the skills whose labels stand in a table that is not read: knowledge (*savoirs*)."""

_TOLD = 3
"""Faults of one kind that are told one by one."""

_AGAIN = "reprenez tous les fichiers d’une même archive"


@dataclass(frozen=True, slots=True)
class Name:
    """One name (*appellation*) of a trade, as ROME writes it; the principal one is the sheet's."""

    label: str
    is_principal: bool
    is_rare: bool


@dataclass(frozen=True, slots=True)
class Skill:
    """What one must know how to do, or how one should be; a `broad` one (*macro-compétence*) gathers others."""

    label: str
    category: str
    kind: str
    is_broad: bool


@dataclass(frozen=True, slots=True)
class Setting:
    """Where, when or how the work is done (*contexte de travail*), and the number of what it tells of."""

    label: str
    kind: str


@dataclass(frozen=True, slots=True)
class Domain:
    """One of the fourteen *grands domaines*: its letter and its name."""

    letter: str
    name: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """All that is read of one sheet, in ROME's order; `field` is the *domaine professionnel* within the domain."""

    code: str
    label: str
    domain: Domain
    field: str
    names: tuple[Name, ...]
    definition: tuple[str, ...]
    access: tuple[str, ...]
    skills: tuple[Skill, ...]
    settings: tuple[Setting, ...]


def read_sheets(read: Tables) -> Checked[tuple[Sheet, ...] | None]:
    """Return the sheets of the tables by code, or what is wrong with them."""
    problems = _first([*_twice(read), *_of_another_version(read), *_of_no_domain(read), *_parts_missing(read)])
    return Checked(None if problems else tuple(_sheets(read)), problems)


def _first(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Keep the first problems of each file and kind: half a file is wrong in one way a thousand times."""
    alike: dict[tuple[str, str], list[Problem]] = defaultdict(list)
    for problem in problems:
        alike[problem.path, problem.code].append(problem)
    return tuple(problem for group in alike.values() for problem in group[:_TOLD])


def _twice(read: Tables) -> Iterator[Problem]:
    """Tell of codes that stand twice where each has one row."""
    keys = {tables.SHEETS: "code_rome", tables.DOMAINS: "code_rome"}
    keys |= dict.fromkeys((tables.NAMES, tables.SKILLS, tables.SETTINGS), "code_ogr")
    for table, key in keys.items():
        seen: dict[str, int] = {}
        for row in read[table]:
            code = row.cells[key]
            if code in seen:
                message = f"le code {code} est déjà à la ligne {seen[code]}"
                yield Problem(file_name(table), row.line, "import-rome-double", message, _AGAIN)
            seen.setdefault(code, row.line)


def _of_another_version(read: Tables) -> Iterator[Problem]:
    """Tell of sheets that the version of the guide does not know under this name."""
    for row in read[tables.SHEETS]:
        code, label = row.cells["code_rome"], row.cells["libelle_rome"]
        known = reference.rome().get(code)
        if known is None or known.label != label:
            message = f"{code} « {label} » n’est pas une fiche du ROME 4.0 version {reference.ROME_VERSION}"
            hint = f"prenez l’archive de la version {reference.ROME_VERSION} sur data.gouv.fr"
            yield Problem(file_name(tables.SHEETS), row.line, "import-rome-version", message, hint)


def _of_no_domain(read: Tables) -> Iterator[Problem]:
    """Tell of domains that are none of those that codes begin with."""
    for row in read[tables.DOMAINS]:
        code, letter = row.cells["code_rome"], row.cells["code_grand_domaine"]
        if letter != code[:1] or not row.cells["libelle_grand_domaine"]:
            message = f"le grand domaine « {letter} » de la fiche {code} est inconnu"
            yield Problem(file_name(tables.DOMAINS), row.line, "import-rome-domaine", message, _AGAIN)


def _parts_missing(read: Tables) -> Iterator[Problem]:
    """Tell of sheets without a part that all have, and of parts whose sheet or label is not there."""
    codes = {row.cells["code_rome"] for row in read[tables.SHEETS]}
    for table in (tables.DOMAINS, tables.NAMES, tables.TEXTS, tables.LINKS):
        there = {row.cells["code_rome"] for row in read[table]}
        for code in sorted(codes - there):
            yield _missing(table, f"aucune ligne ne parle de la fiche {code}")
        for code in sorted(there - codes):
            yield _missing(tables.SHEETS, f"la fiche {code}, dont parle {file_name(table)}, n’y est pas")
    if not codes:
        yield _missing(tables.SHEETS, "il n’y a aucune fiche")
    for table, labels in ((tables.SKILLS, _SKILLS), (tables.SETTINGS, _SETTINGS), (tables.NAMES, _NAMES)):
        there = {row.cells["code_ogr"] for row in read[table]}
        for code in sorted(_linked(read, labels) - there):
            yield _missing(table, f"le code {code}, que nomme {file_name(tables.LINKS)}, n’y est pas")
    named = {row.cells["code_ogr"] for row in read[tables.NAMES]}
    for code in sorted(named - _linked(read, _NAMES)):
        yield _missing(tables.LINKS, f"l’appellation {code} n’y est liée à aucune fiche")


def _missing(table: str, message: str) -> Problem:
    return Problem(file_name(table), 0, "import-rome-incomplet", message, _AGAIN)


def _linked(read: Tables, block: str) -> set[str]:
    cells = (row.cells for row in read[tables.LINKS])
    return {
        link["code_ogr"] for link in cells if link["code_compo_bloc"] == block and link["code_rubrique"] != _KNOWLEDGE
    }


def _sheets(read: Tables) -> Iterator[Sheet]:
    domains = {row.cells["code_rome"]: row.cells for row in read[tables.DOMAINS]}
    names, texts = _by_code(read[tables.NAMES]), _by_code(read[tables.TEXTS])
    links = _by_code(read[tables.LINKS])
    skills = {row.cells["code_ogr"]: _skill(row.cells) for row in read[tables.SKILLS]}
    settings = {row.cells["code_ogr"]: _setting(row.cells) for row in read[tables.SETTINGS]}
    for row in sorted(read[tables.SHEETS], key=lambda row: row.cells["code_rome"]):
        code = row.cells["code_rome"]
        domain = domains[code]
        told = [(link["code_compo_bloc"], link["code_rubrique"], link["code_ogr"]) for link in links[code]]
        yield Sheet(
            code,
            row.cells["libelle_rome"],
            Domain(domain["code_grand_domaine"], domain["libelle_grand_domaine"]),
            domain["libelle_domaine_professionel"],
            tuple(map(_name, names[code])),
            _phrases(texts[code], "definition"),
            _phrases(texts[code], "acces_metier"),
            tuple(skills[key] for block, part, key in told if block == _SKILLS and part != _KNOWLEDGE),
            tuple(settings[key] for block, _, key in told if block == _SETTINGS),
        )


def _by_code(rows: Sequence[Row]) -> Mapping[str, list[Mapping[str, str]]]:
    alike: dict[str, list[Mapping[str, str]]] = defaultdict(list)
    for row in rows:
        alike[row.cells["code_rome"]].append(row.cells)
    return alike


def _name(cells: Mapping[str, str]) -> Name:
    return Name(cells["libelle_appellation_long"], cells["classification"] == "PRINCIPALE", cells["peu_usite"] == "O")


def _skill(cells: Mapping[str, str]) -> Skill:
    broad = cells["nature"] == "Macro-compétence"
    return Skill(cells["libelle_competence"], cells["cat_comp"], cells["sous_cat_comp"], broad)


def _setting(cells: Mapping[str, str]) -> Setting:
    return Setting(cells["libelle_cont_travail"], cells["code_type_cont_trav"])


def _phrases(texts: Iterable[Mapping[str, str]], kind: str) -> tuple[str, ...]:
    """Return the phrases of one text in their order."""
    ranked = [(text["position_phrase"], text["libelle_texte"]) for text in texts if text["libelle_type_texte"] == kind]
    return tuple(phrase for _, phrase in sorted(ranked, key=lambda pair: pair[0].zfill(4)))
