"""A photo of two papers over HTTP at the portal: one notice a photo, its acts once, and one page when asked."""

import re

import cv2
import pytest

from demo.people import people
from dossier.jobs.worker import drain
from dossier.resources import Resources
from tests.dossier.imaging.drawing import two_letters
from tests.portal.house import House, add
from tests.support.deposits import pdf

pytestmark = pytest.mark.people

WORDS = "2 papiers sur cette photo"


async def test_two_papers_are_two_pages_until_one_is_kept(house: House, resources: Resources) -> None:
    client, deposit = await house.begin()
    _, paper = await add(client, deposit, bytes(cv2.imencode(".jpg", two_letters())[1]))
    await drain(resources)
    here = f"{deposit}/papers/{paper}"
    shown = (await client.get(here)).text
    assert (shown.count('<li class="sheet"'), shown.count(WORDS), shown.count("/removal")) == (2, 1, 2)
    (act,) = re.findall(r'action="([^"]+/one-page)"', shown)
    stranger, _ = await house.begin(people()[5])
    assert (await stranger.post(act)).status_code == 403
    answer = await client.post(act)
    assert (answer.status_code, answer.headers["location"].partition("#")[0]) == (303, here)
    await drain(resources)
    shown = (await client.get(here)).text
    assert (shown.count('<li class="sheet"'), shown.count(WORDS), shown.count("/removal")) == (1, 0, 2)
    assert "?v=2" in shown


async def test_a_paper_of_two_pages_says_nothing_of_several(house: House, resources: Resources) -> None:
    client, deposit = await house.begin()
    _, paper = await add(client, deposit, pdf("one", "two"))
    await drain(resources)
    shown = (await client.get(f"{deposit}/papers/{paper}")).text
    assert (shown.count('<li class="sheet"'), "papiers sur cette photo" in shown) == (2, False)
