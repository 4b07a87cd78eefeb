"""A photo of two papers at the kiosk: both are shown, and one touch keeps one page."""

import re
from uuid import uuid4

import cv2
import httpx
import pytest

from tests.dossier.imaging.drawing import two_letters
from tests.kiosk.house import House, identify

pytestmark = pytest.mark.people


async def test_two_papers_are_two_pages_until_one_is_kept(house: House) -> None:
    client: httpx.AsyncClient = await house.paired()
    await identify(client)
    here = f"/kiosk/deposit/papers/{uuid4()}"
    files = {"photo": ("two.jpg", bytes(cv2.imencode(".jpg", two_letters())[1]), "image/jpeg")}
    assert (await client.post(f"{here}/photo", data={"original_id": str(uuid4())}, files=files)).status_code == 303
    seen = (await client.get(here, params={"at_once": "true"})).text
    assert seen.count("<polygon") == 2
    await house.work()
    shown = (await client.get(here)).text
    assert (shown.count('class="strip-page'), "2 papiers sur cette photo" in shown) == (2, True)
    (act,) = re.findall(r'action="([^"]+/one-page)"', shown)
    assert (await client.post(act)).headers["location"] == here
    await house.work()
    shown = (await client.get(here)).text
    assert ('class="strip-page' in shown, "/one-page" in shown, "?v=2" in shown) == (False, False, True)
