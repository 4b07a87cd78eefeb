"""A made-up year: on days and hours as a centre has them, whole, and never among other records."""

import random
from collections import Counter
from datetime import date, datetime, time
from uuid import UUID

import pytest

from demo.simulation.fill import CentreInUse, simulate
from demo.simulation.year import arrivals
from dossier.calendar import Calendar
from dossier.clock import BRUSSELS
from dossier.database.actor import system
from dossier.database.engine import transaction
from dossier.resources import Resources

CALENDAR = Calendar(opens_at=time(8, 30), closes_at=time(16, 30))
UNTIL = datetime(2026, 11, 27, 14, 0, tzinfo=BRUSSELS)


def test_arrivals_follow_the_calendar_and_the_roll_out() -> None:
    told = list(arrivals(random.Random(1), CALENDAR, date(2025, 11, 27), UNTIL, 8_000))
    assert len(told) == 8_000
    assert max(each.at for each in told) < UNTIL
    idle = Counter(each.circuit for each in told if not CALENDAR.works_on(each.at.date()))
    assert set(idle) == {"portal", "email"}, "nobody stands at a closed counter"
    assert 0 < idle.total() < 400
    early = Counter(each.circuit for each in told if each.at.date() < date(2026, 2, 1))
    late = Counter(each.circuit for each in told if each.at.date() >= date(2026, 9, 1))
    assert early["kiosk"] == 0 < late["kiosk"]
    for circuit, rises in (("portal", True), ("post", False), ("email", False)):
        share = early[circuit] / early.total(), late[circuit] / late.total()
        assert (share[0] < share[1]) is rises, circuit
    hours = Counter(each.at.hour for each in told if each.circuit == "counter")
    assert hours[10] > 3 * hours[12] > 0
    first_days = sum(each.at.day <= 5 for each in told) / 5
    assert first_days > 1.2 * sum(each.at.day > 5 for each in told) / 25.4


@pytest.mark.people
async def test_a_year_is_whole_and_made_only_once(resources: Resources, centre_id: UUID) -> None:
    said: list[str] = []
    await simulate(centre_id, resources.cipher, resources.settings, 120, 5, said.append)
    assert said[-1] == "120 of 120 deposits"
    async with transaction(system(centre_id)) as tx:
        states = {row["state"] for row in await tx.rows("SELECT DISTINCT state FROM deposits")}
        undecided = await tx.value(
            """SELECT count(*) FROM deposits p WHERE state = 'closed' AND EXISTS (
                   SELECT FROM documents d WHERE d.deposit_id = p.id AND d.decided_at IS NULL)"""
        )
        placeless = await tx.value(
            """SELECT count(*) FROM documents d
               WHERE NOT EXISTS (SELECT FROM document_pages p WHERE p.document_id = d.id)"""
        )
    assert {"closed", "abandoned"} <= states
    assert undecided == 0
    assert placeless == 0
    with pytest.raises(CentreInUse):
        await simulate(centre_id, resources.cipher, resources.settings, 1, 5, said.append)


@pytest.mark.people
async def test_a_centre_with_a_file_of_its_own_is_refused(resources: Resources, centre_id: UUID) -> None:
    async with transaction(system(centre_id)) as tx:
        await tx.run(
            "UPDATE social_files SET number = '999999-99' WHERE number = (SELECT min(number) FROM social_files)"
        )
    with pytest.raises(CentreInUse):
        await simulate(centre_id, resources.cipher, resources.settings, 1, 5, lambda _: None)
