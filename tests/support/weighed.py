"""Weighs processes from outside: how much memory each has that it may write, or made itself.

What is shared counts for each who has it, and files that are only read, programs among them, for nobody. Else another
process that begins or ends would change the weight: a second browser on the machine made a kiosk's a third lighter, and
whoever was forked from a test seems to take what the test lets go.
"""

import re
from collections.abc import Iterable
from pathlib import Path

_LISTENS = "0A"
_MAPPING = re.compile(
    r"^[0-9a-f]+-[0-9a-f]+ .(?P<writes>.)\S\S \S+ \S+ \d+ *(?P<name>.*)\n(?:(?![0-9a-f]+-).*\n)*?Rss: +(?P<kb>\d+) kB$",
    re.MULTILINE,
)


def held_bytes(pids: Iterable[int]) -> int:
    """Return what processes hold together (RSS but for files that are only read); one that is gone holds nothing."""
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
