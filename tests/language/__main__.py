"""`python -m tests.language` prints the report of the trades' language."""

import sys

from tests.language.report import readings, table
from tests.language.texts import real_corpus

sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]  # a Windows console would choke on « LIX »
print(table(readings(real_corpus())), end="")
