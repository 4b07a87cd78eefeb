"""A scanned code of a letter or a receipt leads to the birth date; the receipt's file number is read by nobody."""

import httpx
import pytest

from demo import accounts
from demo.people import people
from dossier.people.identify import identify
from tests.kiosk.house import BIRTH_DATE, NUMBER, House
from tests.support.deposits import hand_over
from web.receipts import letter_address

pytestmark = pytest.mark.people

BORN = "/kiosk/identification/birth-date"
ELSEWHERE = "https://depot.cpas.example/guichet"


async def _scan(client: httpx.AsyncClient, *codes: str) -> httpx.Response:
    headers = {"Accept": "application/json"}
    return await client.post("/kiosk/codes", data={"code": list(codes)}, headers=headers)


async def _letter(house: House) -> str:
    found = await identify(house.administrator, NUMBER, people()[0].birth_date)
    return letter_address(house.resources.settings, found.social_file_id)


async def _receipt(house: House, **given: str) -> str:
    made = await hand_over(house.resources, house.administrator.centre_id, people()[0], **given)  # type: ignore[arg-type]
    return f"{ELSEWHERE}/r/{made.receipt.token}"


async def _identifies(client: httpx.AsyncClient) -> bool:
    begun = await client.post(BORN, data={"birth_date": BIRTH_DATE})
    return begun.status_code == 303 and begun.headers["location"] == "/kiosk/deposit/photo"


async def test_a_letter_leads_to_the_birth_date_wherever_its_address_leads(house: House) -> None:
    code = await _letter(house)
    for each in (code, f"{ELSEWHERE}/l/{code.rpartition('/')[2]}"):
        client = await house.paired()
        answer = await _scan(client, each)
        assert (answer.status_code, answer.json()) == (200, {"next": BORN})
        assert (await client.get("/kiosk/deposit/photo")).headers["location"] == "/kiosk", "not identified yet"
        asked = await client.get(BORN)
        assert NUMBER in asked.text
        assert 'href="/kiosk/identification"' in asked.text
        assert await _identifies(client)


async def test_a_receipt_leads_there_too_and_shows_neither_number_nor_name(house: House) -> None:
    client = await house.paired()
    answer = await _scan(client, await _receipt(house))
    assert (answer.status_code, answer.json()) == (200, {"next": BORN})
    asked = await client.get(BORN)
    refused = await client.post(BORN, data={"birth_date": "01011900"})
    assert (asked.status_code, refused.status_code) == (200, 422)
    for page in (asked.text, refused.text):
        assert "Nous avons lu votre accusé de réception" in page
        for personal in (NUMBER, NUMBER.replace("-", ""), people()[0].first_name, people()[0].last_name):
            assert personal not in page
    assert await _identifies(client)


@pytest.mark.parametrize("circuit", ["post", "email"])
async def test_a_receipt_that_went_by_another_s_hand_introduces_nobody(house: House, circuit: str) -> None:
    client = await house.paired()
    passer_by = await hand_over(house.resources, house.administrator.centre_id)
    for code in (f"{ELSEWHERE}/r/{passer_by.receipt.token}", await _receipt(house, circuit=circuit)):
        answer = await _scan(client, code)
        assert answer.status_code == 404
        assert answer.json()["type"] == "urn:guichet:problem:nobody-introduced"
        assert (await client.get(BORN)).headers["location"] == "/kiosk"


async def test_what_is_not_ours_is_told_and_leads_nowhere(house: House) -> None:
    client = await house.paired()
    letter = await _letter(house)
    token = letter.rpartition("/")[2]
    foreign = ("", "5410000000019", "https://example.org/", f"{ELSEWHERE}/r/{token}", f"{ELSEWHERE}/l/{token}x")
    for each in (*foreign, f"{letter}#more", "x" * 5000):
        answer = await _scan(client, each)
        assert answer.status_code == 422, each
        assert answer.json()["type"] == "urn:guichet:problem:bad-token"
    assert (await client.get(BORN)).headers["location"] == "/kiosk"


async def test_a_scan_at_the_start_speaks_the_paper_s_language_and_a_choice_is_kept(house: House) -> None:
    dutch = next(each for each in people() if each.language == "nl")
    found = await identify(house.administrator, accounts.file_of(dutch), dutch.birth_date)
    code = letter_address(house.resources.settings, found.social_file_id)
    client = await house.paired()
    await _scan(client, code)
    assert '<html lang="nl"' in (await client.get(BORN)).text
    other = await house.paired()
    await other.get("/kiosk/identification?lang=tr")
    await _scan(other, code)
    assert '<html lang="tr"' in (await other.get(BORN)).text


async def test_a_machine_that_is_not_paired_takes_no_code(house: House) -> None:
    assert (await _scan(await house.browser(), await _letter(house))).status_code == 403
