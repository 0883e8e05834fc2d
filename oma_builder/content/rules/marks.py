"""What readers would see of marks that mean nothing where they stand."""

import datetime
from collections.abc import Iterator

from oma_builder.content.loader import Corpus
from oma_builder.content.markup import marks_in_plain
from oma_builder.problems import Problem


def plain_texts_show_no_marks(corpus: Corpus, today: datetime.date) -> Iterator[Problem]:
    """A field without Markdown shows every sign as it was typed; the others were looked at when they were read."""
    for document in corpus.every():
        for at, text in document.values(str):
            for mark in () if at[0] in document.texts else marks_in_plain(text):
                yield document.warning(at, "marque-visible", f"« {mark.shown} » se verrait tel quel", mark.hint)
