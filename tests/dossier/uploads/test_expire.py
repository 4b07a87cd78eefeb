"""What is staged does not stay: kept, given up or expired, a round sweeps it, and touches nothing else."""

from datetime import timedelta

import pytest

from dossier import clock
from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.resources import Resources
from dossier.storage.keys import staging_key, staging_prefix
from dossier.storage.vault import StoreUnavailable
from dossier.uploads import queries
from dossier.uploads.errors import NoSuchUpload, UploadOver
from dossier.uploads.expire import GRACE_SECONDS, expire
from dossier.uploads.permit import Permit
from dossier.uploads.queries import Upload
from dossier.uploads.terminate import terminate
from tests.dossier.uploads.conftest import CHUNK_BYTES
from tests.dossier.uploads.sending import begun, request
from tests.support.tus import large_pdf

FILE = large_pdf(3 * CHUNK_BYTES)
AFTER_GRACE = timedelta(seconds=GRACE_SECONDS + 1)


async def staged(resources: Resources, upload: Upload) -> int:
    return len([blob async for blob in resources.vault.list(staging_prefix(upload.id))])


async def test_what_is_staged_of_a_kept_file_is_swept(small: Resources, permit: Permit, actor: Actor) -> None:
    upload = await begun(small, permit, FILE)
    assert (await request(small, permit, upload.id, FILE)).finished
    assert await staged(small, upload) > 1
    assert await expire(small.vault, actor) == 0
    with clock.moved(AFTER_GRACE):
        assert await expire(small.vault, actor) == 1
        assert await expire(small.vault, actor) == 0
        assert (await queries.upload(permit, upload.id)).finished, "a sender who missed the answer may still ask"
    assert await staged(small, upload) == 0
    async with transaction(actor) as tx:
        key = await tx.value("SELECT vault_key FROM originals WHERE id = $1", upload.original_id)
    assert await small.vault.read(key) == FILE


async def test_one_under_way_is_left_alone(small: Resources, permit: Permit, actor: Actor) -> None:
    upload = await begun(small, permit, FILE)
    await request(small, permit, upload.id, FILE, stop=2 * CHUNK_BYTES)
    with clock.moved(timedelta(hours=23)):
        assert await expire(small.vault, actor) == 0
        await request(small, permit, upload.id, FILE, stop=2 * CHUNK_BYTES + 5)
    with clock.moved(timedelta(hours=46)):  # each piece gives it time anew
        assert await expire(small.vault, actor) == 0
        assert (await request(small, permit, upload.id, FILE)).finished


async def test_one_that_nobody_went_on_with_expires(small: Resources, permit: Permit, actor: Actor) -> None:
    upload = await begun(small, permit, FILE)
    await request(small, permit, upload.id, FILE, stop=CHUNK_BYTES + 1)
    await small.vault.put_bytes(staging_key(upload.id, CHUNK_BYTES + 1), b"a killed writer's")
    with clock.moved(timedelta(days=1, seconds=1)):
        await expire(small.vault, actor)
        with pytest.raises(UploadOver):
            await queries.upload(permit, upload.id)
        with clock.moved(AFTER_GRACE):
            assert await expire(small.vault, actor) == 1
            with pytest.raises(NoSuchUpload):
                await queries.upload(permit, upload.id)
    assert await staged(small, upload) == 0


async def test_one_that_was_terminated_is_swept(small: Resources, permit: Permit, actor: Actor) -> None:
    upload = await begun(small, permit, FILE)
    await request(small, permit, upload.id, FILE, stop=CHUNK_BYTES)
    for _ in range(2):
        await terminate(permit, upload.id)
    with clock.moved(AFTER_GRACE):
        assert await expire(small.vault, actor) == 1
    assert await staged(small, upload) == 0


async def test_a_round_that_is_broken_off_is_made_good(
    small: Resources, permit: Permit, actor: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    upload = await begun(small, permit, FILE)
    await request(small, permit, upload.id, FILE, stop=2 * CHUNK_BYTES)
    await terminate(permit, upload.id)

    async def away(key: str) -> None:
        del key
        raise StoreUnavailable

    with clock.moved(AFTER_GRACE):
        with monkeypatch.context() as patched, pytest.raises(StoreUnavailable):
            patched.setattr(small.vault, "delete", away)
            await expire(small.vault, actor)
        assert await staged(small, upload) == 2
        assert await expire(small.vault, actor) == 1
    assert await staged(small, upload) == 0
