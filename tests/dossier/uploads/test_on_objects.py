"""The same on an object store, which keeps no folder and appends to nothing."""

import hashlib
from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest

from dossier import clock
from dossier.database.actor import Actor
from dossier.resources import Resources
from dossier.storage.keys import original_key, staging_key, staging_prefix
from dossier.storage.vault import open_vault
from dossier.uploads import queries
from dossier.uploads.expire import GRACE_SECONDS, expire
from dossier.uploads.permit import Permit
from tests.dossier.uploads.conftest import CHUNK_BYTES
from tests.dossier.uploads.sending import begun, request
from tests.support.seaweed import BUCKET, seaweed
from tests.support.tus import large_pdf

__all__ = ["seaweed"]

FILE = large_pdf(3 * CHUNK_BYTES + 99)


@pytest.mark.usefixtures("seaweed")
async def test_an_upload_cut_twice_with_a_killed_writer(small: Resources, permit: Permit, actor: Actor) -> None:
    resources = replace(small, vault=open_vault(f"s3://{BUCKET}/{uuid4()}"))
    upload = await begun(resources, permit, FILE)
    for stop in (CHUNK_BYTES + 10, 2 * CHUNK_BYTES):
        assert (await request(resources, permit, upload.id, FILE, stop=stop)).offset_bytes == stop
    await resources.vault.put_bytes(staging_key(upload.id, stop), FILE[stop : stop + 1000])
    assert (await request(resources, permit, upload.id, FILE)).finished
    key = original_key(actor.centre_id, upload.original_id, hashlib.sha256(FILE).hexdigest())
    assert await resources.vault.read(key) == FILE
    assert len([blob async for blob in resources.vault.list(staging_prefix(upload.id))]) > 2
    with clock.moved(timedelta(seconds=GRACE_SECONDS + 1)):
        assert await expire(resources.vault, actor) == 1
    assert [blob async for blob in resources.vault.list(staging_prefix(upload.id))] == []
    assert (await queries.upload(permit, upload.id)).finished
    assert await resources.vault.read(key) == FILE
