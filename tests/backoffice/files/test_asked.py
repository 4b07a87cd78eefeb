"""What was asked for a file stands on its page and on its line of time, with the way to ask for more."""

import re
from datetime import timedelta
from uuid import UUID

import pytest

from demo.people import people
from dossier import clock
from dossier.glass.break_ import Pane, break_glass
from dossier.glass.values import Reason
from dossier.jobs.worker import drain
from dossier.resources import Resources
from tests.backoffice.house import element, opened_house
from tests.support.deposits import hand_over, staff
from tests.support.filed import days_ago, file_documents, file_of
from tests.support.requests import ask_for, file_one

pytestmark = pytest.mark.people

SAMIRA = people()[0]  # a file of AS, of Nadia Benali


async def test_requests_stand_on_the_file_with_how_far_each_paper_has_come(
    resources: Resources, centre_id: UUID
) -> None:
    nadia = await staff(centre_id, "nadia.benali")
    here = f"/backoffice/files/{await file_of(resources, nadia, SAMIRA)}"
    async with opened_house(resources, centre_id) as house:
        client = await house.sign_in("nadia.benali")
        assert "Rien n’a encore été demandé" in (await client.get(f"{here}?list=asked&lang=fr")).text
        with clock.moved(timedelta(days=-30)):
            late = await ask_for(nadia, SAMIRA, "REV_PAIE", "FAM_COMP", days=10)
        await file_one(resources, centre_id, SAMIRA, "REV_PAIE")
        await hand_over(resources, centre_id, SAMIRA, types=("FAM_COMP",))
        await drain(resources)
        asked = await ask_for(nadia, SAMIRA, "ID_CI", days=10)
        for shown in ("nature", "asked"):
            body = element((await client.get(f"{here}?list={shown}")).text, "div", "file-body")
            lines = re.findall(r'<li class="asked-of" data-state="(\w*)">(.*?)</ul>\s*</li>', body, re.DOTALL)
            assert [kind for kind, _ in lines] == ["need", "look"], "the late one first"
            assert f'href="/backoffice/requests/{late}"' in lines[0][1]
            assert "1/2" in lines[0][1]
            assert re.findall(r'<li data-state="(\w+)">', lines[0][1]) == ["good", "look"]
            assert f'href="/backoffice/requests/{asked}"' in lines[1][1]
            assert re.findall(r'<li data-state="(\w+)">', lines[1][1]) == ["need"]
        assert re.findall(r'class="time-span" data-state="(\w+)"', body) == ["need", "look"]
        assert re.findall(r'aria-label="(Demandé[^"]+?), \d', body), re.findall(r'aria-label="Demand[^"]*"', body)
        await file_one(resources, centre_id, SAMIRA, "ID_CI")
        await drain(resources)
        asked_now = (await client.get(f"{here}?list=asked")).text
        assert asked_now.index(f"/requests/{late}") < asked_now.index('id="asked-before"')
        assert asked_now.index('id="asked-before"') < asked_now.index(f"/requests/{asked}")


async def test_one_asks_from_the_file_for_what_it_lacks_and_not_twice(resources: Resources, centre_id: UUID) -> None:
    agent, nadia = await staff(centre_id, "ines.moreau"), await staff(centre_id, "nadia.benali")
    await file_documents(resources, agent, SAMIRA, (("FAM_COMP", days_ago(100)), ("REV_PAIE", days_ago(100))))
    await drain(resources)
    here = f"/backoffice/files/{await file_of(resources, agent, SAMIRA)}"
    async with opened_house(resources, centre_id) as house:
        client = await house.sign_in("nadia.benali")
        page = (await client.get(f"{here}?lang=fr")).text
        ways = re.findall(r'href="(/backoffice/requests/new\?[^"]+)"', page)
        assert len(ways) == 3, "at the head, beside what ran out, beside the months that are missing"
        drafts = [(await client.get(way.replace("&amp;", "&"))).text for way in ways]
        for draft in drafts:
            assert SAMIRA.last_name in draft
        assert [len(re.findall(r'name="type_ids" value="[^"]+" checked', draft)) for draft in drafts] == [0, 1, 1]
        await ask_for(nadia, SAMIRA, "FAM_COMP", "REV_PAIE")
        page = (await client.get(here)).text
        assert len(re.findall(r'href="(/backoffice/requests/new\?[^"]+)"', page)) == 1
        assert page.count("demandée</span>") == 2


async def test_whoever_opened_a_file_from_outside_sees_what_is_asked_and_asks_nothing(
    resources: Resources, centre_id: UUID
) -> None:
    nadia = await staff(centre_id, "nadia.benali")
    file_id = await file_of(resources, nadia, SAMIRA)
    asked = await ask_for(nadia, SAMIRA, "ID_CI")
    pieter = await staff(centre_id, "pieter.maes")
    await break_glass(pieter, Pane(social_file_id=file_id), Reason.COLLEAGUE_AWAY, "Nadia is ill", 600)
    async with opened_house(resources, centre_id) as house:
        client = await house.sign_in("pieter.maes")
        page = (await client.get(f"/backoffice/files/{file_id}?list=asked")).text
        assert 'class="asked-of"' in page
        assert f"/requests/{asked}" not in page
        assert "/requests/new" not in page
