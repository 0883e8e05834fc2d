"""What every stage that makes files hands over."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Artifact:
    """One file to publish at `route`; `origin` is the author's file it comes from, if one alone is its cause."""

    route: str
    content: bytes
    origin: str = ""
