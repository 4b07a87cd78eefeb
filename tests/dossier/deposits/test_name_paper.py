"""Naming a paper: of an open deposit alone, and a paper that is gone is told as that."""

from uuid import UUID, uuid4

import pytest

from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.deposits.add_original import add_original
from dossier.deposits.errors import DepositNotOpen, NoSuchPaper
from dossier.deposits.name_paper import name_paper
from dossier.deposits.open import Depositor, open_deposit
from dossier.deposits.queries import deposit
from dossier.deposits.receive import receive
from dossier.deposits.remove_original import remove_original
from dossier.resources import Resources
from dossier.thesaurus.queries import type_of_picture
from tests.support.deposits import pdf, received


async def added(resources: Resources, actor: Actor) -> tuple[UUID, UUID, UUID]:
    """Add one file to a new deposit; return the ids of the deposit, the paper and the original."""
    deposit_id, paper_id, original_id = uuid4(), uuid4(), uuid4()
    await open_deposit(actor, deposit_id, circuit="portal", language="fr", depositor=Depositor())
    await add_original(resources, actor, deposit_id, paper_id, original_id, await received(resources, pdf("one")))
    return deposit_id, paper_id, original_id


async def test_a_paper_is_named_and_named_otherwise_until_the_deposit_is_sent(
    resources: Resources, actor: Actor
) -> None:
    deposit_id, paper_id, _ = await added(resources, actor)
    payslip = await type_of_picture(actor, "payslip")
    assert payslip is not None
    await name_paper(actor, deposit_id, paper_id, None)
    assert (await deposit(actor, deposit_id)).papers[0].unknown_to_depositor
    await name_paper(actor, deposit_id, paper_id, payslip.id)
    (paper,) = (await deposit(actor, deposit_id)).papers
    assert (paper.proposed_type_code, paper.unknown_to_depositor) == (payslip.code, False)
    await receive(resources, actor, deposit_id)
    with pytest.raises(DepositNotOpen):
        await name_paper(actor, deposit_id, paper_id, None)


async def test_a_paper_that_is_gone_or_another_deposits_is_told_as_that(resources: Resources, actor: Actor) -> None:
    deposit_id, paper_id, original_id = await added(resources, actor)
    other_id, _, _ = await added(resources, actor)
    with pytest.raises(NoSuchPaper):
        await name_paper(actor, other_id, paper_id, None)
    await remove_original(actor, deposit_id, original_id)
    with pytest.raises(NoSuchPaper):
        await name_paper(actor, deposit_id, paper_id, None)
    async with transaction(actor) as tx:
        assert await tx.value("SELECT count(*) FROM events WHERE name = 'PaperNamed'") == 0
