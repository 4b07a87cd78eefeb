"""A deposit that nobody confirmed is abandoned; one that was received never is."""

from datetime import timedelta
from uuid import uuid4

import pytest

from dossier import clock
from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.deposits import queries
from dossier.deposits.abandon import abandon, abandon_old
from dossier.deposits.add_original import add_original
from dossier.deposits.close import close
from dossier.deposits.errors import DepositNotOpen, OtherDeposit
from dossier.deposits.open import Depositor, open_deposit
from dossier.deposits.receive import receive
from dossier.lifecycle import DepositState
from dossier.resources import Resources
from tests.support.deposits import pdf, received

OPEN_SECONDS = 3600


async def test_only_what_was_never_sent_is_abandoned(resources: Resources, actor: Actor) -> None:
    left, sent = uuid4(), uuid4()
    for deposit_id in (left, sent):
        await open_deposit(actor, deposit_id, circuit="kiosk", language="nl", depositor=Depositor())
    await add_original(resources, actor, sent, uuid4(), uuid4(), await received(resources, pdf("one")))
    await receive(resources, actor, sent)
    assert await abandon_old(actor, OPEN_SECONDS) == 0
    with clock.moved(timedelta(seconds=OPEN_SECONDS + 1)):
        assert await abandon_old(actor, OPEN_SECONDS) == 1
    assert (await queries.deposit(actor, left)).state is DepositState.ABANDONED
    assert (await queries.deposit(actor, sent)).state is DepositState.RECEIVED
    with pytest.raises(DepositNotOpen):
        await receive(resources, actor, left)


async def test_a_depositor_discards_what_was_not_sent_and_nothing_else(resources: Resources, actor: Actor) -> None:
    left, sent = uuid4(), uuid4()
    for deposit_id in (left, sent):
        await open_deposit(actor, deposit_id, circuit="portal", language="nl", depositor=Depositor())
        await add_original(resources, actor, deposit_id, uuid4(), uuid4(), await received(resources, pdf("one")))
    await receive(resources, actor, sent)
    for deposit_id in (left, left, sent):
        await abandon(actor, deposit_id)
    assert (await queries.deposit(actor, left)).state is DepositState.ABANDONED
    assert (await queries.deposit(actor, sent)).state is DepositState.RECEIVED
    async with transaction(actor) as tx:
        assert await tx.value("SELECT count(*) FROM events WHERE name = 'DepositAbandoned'") == 1


async def test_a_deposit_s_id_is_its_depositor_s_own(actor: Actor) -> None:
    deposit_id = uuid4()
    for _ in range(2):
        await open_deposit(actor, deposit_id, circuit="portal", language="fr", depositor=Depositor(name="Ann"))
    with pytest.raises(OtherDeposit):
        await open_deposit(actor, deposit_id, circuit="portal", language="fr", depositor=Depositor(name="Bob"))


async def test_a_received_deposit_with_undecided_documents_stays(resources: Resources, actor: Actor) -> None:
    deposit_id = uuid4()
    await open_deposit(actor, deposit_id, circuit="portal", language="fr", depositor=Depositor())
    await add_original(resources, actor, deposit_id, uuid4(), uuid4(), await received(resources, pdf("one")))
    await receive(resources, actor, deposit_id)
    await close(actor, deposit_id)
    assert (await queries.deposit(actor, deposit_id)).state is DepositState.RECEIVED
