"""A phone is switched on at the portal by whoever follows a deposit or identified, and off in the same place."""

from collections.abc import AsyncIterator
from dataclasses import replace
from uuid import UUID, uuid4

import httpx
import pytest
from pydantic import SecretStr

from demo.people import people
from dossier.database.actor import system
from dossier.database.engine import Record, transaction
from dossier.notices.push_key import new_push_key, public_key
from dossier.resources import Resources
from tests.portal.house import SCRIPT, House, add, opened_house, who
from tests.support.deposits import pdf
from tests.support.push import Phone
from tests.support.rooms import in_one_task

pytestmark = pytest.mark.people
KEY = new_push_key()
PUSH = "/push/subscriptions"
PHONE = Phone("https://fcm.googleapis.com/fcm/send/one")


@pytest.fixture
async def ringing(resources: Resources, centre_id: UUID) -> AsyncIterator[House]:
    """Open the portal of an installation that push services know."""
    told = {"push_private_key": SecretStr(KEY), "push_contact": "documents@cpas.example"}
    served = replace(resources, settings=resources.settings.model_copy(update=told))
    async with in_one_task(opened_house(served, centre_id)) as opened:
        yield opened


async def kept(centre_id: UUID) -> list[Record]:
    async with transaction(system(centre_id)) as tx:
        return await tx.rows("SELECT beneficiary_id, deposit_id, language FROM push_subscriptions ORDER BY made_at")


async def named(house: House) -> tuple[httpx.AsyncClient, str]:
    """Hand a deposit over by a name alone; return the browser and the receipt's path."""
    client = await house.browser()
    form = {"name": "Ines", "contact": "0470 00 00 00", "deposit_id": str(uuid4())}
    deposit = (await client.post("/identification/contact", data=form)).headers["location"]
    await add(client, deposit, pdf("one"))
    return client, await house.send(client, deposit)


async def is_on(client: httpx.AsyncClient, receipt: str = "") -> bool:
    answer = await client.post(f"{PUSH}/known", data={"endpoint": PHONE.endpoint, "receipt": receipt}, headers=SCRIPT)
    assert answer.status_code == 200, answer.text
    told: bool = answer.json()["on"]
    return told


async def test_who_identified_has_the_phone_tell_of_them_in_its_language(ringing: House, centre_id: UUID) -> None:
    client, _ = await ringing.begin()
    page = (await client.get("/asked")).text
    assert f'data-key="{public_key(KEY)}"' in page
    assert KEY not in page
    assert not await is_on(client)
    answer = await client.post(PUSH, data=PHONE.typed, headers={**SCRIPT, "Accept-Language": "nl"})
    assert answer.status_code == 204, answer.text
    (row,) = await kept(centre_id)
    assert row["beneficiary_id"] is not None
    assert row["deposit_id"] is None
    assert await is_on(client)
    assert (await client.post(f"{PUSH}/removal", data={"endpoint": PHONE.endpoint})).status_code == 204
    assert not await is_on(client)
    assert await kept(centre_id) == []


async def test_who_left_a_name_has_it_tell_of_the_deposit(ringing: House, centre_id: UUID) -> None:
    client, receipt = await named(ringing)
    token = receipt.removeprefix("/r/")
    assert f'data-receipt="{token}"' in (await client.get(receipt)).text
    assert (await client.post(PUSH, data=PHONE.typed)).status_code == 403, "nobody is known"
    assert (await client.post(PUSH, data={**PHONE.typed, "receipt": token})).status_code == 204
    (row,) = await kept(centre_id)
    assert row["beneficiary_id"] is None
    assert row["deposit_id"] is not None
    assert await is_on(client, token)


async def test_who_found_the_slip_cannot_follow_it(ringing: House, centre_id: UUID) -> None:
    _, receipt = await named(ringing)
    token = receipt.removeprefix("/r/")
    stranger = await ringing.browser()
    assert "push-switch" not in (await stranger.get(receipt)).text
    for path in (PUSH, f"{PUSH}/known"):
        answer = await stranger.post(path, data={**PHONE.typed, "receipt": token}, headers=SCRIPT)
        assert answer.status_code == 403
    assert (await stranger.post(PUSH, data={**PHONE.typed, "receipt": f"{token}x"})).status_code == 422
    assert await kept(centre_id) == []


async def test_the_receipt_of_who_identified_is_the_person_s(ringing: House, centre_id: UUID) -> None:
    client, deposit = await ringing.begin()
    await add(client, deposit, pdf("one"))
    token = (await ringing.send(client, deposit)).removeprefix("/r/")
    assert (await client.post(PUSH, data={**PHONE.typed, "receipt": token})).status_code == 204
    (row,) = await kept(centre_id)
    assert row["beneficiary_id"] is not None
    assert await is_on(client), "it is on wherever they look"


async def test_who_is_forgotten_here_is_told_here_no_more(ringing: House, centre_id: UUID) -> None:
    client, _ = await ringing.begin()
    await client.post(PUSH, data=PHONE.typed)
    later, _ = await ringing.begin()  # the same phone, after its session was lost
    assert await is_on(later)
    await later.post("/identification/end")
    assert await kept(centre_id) == []


async def test_another_person_s_session_ends_without_the_former_one_s_phone(ringing: House, centre_id: UUID) -> None:
    client, _ = await ringing.begin()
    await client.post(PUSH, data=PHONE.typed)
    await client.post("/identification", data=who(people()[1]))
    await client.post("/identification/end")
    assert len(await kept(centre_id)) == 1


async def test_a_phone_that_moved_says_so_itself(ringing: House, centre_id: UUID) -> None:
    client, _ = await ringing.begin()
    await client.post(PUSH, data=PHONE.typed)
    worker = await ringing.browser()
    moved = Phone("https://fcm.googleapis.com/fcm/send/moved")
    answer = await worker.post(f"{PUSH}/change", data={**moved.typed, "former": PHONE.endpoint})
    assert answer.status_code == 204
    assert not await is_on(client)
    assert len(await kept(centre_id)) == 1


@pytest.mark.parametrize("path", ["", "/known", "/removal", "/change"])
async def test_what_is_no_phone_is_refused_in_words(ringing: House, centre_id: UUID, path: str) -> None:
    client, _ = await ringing.begin()
    sent = {"endpoint": ""} if path in {"/known", "/removal"} else {**PHONE.typed, "endpoint": "https://10.0.0.1/"}
    answer = await client.post(PUSH + path, data={**sent, "former": PHONE.endpoint}, headers=SCRIPT)
    assert answer.status_code == 422
    assert answer.json()["title"]
    assert await kept(centre_id) == []


async def test_an_installation_without_a_key_offers_nothing(house: House) -> None:
    client, _ = await house.begin()
    for path in ("/asked", "/mine"):
        assert "push-switch" not in (await client.get(path)).text


async def test_in_the_demo_an_address_stands_in_and_nowhere_else(
    resources: Resources, ringing: House, centre_id: UUID
) -> None:
    stands_in = Phone(f"https://phone.invalid/{uuid4()}")
    told = {"push_private_key": SecretStr(KEY), "push_postbox_url": "http://127.0.0.1:1/"}
    served = replace(resources, settings=resources.settings.model_copy(update=told))
    async with in_one_task(opened_house(served, centre_id)) as demo:
        client, _ = await demo.begin()
        assert 'data-stand-in="phone.invalid"' in (await client.get("/asked")).text
        assert (await client.post(PUSH, data=stands_in.typed)).status_code == 204
    client, _ = await ringing.begin()
    assert 'data-stand-in=""' in (await client.get("/asked")).text
    assert (await client.post(PUSH, data=stands_in.typed)).status_code == 422
