"""The chain: linked in order, whole when nobody touched it, broken where somebody did."""

import asyncio
from collections.abc import Coroutine
from typing import TypeVar
from uuid import uuid4

import asyncpg
import pytest

from dossier.database.actor import Actor
from dossier.database.engine import ENGINE, transaction
from dossier.events import DepositAbandoned
from dossier.journal import chain
from dossier.journal.verify import verify
from dossier.outbox.publish import publish
from dossier.resources import Resources
from tests.support.journal import happen, tamper

T = TypeVar("T")


async def test_events_are_linked_once_and_the_chain_is_whole(resources: Resources, actor: Actor) -> None:
    await happen(actor, 5)
    before = await verify(resources.vault, None, actor)
    assert (before.linked, before.unlinked) == (0, 5)
    assert await chain.link(actor) == 5
    assert await chain.link(actor) == 0
    await happen(actor, 2)
    assert await chain.link(actor) == 2
    verdict = await verify(resources.vault, None, actor)
    assert verdict.whole
    assert (verdict.linked, verdict.unlinked) == (7, 0)


async def test_an_event_that_commits_late_is_linked_after_those_that_came_before(
    resources: Resources, actor: Actor
) -> None:
    await happen(actor, 1)
    async with transaction(actor) as tx:
        record = uuid4()
        late = DepositAbandoned(record_id=record, deposit_id=record)
        await publish(tx, late)
        await asyncio.create_task(_apart(happen(actor, 1)))
        assert await asyncio.create_task(_apart(chain.link(actor))) == 2
    assert await chain.link(actor) == 1
    assert (await verify(resources.vault, None, actor)).whole


async def _apart(act: Coroutine[object, object, T]) -> T:
    ENGINE.current_transaction.set(None)  # another request: a task would inherit ours
    return await act


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE events SET actor_id = gen_random_uuid() WHERE seq = (SELECT min(seq) + 1 FROM events)",
        'UPDATE events SET facts = \'{"circuit": "kiosk"}\' WHERE seq = (SELECT min(seq) + 2 FROM events)',
        "DELETE FROM events WHERE seq = (SELECT event_seq FROM event_links WHERE position = 2)",
        "DELETE FROM event_links WHERE position = 4",
        "UPDATE event_links SET hash = decode(repeat('00', 32), 'hex') WHERE position = 5",
    ],
)
async def test_whatever_is_changed_is_found(resources: Resources, actor: Actor, sql: str) -> None:
    await happen(actor, 6)
    await chain.link(actor)
    await tamper(resources, sql)
    assert not (await verify(resources.vault, None, actor)).whole


async def test_nothing_is_changed_through_the_app(actor: Actor) -> None:
    await happen(actor, 1)
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        async with transaction(actor) as tx:
            await tx.run("DELETE FROM events")


async def test_a_very_late_event_is_found_by_the_longer_look(resources: Resources, actor: Actor) -> None:
    async with transaction(actor) as tx:
        record = uuid4()
        await publish(tx, DepositAbandoned(record_id=record, deposit_id=record))
        await asyncio.create_task(_apart(happen(actor, 3)))
        assert await asyncio.create_task(_apart(chain.link(actor))) == 3
    assert await chain.link(actor, late=3) == 0
    assert await chain.link(actor, late=4) == 1
    assert (await verify(resources.vault, None, actor)).unlinked == 0


async def test_the_tail_is_found_without_reading_the_rest_of_the_chain(actor: Actor) -> None:
    await happen(actor, 1)
    async with transaction(actor) as tx:
        await tx.run(
            """INSERT INTO event_links (centre_id, position, event_seq, hash)
               SELECT $1, n, n + (SELECT max(seq) FROM events), decode(repeat('00', 32), 'hex')
               FROM generate_series(1, 50000) n""",
            actor.centre_id,
        )
        plan = await tx.rows(f"EXPLAIN {chain.UNLINKED}".replace("$1", "49000").replace("$2", "5000"))
    assert any("event_links_number" in row[0] for row in plan), plan
    assert not any("Seq Scan on event_links" in row[0] for row in plan), plan
