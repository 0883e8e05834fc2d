"""The guides that can be printed from one guide: whole or cut, each in a form."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from oma_builder.guide import routes
from oma_builder.guide.model import Guide
from oma_builder.print import cuts
from oma_builder.print.cuts import WHOLE, Part
from oma_builder.print.forms import FORMS, SCREEN, Form
from oma_builder.problems import BuildError, ExitCode, nearest

SHEETS = "fiche"
"""The name of the edition that is a sheet per trade."""


@dataclass(frozen=True, slots=True)
class Edition:
    """One guide to print: the file's name without suffix, the form, and what it holds."""

    name: str
    form: Form
    guide: Guide
    part: Part


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
        found = _known(chosen, [metier.id for metier in guide.metiers], "métier")
        return Edition(f"oma-guide-selection{suffix}", form, *cuts.to_metiers(guide, found))
    if name == "secteur":
        one = _one(_known(chosen, [sector.id for sector in guide.sectors], "secteur"), "secteur")
        cut = cuts.to_sector(guide, one)
    else:
        one = _one(_known(chosen, [place.id for place in guide.territories], "territoire"), "territoire")
        cut = cuts.to_territory(guide, one)
    return Edition(f"{routes.cut_name(name, one)}{suffix}", form, *cut)


def chosen_metiers(guide: Guide, things: Iterable[str]) -> tuple[str, ...]:
    """Return the trades whose sheets a person names, or all of them. Raises `BuildError` for an unknown one."""
    chosen = tuple(dict.fromkeys(things))
    known = [metier.id for metier in guide.metiers]
    return _known(chosen, known, "métier") if chosen else tuple(known)


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
        hint = "--tirage va avec --edition secteur, territoire ou selection"
        raise BuildError(f"l’édition « {name} » a déjà sa forme", hint, ExitCode.USAGE)


def _one(found: tuple[str, ...], noun: str) -> str:
    if len(found) != 1:
        hint = f"nommez-en un seul à la fois, comme son fichier dans content/{noun}s/"
        raise BuildError(f"cette édition est celle d’un {noun}", hint, ExitCode.USAGE)
    return found[0]


def _known(chosen: tuple[str, ...], known: list[str], noun: str) -> tuple[str, ...]:
    if not chosen:
        hint = f"ajoutez son nom à la fin de la commande, comme son fichier dans content/{noun}s/"
        raise BuildError(f"il manque le nom du {noun}", hint, ExitCode.USAGE)
    for name in chosen:
        if name not in known:
            near = nearest(name, known)
            hint = f"vouliez-vous dire « {near} » ?" if near else f"les noms sont ceux des fichiers de content/{noun}s/"
            raise BuildError(f"aucun {noun} publié ne s’appelle « {name} »", hint, ExitCode.USAGE)
    return chosen
