"""What a depositor took back goes after a delay, whatever else happens meanwhile; what went long ago is forgotten."""

from dataclasses import replace
from datetime import timedelta
from typing import cast
from uuid import UUID, uuid4

import pytest

from dossier import clock
from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.deposits.abandon import abandon_old
from dossier.deposits.add_original import add_original
from dossier.deposits.errors import TakenBack
from dossier.deposits.open import Depositor, open_deposit
from dossier.deposits.process_page import process_page
from dossier.deposits.queries import deposit
from dossier.deposits.remove_original import remove_original
from dossier.ids import page_id
from dossier.imaging.values import RENDITIONS
from dossier.reconcile.ask import begin
from dossier.reconcile.queries import report
from dossier.reconcile.walk import walk
from dossier.removals.carry_out import REMEMBERED_SECONDS, carry_out_due
from dossier.resources import Resources
from dossier.storage.keys import original_key, spare_key
from dossier.storage.vault import StoreUnavailable, Vault
from tests.support.deposits import pdf, received
from tests.support.orphans import bytes_without_rows, named_keys, rows_without_bytes
from tests.support.staged import HookedVault

KEEP = timedelta(days=1, seconds=1)
FILES = 1 + len(RENDITIONS)
"""A photo as it came, and the pictures of its page."""


async def opened(actor: Actor) -> UUID:
    deposit_id = uuid4()
    await open_deposit(actor, deposit_id, circuit="portal", language="fr", depositor=Depositor(name="Ann"))
    return deposit_id


async def removals(actor: Actor) -> int:
    async with transaction(actor) as tx:
        return int(await tx.value("SELECT count(*) FROM removals"))


async def test_what_was_taken_back_goes_after_a_delay_and_is_nobody_s_finding(
    resources: Resources, actor: Actor
) -> None:
    deposit_id, original_id, kept_id = await opened(actor), uuid4(), uuid4()
    for each in (original_id, kept_id):
        await add_original(resources, actor, deposit_id, uuid4(), each, await received(resources, pdf("one")))
        await process_page(resources, actor, page_id(each, 0))
    await remove_original(actor, deposit_id, original_id)
    there = await bytes_without_rows(resources, actor)
    assert len(there) == FILES
    assert await carry_out_due(resources, actor) == 0
    with clock.moved(timedelta(hours=2)):
        await walk(resources, actor, await begin(actor, deep=True))
    assert (await report(actor)).total == 0
    assert await bytes_without_rows(resources, actor) == there
    with clock.moved(KEEP):
        assert await carry_out_due(resources, actor) == FILES
        assert await carry_out_due(resources, actor) == 0
    assert await bytes_without_rows(resources, actor) == set()
    assert await rows_without_bytes(resources, actor) == []
    assert len(await named_keys(actor)) == FILES


async def test_what_a_worker_makes_of_it_at_that_moment_goes_too(resources: Resources, actor: Actor) -> None:
    deposit_id, original_id = await opened(actor), uuid4()
    await add_original(resources, actor, deposit_id, uuid4(), original_id, await received(resources, pdf("one")))
    hooked = HookedVault(resources.vault)

    async def taken_back(key: str) -> None:
        del key
        await remove_original(actor, deposit_id, original_id)

    hooked.after_put = taken_back
    await process_page(replace(resources, vault=cast("Vault", hooked)), actor, page_id(original_id, 0))
    assert len(await bytes_without_rows(resources, actor)) == FILES
    with clock.moved(KEEP):
        assert await carry_out_due(resources, actor) == FILES
    assert await bytes_without_rows(resources, actor) == set()


async def test_no_picture_of_it_comes_onto_another_page_of_its_name(resources: Resources, actor: Actor) -> None:
    deposit_id, original_id, page = await opened(actor), uuid4(), None
    await add_original(resources, actor, deposit_id, uuid4(), original_id, await received(resources, pdf("one")))
    page = page_id(original_id, 0)
    hooked = HookedVault(resources.vault)

    async def another(key: str) -> None:
        del key
        hooked.after_put = nothing
        await remove_original(actor, deposit_id, original_id)
        await add_original(resources, actor, deposit_id, uuid4(), original_id, await received(resources, pdf("two")))

    async def nothing(key: str) -> None:
        del key

    hooked.after_put = another
    await process_page(replace(resources, vault=cast("Vault", hooked)), actor, page)  # of the first file, late
    assert len(await named_keys(actor)) == 1
    await process_page(resources, actor, page)
    assert len(await named_keys(actor)) == FILES
    with clock.moved(KEEP):
        await carry_out_due(resources, actor)
    assert await bytes_without_rows(resources, actor) == set()
    assert await rows_without_bytes(resources, actor) == []


async def test_a_late_duplicate_brings_nothing_back(resources: Resources, actor: Actor) -> None:
    deposit_id, paper_id, original_id, data = await opened(actor), uuid4(), uuid4(), pdf("one")

    async def add(into: UUID, content: bytes = data) -> None:
        await add_original(resources, actor, into, paper_id, original_id, await received(resources, content))

    await add(deposit_id)
    await remove_original(actor, deposit_id, original_id)
    for later in (timedelta(0), KEEP, timedelta(seconds=REMEMBERED_SECONDS) + 2 * KEEP):
        with clock.moved(later):
            with pytest.raises(TakenBack):
                await add(deposit_id)
            assert (await deposit(actor, deposit_id)).page_count == 0
            await carry_out_due(resources, actor)
    await walk(resources, actor, await begin(actor, deep=False))
    await add(deposit_id, pdf("another"))  # the name alone is no duplicate
    assert (await deposit(actor, deposit_id)).page_count == 1
    await remove_original(actor, deposit_id, original_id)
    other_deposit = await opened(actor)
    await add(other_deposit)  # nor are name and bytes, elsewhere
    first = original_key(actor.centre_id, original_id, (await received(resources, data)).sha256)
    assert set(await named_keys(actor)) == {spare_key(first)}
    await add(other_deposit)  # sent again: the row says which key it has
    with clock.moved(KEEP):
        await carry_out_due(resources, actor)
    assert await rows_without_bytes(resources, actor) == []


async def test_a_store_that_is_away_puts_it_off(resources: Resources, actor: Actor) -> None:
    deposit_id, original_id = await opened(actor), uuid4()
    await add_original(resources, actor, deposit_id, uuid4(), original_id, await received(resources, pdf("one")))
    await process_page(resources, actor, page_id(original_id, 0))
    await remove_original(actor, deposit_id, original_id)
    hooked = HookedVault(resources.vault)
    deleted: list[str] = []

    async def away(key: str) -> None:
        if len(deleted) == 2:
            raise StoreUnavailable
        deleted.append(key)

    hooked.before_delete = away
    with clock.moved(KEEP):
        with pytest.raises(StoreUnavailable):
            await carry_out_due(replace(resources, vault=cast("Vault", hooked)), actor)
        assert len(await bytes_without_rows(resources, actor)) == FILES - 2
        assert await carry_out_due(resources, actor) == FILES - 2
    assert await bytes_without_rows(resources, actor) == set()


async def test_bytes_that_a_row_names_stay_whatever_was_asked(resources: Resources, actor: Actor) -> None:
    deposit_id, original_id = await opened(actor), uuid4()
    await add_original(resources, actor, deposit_id, uuid4(), original_id, await received(resources, pdf("one")))
    async with transaction(actor) as tx:  # by a hand that went past the verbs
        await tx.run(
            """INSERT INTO removals (vault_key, centre_id, reason, deposit_id, asked_at)
               SELECT vault_key, centre_id, 'purged', deposit_id, $1 FROM originals""",
            clock.now(),
        )
    assert await carry_out_due(resources, actor) == 0
    assert await rows_without_bytes(resources, actor) == []


async def test_what_went_is_forgotten_once_nobody_can_send_it_any_more(resources: Resources, actor: Actor) -> None:
    deposit_id, original_id = await opened(actor), uuid4()
    await add_original(resources, actor, deposit_id, uuid4(), original_id, await received(resources, pdf("one")))
    await remove_original(actor, deposit_id, original_id)
    with clock.moved(KEEP):
        assert await carry_out_due(resources, actor) == 1
    with clock.moved(2 * KEEP + timedelta(seconds=REMEMBERED_SECONDS)):
        await carry_out_due(resources, actor)
        assert await removals(actor) == 1  # the deposit is open still
        await abandon_old(actor, 3600)
        await carry_out_due(resources, actor)
        assert await removals(actor) == 0
