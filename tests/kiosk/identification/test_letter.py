"""A frame of the camera that shows a letter of ours leads to the birth date; any other frame leads nowhere."""

import cv2
import httpx
import numpy as np
import pytest

from demo.people import people
from dossier.people.identify import identify
from dossier.receipts.qr import modules
from tests.kiosk.house import BIRTH_DATE, NUMBER, House
from tests.support.deposits import hand_over
from tests.support.incoming import left_coming_in
from web.receipts import letter_address

pytestmark = pytest.mark.people


def _frame(text: str | None) -> bytes:
    frame = np.full((720, 1280, 3), 200, np.uint8)
    if text is not None:
        dark = np.pad(modules(text), 4)
        code = np.where(np.kron(dark, np.ones((6, 6))), 0, 255).astype(np.uint8)
        frame[100 : 100 + code.shape[0], 300 : 300 + code.shape[1]] = code[:, :, None]
    return bytes(cv2.imencode(".jpg", frame)[1])


async def _show(client: httpx.AsyncClient, frame: bytes) -> httpx.Response:
    files = {"frame": ("frame.jpg", frame, "image/jpeg")}
    return await client.post("/kiosk/letter", files=files, headers={"Accept": "application/json"})


async def test_a_letter_of_ours_leads_to_the_birth_date_and_no_further(house: House) -> None:
    client = await house.paired()
    found = await identify(house.administrator, NUMBER, people()[0].birth_date)
    answer = await _show(client, _frame(letter_address(house.resources.settings, found.social_file_id)))
    assert (answer.status_code, answer.json()) == (200, {"next": "/kiosk/identification/birth-date"})
    assert (await client.get("/kiosk/deposit/photo")).headers["location"] == "/kiosk"
    asked = await client.get("/kiosk/identification/birth-date")
    assert NUMBER in asked.text
    begun = await client.post("/kiosk/identification/birth-date", data={"birth_date": BIRTH_DATE})
    assert begun.headers["location"] == "/kiosk/deposit/photo"


async def test_a_receipt_before_the_camera_does_as_its_scan_does(house: House) -> None:
    client = await house.paired()
    made = await hand_over(house.resources, house.administrator.centre_id, people()[0])
    answer = await _show(client, _frame(f"https://guichet.test/r/{made.receipt.token}"))
    assert (answer.status_code, answer.json()) == (200, {"next": "/kiosk/identification/birth-date"})
    nameless = await hand_over(house.resources, house.administrator.centre_id)
    refused = await _show(client, _frame(f"https://guichet.test/r/{nameless.receipt.token}"))
    assert refused.status_code == 404
    assert "dit pas qui vous êtes" in refused.json()["title"]


async def test_a_frame_without_a_letter_of_ours_leads_nowhere_and_is_not_kept(house: House) -> None:
    client = await house.paired()
    for text in (None, "https://example.org/", "just words"):
        answer = await _show(client, _frame(text))
        assert (answer.status_code, answer.content) == (204, b""), text
    forged = await _show(client, _frame("https://guichet.test/l/ImZvcmdlZCI.AAAA"))
    assert forged.status_code == 422
    assert forged.json()["title"]
    assert (await _show(client, b"no picture")).status_code == 422
    assert (await client.get("/kiosk/identification/birth-date")).headers["location"] == "/kiosk"
    left = [each for each in house.resources.settings.scratch_dir.iterdir() if not each.name.startswith("box-")]
    assert left == left_coming_in(house.resources.settings) == []


async def test_a_machine_that_is_not_paired_reads_nothing(house: House) -> None:
    assert (await _show(await house.browser(), _frame(None))).status_code == 403
