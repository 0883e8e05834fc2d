"""`python -m tests.language` prints what is to be looked at in the real content: its language, and what it lacks; no errors."""

import sys

from tests.language import completeness
from tests.language.report import readings, remarks, table
from tests.language.texts import real_corpus

sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]  # a Windows console would choke on « LIX »
print(
    table(readings(real_corpus())),
    "",
    "À revoir :",
    *remarks(real_corpus()),
    *completeness.remarks(real_corpus()),
    sep="\n",
)
