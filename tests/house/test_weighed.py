"""The scales of soaks see what a process takes, and nothing of who else reads the same files."""

import mmap
import os
from pathlib import Path

from tests.support.weighed import held_bytes

TAKEN_BYTES = 40_000_000
UNSTEADY_BYTES = 4_000_000


def _held_bytes() -> int:
    return held_bytes([os.getpid()])


def test_what_is_taken_weighs_and_a_file_that_is_read_does_not(tmp_path: Path) -> None:
    read = tmp_path / "read"
    read.write_bytes(os.urandom(TAKEN_BYTES))
    before = _held_bytes()
    taken = bytearray(os.urandom(TAKEN_BYTES))
    assert abs(_held_bytes() - before - TAKEN_BYTES) < UNSTEADY_BYTES
    with read.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as mapped:
        assert sum(mapped[:: mmap.PAGESIZE])  # all of its pages are looked at
        assert abs(_held_bytes() - before - TAKEN_BYTES) < UNSTEADY_BYTES
    with read.open("r+b") as changed, mmap.mmap(changed.fileno(), 0) as shared:
        assert sum(shared[:: mmap.PAGESIZE])
        assert abs(_held_bytes() - before - 2 * TAKEN_BYTES) < UNSTEADY_BYTES
    assert taken


def test_a_process_that_is_gone_holds_nothing() -> None:
    assert held_bytes([2**22 + 1]) == 0  # above the greatest number that a process has
