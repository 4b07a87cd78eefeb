"""Papers are photographed, looked at, taken back, named and sent once; then there is a receipt."""

import html
import re
from uuid import UUID, uuid4

import cv2
import httpx
import pytest

from dossier.database.actor import system
from dossier.database.engine import transaction
from tests.dossier.imaging.drawing import LAID, on_table, paper
from tests.kiosk.house import House, identify, page_address, photograph
from tests.support.deposits import pdf

pytestmark = pytest.mark.people


@pytest.fixture
async def client(house: House) -> httpx.AsyncClient:
    """Return a machine at which someone identified."""
    client = await house.paired()
    await identify(client)
    return client


async def test_a_photo_becomes_a_page_whose_part_is_refreshed_alone(house: House, client: httpx.AsyncClient) -> None:
    paper_id = await photograph(client)
    address = f"/kiosk/deposit/papers/{paper_id}"
    assert 'class="waiting"' in (await client.get(address)).text
    await house.work()
    picture = await client.get(await page_address(client, paper_id))
    assert picture.headers["content-type"].startswith("image/")
    assert picture.headers["cache-control"] == "no-store"
    part = (await client.get(address, headers={"HX-Request": "true"})).text
    whole = (await client.get(address)).text
    shown = re.search(r'<div class="kiosk-split" id="pages".*?(?=\s*<p class="visually-hidden")', part, re.DOTALL)
    assert shown
    assert shown[0].strip() in whole
    assert 'hx-swap-oob="innerHTML"' in part
    assert "hx-swap-oob" not in whole, "htmx swaps whole pages at the kiosk, and would tear it out"


async def test_a_double_touch_is_one_photo(client: httpx.AsyncClient) -> None:
    paper_id, original_id, file = uuid4(), str(uuid4()), pdf("Once")
    for _ in range(2):
        files = {"photo": ("photo.pdf", file, "application/pdf")}
        address = f"/kiosk/deposit/papers/{paper_id}/photo"
        assert (await client.post(address, data={"original_id": original_id}, files=files)).status_code == 303
    assert len(re.findall(r"shown=", (await client.get(f"/kiosk/deposit/papers/{paper_id}")).text)) == 1


async def test_a_file_that_we_cannot_take_is_told_at_the_camera(client: httpx.AsyncClient) -> None:
    files = {"photo": ("words.txt", b"only words", "text/plain")}
    answer = await client.post(
        f"/kiosk/deposit/papers/{uuid4()}/photo", data={"original_id": str(uuid4())}, files=files
    )
    assert answer.status_code == 422
    assert 'role="alert"' in answer.text
    assert "page-viewfinder" in answer.text


async def test_a_deposit_that_is_full_says_so_and_shows_no_camera(house: House, client: httpx.AsyncClient) -> None:
    limit = house.resources.settings.deposit_pages_max
    address = f"/kiosk/deposit/papers/{uuid4()}/photo"
    files = {"photo": ("photo.pdf", pdf(*["full"] * limit), "application/pdf")}
    assert (await client.post(address, data={"original_id": str(uuid4())}, files=files)).status_code == 303
    for path in (address, f"/kiosk/deposit/papers/{uuid4()}/photo"):
        shown = (await client.get(path)).text
        assert f"Un dépôt contient {limit} pages au plus." in shown
        assert "<shot-form" not in shown
        assert '<a class="button" data-kind="primary" href="/kiosk/deposit"' in shown


async def test_a_photo_can_be_taken_back(client: httpx.AsyncClient) -> None:
    for retake, leads_to in (("yes", "/photo"), ("", "/kiosk/deposit")):
        paper_id = await photograph(client)
        screen = (await client.get(f"/kiosk/deposit/papers/{paper_id}")).text
        (removal,) = re.findall(r'action="(/kiosk/deposit/originals/[^"]+/removal)"', screen)
        answer = await client.post(removal, data={"retake": retake})
        assert answer.headers["location"].endswith(leads_to)
        assert (await client.get(f"/kiosk/deposit/papers/{paper_id}")).status_code == 404


async def test_a_touch_on_a_picture_names_the_paper(client: httpx.AsyncClient) -> None:
    paper_id = await photograph(client)
    answer = await client.post(f"/kiosk/deposit/papers/{paper_id}/type", data={"picture": "payslip"})
    assert answer.headers["location"] == "/kiosk/deposit"
    assert "Fiche de paie" in (await client.get("/kiosk/deposit")).text
    wrong = await client.post(f"/kiosk/deposit/papers/{paper_id}/type", data={"picture": "spaceship"})
    assert wrong.status_code == 422


async def test_nothing_is_sent_without_a_paper(client: httpx.AsyncClient) -> None:
    answer = await client.post("/kiosk/deposit/receipt")
    assert answer.headers["location"] == "/kiosk/deposit"
    assert "/photo" in (await client.get("/kiosk/deposit")).headers["location"]


async def test_sending_twice_gives_one_receipt_and_nothing_can_be_added_after_it(
    client: httpx.AsyncClient, centre_id: UUID
) -> None:
    paper_id = await photograph(client)
    for _ in range(2):
        assert (await client.post("/kiosk/deposit/receipt")).headers["location"] == "/kiosk/deposit/receipt"
    slip = (await client.get("/kiosk/deposit/receipt")).text
    number = re.search(r'class="slip-number"[^>]*>([\d-]+)<', slip)
    assert number
    assert '<svg class="qr"' in slip
    async with transaction(system(centre_id)) as tx:
        assert await tx.value("SELECT number FROM receipts") == number[1]
    for address in ("/kiosk/deposit", "/kiosk/deposit/photo", f"/kiosk/deposit/papers/{paper_id}"):
        assert (await client.get(address)).headers["location"] == "/kiosk/deposit/receipt", address
    part = await client.get("/kiosk/deposit", headers={"HX-Request": "true"})
    assert part.status_code == 204, "what changed is known by the live region too, which must not lead anywhere"


async def test_a_photo_is_judged_on_the_spot_while_its_page_is_made(house: House, client: httpx.AsyncClient) -> None:
    paper_id = uuid4()
    blurred = cv2.GaussianBlur(on_table(paper(), LAID), (0, 0), 6)
    files = {"photo": ("photo.jpg", cv2.imencode(".jpg", blurred)[1].tobytes(), "image/jpeg")}
    address = f"/kiosk/deposit/papers/{paper_id}"
    await client.post(f"{address}/photo", data={"original_id": str(uuid4())}, files=files)
    waiting = (await client.get(address)).text
    asks = re.search(r'hx-get="([^"]+at_once=true)" hx-trigger="[^"]*, load,', waiting)
    assert asks
    told = (await client.get(html.unescape(asks[1]), headers={"HX-Request": "true"})).text
    assert 'src="data:image/jpeg;base64,' in told
    assert "<polygon" in told
    assert "faults.svg#blur" in told
    assert ", load," not in told, "it would ask for ever"
    await house.work()
    made = (await client.get(html.unescape(asks[1]))).text
    assert "data:image" not in made
    assert "faults.svg#blur" in made
