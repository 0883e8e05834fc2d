"""Which names of the content folder are nobody's content: those of systems and of programs that write beside the author."""

_IGNORED = frozenset({"Thumbs.db", "desktop.ini", "README.md", "LISEZMOI.md"})
_HIDDEN = (".", "~$")


def is_ignored(name: str) -> bool:
    """Say whether a file or a folder of this name is passed by."""
    return name in _IGNORED or name.startswith(_HIDDEN)
