"""What SeaweedFS syncs before it says yes, as the kernel saw it: what docs/stores.md tells of it rests on this."""

import asyncio
import os
import re
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import pytest

from dossier.storage.vault import open_vault
from tests.support.seaweed import BUCKET, running

pytestmark = pytest.mark.torture

FILES = 10
_PATIENCE_SECONDS = 60
_ATTACHED = "attached"
_TOLD_SECONDS = 3
"""After this, its servers have heard of a setting."""


def test_files_are_synced_when_it_is_told_so_and_names_never(tmp_path: Path) -> None:
    with running(tmp_path) as weed:
        assert synced_by(weed.pid, tmp_path) == []
        weed.shell(f"fs.configure -locationPrefix=/buckets/{BUCKET}/ -fsync -apply")
        time.sleep(_TOLD_SECONDS)
        synced = synced_by(weed.pid, tmp_path)
    assert len([each for each in synced if each.endswith(".dat")]) >= FILES
    assert [each for each in synced if "filerldb" in each] == []  # where it keeps which name has which bytes


def synced_by(pid: int, folder: Path) -> list[str]:
    """Put a few files; return the path of each file that the store synced meanwhile."""
    with traced(pid, folder / uuid4().hex) as trace:
        asyncio.run(_put_some())
    return re.findall(r"(?:fsync|fdatasync|sync_file_range|syncfs|msync)\(\d+<([^>]*)>", trace.read_text())


@contextmanager
def traced(pid: int, trace: Path) -> Iterator[Path]:
    """Have strace write down what a process and its threads sync."""
    strace = shutil.which("strace")
    if strace is None:
        pytest.skip("strace is not installed")
    calls = "trace=fsync,fdatasync,sync_file_range,syncfs,msync"
    process = subprocess.Popen(
        [strace, "-f", "-y", "-e", calls, "-o", trace, "-p", str(pid)], stderr=subprocess.PIPE, text=True
    )
    try:
        assert process.stderr is not None
        assert _ATTACHED in process.stderr.readline()
        yield trace
    finally:
        process.terminate()
        process.wait()


async def _put_some() -> None:
    vault = open_vault(f"s3://{BUCKET}/{uuid4()}", _PATIENCE_SECONDS)
    for number in range(FILES):
        await vault.put_bytes(f"centre/original/{number}", os.urandom(200_000))
