"""Functions that help, place by place; never persons."""

from dataclasses import dataclass

from oma_builder.content import schema
from oma_builder.content.documents import Document
from oma_builder.content.kinds.acteur import Acteur
from oma_builder.content.typography import slugify
from oma_builder.guide import routes, vocabulary
from oma_builder.guide.references import References
from oma_builder.guide.values import Link, Source, sources


@dataclass(frozen=True, slots=True)
class Actor:
    """One function; `mail` and `address` may be empty."""

    function: str
    name: str
    role: str
    territories: tuple[Link, ...]
    audiences: tuple[Link, ...]
    mail: str
    address: str
    is_sample: bool
    sources: tuple[Source, ...]

    @property
    def mail_to(self) -> str:
        """What its mail address links to; empty where that reaches nobody."""
        return routes.mail_to(self.mail)


def link_actors(refs: References) -> tuple[Actor, ...]:
    """Return the functions, by kind, then by name."""
    kinds = list(vocabulary.FUNCTIONS)
    documents = sorted(
        refs.every(schema.ACTEURS),
        key=lambda document: (kinds.index(document.entry.fonction), slugify(document.entry.nom), document.id),
    )
    return tuple(_actor(document, refs) for document in documents)


def _actor(document: Document[Acteur], refs: References) -> Actor:
    entry = document.entry
    return Actor(
        function=vocabulary.FUNCTIONS[entry.fonction],
        name=entry.nom,
        role=entry.role,
        territories=refs.links(schema.TERRITOIRES, entry.territoires),
        audiences=refs.links(schema.PUBLICS, entry.publics),
        mail=entry.courriel or "",
        address=entry.adresse or "",
        is_sample=entry.exemple,
        sources=sources(entry.sources),
    )
