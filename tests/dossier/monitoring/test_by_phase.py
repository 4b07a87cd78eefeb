"""Deposits are counted in the phase in which they were received."""

from datetime import datetime, time, timedelta
from uuid import UUID

import pytest

from dossier import clock
from dossier.database.actor import system
from dossier.database.engine import transaction
from dossier.ids import new_id
from dossier.monitoring.period import Period
from dossier.monitoring.use import use
from tests.support.phases import phase_from
from tests.support.terms import member

pytestmark = pytest.mark.people
TODAY = datetime(2026, 11, 24, 9, 0, tzinfo=clock.BRUSSELS)


async def _received(centre_id: UUID, circuit: str, at: datetime) -> None:
    async with transaction(system(centre_id)) as tx:
        await tx.run(
            """INSERT INTO deposits (id, centre_id, circuit, state, language, depositor_name, depositor_contact,
                                     opened_at, received_at) VALUES ($1, $2, $3, 'received', 'fr', '', '', $4, $4)""",
            new_id(),
            centre_id,
            circuit,
            at,
        )


async def test_each_phase_has_what_came_in_it(centre_id: UUID) -> None:
    manager = await member(centre_id, "anne.dewit")
    with clock.moved(TODAY - clock.now()):
        period = Period.asked(datetime(2026, 10, 1).date(), None, clock.today())  # noqa: DTZ001 - a day
        assert (await use(manager, period)).taken_in_phases == ()
        midnight = datetime.combine(datetime(2026, 11, 10).date(), time(), clock.BRUSSELS)  # noqa: DTZ001 - a day
        await phase_from(centre_id, midnight.date(), circuits=("post",))
        await phase_from(centre_id, midnight.date() + timedelta(days=60), circuits=("email",))
        for circuit, at in (
            ("portal", midnight - timedelta(seconds=1)),
            ("portal", midnight),
            ("post", midnight + timedelta(days=3)),
            ("portal", midnight - timedelta(days=60)),  # before the period
        ):
            await _received(centre_id, circuit, at)
        told = (await use(manager, period)).taken_in_phases
    counts = {(each.phase_fr, each.circuit): each.deposits for each in told}
    assert counts == {
        ("", "portal"): 1,
        ("", "post"): 0,
        ("Phase d'essai", "portal"): 1,
        ("Phase d'essai", "post"): 1,
    }
    spans = {(each.from_on.isoformat(), each.until_on.isoformat()) for each in told}
    assert spans == {("2026-10-01", "2026-11-09"), ("2026-11-10", "2026-11-24")}
