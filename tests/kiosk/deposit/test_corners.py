"""The corners of a page at the kiosk: shown over the photo, set, refused in words, and of one's own visit only."""

import re
from uuid import uuid4

import pytest

from tests.kiosk.house import House, identify
from tests.portal.deposit.test_corners import SHEET, values
from tests.support.deposits import pdf

pytestmark = pytest.mark.people


async def test_corners_are_set_and_the_page_is_made_anew(house: House) -> None:
    client = await house.paired()
    await identify(client)
    here = f"/kiosk/deposit/papers/{uuid4()}"
    files = {"photo": ("photo.pdf", pdf("one"), "application/pdf")}
    await client.post(f"{here}/photo", data={"original_id": str(uuid4())}, files=files)
    assert "/corners" not in (await client.get(here)).text, "the page is not there yet"
    await house.work()
    (address,) = re.findall(r'href="([^"]+/corners)"', (await client.get(here)).text)
    page_id = address.split("/")[-2]
    assert values((await client.get(address)).text) == ["0", "0", "100", "0", "100", "100", "0", "100"]
    refused = await client.post(address, data={**SHEET, "top_left_x": "far"})
    assert (refused.status_code, 'aria-invalid="true"' in refused.text) == (422, True)
    answer = await client.post(address, data=SHEET)
    assert (answer.status_code, answer.headers["location"]) == (303, f"{here}?shown={page_id}")
    assert (await client.get(address)).headers["location"] == f"{here}?shown={page_id}", "it is being made"
    await house.work()
    assert f"/pages/{page_id}/preview?v=2" in (await client.get(here)).text
    assert values((await client.get(address)).text)[:2] == ["10", "5.5"]


async def test_nobody_sees_the_corners_of_another_visit(house: House) -> None:
    client = await house.paired()
    await identify(client)
    assert (await client.get(f"/kiosk/deposit/papers/{uuid4()}/pages/{uuid4()}/corners")).status_code == 404
