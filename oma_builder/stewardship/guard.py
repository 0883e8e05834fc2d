"""No person of a list of contacts may stand in what is published: addresses, telephones and whole names are looked for.

What is looked for is never told: a message names the published file, and the line of the list.
"""

import io
import re
import zipfile
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import pairwise
from typing import NamedTuple

from oma_builder.artifact import Artifact, BigArtifact, Publishable
from oma_builder.content.privacy import is_personal
from oma_builder.parallel import Tick, fan_out, no_tick
from oma_builder.problems import Problem, plural
from oma_builder.stewardship.contacts import Contact
from oma_builder.stewardship.folding import folded, telephone, words
from oma_builder.stewardship.published_text import texts

_GAP = "[\\s.()/\u2010-\u2015-]{0,3}"
_FRENCH = re.compile(rf"(?<![\d.,])(?:(?:\+|00)33{_GAP}(?:0{_GAP})?|0)[1-9](?:{_GAP}\d\d){{4}}(?!\d)")
_FOREIGN = re.compile(rf"\+[1-9](?:{_GAP}\d){{6,14}}(?!\d)")
_MAIL = re.compile(r"[a-z0-9_.+'-]+@[a-z0-9-]+(?:\.[a-z0-9-]+)+")
_WORD = re.compile(r"[a-z0-9]+")
_PARENTHESES = str.maketrans("", "", "()")
_SHORTEST_NAME = 5
"""Letters: shorter names are found in any text."""

_MEMBERS_AT_ONCE = 40
"""Files of an archive that are looked through in one go: each go reads its table of contents."""

_WHAT = {"mail": "l’adresse électronique", "phone": "le téléphone", "name": "le nom"}
_HINTS = {
    "mail": "retirez-la du contenu ; une adresse de fonction, comme stages@…, peut se publier",
    "phone": "retirez-le du contenu : le guide ne publie aucun téléphone de personne",
    "name": "retirez-le du contenu ; si ces mots y disent autre chose, retirez cette ligne d’une copie de la liste",
}


class Hit(NamedTuple):
    """A datum of a line of the list, and the published file that says it."""

    what: str
    line: int
    route: str


@dataclass(frozen=True, slots=True)
class Guard:
    """What is looked for, each with its line in the list called `name`.

    Names are known by their first two words, in either order, so that a text is gone through once, however long the list.
    """

    name: str
    mails: Mapping[str, int]
    phones: Mapping[str, int]
    names: Mapping[tuple[str, str], tuple[tuple[str, int], ...]]
    starts: frozenset[tuple[str, str]] = field(repr=False)

    @property
    def is_empty(self) -> bool:
        """Say whether there is nothing to look for."""
        return not (self.mails or self.phones or self.names)


def guard_of(contacts: Iterable[Contact], name: str) -> Guard:
    """Return what must not be published of these contacts; addresses of functions may be."""
    mails: dict[str, int] = {}
    phones: dict[str, int] = {}
    names: defaultdict[tuple[str, str], list[tuple[str, int]]] = defaultdict(list)
    for contact in contacts:
        local, _, domain = contact.mail.partition("@")
        if domain and is_personal(local, domain):
            mails.setdefault(folded(contact.mail), contact.line)
        if contact.phone:
            phones.setdefault(contact.phone, contact.line)
        for first, second, *rest in _orders(contact):
            names[first, second].append((" ".join((first, second, *rest)), contact.line))
    known = {start: tuple(several) for start, several in names.items()}
    return Guard(name, mails, phones, known, frozenset(known))


def _orders(contact: Contact) -> Iterator[list[str]]:
    """Yield the words of a whole name, the first name before and after; nothing for half of one."""
    first, last = words(contact.first_name), words(contact.surname)
    if first and last and sum(map(len, first + last)) >= _SHORTEST_NAME:
        yield first + last
        yield last + first


def find(guard: Guard, planned: Sequence[Publishable], jobs: int, tick: Tick = no_tick) -> tuple[Problem, ...]:
    """Report each datum of the list that a planned file says, or its name: one problem a datum, at one of these files."""
    pieces = tuple(_pieces(planned))
    hits = [hit for found in fan_out(partial(_hits, guard), pieces, jobs, batch=8, tick=tick) for hit in found]
    files: defaultdict[tuple[str, int], list[str]] = defaultdict(list)
    for what, line, route in dict.fromkeys(hits):
        files[what, line].append(route)
    return tuple(_problem(guard, what, line, routes) for (what, line), routes in files.items())


def _problem(guard: Guard, what: str, line: int, routes: list[str]) -> Problem:
    more = f" (et {plural(len(routes) - 1, 'autre')})" if len(routes) > 1 else ""
    message = f"ce fichier du site{more} dirait {_WHAT[what]} d’une personne : ligne {line} de {guard.name}"
    first = min(routes, key=lambda route: (not route.endswith(".html"), route))  # a page is what an author knows
    return Problem(first, 0, "contacts-publies", message, _HINTS[what])


class _Piece(NamedTuple):
    """A file to look through, or some members of an archive."""

    artifact: Publishable
    members: tuple[str, ...] = ()


def _pieces(planned: Sequence[Publishable]) -> Iterator[_Piece]:
    """Yield the files, and of archives the members that are no copy of a file."""
    seen = set()
    for artifact in planned:
        if artifact.route.endswith(".zip"):
            continue
        if not isinstance(artifact, BigArtifact):
            raw = _bytes(artifact)
            seen.add((zlib.crc32(raw), len(raw)))
        yield _Piece(artifact)
    for artifact in planned:
        if artifact.route.endswith(".zip"):
            with _opened(artifact) as archive:
                listed = archive.infolist()
            others = [member.filename for member in listed if (member.CRC, member.file_size) not in seen]
            for start in range(0, len(others), _MEMBERS_AT_ONCE):
                yield _Piece(artifact, tuple(others[start : start + _MEMBERS_AT_ONCE]))


def _bytes(artifact: Publishable) -> bytes:
    return artifact.content if isinstance(artifact, Artifact) else artifact.source.read_bytes()


def _opened(artifact: Publishable) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(artifact.content) if isinstance(artifact, Artifact) else artifact.source)


def _hits(guard: Guard, piece: _Piece) -> tuple[Hit, ...]:
    route = piece.artifact.route
    if not piece.members:
        return _found(guard, route, route, _bytes(piece.artifact))
    with _opened(piece.artifact) as archive:
        return tuple(
            hit
            for member in piece.members
            for hit in _found(guard, f"{route} › {member}", member, archive.read(member))
        )


def _found(guard: Guard, place: str, name: str, raw: bytes) -> tuple[Hit, ...]:
    """Return what a file says of the list; where its own name does, it is not cited."""
    in_name = dict.fromkeys(said(guard, name))
    shown = "(un nom de fichier)" if in_name else place
    in_text = dict.fromkeys(found for text in texts(name, raw) for found in said(guard, text))
    return tuple(Hit(what, line, shown) for what, line in (in_name | in_text))


def said(guard: Guard, text: str) -> Iterator[tuple[str, int]]:
    """Yield each datum of the list that a text says, as its kind and its line."""
    plain = folded(text)
    for mail in _mails(plain) if guard.mails and "@" in plain else ():
        if mail in guard.mails:
            yield "mail", guard.mails[mail]
    if guard.phones:
        for match in (*_FRENCH.finditer(text), *_FOREIGN.finditer(text)):
            if (number := telephone(match[0].translate(_PARENTHESES))) in guard.phones:
                yield "phone", guard.phones[number]
    spoken = _WORD.findall(plain)
    starts = guard.starts.intersection(set(pairwise(spoken)))
    if starts:
        line_of_words = f" {' '.join(spoken)} "
        yield from (
            ("name", line) for start in starts for name, line in guard.names[start] if f" {name} " in line_of_words
        )


def _mails(plain: str) -> Iterator[str]:
    """Yield the addresses of a text, each also without what a missing space may have put at its ends."""
    for match in _MAIL.finditer(plain):
        address = match[0].lstrip(".-'+_")
        local, _, domain = address.partition("@")
        labels = domain.split(".")
        yield from (f"{local}@{'.'.join(labels[:count])}" for count in range(len(labels), 1, -1))
