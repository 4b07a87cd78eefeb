"""A receipt's page: who found the slip learns nothing; who handed over, or knows whose it is, sees the documents."""

import re
from uuid import UUID

import pytest

from demo import accounts
from demo.people import people
from dossier.database.actor import system
from dossier.database.engine import transaction
from dossier.documents.claim import claim
from dossier.documents.refuse import refuse
from dossier.jobs.worker import drain
from dossier.resources import Resources
from dossier.thesaurus.queries import refusal_reasons
from tests.portal.house import HTMX, House, add, element, pictures, who
from tests.support.deposits import pdf, staff

pytestmark = pytest.mark.people

LABEL = "Fiche de paie"


async def handed_over(house: House, resources: Resources) -> tuple[str, str, UUID]:
    """Hand a payslip over and have it made; return the receipt's path, the deposit's path and the paper."""
    client, deposit = await house.begin()
    _, paper = await add(client, deposit, pdf("one"))
    await client.post(f"{deposit}/papers/{paper}/type", data={"picture": "payslip"})
    receipt = await house.send(client, deposit)
    await drain(resources)
    own = await client.get(receipt)
    assert LABEL in own.text
    assert len(pictures(own.text)) == 1
    assert "CPAS de Valmeir" in own.text  # whose proof it is
    assert (await client.get(f"{receipt}/pdf")).content[:5] == b"%PDF-"
    return receipt, deposit, paper


async def looks(centre_id: UUID, kind: str = "page") -> int:
    async with transaction(system(centre_id)) as tx:
        found = await tx.value("SELECT count(*) FROM access_log WHERE act = 'view' AND record_kind = $1", kind)
    return int(found)


async def test_the_bare_link_shows_plain_states_alone(house: House, resources: Resources) -> None:
    receipt, deposit, _ = await handed_over(house, resources)
    stranger = await house.browser()
    page = await stranger.get(receipt)
    assert page.status_code == 200
    assert LABEL not in page.text
    assert pictures(page.text) == []
    assert str(deposit) not in page.text.replace("sse:deposit:", "")
    assert (await stranger.get(f"{receipt}/pdf")).status_code == 403


async def test_pictures_are_for_the_depositor_and_for_who_identified_whose_look_is_logged(
    house: House, resources: Resources, centre_id: UUID
) -> None:
    receipt, deposit, _ = await handed_over(house, resources)
    later = await house.browser()
    wrong = await later.post(receipt, data={**who(people()[0]), "birth_date_year": "1901"})
    assert wrong.status_code == 422
    assert LABEL not in wrong.text
    right = await later.post(receipt, data=who(people()[0]))
    assert right.headers["location"] == receipt
    assert await looks(centre_id, "document") == 0
    page = await later.get(receipt)
    assert LABEL in page.text
    assert await looks(centre_id, "document") == 1
    before = await looks(centre_id)
    (picture,) = pictures(page.text)
    assert (await later.get(picture)).status_code == 200
    assert await looks(centre_id) == before + 1
    assert (await (await house.browser()).get(picture)).status_code == 403
    assert (await later.get(deposit)).status_code == 403  # to look is not to own


async def test_another_file_opens_nothing(house: House, resources: Resources) -> None:
    receipt, _, _ = await handed_over(house, resources)
    other = next(person for person in people()[3:] if accounts.file_of(person) != accounts.file_of(people()[0]))
    client = await house.browser()
    assert (await client.post(receipt, data=who(other))).status_code == 422
    assert LABEL not in (await client.get(receipt)).text


async def test_another_member_of_the_household_opens_nothing(house: House, resources: Resources) -> None:
    receipt, _, _ = await handed_over(house, resources)
    first = people()[0]
    other = next(
        person
        for person in people()[1:]
        if accounts.file_of(person) == accounts.file_of(first) and person.birth_date != first.birth_date
    )
    client = await house.browser()
    assert (await client.post(receipt, data=who(other))).status_code == 422
    assert LABEL not in (await client.get(receipt)).text


async def test_nobodys_file_number_opens_a_deposit_without_one(house: House) -> None:
    client = await house.browser()
    begun = await client.post("/identification/contact", data={"name": "Ann", "contact": "ann@example.org"})
    await add(client, begun.headers["location"], pdf("one"))
    receipt = await house.send(client, begun.headers["location"])
    other = await house.browser()
    assert 'name="number"' not in (await other.get(receipt)).text
    assert (await other.post(receipt, data=who(people()[0]))).status_code == 422


async def test_a_deposit_is_followed_by_three_facts(house: House, resources: Resources) -> None:
    receipt, _, _ = await handed_over(house, resources)
    client = await house.browser()
    number = (await client.get(receipt)).text.split('class="slip-number"')[1].split(">")[1].split("<")[0]
    unknown = await client.post("/r", data={**who(people()[0]), "receipt": "26-999999-00"})
    assert unknown.status_code == 422
    assert 'value="26-999999-00"' in unknown.text
    found = await client.post("/r", data={**who(people()[0]), "receipt": number})
    assert found.headers["location"] == receipt
    assert LABEL in (await client.get(receipt)).text


async def test_a_refusal_is_told_with_its_reason_and_a_way_to_send_again(
    house: House, resources: Resources, centre_id: UUID
) -> None:
    receipt, _, paper = await handed_over(house, resources)
    agent = await staff(centre_id, _capture_agent())
    reason = (await refusal_reasons(agent))[0]
    await claim(agent, paper, resources.settings.claim_lease_seconds)
    await refuse(agent, paper, reason.id, note="")
    later = await house.browser()
    bare = await later.get(receipt)
    assert 'data-state="need"' in bare.text
    assert reason.sentence_fr not in bare.text
    await later.post(receipt, data=who(people()[0]))
    page = await later.get(receipt)
    assert reason.sentence_fr.split("'")[0][:20] in page.text
    again = await later.post("/deposits", data={})
    assert again.status_code == 303
    assert (await later.get(again.headers["location"])).status_code == 303


async def test_what_is_asked_of_a_depositor_comes_first_and_live(
    house: House, resources: Resources, centre_id: UUID
) -> None:
    receipt, _, paper = await handed_over(house, resources)
    client = await house.browser()
    await client.post(receipt, data=who(people()[0]))
    before = (await client.get(receipt)).text
    assert before.index('class="slip-place"') < before.index('id="documents"'), "the proof comes first"
    agent = await staff(centre_id, _capture_agent())
    await claim(agent, paper, resources.settings.claim_lease_seconds)
    await refuse(agent, paper, (await refusal_reasons(agent))[0].id, note="")
    part = (await client.get(receipt, headers=HTMX)).text
    assert re.search(r'id="told" hx-swap-oob="innerHTML">\s*<h1>1 papier est à renvoyer</h1>', part)
    after = (await client.get(receipt)).text
    assert after.index("1 papier est à renvoyer") < after.index('id="documents"') < after.index('class="slip-place"')


async def test_a_paper_that_we_have_already_asks_nothing(house: House, resources: Resources, centre_id: UUID) -> None:
    receipt, _, paper = await handed_over(house, resources)
    agent = await staff(centre_id, _capture_agent())
    reason = next(each for each in await refusal_reasons(agent) if each.code == "duplicate")
    await claim(agent, paper, resources.settings.claim_lease_seconds)
    await refuse(agent, paper, reason.id, note="")
    client = await house.browser()
    await client.post(receipt, data=who(people()[0]))
    page = (await client.get(receipt)).text
    documents = element(page, "documents")
    assert 'data-state="good"' in documents
    assert "Vous n&#39;avez rien à faire." in documents
    assert "/retakes" not in page
    assert "<h1>Vos papiers sont en ordre</h1>" in page


async def test_the_part_that_is_swapped_is_the_part_of_the_page(house: House, resources: Resources) -> None:
    receipt, _, _ = await handed_over(house, resources)
    client = await house.browser()
    whole, part = await client.get(receipt), await client.get(receipt, headers=HTMX)
    assert element(whole.text, "documents") == element(part.text, "documents")


async def test_a_token_of_someone_elses_making_leads_nowhere(house: House) -> None:
    assert (await (await house.browser()).get("/r/IjI2LTAwMDAwMS0yNCI.x")).status_code == 422


def _capture_agent() -> str:
    return next(username for username, roles in accounts.staff() if "capture_agent" in roles)


async def test_whoever_types_nothing_is_told_what_is_missing(house: House) -> None:
    client = await house.browser()
    answer = await client.post("/r", data={})
    assert answer.status_code == 422
    assert all(f'href="#{name}"' in answer.text for name in ("receipt", "number", "birth_date_day"))
