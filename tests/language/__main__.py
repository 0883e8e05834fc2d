"""`python -m tests.language` prints what is to be looked at in the language of the real content; nothing of it is an error."""

import sys

from tests.language.report import readings, remarks, table
from tests.language.texts import real_corpus

sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]  # a Windows console would choke on « LIX »
print(table(readings(real_corpus())), "", "À revoir :", *(remarks(real_corpus())), sep="\n")
