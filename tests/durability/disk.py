"""A mounted disk that forgets what was not synced, as a test holds it."""

import ctypes.util
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from dossier.leash import leashed

_START_SECONDS = 20


@dataclass(frozen=True, slots=True)
class Disk:
    """Where it is mounted, and what it can be told. Who wrote to it must be dead before the power is cut."""

    folder: Path

    def cut(self, share: float = 0) -> None:
        """Forget what was not synced, but for a share of it that reached the disk by luck."""
        os.setxattr(self.folder, "user.cut", str(share).encode())

    def break_by(self, operation: str, code: int, *, after: int = 0) -> None:
        """Let an operation (`write`, `fsync`, `fsyncdir`, `link` …) fail from now on, once it went well so often."""
        os.setxattr(self.folder, "user.fault", f"{operation} {code} {after}".encode())

    def mend(self) -> None:
        """Let everything go well again."""
        self.break_by("nothing", 0)


@contextmanager
def forgetful_disk(folder: Path) -> Iterator[Disk]:
    """Mount such a disk on a new folder. Skips where only a word can be said."""
    if not os.access("/dev/fuse", os.W_OK) or os.geteuid() != 0:
        pytest.skip("no /dev/fuse for us here (it takes root)")
    if not (ctypes.util.find_library("fuse3") or ctypes.util.find_library("fuse")):
        pytest.skip("no libfuse here (Debian: apt-get install libfuse3-3)")
    folder.mkdir(parents=True)
    before = folder.stat().st_dev
    process = subprocess.Popen(leashed([sys.executable, "-m", "tests.durability.forgetful", str(folder)]))
    try:
        deadline = time.monotonic() + _START_SECONDS
        while folder.stat().st_dev == before:
            assert process.poll() is None, "the disk did not start"
            assert time.monotonic() < deadline, "the disk was not mounted"
            time.sleep(0.02)
        yield Disk(folder)
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=False, capture_output=True)
        process.kill()
        process.wait()
