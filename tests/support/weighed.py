"""Weighs processes from outside: what each holds of memory, shared pages divided among those who share them.

Not what it only reads of files, programs among them: how much of that is whose changes whenever another process that
reads the same begins or ends. A second browser on the machine made a kiosk's seem a third lighter.
"""

import re
from collections.abc import Iterable
from pathlib import Path

_LISTENS = "0A"
_MAPPING = re.compile(
    r"^[0-9a-f]+-[0-9a-f]+ .(?P<writes>.)\S\S \S+ \S+ \d+ *(?P<name>.*)\n(?:(?![0-9a-f]+-).*\n)*?Pss: +(?P<kb>\d+) kB$",
    re.MULTILINE,
)


def held_bytes(pids: Iterable[int]) -> int:
    """Return what processes hold together (PSS but for files that are only read); one that is gone holds nothing."""
    return sum(_held_bytes(each) for each in pids)


def listening_at(port: int) -> set[int]:
    """Return the processes that hold the door at a port of loopback, those that were forked from another included."""
    lines = [line.split() for line in Path("/proc/net/tcp").read_text().splitlines()[1:]]
    doors = {f"socket:[{each[9]}]" for each in lines if each[3] == _LISTENS and each[1].endswith(f":{port:04X}")}
    return {int(each.name) for each in Path("/proc").iterdir() if each.name.isdigit() and _holds(each, doors)}


def _held_bytes(pid: int) -> int:
    try:
        told = Path(f"/proc/{pid}/smaps").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return 0
    mappings = _MAPPING.finditer(told)
    return sum(int(each["kb"]) * 1024 for each in mappings if each["writes"] == "w" or not each["name"].startswith("/"))


def _holds(process: Path, doors: set[str]) -> bool:
    try:
        return any(str(each.readlink()) in doors for each in (process / "fd").iterdir())
    except OSError:
        return False
