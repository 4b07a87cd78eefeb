"""Bytes without a row go when an administrator says so, and never when a row has come for them."""

from dataclasses import replace
from datetime import timedelta
from typing import cast
from uuid import UUID, uuid4

import pytest

from demo.people import people
from dossier import clock
from dossier.database.actor import Actor, system
from dossier.database.engine import transaction
from dossier.people.devices import AdministratorOnly
from dossier.reconcile.ask import begin
from dossier.reconcile.queries import NoSuchFinding, orphan, report
from dossier.reconcile.remove_orphan import NoOrphanAnyMore, remove_orphan, remove_orphans
from dossier.reconcile.walk import walk
from dossier.removals.carry_out import carry_out_due
from dossier.resources import Resources
from dossier.storage.keys import original_key
from dossier.storage.vault import StoreUnavailable, Vault
from tests.support.deposits import hand_over, staff
from tests.support.staged import HookedVault

pytestmark = pytest.mark.people


async def check(resources: Resources, actor: Actor) -> None:
    with clock.moved(timedelta(hours=2)):
        await walk(resources, actor, await begin(actor, deep=True))


async def test_an_orphan_is_removed_by_an_administrator_alone_and_written_down(
    resources: Resources, centre_id: UUID
) -> None:
    key = original_key(centre_id, uuid4(), "0" * 64)
    await resources.vault.put_bytes(key, b"nobody's")
    await check(resources, system(centre_id))
    (found,) = (await report(system(centre_id))).findings
    with pytest.raises(AdministratorOnly):
        await remove_orphan(resources, await staff(centre_id, "ines.moreau"), found.id)
    administrator = await staff(centre_id, "rachid.lahlou")
    assert (await orphan(administrator, found.id)).vault_key == key
    await remove_orphan(resources, administrator, found.id)
    assert await resources.vault.size(key) is None
    assert (await report(administrator)).total == 0
    for act in (remove_orphan(resources, administrator, found.id), orphan(administrator, found.id)):
        with pytest.raises(NoSuchFinding):
            await act
    async with transaction(administrator) as tx:
        event = await tx.row("SELECT actor_id, facts->>'sha256' AS hash FROM events WHERE name = 'OrphanRemoved'")
    assert event is not None
    assert (event["actor_id"], event["hash"]) == (administrator.id, "0" * 64)


async def test_bytes_that_have_a_row_by_now_stay(resources: Resources, centre_id: UUID) -> None:
    made = await hand_over(resources, centre_id, people()[0])
    actor = system(centre_id)
    async with transaction(actor) as tx:
        row = await tx.row("SELECT * FROM originals WHERE deposit_id = $1", made.deposit_id)
        assert row is not None
        await tx.run("DELETE FROM originals WHERE id = $1", row["id"])
    await check(resources, actor)
    (found,) = (await report(actor)).findings
    async with transaction(actor) as tx:
        places = ", ".join(f"${place}" for place in range(1, len(row) + 1))
        await tx.run(f"INSERT INTO originals VALUES ({places})", *row.values())
    with pytest.raises(NoOrphanAnyMore):
        await remove_orphan(resources, await staff(centre_id, "rachid.lahlou"), found.id)
    assert await resources.vault.size(row["vault_key"]) == row["size_bytes"]
    await check(resources, actor)
    assert (await report(actor)).total == 0


async def test_a_store_that_fails_half_way_is_believed_as_far_as_it_came(resources: Resources, centre_id: UUID) -> None:
    actor, administrator = system(centre_id), await staff(centre_id, "rachid.lahlou")
    keys = [original_key(centre_id, uuid4(), "0" * 64) for _ in range(5)]
    for key in keys:
        await resources.vault.put_bytes(key, b"nobody's")
    await check(resources, actor)
    hooked = HookedVault(resources.vault)
    deleted: list[str] = []

    async def away(key: str) -> None:
        if len(deleted) == 2:
            raise StoreUnavailable
        deleted.append(key)

    async def removed() -> set[str]:
        async with transaction(actor) as tx:
            rows = await tx.rows("SELECT f.vault_key FROM reconcile_findings f JOIN events e ON e.record_id = f.id")
        return {row["vault_key"] for row in rows}

    hooked.before_delete = away
    with clock.moved(timedelta(hours=3)), pytest.raises(StoreUnavailable):
        await remove_orphans(replace(resources, vault=cast("Vault", hooked)), administrator, clock.now())
    gone = {key for key in keys if await resources.vault.size(key) is None}
    assert gone == await removed() == set(deleted)
    assert {each.vault_key for each in (await report(actor)).findings} == set(keys) - gone
    await check(resources, actor)  # forgets nothing of what is under way
    assert (await report(actor)).total == 3
    assert await carry_out_due(resources, actor) == 1  # that at which it failed: it was asked, and is made good
    gone = {key for key in keys if await resources.vault.size(key) is None}
    assert len(gone) == 3
    assert gone == await removed()
    async with transaction(actor) as tx:
        last = await tx.row("SELECT actor_kind, facts->>'asked_by' AS whose FROM events ORDER BY seq DESC LIMIT 1")
    assert last is not None
    assert (last["actor_kind"], last["whose"]) == ("system", str(administrator.id))
    with clock.moved(timedelta(hours=3)):
        assert await remove_orphans(resources, administrator, clock.now()) == 2
    assert (await report(actor)).total == 0
