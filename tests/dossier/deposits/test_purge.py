"""What was abandoned is purged after a delay, all of it; what was received, or is open, never."""

import asyncio
import json
from datetime import timedelta
from uuid import UUID, uuid4

import asyncpg
import pytest

from dossier import clock
from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.deposits.abandon import abandon, abandon_old
from dossier.deposits.add_original import add_original
from dossier.deposits.errors import NoSuchDeposit
from dossier.deposits.open import Depositor, open_deposit
from dossier.deposits.process_page import process_page
from dossier.deposits.purge import purge_abandoned
from dossier.deposits.queries import deposit
from dossier.deposits.receive import receive
from dossier.ids import page_id
from dossier.imaging.values import RENDITIONS
from dossier.reconcile.ask import begin
from dossier.reconcile.queries import report
from dossier.reconcile.walk import walk
from dossier.removals.carry_out import carry_out_due
from dossier.resources import Resources
from dossier.uploads.create import create
from dossier.uploads.expire import expire
from dossier.uploads.permit import Permit
from tests.support.deposits import pdf, received
from tests.support.orphans import bytes_without_rows, named_keys, rows_without_bytes

pytestmark = pytest.mark.boxed

OPEN_SECONDS, KEEP_SECONDS = 3600, 30 * 24 * 3600
ABANDONED = timedelta(seconds=OPEN_SECONDS + 1)
PURGED = ABANDONED + timedelta(seconds=KEEP_SECONDS)
TABLES = ("deposits", "papers", "originals", "pages", "renditions", "uploads", "documents", "receipts")


async def begun(resources: Resources, actor: Actor) -> UUID:
    """Open a deposit with one page, made."""
    deposit_id, original_id = uuid4(), uuid4()
    await open_deposit(
        actor, deposit_id, circuit="portal", language="fr", depositor=Depositor(name="Zoé Lambert", contact="0470")
    )
    await add_original(resources, actor, deposit_id, uuid4(), original_id, await received(resources, pdf("one")))
    await process_page(resources, actor, page_id(original_id, 0))
    return deposit_id


async def abandoned(actor: Actor) -> None:
    with clock.moved(ABANDONED):
        await abandon_old(actor, OPEN_SECONDS)


async def counts(actor: Actor) -> dict[str, int]:
    async with transaction(actor) as tx:
        return {table: int(await tx.value(f"SELECT count(*) FROM {table}")) for table in TABLES}


async def test_an_abandoned_deposit_goes_with_all_that_it_held(resources: Resources, actor: Actor) -> None:
    deposit_id = await begun(resources, actor)
    keys = set(await named_keys(actor))
    await abandoned(actor)
    with clock.moved(PURGED - timedelta(hours=1)):
        assert await purge_abandoned(actor, KEEP_SECONDS) == 0
    with clock.moved(PURGED):
        assert await purge_abandoned(actor, KEEP_SECONDS) == 1
        assert await purge_abandoned(actor, KEEP_SECONDS) == 0
    assert set((await counts(actor)).values()) == {0}
    with pytest.raises(NoSuchDeposit):
        await deposit(actor, deposit_id)
    assert await bytes_without_rows(resources, actor) == keys  # a crash here leaves them to the rounds
    with clock.moved(timedelta(hours=2)):
        await walk(resources, actor, await begin(actor, deep=True))
    assert (await report(actor)).total == 0
    assert await carry_out_due(resources, actor) == len(keys) == 1 + len(RENDITIONS)
    assert await bytes_without_rows(resources, actor) == set()
    async with transaction(actor) as tx:
        told = await tx.row("SELECT record_id, facts::text AS facts FROM events WHERE name = 'DepositPurged'")
        kept = await tx.value("SELECT string_agg(facts::text, ' ') FROM events")
    assert told is not None
    assert told["record_id"] == deposit_id
    assert json.loads(told["facts"]) == {
        "deposit_id": str(deposit_id),
        "papers": 1,
        "originals": 1,
        "pages": 1,
        "files": 1 + len(RENDITIONS),
    }
    assert "Lambert" not in kept


async def test_what_its_depositor_discarded_is_purged_as_well(resources: Resources, actor: Actor) -> None:
    deposit_id = await begun(resources, actor)
    await abandon(actor, deposit_id)
    await abandon(actor, deposit_id)
    assert await purge_abandoned(actor, KEEP_SECONDS) == 0
    with clock.moved(timedelta(seconds=KEEP_SECONDS + 1)):
        assert await purge_abandoned(actor, KEEP_SECONDS) == 1
    assert set((await counts(actor)).values()) == {0}


async def test_what_is_open_or_has_a_receipt_is_never_purged(resources: Resources, actor: Actor) -> None:
    sent, wrong = await begun(resources, actor), await begun(resources, actor)
    for each in (sent, wrong):
        await receive(resources, actor, each)
    await abandoned(actor)
    async with transaction(actor) as tx:  # whatever brought it there: a receipt was given
        await tx.run("UPDATE deposits SET state = 'abandoned', abandoned_at = opened_at WHERE id = $1", wrong)
    await begun(resources, actor)  # open
    before = await counts(actor)
    with clock.moved(2 * PURGED):
        assert await purge_abandoned(actor, KEEP_SECONDS) == 0
    assert await counts(actor) == before
    assert await rows_without_bytes(resources, actor) == []


async def test_its_uploads_are_swept_first(resources: Resources, actor: Actor) -> None:
    deposit_id = await begun(resources, actor)
    await create(resources.settings, Permit(actor=actor, deposit_id=deposit_id), uuid4(), uuid4(), 1000)
    await abandoned(actor)
    with clock.moved(PURGED):
        assert await purge_abandoned(actor, KEEP_SECONDS) == 0
        await expire(resources.vault, actor)
        with clock.moved(timedelta(minutes=2)):
            await expire(resources.vault, actor)
            assert await purge_abandoned(actor, KEEP_SECONDS) == 1


async def test_two_workers_purge_each_one_once_and_nobody_waits_for_another(resources: Resources, actor: Actor) -> None:
    held = await begun(resources, actor)
    for _ in range(5):
        await begun(resources, actor)
    await abandoned(actor)
    other = await asyncpg.connect(resources.settings.database_url.get_secret_value())
    try:
        async with other.transaction():
            await other.execute(
                "SELECT set_config('app.centre_id', $1, true), set_config('app.kind', 'system', true)",
                str(actor.centre_id),
            )
            await other.execute("SELECT FROM deposits WHERE id = $1 FOR UPDATE", held)
            with clock.moved(PURGED):
                purged = await asyncio.gather(*(purge_abandoned(actor, KEEP_SECONDS) for _ in range(3)))
            assert sum(purged) == 5
    finally:
        await other.close()
    with clock.moved(PURGED):
        assert await purge_abandoned(actor, KEEP_SECONDS) == 1
    async with transaction(actor) as tx:
        assert await tx.value("SELECT count(*) FROM events WHERE name = 'DepositPurged'") == 6
        assert await tx.value("SELECT count(DISTINCT record_id) FROM events WHERE name = 'DepositPurged'") == 6


async def test_whoever_sends_meanwhile_is_told_that_it_is_gone(resources: Resources, actor: Actor) -> None:
    deposit_id = await begun(resources, actor)
    await abandoned(actor)
    with clock.moved(PURGED):
        await purge_abandoned(actor, KEEP_SECONDS)
    with pytest.raises(NoSuchDeposit):
        await add_original(resources, actor, deposit_id, uuid4(), uuid4(), await received(resources, pdf("two")))
    assert set((await counts(actor)).values()) == {0}
