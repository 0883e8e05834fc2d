"""The guides that can be printed from one guide: whole or cut, each in a form."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from oma_builder.content.schema import METIERS, SECTEURS, TERRITOIRES
from oma_builder.guide import routes
from oma_builder.guide.model import Guide
from oma_builder.print import cuts
from oma_builder.print.cuts import WHOLE, Part
from oma_builder.print.forms import FORMS, SCREEN, Form
from oma_builder.problems import BuildError, ExitCode, nearest

SHEETS = "fiche"
"""The name of the edition that is a sheet per trade."""

_MOST_LISTED = 20


@dataclass(frozen=True, slots=True)
class _Kind:
    """What a guide can be cut to: how a person calls it, and where its files are."""

    noun: str
    folder: str


_METIER = _Kind("métier", f"content/{METIERS.name}/")
_SECTOR = _Kind("secteur", f"content/{SECTEURS.name}/")
_TERRITORY = _Kind("territoire", f"content/{TERRITOIRES.name}/")


@dataclass(frozen=True, slots=True)
class Edition:
    """One guide to print: the file's name without suffix, the form, and what it holds.

    A short one is the trades themselves, with the diplomas that they name, between a cover and an imprint.
    """

    name: str
    form: Form
    guide: Guide
    part: Part
    is_short: bool = False


def whole(guide: Guide, form: Form) -> Edition:
    """Return the whole guide in one form."""
    return Edition(routes.whole_name(form.name), form, guide, WHOLE)


def edition(guide: Guide, name: str, things: Iterable[str], form: Form) -> Edition:
    """Return the edition that a person names; `things` are identifiers: one sector, one territory, or trades.

    Raises `BuildError` when the guide has no such thing.
    """
    chosen = tuple(dict.fromkeys(things))
    if name in FORMS:
        _refuse(chosen, name, form)
        return whole(guide, FORMS[name])
    suffix = "" if form is SCREEN else f"-{form.name}"
    if name == "selection":
        found = _known(chosen, [metier.id for metier in guide.metiers], _METIER)
        return Edition(f"{routes.selection_name(found)}{suffix}", form, *cuts.to_metiers(guide, found))
    if name == "secteur":
        one = _one(_known(chosen, [sector.id for sector in guide.sectors], _SECTOR), _SECTOR)
        _refuse_empty(guide, one)
        cut = cuts.to_sector(guide, one)
    else:
        numbered = {place.code: place.id for place in guide.territories if place.kind == "departement"}
        named = tuple(dict.fromkeys(numbered.get(name, name) for name in chosen))
        one = _one(_known(named, [place.id for place in guide.territories], _TERRITORY), _TERRITORY)
        cut = cuts.to_territory(guide, one)
    return Edition(f"{routes.cut_name(name, one)}{suffix}", form, *cut)


def shortened(whole: Edition) -> Edition:
    """Return the short form of a cut guide; that of the whole guide would be no guide, and is a `BuildError`."""
    if whole.part == WHOLE:
        hint = "--court va avec --edition secteur, territoire ou selection"
        raise BuildError("le guide entier n’a pas de forme courte", hint, ExitCode.USAGE)
    return replace(whole, name=f"{whole.name}-court", is_short=True)


def chosen_metiers(guide: Guide, things: Iterable[str], form: Form) -> tuple[str, ...]:
    """Return the trades whose sheets a person names, or all of them.

    Raises `BuildError` for an unknown one, and for another form: a sheet has its own.
    """
    chosen = tuple(dict.fromkeys(things))
    if form is not SCREEN:
        raise _formed(SHEETS)
    known = [metier.id for metier in guide.metiers]
    return _known(chosen, known, _METIER) if chosen else tuple(known)


def planned(guide: Guide) -> Iterator[Edition]:
    """Yield what every build prints: the guide for screens, and what `site.yaml` asks for."""
    yield whole(guide, SCREEN)
    wanted = guide.site.prints
    for name in wanted.forms:
        yield whole(guide, FORMS[name])
    for name in wanted.sectors:
        yield edition(guide, "secteur", (name,), SCREEN)
    for name in wanted.territories:
        yield edition(guide, "territoire", (name,), SCREEN)


def _refuse(chosen: tuple[str, ...], name: str, form: Form) -> None:
    """Refuse what does not go with the whole guide: names, or another form."""
    if chosen:
        hint = "pour quelques métiers, écrivez --edition selection et leurs noms"
        raise BuildError(f"l’édition « {name} » est celle du guide entier", hint, ExitCode.USAGE)
    if form not in (SCREEN, FORMS[name]):
        raise _formed(name)


def _formed(name: str) -> BuildError:
    hint = "--tirage va avec --edition secteur, territoire ou selection"
    return BuildError(f"l’édition « {name} » a déjà sa forme", hint, ExitCode.USAGE)


def _refuse_empty(guide: Guide, identifier: str) -> None:
    (sector,) = (sector for sector in guide.sectors if sector.id == identifier)
    if not sector.metiers:
        hint = f"le guide d’un secteur est fait de ses métiers : ceux de content/{METIERS.name}/ où « secteur: {identifier} »"
        raise BuildError(f"le secteur « {sector.name} » n’a aucun métier publié", hint, ExitCode.USAGE)


def _one(found: tuple[str, ...], kind: _Kind) -> str:
    if len(found) != 1:
        hint = f"nommez-en un seul à la fois, comme son fichier dans {kind.folder}"
        raise BuildError(f"cette édition est celle d’un {kind.noun}", hint, ExitCode.USAGE)
    return found[0]


def _known(chosen: tuple[str, ...], known: Sequence[str], kind: _Kind) -> tuple[str, ...]:
    if not chosen:
        hint = f"ajoutez son nom à la fin de la commande, comme son fichier dans {kind.folder} : {_listed(known)}"
        raise BuildError(f"il manque le nom du {kind.noun}", hint, ExitCode.USAGE)
    for name in chosen:
        if name not in known:
            near = nearest(name, known)
            names = f"les noms sont ceux des fichiers de {kind.folder} : {_listed(known)}"
            hint = f"vouliez-vous dire « {near} » ?" if near else names
            raise BuildError(f"aucun {kind.noun} publié ne s’appelle « {name} »", hint, ExitCode.USAGE)
    return chosen


def _listed(known: Sequence[str]) -> str:
    """Return every name where a person can look through them, else the first few."""
    names = sorted(known)
    return ", ".join(names) if len(names) <= _MOST_LISTED else f"{', '.join(names[:5])}…"
