"""Phases on their screen, by forms alone; and the screens that wait for them."""

import re
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest

from dossier.clock import today
from dossier.ids import new_id
from dossier.resources import Resources
from tests.backoffice.house import opened_house
from tests.support.counter import set_up
from tests.support.phases import phase_from

pytestmark = pytest.mark.people
PATH = "/backoffice/phases"
DAY = timedelta(days=1)


async def test_an_administrator_plans_and_all_read(resources: Resources, centre_id: UUID) -> None:
    async with opened_house(resources, centre_id) as house:
        rachid, nadia = await house.sign_in("rachid.lahlou"), await house.sign_in("nadia.benali")
        assert 'class="empty"' in (await nadia.get(PATH)).text
        (new,) = re.findall(rf'href="({PATH}/[0-9a-f-]+)"', (await rachid.get(PATH)).text)
        assert (await rachid.get(new)).status_code == 200
        form = {
            "label_fr": "Courrier de première ligne",
            "label_nl": "Post van de eerste lijn",
            "from_on": today().isoformat(),
            "circuits": ["post", "email"],
            "departments": ["AS"],
            "types": ["REV_PAIE"],
            "pilots": [],
        }
        wrong = await rachid.post(new, data={**form, "label_nl": ""})
        assert (wrong.status_code, 'value="post" checked' in wrong.text) == (422, True)
        empty = await rachid.post(new, data={**form, "circuits": [], "departments": [], "types": []})
        assert (empty.status_code, 'role="alert"' in empty.text) == (422, True)
        assert (await rachid.post(new, data=form)).status_code == 303
        read = (await nadia.get(PATH)).text
        assert 'aria-current="step"' in read
        assert "Courrier de première ligne" in read
        assert f"{PATH}/" not in read  # nothing to change for her
        assert 'value="REV_PAIE" checked' in (await rachid.get(new)).text
        assert (await rachid.post(f"{new}/removal")).status_code == 303
        assert 'class="empty"' in (await nadia.get(PATH)).text


@pytest.mark.parametrize(
    ("username", "path", "circuit", "act"),
    [
        ("fatou.diop", "/backoffice/counter", "counter", "/backoffice/counter/deposits"),
        ("ines.moreau", "/backoffice/batches", "post", 'enctype="multipart/form-data"'),
    ],
)
async def test_a_screen_offers_its_act_from_its_day_on(
    resources: Resources, centre_id: UUID, tmp_path: Path, username: str, path: str, circuit: str, act: str
) -> None:
    async with opened_house(resources, centre_id) as house:
        client = await house.sign_in(username)
        if circuit == "counter":
            await set_up(resources, centre_id, tmp_path)
        assert act in (await client.get(path)).text
        await phase_from(centre_id, today() + DAY, circuits=(circuit,))
        shown = (await client.get(path)).text
        assert act not in shown
        assert f'href="{PATH}"' in shown.partition("<main")[2]
        if circuit == "counter":
            refused = await client.post(f"{path}/deposits", data={"deposit_id": str(new_id())})
            assert refused.status_code == 422


async def test_the_centres_mail_says_from_when(resources: Resources, centre_id: UUID) -> None:
    await phase_from(centre_id, today() + DAY, circuits=("email",))
    async with opened_house(resources, centre_id) as house:
        client = await house.sign_in("ines.moreau")
        assert f'href="{PATH}"' in (await client.get("/backoffice/mail")).text.partition("<main")[2]


async def test_a_type_is_not_offered_for_a_request_before_its_day(resources: Resources, centre_id: UUID) -> None:
    async with opened_house(resources, centre_id) as house:
        client = await house.sign_in("nadia.benali")
        draft = "/backoffice/requests/new"
        before = (await client.get(draft)).text
        await phase_from(centre_id, today() + DAY, types=("REV_PAIE",))
        after = (await client.get(draft)).text
        assert before.count("<option") == after.count("<option") + 1
