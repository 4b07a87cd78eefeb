"""The desk over HTTP, where more than one want the same document: leases, late decisions, a second reader."""

from uuid import UUID

import pytest

from demo.people import people
from dossier.database.actor import system
from dossier.database.engine import transaction
from dossier.deposits.withdraw import withdraw
from dossier.resources import Resources
from tests.backoffice.documents.at_desk import QUEUE, at, choices, hold, state
from tests.backoffice.house import HTMX, opened_house
from tests.support.deposits import hand_over
from tests.support.mine import bound
from tests.support.requests import person_id

pytestmark = pytest.mark.people


async def test_a_deposit_is_one_person_s_at_a_time(resources: Resources, centre_id: UUID) -> None:
    made = await hand_over(resources, centre_id, people()[0], types=("REV_PAIE", None))
    known = await choices(resources, centre_id)
    form = {"type_id": known.types["REV_PAIE"], "beneficiary_id": known.person, "document_date": ""}
    async with opened_house(resources, centre_id) as house:
        mine, theirs = await house.sign_in("ines.moreau"), await house.sign_in("koen.smets")
        await hold(mine, made.document_ids[0])
        other = made.document_ids[1]  # of the same deposit
        claimed = await theirs.post(at(other, "/claim"), headers=HTMX)
        assert (claimed.status_code, "Inès Moreau" in claimed.text) == (409, True)
        assert (await theirs.put(at(other, "/claim"), headers={"Accept": "*/*"})).json()["status"] == 409
        answer = await theirs.post(at(other, "/validation"), data=form, headers=HTMX)
        assert answer.status_code == 409
        assert f'value="{known.types["REV_PAIE"]}"' in answer.text
        assert at(other, "/claim") in answer.text
        assert (await mine.put(at(other, "/claim"), headers={"Accept": "*/*"})).status_code == 204
        await mine.post(at(other, "/release"))
        await hold(theirs, other)
    assert await state(centre_id, other) == "captured"


async def test_a_lost_lease_is_taken_again_with_all_that_was_typed(resources: Resources, centre_id: UUID) -> None:
    made = await hand_over(resources, centre_id, people()[0])
    document_id = made.document_ids[0]
    known = await choices(resources, centre_id)
    form = {"type_id": known.types["LOG_BAIL"], "beneficiary_id": known.person, "document_date": "2/11/2026"}
    async with opened_house(resources, centre_id) as house:
        client = await house.sign_in("ines.moreau")
        await hold(client, document_id)
        async with transaction(system(centre_id)) as tx:
            await tx.run("UPDATE deposits SET claimed_until = now() - interval '1 minute'")
        lost = await client.post(at(document_id, "/validation"), data=form)
        assert (lost.status_code, 'role="alert"' in lost.text) == (409, True)
        again = await client.post(at(document_id, "/claim"), data=form)
        assert (again.status_code, 'value="2/11/2026"' in again.text) == (200, True)
        assert f'<option value="{known.types["LOG_BAIL"]}" selected>' in again.text
        assert (await client.post(at(document_id, "/validation"), data=form)).status_code == 303


async def test_a_decision_that_comes_too_late_names_the_first(resources: Resources, centre_id: UUID) -> None:
    made = await hand_over(resources, centre_id, people()[0], types=("REV_PAIE", "REV_PAIE"))
    document_id = made.document_ids[0]
    known = await choices(resources, centre_id)
    form = {"type_id": known.types["REV_PAIE"], "beneficiary_id": known.person, "document_date": ""}
    async with opened_house(resources, centre_id) as house:
        first, second = await house.sign_in("nadia.benali"), await house.sign_in("wim.claes")
        await hold(first, document_id)
        await first.post(at(document_id, "/validation"), data=form)
        await first.post(at(document_id, "/release"))
        await hold(second, made.document_ids[1])
        for act, data in (("validation", form), ("refusal", {"reason_id": known.reasons["expired"], "note": ""})):
            late = await second.post(at(document_id, f"/{act}"), data=data, headers=HTMX)
            assert (late.status_code, "Nadia Benali" in late.text) == (409, True), act


@pytest.mark.parametrize("act", ["validation", "refusal", "sending"])
async def test_what_was_taken_back_meanwhile_leads_on_to_the_next(
    resources: Resources, centre_id: UUID, act: str
) -> None:
    made, following = [await hand_over(resources, centre_id, people()[0]) for _ in range(2)]
    me = bound(centre_id, await person_id(centre_id, people()[0]))
    known = await choices(resources, centre_id)
    form = {"type_id": known.types["REV_PAIE"], "beneficiary_id": known.person, "document_date": ""}
    data = {"validation": form, "refusal": {"reason_id": known.reasons["expired"]}, "sending": {"to": "AG"}}[act]
    async with opened_house(resources, centre_id) as house:
        client = await house.sign_in("ines.moreau")
        await hold(client, made.document_ids[0])
        async with transaction(system(centre_id)) as tx:
            ended = "UPDATE deposits SET claimed_until = now() - interval '1 minute' WHERE id = $1"
            await tx.run(ended, made.deposit_id)
        await withdraw(me, made.deposit_id)
        on = await client.post(at(made.document_ids[0], f"/{act}"), data=data, headers=HTMX)
        assert (on.status_code, on.headers.get("HX-Push-Url")) == (200, at(following.document_ids[0]))
        assert "l’a repris" in on.text
        assert f'href="{at(made.document_ids[0])}"' not in on.text, "there is nothing to look at again"
        plain = await client.post(at(made.document_ids[0], f"/{act}"), data=data)
        assert (plain.status_code, plain.headers["location"]) == (303, at(following.document_ids[0]))


async def test_a_type_of_two_readers_waits_for_another_person(resources: Resources, centre_id: UUID) -> None:
    made = await hand_over(resources, centre_id, people()[0], types=("REV_RIB",))
    document_id = made.document_ids[0]
    known = await choices(resources, centre_id)
    form = {"type_id": known.types["REV_RIB"], "beneficiary_id": known.person, "document_date": ""}
    async with opened_house(resources, centre_id) as house:
        first, second = await house.sign_in("ines.moreau"), await house.sign_in("koen.smets")
        await hold(first, document_id)
        assert (await first.post(at(document_id, "/validation"), data=form)).headers["location"] == QUEUE
        assert "/validation" not in (await first.get(at(document_id))).text
        await hold(second, document_id)
        assert "Inès Moreau" in (await second.get(at(document_id))).text
        await second.post(at(document_id, "/validation"), data={**form, "document_date": "02/01/2026"})
        assert await state(centre_id, document_id) == "second_reading"  # she never saw that date
        await second.post(at(document_id, "/release"))
        await hold(first, document_id)
        assert "Koen Smets" in (await first.get(at(document_id))).text
        await first.post(at(document_id, "/validation"), data={**form, "document_date": "02/01/2026"})
    assert await state(centre_id, document_id) == "validated"
