"""Every figure of every chart is what a naive count of all rows gives, on a made-up year of a centre."""

from datetime import datetime, timedelta
from uuid import UUID

import pytest

from demo.simulation.fill import simulate
from dossier import clock
from dossier.database.actor import Actor, system
from dossier.database.engine import transaction
from dossier.monitoring.delays import Dimension, Stage, at_a_glance, delays
from dossier.monitoring.period import Period
from dossier.monitoring.quality import quality
from dossier.monitoring.use import use
from dossier.monitoring.wall import wall
from dossier.people.office import calendar_of
from dossier.resources import Resources
from tests.dossier.monitoring.recount import everything, samples, told_apart
from tests.dossier.monitoring.recount_rest import days_of, quality_of, today_of, use_of, waiting_of
from tests.support.deposits import staff

TUESDAY = datetime(2026, 11, 24, 15, 20, tzinfo=clock.BRUSSELS)
"""In the midst of a working day."""


async def _year(resources: Resources, centre_id: UUID, deposits: int) -> None:
    """Make a year up that ends in the midst of a working day, and bend some rows as people do."""
    await simulate(centre_id, resources.cipher, resources.settings, deposits, 7, lambda _: None)
    async with transaction(system(centre_id)) as tx:
        await tx.run(
            """UPDATE signals SET state = 'withdrawn', taken_by = NULL, taken_at = NULL, outcome = NULL,
                      handled_at = NULL
               WHERE id IN (SELECT id FROM signals WHERE state = 'handled' ORDER BY id LIMIT 9)"""
        )
        await tx.run(
            """UPDATE signals SET seen_at = NULL
               WHERE id IN (SELECT id FROM signals WHERE state = 'handled' ORDER BY id DESC LIMIT 9)"""
        )
        await tx.run(
            "UPDATE documents SET department_id = NULL WHERE id IN (SELECT id FROM documents ORDER BY id LIMIT 9)"
        )


async def _compare(resources: Resources, centre_id: UUID, actor: Actor, people_min: int) -> None:
    told = await everything(centre_id)
    today = clock.today()
    for period in (Period.asked(None, None, today), Period.asked(today - timedelta(days=70), today, today)):
        months = list(period.months())
        found = samples(told, months)
        wholes = set()
        for stage in Stage:
            given = await delays(actor, stage, period, people_min)
            assert len(given) == len(set(given))
            assert set(given) == told_apart(stage, found, people_min), stage
            wholes |= {each for each in given if each.by is Dimension.WHOLE}
        assert set(await at_a_glance(actor, period, people_min)) == wholes
        assert await quality(actor, period, people_min) == quality_of(told, months, people_min)
        assert await use(actor, period) == use_of(told, months)
    settings = resources.settings.model_copy(update={"monitoring_people_min": people_min})
    async with transaction(system(centre_id)) as tx:
        calendar = await calendar_of(tx, settings)
    now = await wall(actor, settings)
    assert set(now.waiting) == waiting_of(told, calendar, now.at)
    assert (list(now.hours), list(now.hours_of_circuits), list(now.circuits)) == today_of(told, now.at, people_min)
    assert (list(now.past), list(now.ahead)) == days_of(told, calendar, now.at)
    signals = [row["state"] for row in told.rows["signals"]]
    assert now.signals_raised == signals.count("raised")
    assert now.signals_taken == signals.count("seen") + signals.count("taken")
    assert now.waiting_count > 0
    assert now.hours


async def _at_work(resources: Resources, centre_id: UUID, deposits: int) -> None:
    with clock.moved(TUESDAY - clock.now()):
        await _year(resources, centre_id, deposits)
        actor = await staff(centre_id, "anne.dewit")
        for people_min in (5, 9, 60):
            if people_min == 60:  # more than work there: nothing that staff did is told
                period = Period.asked(None, None, clock.today())
                assert await delays(actor, Stage.FILED, period, people_min) == ()
                assert {each.stage for each in await at_a_glance(actor, period, people_min)} == {
                    Stage.RETAKE,
                    Stage.REQUEST,
                }
                continue
            await _compare(resources, centre_id, actor, people_min)


@pytest.mark.people
async def test_every_figure_equals_a_naive_recount(resources: Resources, centre_id: UUID) -> None:
    await _at_work(resources, centre_id, 1_500)


@pytest.mark.people
@pytest.mark.torture
async def test_every_figure_equals_a_naive_recount_of_a_whole_year(resources: Resources, centre_id: UUID) -> None:
    await _at_work(resources, centre_id, 20_000)
