"""The local writer's order of system calls, and what it leaves when something breaks in the middle."""

import errno
import hashlib
import os
import re
import shutil
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from dossier.storage.intake import Received, receive
from dossier.storage.local import LocalVault
from dossier.storage.vault import BytesChanged, KeyTaken, NotStored, StoreUnavailable

DATA = b"one page" * 1000
SHA256 = hashlib.sha256(DATA).hexdigest()
KEY = f"centre/original/{SHA256}"

_PUT = """
import asyncio, sys
from pathlib import Path
from dossier.storage.local import LocalVault
async def main():
    await LocalVault(Path(sys.argv[1])).put(sys.argv[2], Path(sys.argv[3]), sys.argv[4])
    Path(sys.argv[5]).write_text("acknowledged")
asyncio.run(main())
"""


def files_under(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def traced(tmp_path: Path) -> str:
    """Put DATA in another process and return its system calls on files, paths beside descriptors, one a line."""
    strace = shutil.which("strace")
    if strace is None:
        pytest.skip("strace is not installed")
    (tmp_path / "source").write_bytes(DATA)
    log, root, answer = tmp_path / "strace", tmp_path / "vault", tmp_path / "answer"
    command = [
        *(strace, "-f", "-y", "-qq", "-e", "trace=write,fsync,fdatasync,link,linkat,mkdir,unlink,unlinkat,rename"),
        *("-o", str(log), sys.executable, "-c", _PUT),
        *(str(root), KEY, str(tmp_path / "source"), SHA256, str(answer)),
    ]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    if "ptrace" in ended.stderr or "PTRACE" in ended.stderr:
        pytest.skip("strace may not trace here")
    assert ended.returncode == 0, ended.stderr
    return "\n".join(line for line in log.read_text().splitlines() if str(tmp_path) in line)


def test_the_order_is_write_sync_link_sync_folders_answer(tmp_path: Path) -> None:
    root = re.escape(str(tmp_path / "vault"))
    part = rf"{root}/centre/original/\.[0-9a-f]+\.part"
    expected = [
        rf"mkdir\(\"{root}\"",
        rf"fsync\(\d+<{re.escape(str(tmp_path))}>\)",
        rf"mkdir\(\"{root}/centre/original\"",
        rf"write\(\d+<{part}>",
        rf"fsync\(\d+<{part}>\)",
        rf"link(at)?\(.*{part}.*{KEY}",
        rf"unlink(at)?\(.*{part}",
        rf"fsync\(\d+<{root}/centre/original>\)",
        rf"fsync\(\d+<{root}/centre>\)",
        rf"fsync\(\d+<{root}>\)",
        r"write\(\d+<.*/answer>",
    ]
    calls, position = traced(tmp_path), 0
    for each in expected:
        found = re.compile(each).search(calls, position)
        assert found, f"{each} does not follow in:\n{calls}"
        position = found.end()
    assert not re.search(rf"write\(\d+<{part}>", calls[calls.index(".part>) ") :]), (
        "something was written after the sync"
    )


async def test_a_file_that_is_there_already_is_synced_again_before_the_answer(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    vault = LocalVault(tmp_path / "vault")
    await vault.put_bytes(KEY, DATA)
    synced: list[str] = []

    def fsync(descriptor: int) -> None:
        synced.append(Path(f"/proc/self/fd/{descriptor}").readlink().name)

    monkeypatch.setattr(os, "fsync", fsync)
    await vault.put_bytes(KEY, DATA)
    assert synced == ["original", "centre", "vault"]


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO], ids=["full", "failing"])
@pytest.mark.parametrize("call", ["fsync", "link"])
async def test_a_disk_that_fails_keeps_nothing_and_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str, code: int
) -> None:
    vault = LocalVault(tmp_path / "vault")

    def full(*_: object) -> None:
        raise OSError(code, os.strerror(code))

    with monkeypatch.context() as broken:
        broken.setattr(os, call, full)
        with pytest.raises(StoreUnavailable):
            await vault.put_bytes(KEY, DATA)
    assert files_under(tmp_path / "vault") == []
    await vault.put_bytes(KEY, DATA)
    assert await vault.read(KEY) == DATA


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO], ids=["full", "failing"])
@pytest.mark.parametrize("folders_synced", [0, 1, 2])
async def test_a_folder_whose_sync_fails_is_synced_again_before_anyone_hears_a_yes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, folders_synced: int, code: int
) -> None:
    vault = LocalVault(tmp_path / "vault")
    synced: list[str] = []

    def fsync(descriptor: int) -> None:
        if len(synced) > folders_synced:
            raise OSError(code, os.strerror(code))
        synced.append(Path(f"/proc/self/fd/{descriptor}").readlink().name)

    with monkeypatch.context() as broken:
        broken.setattr(os, "fsync", fsync)
        with pytest.raises(StoreUnavailable):
            await vault.put_bytes(KEY, DATA)
    assert synced[1:] == ["original", "centre"][:folders_synced]

    synced.clear()
    monkeypatch.setattr(os, "fsync", lambda each: synced.append(Path(f"/proc/self/fd/{each}").readlink().name))
    await vault.put_bytes(KEY, DATA)
    assert synced == ["original", "centre", "vault"]
    assert files_under(tmp_path / "vault") == [KEY]


async def test_a_real_full_disk_keeps_nothing_and_says_so(tmp_path: Path) -> None:
    import resource

    vault = LocalVault(tmp_path / "vault")
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, limits[1]))  # EFBIG in mid-write: Python ignores SIGXFSZ
    try:
        with pytest.raises(StoreUnavailable):
            await vault.put_bytes(KEY, DATA)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert files_under(tmp_path / "vault") == []


async def test_a_writer_that_died_before_the_link_leaves_no_file_under_the_key(tmp_path: Path) -> None:
    vault = LocalVault(tmp_path / "vault")
    folder = tmp_path / "vault/centre/original"
    folder.mkdir(parents=True)
    (folder / ".0123.part").write_bytes(DATA[:100])
    assert await vault.size(KEY) is None
    await vault.put_bytes(KEY, DATA)
    assert await vault.read(KEY) == DATA


async def test_a_torn_file_under_a_key_is_never_taken_for_a_good_one(tmp_path: Path) -> None:
    vault = LocalVault(tmp_path / "vault")
    (tmp_path / "vault/centre/original").mkdir(parents=True)
    (tmp_path / "vault" / KEY).write_bytes(DATA[:100])
    with pytest.raises(KeyTaken):
        await vault.put_bytes(KEY, DATA)


async def test_changed_bytes_leave_no_temporary_file(tmp_path: Path) -> None:
    vault = LocalVault(tmp_path / "vault")
    (tmp_path / "source").write_bytes(b"changed")
    with pytest.raises(BytesChanged):
        await vault.put(KEY, tmp_path / "source", SHA256)
    assert files_under(tmp_path / "vault") == []


async def test_kept_files_are_for_reading_only(tmp_path: Path) -> None:
    vault = LocalVault(tmp_path / "vault")
    await vault.put_bytes(KEY, DATA)
    assert (tmp_path / "vault" / KEY).stat().st_mode & 0o777 == 0o440


async def test_the_check_leaves_no_file_and_names_a_disk_that_refuses(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    vault = LocalVault(tmp_path / "vault")
    assert await vault.check() == []
    assert files_under(tmp_path / "vault") == []

    def read_only(*_: object) -> None:
        raise OSError(errno.EROFS, "Read-only file system")

    monkeypatch.setattr(os, "link", read_only)
    (found,) = await vault.check()
    assert not found.well
    assert "Read-only file system" in found.sentence


async def test_half_written_files_are_swept_once_they_are_old_and_never_listed(tmp_path: Path) -> None:
    vault = LocalVault(tmp_path)
    await vault.put_bytes(KEY, DATA)
    parts = [tmp_path / "centre/original" / f".{name}.part" for name in ("old", "young")]
    for part in parts:
        part.write_bytes(b"half")
    os.utime(parts[0], (0, 0))
    assert [each.key async for each in vault.list("centre")] == [KEY]
    assert await vault.sweep_parts(older_than_seconds=3600) == 1
    assert [part.exists() for part in parts] == [False, True]


async def test_a_large_folder_is_listed_in_order_whatever_number_of_names_is_held_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dossier.storage.listing._NAMES_AT_ONCE", 7)
    keys = sorted(f"centre/{number}/{name}" for number in range(50) for name in "ab")
    for key in keys:
        path = tmp_path / key
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    vault = LocalVault(tmp_path)
    assert [each.key async for each in vault.list("centre")] == keys
    assert [each.key async for each in vault.list("centre", keys[60])] == keys[61:]


async def came_in(root: Path) -> Received:
    async def chunks() -> AsyncIterator[bytes]:
        yield DATA

    return await receive(chunks(), LocalVault.incoming_dir(f"file://{root}"), len(DATA))


async def test_what_came_in_is_linked_once_it_is_synced_and_neither_copied_nor_lost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    vault, file = LocalVault(tmp_path), await came_in(tmp_path)
    inode, calls = file.path.stat().st_ino, []
    link = os.link

    def linked(source: Path, to: Path) -> None:
        calls.append("link")
        link(source, to)

    monkeypatch.setattr(os, "fsync", lambda at: calls.append(Path(f"/proc/self/fd/{at}").readlink().name))
    monkeypatch.setattr(os, "link", linked)
    await vault.put(KEY, file.path, file.sha256)
    assert calls == [file.path.name, "link", "original", "centre", tmp_path.name]
    file.path.unlink()
    found = (tmp_path / KEY).stat()
    assert (found.st_ino, found.st_mode & 0o777) == (inode, 0o440)
    assert await vault.read(KEY) == DATA


async def test_what_came_in_is_settled_by_a_sync_and_nothing_else_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    vault, file, synced = LocalVault(tmp_path), await came_in(tmp_path), []
    other = tmp_path / "other"
    other.write_bytes(DATA)
    monkeypatch.setattr(os, "fsync", lambda at: synced.append(Path(f"/proc/self/fd/{at}").readlink()))
    assert await vault.settle(file.path)
    assert not await vault.settle(other)
    assert synced == [file.path]
    assert await vault.size(KEY) is None


async def test_what_was_settled_is_not_synced_again_and_anchored_apart(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    vault, file, synced = LocalVault(tmp_path), await came_in(tmp_path), []
    monkeypatch.setattr(os, "fsync", lambda at: synced.append(Path(f"/proc/self/fd/{at}").readlink()))
    await vault.place(KEY, file.path, file.sha256, settled=await vault.settle(file.path))
    assert synced == [file.path]
    assert await vault.read(KEY) == DATA
    await vault.anchor(KEY)
    assert synced[1:] == [tmp_path / "centre/original", tmp_path / "centre", tmp_path]


async def test_what_cannot_be_anchored_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    vault, file = LocalVault(tmp_path), await came_in(tmp_path)
    await vault.place(KEY, file.path, file.sha256)

    def broken(_: int) -> None:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(os, "fsync", broken)
    with pytest.raises(NotStored):
        await vault.anchor(KEY)


async def test_what_cannot_be_settled_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    vault, file = LocalVault(tmp_path), await came_in(tmp_path)

    def broken(_: int) -> None:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(os, "fsync", broken)
    with pytest.raises(StoreUnavailable):
        await vault.settle(file.path)


async def test_what_came_in_never_overwrites(tmp_path: Path) -> None:
    vault = LocalVault(tmp_path)
    await vault.put_bytes(KEY, b"other")
    file = await came_in(tmp_path)
    with pytest.raises(KeyTaken):
        await vault.put(KEY, file.path, file.sha256)
    assert await vault.read(KEY) == b"other"


async def test_what_came_in_and_cannot_be_synced_gets_no_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    vault, file = LocalVault(tmp_path), await came_in(tmp_path)

    def broken(_: int) -> None:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(os, "fsync", broken)
    with pytest.raises(StoreUnavailable):
        await vault.put(KEY, file.path, file.sha256)
    assert await vault.size(KEY) is None
