"""What every vault promises, tried on a disk and on a real S3."""

import asyncio
import hashlib
from pathlib import Path
from uuid import uuid4

import pytest

from dossier import clock
from dossier.storage.keys import original_key
from dossier.storage.vault import CHUNK_BYTES, BytesChanged, BytesMissing, KeyTaken, Vault, digest


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def key_of(data: bytes) -> str:
    return original_key(uuid4(), uuid4(), sha256(data))


def photo(tmp_path: Path, data: bytes) -> Path:
    path = tmp_path / uuid4().hex
    path.write_bytes(data)
    return path


async def test_what_was_put_comes_back_by_every_way(vault: Vault, tmp_path: Path) -> None:
    data = bytes(range(256)) * (3 * CHUNK_BYTES // 256) + b"odd tail"
    key = key_of(data)
    await vault.put(key, photo(tmp_path, data), sha256(data))

    chunks = [chunk async for chunk in vault.stream(key)]
    await vault.fetch(key, tmp_path / "fetched")

    assert await vault.read(key) == data
    assert b"".join(chunks) == data
    assert len(chunks) > 1
    assert (tmp_path / "fetched").read_bytes() == data
    assert await vault.size(key) == len(data)
    assert await digest(vault, key) == sha256(data)


async def test_zero_bytes_are_bytes_too(vault: Vault) -> None:
    key = key_of(b"")
    await vault.put_bytes(key, b"")
    assert await vault.size(key) == 0
    assert await vault.read(key) == b""


async def test_a_resend_of_the_same_bytes_is_harmless(vault: Vault, tmp_path: Path) -> None:
    data = b"a payslip"
    key = key_of(data)
    await vault.put_bytes(key, data)
    await vault.put_bytes(key, data)
    await vault.put(key, photo(tmp_path, data), sha256(data))
    assert await vault.read(key) == data


async def test_other_bytes_never_overwrite(vault: Vault, tmp_path: Path) -> None:
    key = key_of(b"first")
    await vault.put_bytes(key, b"first")
    with pytest.raises(KeyTaken):
        await vault.put_bytes(key, b"other")
    with pytest.raises(KeyTaken):
        await vault.put(key, photo(tmp_path, b"other"), sha256(b"other"))
    assert await vault.read(key) == b"first"


async def test_of_many_writers_at_once_one_wins(vault: Vault) -> None:
    key = key_of(b"race")
    entries = [b"writer %d" % number * 1000 for number in range(6)]
    ends = await asyncio.gather(*(vault.put_bytes(key, data) for data in entries), return_exceptions=True)
    winners = [data for data, end in zip(entries, ends, strict=True) if end is None]
    assert [type(end) for end in ends if end is not None] == [KeyTaken] * 5
    assert await vault.read(key) == winners[0]


async def test_many_resends_at_once_are_one_file(vault: Vault) -> None:
    data = b"double tap" * 5000
    key = key_of(data)
    await asyncio.gather(*(vault.put_bytes(key, data) for _ in range(6)))
    assert await vault.read(key) == data


async def test_bytes_that_changed_on_their_way_are_not_kept(vault: Vault, tmp_path: Path) -> None:
    key = key_of(b"as promised")
    with pytest.raises(BytesChanged):
        await vault.put(key, photo(tmp_path, b"something else"), sha256(b"as promised"))
    assert await vault.size(key) is None


async def test_what_is_not_there_is_missing(vault: Vault, tmp_path: Path) -> None:
    key = key_of(b"never put")
    assert await vault.size(key) is None
    with pytest.raises(BytesMissing):
        await vault.read(key)
    with pytest.raises(BytesMissing):
        await digest(vault, key)
    with pytest.raises(BytesMissing):
        await vault.fetch(key, tmp_path / "fetched")
    assert not (tmp_path / "fetched").exists()


async def test_delete_removes_one_key_and_may_be_repeated(vault: Vault) -> None:
    page = uuid4()
    kept, gone = original_key(page, page, sha256(b"kept")), original_key(page, page, sha256(b"gone"))
    await vault.put_bytes(kept, b"kept")
    await vault.put_bytes(gone, b"gone")
    await vault.delete(gone)
    await vault.delete(gone)
    assert await vault.size(gone) is None
    assert await vault.read(kept) == b"kept"
    await vault.put_bytes(gone, b"gone")
    assert await vault.read(gone) == b"gone"


@pytest.mark.parametrize("key", ["../../etc/passwd", "a/../b", "/a/b", "a//b", "a/b/", "a/.b", "alone", "A/b", "a/b\n"])
async def test_a_key_that_climbs_is_refused(vault: Vault, tmp_path: Path, key: str) -> None:
    with pytest.raises(ValueError, match="vault key"):
        await vault.put_bytes(key, b"x")
    with pytest.raises(ValueError, match="vault key"):
        await vault.read(key)
    with pytest.raises(ValueError, match="vault key"):
        await vault.size(key)
    with pytest.raises(ValueError, match="vault key"):
        await vault.delete(key)
    with pytest.raises(ValueError, match="vault key"):
        await vault.fetch(key, tmp_path / "fetched")


async def test_a_good_vault_passes_its_own_check_and_is_left_clean(vault: Vault) -> None:
    assert await vault.check() == []
    assert await vault.check() == []


async def listed(vault: Vault, prefix: str, after: str | None = None) -> list[str]:
    return [blob.key async for blob in vault.list(prefix, after)]


async def test_keys_are_listed_in_order_below_whole_names_and_from_where_one_stopped(vault: Vault) -> None:
    keys = sorted(
        f"{centre}/{owner}/{name}" for centre in ("aa", "aa-b") for owner in "bca" for name in ("x", "w-1", "w")
    )
    for key in keys:
        await vault.put_bytes(key, key.encode())
    await vault.put_bytes("aa/single", b"")
    below = sorted([*keys[9:], "aa/single"])

    assert keys[9].startswith("aa/")
    assert await listed(vault, "aa") == below
    assert await listed(vault, "aa/b") == keys[12:15]
    assert [await listed(vault, "aa", key) for key in below] == [below[place + 1 :] for place in range(len(below))]
    assert await listed(vault, "aa", "aa/b/v") == below[3:]  # a key that is not there, in a folder that is
    assert await listed(vault, "aa", "aa/ba/x") == below[6:]  # nor its folder
    assert await listed(vault, "a") == await listed(vault, "nothing/here") == []
    (blob,) = [each async for each in vault.list("aa/b", "aa/b/w-1")]
    assert (blob.key, blob.size_bytes) == ("aa/b/x", len("aa/b/x"))
    assert abs((clock.now() - blob.modified_at).total_seconds()) < 60
    with pytest.raises(ValueError, match="prefix"):
        await listed(vault, "../aa")


async def test_more_keys_than_one_answer_holds_are_all_listed(vault: Vault) -> None:
    keys = sorted(f"many/{number:x}/{number}" for number in range(1200))
    for begun in range(0, len(keys), 40):
        await asyncio.gather(*(vault.put_bytes(key, b"x") for key in keys[begun : begun + 40]))
    assert await listed(vault, "many") == keys
    assert await listed(vault, "many", keys[1100]) == keys[1101:]


async def test_a_sweep_of_parts_removes_no_key(vault: Vault) -> None:
    await vault.put_bytes("centre/original/0", b"kept")
    assert await vault.sweep_parts(0) == 0
    assert await vault.read("centre/original/0") == b"kept"
