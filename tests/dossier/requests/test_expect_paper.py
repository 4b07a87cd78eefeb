"""A paper that was asked for bears its type from its first photo on, and none is left where no photo came."""

from uuid import UUID, uuid4

import pytest

from demo import accounts
from demo.people import people
from dossier.database.actor import Actor, system
from dossier.deposits.add_original import add_original
from dossier.deposits.errors import DepositNotOpen
from dossier.deposits.open import Depositor, open_deposit
from dossier.deposits.queries import deposit
from dossier.deposits.receive import receive
from dossier.people.identify import identify
from dossier.requests.asked import asked_of
from dossier.requests.errors import NotAsked
from dossier.requests.expect_paper import expect_paper
from dossier.resources import Resources
from tests.support.deposits import pdf, received, staff
from tests.support.requests import ask_for

pytestmark = pytest.mark.people
PERSON, OTHER = people()[0], people()[3]


async def test_a_chosen_paper_is_named_by_its_first_photo(resources: Resources, centre_id: UUID) -> None:
    await ask_for(await staff(centre_id, "nadia.benali"), PERSON, "LOG_GARL")
    found = await identify(system(centre_id), accounts.file_of(PERSON), PERSON.birth_date)
    actor = Actor(centre_id=centre_id, kind="beneficiary", id=found.beneficiary_id, place="portal")
    (paper,) = (await asked_of(actor)).papers
    deposit_id = uuid4()
    depositor = Depositor(beneficiary_id=found.beneficiary_id, social_file_id=found.social_file_id)
    await open_deposit(actor, deposit_id, circuit="portal", language="fr", depositor=depositor)
    await expect_paper(actor, deposit_id, paper.item_id)  # the person turns round
    chosen = await expect_paper(actor, deposit_id, paper.item_id)
    assert (await deposit(actor, deposit_id)).papers == ()
    await add_original(resources, actor, deposit_id, chosen, uuid4(), await received(resources, pdf("garantie")))
    (laid,) = (await deposit(actor, deposit_id)).papers
    assert (laid.proposed_type_code, laid.is_named) == ("LOG_GARL", True)
    with pytest.raises(NotAsked):
        await expect_paper(actor, deposit_id, uuid4())
    await receive(resources, actor, deposit_id)
    with pytest.raises(DepositNotOpen):
        await expect_paper(actor, deposit_id, paper.item_id)


async def test_nobody_hands_over_what_another_is_asked_for(centre_id: UUID) -> None:
    await ask_for(await staff(centre_id, "nadia.benali"), PERSON, "LOG_GARL")
    found = await identify(system(centre_id), accounts.file_of(PERSON), PERSON.birth_date)
    asked = await asked_of(Actor(centre_id=centre_id, kind="beneficiary", id=found.beneficiary_id, place="portal"))
    passer_by = Actor(centre_id=centre_id, kind="depositor", place="portal")
    deposit_id = uuid4()
    await open_deposit(
        passer_by, deposit_id, circuit="portal", language="fr", depositor=Depositor(name="A", contact="-")
    )
    with pytest.raises(NotAsked):
        await expect_paper(passer_by, deposit_id, asked.papers[0].item_id)
