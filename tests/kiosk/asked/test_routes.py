"""What is asked for, at the kiosk: shown after identifying, and photographed as what it is."""

from uuid import UUID, uuid4

import pytest

from demo.people import people
from tests.kiosk.house import House, identify
from tests.support.deposits import pdf, staff
from tests.support.requests import ask_for

pytestmark = pytest.mark.people


async def test_a_touch_on_a_paper_that_is_asked_for_leads_to_the_camera_that_knows_it(
    house: House, centre_id: UUID
) -> None:
    await ask_for(await staff(centre_id, "nadia.benali"), people()[0], "LOG_GARL")
    client = await house.paired()
    assert (await identify(client)).headers["location"] == "/kiosk/asked"
    item = (await client.get("/kiosk/asked")).text.split('action="/kiosk/asked/')[1].split('"')[0]
    camera = (await client.post(f"/kiosk/asked/{item}")).headers["location"]
    files = {"photo": ("photo.pdf", pdf("garantie"), "application/pdf")}
    assert (await client.post(camera, data={"original_id": str(uuid4())}, files=files)).status_code == 303
    overview = (await client.get("/kiosk/deposit")).text
    assert "garantie locative" in overview
    assert '"/kiosk/deposit/photo"' in overview, "nothing else is asked for"
    again = (await client.get("/kiosk/asked")).text
    assert "pas encore envoyé" in again
    assert f'action="/kiosk/asked/{item}"' not in again


async def test_someone_without_a_name_is_asked_for_nothing(house: House, centre_id: UUID) -> None:
    await ask_for(await staff(centre_id, "nadia.benali"), people()[0], "LOG_GARL")
    client = await house.paired()
    assert (await client.post("/kiosk/deposit")).headers["location"] == "/kiosk/deposit/photo"
    assert (await client.get("/kiosk/asked")).headers["location"] == "/kiosk/deposit/photo"
