"""The scales of soaks see what a process takes, and nothing of who else reads the same files."""

import mmap
import os
import subprocess
import sys
from pathlib import Path

from tests.support.weighed import held_bytes

TAKEN_BYTES = 40_000_000
UNSTEADY_BYTES = 4_000_000
READS = """import mmap, sys
with open(sys.argv[1], "rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as mapped:
    sum(mapped[:: mmap.PAGESIZE])
    print("read", flush=True)
    sys.stdin.read()
"""


def _held_bytes(*others: int) -> int:
    return held_bytes([os.getpid(), *others])


def test_what_is_taken_weighs_and_a_file_weighs_once_whoever_else_reads_it(tmp_path: Path) -> None:
    read = tmp_path / "read"
    read.write_bytes(os.urandom(TAKEN_BYTES))
    before = _held_bytes()
    taken = bytearray(os.urandom(TAKEN_BYTES))
    assert abs(_held_bytes() - before - TAKEN_BYTES) < UNSTEADY_BYTES
    with read.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as mapped:
        assert sum(mapped[:: mmap.PAGESIZE])  # all of its pages are looked at
        alone = _held_bytes()
        assert abs(alone - before - 2 * TAKEN_BYTES) < UNSTEADY_BYTES
        command = [sys.executable, "-c", READS, str(read)]
        with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
            assert other.stdout is not None
            assert other.stdout.readline() == b"read\n"
            assert abs(_held_bytes() - alone) < UNSTEADY_BYTES
            assert _held_bytes(other.pid) - alone < TAKEN_BYTES  # the program of one is that of the other
            assert held_bytes([other.pid]) > TAKEN_BYTES
            other.communicate()
    assert taken


def test_a_process_that_is_gone_holds_nothing() -> None:
    assert held_bytes([2**22 + 1]) == 0  # above the greatest number that a process has
