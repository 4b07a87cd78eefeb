"""A tour is offered on the first day of a role, until it is taken or put away; the help calls it again."""

from uuid import UUID

import pytest

from backoffice.tours.tours import TOURS, tours_of
from dossier.database.actor import system
from dossier.database.engine import transaction
from dossier.people.roles import Role
from dossier.resources import Resources
from tests.backoffice.house import opened_house

pytestmark = pytest.mark.people
OFFER, OVER = "data-tour", "<guided-tour"


async def _first_day(centre_id: UUID) -> None:
    async with transaction(system(centre_id)) as tx:
        await tx.run("DELETE FROM tours_seen")


def test_every_role_has_a_tour_of_a_few_stops() -> None:
    for role in Role:
        assert len(tours_of({role})) == 1
    for tour in TOURS:
        assert 3 <= len(tour.stops) <= 6


async def test_it_is_offered_until_it_was_seen_and_each_role_has_its_own(resources: Resources, centre_id: UUID) -> None:
    await _first_day(centre_id)
    async with opened_house(resources, centre_id) as house:
        koen = await house.sign_in("koen.smets")  # at the counter and at the desk
        first = (await koen.get("/backoffice/queue")).text
        assert (OFFER in first, OVER in first, "/backoffice/queue?tour=agent" in first) == (True, False, True)
        taken = (await koen.get("/backoffice/queue?tour=agent")).text
        assert (OFFER in taken, OVER in taken) == (False, True)
        assert (await koen.post("/backoffice/tours/agent/seen")).status_code == 303
        second = (await koen.get("/backoffice/queue")).text
        assert "/backoffice/counter?tour=clerk" in second
        await koen.post("/backoffice/tours/clerk/seen")
        assert OFFER not in (await koen.get("/backoffice/queue")).text
        assert OFFER not in (await (await house.sign_in("koen.smets")).get("/backoffice/queue")).text, "remembered"
        fatou = await house.sign_in("fatou.diop")
        assert OFFER in (await fatou.get("/backoffice/counter")).text, "a colleague's is a colleague's"


async def test_the_help_calls_it_again_and_leads_to_all_else(resources: Resources, centre_id: UUID) -> None:
    async with opened_house(resources, centre_id) as house:
        client = await house.sign_in("ines.moreau")
        page = (await client.get("/backoffice/help")).text
        for path in ("queue?tour=agent", "training#desk", "keys", "releases", "feedback/new", "feedback"):
            assert f'href="/backoffice/{path}' in page
            assert (await client.get(f"/backoffice/{path}")).status_code == 200
        assert OVER in (await client.get("/backoffice/queue?tour=agent")).text
        assert OVER not in (await client.get("/backoffice/queue?tour=manager")).text, "another role's"
        assert OVER not in (await client.get("/backoffice/files?tour=agent")).text, "over its own screen alone"
        assert (await client.post("/backoffice/tours/manager/seen")).status_code == 404
