"""The corners over HTTP at the desk: in the page's place with htmx, on a page of their own without, by who holds it."""

import re
from collections.abc import AsyncIterator
from uuid import UUID

import httpx
import pytest

from demo.people import people
from dossier.database.actor import system
from dossier.database.engine import transaction
from dossier.jobs.worker import drain
from dossier.resources import Resources
from tests.backoffice.house import HTMX, House, element, opened_house
from tests.support.deposits import hand_over
from tests.support.rooms import in_one_task

pytestmark = pytest.mark.people

NAMES = [f"{corner}_{axis}" for corner in ("top_left", "top_right", "bottom_right", "bottom_left") for axis in "xy"]
SHEET = dict(zip(NAMES, ["10", "10", "90", "10", "90", "60", "10", "60"], strict=True)) | {"page": "1"}


@pytest.fixture
async def house(resources: Resources, centre_id: UUID) -> AsyncIterator[House]:
    async with in_one_task(opened_house(resources, centre_id)) as opened:
        yield opened


async def in_hand(house: House, resources: Resources, centre_id: UUID) -> tuple[httpx.AsyncClient, str, str]:
    """Take a document of one page in hand; return the browser, the path of the desk and that of the corners."""
    made = await hand_over(resources, centre_id, people()[0])
    await drain(resources)
    desk = f"/backoffice/documents/{made.document_ids[0]}"
    client = await house.sign_in("ines.moreau")
    assert "/corners" not in (await client.get(desk)).text, "nobody has it in hand yet"
    await client.post(f"{desk}/claim")
    (address,) = set(re.findall(r'href="([^"?]+/corners)\?page=1"', (await client.get(desk)).text))
    return client, desk, address


async def test_corners_are_set_in_the_place_of_the_page(house: House, resources: Resources, centre_id: UUID) -> None:
    client, desk, address = await in_hand(house, resources, centre_id)
    editor = await client.get(f"{address}?page=1", headers=HTMX)
    assert editor.text.lstrip().startswith('<div class="desk-pages" id="pages">')
    assert f'hx-post="{address}"' in editor.text
    refused = await client.post(address, data=SHEET | {"top_left_x": "95"}, headers=HTMX)
    assert (refused.status_code, "ne forment pas une feuille" in refused.text) == (422, True)
    assert f'hx-post="{address}"' in refused.text
    saved = await client.post(address, data=SHEET, headers=HTMX)
    assert (saved.status_code, 'class="waiting"' in saved.text, "every 4s" in saved.text) == (200, True, True)
    busy = await client.post(address, data=SHEET, headers=HTMX)
    assert (busy.status_code, busy.headers["hx-retarget"]) == (409, "#notice")
    assert 'class="waiting"' in (await client.get(f"{address}?page=1", headers=HTMX)).text
    await drain(resources)
    anew = element((await client.get(desk)).text, "div", "pages")
    (width, height) = map(int, re.findall(r'page\?v=2"[^>]* width="(\d+)" height="(\d+)"', anew)[0])
    assert width > height, "half of an upright page lies flat"
    async with transaction(system(centre_id)) as tx:
        actor = await tx.row("SELECT actor_kind, facts->>'kind' AS told FROM events WHERE name = 'CornersSet'")
    assert actor is not None
    assert dict(actor) == {"actor_kind": "staff", "told": "set"}


async def test_the_same_on_a_page_of_their_own(house: House, resources: Resources, centre_id: UUID) -> None:
    client, desk, address = await in_hand(house, resources, centre_id)
    alone = (await client.get(f"{address}?page=1")).text
    assert "<html" in alone
    assert "hx-post" not in alone
    wrong = await client.post(address, data=SHEET | {"top_left_x": "wide"})
    assert (wrong.status_code, 'href="#top_left_x"' in wrong.text) == (422, True)
    saved = await client.post(address, data=SHEET)
    assert (saved.status_code, saved.headers["location"]) == (303, f"{desk}?page=1")
    await drain(resources)
    assert (await client.post(address, data={"page": "1", "to": "found"})).status_code == 303
    assert (await client.post(address, data=SHEET | {"page": "one"})).status_code == 422


async def test_only_who_holds_the_document_sets_its_corners(
    house: House, resources: Resources, centre_id: UUID
) -> None:
    _, _, address = await in_hand(house, resources, centre_id)
    for username, status in (("koen.smets", 409), ("pieter.maes", 403), ("fatou.diop", 403)):
        other = await house.sign_in(username)
        assert (await other.get(address)).status_code == status
        assert (await other.post(address, data=SHEET)).status_code == status
