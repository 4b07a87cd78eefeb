"""What a phone keeps: the way into its deposit is told to its owner alone, and names only what is safe."""

import httpx
import pytest

from demo.people import people
from tests.portal.house import SCRIPT, House, add
from tests.support.deposits import pdf

pytestmark = pytest.mark.people


async def told(client: httpx.AsyncClient, deposit: str) -> httpx.Response:
    return await client.get(f"{deposit}/sending", headers=SCRIPT)


async def test_the_way_into_a_deposit_names_what_it_holds(house: House) -> None:
    client, deposit = await house.begin()
    empty = (await told(client, deposit)).json()
    assert empty["originals"] == []
    assert empty["deposit"] == deposit.rpartition("/")[2]
    assert {"permit", "chunkBytes", "maxBytes", "tooLarge", "pagesLeft", "full"} <= set(empty)
    await add(client, deposit, pdf("one"), pdf("two"))
    full = (await told(client, deposit)).json()
    assert len(full["originals"]) == 2
    assert full["pagesLeft"] == empty["pagesLeft"] - 2


async def test_a_deposit_that_was_sent_tells_what_is_safe_and_no_way_in(house: House) -> None:
    client, deposit = await house.begin()
    await add(client, deposit, pdf("one"))
    before = (await told(client, deposit)).json()
    await house.send(client, deposit)
    after = (await told(client, deposit)).json()
    assert after == {"deposit": before["deposit"], "originals": before["originals"]}


async def test_another_person_is_told_nothing(house: House) -> None:
    _, deposit = await house.begin()
    other, _ = await house.begin(people()[1])
    for client in (other, await house.browser()):
        answer = await told(client, deposit)
        assert answer.status_code == 403
        assert "permit" not in answer.text


async def test_what_is_kept_is_added_to_the_deposit_that_was_begun_or_a_new_one(house: House) -> None:
    stranger = await house.browser()
    page = (await stranger.get("/kept")).text
    assert 'href="/identification"' in page
    assert "data-adds" not in page
    client, deposit = await house.begin()
    assert 'action="/deposits"' in (await client.get("/kept")).text
    await add(client, deposit, pdf("one"))
    assert f'action="{deposit}"' in (await client.get("/kept")).text
