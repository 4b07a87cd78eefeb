"""Counters on an administrator's screen: made, changed, closed; what is wrong is said at its field."""

import re
from uuid import UUID

import pytest

from dossier.resources import Resources
from tests.backoffice.house import opened_house

pytestmark = pytest.mark.people

PATH = "/backoffice/counters"


async def test_a_counter_is_made_changed_and_closed(resources: Resources, centre_id: UUID) -> None:
    async with opened_house(resources, centre_id) as house:
        chief = await house.sign_in("rachid.lahlou")
        for wrong in ({"name": ""}, {"name": "Guichet 1", "folder": "../secrets"}, {"name": "x" * 41}):
            answer = await chief.post(PATH, data=wrong)
            assert (answer.status_code, 'aria-invalid="true"' in answer.text) == (422, True)
        assert (await chief.post(PATH, data={"name": "Guichet 1", "folder": "guichet-1"})).status_code == 303
        twice = await chief.post(PATH, data={"name": "Guichet 1"})
        assert (twice.status_code, 'id="name-error"' in twice.text) == (422, True)
        (path,) = re.findall(rf'href="({PATH}/[0-9a-f-]{{36}})"', (await chief.get(PATH)).text)
        assert 'value="guichet-1"' in (await chief.get(path)).text
        assert (await chief.post(path, data={"name": "Loket 1", "folder": "loket-1"})).status_code == 303
        assert "Loket 1" in (await chief.get(PATH)).text
        clerk = await house.sign_in("fatou.diop")
        assert (await clerk.get(PATH)).status_code == 403
        assert (await clerk.post(path, data={"name": "Mine"})).status_code == 403
        assert (await chief.post(f"{path}/closing")).status_code == 303
        assert "Loket 1" not in (await chief.get(PATH)).text
        assert (await chief.get(path)).status_code == 404


async def test_a_clerk_says_where_they_sit_where_there_are_several(resources: Resources, centre_id: UUID) -> None:
    async with opened_house(resources, centre_id) as house:
        chief, clerk = await house.sign_in("rachid.lahlou"), await house.sign_in("fatou.diop")
        assert "Aucun guichet" in (await clerk.get("/backoffice/counter")).text
        for name in ("Guichet 1", "Guichet 2"):
            await chief.post(PATH, data={"name": name})
        asked = (await clerk.get("/backoffice/counter")).text
        ids = re.findall(r'name="counter_id" value="([0-9a-f-]{36})"', asked)
        assert len(ids) == 2
        await clerk.post("/backoffice/counter/place", data={"counter_id": ids[1]})
        assert "<h1>Guichet 2</h1>" in (await clerk.get("/backoffice/counter")).text
        await clerk.post("/backoffice/counter/place")
        assert "counter_id" in (await clerk.get("/backoffice/counter")).text
