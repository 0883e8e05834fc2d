"""The short codes that paper shows, and which trade answers for each today.

A code is made from the name of a trade's file alone, so it stays the same from year to year without any register.
Paper cannot be corrected: a code printed once leads somewhere for ever.
"""

from collections.abc import Iterable, Iterator
from hashlib import sha256

from oma_builder.content.documents import Document
from oma_builder.content.fields import SHORT_SIGNS
from oma_builder.content.kinds.edition import Edition
from oma_builder.content.kinds.metier import Metier

LENGTH = 5
"""28 million codes: among 1,584 trades, two agree in one guide out of 23, and a rule then says so."""


def short_code(identifier: str) -> str:
    """Return the code of a name. Never to be changed: it stands on paper."""
    rest = int.from_bytes(sha256(identifier.encode()).digest(), "big")
    signs = []
    for _ in range(LENGTH):
        rest, sign = divmod(rest, len(SHORT_SIGNS))
        signs.append(SHORT_SIGNS[sign])
    return "".join(signs)


def code_of(document: Document[Metier]) -> str:
    """Return the code of a trade: that of the oldest sheet that it replaces, or its own."""
    return short_code(next(iter(document.entry.remplace), document.id))


def answering(documents: Iterable[Document[Metier]]) -> dict[str, Document[Metier]]:
    """Return, for each name that a trade has or had, the sheet that answers for it: its own, else what replaces it."""
    listed = tuple(documents)
    found = {document.id: document for document in listed}
    for document in listed:
        for former in document.entry.remplace:
            found.setdefault(former, document)
    return found


def claims(
    documents: Iterable[Document[Metier]], editions: Iterable[Document[Edition]]
) -> Iterator[tuple[str, str, Document[Metier] | None]]:
    """Yield each code with the name it stands for and the sheet that answers, if any; those already printed first."""
    owners = answering(documents)
    for edition in editions:
        for printed in edition.entry.metiers:
            yield printed.code_court, printed.metier, owners.get(printed.metier)
    for name, document in owners.items():
        yield short_code(name), name, document
