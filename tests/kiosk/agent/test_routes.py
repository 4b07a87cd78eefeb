"""What a kiosk's service asks the server: only with its own key, only receipts of its own kiosk, each outcome once."""

import re
from dataclasses import replace
from typing import Any
from uuid import UUID, uuid4

import pytest

from dossier.database.actor import system
from dossier.database.engine import transaction
from dossier.people.devices import revoke
from dossier.people.kiosk_settings import kiosk_settings, set_kiosk
from dossier.resources import Resources
from tests.kiosk.agents import prints, ticket_of, with_agent
from tests.kiosk.house import House, identify, opened_house, photograph
from tests.support.unprinted import send_all_unprinted

pytestmark = pytest.mark.people

GOOD = {"printer": "good", "has_camera": True}


async def test_a_receipt_is_given_printed_and_given_again_as_a_copy(house: House, centre_id: UUID) -> None:
    kiosk, agent = await with_agent(house)
    ticket = await ticket_of(kiosk)
    given = (await agent.begin(ticket)).json()
    assert (given["paper_width_mm"], given["seconds"]) == (58, house.resources.settings.kiosk_print_seconds)
    slip = given["slip"]
    assert (slip["is_copy"], [each["title"] for each in slip["words"]]) == (False, ["Accusé de réception"])
    assert slip["address"].endswith(f"/r/{slip['address'].rpartition('/')[2]}")
    assert (await agent.end(ticket, "printed")).status_code == 200
    again = (await agent.begin(ticket)).json()
    assert again["slip"] == {**slip, "is_copy": True}
    await agent.end(ticket, "no_paper")
    await agent.end(ticket, "no_paper")  # told twice, noted once
    assert [each["outcome"] for each in await prints(centre_id)] == ["printed", "no_paper"]


async def test_an_outcome_that_is_told_late_is_that_of_its_own_print(house: House, centre_id: UUID) -> None:
    kiosk, agent = await with_agent(house)
    ticket = await ticket_of(kiosk)
    await agent.begin(ticket)
    first = agent.print_id
    await agent.begin(ticket)
    await agent.end(ticket, "left", first)
    await agent.end(ticket, "printed")
    assert [each["outcome"] for each in await prints(centre_id)] == ["left", "printed"]


async def test_a_receipt_that_failed_at_first_is_no_copy_the_second_time(house: House) -> None:
    kiosk, agent = await with_agent(house)
    ticket = await ticket_of(kiosk)
    await agent.begin(ticket)
    await agent.end(ticket, "no_paper")
    assert (await agent.begin(ticket)).json()["slip"]["is_copy"] is False


@pytest.mark.parametrize(("language", "titles"), [("nl", ["Ontvangstbewijs"]), ("ar", None), ("en", None)])
async def test_a_slip_is_in_french_or_dutch_and_in_both_for_whoever_speaks_another_language(
    house: House, language: str, titles: list[str] | None
) -> None:
    kiosk, agent = await with_agent(house)
    kiosk.headers["Accept-Language"] = language
    slip = (await agent.begin(await ticket_of(kiosk))).json()["slip"]
    assert [each["title"] for each in slip["words"]] == (titles or ["Accusé de réception", "Ontvangstbewijs"])


@pytest.mark.parametrize("outcome", ["no_server", "refused"])
async def test_a_print_that_the_server_never_heard_of_is_noted_with_what_came_of_it(
    house: House, centre_id: UUID, outcome: str
) -> None:
    kiosk, agent = await with_agent(house)
    ticket = await ticket_of(kiosk)
    for _ in range(2):
        assert (await agent.end(ticket, outcome)).status_code == 200
    assert [each["outcome"] for each in await prints(centre_id)] == [outcome]
    async with transaction(system(centre_id)) as tx:
        told = await tx.rows("SELECT facts->>'problem' AS problem FROM events WHERE name = 'ReceiptNotPrinted'")
    assert [each["problem"] for each in told] == [outcome]


@pytest.mark.parametrize("outcome", ["no_paper", "printed"])
async def test_a_receipt_that_is_not_on_paper_goes_by_e_mail_whatever_the_file_holds(
    resources: Resources, centre_id: UUID, outcome: str
) -> None:
    sends = resources.settings.model_copy(update={"smtp_host": "mail.test", "smtp_sender": "cpas@example.org"})
    own = replace(resources, settings=sends)
    async with opened_house(own, centre_id) as house:
        kiosk, agent = await with_agent(house)
        ticket = await ticket_of(kiosk)
        assert "adresse e-mail" in (await kiosk.get("/kiosk/deposit/receipt")).text
        await agent.begin(ticket)
        await agent.end(ticket, outcome)
    await send_all_unprinted(own, centre_id)
    async with transaction(system(centre_id)) as tx:
        emails = await tx.rows("SELECT address, beneficiary_id IS NOT NULL AS is_to_file FROM receipt_emails")
    assert [tuple(each) for each in emails] == ([("", True)] if outcome == "no_paper" else [])


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"sms_url": "http://sms.test/"}, "a un numéro de GSM"),
        ({"sms_url": "http://sms.test/", "smtp_host": "mail.test"}, "a un e-mail ou un GSM"),
        ({}, None),
    ],
)
async def test_the_screen_says_by_what_it_goes_and_an_sms_goes_without_any_mail_server(
    resources: Resources, centre_id: UUID, told: dict[str, str], words: str | None
) -> None:
    sends = resources.settings.model_copy(update=told)
    own = replace(resources, settings=sends)
    async with opened_house(own, centre_id) as house:
        kiosk, agent = await with_agent(house)
        ticket = await ticket_of(kiosk)
        page = (await kiosk.get("/kiosk/deposit/receipt")).text
        assert (words or "Pour un accusé") in page
        assert ("votre dossier" in page) == bool(words)
        await agent.begin(ticket)
        await agent.end(ticket, "no_paper")
    await send_all_unprinted(own, centre_id)
    async with transaction(system(centre_id)) as tx:
        assert await tx.value("SELECT count(*) FROM receipt_emails") == (1 if words else 0)


@pytest.mark.parametrize(("outcomes", "count"), [(["no_paper", "busy", "left"], 1), (["printed", "no_paper"], 0)])
async def test_the_e_mail_goes_once_a_deposit_and_not_where_a_slip_came_out(
    resources: Resources, centre_id: UUID, outcomes: list[str], count: int
) -> None:
    sends = resources.settings.model_copy(
        update={"smtp_host": "mail.test", "smtp_sender": "cpas@example.org", "receipt_emails_per_address_max": 1}
    )
    own = replace(resources, settings=sends)
    async with opened_house(own, centre_id) as house:
        kiosk, agent = await with_agent(house)
        for _ in range(2):  # one who was not printed for does not use up what the next one may
            ticket = await ticket_of(kiosk)
            for outcome in outcomes:
                await agent.begin(ticket)
                await agent.end(ticket, outcome)
            await kiosk.post("/kiosk/visit/end")
    await send_all_unprinted(own, centre_id)
    async with transaction(system(centre_id)) as tx:
        emails = await tx.rows("SELECT deposit_id, count(*) FROM receipt_emails GROUP BY deposit_id")
    assert [each["count"] for each in emails] == [count] * (2 if count else 0)


async def test_a_ticket_is_for_one_kiosk_and_a_key_for_one_service(house: House) -> None:
    kiosk, agent = await with_agent(house)
    ticket = await ticket_of(kiosk)
    other_kiosk, other = await with_agent(house)
    del other_kiosk
    for forged in (ticket[:-3] + "AAA", "", "x.y"):
        assert (await agent.begin(forged)).status_code == 422
    assert (await other.begin(ticket)).status_code == 422
    assert (await other.end(ticket, "printed")).status_code == 422
    nobody = await house.browser()
    for header in ("", "Bearer", "Bearer x.y", f"Bearer {agent.device_id.hex}.key"):
        answer = await nobody.post(
            "/kiosk/agent/receipts", json={"ticket": ticket}, headers={"Authorization": header, "Accept": "*/*"}
        )
        assert answer.status_code == 403, header
    assert (await kiosk.post("/kiosk/agent/life", json=GOOD, headers={"Accept": "*/*"})).status_code == 403  # a browser


async def test_what_is_not_understood_is_refused(house: House) -> None:
    _, agent = await with_agent(house)
    wrong: tuple[Any, ...] = ({}, {"printer": "on fire", "has_camera": True}, [], "good")
    for told in wrong:
        assert (await agent.ask("life", told)).status_code == 422
    assert (await agent.end("x", "eaten")).status_code == 422


async def test_a_revoked_service_is_out_at_once(house: House) -> None:
    _, agent = await with_agent(house)
    told = (await agent.ask("life", GOOD)).json()
    assert told["printer_address"] == "10.0.4.17"
    await revoke(house.administrator, agent.device_id)
    for what, asked in (("life", GOOD), ("passes", {}), ("receipts", {"ticket": "x", "print_id": str(uuid4())})):
        assert (await agent.ask(what, asked)).status_code == 403, what


async def test_whoever_guesses_codes_of_services_is_stopped(house: House) -> None:
    client = await house.browser()
    statuses = {
        (await client.post("/kiosk/agent/pairing", json={"code": f"{guess:08}"})).status_code
        for guess in range(house.resources.settings.sign_in_attempts_max + 1)
    }
    assert statuses == {422, 429}


async def test_a_kiosk_works_as_it_was_told(house: House) -> None:
    kiosk, agent = await with_agent(house)
    known = await kiosk_settings(house.administrator, agent.device_id)
    await set_kiosk(
        house.administrator,
        agent.device_id,
        replace(
            known, languages=("ar",), idle_seconds=33, warning_seconds=25, receipt_seconds=44, captures_itself=False
        ),
    )
    start = (await kiosk.get("/kiosk")).text
    assert 'lang="nl"' in start
    assert 'lang="ar"' in start.partition("<dialog")[0]
    assert 'lang="tr"' not in start.partition("<dialog")[0]
    await kiosk.post("/kiosk/deposit")
    camera = await kiosk.get((await kiosk.get("/kiosk/deposit/photo")).headers["location"])
    assert "data-shoot" in camera.text
    assert "<steady-shot" not in camera.text, "this one waits for its button"
    await ticket_of(kiosk)
    receipt = await kiosk.get("/kiosk/deposit/receipt")
    for attribute in ('idle-seconds="33"', 'warning-seconds="25"', 'leave-seconds="44"'):
        assert attribute in receipt.text
    port = house.resources.settings.kiosk_agent_port
    assert f"connect-src 'self' http://127.0.0.1:{port};" in receipt.headers["content-security-policy"]


async def test_a_kiosk_without_a_service_prints_by_its_browser(house: House) -> None:
    kiosk = await house.paired()
    await identify(kiosk)
    await photograph(kiosk)
    await kiosk.post("/kiosk/deposit/receipt")
    page = (await kiosk.get("/kiosk/deposit/receipt")).text
    assert re.search('<receipt-printer number="[^"]+" by="browser"[^>]*>', page)
    assert "ticket=" not in page
