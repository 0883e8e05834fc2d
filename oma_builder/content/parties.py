"""The two parties of the agreement: light, so that a command line may name them before anything else is imported."""

from collections.abc import Mapping
from typing import NamedTuple


class Party(NamedTuple):
    """What readers and editors call a party, alone and after « accord »."""

    name: str
    genitive: str


PARTIES: Mapping[str, Party] = {
    "medef": Party("MEDEF", "du MEDEF"),
    "education": Party("Région académique", "de la Région académique"),
}
"""The parties, by the folders of their approvals."""
