"""Before the portal's day its first screen says from when, and offers no deposit."""

from datetime import timedelta
from uuid import UUID

import pytest

from demo.people import people
from dossier.clock import today
from dossier.ids import new_id
from dossier.resources import Resources
from tests.portal.house import opened_house, who
from tests.support.phases import phase_from
from web.words import day

pytestmark = pytest.mark.people


async def test_the_portal_says_from_when_it_takes_papers(resources: Resources, centre_id: UUID) -> None:
    async with opened_house(resources, centre_id) as house:
        begun, _ = await house.begin(people()[1])
        first = today() + timedelta(days=2)
        await phase_from(centre_id, first, circuits=("portal",))
        for client in (await house.browser(), begun):
            shown = (await client.get("/")).text
            assert day(first, "fr") in shown
            assert 'action="/deposits"' not in shown
            assert 'href="/identification"' not in shown
        refused = await begun.post("/deposits", data={"deposit_id": str(new_id())})
        assert (refused.status_code, f"{first:%d/%m/%Y}" in refused.text) == (422, True)
        early = await (await house.browser()).post("/identification", data=who(people()[0]))
        assert early.status_code == 422
