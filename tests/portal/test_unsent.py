"""What was begun and not sent: gone on with another day by whoever can prove that it is theirs, or discarded."""

from datetime import timedelta

import pytest

from demo import accounts
from demo.people import people
from dossier import clock
from dossier.database.actor import system
from dossier.database.engine import transaction
from tests.portal.house import House, add, who
from tests.support.deposits import pdf

pytestmark = pytest.mark.people


async def test_who_comes_back_another_day_and_identifies_goes_on_with_their_papers(house: House) -> None:
    _, deposit = await house.begin(people()[0])
    client, _ = await house.begin(people()[0])  # nothing was added there: nothing to go on with
    owner = await house.browser()
    await owner.post("/identification", data={**who(people()[0]), "deposit_id": deposit.rsplit("/", 1)[1]})
    await add(owner, deposit, pdf("one"))
    await add(owner, deposit, pdf("two"))
    with clock.moved(timedelta(hours=24)):
        client = await house.browser()
        answer = await client.post("/identification", data=who(people()[0]))
        assert (answer.status_code, answer.headers["location"]) == (303, "/")
        start = (await client.get("/")).text
        assert f'href="{deposit}"' in start
        assert "Vous avez 2 papiers qui ne sont pas encore envoyés." in start
        overview = await client.get(deposit)
        assert overview.text.count('class="papers-item"') == 2
        await house.send(client, deposit)
        assert f'href="{deposit}"' not in (await client.get("/")).text
    async with transaction(system(house.app.state.centre_id)) as tx:
        told = await tx.rows("SELECT record_id, actor_kind FROM events WHERE name = 'DepositResumed'")
    assert [(str(each["record_id"]), each["actor_kind"]) for each in told] == [
        (deposit.rsplit("/", 1)[1], "beneficiary")
    ]


async def test_nobody_but_the_beneficiary_goes_on_with_their_papers(house: House) -> None:
    first, deposit = await house.begin(people()[0])
    await add(first, deposit, pdf("one"))
    household = next(each for each in people()[1:] if accounts.file_of(each) == accounts.file_of(people()[0]))
    for other in (household, people()[5]):
        client, begun = await house.begin(other)
        assert begun != "/"
        assert (await client.get(deposit)).status_code == 403
        assert (await client.post(f"{deposit}/abandonment")).status_code == 403
    stranger = await house.browser()
    named = await stranger.post("/identification/contact", data={"name": "Ann", "contact": "ann@example.org"})
    assert named.headers["location"] != "/"
    assert (await stranger.post(f"{deposit}/abandonment")).status_code == 403


async def test_what_is_discarded_is_abandoned_and_not_offered_again(house: House) -> None:
    client, deposit = await house.begin()
    await add(client, deposit, pdf("one"))
    answer = await client.post(f"{deposit}/abandonment")
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    assert deposit not in (await client.get("/")).text
    assert (await client.post(f"{deposit}/receipt")).status_code == 409
    again = await house.browser()
    assert (await again.post("/identification", data=who(people()[0]))).headers["location"] != "/"


async def test_a_receipt_that_was_given_stays_when_its_deposit_is_discarded_too_late(house: House) -> None:
    client, deposit = await house.begin()
    await add(client, deposit, pdf("one"))
    receipt = await house.send(client, deposit)
    await client.post(f"{deposit}/abandonment")
    assert (await client.get(deposit)).headers["location"] == receipt
