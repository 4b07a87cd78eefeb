"""An upload arrives whole or leaves nothing."""

import asyncio
import hashlib
import resource
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from dossier.storage.intake import MEGABYTE, FileEmpty, FileTooLarge, receive
from dossier.storage.vault import StoreUnavailable


def names_in(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir()]


async def pieces(*parts: bytes) -> AsyncIterator[bytes]:
    for part in parts:
        yield part


@given(some.lists(some.binary(max_size=1000), min_size=1).filter(any))
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_bytes_hash_and_size_are_those_that_were_sent(tmp_path: Path, parts: list[bytes]) -> None:
    received = asyncio.run(receive(pieces(*parts), tmp_path, MEGABYTE))
    whole = b"".join(parts)
    assert received.path.read_bytes() == whole
    assert received.sha256 == hashlib.sha256(whole).hexdigest()
    assert received.size_bytes == len(whole)


async def test_an_upload_of_many_megabytes_arrives_whole(tmp_path: Path) -> None:
    parts = [bytes([number]) * 65_537 for number in range(80)]
    received = await receive(pieces(*parts), tmp_path / "made/on/the/way", 6 * MEGABYTE)
    assert hashlib.sha256(received.path.read_bytes()).hexdigest() == received.sha256
    assert received.size_bytes == 80 * 65_537


async def test_the_limit_itself_is_taken_one_byte_more_is_refused_with_the_limit_in_words(tmp_path: Path) -> None:
    assert (await receive(pieces(b"x" * 2 * MEGABYTE), tmp_path / "a", 2 * MEGABYTE)).size_bytes == 2 * MEGABYTE
    with pytest.raises(FileTooLarge, match="larger than 2 MB"):
        await receive(pieces(b"x" * 2 * MEGABYTE, b"x"), tmp_path / "b", 2 * MEGABYTE)
    assert names_in(tmp_path / "b") == []


async def test_an_empty_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileEmpty):
        await receive(pieces(b"", b""), tmp_path, MEGABYTE)
    assert names_in(tmp_path) == []


async def test_a_depositor_who_hangs_up_leaves_nothing(tmp_path: Path) -> None:
    async def cut() -> AsyncIterator[bytes]:
        yield b"x" * 2 * MEGABYTE
        raise ConnectionAbortedError

    with pytest.raises(ConnectionAbortedError):
        await receive(cut(), tmp_path, 3 * MEGABYTE)
    assert names_in(tmp_path) == []


async def test_a_cancelled_upload_leaves_nothing(tmp_path: Path) -> None:
    async def slow() -> AsyncIterator[bytes]:
        yield b"x" * 2 * MEGABYTE
        await asyncio.sleep(60)

    task = asyncio.create_task(receive(slow(), tmp_path, 3 * MEGABYTE))
    await asyncio.sleep(0.05)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert names_in(tmp_path) == []


async def test_a_scratch_folder_that_cannot_be_written_says_so(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StoreUnavailable):
        await receive(pieces(b"x"), tmp_path / "file/folder", MEGABYTE)


async def test_a_disk_that_fills_up_meanwhile_says_so_and_leaves_nothing(tmp_path: Path) -> None:
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (3 * MEGABYTE // 2, limits[1]))  # EFBIG in mid-write
    try:
        for size in (2, 5):  # the last piece fails, and one before it
            with pytest.raises(StoreUnavailable):
                await receive(pieces(*[b"x" * MEGABYTE] * size), tmp_path, 9 * MEGABYTE)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert names_in(tmp_path) == []
