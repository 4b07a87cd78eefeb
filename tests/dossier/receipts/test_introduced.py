"""A receipt says whose file it belongs to, where the person handed in themselves."""

from uuid import UUID, uuid4

import pytest

from demo import accounts
from demo.people import people
from dossier import signing
from dossier.database.actor import Actor
from dossier.deposits.add_original import add_original
from dossier.deposits.name_paper import name_paper
from dossier.deposits.open import Depositor, open_deposit
from dossier.deposits.receive import receive
from dossier.helpers.make import make_helper_code
from dossier.people.identify import identify
from dossier.receipts.introduced import NobodyIntroduced, introduced_by_receipt
from dossier.resources import Resources
from tests.support.deposits import hand_over, pdf, received

pytestmark = pytest.mark.people
FIRST = people()[0]


@pytest.mark.parametrize("circuit", ["portal", "kiosk", "counter", "interview"])
async def test_what_a_person_handed_in_leads_to_their_file(resources: Resources, actor: Actor, circuit: str) -> None:
    made = await hand_over(resources, actor.centre_id, FIRST, circuit=circuit)
    found = await introduced_by_receipt(actor, made.receipt.token)
    assert (found.file_number, found.language) == (accounts.file_of(FIRST), "fr")


async def test_a_helper_s_receipt_introduces_nobody(resources: Resources, actor: Actor) -> None:
    found = await identify(actor, accounts.file_of(FIRST), FIRST.birth_date)
    me = Actor(centre_id=actor.centre_id, kind="beneficiary", id=found.beneficiary_id, place="portal")
    helper = Depositor(
        beneficiary_id=found.beneficiary_id,
        social_file_id=found.social_file_id,
        name="Karim",
        helper_code_id=await make_helper_code(resources.settings, me, found.social_file_id),
    )
    deposit_id, paper_id = uuid4(), uuid4()
    await open_deposit(actor, deposit_id, circuit="portal", language="fr", depositor=helper)
    await add_original(resources, actor, deposit_id, paper_id, uuid4(), await received(resources, pdf("a paper")))
    await name_paper(actor, deposit_id, paper_id, None)
    receipt = await receive(resources, actor, deposit_id)
    with pytest.raises(NobodyIntroduced):
        await introduced_by_receipt(actor, receipt.token)


async def test_what_we_did_not_sign_as_a_receipt_is_none(actor: Actor) -> None:
    for token in ("abc", signing.sign("letter", UUID(int=1).hex), signing.sign("receipt", "26-999999-0")):
        with pytest.raises(signing.BadToken):
            await introduced_by_receipt(actor, token)
