"""The light table asked by forms alone, and by htmx: every act is an address, and answers the table as it is then."""

import re
from collections.abc import AsyncIterator
from uuid import UUID, uuid4

import httpx
import pytest

from dossier.jobs.worker import drain
from dossier.resources import Resources
from tests.backoffice.house import HTMX, House, element, opened_house
from tests.support.deposits import HandedOver, hand_over
from tests.support.rooms import in_one_task
from tests.support.table import separator_pdf

pytestmark = pytest.mark.people

SUM = re.compile(r"(\d+) pages? reçues?.*?(\d+) dans des documents.*?(\d+) mises? de côté", re.DOTALL)


@pytest.fixture
async def house(resources: Resources, centre_id: UUID) -> AsyncIterator[House]:
    async with in_one_task(opened_house(resources, centre_id)) as opened:
        yield opened


async def begun(house: House, resources: Resources, centre_id: UUID) -> tuple[httpx.AsyncClient, HandedOver, str]:
    """Hand two files of three sheets over (a page, nothing, a separator), and take them in hand without a script."""
    made = await hand_over(resources, centre_id, types=(None, None), files=(separator_pdf(), separator_pdf()))
    await drain(resources)
    client = await house.sign_in("ines.moreau")
    here = f"/backoffice/deposits/{made.deposit_id}/split"
    assert "Prendre ce dépôt" in (await client.get(here)).text
    assert (await client.post(f"{here}/claim")).status_code == 303
    return client, made, here


def sheets(page: str) -> list[list[str]]:
    """Return the places of the pages of each document, and of those that are aside, last."""
    return [re.findall(r'data-at="([^"]+)"', each) for each in page.split('<section class="light-document"')[1:]]


def counted(page: str) -> tuple[int, ...]:
    """Return the figures of the sum."""
    found = SUM.search(page)
    assert found
    return tuple(int(each) for each in found.groups())


async def test_every_act_works_by_forms_and_is_undone(house: House, resources: Resources, centre_id: UUID) -> None:
    client, made, here = await begun(house, resources, centre_id)
    first = (await client.get(here)).text
    assert counted(first) == (6, 6, 0)
    one, two, aside = sheets(first)
    assert [len(each) for each in (one, two, aside)] == [3, 3, 0]
    first_id, second_id = (str(each) for each in made.document_ids)

    async def act(path: str, **fields: str) -> list[list[str]]:
        answer = await client.post(f"{here}/{path}", data=fields)
        assert answer.status_code == 303, answer.text
        shown = (await client.get(answer.headers["location"])).text
        assert counted(shown)[0] == 6 == sum(counted(shown)[1:])
        return sheets(shown)

    assert [len(each) for each in await act("cuts", at=one[1])] == [1, 2, 3, 0]
    assert [len(each) for each in await act("merges", document=second_id, at=two[0])] == [1, 5, 0]
    assert [len(each) for each in await act("undo", at=two[0])] == [1, 2, 3, 0]
    assert [len(each) for each in await act("redo", at="")] == [1, 5, 0]
    for _ in range(2):
        await act("undo", at="")
    moved = await act("moves", at=one[0], to=second_id, before=two[1].split(".")[1])
    assert moved[1][1] == f"{second_id}.{one[0].split('.')[1]}"
    assert [len(each) for each in await act("moves", at=moved[1][1], to="new")] == [2, 3, 1, 0]
    assert [len(each) for each in await act("copies", at=two[0], to=first_id)] == [3, 3, 1, 0]
    assert [len(each) for each in await act("aside/proposed", at=two[0])] == [1, 1, 1, 4]
    assert [len(each) for each in await act("undo", at="")] == [3, 3, 1, 0]
    assert [len(each) for each in await act("aside", at=two[1], reason="double", then=two[2])] == [3, 2, 1, 1]
    assert [len(each) for each in await act("aside/removal", at=two[1])] == [3, 3, 1, 0]
    await act("turns", at=two[0], degrees="90")
    assert "en préparation" in (await client.get(here)).text


async def test_what_htmx_swaps_is_what_a_reload_shows(house: House, resources: Resources, centre_id: UUID) -> None:
    client, _, here = await begun(house, resources, centre_id)
    place = sheets((await client.get(here)).text)[0][1]
    swapped = await client.post(f"{here}/cuts", data={"at": place}, headers=HTMX)
    assert swapped.status_code == 200
    (at,) = set(re.findall(r'data-at="([^"]+)"[^>]*aria-current', swapped.text))
    reloaded = (await client.get(f"{here}?at={at}")).text
    assert element(swapped.text, "light-table", "light") == element(reloaded, "light-table", "light")


async def test_a_stale_screen_is_told_so_and_changes_nothing(
    house: House, resources: Resources, centre_id: UUID
) -> None:
    client, made, here = await begun(house, resources, centre_id)
    one = sheets((await client.get(here)).text)[0]
    await client.post(f"{here}/cuts", data={"at": one[1]})
    late = await client.post(f"{here}/cuts", data={"at": one[2]}, headers=HTMX)
    assert late.status_code == 409
    assert late.headers["HX-Retarget"] == "#notice"
    assert "rangées autrement" in late.text
    assert (await client.post(f"{here}/moves", data={"at": one[0]})).status_code == 422
    assert (await client.post(f"{here}/cuts", data={"at": "nowhere"})).status_code == 422
    assert (await client.get(f"/backoffice/deposits/{uuid4()}/split")).status_code == 404
    colleague = await house.sign_in("koen.smets")
    assert "Inès Moreau werkt aan deze neerlegging" in (await colleague.get(here)).text
    taken = await colleague.post(f"{here}/claim")
    assert taken.status_code == 409
    desk = await client.get(f"/backoffice/documents/{made.document_ids[0]}")
    assert f'href="{here}?at={made.document_ids[0]}.' in desk.text, "to the page that is looked at"
    last = sheets((await client.get(here)).text)[1][0]
    assert last.split(".")[0] != str(made.document_ids[0])
    table = (await client.get(f"{here}?at={last}")).text
    assert f'href="/backoffice/documents/{last.split(".")[0]}"' in table, "and back to its document"
