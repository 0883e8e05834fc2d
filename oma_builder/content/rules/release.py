"""What a version to be released may not hold: samples, and what is still to be filled in."""

import datetime
import re
from collections.abc import Iterator
from typing import Any

from oma_builder.content.documents import Document
from oma_builder.content.loader import Corpus
from oma_builder.content.markdown import plain_text, walk
from oma_builder.content.schema import ACCESSIBILITE
from oma_builder.problems import Problem

_MISSING = re.compile(r"\b[àa] compl[ée]ter\b|\bto-?do\b", re.IGNORECASE)
_RESERVED = r"(?:[^/@]*\.)?(?:example\.(?:com|net|org)|[^/@.]+\.(?:example|invalid|test|localhost))"  # RFC 2606
_SAMPLE_HOST = re.compile(rf"^https://{_RESERVED}(?:[:/]|$)|@{_RESERVED}$", re.IGNORECASE)


def samples_stay_at_home(corpus: Corpus, today: datetime.date) -> Iterator[Problem]:
    """An invented event, offer or actor shows editors the form; readers must not take it for true."""
    for document in _to_be_shown(corpus):
        if getattr(document.entry, "exemple", False):
            message = "cette fiche est un exemple : elle ne peut pas être diffusée"
            hint = "remplacez-la par une vraie fiche, passez-la en brouillon, ou supprimez-la"
            yield document.problem(("exemple",), "exemple-a-retirer", message, hint)


def nothing_is_left_to_fill_in(corpus: Corpus, today: datetime.date) -> Iterator[Problem]:
    """A public text has no gap, and the site its true address."""
    hint = "complétez-le avant de diffuser le guide"
    for document in _to_be_shown(corpus):
        for at, text in document.values(str):
            if at[0] not in document.texts and _MISSING.search(text):
                yield document.problem(at, "a-completer", "ce texte est encore à compléter", hint)
        for nodes in document.texts.values():
            for node in walk(nodes):
                if node.tag in ("p", "li", "td", "h") and _MISSING.search(plain_text(node.children)):
                    yield Problem(document.path, node.line, "a-completer", "ce texte est encore à compléter", hint)
    if corpus.site is None:
        return
    for field in ("adresse", "contact"):
        if _SAMPLE_HOST.search(value := getattr(corpus.site.entry, field)):
            message = f"« {value} » n’est qu’une valeur provisoire"
            yield corpus.site.problem((field,), "a-completer", message, hint)


def accessibility_was_audited(corpus: Corpus, today: datetime.date) -> Iterator[Problem]:
    """A published site says how accessible it is (law 2005-102, article 47): that takes an audit."""
    if (ACCESSIBILITE.name, ACCESSIBILITE.name) not in corpus.known:
        message = f"le fichier {ACCESSIBILITE.name}.yaml manque : rien ne dit si le site est accessible"
        hint = "faites le contrôle des 106 critères du RGAA, et notez-le dans ce fichier"
        yield Problem(f"{corpus.folder}/{ACCESSIBILITE.name}.yaml", 0, "audit-absent", message, hint)


def _to_be_shown(corpus: Corpus) -> Iterator[Document[Any]]:
    """Yield all but the drafts: these are never shown, and may wait."""
    for document in corpus.every():
        window = getattr(document.entry, "publication", None)
        if window is None or window.etat == "publie":
            yield document
