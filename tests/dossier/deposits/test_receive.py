"""From an open deposit to a receipt, through the real vault, box and worker."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import replace
from pathlib import Path
from typing import cast
from uuid import UUID, uuid4

import pytest

from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.deposits import queries
from dossier.deposits.add_original import add_original
from dossier.deposits.errors import DepositNotOpen, NotArrived, NothingToReceive, NotSent, OtherFile, PagesChanged
from dossier.deposits.open import Depositor, open_deposit
from dossier.deposits.receive import receive
from dossier.deposits.remove_original import remove_original
from dossier.jobs.worker import drain
from dossier.lifecycle import DepositState
from dossier.receipts.queries import receipt_by_token
from dossier.resources import Resources
from dossier.storage.local import LocalVault
from tests.support.deposits import pdf, received

pytestmark = pytest.mark.boxed


async def opened(actor: Actor) -> UUID:
    deposit_id = uuid4()
    await open_deposit(actor, deposit_id, circuit="portal", language="fr", depositor=Depositor(name="Ann"))
    return deposit_id


async def test_a_deposit_goes_from_open_to_ready(resources: Resources, actor: Actor) -> None:
    deposit_id, paper_id = await opened(actor), uuid4()
    await add_original(resources, actor, deposit_id, paper_id, uuid4(), await received(resources, pdf("one", "two")))
    await add_original(resources, actor, deposit_id, uuid4(), uuid4(), await received(resources, pdf("three")))
    receipt = await receive(resources, actor, deposit_id)
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
    receipts = await asyncio.gather(*(receive(resources, actor, deposit_id) for _ in range(4)))
    assert len({each.number for each in receipts}) == 1
    async with transaction(actor) as tx:
        assert await tx.value("SELECT count(*) FROM documents WHERE deposit_id = $1", deposit_id) == 1


async def test_an_empty_deposit_is_not_received(resources: Resources, actor: Actor) -> None:
    deposit_id = await opened(actor)
    with pytest.raises(NothingToReceive):
        await receive(resources, actor, deposit_id)
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
    await receive(resources, actor, deposit_id)
    with pytest.raises(DepositNotOpen):
        await add_original(resources, actor, deposit_id, uuid4(), uuid4(), await received(resources, pdf("two")))
    with pytest.raises(DepositNotOpen):
        await remove_original(actor, deposit_id, original_id)


def _flip(path: Path) -> None:
    path.chmod(0o600)
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


def _empty(path: Path) -> None:
    path.chmod(0o600)
    path.write_bytes(b"")


@pytest.mark.parametrize("spoil", [_flip, _empty, Path.unlink], ids=["flipped", "emptied", "gone"])
async def test_no_receipt_is_given_for_a_page_that_the_vault_does_not_hold(
    resources: Resources, actor: Actor, spoil: Callable[[Path], None]
) -> None:
    deposit_id, paper_id, original_id = await opened(actor), uuid4(), uuid4()
    await add_original(resources, actor, deposit_id, paper_id, uuid4(), await received(resources, pdf("one", "two")))
    await add_original(resources, actor, deposit_id, paper_id, original_id, await received(resources, pdf("three")))
    async with transaction(actor) as tx:
        key = await tx.value("SELECT vault_key FROM originals WHERE id = $1", original_id)
    spoil(cast("LocalVault", resources.vault)._path(key))
    with pytest.raises(NotArrived, match=r"Page 3 did not arrive safely\. Send it again\."):
        await receive(resources, actor, deposit_id)
    assert (await queries.deposit(actor, deposit_id)).state is DepositState.OPEN
    await remove_original(actor, deposit_id, original_id)
    await add_original(resources, actor, deposit_id, paper_id, uuid4(), await received(resources, pdf("three")))
    assert (await receive(resources, actor, deposit_id)).page_count == 3


async def test_a_page_that_is_gone_is_made_good_by_the_same_page_again(resources: Resources, actor: Actor) -> None:
    deposit_id, paper_id, original_id, data = await opened(actor), uuid4(), uuid4(), pdf("one")
    await add_original(resources, actor, deposit_id, paper_id, original_id, await received(resources, data))
    async with transaction(actor) as tx:
        key = await tx.value("SELECT vault_key FROM originals WHERE id = $1", original_id)
    await resources.vault.delete(key)
    with pytest.raises(NotArrived):
        await receive(resources, actor, deposit_id)
    await add_original(resources, actor, deposit_id, paper_id, original_id, await received(resources, data))
    assert (await receive(resources, actor, deposit_id)).page_count == 1


class _Slow(LocalVault):
    """A vault in which something happens while an original is read back."""

    meanwhile: Callable[[], Awaitable[None]]

    async def stream(self, key: str) -> AsyncIterator[bytes]:
        await self.meanwhile()
        async for chunk in super().stream(key):
            yield chunk


@pytest.mark.parametrize("what", ["added", "removed"])
async def test_a_receipt_names_the_pages_that_were_read_back_and_no_others(
    resources: Resources, actor: Actor, what: str
) -> None:
    deposit_id, paper_id, original_id = await opened(actor), uuid4(), uuid4()
    await add_original(resources, actor, deposit_id, paper_id, original_id, await received(resources, pdf("one")))
    slow = _Slow.at(resources.settings.store_url)

    async def change() -> None:
        if what == "removed":
            await remove_original(actor, deposit_id, original_id)
        else:
            await add_original(resources, actor, deposit_id, paper_id, uuid4(), await received(resources, pdf("two")))

    slow.meanwhile = change
    with pytest.raises(PagesChanged):
        await receive(replace(resources, vault=slow), actor, deposit_id)
    assert (await queries.deposit(actor, deposit_id)).state is DepositState.OPEN


async def test_a_store_that_is_away_gives_no_receipt_but_one_given_is_given_again(
    resources: Resources, actor: Actor, tmp_path: Path
) -> None:
    deposit_id = await opened(actor)
    await add_original(resources, actor, deposit_id, uuid4(), uuid4(), await received(resources, pdf("one")))
    vault, away = tmp_path / "vault", tmp_path / "away"
    vault.rename(away)
    vault.write_bytes(b"")  # no folder: what a lost mount looks like to who walks into it
    with pytest.raises(NotSent, match="Your pages are kept"):
        await receive(resources, actor, deposit_id)
    vault.unlink()
    away.rename(vault)
    receipt = await receive(resources, actor, deposit_id)
    vault.rename(away)
    assert (await receive(resources, actor, deposit_id)).number == receipt.number
