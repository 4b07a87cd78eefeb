"""Both sides of a card at the kiosk: offered under whichever is shown large, on one page, and apart again."""

import re
from uuid import uuid4

import pytest

from tests.kiosk.house import House, identify
from tests.support.cards import card_pdf

pytestmark = pytest.mark.people

OFFER = r'action="([^"]+/sides)">\s*<input type="hidden" name="under" value="([^"]+)"'


async def test_one_touch_joins_and_one_parts(house: House) -> None:
    client = await house.paired()
    await identify(client)
    here = f"/kiosk/deposit/papers/{uuid4()}"
    for word in ("Front", "Back"):
        files = {"photo": ("photo.pdf", card_pdf(word), "application/pdf")}
        await client.post(f"{here}/photo", data={"original_id": str(uuid4())}, files=files)
    assert "/sides" not in (await client.get(here)).text
    await house.work()
    screen = (await client.get(here)).text
    ((address, under),) = re.findall(
        r'action="([^"]+/sides)">\s*<input type="hidden" name="under" value="([^"]+)"', screen
    )
    upper = address.split("/")[-2]
    assert address in (await client.get(f"{here}?shown={upper}")).text
    for _ in range(2):
        joined = await client.post(address, data={"under": under})
        assert (joined.status_code, joined.headers["location"]) == (303, f"{here}?shown={upper}")
    await house.work()
    for shown in (upper, under):  # a screen that stayed open asks for the lower one
        both = (await client.get(f"{here}?shown={shown}")).text
        assert f"/pages/{upper}/preview?v=2" in both
        assert ("retake" in both, f"{address}/removal" in both, 'class="strip"' in both) == (False, True, False)
    assert "1 page" in (await client.get("/kiosk/deposit")).text
    parted = await client.post(f"{address}/removal")
    assert parted.headers["location"] == f"{here}?shown={upper}"
    await house.work()
    assert address in (await client.get(here)).text
    assert (await client.post(address, data={"under": "x"})).status_code == 422
