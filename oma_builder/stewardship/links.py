"""Which external addresses the content names, where, and what is to be said of those that do not answer as they should."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple
from urllib.parse import urldefrag

from oma_builder.content.addresses import is_url
from oma_builder.content.documents import Document
from oma_builder.content.kinds.base import Author
from oma_builder.content.loader import Corpus
from oma_builder.content.markdown import walk
from oma_builder.problems import Problem, Severity, plural, tidy
from oma_builder.stewardship.visits import Answer


class Place(NamedTuple):
    """Where an author wrote an address."""

    path: str
    line: int


Places = Mapping[str, tuple[Place, ...]]
"""The places of each address, as it is asked for: without what follows the `#`."""


def external(corpus: Corpus) -> Places:
    """Return every external address of the content: of a field that is an address, and of the links of texts.

    The site's own address is none, nor are the folders of films: nothing need stand at these themselves.
    """
    own = corpus.site.entry if corpus.site else None
    left = {own.adresse, *((own.films.depot, own.films.peertube) if own.films else ())} if own else set()
    found: defaultdict[str, dict[Place, None]] = defaultdict(dict)
    for document in corpus.every():
        for address, place in _named(document):
            if address not in left and "{" not in address:  # `{fiche}` stands for the name of a sheet
                found[urldefrag(address).url][place] = None
    return {address: tuple(places) for address, places in sorted(found.items())}


def _named(document: Document[Author]) -> Iterator[tuple[str, Place]]:
    for at, value in document.values(str):
        if is_url(value):
            yield value, Place(document.path, document.line(*at))
    for nodes in document.texts.values():
        for node in walk(nodes):
            if node.tag == "a" and is_url(node.text):
                yield node.text, Place(document.path, node.line)


_REPLACE = "trouvez la page qui la remplace, ou retirez le lien"


def problems_of(places: Places, answers: Mapping[str, Answer]) -> tuple[Problem, ...]:
    """Return what is to be done, at each place of an address: a dead one is an error, and only 404 and 410 are dead."""
    return tidy(
        problem for address, several in places.items() for problem in _problems(address, several, answers[address])
    )


def _problems(address: str, places: Iterable[Place], answer: Answer) -> Iterator[Problem]:
    for path, line in places:
        match answer.state:
            case "morte":
                message = f"{address} n’existe plus ({answer.told})"
                yield Problem(path, line, "lien-externe-mort", message, _REPLACE)
            case "deplacee":
                message = f"{address} a déménagé pour de bon"
                hint = f"écrivez {answer.moved_to}"
                yield Problem(path, line, "lien-externe-deplace", message, hint, Severity.WARNING)
            case "a-regarder":
                message = f"{address} : {answer.told}"
                hint = "ouvrez-la dans un navigateur : une machine ne peut pas dire si elle est bonne"
                yield Problem(path, line, "lien-externe-incertain", message, hint, Severity.INFORMATION)


def summary(answers: Mapping[str, Answer]) -> str:
    """Say how many addresses there are in each state."""
    states = [answer.state for answer in answers.values()]
    moved, dead, odd = (states.count(state) for state in ("deplacee", "morte", "a-regarder"))
    fine = len(states) - moved - dead - odd
    counted = (
        f"{plural(fine, 'bonne')}, {plural(moved, 'déplacée')}, {plural(dead, 'morte')}, {odd} à regarder à la main"
    )
    return f"{plural(len(states), 'adresse')} : {counted}."
