"""Checks of the journal: asked once, once a day by themselves, and kept with all that they found."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from dossier import clock
from dossier.audit.checks import (
    STILL_SECONDS,
    JournalCheckUnderWay,
    ask_check,
    ask_check_when_due,
    journal_state,
)
from dossier.audit.role import AuditorOnly
from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.ids import new_id
from dossier.jobs.worker import drain
from dossier.journal import findings
from dossier.journal.chain import link
from dossier.journal.findings import JournalChanged, read_finding
from dossier.people.roles import Role
from dossier.resources import Resources
from tests.support.journal import happen, tamper


def auditor(actor: Actor) -> Actor:
    return Actor(centre_id=actor.centre_id, kind="staff", id=new_id(), roles=frozenset({Role.AUDITOR}))


async def checks(actor: Actor) -> int:
    async with transaction(actor) as tx:
        return int(await tx.value("SELECT count(*) FROM journal_checks"))


async def test_a_check_is_asked_for_once_and_once_a_day(resources: Resources, actor: Actor) -> None:
    await ask_check_when_due(actor)
    await ask_check_when_due(actor)
    assert await checks(actor) == 1
    with pytest.raises(JournalCheckUnderWay):
        await ask_check(auditor(actor))
    await drain(resources)
    await ask_check_when_due(actor)
    assert await checks(actor) == 1
    with clock.moved(timedelta(days=1)):
        await ask_check_when_due(actor)
    assert await checks(actor) == 2


async def test_workers_that_start_at_once_ask_for_one_check_and_none_falls(actor: Actor) -> None:
    await asyncio.gather(*(ask_check_when_due(actor) for _ in range(6)))
    assert await checks(actor) == 1


async def test_one_that_was_left_behind_holds_up_no_other(actor: Actor) -> None:
    await ask_check(actor)
    with clock.moved(timedelta(seconds=STILL_SECONDS + 1)):
        await ask_check(actor)
    assert await checks(actor) == 2


async def test_what_was_found_is_kept(resources: Resources, actor: Actor) -> None:
    await happen(actor, 4)
    await link(actor)
    await tamper(resources, "UPDATE events SET place = 'elsewhere' WHERE seq = (SELECT min(seq) + 1 FROM events)")
    await ask_check(actor)
    await drain(resources)
    state = await journal_state(auditor(actor))
    assert state.last is not None
    (found,) = state.last.findings
    assert (found.code(), found.facts["position"]) == ("event-changed", 2)
    with pytest.raises(AuditorOnly):
        await journal_state(Actor(centre_id=actor.centre_id, kind="staff", id=new_id()))


@pytest.mark.parametrize("kind", JournalChanged.__subclasses__(), ids=lambda kind: kind.code())
def test_a_finding_is_read_as_it_was_told(kind: type[JournalChanged]) -> None:
    words = kind.sentence()
    facts: dict[str, Any] = {name: 7 for name in ("event", "position", "anchor", "seen") if f"{{{name}}}" in words}
    facts |= {name: datetime(2026, 11, 26, tzinfo=UTC) for name in findings._TIMES if f"{{{name}}}" in words}
    told = kind(**facts)
    assert "{" not in str(told)
    again = read_finding(dict(told.told()))
    assert (type(again), again.facts) == (kind, told.facts)
