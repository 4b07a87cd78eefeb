"""Whoever comes back: a phone that remembers them hands in for them, shows nothing of theirs, and forgets when told."""

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any
from unittest.mock import patch
from uuid import UUID, uuid4

import httpx
import pytest

from demo import accounts
from demo.people import people
from dossier import clock
from dossier.database.actor import system
from dossier.database.engine import transaction
from dossier.deposits.abandon import abandon_old
from dossier.deposits.open import open_deposit
from dossier.people.forget_phones import forget_phones_at_counter
from portal.kept_begun import COOKIE as BEGUN
from portal.kept_person import COOKIE
from portal.kept_receipts import COOKIE as RECEIPTS
from tests.portal.house import House, add, who
from tests.support.deposits import pdf, staff

pytestmark = pytest.mark.people
SESSION = "guichet_portal"


async def remembered(house: House) -> tuple[httpx.AsyncClient, str]:
    """Hand in, have the phone remember who did, and let the session end; return the browser and the receipt."""
    client, deposit = await house.begin()
    await add(client, deposit, pdf("one"))
    receipt = await house.send(client, deposit)
    assert 'action="/remembered"' in (await client.get(receipt)).text
    await client.post("/remembered")
    assert 'action="/remembered"' not in (await client.get(receipt)).text
    client.cookies.delete(SESSION)
    return client, receipt


def named(page: str) -> str:
    """Return the deposit that a form names."""
    (deposit_id,) = re.findall(r'name="deposit_id" value="([^"]+)"', page)
    return str(deposit_id)


async def begun(client: httpx.AsyncClient) -> str:
    """Touch the icon; return the path of the deposit that begins, as the script has it begin."""
    deposit_id = named((await client.get("/deposits/next")).text)
    return str((await client.post("/deposits/next", data={"deposit_id": deposit_id})).headers["location"])


async def test_the_icon_leads_whoever_is_remembered_to_the_camera(house: House) -> None:
    client, first = await remembered(house)
    kept = next(each for each in client.cookies.jar if each.name == COOKIE)
    assert kept.expires is not None
    name = people()[0].first_name
    deposit = await begun(client)
    assert await begun(client) == deposit, "an icon that is touched again begins no other"
    camera = (await client.get(deposit, follow_redirects=True)).text
    assert name in camera
    await add(client, deposit, pdf("two"))
    assert (await client.get("/deposits/next")).headers["location"] == "/"  # where what was begun is offered
    receipt = await house.send(client, deposit)
    assert "/pdf" in (await client.get(receipt)).text  # handed in here
    assert "/pdf" not in (await client.get(first)).text  # and nothing from before is opened

    await client.post("/identification", data=who(people()[0]))  # the same person, now by number
    assert receipt.removeprefix("/r/") in client.cookies[RECEIPTS]
    assert COOKIE in client.cookies


async def left_unsent(house: House) -> tuple[httpx.AsyncClient, str]:
    """Take two pages on a phone that remembers its person, and put it away until the session is over."""
    client, _ = await remembered(house)
    deposit = await begun(client)
    await add(client, deposit, pdf("two"))
    await add(client, deposit, pdf("three"))
    client.cookies.delete(SESSION)
    return client, deposit


async def test_what_was_left_unsent_is_found_from_the_icon(house: House, centre_id: UUID) -> None:
    client, deposit = await left_unsent(house)
    kept = next(each for each in client.cookies.jar if each.name == BEGUN)
    assert kept.expires is not None
    assert kept.expires <= clock.now().timestamp() + house.app.state.resources.settings.deposit_open_seconds
    with clock.moved(timedelta(hours=3)):
        assert (await client.get("/deposits/next")).headers["location"] == "/"
        assert f'href="{deposit}"' in (await client.get("/")).text
        assert (await client.get(deposit)).text.count('class="papers-item"') == 2
    async with transaction(system(centre_id)) as tx:
        told = await tx.rows("SELECT record_id, actor_kind FROM events WHERE name = 'DepositResumed'")
    assert [(f"/deposits/{each['record_id']}", each["actor_kind"]) for each in told] == [(deposit, "depositor")]
    receipt = await house.send(client, deposit)
    assert "/pdf" in (await client.get(receipt)).text
    assert BEGUN not in client.cookies
    client.cookies.delete(SESSION)
    await client.get("/")
    assert (await client.get(deposit)).status_code == 403  # once it was sent, the phone alone opens nothing of it
    assert "/pdf" not in (await client.get(receipt)).text


async def test_an_app_that_was_closed_opens_again_where_it_was_left(house: House) -> None:
    client, deposit = await left_unsent(house)
    assert (await client.get(deposit)).text.count('class="papers-item"') == 2


async def test_what_was_begun_is_found_though_the_first_answer_was_lost(house: House) -> None:
    client, _ = await remembered(house)
    deposit = await begun(client)
    client.cookies.delete(BEGUN)  # it came with the answer that was lost
    again = await client.post("/deposits", data={"deposit_id": deposit.removeprefix("/deposits/")})
    assert again.headers["location"] == deposit
    await add(client, deposit, pdf("two"))
    client.cookies.delete(SESSION)
    assert f'href="{deposit}"' in (await client.get("/")).text


@asynccontextmanager
async def opening_together(parties: int) -> AsyncIterator[None]:
    """Have requests open their deposits once all are that far: none knows of the others."""
    barrier = asyncio.Barrier(parties)

    async def open_together(*args: Any, **kwargs: Any) -> bool:
        await barrier.wait()
        is_empty = await open_deposit(*args, **kwargs)
        await barrier.wait()
        return is_empty

    with patch("portal.deposit.begin.open_deposit", open_together):
        yield


async def test_a_double_tap_begins_one_deposit_that_is_found_whichever_answer_came(
    house: House, centre_id: UUID
) -> None:
    """Two requests at once, in a session each: the phone was known by itself, and the answer of one of them is lost."""
    client, _ = await remembered(house)
    deposit_id = named((await client.get("/deposits/next")).text)
    client.cookies.delete(SESSION)
    taps = [await house.browser(), await house.browser()]
    for tap in taps:
        tap.cookies.set(COOKIE, client.cookies[COOKIE])
    async with opening_together(2):
        answers = await asyncio.gather(*(tap.post("/deposits/next", data={"deposit_id": deposit_id}) for tap in taps))
    assert [each.headers["location"] for each in answers] == [f"/deposits/{deposit_id}"] * 2
    async with transaction(system(centre_id)) as tx:
        assert await tx.value("SELECT count(*) FROM deposits WHERE state = 'open'") == 1
    await add(taps[0], f"/deposits/{deposit_id}", pdf("two"))
    for tap in taps:
        tap.cookies.delete(SESSION)
        assert f'href="/deposits/{deposit_id}"' in (await tap.get("/")).text


@pytest.mark.parametrize("ids", ["same", "two"])
async def test_requests_at_once_in_one_session_lose_nothing_of_each_other_s(house: House, ids: str) -> None:
    client, _ = await remembered(house)
    first = named((await client.get("/deposits/next")).text)
    second = first if ids == "same" else named((await client.get("/deposits/next")).text)
    async with opening_together(2):
        await asyncio.gather(*(client.post("/deposits", data={"deposit_id": each}) for each in (first, second)))
    for each in (first, second):
        paper = await client.get(f"/deposits/{each}", follow_redirects=True)
        assert paper.status_code == 200
        assert str(paper.url).endswith("/photo")
    await add(client, f"/deposits/{second}", pdf("two"))
    client.cookies.delete(SESSION)
    assert f'href="/deposits/{second}"' in (await client.get("/")).text


async def test_of_two_begun_at_once_the_phone_keeps_both_whichever_answer_came_last(house: House) -> None:
    client, _ = await remembered(house)
    first = named((await client.get("/deposits/next")).text)
    await client.post("/deposits", data={"deposit_id": first})
    told = client.cookies[BEGUN]
    second = str(uuid4())
    await client.post("/deposits", data={"deposit_id": second})
    client.cookies.set(BEGUN, told, domain=client.base_url.host)  # the answer to the first came last
    await client.get(f"/deposits/{second}")
    await add(client, f"/deposits/{second}", pdf("two"))
    client.cookies.delete(SESSION)
    assert f'href="/deposits/{second}"' in (await client.get("/")).text


async def test_an_icon_that_is_touched_twice_begins_one_deposit(house: House, centre_id: UUID) -> None:
    """Both pages were there, each with a name of its own, before the script of either sent it."""
    client, _ = await remembered(house)
    names = [named((await client.get("/deposits/next")).text) for _ in range(2)]
    assert names[0] != names[1]
    begun = [await client.post("/deposits/next", data={"deposit_id": each}) for each in names]
    assert [each.headers["location"] for each in begun] == [f"/deposits/{names[0]}"] * 2
    async with transaction(system(centre_id)) as tx:
        assert await tx.value("SELECT count(*) FROM deposits WHERE state = 'open'") == 1


async def test_an_empty_deposit_is_begun_once_also_in_a_later_session(house: House) -> None:
    client, _ = await remembered(house)
    deposit = await begun(client)
    client.cookies.delete(SESSION)
    assert await begun(client) == deposit


@pytest.mark.parametrize("way", ["somebody else", "a name", "told", "forget me", "discarded", "abandoned"])
async def test_what_was_left_unsent_is_found_by_nobody_else(house: House, centre_id: UUID, way: str) -> None:
    client, deposit = await left_unsent(house)
    if way == "somebody else":
        await client.post("/identification", data=who(people()[5]))
    elif way == "a name":
        await client.post("/identification/contact", data={"name": "Ann", "contact": "0470 00 00 00"})
    elif way == "told":
        await client.post("/remembered/removal")
    elif way == "forget me":
        await client.post("/identification/end")
    elif way == "discarded":
        await client.get("/")
        await client.post(f"{deposit}/abandonment")
    if way == "abandoned":
        with clock.moved(timedelta(hours=49)):
            assert await abandon_old(system(centre_id), house.app.state.resources.settings.deposit_open_seconds) == 1
    else:
        assert BEGUN not in client.cookies
    client.cookies.delete(SESSION) if SESSION in client.cookies else None
    assert deposit not in (await client.get("/")).text
    assert (await client.get(deposit)).status_code == 403


async def test_a_phone_finds_what_its_own_person_began_alone(house: House) -> None:
    client, deposit = await left_unsent(house)
    other, theirs = await house.begin(people()[5])
    await add(other, theirs, pdf("five"))
    await house.send(other, theirs)
    await other.post("/remembered")
    other.cookies.delete(SESSION)
    other.cookies.set(BEGUN, client.cookies[BEGUN])
    assert people()[5].first_name in (await other.get("/")).text
    assert (await other.get(deposit)).status_code == 403

    unknown, _ = await house.begin(people()[0])  # identified, on a phone that was not asked to remember
    assert BEGUN not in unknown.cookies


async def test_a_page_that_may_be_better_is_looked_at_before_all_is_sent(house: House, centre_id: UUID) -> None:
    client, deposit = await house.begin()
    await add(client, deposit, pdf("one"))
    camera = f"{deposit}/papers/{uuid4()}/photo"
    assert 'data-clear="1"' in (await client.get(camera)).text
    async with transaction(system(centre_id)) as tx:
        await tx.run("UPDATE pages SET state = 'unreadable', problem = 'damaged'")
    assert 'data-clear="0"' in (await client.get(camera)).text


async def test_it_opens_nothing_of_theirs(house: House) -> None:
    client, _ = await remembered(house)
    assert people()[0].first_name in (await client.get("/")).text
    assert (await client.get("/asked")).headers["location"] == "/identification"
    assert "number" in (await client.get("/mine/code")).text
    assert (await client.post("/remembered")).status_code == 403  # the phone alone renews nothing


@pytest.mark.parametrize(
    "way", ["told", "forget me", "somebody else", "somebody else, later", "a name", "too old", "damaged"]
)
async def test_it_is_forgotten(house: House, way: str) -> None:
    client, _ = await remembered(house)
    if way == "told":
        await client.post("/remembered/removal")
    elif way == "forget me":
        await client.post("/identification/end")
    elif way == "somebody else":
        await client.get("/")
        await client.post("/identification", data=who(people()[5]))
    elif way == "somebody else, later":  # the session that knew whom the phone keeps is over
        await client.post("/identification", data=who(people()[5]))
    elif way == "a name":
        await client.post("/identification/contact", data={"name": "Ann", "contact": "0470 00 00 00"})
    elif way == "damaged":
        client.cookies.set(COOKIE, client.cookies[COOKIE] + "x")
    if way not in ("too old", "damaged"):
        assert COOKIE not in client.cookies
    client.cookies.delete(SESSION) if SESSION in client.cookies else None
    with clock.moved(timedelta(days=181 if way == "too old" else 0)):
        assert (await client.get("/deposits/next")).headers["location"] == "/"
        assert people()[0].first_name not in (await client.get("/")).text


async def taken_back(centre_id: UUID) -> None:
    """Have staff forget the person's phones."""
    person = people()[0]
    clerk = await staff(centre_id, "fatou.diop")
    assert await forget_phones_at_counter(clerk, accounts.file_of(person), person.birth_date, "") == 1


async def test_a_phone_that_was_taken_back_is_nobody_s_at_once(house: House, centre_id: UUID) -> None:
    client, deposit = await left_unsent(house)
    assert people()[0].first_name in (await client.get("/")).text
    assert (await client.get(deposit)).status_code == 200
    await taken_back(centre_id)
    assert (await client.get(deposit)).status_code == 403  # the session that knew it by the phone is over, too
    assert not {COOKIE, BEGUN, SESSION} & set(client.cookies)
    assert people()[0].first_name not in (await client.get("/")).text


@pytest.mark.parametrize("why", ["damaged", "too old", "taken back"])
async def test_a_phone_that_hands_in_for_nobody_any_more_can_be_asked_again(
    house: House, centre_id: UUID, why: str
) -> None:
    client, _ = await remembered(house)
    if why == "damaged":
        kept = next(each for each in client.cookies.jar if each.name == COOKIE)
        client.cookies.set(COOKIE, f"{kept.value}x", domain=kept.domain, path=kept.path)
    elif why == "taken back":
        await taken_back(centre_id)
    with clock.moved(timedelta(days=181 if why == "too old" else 0)):
        begins = await client.post("/identification", data=who(people()[0]))
        await add(client, begins.headers["location"], pdf("again"))
        receipt = await house.send(client, begins.headers["location"])
        assert 'action="/remembered"' in (await client.get(receipt)).text
        await client.post("/remembered")
        client.cookies.delete(SESSION)
        assert people()[0].first_name in (await client.get("/")).text


async def test_who_is_here_stays_known_when_the_phone_lets_them_go(house: House) -> None:
    client, deposit = await left_unsent(house)
    await client.get("/")
    await client.post("/remembered/removal")
    assert (await client.get(deposit)).status_code == 200


async def test_what_is_kept_or_shared_is_taken_of_whoever_the_phone_remembers(house: House) -> None:
    client, _ = await remembered(house)
    kept = (await client.get("/kept")).text
    assert 'id="add"' in kept
    assert 'href="/identification"' not in kept
    client.cookies.delete(SESSION)
    shared = await client.post("/shared", files=[("photos", ("scan.pdf", pdf("shared"), "application/pdf"))])
    assert shared.status_code == 303
    assert (await client.get(shared.headers["location"])).text.count('class="papers-item"') == 1


async def test_whom_the_phone_remembers_may_hand_in_for_somebody_else(house: House) -> None:
    client, _ = await remembered(house)
    assert 'href="/helper"' in (await client.get("/")).text
    await client.post("/identification", data=who(people()[0]))
    assert 'href="/helper"' not in (await client.get("/")).text  # who identified says first that it is not them


async def test_without_having_identified_nobody_is_remembered(house: House) -> None:
    client = await house.browser()
    assert (await client.post("/remembered")).status_code == 403
    await client.post("/identification/contact", data={"name": "Ann", "contact": "0470 00 00 00"})
    assert (await client.post("/remembered")).status_code == 403
