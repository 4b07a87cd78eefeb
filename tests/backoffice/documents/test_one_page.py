"""A photo of two papers over HTTP at the desk: whoever has the document in hand keeps one page of it."""

import re
from collections.abc import AsyncIterator
from uuid import UUID

import pytest

from dossier.jobs.worker import drain
from dossier.resources import Resources
from tests.backoffice.house import HTMX, House, opened_house
from tests.dossier.documents.test_keep_one_page import handed_over
from tests.support.often import often
from tests.support.rooms import in_one_task

pytestmark = pytest.mark.people


@pytest.fixture
async def house(resources: Resources, centre_id: UUID) -> AsyncIterator[House]:
    async with in_one_task(opened_house(resources, centre_id)) as opened:
        yield opened


@pytest.mark.parametrize("headers", often([HTMX, {}], HTMX))
async def test_one_page_is_kept_by_who_has_it_in_hand(
    house: House, resources: Resources, centre_id: UUID, headers: dict[str, str]
) -> None:
    document_id, _ = await handed_over(resources, centre_id)
    await drain(resources)
    desk = f"/backoffice/documents/{document_id}"
    client = await house.sign_in("ines.moreau")
    assert "/one-page" not in (await client.get(desk)).text, "nobody has it in hand yet"
    await client.post(f"{desk}/claim")
    for number, said in ((1, True), (2, True), (3, False)):
        shown = (await client.get(f"{desk}?page={number}")).text
        assert ("2 papiers sur cette photo" in shown) is said
    (act,) = set(re.findall(r'action="([^"]+/one-page)"', (await client.get(f"{desk}?page=1")).text))
    assert (await client.post(act, headers=headers)).status_code == 422
    answer = await client.post(act, data={"page": "1"}, headers=headers)
    assert answer.status_code == (200 if headers else 303)
    shown = answer.text if headers else (await client.get(answer.headers["location"])).text
    assert (len(re.findall(r'id="strip-\d"', shown)), "every 4s" in shown) == (2, True)
    await drain(resources)
    assert "/one-page" not in (await client.get(desk)).text
