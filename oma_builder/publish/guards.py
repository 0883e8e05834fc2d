"""What a deployment refuses to do unless it is told to, wherever it leads."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from oma_builder.cache import digest
from oma_builder.problems import BuildError, ExitCode, plural
from oma_builder.publish.built import Built
from oma_builder.publish.deployment import Release, is_document, is_hashed, loses_much

MOMENT = "%Y%m%dT%H%M%SZ"
"""How the name of a release starts: in the time of Greenwich, where no hour comes twice."""

_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Choices:
    """What the caller allows: a trial site, many files that leave, foreign files overwritten, nothing left of what was online."""

    only_tells: bool = False
    is_trial: bool = False
    may_lose: bool = False
    adopts: bool = False
    forgets: bool = False


def name_of(built: Built, now: datetime) -> str:
    """Return the name of a release that goes online now: the moment, and what tells its bytes from others."""
    files = digest(*(part for route in sorted(built.files) for part in (route, built.files[route].seal)))
    return f"{now.astimezone(UTC):{MOMENT}}-{files[:12]}"


def check_kind(current: Release | None, built: Built, choices: Choices) -> None:
    """Refuse a trial where nobody asked for one, and where the real site is. Raises `BuildError`."""
    if built.made.for_release:
        return
    if not choices.is_trial:
        message = f"le site de {built.folder} n’est pas une version à diffuser"
        hint = "construisez-le avec : python build.py build --release ; pour un site d’essai, ajoutez --essai"
        raise BuildError(message, hint, ExitCode.USAGE)
    if current and current.for_release:
        message = "ce qui est en ligne à cette adresse est une version à diffuser : un essai ne la remplace pas"
        raise BuildError(message, "donnez une autre destination aux essais", ExitCode.USAGE)


def check_foreign(foreign: Sequence[str], choices: Choices) -> None:
    """Refuse to write over what somebody else has put there. Raises `BuildError`."""
    if foreign and not choices.adopts:
        message = (
            f"des fichiers que « deploy » n’a pas envoyés sont déjà à l’adresse de pages du guide : {_some(foreign)}"
        )
        hint = "vérifiez la destination ; si c’est bien le guide, envoyé autrement, ajoutez --adopter"
        raise BuildError(message, hint, ExitCode.USAGE)


def check_loss(current: Release | None, built: Built, removed: Sequence[str], choices: Choices) -> None:
    """Refuse to take away much of what is online, or everything that one prints. Raises `BuildError`."""
    if choices.may_lose or current is None:
        return
    if any(map(is_document, current.files)) and not any(map(is_document, built.files)):
        message = "il n’y aurait plus ni PDF ni archive en ligne"
        hint = "construisez sans --no-pdf ni --pages-only ; si c’est voulu, ajoutez --accepter-retraits"
        raise BuildError(message, hint, ExitCode.USAGE)
    if loses_much(current, removed):
        lost = [route for route in removed if not is_hashed(route)]
        message = f"{plural(len(lost), 'fichier')} en ligne seraient retirés, ce qui est beaucoup : {_some(lost)}"
        raise BuildError(message, "si c’est voulu, ajoutez --accepter-retraits", ExitCode.USAGE)


def no_way_back(place: str) -> BuildError:
    """Return what is said where no earlier version is kept."""
    hint = "construisez la version voulue, puis mettez-la en ligne avec « deploy »"
    return BuildError(f"aucune version plus ancienne n’est gardée dans {place}", hint, ExitCode.USAGE)


def lost(place: str, routes: Sequence[str]) -> BuildError:
    """Return what is said of an earlier version that is no longer whole."""
    message = f"la version précédente n’est plus entière dans {place} : il manque {_some(routes)}"
    return BuildError(message, "construisez la version voulue, puis mettez-la en ligne avec « deploy »", ExitCode.USAGE)


def _some(routes: Iterable[str]) -> str:
    named = sorted(routes)
    more = len(named) - _SHOWN
    return ", ".join(named[:_SHOWN]) + (f", et {plural(more, 'autre')}" if more > 0 else "")
