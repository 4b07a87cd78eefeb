"""A browser keeps the links to its receipts after the session is over: removable, and of nobody else."""

import pytest

from demo.people import people
from portal.kept_receipts import COOKIE, KEPT_MAX
from tests.portal.house import House, add, who
from tests.support.deposits import pdf

pytestmark = pytest.mark.people
SESSION = "guichet_portal"


async def test_who_comes_back_finds_the_receipt_again_without_being_known(house: House) -> None:
    client, deposit = await house.begin()
    await add(client, deposit, pdf("one"))
    receipt = await house.send(client, deposit)
    (given,) = [each for each in client.cookies.jar if each.name == COOKIE]
    assert given.expires is not None  # it outlives the session
    assert given.value == receipt.removeprefix("/r/")  # and is the link alone
    assert "sur ce téléphone" in (await client.get(receipt)).text
    client.cookies.delete(SESSION)
    start = (await client.get("/")).text
    assert f'href="{receipt}"' in start
    assert people()[0].first_name not in start
    bare = (await client.get(receipt)).text
    assert "/pdf" not in bare  # as the slip of paper shows it
    removed = await client.post(f"{receipt}/removal")
    assert removed.headers["location"] == "/"
    assert f'href="{receipt}"' not in (await client.get("/")).text
    assert COOKIE not in client.cookies


async def test_forget_me_and_somebody_else_let_all_go(house: House) -> None:
    client, deposit = await house.begin()
    await add(client, deposit, pdf("one"))
    receipt = await house.send(client, deposit)
    await client.post("/identification", data=who(people()[0]))  # the same person again
    assert f'href="{receipt}"' in (await client.get("/")).text
    await client.post("/identification", data=who(people()[5]))
    assert f'href="{receipt}"' not in (await client.get("/")).text
    again = (await client.post("/deposits", data={})).headers["location"]
    await add(client, again, pdf("two"))
    theirs = await house.send(client, again)
    await client.post("/identification/end")
    assert f'href="{theirs}"' not in (await client.get("/")).text


async def test_a_few_are_kept_the_latest_first_and_no_token_of_others(house: House) -> None:
    client, deposit = await house.begin()
    await add(client, deposit, pdf("one"))
    receipt = await house.send(client, deposit)
    token = receipt.removeprefix("/r/")
    made_up = "IjI2LTAwMDAwMS0yNCI.x"
    client.cookies.delete(COOKIE)
    client.cookies.set(COOKIE, "|".join([made_up] * (KEPT_MAX + 3) + [token]))
    start = (await client.get("/")).text
    assert start.count('action="/r/') == 1
    assert f'action="{receipt}/removal"' in start
