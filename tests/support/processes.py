"""Looks at processes from outside: who lives, who descends from whom. Linux's /proc."""

import os
import time
from collections.abc import Callable
from pathlib import Path

from tests.support.patience import PATIENCE_SECONDS


def alive(pid: int) -> bool:
    """Tell whether a process runs; one that has ended and waits to be reaped does not."""
    try:
        return _fields(pid)[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def descendants(pid: int) -> dict[int, str]:
    """Return pid → command line of every process below one."""
    parents: dict[int, int] = {}
    for each in Path("/proc").iterdir():
        if each.name.isdigit():
            try:
                parents[int(each.name)] = int(_fields(int(each.name))[1])
            except (FileNotFoundError, ProcessLookupError):
                continue
    found: dict[int, str] = {}
    front = {pid}
    while front:
        front = {child for child, parent in parents.items() if parent in front}
        found |= {each: command_line(each) for each in front}
    return found


def command_line(pid: int) -> str:
    """Return how a process was called; empty when it is gone."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace").strip()
    except (FileNotFoundError, ProcessLookupError):
        return ""


def cpu_seconds(pid: int) -> float:
    """Return the processor time that a process, and its children that ended, have used; 0 when it is gone."""
    try:
        spent = _fields(pid)[11:15]
    except (FileNotFoundError, ProcessLookupError):
        return 0
    return sum(int(each) for each in spent) / os.sysconf("SC_CLK_TCK")


def eventually(done: Callable[[], bool], timeout_seconds: float = PATIENCE_SECONDS) -> None:
    """Wait until something is so; fail when it is not so in time."""
    deadline = time.monotonic() + timeout_seconds
    while not done():
        assert time.monotonic() < deadline, "it did not come about in time"
        time.sleep(0.01)


def _fields(pid: int) -> list[str]:
    """Return what follows the name in /proc/PID/stat: state, parent and so on."""
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
