"""What a phone began for its person is found again while it is open: theirs alone, and nothing that a helper began."""

from uuid import UUID, uuid4

import pytest

from demo import accounts
from demo.people import people
from dossier.database.actor import Actor, system
from dossier.database.engine import transaction
from dossier.deposits.abandon import abandon
from dossier.deposits.add_original import add_original
from dossier.deposits.open import Depositor, open_deposit
from dossier.deposits.resume_begun import resume_begun
from dossier.people.identify import identify
from dossier.resources import Resources
from tests.support.deposits import pdf, received

pytestmark = pytest.mark.people


async def test_it_is_found_in_order_while_it_is_open_and_theirs(resources: Resources, centre_id: UUID) -> None:
    phone = Actor(centre_id=centre_id, kind="depositor", place="portal")
    mine, others = [
        await identify(system(centre_id), accounts.file_of(each), each.birth_date)
        for each in (people()[0], people()[5])
    ]
    first, empty, sent, foreign = begun = [uuid4() for _ in range(4)]
    for each in begun:
        whose = others if each == foreign else mine
        depositor = Depositor(beneficiary_id=whose.beneficiary_id, social_file_id=whose.social_file_id)
        await open_deposit(phone, each, circuit="portal", language="fr", depositor=depositor)
    await add_original(resources, phone, first, uuid4(), uuid4(), await received(resources, pdf("one")))
    await abandon(phone, sent)
    named = [empty, first, sent, foreign, uuid4()]
    assert await resume_begun(phone, mine.beneficiary_id, mine.social_file_id, named) == (empty, first)
    assert await resume_begun(phone, mine.beneficiary_id, others.social_file_id, named) == ()
    assert await resume_begun(phone, mine.beneficiary_id, mine.social_file_id, []) == ()
    async with transaction(phone) as tx:
        assert await tx.value("SELECT array_agg(record_id) FROM events WHERE name = 'DepositResumed'") == [first]
