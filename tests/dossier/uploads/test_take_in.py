"""However often and wherever a sender is cut off, the original that is kept is the file that was sent."""

import asyncio
import hashlib
from collections.abc import AsyncIterator
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from dossier.database.engine import Transaction, transaction
from dossier.deposits.add_original import Along, add_original
from dossier.deposits.errors import DepositNotOpen
from dossier.deposits.receive import receive
from dossier.imaging.refusals import NotAnAllowedKind
from dossier.resources import Resources
from dossier.storage import intake
from dossier.storage.keys import original_key, staging_key, staging_prefix
from dossier.storage.vault import StoreUnavailable
from dossier.uploads import queries
from dossier.uploads.body import Body, Checksum
from dossier.uploads.errors import CutOff, OtherBytes, OtherOffset, PiecesLost, UploadOver
from dossier.uploads.locks import Hold
from dossier.uploads.permit import Permit
from dossier.uploads.take_in import take_in
from tests.dossier.uploads.conftest import CHUNK_BYTES
from tests.dossier.uploads.sending import begun, coming, request
from tests.support.incoming import left_coming_in
from tests.support.tus import large_pdf

FILE = large_pdf(5 * CHUNK_BYTES + 77)


async def kept(resources: Resources, permit: Permit, original_id: UUID) -> list[str]:
    """Return the hashes of an original's bytes, one for each row of it."""
    async with transaction(permit.actor) as tx:
        rows = await tx.rows("SELECT vault_key FROM originals WHERE id = $1", original_id)
    return [hashlib.sha256(await resources.vault.read(row["vault_key"])).hexdigest() for row in rows]


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cuts=some.lists(some.integers(1, len(FILE)), max_size=6), die=some.booleans())
async def test_cut_anywhere_and_resumed(small: Resources, permit: Permit, cuts: list[int], die: bool) -> None:
    async with transaction(permit.actor) as tx:  # one deposit serves all examples: its pages are no matter here
        await tx.run("UPDATE uploads SET given_up_at = now() WHERE finished_at IS NULL AND given_up_at IS NULL")
        await tx.run("DELETE FROM pages")
    upload = await begun(small, permit, FILE)
    for cut in sorted(cuts):
        before = (await queries.upload(permit, upload.id)).offset_bytes
        if cut <= before:
            continue
        now = await request(small, permit, upload.id, FILE, stop=cut)
        reached = now.offset_bytes
        assert reached == cut or (cut == len(FILE) and now.finished), "what arrived is kept: nothing is sent twice"
        if die and reached < len(FILE):  # a process that was killed had staged an object, and told nobody
            await small.vault.put_bytes(staging_key(upload.id, reached), FILE[reached : reached + CHUNK_BYTES // 3])
    assert (await request(small, permit, upload.id, FILE)).finished
    assert await kept(small, permit, upload.original_id) == [hashlib.sha256(FILE).hexdigest()]
    assert not left_coming_in(small.settings)


async def test_a_whole_small_file_is_never_staged(resources: Resources, permit: Permit) -> None:
    upload = await begun(resources, permit, FILE)
    assert (await request(resources, permit, upload.id, FILE)).finished
    assert [blob async for blob in resources.vault.list(staging_prefix(upload.id))] == []


@pytest.mark.parametrize("dies_after", ["the vault", "the rows", "the commit"])
async def test_a_process_that_dies_while_finishing(
    small: Resources, permit: Permit, monkeypatch: pytest.MonkeyPatch, dies_after: str
) -> None:
    upload = await begun(small, permit, FILE)

    async def dying(*facts: Any, along: Along) -> None:
        async def along_and_die(tx: Transaction) -> None:
            await along(tx)
            if dies_after == "the rows":
                raise KeyboardInterrupt

        if dies_after == "the vault":
            key = original_key(permit.actor.centre_id, upload.original_id, hashlib.sha256(FILE).hexdigest())
            await small.vault.put_bytes(key, FILE)
        else:
            await add_original(*facts, along=along_and_die)
        raise KeyboardInterrupt  # nothing of ours runs after it

    with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
        patched.setattr("dossier.uploads.take_in.add_original", dying)
        await request(small, permit, upload.id, FILE)
    now = await queries.upload(permit, upload.id)
    committed = dies_after == "the commit"
    assert now.finished is committed
    assert len(await kept(small, permit, upload.original_id)) == committed
    assert now.left_bytes <= CHUNK_BYTES
    for _ in range(2):
        assert (await request(small, permit, upload.id, FILE)).finished
    assert await kept(small, permit, upload.original_id) == [hashlib.sha256(FILE).hexdigest()]


async def test_two_uploads_of_the_same_original_are_one(small: Resources, permit: Permit) -> None:
    first = await begun(small, permit, FILE)
    second = await begun(small, permit, FILE, first.original_id)
    for upload in (first, second):
        assert (await request(small, permit, upload.id, FILE)).finished
    assert len(await kept(small, permit, first.original_id)) == 1


async def test_what_was_staged_by_a_killed_process_is_taken_over(small: Resources, permit: Permit) -> None:
    upload = await begun(small, permit, FILE)
    await small.vault.put_bytes(staging_key(upload.id, 0), FILE[: CHUNK_BYTES // 2])
    assert (await request(small, permit, upload.id, FILE, stop=CHUNK_BYTES // 4)).offset_bytes == CHUNK_BYTES // 4
    assert (await request(small, permit, upload.id, FILE)).finished
    assert await kept(small, permit, upload.original_id) == [hashlib.sha256(FILE).hexdigest()]


async def test_what_another_file_left_is_not(small: Resources, permit: Permit) -> None:
    upload = await begun(small, permit, FILE)
    await small.vault.put_bytes(staging_key(upload.id, 0), b"another file")
    with pytest.raises(OtherBytes):
        await request(small, permit, upload.id, FILE)
    assert (await queries.upload(permit, upload.id)).offset_bytes == 0


@pytest.mark.parametrize("fault", ["gone", "changed", "short"])
async def test_a_staged_piece_that_the_store_lost_ends_the_upload(small: Resources, permit: Permit, fault: str) -> None:
    upload = await begun(small, permit, FILE)
    await request(small, permit, upload.id, FILE, stop=2 * CHUNK_BYTES)
    key = staging_key(upload.id, CHUNK_BYTES)
    there = await small.vault.read(key)
    await small.vault.delete(key)
    if fault != "gone":
        await small.vault.put_bytes(key, there[:-1] + (b"" if fault == "short" else bytes([there[-1] ^ 1])))
    with pytest.raises(PiecesLost):
        await request(small, permit, upload.id, FILE)
    with pytest.raises(UploadOver):
        await queries.upload(permit, upload.id)
    assert await kept(small, permit, upload.original_id) == []


async def test_a_file_that_is_refused_ends_the_upload(small: Resources, permit: Permit) -> None:
    noise = b"no picture" * CHUNK_BYTES
    upload = await begun(small, permit, noise)
    with pytest.raises(NotAnAllowedKind):
        await request(small, permit, upload.id, noise)
    with pytest.raises(UploadOver):
        await queries.upload(permit, upload.id)
    assert not left_coming_in(small.settings)


async def test_a_writer_who_lost_the_lock_moves_nothing(
    small: Resources, permit: Permit, monkeypatch: pytest.MonkeyPatch
) -> None:
    upload = await begun(small, permit, FILE)
    real = small.vault.put

    async def overtaken(key: str, *rest: object) -> None:
        await real(key, *rest)  # type: ignore[arg-type]
        monkeypatch.undo()
        await request(small, permit, upload.id, FILE, stop=CHUNK_BYTES // 2)

    monkeypatch.setattr(small.vault, "put", overtaken)
    with pytest.raises(OtherOffset):
        await request(small, permit, upload.id, FILE)
    assert (await queries.upload(permit, upload.id)).offset_bytes == CHUNK_BYTES // 2
    assert (await request(small, permit, upload.id, FILE)).finished
    assert await kept(small, permit, upload.original_id) == [hashlib.sha256(FILE).hexdigest()]


@pytest.mark.parametrize("why", ["silent", "asked to let go"])
async def test_a_sender_that_says_nothing_more_loses_nothing(small: Resources, permit: Permit, why: str) -> None:
    upload, hold = await begun(small, permit, FILE), Hold()
    came = CHUNK_BYTES + 17

    async def falls_silent() -> AsyncIterator[bytes]:
        yield FILE[:came]
        if why == "asked to let go":
            asyncio.get_running_loop().call_later(0.05, hold.ask)
        await asyncio.Event().wait()

    body = Body(falls_silent(), hold, idle_seconds=0.05 if why == "silent" else 30)
    with pytest.raises(CutOff):
        await asyncio.wait_for(take_in(small, permit, upload, body), 10)
    assert (await queries.upload(permit, upload.id)).offset_bytes == came
    assert (await request(small, permit, upload.id, FILE)).finished


async def test_with_a_checksum_a_request_counts_whole_or_not_at_all(small: Resources, permit: Permit) -> None:
    upload = await begun(small, permit, FILE)
    checksum = Checksum(algorithm="sha256", digest=hashlib.sha256(FILE).digest())
    body = Body(coming([FILE[: 3 * CHUNK_BYTES]], whole=False), Hold(), idle_seconds=5, checksum=checksum)
    with pytest.raises(CutOff):
        await take_in(small, permit, upload, body)
    assert (await queries.upload(permit, upload.id)).offset_bytes == 0
    body = Body(coming([FILE]), Hold(), idle_seconds=5, checksum=checksum)
    assert (await take_in(small, permit, upload, body)).finished


async def test_a_disk_without_room_moves_nothing(
    small: Resources, permit: Permit, monkeypatch: pytest.MonkeyPatch
) -> None:
    upload = await begun(small, permit, FILE)
    with monkeypatch.context() as patched, pytest.raises(StoreUnavailable):
        patched.setattr(intake, "_opened", _full)
        await request(small, permit, upload.id, FILE)
    assert (await queries.upload(permit, upload.id)).offset_bytes == 0


def _full(*_: object, **__: object) -> None:
    raise OSError(28, "No space left on device")


async def test_a_deposit_that_was_sent_still_says_of_a_file_that_it_holds_that_it_is_kept(
    small: Resources, permit: Permit
) -> None:
    upload = await begun(small, permit, FILE)
    again, other = await begun(small, permit, FILE, upload.original_id), await begun(small, permit, FILE)
    assert (await request(small, permit, upload.id, FILE)).finished
    await receive(small, permit.actor, permit.deposit_id)
    assert (await request(small, permit, again.id, FILE)).finished
    with pytest.raises(DepositNotOpen):
        await request(small, permit, other.id, FILE)
    assert len(await kept(small, permit, upload.original_id)) == 1
