"""A disk that fails at one step of keeping a file: no yes, a later try is well, and nothing is in its way."""

import errno
import hashlib
import os
from pathlib import Path

import pytest

from dossier.storage.local import LocalVault
from dossier.storage.vault import StoreUnavailable
from tests.durability.disk import forgetful_disk

pytestmark = pytest.mark.torture

DATA = os.urandom(3 * 1024 * 1024)
KEY = f"centre/original/{hashlib.sha256(DATA).hexdigest()}"
STEPS = [
    *(("mkdir", 0), ("mkdir", 1), ("create", 0), ("write", 0), ("write", 5), ("fsync", 0), ("link", 0), ("unlink", 0)),
    *(("fsyncdir", 0), ("fsyncdir", 1), ("fsyncdir", 2)),  # of the original's folder, the centre's, and the vault's
]


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO], ids=["full", "failing"])
@pytest.mark.parametrize(("operation", "after"), STEPS)
async def test_a_step_that_fails_is_never_believed(tmp_path: Path, operation: str, after: int, code: int) -> None:
    with forgetful_disk(tmp_path / "disk") as disk:
        for share in (0, 0.5, 1):
            vault = LocalVault(disk.folder / f"vault{share}")
            disk.break_by(operation, code, after=after)
            with pytest.raises(StoreUnavailable) as failed:
                await vault.put_bytes(KEY, DATA)
            assert isinstance(failed.value.__cause__, OSError)
            assert failed.value.__cause__.errno == code
            disk.mend()
            assert await vault.sweep_parts(-1) == (operation == "unlink")  # what could not be removed then

            await vault.put_bytes(KEY, DATA)
            disk.cut(share)
            assert await vault.read(KEY) == DATA


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO], ids=["full", "failing"])
@pytest.mark.parametrize(("operation", "after"), STEPS)
async def test_a_power_cut_at_a_step_leaves_nothing_in_the_way(
    tmp_path: Path, operation: str, after: int, code: int
) -> None:
    with forgetful_disk(tmp_path / "disk") as disk:
        for share in (0, 0.5, 1):
            vault = LocalVault(disk.folder / f"vault{share}")
            disk.break_by(operation, code, after=after)
            with pytest.raises(StoreUnavailable):
                await vault.put_bytes(KEY, DATA)
            disk.mend()
            disk.cut(share)

            await vault.put_bytes(KEY, DATA)
            disk.cut()
            assert await vault.read(KEY) == DATA


def test_the_disk_itself_keeps_what_was_synced_and_nothing_else(tmp_path: Path) -> None:
    with forgetful_disk(tmp_path / "disk") as disk:
        for name in ("bytes and name", "name alone"):
            (disk.folder / name).write_bytes(b"bytes")
        _sync(disk.folder / "bytes and name")
        _sync(disk.folder)
        (disk.folder / "bytes alone").write_bytes(b"bytes")
        _sync(disk.folder / "bytes alone")
        (disk.folder / "neither").write_bytes(b"bytes")
        (disk.folder / "bytes and name").unlink()
        assert {each.name for each in disk.folder.iterdir()} == {"name alone", "bytes alone", "neither"}

        disk.cut()
        assert {each.name: each.read_bytes() for each in disk.folder.iterdir()} == {
            "bytes and name": b"bytes",
            "name alone": b"",
        }


def test_the_disk_forgets_bytes_whose_sync_failed_even_if_they_are_synced_again(tmp_path: Path) -> None:
    with forgetful_disk(tmp_path / "disk") as disk:
        (disk.folder / "file").write_bytes(b"bytes")
        _sync(disk.folder)
        disk.break_by("fsync", errno.EIO)
        with pytest.raises(OSError, match="Input/output error"):
            _sync(disk.folder / "file")
        disk.mend()
        _sync(disk.folder / "file")
        disk.cut()
        assert (disk.folder / "file").read_bytes() == b""


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
