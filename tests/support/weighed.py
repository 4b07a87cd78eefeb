"""Weighs processes from outside: what memory they would take together if nobody else were on the machine.

What only they have is counted for each, and a file that is read, programs among them, once. The kernel's own division
(PSS) changes with whoever else reads the same files: a second browser here made a kiosk's a third lighter, and
whoever was forked from a test seemed to take what the test let go.
"""

import itertools
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

_LISTENS = "0A"
_MAPPING = re.compile(
    r"^[0-9a-f]+-[0-9a-f]+ \S+ (?P<place>\S+ \S+ (?P<inode>\d+)).*\n(?:(?![0-9a-f]+-).*\n)*?Rss: +(?P<kb>\d+) kB$",
    re.MULTILINE,
)


def held_bytes(pids: Iterable[int]) -> int:
    """Return what processes hold together (resident, files once); one that is gone holds nothing."""
    own_kb, files_kb = 0, dict[str, int]()
    for found in itertools.chain.from_iterable(map(_mappings, pids)):
        if found["inode"] == "0":
            own_kb += int(found["kb"])
        else:  # what of a file is written for oneself alone stays as it is from the start
            files_kb[found["place"]] = max(files_kb.get(found["place"], 0), int(found["kb"]))
    return (own_kb + sum(files_kb.values())) * 1024


def listening_at(port: int) -> set[int]:
    """Return the processes that hold the door at a port of loopback, those that were forked from another included."""
    lines = [line.split() for line in Path("/proc/net/tcp").read_text().splitlines()[1:]]
    doors = {f"socket:[{each[9]}]" for each in lines if each[3] == _LISTENS and each[1].endswith(f":{port:04X}")}
    return {int(each.name) for each in Path("/proc").iterdir() if each.name.isdigit() and _holds(each, doors)}


def _mappings(pid: int) -> Iterator[re.Match[str]]:
    try:
        return _MAPPING.finditer(Path(f"/proc/{pid}/smaps").read_text())
    except (FileNotFoundError, ProcessLookupError):
        return iter(())


def _holds(process: Path, doors: set[str]) -> bool:
    try:
        return any(str(each.readlink()) in doors for each in (process / "fd").iterdir())
    except OSError:
        return False
