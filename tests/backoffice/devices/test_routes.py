"""Kiosks: a code that is shown once and works once, and a key that is taken away."""

import re
from uuid import UUID

import pytest

from dossier.database.actor import system
from dossier.database.engine import transaction
from dossier.people.devices import DeviceUnknown, device, pair
from dossier.people.kiosk_agents import agent, note_life, pair_agent
from dossier.resources import Resources
from tests.backoffice.house import opened_house

pytestmark = pytest.mark.people

PATH = "/backoffice/devices"


async def test_a_kiosk_is_paired_with_the_code_on_the_screen_and_then_revoked(
    resources: Resources, centre_id: UUID
) -> None:
    async with opened_house(resources, centre_id) as house:
        client = await house.sign_in("rachid.lahlou")
        assert (await client.post(PATH, data={"name": ""})).status_code == 422
        shown = await client.post(PATH, data={"name": "Hall, left"})
        code = re.findall(r'pairing-code"><bdi dir="ltr">(\d{4} \d{4})<', shown.text)[0]
        assert code not in (await client.get(PATH)).text
        device_id, key = await pair(centre_id, code)
        await device(centre_id, device_id, key)
        revocation = f"{PATH}/{device_id}/revocation"
        assert revocation in (await client.get(PATH)).text
        assert "Hall, left" in (await client.get(revocation)).text
        await device(centre_id, device_id, key)  # asking took nothing away
        assert (await client.post(revocation)).headers["location"] == PATH
        with pytest.raises(DeviceUnknown):
            await device(centre_id, device_id, key)
        assert revocation not in (await client.get(PATH)).text
        assert (await client.get(f"{PATH}/{centre_id}/revocation")).status_code == 404


async def test_an_administrator_says_how_a_kiosk_works_and_reads_how_it_is(
    resources: Resources, centre_id: UUID
) -> None:
    async with opened_house(resources, centre_id) as house:
        client = await house.sign_in("rachid.lahlou")
        shown = await client.post(PATH, data={"name": "Hall, left"})
        code = re.findall(r'pairing-code"><bdi dir="ltr">(\d{4} \d{4})<', shown.text)[0]
        device_id, key = await pair_agent(centre_id, code)
        page = f"{PATH}/{device_id}"
        by_itself = 'name="captures_itself" value="yes"'
        assert f"{by_itself} checked" in (await client.get(page)).text, "as long as nobody says otherwise"
        told = {"name": "Hall", "printer_address": "10.0.4.17:9100", "paper_width_mm": "58", "idle_seconds": "45"}
        for wrong in (
            {"printer_address": "http://10.0.4.17"},
            {"printer_address": "10.0.4..17"},
            {"printer_address": "a" * 64 + ".example"},
            {"printer_address": "10.0.4.17:99999"},
            {"printer_address": "/dev/mem"},
            {"printer_address": "/dev/usb/lp0/../../mem"},
            {"paper_width_mm": "57"},
            {"languages": "fr"},
            {"warning_seconds": "19"},
            {"receipt_seconds": "forever"},
        ):
            assert (await client.post(page, data={**told, **wrong})).status_code == 422, wrong
        assert (await client.post(page, data={**told, "languages": ["ar", "tr"]})).headers["location"] == page
        kept = await client.get(page)
        for seen in ('value="10.0.4.17:9100"', 'value="58" selected', 'value="ar" checked', 'value="45"'):
            assert seen in kept.text
        assert f"{by_itself}>" in kept.text
        await note_life(await agent(centre_id, device_id, key), printer="no_paper", has_camera=False)
        for address in (page, PATH):
            assert "plus de papier" in (await client.get(address)).text
        assert "Ouvrir les réglages de cette borne" in (await client.get(PATH)).text
        async with transaction(system(centre_id)) as tx:
            await tx.run("UPDATE devices SET agent_seen_at = agent_seen_at - interval '1 hour'")
        for address in (page, PATH):
            silent = (await client.get(address)).text
            assert "sans nouvelles" in silent
            assert "plus de papier" not in silent, "nobody knows what its printer has by now"
        await note_life(await agent(centre_id, device_id, key), printer="no_paper", has_camera=False)
        again = await client.post(f"{page}/code")
        new = re.findall(r'pairing-code"><bdi dir="ltr">(\d{4} \d{4})<', again.text)[0]
        assert (await pair_agent(centre_id, new))[0] == device_id
        clerk = await house.sign_in("fatou.diop")
        receipts = (await clerk.get("/backoffice/receipts")).text
        assert "Hall · plus de papier" in receipts
        assert "Ouvrir les réglages de cette borne" not in receipts, "who may not set it up"
