"""The receipt's page: it tells the server itself where the service beside it prints nothing and can tell nobody."""

import re
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest

from dossier import clock
from dossier.database.actor import system
from dossier.database.engine import transaction
from dossier.people.kiosk_settings import kiosk_settings, set_kiosk
from dossier.resources import Resources
from tests.kiosk.agents import prints, ticket_of, with_agent
from tests.kiosk.house import House, identify, opened_house, photograph
from tests.support.unprinted import send_all_unprinted

pytestmark = pytest.mark.people

FAILURE = "/kiosk/deposit/receipt/failure"
TICKET = "/kiosk/deposit/receipt/ticket"


async def test_a_page_whose_service_does_not_answer_tells_it_once_and_the_receipt_goes_by_e_mail(
    resources: Resources, centre_id: UUID
) -> None:
    sends = resources.settings.model_copy(update={"smtp_host": "mail.test", "smtp_sender": "cpas@example.org"})
    own = replace(resources, settings=sends)
    async with opened_house(own, centre_id) as house:
        kiosk, _ = await with_agent(house)
        await ticket_of(kiosk)
        for _ in range(2):  # also in another language
            assert (await kiosk.post(FAILURE)).status_code == 204
    await send_all_unprinted(own, centre_id)
    assert [each["outcome"] for each in await prints(centre_id)] == ["no_service"]
    async with transaction(system(centre_id)) as tx:
        emails = await tx.rows("SELECT address, beneficiary_id IS NOT NULL AS is_to_file FROM receipt_emails")
        told = await tx.rows("SELECT facts->>'problem' AS problem FROM events WHERE name = 'ReceiptNotPrinted'")
    assert [tuple(each) for each in emails] == [("", True)]
    assert [each["problem"] for each in told] == ["no_service"]


async def test_nothing_is_told_of_a_deposit_that_was_not_sent_nor_without_a_visit(
    house: House, centre_id: UUID
) -> None:
    kiosk, _ = await with_agent(house)
    assert (await kiosk.post(FAILURE)).status_code == 303  # to the start
    await identify(kiosk)
    await photograph(kiosk)
    assert (await kiosk.post(FAILURE)).status_code == 204
    assert await prints(centre_id) == []


async def test_a_kiosk_without_a_service_has_none_that_could_fail(house: House, centre_id: UUID) -> None:
    kiosk = await house.paired()
    await identify(kiosk)
    await photograph(kiosk)
    await kiosk.post("/kiosk/deposit/receipt")
    assert (await kiosk.post(FAILURE)).status_code == 204
    assert await prints(centre_id) == []


async def test_a_kiosk_whose_service_has_no_printer_says_at_once_that_nothing_is_printed(
    house: House, centre_id: UUID
) -> None:
    kiosk, agent = await with_agent(house)
    known = await kiosk_settings(house.administrator, agent.device_id)
    await set_kiosk(house.administrator, agent.device_id, replace(known, printer_address=""))
    await identify(kiosk)
    await photograph(kiosk)
    await kiosk.post("/kiosk/deposit/receipt")
    page = (await kiosk.get("/kiosk/deposit/receipt")).text
    assert 'by="nobody"' in page
    assert re.findall('data-when="(printing|failed|printed)"([^>]*)>', page) == [("failed", "")]
    for absent in ("ticket=", "data-print"):
        assert absent not in page
    assert (await kiosk.post(FAILURE)).status_code == 204
    assert [each["outcome"] for each in await prints(centre_id)] == ["no_printer"]


async def test_a_page_that_stands_long_asks_for_a_ticket_that_is_good_from_then_on(house: House) -> None:
    kiosk, agent = await with_agent(house)
    old = await ticket_of(kiosk)
    with clock.moved(timedelta(seconds=house.resources.settings.kiosk_session_idle_seconds - 5)):
        new = (await kiosk.get(TICKET, headers={"Accept": "application/json"})).json()["ticket"]
    with clock.moved(timedelta(seconds=house.resources.settings.kiosk_session_idle_seconds + 5)):
        assert (await agent.begin(old)).status_code == 422
        assert (await agent.begin(new)).status_code == 200


async def test_nobody_has_a_ticket_for_what_was_not_sent(house: House) -> None:
    kiosk, _ = await with_agent(house)
    for _ in range(2):
        assert (await kiosk.get(TICKET, headers={"Accept": "application/json"})).status_code == 403
        await identify(kiosk)
        await photograph(kiosk)
