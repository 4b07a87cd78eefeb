"""When the store is checked: by the clock, by a person who may, one check at a time, and by the worker in stretches."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from dossier import clock
from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.jobs import handlers
from dossier.jobs.worker import drain
from dossier.people.devices import AdministratorOnly
from dossier.reconcile import walk as walking
from dossier.reconcile.ask import ask, ask_when_due, begin
from dossier.reconcile.queries import report
from dossier.reconcile.runs import STILL_SECONDS, CheckUnderWay
from dossier.resources import Resources
from tests.support.kept import fill


async def jobs(actor: Actor) -> int:
    async with transaction(actor) as tx:
        waiting: int = await tx.value("SELECT count(*) FROM jobs.pgqueuer WHERE entrypoint = 'reconcile'")
    return waiting


async def test_only_an_administrator_asks_and_one_check_runs_at_a_time(actor: Actor) -> None:
    clerk = Actor(centre_id=actor.centre_id, kind="staff", id=uuid4(), roles=frozenset({"manager"}))
    for forbidden in (ask(clerk, deep=False), report(clerk)):
        with pytest.raises(AdministratorOnly):
            await forbidden
    first = await ask(actor, deep=False)
    with pytest.raises(CheckUnderWay):
        await ask(actor, deep=False)
    with clock.moved(timedelta(seconds=STILL_SECONDS + 1)):
        assert await begin(actor, deep=False) == first  # whoever made it has died


async def test_the_worker_checks_in_stretches(
    resources: Resources, actor: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(handlers, "STRETCH_SECONDS", 0)
    monkeypatch.setattr(walking, "PAIRS_AT_ONCE", 5)
    await fill(resources.vault, actor, 12)
    await ask(actor, deep=True)
    await drain(resources)
    told = await report(actor)
    assert told.under_way is None
    assert told.last is not None
    assert told.last.rows_checked == 24
    async with transaction(actor) as tx:
        done = "SELECT count(*) FROM jobs.pgqueuer_log WHERE entrypoint = 'reconcile' AND status = 'successful'"
        assert await tx.value(done) > 2


async def test_the_clock_asks_for_a_deep_check_each_week_and_a_light_one_each_day(
    resources: Resources, actor: Actor
) -> None:
    depths: list[bool] = []
    seen: set[UUID] = set()
    for hours in range(0, 8 * 24, 6):
        with clock.moved(timedelta(hours=hours)):
            await ask_when_due(actor, resources.settings)
            await drain(resources)
            told = await report(actor)
        assert told.last is not None
        if told.last.id not in seen:
            seen.add(told.last.id)
            depths.append(told.last.deep)
    assert depths == [True, *[False] * 6, True]


async def test_what_was_left_behind_is_taken_up_once(resources: Resources, actor: Actor) -> None:
    await begin(actor, deep=False)  # by a command that was killed
    await ask_when_due(actor, resources.settings)
    assert await jobs(actor) == 0
    with clock.moved(timedelta(seconds=STILL_SECONDS + 1)):
        await ask_when_due(actor, resources.settings)
        assert await jobs(actor) == 1
    with clock.moved(timedelta(seconds=2 * STILL_SECONDS + 2)):
        await ask_when_due(actor, resources.settings)
        assert await jobs(actor) == 1  # it waits already
    await drain(resources)
    assert (await report(actor)).under_way is None
