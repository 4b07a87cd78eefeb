"""Fetched files: once for all pages of a file, gone when nobody asks any more, never half of one."""

import asyncio
import hashlib
from pathlib import Path

import pytest

from dossier.storage.fetched import KEPT_FILES, Fetched
from dossier.storage.local import LocalVault
from dossier.storage.vault import BytesMissing


class Counted(LocalVault):
    """A vault that counts what is fetched, and may fail half way."""

    fetches = 0
    fails = False

    async def fetch(self, key: str, to: Path) -> None:
        self.fetches += 1
        if self.fails:
            to.write_bytes(b"half")  # noqa: ASYNC240 - a small file
            raise BytesMissing
        await asyncio.sleep(0.01)
        await super().fetch(key, to)


@pytest.fixture
def vault(tmp_path: Path) -> Counted:
    return Counted(tmp_path / "vault")


async def kept(vault: LocalVault, tmp_path: Path, data: bytes) -> str:
    source, sha256 = tmp_path / "source", hashlib.sha256(data).hexdigest()
    source.write_bytes(data)
    await vault.put(f"centre/original/{sha256}", source, sha256)
    return f"centre/original/{sha256}"


async def test_the_pages_of_a_file_fetch_it_once_also_at_the_same_time(vault: Counted, tmp_path: Path) -> None:
    key, fetched = await kept(vault, tmp_path, b"a file"), Fetched(tmp_path / "scratch")

    async def page() -> bytes:
        async with fetched.file(vault, key, again=True) as path:
            await asyncio.sleep(0.01)
            return path.read_bytes()

    assert list(await asyncio.gather(page(), page())) == [b"a file"] * 2
    assert await page() == b"a file"
    assert vault.fetches == 1
    fetched.close()
    assert list((tmp_path / "scratch").iterdir()) == []


async def test_what_nobody_will_ask_for_again_is_gone_at_once(vault: Counted, tmp_path: Path) -> None:
    key, fetched = await kept(vault, tmp_path, b"a photo"), Fetched(tmp_path / "scratch")
    async with fetched.file(vault, key, again=False) as path:
        assert path.read_bytes() == b"a photo"
    assert list((tmp_path / "scratch").iterdir()) == []


async def test_few_stay_and_the_longest_unused_goes_first(vault: Counted, tmp_path: Path) -> None:
    fetched = Fetched(tmp_path / "scratch")
    keys = [await kept(vault, tmp_path, bytes([number])) for number in range(KEPT_FILES + 1)]
    for key in keys:
        async with fetched.file(vault, key, again=True):
            pass
    assert len(list((tmp_path / "scratch").iterdir())) == KEPT_FILES
    async with fetched.file(vault, keys[-1], again=True):
        pass
    assert vault.fetches == len(keys)
    async with fetched.file(vault, keys[0], again=True):
        pass
    assert vault.fetches == len(keys) + 1


async def test_half_a_file_is_never_given_nor_kept(vault: Counted, tmp_path: Path) -> None:
    key, fetched = await kept(vault, tmp_path, b"a file"), Fetched(tmp_path / "scratch")
    vault.fails = True
    with pytest.raises(BytesMissing):
        async with fetched.file(vault, key, again=True):
            pytest.fail("there is nothing to give")
    assert list((tmp_path / "scratch").iterdir()) == []
    vault.fails = False
    async with fetched.file(vault, key, again=True) as path:
        assert path.read_bytes() == b"a file"


async def test_what_was_swept_is_fetched_anew(vault: Counted, tmp_path: Path) -> None:
    key, fetched = await kept(vault, tmp_path, b"a file"), Fetched(tmp_path / "scratch")
    async with fetched.file(vault, key, again=True) as path:
        path.unlink()
    async with fetched.file(vault, key, again=True) as path:
        assert path.read_bytes() == b"a file"
