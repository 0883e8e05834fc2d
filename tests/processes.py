"""The processes of this machine, as Linux tells of them."""

from pathlib import Path


def processes() -> list[int]:
    """Return the number of every process that has not ended."""
    found = (int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdigit())
    return [pid for pid in found if _told(pid)[:1] not in ([], ["Z"])]


def parent(pid: int) -> int:
    """Return the number of a process's parent, or 0 when it has ended."""
    return int((_told(pid) or ["", "0"])[1])


def group(pid: int) -> int:
    """Return the number of a process's group, or 0 when it has ended."""
    return int((_told(pid) or ["", "", "0"])[2])


def session(pid: int) -> int:
    """Return the number of a process's session, or 0 when it has ended."""
    return int((_told(pid) or ["", "", "", "0"])[3])


def arguments(pid: int) -> str:
    """Return the command line of a process, each word followed by a NUL."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""


def _told(pid: int) -> list[str]:
    """Return what stands after the name of a process: its state, its parent, its group, and so on."""
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
    except OSError:
        return []
