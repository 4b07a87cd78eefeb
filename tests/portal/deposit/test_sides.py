"""Both sides of a card over HTTP at the portal: offered, on one page, each side mended by itself, apart again."""

import re

import httpx
import pytest

from demo.people import people
from dossier.jobs.worker import drain
from dossier.resources import Resources
from tests.portal.house import House, add, pictures
from tests.support.cards import card_pdf
from tests.support.deposits import pdf

pytestmark = pytest.mark.people


async def a_card(house: House, resources: Resources) -> tuple[httpx.AsyncClient, str, str]:
    """Hand both sides of a card in; return the browser, the path of the deposit and that of the paper."""
    client, deposit = await house.begin()
    _, paper = await add(client, deposit, card_pdf("Front"), card_pdf("Back"), apart="")
    assert "/sides" not in (await client.get(f"{deposit}/papers/{paper}")).text, "nobody knows yet what they are"
    await drain(resources)
    return client, deposit, f"{deposit}/papers/{paper}"


def offers(screen: str) -> list[tuple[str, str]]:
    """Return the address of each offer, and which page it lays under."""
    return re.findall(r'action="([^"]+/sides)">\s*<input type="hidden" name="under" value="([^"]+)"', screen)


async def test_one_tap_makes_one_page_and_one_tap_two(house: House, resources: Resources) -> None:
    client, deposit, here = await a_card(house, resources)
    before = (await client.get(here)).text
    ((address, under),) = offers(before)
    upper = address.split("/")[-2]
    assert before.count('<li class="sheet"') == 2
    for _ in range(2):  # a double tap
        answer = await client.post(address, data={"under": under})
        assert (answer.status_code, answer.headers["location"]) == (303, f"{here}#page-{upper}")
    waiting = (await client.get(here)).text
    assert ('class="waiting"' in waiting, pictures(waiting), offers(waiting)) == (True, [], [])
    await drain(resources)
    both = (await client.get(here)).text
    assert both.count('<li class="sheet"') == 1
    photos = [each for each in pictures(both) if "/original" in each]
    assert photos == [f"{deposit}/pages/{upper}/original?v=2", f"{deposit}/pages/{under}/original?v=1"]
    for each in pictures(both):
        assert (await client.get(each)).status_code == 200
    assert "Face du haut" in both
    assert "1 page" in (await client.get(deposit)).text
    (removal,) = re.findall(r'action="([^"]+/sides/removal)"', both)
    for _ in range(2):
        assert (await client.post(removal)).headers["location"] == f"{here}#page-{upper}"
    await drain(resources)
    assert offers((await client.get(here)).text) == [(address, under)]


async def test_each_side_is_turned_and_cut_from_the_page_of_both(house: House, resources: Resources) -> None:
    client, _, here = await a_card(house, resources)
    ((address, under),) = offers((await client.get(here)).text)
    await client.post(address, data={"under": under})
    await drain(resources)
    both = (await client.get(here)).text
    turns, corners = re.findall(r'action="([^"]+/turn)"', both), re.findall(r'href="([^"]+/corners)"', both)
    assert [each.split("/")[-2] for each in turns] == [address.split("/")[-2], under]
    answer = await client.post(turns[1], data={"by_degrees": "180"})
    assert (answer.status_code, answer.headers["location"]) == (303, here)
    await drain(resources)
    editor = await client.get(corners[1])
    assert f"/pages/{under}/original?v=2" in editor.text
    assert f'href="{here}#page-{under}"' in editor.text
    assert f'id="page-{under}"' in (await client.get(here)).text, "and back there"


async def test_what_cannot_be_laid_is_told_in_words(house: House, resources: Resources) -> None:
    client, deposit, here = await a_card(house, resources)
    ((address, under),) = offers((await client.get(here)).text)
    upper = address.split("/")[-2]
    wrong_way = await client.post(f"{deposit}/pages/{under}/sides", data={"under": upper})
    assert (wrong_way.status_code, "deux faces d’une même carte" in wrong_way.text) == (422, True)
    assert (await client.post(address, data={"under": "no page"})).status_code == 422
    other, _ = await house.begin(people()[1])
    for each in (address, f"{address}/removal"):
        assert (await other.post(each, data={"under": under})).status_code == 403


async def test_letters_and_cards_apart_are_offered_nothing(house: House, resources: Resources) -> None:
    client, deposit = await house.begin()
    _, paper = await add(client, deposit, card_pdf("Front"), pdf("a letter"), card_pdf("Back"), apart="")
    await drain(resources)
    assert offers((await client.get(f"{deposit}/papers/{paper}")).text) == []


async def test_a_side_taken_back_from_a_screen_that_stayed_open_leads_to_the_other(
    house: House, resources: Resources
) -> None:
    client, _, here = await a_card(house, resources)
    before = (await client.get(here)).text
    ((address, under),) = offers(before)
    removals = list(dict.fromkeys(re.findall(r'action="([^"]+/removal)"', before)))
    await client.post(address, data={"under": under})
    await drain(resources)
    answer = await client.post(removals[0], data={"retake": ""})
    assert answer.headers["location"] == here
    left = (await client.get(here)).text
    assert [f"page-{under}"] == re.findall(r'<li class="sheet" id="([^"]+)"', left)


async def test_the_receipt_counts_what_was_handed_over_and_shows_one_page(house: House, resources: Resources) -> None:
    client, deposit, here = await a_card(house, resources)
    ((address, under),) = offers((await client.get(here)).text)
    await client.post(address, data={"under": under})
    await drain(resources)
    receipt = (await client.get(await house.send(client, deposit))).text
    assert "<dt>Pages</dt><dd><bdi>2</bdi></dd>" in receipt
    assert len([each for each in pictures(receipt) if "/thumb" in each]) == 1
