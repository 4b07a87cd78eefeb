"""The counter desk in its door frame: a day's deposits, one at hand without a script, the receipt, and shut doors."""

import re
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from demo.people import people
from dossier.counter.counters import CounterTold, set_counter
from dossier.database.actor import system
from dossier.database.engine import transaction
from dossier.people.devices import devices, offer_pairing
from dossier.resources import Resources
from tests.backoffice.house import HTMX, opened_house
from tests.support.counter import administrator, set_up
from tests.support.deposits import hand_over, pdf

pytestmark = pytest.mark.people

PATH = "/backoffice/counter"
PERSON = people()[0]


async def test_a_clerk_takes_papers_in_without_a_script_and_gives_a_receipt(
    resources: Resources, centre_id: UUID, tmp_path: Path
) -> None:
    desk = await set_up(resources, centre_id, tmp_path)
    async with opened_house(desk.resources, centre_id) as house:
        client = await house.sign_in("fatou.diop")
        assert (await client.get("/backoffice")).headers["location"] == PATH
        assert "Guichet 1" in (await client.get(PATH)).text
        here = f"{PATH}/deposits/{uuid4()}"
        opened = await client.post(f"{PATH}/deposits", data={"deposit_id": here.rpartition("/")[2]})
        assert opened.headers["location"] == here
        found = await client.post(f"{here}/person", data={"person": f"{PERSON.last_name} {PERSON.first_name}"})
        person_id = re.findall(r'name="beneficiary_id" value="([0-9a-f-]{36})"', found.text)[0]
        assert (await client.post(f"{here}/person", data={"beneficiary_id": person_id})).status_code == 303
        assert PERSON.last_name in (await client.get(here)).text
        told = {"name": "Ann Neighbour", "relation": "friend", "mandate_seen": "1"}
        assert (await client.post(f"{here}/bringer", data={**told, "relation": ""})).status_code == 422
        assert (await client.post(f"{here}/bringer", data=told)).status_code == 303
        assert "Ann Neighbour" in (await client.get(here)).text

        none = await client.post(f"{here}/receipt", data={"sheets": "2"})
        assert none.status_code == 422
        files = [("files", (f"{number}.pdf", pdf(f"page {number}"), "application/pdf")) for number in range(2)]
        bad = ("files", ("notes.txt", b"not a page", "text/plain"))
        added = await client.post(f"{here}/originals", data={"original_id": str(uuid4())}, files=[*files, bad])
        assert added.status_code == 422
        assert "notes.txt" in added.text
        for typed in ("", "two", "0"):
            assert (await client.post(f"{here}/receipt", data={"sheets": typed})).status_code == 422
        missing = await client.post(f"{here}/receipt", data={"sheets": "3"})
        assert missing.status_code == 422
        assert 'name="as_it_is"' in missing.text
        sent = await client.post(f"{here}/receipt", data={"sheets": "2"})
        assert sent.headers["location"] == f"{here}/receipt"
        slip = await client.get(f"{here}/receipt")
        (number,) = set(re.findall(r'class="slip-number" dir="ltr">([^<]+)<', slip.text))
        assert PERSON.last_name not in slip.text
        assert "Ann Neighbour" not in slip.text
        assert (await client.post(f"{here}/receipt", data={"sheets": "2"})).headers["location"] == f"{here}/receipt"
        assert (await client.get(here)).headers["location"] == f"{here}/receipt"
        day = (await client.get(PATH)).text
        assert number in day
        assert PERSON.last_name in day
        assert f"/backoffice/receipts/{number}" in day


async def test_a_scanner_s_files_are_claimed_and_what_a_colleague_took_is_said(
    resources: Resources, centre_id: UUID, tmp_path: Path
) -> None:
    desk = await set_up(resources, centre_id, tmp_path)
    deposit_id = await desk.open()
    here = f"{PATH}/deposits/{deposit_id}"
    desk.scan("a.pdf", pdf("one"))
    desk.scan("b.pdf", pdf("two"))
    async with opened_house(desk.resources, centre_id) as house:
        client = await house.sign_in("fatou.diop")
        shown = await client.get(f"{here}/scans", headers=HTMX)
        entries = re.findall(r'name="entry" value="([0-9a-f]{32})"', shown.text)
        assert len(entries) == 2
        taken = await client.post(f"{here}/scans", data={"entry": entries, "together": "1"}, headers=HTMX)
        assert "a.pdf" not in taken.text
        pages = (await client.get(here, headers=HTMX)).text
        assert pages.count('class="counter-paper"') == 1
        assert 'hx-swap-oob="outerHTML"' in pages
        again = await client.post(f"{here}/scans", data={"entry": entries[:1]}, headers=HTMX)
        assert "field-error" in again.text


async def test_each_sees_their_own_deposit_at_hand_and_nothing_once_it_is_sent(
    resources: Resources, centre_id: UUID, tmp_path: Path
) -> None:
    desk = await set_up(resources, centre_id, tmp_path)
    deposit_id = await desk.open()
    elsewhere = await hand_over(resources, centre_id, PERSON)
    here = f"{PATH}/deposits/{deposit_id}"
    async with opened_house(desk.resources, centre_id) as house:
        client = await house.sign_in("fatou.diop")
        assert (await client.get(here)).status_code == 200
        assert (await client.get(f"{PATH}/deposits/{elsewhere.deposit_id}")).status_code == 403
        page = f"{here}/pages/{uuid4()}/thumb"
        assert (await client.get(page)).status_code == 404
        for username in ("koen.smets", "ines.moreau", "anne.dewit", "rachid.lahlou"):
            other = await house.sign_in(username)
            for path in (here, f"{here}/scans", f"{here}/receipt", page):
                assert (await other.get(path)).status_code == 403, (username, path)
        assert (await client.post(f"{here}/abandonment")).headers["location"] == PATH
        assert (await client.get(f"{here}/receipt")).status_code == 404


async def test_the_receipt_is_given_to_the_counter_s_own_printer(
    resources: Resources, centre_id: UUID, tmp_path: Path
) -> None:
    desk = await set_up(resources, centre_id, tmp_path)
    chief = administrator(centre_id)
    await offer_pairing(chief, "Guichet 1", 900)
    (device,) = await devices(chief)
    async with transaction(system(centre_id)) as tx:
        await tx.run(
            "UPDATE devices SET agent_key_hash = 'x', printer_address = '10.0.0.9', paired_at = now() WHERE id = $1",
            device.id,
        )
    told = CounterTold(name="Guichet 1", folder=desk.counter.folder, device_id=device.id)
    await set_counter(chief, desk.counter.id, told)
    deposit_id = await desk.open()
    here = f"{PATH}/deposits/{deposit_id}"
    async with opened_house(desk.resources, centre_id) as house:
        client = await house.sign_in("fatou.diop")
        files = [("files", ("a.pdf", pdf("one"), "application/pdf"))]
        await client.post(f"{here}/originals", data={"original_id": str(uuid4())}, files=files)
        assert (await client.get(f"{here}/receipt/ticket")).status_code == 404
        await client.post(f"{here}/receipt", data={"sheets": "1"})
        slip = await client.get(f"{here}/receipt")
        assert 'by="service"' in slip.text
        assert f"http://127.0.0.1:{desk.resources.settings.kiosk_agent_port}" in slip.headers["content-security-policy"]
        assert (await client.get(f"{here}/receipt/ticket")).json()["ticket"]
