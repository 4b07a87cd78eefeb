"""The corners over HTTP at the portal: shown with the photo, set by a form, refused in words, one's own only."""

import re
from uuid import uuid4

import httpx
import pytest

from demo.people import people
from dossier.jobs.worker import drain
from dossier.resources import Resources
from tests.portal.house import House, add, pictures
from tests.support.deposits import pdf

pytestmark = pytest.mark.people

SHEET = {
    "top_left_x": "10",
    "top_left_y": "5.5",
    "top_right_x": "90",
    "top_right_y": "5,5",  # as one types it here
    "bottom_right_x": "90",
    "bottom_right_y": "95",
    "bottom_left_x": "10",
    "bottom_left_y": "95",
}


async def a_page(house: House, resources: Resources) -> tuple[httpx.AsyncClient, str, str]:
    """Hand a page in; return the browser, the path of its paper and that of its corners."""
    client, deposit = await house.begin()
    _, paper = await add(client, deposit, pdf("one"))
    await drain(resources)
    here = f"{deposit}/papers/{paper}"
    (address,) = re.findall(r'href="([^"]+/corners)"', (await client.get(here)).text)
    return client, here, address


def values(page: str) -> list[str]:
    """Return what the eight fields hold, in order."""
    return re.findall(r'<input class="input" id="(?:top|bottom)_\w+"[^>]* value="([^"]*)"', page)


async def test_corners_are_set_by_the_form_and_the_page_is_made_anew(house: House, resources: Resources) -> None:
    client, here, address = await a_page(house, resources)
    seen = await client.get(address)
    assert values(seen.text) == ["0", "0", "100", "0", "100", "100", "0", "100"]
    (photo,) = pictures(seen.text)
    assert photo.endswith("/original?v=1")
    assert (await client.get(photo)).content[:2] == b"\xff\xd8"
    answer = await client.post(address, data=SHEET)
    assert (answer.status_code, answer.headers["location"].partition("#")[0]) == (303, here)
    waiting = (await client.get(here)).text
    assert ('class="waiting"' in waiting, pictures(waiting), "/corners" in waiting) == (True, [], False)
    led_back = await client.get(address)
    assert (led_back.status_code, led_back.headers["location"].partition("#")[0]) == (303, here)
    assert (await client.post(address, data=SHEET)).status_code == 409
    await drain(resources)
    assert all("?v=2" in each for each in pictures((await client.get(here)).text))
    again = (await client.get(address)).text
    assert values(again) == ["10", "5.5", "90", "5.5", "90", "95", "10", "95"]
    assert 'value="found"' in again
    assert (await client.post(address, data={"to": "found"})).status_code == 303
    await drain(resources)
    back = (await client.get(address)).text
    assert (values(back)[:2], 'value="found"' in back) == (["0", "0"], False)
    assert (await client.post(address, data={**SHEET, "to": "whole", "top_left_x": ""})).status_code == 303
    await drain(resources)
    whole = (await client.get(address)).text
    assert (values(whole)[:2], 'value="found"' in whole) == (["0", "0"], True)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"top_left_x": "95"}, "ne forment pas une feuille"),
        ({"top_left_x": "-26"}, "trop loin de la photo"),
        ({"top_left_x": ""}, "Complétez"),
        ({"top_left_x": "nan"}, "en chiffres"),
        ({"top_left_x": "1e1"}, "en chiffres"),
    ],
)
async def test_what_makes_no_sheet_comes_back_as_typed(
    house: House, resources: Resources, wrong: dict[str, str], words: str
) -> None:
    client, here, address = await a_page(house, resources)
    answer = await client.post(address, data={**SHEET, **wrong})
    assert (answer.status_code, words in answer.text) == (422, True)
    assert values(answer.text)[:2] == [wrong["top_left_x"], "5.5"]
    assert len(pictures((await client.get(here)).text)) == 2, "the page stands as it did"


async def test_nobody_sets_the_corners_of_another(house: House, resources: Resources) -> None:
    client, _, address = await a_page(house, resources)
    stranger, own = await house.begin(people()[1])
    _, _, deposit, _, page, _ = address.split("/")
    for path, status in ((address, 403), (f"{own}/pages/{page}/corners", 404), (f"{own}/pages/{uuid4()}/corners", 404)):
        assert (await stranger.get(path)).status_code == status
        assert (await stranger.post(path, data=SHEET)).status_code == status
    await house.send(client, f"/deposits/{deposit}")
    assert (await client.get(address)).status_code == 409
    assert (await client.post(address, data=SHEET)).status_code == 409
