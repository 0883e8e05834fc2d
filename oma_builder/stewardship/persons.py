"""Who is the same person: under two spellings in one list, or in that of another year.

Case, accents, hyphens and the order of names do not count, nor does one slip of the keyboard where nothing else speaks
against it. Persons of one name are told apart by what else is known of them.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any, NamedTuple

from oma_builder.problems import slips
from oma_builder.stewardship.contacts import COLUMNS, Contact
from oma_builder.stewardship.folding import words

_SHORTEST_WITH_SLIP = 7
"""Letters of a whole name: in shorter ones a letter makes another person."""

_RANK_BITS = 24
"""More lines than any list may have, for packing a digest and a rank into one number."""


class Twin(NamedTuple):
    """A line that names, it seems, the person of an earlier one, and in which words that is told."""

    line: int
    earlier: int
    told: str


class Difference(NamedTuple):
    """A person of two lists: the line in the new one, that in the old one, the titles of columns that say otherwise.

    Dates are not compared: every exchange brings new ones. A `line` is None where the person is not in that list; `is_respelt` says that the names are not written alike.
    """

    line: int | None
    old_line: int | None
    changed: tuple[str, ...] = ()
    is_respelt: bool = False


def name_of(contact: Contact) -> str:
    """Return the words of a name, folded and in one order; nothing where one of both names is missing."""
    if not (contact.surname and contact.first_name):
        return ""
    return " ".join(sorted(words(f"{contact.surname} {contact.first_name}")))


def twins(contacts: Sequence[Contact]) -> Iterator[Twin]:
    """Yield the lines that name a person whom an earlier line names, in the same words or with one slip."""
    first: dict[str, int] = {}
    for rank, contact in enumerate(contacts):
        name = name_of(contact)
        if not name:
            continue
        earlier = contacts[first.setdefault(name, rank)]
        if earlier is not contact:
            is_same = _spelling(contact) == _spelling(earlier)
            yield Twin(
                contact.line,
                earlier.line,
                "un nom figure deux fois" if is_same else "un nom figure sous deux écritures",
            )
    for name, other in _near(list(first)):
        one, two = sorted((contacts[first[name]], contacts[first[other]]))
        if not _differ(one, two):
            yield Twin(two.line, one.line, "un nom figure peut-être deux fois, à une lettre près")


def _spelling(contact: Contact) -> tuple[str, str]:
    return contact.surname, contact.first_name


def _differ(one: Contact, two: Contact) -> bool:
    """Say whether something tells two persons of similar names apart: all that both lines know is different."""
    pairs = [(one.mail.casefold(), two.mail.casefold()), (one.phone, two.phone), _workplaces(one, two)]
    known = [(first, second) for first, second in pairs if first and second]
    return bool(known) and all(first != second for first, second in known)


def _workplaces(one: Contact, two: Contact) -> tuple[str, str]:
    for field in ("uai", "siret"):
        if getattr(one, field) and getattr(two, field):
            return getattr(one, field), getattr(two, field)
    return " ".join(words(one.organisation)), " ".join(words(two.organisation))


def _near(names: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield each pair of names that one slip tells apart.

    Such names have in common what is left of each without one letter, or without none: only those that share a rest
    are compared, so that the time grows as the list does.
    """
    mask = (1 << _RANK_BITS) - 1
    rests = sorted(
        hash(rest) << _RANK_BITS | rank
        for rank, name in enumerate(names)
        if len(name) > _SHORTEST_WITH_SLIP
        for rest in {name, *(name[:at] + name[at + 1 :] for at in range(len(name)))}
    )
    told: set[tuple[int, int]] = set()
    for _, group in groupby(rests, key=lambda packed: packed >> _RANK_BITS):
        one, *others = (packed & mask for packed in group)
        for other in others:
            pair = (one, other)
            if pair not in told and slips(names[one], names[other]) == 1:
                told.add(pair)
                yield names[one], names[other]


def differences(new: Sequence[Contact], old: Sequence[Contact]) -> tuple[Difference, ...]:
    """Return who is new, gone or changed since the old list; who is the same in both is not told."""
    pairs = dict(_pairs(new, old))
    found = [_compared(new[rank], old[other]) for rank, other in sorted(pairs.items())]
    taken = set(pairs.values())
    return (
        *(difference for difference in found if difference.changed or difference.is_respelt),
        *(Difference(contact.line, None) for rank, contact in enumerate(new) if rank not in pairs),
        *(Difference(None, contact.line) for rank, contact in enumerate(old) if rank not in taken),
    )


def _compared(now: Contact, before: Contact) -> Difference:
    changed = tuple(
        column.title
        for column in COLUMNS
        if column.field not in _NAMES
        and not column.is_date
        and getattr(now, column.field) != getattr(before, column.field)
    )
    return Difference(now.line, before.line, changed, _spelling(now) != _spelling(before))


_NAMES = ("surname", "first_name")


def _pairs(new: Sequence[Contact], old: Sequence[Contact]) -> Iterator[tuple[int, int]]:
    """Yield the ranks of one person in both lists: by name and address, by name, by an address that is nobody else's, by a slip."""
    left, right = dict(enumerate(new)), dict(enumerate(old))
    for key in (_name_and_mail, name_of, _mail):
        for rank, other in _matched(left, right, key):
            del left[rank], right[other]
            yield rank, other
    by_name = {name_of(contact): rank for rank, contact in left.items()}
    by_old_name = {name_of(contact): rank for rank, contact in right.items()}
    for one, two in _near([*by_name, *by_old_name]):
        for name, old_name in ((one, two), (two, one)):
            slipped, meant = by_name.get(name), by_old_name.get(old_name)
            if slipped in left and meant in right and not _differ(left[slipped], right[meant]):
                del left[slipped], right[meant]
                yield slipped, meant


def _matched(left: dict[int, Contact], right: dict[int, Contact], key: Any) -> Iterable[tuple[int, int]]:
    """Return the ranks of contacts that share a key: as many as both lists have, the first with the first.

    An address alone does not tell persons who share it.
    """
    waiting: defaultdict[str, list[int]] = defaultdict(list)
    for rank, contact in right.items():
        if found := key(contact):
            waiting[found].append(rank)
    if key is _mail:
        several = Counter(map(_mail, left.values()))
        waiting = defaultdict(
            list, {mail: ranks for mail, ranks in waiting.items() if len(ranks) == several[mail] == 1}
        )
    matched = []
    for rank, contact in left.items():
        if ranks := waiting.get(key(contact)):
            matched.append((rank, ranks.pop(0)))
    return matched


def _mail(contact: Contact) -> str:
    return contact.mail.casefold()


def _name_and_mail(contact: Contact) -> str:
    return f"{name_of(contact)} {_mail(contact)}" if contact.mail and name_of(contact) else ""
