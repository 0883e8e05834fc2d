"""A contact that the partners exchange (agreement, article 8): its columns, a row each.

Such lists hold persons' data. They lie outside the project; nothing of them is kept, and no message cites what a cell
holds: lines and columns alone are named.
"""

import datetime
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, NamedTuple

from pydantic import TypeAdapter, ValidationError

from oma_builder.content.fields import Mail
from oma_builder.content.official_codes import SiretCode, UaiCode
from oma_builder.content.typography import one_line, slugify
from oma_builder.guide.vocabulary import FUNCTIONS, MONTHS
from oma_builder.stewardship.folding import telephone

_OTHER_ROLES = ("Campus des métiers et des qualifications (CMQ)", "Établissement scolaire", "Entreprise")
ROLES = (*(name for word, name in FUNCTIONS.items() if word != "autre"), *_OTHER_ROLES, FUNCTIONS["autre"])
"""What a contact does: the functions of actors, and who answers them."""

_SHORT_ROLES = {
    **{slugify(word): FUNCTIONS[word] for word in FUNCTIONS},
    **{slugify(name): name for name in ROLES},
    **{slugify(short[1]): name for name in ROLES if (short := re.search(r"\((\w+)\)", name))},
}
"""Each role by all that one may write for it: the word of actors' sheets, the label, its initials."""


class WrongCell(ValueError):  # noqa: N818 - said of what an author wrote, as `Problem` is
    """A cell cannot be what its column asks for; the message says why, without citing it, and the hint what to do."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.hint = hint


def _role(cell: str) -> str:
    name = slugify(cell)
    known = _SHORT_ROLES.get(name) or _SHORT_ROLES.get(f"{name}s")
    if known is None:
        raise WrongCell("ce rôle n’est pas dans la liste", f"prenez l’un de ceux-ci : {' ; '.join(ROLES)}")
    return known


def _coded(kind: Any, what: str, hint: str) -> Callable[[str], str]:
    """Return the reader of a code that documents have too."""

    @cache
    def adapter() -> TypeAdapter[str]:
        return TypeAdapter(kind)

    @lru_cache(10_000)  # many contacts share a workplace
    def read(cell: str) -> str:
        try:
            return adapter().validate_python(re.sub(r"[\s\u00a0\u202f]", "", cell))
        except ValidationError:
            raise WrongCell(f"ce n’est pas {what}", hint) from None  # the library would cite it

    return read


_mail = _coded(Mail, "une adresse électronique", "une seule par case, comme contact@exemple.fr")
_uai = _coded(UaiCode, "un code UAI", "recopiez ses sept chiffres et sa lettre : l’un d’eux est faux")
_whole_siret = _coded(SiretCode, "un numéro SIRET", "recopiez ses quatorze chiffres : au moins un est faux, ou manque")


def _siret(cell: str) -> str:
    digits = re.sub(r"[\s.\u00a0\u202f]", "", cell)
    if "E+" in digits.upper():
        raise WrongCell("le tableur a arrondi ce numéro SIRET", "mettez la colonne en texte, puis recopiez le numéro")
    return _whole_siret(digits.zfill(14))


def _telephone(cell: str) -> str:
    number = telephone(cell)
    if not number:
        raise WrongCell("ce n’est pas un numéro de téléphone", "un seul par case : 06 39 98 00 01, ou +49 30 123456")
    return number


_SERIAL_DAY_0 = datetime.date(1899, 12, 30)
_SERIAL = re.compile(r"[2-9]\d{4}(?:\.\d+)?", re.ASCII)
"""From 1954 to 2173: what a spreadsheet shows of a date in a cell that is not of dates."""
_NUMBERS = re.compile(r"(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4}|\d{2})", re.ASCII)
_WORDS = re.compile(r"(\d{1,2})(?:er)? ([^\W\d]+)\.? (\d{4})")
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[ T].*)?", re.ASCII)
_SHORT_YEARS = 2_000


def _date(cell: str) -> datetime.date:
    text = one_line(cell)
    try:
        if _SERIAL.fullmatch(text):
            return _SERIAL_DAY_0 + datetime.timedelta(int(float(text)))
        year, month, day = _parts(text)
        return datetime.date(year, month, day)
    except ValueError:
        raise WrongCell("ce n’est pas une date", "écrivez-la comme 01/09/2026 ou 2026-09-01") from None


def _parts(text: str) -> tuple[int, int, int]:
    """Return year, month and day as they are written, in that order."""
    if match := _ISO.fullmatch(text):
        return int(match[1]), int(match[2]), int(match[3])
    if match := _NUMBERS.fullmatch(text):
        year = int(match[3])
        return year if year > 99 else _SHORT_YEARS + year, int(match[2]), int(match[1])
    match = _WORDS.fullmatch(text)
    months = [slugify(month) for month in MONTHS]
    named = [rank for rank, month in enumerate(months, 1) if match and month.startswith(slugify(match[2]))]
    if match is None or len(named) != 1:
        raise ValueError
    return int(match[3]), named[0], int(match[1])


class Contact(NamedTuple):
    """One line of a list, as far as it could be read: what could not, and what is empty, is an empty text or no day."""

    line: int
    surname: str = ""
    first_name: str = ""
    role: str = ""
    organisation: str = ""
    uai: str = ""
    siret: str = ""
    mail: str = ""
    phone: str = ""
    purpose: str = ""
    sent_on: datetime.date | None = None
    last_contact: datetime.date | None = None


def _shown_phone(number: Any) -> str:
    """Group by two, so that spreadsheets leave the first zero where it is."""
    text = str(number)
    return " ".join(re.findall("..", text)) if text.startswith("0") else text


def _shown_siret(number: Any) -> str:
    """Group as INSEE does, so that spreadsheets do not round it."""
    return re.sub(r"(\d{3})(\d{3})(\d{3})(\d{5})", r"\1 \2 \3 \4", str(number))


def _shown_date(day: Any) -> str:
    return f"{day:%d/%m/%Y}"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: the field of `Contact` it fills, its title, what it is for, and other titles that people give it."""

    field: str
    title: str
    help: str
    read: Callable[[str], Any] = one_line
    show: Callable[[Any], str] = str
    is_required: bool = False
    is_date: bool = False
    also: tuple[str, ...] = ()


COLUMNS = (
    Column("surname", "Nom", "le nom de famille", is_required=True, also=("nom de famille",)),
    Column("first_name", "Prénom", "le prénom", is_required=True),
    Column("role", "Rôle", "l’un des rôles de la liste", _role, is_required=True, also=("fonction",)),
    Column("organisation", "Structure", "l’établissement, l’entreprise ou le service", also=("etablissement",)),
    Column(
        "uai",
        "UAI",
        "le code de l’établissement scolaire : sept chiffres et une lettre",
        _uai,
        also=("code uai", "rne"),
    ),
    Column("siret", "SIRET", "le numéro de l’entreprise : quatorze chiffres", _siret, _shown_siret, also=("n siret",)),
    Column(
        "mail", "Courriel", "l’adresse électronique", _mail, also=("email", "e mail", "mail", "adresse electronique")
    ),
    Column(
        "phone", "Téléphone", "le numéro de téléphone", _telephone, _shown_phone, also=("tel", "portable", "mobile")
    ),
    Column("purpose", "Finalité", "à quoi sert ce contact, en quelques mots", is_required=True),
    Column(
        "sent_on",
        "Transmis le",
        "le jour où l’un des partenaires a donné ce contact à l’autre",
        _date,
        _shown_date,
        is_required=True,
        is_date=True,
        also=("date", "date de transmission"),
    ),
    Column(
        "last_contact",
        "Dernier contact",
        "le jour du dernier échange avec la personne ; vide s’il n’y en a pas eu",
        _date,
        _shown_date,
        is_date=True,
        also=("date du dernier contact",),
    ),
)
"""Every column of a list, in the order of the template: the one place that knows them."""

REACHED_BY = ("mail", "phone")
"""The fields of which a contact has one at least."""


def titles() -> dict[str, Column]:
    """Return the columns by all that their titles may be, folded."""
    return {slugify(name): column for column in COLUMNS for name in (column.title, *column.also)}


def column_of(field: str) -> Column:
    """Return the column that fills a field."""
    return next(column for column in COLUMNS if column.field == field)
