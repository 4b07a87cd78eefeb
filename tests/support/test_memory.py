"""What killed tests left in memory is swept, and what runs is left alone."""

import fcntl
import os
from pathlib import Path

from tests.support.memory import sweep

LONG_AGO = 1_000_000_000


def left(parent: Path, name: str) -> Path:
    folder = parent / name
    folder.mkdir()
    (folder / "lock").touch()
    os.utime(folder, (LONG_AGO, LONG_AGO))
    return folder


def test_only_an_old_cluster_whose_lock_nobody_holds_is_removed(tmp_path: Path) -> None:
    killed, runs, others = left(tmp_path, "pg-killed"), left(tmp_path, "pg-runs"), left(tmp_path, "others")
    new = left(tmp_path, "pg-new")
    os.utime(new)
    with (runs / "lock").open("r+b") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        sweep(tmp_path, "pg-")
    assert not killed.exists()
    assert runs.exists()
    assert others.exists()
    assert new.exists()
