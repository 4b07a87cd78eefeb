"""Who brought a lot waits: told at the camera before a photo is taken, in words, and no harm to whoever retries."""

import re
from datetime import timedelta
from uuid import uuid4

import httpx
import pytest

from demo.people import people
from dossier.clock import BRUSSELS, moved, now
from tests.portal.house import SCRIPT, House, add, who
from tests.support.deposits import pdf
from tests.support.statements import statements
from web.catalogues import gettext, speaking
from web.quotas import AddressQuotaSpent, PersonQuotaSpent

pytestmark = pytest.mark.people

CONTACT = {"name": "Ann Peeters", "contact": "0470 00 00 00"}


def decide(house: House, **settings: object) -> None:
    """Have the open portal decide otherwise."""
    house.app.state.settings = house.app.state.settings.model_copy(update=settings)


async def photo_page(client: httpx.AsyncClient, deposit: str) -> httpx.Response:
    return await client.get(f"{deposit}/papers/{uuid4()}/photo")


def begins(error: type[PersonQuotaSpent | AddressQuotaSpent], language: str = "fr") -> str:
    """Return what the sentence begins with, before the moment."""
    with speaking(language):
        return gettext(error.sentence()).partition(".")[0]


async def test_a_person_who_sent_a_lot_is_told_at_the_camera_until_when(house: House) -> None:
    decide(house, person_files_per_window_max=2)
    client, deposit = await house.begin()
    began = now()
    assert (await add(client, deposit, pdf("one"), pdf("two")))[0].status_code == 303
    shut = await photo_page(client, deposit)
    assert shut.status_code == 200
    assert begins(PersonQuotaSpent) in shut.text
    assert "page-viewfinder" not in shut.text
    assert 'type="file"' not in shut.text
    assert f'href="{deposit}"' in shut.text, "what was added can still be sent"
    local = (began + timedelta(hours=1)).astimezone(BRUSSELS)
    minutes = {f"{local + timedelta(minutes=late):%H:%M}" for late in (1, 2)}
    assert minutes & set(re.findall(r"\d\d:\d\d", shut.text)), "the hour of the person's own clock"
    dutch = await client.get(f"{deposit}/papers/{uuid4()}/photo?lang=nl")
    assert begins(PersonQuotaSpent, "nl") in dutch.text


async def test_a_form_is_refused_by_a_page_with_the_hour_and_nothing_of_it_is_kept(house: House) -> None:
    decide(house, person_files_per_window_max=2)
    client, deposit = await house.begin()
    assert (await add(client, deposit, pdf("one")))[0].status_code == 303
    refused, paper = await add(client, deposit, pdf("two"), pdf("three"))
    assert refused.status_code == 429
    assert 0 < int(refused.headers["retry-after"]) <= 3600 + 60
    assert begins(PersonQuotaSpent) in refused.text
    assert "page-viewfinder" not in refused.text
    assert (await client.get(f"{deposit}/papers/{paper}")).status_code == 404
    assert (await add(client, deposit, pdf("two")))[0].status_code == 303, "two were refused, not one of them counted"


async def test_a_script_reads_a_problem(house: House) -> None:
    decide(house, person_files_per_window_max=1)
    client, deposit = await house.begin()
    client.headers.update(SCRIPT)
    assert (await add(client, deposit, pdf("one")))[0].status_code == 201
    refused, _ = await add(client, deposit, pdf("two"))
    assert (refused.status_code, refused.headers["content-type"]) == (429, "application/problem+json")
    assert refused.json()["type"] == "urn:guichet:problem:person-quota-spent"
    assert refused.json()["title"].startswith(begins(PersonQuotaSpent))
    assert int(refused.headers["retry-after"]) > 0


async def test_after_the_window_it_goes_on(house: House) -> None:
    decide(house, person_files_per_window_max=1)
    client, deposit = await house.begin()
    assert (await add(client, deposit, pdf("one")))[0].status_code == 303
    refused, _ = await add(client, deposit, pdf("two"))
    with moved(timedelta(seconds=int(refused.headers["retry-after"]) - 61)):
        assert (await add(client, deposit, pdf("two")))[0].status_code == 429
    with moved(timedelta(seconds=int(refused.headers["retry-after"]))):
        assert "page-viewfinder" in (await photo_page(client, deposit)).text
        assert (await add(client, deposit, pdf("two")))[0].status_code == 303


async def test_the_same_file_again_counts_once(house: House) -> None:
    decide(house, person_files_per_window_max=2)
    client, deposit = await house.begin()
    client.headers.update(SCRIPT)
    named, paper, data = str(uuid4()), uuid4(), pdf("one")
    for _ in range(4):
        assert (await add(client, deposit, data, original_id=named, paper=paper))[0].status_code == 201
    assert (await add(client, deposit, pdf("two")))[0].status_code == 201
    assert (await add(client, deposit, data, original_id=named, paper=paper))[0].status_code == 201
    assert (await add(client, deposit, pdf("three")))[0].status_code == 429


async def test_a_person_is_one_in_every_browser_and_deposit_a_passer_by_in_one_deposit(house: House) -> None:
    decide(house, person_files_per_window_max=1)
    for client, deposit in (await house.begin(), await house.begin()):
        answer, _ = await add(client, deposit, pdf("one"))
    assert answer.status_code == 429
    for _ in range(2):
        client = await house.browser()
        deposit = (await client.post("/identification/contact", data=CONTACT)).headers["location"]
        assert (await add(client, deposit, pdf("one")))[0].status_code == 303
    assert (await add(client, deposit, pdf("two")))[0].status_code == 429


async def test_an_address_is_shared_and_another_one_is_not(house: House) -> None:
    decide(house, address_files_per_window_max=2)
    others = [each for each in people() if each.language == "fr" and each.niss != people()[0].niss]
    for person in (people()[0], others[0]):
        client, deposit = await house.begin(person)
        assert (await add(client, deposit, pdf("one")))[0].status_code == 303
    client, deposit = await house.begin(others[-1])
    refused, _ = await add(client, deposit, pdf("one"))
    assert refused.status_code == 429
    assert begins(AddressQuotaSpent) in refused.text
    assert begins(AddressQuotaSpent) in (await photo_page(client, deposit)).text
    decide(house, trusted_proxies=("127.0.0.1",))
    client.headers["X-Forwarded-For"] = "192.0.2.9"
    assert (await add(client, deposit, pdf("one")))[0].status_code == 303, "it came from elsewhere, by our own proxy"


async def test_an_address_that_is_only_said_is_not_believed(house: House) -> None:
    decide(house, address_files_per_window_max=1)
    client, deposit = await house.begin()
    assert (await add(client, deposit, pdf("one")))[0].status_code == 303
    client.headers["X-Forwarded-For"] = "192.0.2.9"
    assert (await add(client, deposit, pdf("two")))[0].status_code == 429


async def test_where_no_photo_has_room_the_camera_stays_shut(house: House) -> None:
    decide(house, person_bytes_per_window_max=8 * 1024 * 1024)
    client, deposit = await house.begin()
    assert "page-viewfinder" in (await photo_page(client, deposit)).text
    assert (await add(client, deposit, pdf("one")))[0].status_code == 303
    assert begins(PersonQuotaSpent) in (await photo_page(client, deposit)).text


async def test_deposits_are_counted_by_address_and_a_double_tap_once(house: House) -> None:
    decide(house, address_deposits_per_window_max=2)
    client = await house.browser()
    form = {**CONTACT, "deposit_id": str(uuid4())}
    for _ in range(3):
        assert (await client.post("/identification/contact", data=form)).status_code == 303
    assert (await client.post("/identification/contact", data=CONTACT)).status_code == 303
    refused = await (await house.browser()).post("/identification/contact", data=CONTACT)
    assert refused.status_code == 429
    assert int(refused.headers["retry-after"]) > 0
    assert begins(AddressQuotaSpent) in refused.text
    part = await client.post("/deposits", data={}, headers={"HX-Request": "true"})
    assert (part.status_code, part.headers["hx-retarget"]) == (429, "#notice")
    assert begins(AddressQuotaSpent) in part.text
    with moved(timedelta(seconds=int(refused.headers["retry-after"]))):
        assert (await client.post("/deposits", data={})).status_code == 303


async def test_deposits_are_counted_by_person(house: House) -> None:
    decide(house, person_deposits_per_window_max=1)
    await house.begin()
    refused = await (await house.browser()).post("/identification", data=who(people()[0]))
    assert refused.status_code == 429
    assert begins(PersonQuotaSpent) in refused.text


async def test_a_full_deposit_from_a_household_meets_no_quota(house: House) -> None:
    client, deposit = await house.begin()
    client.headers.update(SCRIPT)
    photos = [pdf(*(f"photo {number}, page {page}" for page in range(10))) for number in range(12)]
    names = [str(uuid4()) for _ in photos]
    for _ in range(2):  # each twice: a bad network
        for name, photo in zip(names, photos, strict=True):
            assert (await add(client, deposit, photo, original_id=name))[0].status_code == 201
    one_more, _ = await add(client, deposit, pdf("one more"))
    assert one_more.json()["type"] == "urn:guichet:problem:too-many-pages"


async def test_room_for_a_few_more_pages_is_said_before_a_file_is_chosen(house: House) -> None:
    client, deposit = await house.begin()
    assert "Encore" not in (await photo_page(client, deposit)).text
    await add(client, deposit, pdf("one", "two"))
    decide(house, deposit_pages_max=5)
    assert "Encore 3 pages possibles." in (await photo_page(client, deposit)).text


async def test_it_costs_one_statement_however_many_files_come(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    client, deposit = await house.begin()
    with statements(monkeypatch) as heard:
        assert (await add(client, deposit, *(pdf(str(number)) for number in range(5))))[0].status_code == 303
    assert len([each for each in heard if "technical.quota" in each]) == 1
    with statements(monkeypatch) as heard:
        assert "page-viewfinder" in (await photo_page(client, deposit)).text
    assert len([each for each in heard if "technical.quota" in each]) == 1
    with statements(monkeypatch) as heard:
        assert (await client.post("/deposits", data={})).status_code == 303
    assert len([each for each in heard if "technical.quota" in each]) == 1
    assert len(heard) > 1


async def test_all_phones_that_remember_a_person_are_counted_as_one_and_apart_from_them(house: House) -> None:
    decide(house, person_files_per_window_max=3, person_deposits_per_window_max=3)
    phones = [await returned(house) for _ in range(2)]
    for client in phones:
        deposit = await icon(client)
        assert (await add(client, deposit, pdf(str(client))))[0].status_code == 303
        await house.send(client, deposit)
    deposit = await icon(phones[0])
    assert (await add(phones[0], deposit, pdf("three")))[0].status_code == 303
    assert begins(PersonQuotaSpent) in (await photo_page(phones[0], deposit)).text
    told = await phones[1].get("/deposits/next")
    named = re.findall(r'name="deposit_id" value="([^"]+)"', told.text)
    shut = await phones[1].post("/deposits", data={"deposit_id": named[0]}, headers=SCRIPT)
    assert shut.status_code == 429
    itself, _ = await house.begin(people()[7])
    deposit = (await itself.post("/deposits", data={"deposit_id": str(uuid4())})).headers["location"]
    assert (await add(itself, deposit, pdf("by themselves")))[0].status_code == 303


async def returned(house: House) -> httpx.AsyncClient:
    """Return a phone that remembers its person, and has no session."""
    client = await house.browser()
    await client.post("/identification", data=who(people()[7]))
    await client.post("/remembered")
    client.cookies.delete("guichet_portal")
    return client


async def icon(client: httpx.AsyncClient) -> str:
    """Touch the icon; return the path of the deposit that begins."""
    (named,) = re.findall(r'name="deposit_id" value="([^"]+)"', (await client.get("/deposits/next")).text)
    return str((await client.post("/deposits", data={"deposit_id": named})).headers["location"])
