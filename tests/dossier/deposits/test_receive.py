"""From an open deposit to a receipt, through the real vault, box and worker."""

import asyncio
from uuid import UUID, uuid4

import pytest

from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.deposits import queries
from dossier.deposits.add_original import add_original
from dossier.deposits.errors import DepositNotOpen, NothingToReceive, OtherFile
from dossier.deposits.open import Depositor, open_deposit
from dossier.deposits.receive import receive
from dossier.deposits.remove_original import remove_original
from dossier.jobs.worker import drain
from dossier.lifecycle import DepositState
from dossier.receipts.queries import receipt_by_token
from dossier.resources import Resources
from tests.support.deposits import pdf, received


async def opened(actor: Actor) -> UUID:
    deposit_id = uuid4()
    await open_deposit(actor, deposit_id, circuit="portal", language="fr", depositor=Depositor(name="Ann"))
    return deposit_id


async def test_a_deposit_goes_from_open_to_ready(resources: Resources, actor: Actor) -> None:
    deposit_id, paper_id = await opened(actor), uuid4()
    await add_original(resources, actor, deposit_id, paper_id, uuid4(), await received(resources, pdf("one", "two")))
    await add_original(resources, actor, deposit_id, uuid4(), uuid4(), await received(resources, pdf("three")))
    receipt = await receive(actor, deposit_id)
    assert receipt.page_count == 3
    await drain(resources)
    view = await queries.deposit(actor, deposit_id)
    assert view.state is DepositState.READY
    assert [len(paper.pages) for paper in view.papers] == [2, 1]
    assert all(page.is_ready and page.width_pixels for paper in view.papers for page in paper.pages)
    kept = await queries.own_rendition(actor, deposit_id, view.papers[0].pages[0].id, "page")
    assert (await resources.vault.read(kept.vault_key))[:2] == b"\xff\xd8"
    assert (await receipt_by_token(actor, receipt.token)).deposit_id == deposit_id


async def test_a_retried_confirmation_returns_the_same_receipt(resources: Resources, actor: Actor) -> None:
    deposit_id = await opened(actor)
    await add_original(resources, actor, deposit_id, uuid4(), uuid4(), await received(resources, pdf("one")))
    receipts = await asyncio.gather(*(receive(actor, deposit_id) for _ in range(4)))
    assert len({each.number for each in receipts}) == 1
    async with transaction(actor) as tx:
        assert await tx.value("SELECT count(*) FROM documents WHERE deposit_id = $1", deposit_id) == 1


async def test_an_empty_deposit_is_not_received(actor: Actor) -> None:
    deposit_id = await opened(actor)
    with pytest.raises(NothingToReceive):
        await receive(actor, deposit_id)
    assert (await queries.deposit(actor, deposit_id)).state is DepositState.OPEN


async def test_a_resent_file_is_one_page_and_another_file_of_its_name_is_refused(
    resources: Resources, actor: Actor
) -> None:
    deposit_id, paper_id, original_id = await opened(actor), uuid4(), uuid4()
    data = pdf("one")
    for _ in range(2):
        await add_original(resources, actor, deposit_id, paper_id, original_id, await received(resources, data))
    assert (await queries.deposit(actor, deposit_id)).page_count == 1
    with pytest.raises(OtherFile):
        await add_original(resources, actor, deposit_id, paper_id, original_id, await received(resources, pdf("x")))


async def test_nothing_is_added_to_or_taken_from_a_received_deposit(resources: Resources, actor: Actor) -> None:
    deposit_id, original_id = await opened(actor), uuid4()
    await add_original(resources, actor, deposit_id, uuid4(), original_id, await received(resources, pdf("one")))
    await receive(actor, deposit_id)
    with pytest.raises(DepositNotOpen):
        await add_original(resources, actor, deposit_id, uuid4(), uuid4(), await received(resources, pdf("two")))
    with pytest.raises(DepositNotOpen):
        await remove_original(actor, deposit_id, original_id)
