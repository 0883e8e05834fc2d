"""What pupils ask for instead of a trade (« travailler dehors »), and the trades that answer, by what their sheets say."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from statistics import median

from oma_builder.content.documents import Document
from oma_builder.content.kinds.recherche import Clues, Criterion, Recherche
from oma_builder.content.kinds.recherche import Wish as WishEntry
from oma_builder.content.typography import slugify
from oma_builder.guide.metiers import Metier
from oma_builder.rome.search import words_of

_WEIGHTS: Mapping[str, int] = {
    "titre": 3,
    "lieux": 3,
    "contraintes": 2,
    "horaires": 2,
    "tenue": 1,
    "missions": 1,
    "competences": 1,
    "qualites": 1,
    "matieres": 2,
    "employeurs": 1,
    "evolutions": 1,
}
"""What a clue counts for by the field where it stands: a place says more of a trade than one of its missions."""

MOST = 9
"""The highest degree: one digit."""


@dataclass(frozen=True, slots=True)
class Wish:
    """One wish: how it is said, what must be refused to say it, and the trades that answer, by id, with a degree each.

    `instead` is empty unless no trade fulfils it, and says what the list shows in its place.
    """

    id: str
    name: str
    words: tuple[str, ...]
    denied: tuple[str, ...]
    instead: str
    members: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Saying:
    """Words of pupils, and what the guide calls that."""

    said: tuple[str, ...]
    meant: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Spoken:
    """What the search hears beside names, in the editors' order."""

    wishes: tuple[Wish, ...]
    sayings: tuple[Saying, ...]


def link_spoken(document: Document[Recherche] | None, metiers: tuple[Metier, ...]) -> Spoken:
    """Return the wishes, with the trades that answer, and what pupils call otherwise; wishes without an answer stay."""
    if document is None:
        return Spoken((), ())
    trades, paid = tuple((metier, _texts(metier)) for metier in metiers), _well_paid(metiers)
    wishes = tuple(_wish(entry, trades, paid) for entry in document.entry.envies)
    return Spoken(wishes, tuple(Saying(entry.dit, entry.vaut) for entry in document.entry.expressions))


_Texts = Mapping[str, str]
"""The words of each field of a trade, between spaces."""


def _texts(metier: Metier) -> _Texts:
    conditions = metier.conditions
    names = (metier.title.both, *(title.both for title in metier.synonyms), *metier.keywords)
    fields = {
        "titre": names,
        "lieux": conditions.places,
        "horaires": (conditions.hours,),
        "tenue": (conditions.clothing,),
        "contraintes": conditions.constraints,
        "missions": metier.missions,
        "competences": metier.skills,
        "qualites": metier.qualities,
        "matieres": metier.subjects,
        "employeurs": metier.employers,
        "evolutions": metier.prospects,
    }
    return {name: _spaced("\n".join(texts)) for name, texts in fields.items()}


def _spaced(text: str) -> str:
    """Return the words of lines one after the other; a line ends in a sign that no word has."""
    return "|".join(f" {' '.join(words_of(line))} " for line in re.split(r"[\n.;:]", text))


def _well_paid(metiers: Iterable[Metier]) -> frozenset[str]:
    """Return the trades that pay more than half of those that tell."""
    told = {metier.id: metier.salary.beginner for metier in metiers if metier.salary}
    middle = median(told.values()) if told else 0
    return frozenset(name for name, pay in told.items() if pay >= middle)


_Trades = tuple[tuple[Metier, _Texts], ...]


def _wish(entry: WishEntry, trades: _Trades, paid: frozenset[str]) -> Wish:
    members = tuple(_members(entry.critere, trades, paid))
    instead = "" if members or not entry.a_defaut else entry.a_defaut.texte
    if instead and entry.a_defaut:
        members = tuple(_members(entry.a_defaut.critere, trades, paid))
    return Wish(slugify(entry.nom), entry.nom, entry.mots, entry.contraires, instead, members)


def _members(criterion: Criterion, trades: _Trades, paid: frozenset[str]) -> Iterator[tuple[str, int]]:
    """Yield the trades that answer, with how much each does."""
    wanted, unwanted = _clues(criterion.indices), _clues(criterion.sauf)
    for metier, texts in trades:
        if not _fits(metier, criterion, paid) or _degree(unwanted, texts):
            continue
        degree = _degree(wanted, texts) if wanted else MOST
        if degree:
            yield metier.id, min(degree, MOST)


_FieldClues = tuple[tuple[str, tuple[str, ...]], ...]


def _clues(clues: Clues) -> _FieldClues:
    """Return the words looked for in each field that has some, as they are compared."""
    given = ((name, getattr(clues, name)) for name in _WEIGHTS)
    return tuple((name, tuple(f" {' '.join(words_of(text))} " for text in texts)) for name, texts in given if texts)


def _degree(clues: _FieldClues, texts: _Texts) -> int:
    return sum(_WEIGHTS[name] * sum(clue in texts[name] for clue in wanted) for name, wanted in clues)


def _fits(metier: Metier, criterion: Criterion, paid: frozenset[str]) -> bool:
    """Say whether a trade is what a criterion asks for besides clues."""
    sectors = {PurePosixPath(link.route).stem for link in (metier.sector, *metier.other_sectors)}
    letters = {interest.letter for interest in metier.interests}
    return all(
        (
            criterion.acces_max is None or metier.required_number <= criterion.acces_max,
            criterion.acces_min is None or metier.required_number >= criterion.acces_min,
            criterion.niveau_max is None or metier.level_number <= criterion.niveau_max,
            criterion.niveau_min is None or metier.level_number >= criterion.niveau_min,
            not criterion.secteurs or sectors & set(criterion.secteurs),
            not criterion.interets or letters & set(criterion.interets),
            not criterion.salaire or metier.id in paid,
            not criterion.sans_diplome or metier.is_advised,
            not criterion.recrute or metier.recruiting,
        )
    )
