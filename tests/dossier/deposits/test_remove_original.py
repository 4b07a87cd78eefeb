"""Taking a file back: nothing of it stays, also where a worker makes a page of it at that very moment."""

import asyncio
from uuid import UUID, uuid4

import asyncpg
import pytest

from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.deposits.add_original import add_original
from dossier.deposits.errors import DepositNotOpen
from dossier.deposits.open import Depositor, open_deposit
from dossier.deposits.queries import deposit
from dossier.deposits.receive import receive
from dossier.deposits.remove_original import remove_original
from dossier.ids import page_id
from dossier.jobs.worker import drain
from dossier.resources import Resources
from tests.support.deposits import pdf, received

pytestmark = pytest.mark.boxed

_NULL_SHA256 = "0" * 64


async def added(resources: Resources, actor: Actor) -> tuple[UUID, UUID]:
    """Add one file to a new deposit; return the deposit's and the original's id."""
    deposit_id, original_id = uuid4(), uuid4()
    await open_deposit(actor, deposit_id, circuit="portal", language="fr", depositor=Depositor())
    await add_original(resources, actor, deposit_id, uuid4(), original_id, await received(resources, pdf("one")))
    return deposit_id, original_id


async def renditions(actor: Actor) -> int:
    async with transaction(actor) as tx:
        return int(await tx.value("SELECT count(*) FROM renditions"))


async def test_a_file_that_was_taken_back_leaves_no_row_and_its_paper_goes_with_it(
    resources: Resources, actor: Actor
) -> None:
    deposit_id, original_id = await added(resources, actor)
    await drain(resources)
    assert await renditions(actor) > 0
    for _ in range(2):
        await remove_original(actor, deposit_id, original_id)
    assert (await deposit(actor, deposit_id)).papers == ()
    assert await renditions(actor) == 0
    async with transaction(actor) as tx:
        assert await tx.value("SELECT count(*) FROM events WHERE name = 'OriginalRemoved'") == 1


async def test_what_a_worker_writes_down_at_that_moment_goes_too(resources: Resources, actor: Actor) -> None:
    deposit_id, original_id = await added(resources, actor)
    page = page_id(original_id, 0)
    worker = await asyncpg.connect(resources.settings.database_url.get_secret_value())
    try:
        async with (
            worker.transaction()
        ):  # as the verb that makes a page ends: it holds the page, and tells of renditions
            await worker.execute(
                "SELECT set_config('app.centre_id', $1, true), set_config('app.kind', 'system', true)",
                str(actor.centre_id),
            )
            await worker.execute("SELECT FROM pages WHERE id = $1 FOR UPDATE", page)
            removing = asyncio.create_task(remove_original(actor, deposit_id, original_id))
            await asyncio.sleep(0.3)
            await worker.execute(
                """INSERT INTO renditions (centre_id, page_id, recipe_version, kind, sha256, vault_key, media_type,
                                           width_pixels, height_pixels, size_bytes)
                   VALUES ($1, $2, 1, 'thumb', $3, $4, 'image/webp', 1, 1, 1)""",
                actor.centre_id,
                page,
                _NULL_SHA256,
                f"{actor.centre_id}/{page}/{_NULL_SHA256}",
            )
            assert not removing.done()
        await removing
    finally:
        await worker.close()
    assert await renditions(actor) == 0


async def test_what_was_sent_cannot_be_taken_back(resources: Resources, actor: Actor) -> None:
    deposit_id, original_id = await added(resources, actor)
    await receive(resources, actor, deposit_id)
    with pytest.raises(DepositNotOpen):
        await remove_original(actor, deposit_id, original_id)
