"""Kiosks: a code that is shown once and works once, and a key that is taken away."""

import re
from uuid import UUID

import pytest

from dossier.people.devices import DeviceUnknown, device, pair
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
