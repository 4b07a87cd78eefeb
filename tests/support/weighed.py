"""Weighs processes from outside: what each holds of memory, shared pages divided among those who share them."""

import re
from collections.abc import Iterable
from pathlib import Path

_LISTENS = "0A"


def held_bytes(pids: Iterable[int]) -> int:
    """Return what processes hold together (PSS); one that is gone holds nothing."""
    return sum(_held_bytes(each) for each in pids)


def listening_at(port: int) -> set[int]:
    """Return the processes that hold the door at a port of loopback, those that were forked from another included."""
    lines = [line.split() for line in Path("/proc/net/tcp").read_text().splitlines()[1:]]
    doors = {f"socket:[{each[9]}]" for each in lines if each[3] == _LISTENS and each[1].endswith(f":{port:04X}")}
    return {int(each.name) for each in Path("/proc").iterdir() if each.name.isdigit() and _holds(each, doors)}


def _held_bytes(pid: int) -> int:
    try:
        told = Path(f"/proc/{pid}/smaps_rollup").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return 0
    found = re.search(r"^Pss:\s+(\d+) kB", told, re.MULTILINE)
    return int(found[1]) * 1024 if found else 0


def _holds(process: Path, doors: set[str]) -> bool:
    try:
        return any(str(each.readlink()) in doors for each in (process / "fd").iterdir())
    except OSError:
        return False
