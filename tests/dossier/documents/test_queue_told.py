"""What groups tell of the queue is what reading each document by itself tells, whoever asks, and whatever moved."""

import asyncio
import random
from collections import Counter
from contextvars import Context
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import asyncpg
import pytest

from dossier import clock
from dossier.database.actor import Actor, system
from dossier.database.engine import Record, transaction
from dossier.documents.forget_groups import forget_groups
from dossier.documents.queue import queue
from dossier.documents.queue_told import TOLD
from dossier.documents.wanted import NONE, SAID, WAITS, Shown, Wanted
from dossier.ids import new_id
from dossier.people.roles import DECIDES
from dossier.resources import Resources
from tests.support.shelves import Shelves, fill
from tests.support.waiting import waiting

KEY = "circuit, department_id, type_id, depositor_language, identified, troubled, urgency, aside_until, is_mine"


async def _by_groups(who: Actor, mine: list[UUID]) -> list[Record]:
    async with transaction(who) as tx:
        return await tx.rows(
            f"""SELECT {KEY}, sum(n)::bigint AS n, min(oldest) AS oldest, sum(late)::bigint AS late
                FROM queue_told($1, $2) GROUP BY {KEY} ORDER BY {KEY}""",
            mine,
            clock.now(),
        )


async def _one_by_one(who: Actor, mine: list[UUID]) -> list[Record]:
    async with transaction(who) as tx:
        return await tx.rows(
            f"""WITH each AS (
                    SELECT d.circuit, d.department_id, {SAID} AS type_id, d.depositor_language, d.identified,
                           d.troubled, d.urgency, d.aside_until, d.id = ANY ($1) AS is_mine, d.captured_at, d.due_at
                    FROM documents d WHERE {WAITS})
                SELECT {KEY}, count(*) AS n, min(captured_at) AS oldest, count(*) FILTER (WHERE due_at < $2) AS late
                FROM each GROUP BY {KEY} ORDER BY {KEY}""",
            mine,
            clock.now(),
        )


async def _agree(shelves: Shelves, chance: random.Random) -> Counter[str]:
    """Ask as everybody; return how many documents were told in all, and how many groups held more than one."""
    seen: Counter[str] = Counter()
    for who in shelves.staff:
        mine = [each.id for each in chance.sample(shelves.documents, 4)]
        told, naive = await _by_groups(who, mine), await _one_by_one(who, mine)
        assert [dict(each) for each in told] == [dict(each) for each in naive], who.roles
        seen["documents"] += sum(each["n"] for each in told)
        seen["more than one"] += sum(each["n"] > 1 for each in told)
    return seen


_MOVES = {
    "a file has another worker": "UPDATE social_files SET social_worker_id = $2 WHERE id = $3",
    "a file has another department": "UPDATE social_files SET department_id = $4 WHERE id = $3",
    "in another file": "UPDATE documents SET social_file_id = $3 WHERE id = $1",
    "in no file": "UPDATE documents SET social_file_id = NULL WHERE id = $1",
    "of another type": "UPDATE documents SET type_id = (SELECT id FROM document_types ORDER BY random() LIMIT 1) "
    "WHERE id = $1",
    "sealed by hand": "UPDATE documents SET sealed_as = 'medical' WHERE id = $1",
    "sent to somebody": "UPDATE documents SET sent_at = now(), sent_by = $2, sent_to_staff = $2, "
    "sent_to_department = NULL WHERE id = $1",
    "sent to a department": "UPDATE documents SET sent_at = now(), sent_by = $2, sent_to_department = $4, "
    "sent_to_staff = NULL WHERE id = $1",
    "put aside": "UPDATE documents SET aside_until = current_date + 2, aside_reason = 'outside', aside_by = $2 "
    "WHERE id = $1",
    "urgent": "UPDATE documents SET urgency = 4, due_at = now() - interval '1 hour' WHERE id = $1",
    "refused": "UPDATE documents SET state = 'refused', refusal_reason_id = (SELECT id FROM refusal_reasons LIMIT 1) "
    "WHERE id = $1",
    "waits again": "UPDATE documents SET state = 'captured', refusal_reason_id = NULL WHERE id = $1",
    "withdrawn": "UPDATE documents SET state = 'withdrawn', refusal_reason_id = NULL WHERE id = $1",
    "no longer told": "UPDATE signals SET state = 'withdrawn' WHERE document_id = $1",
    "told again": "UPDATE signals SET state = 'raised' WHERE document_id = $1",
    "a tie": "INSERT INTO staff_ties (id, centre_id, staff_id, beneficiary_id, kind, noted_at) "
    "SELECT $5, $6, $2, id, 'relative', now() FROM beneficiaries ORDER BY random() LIMIT 1 ON CONFLICT DO NOTHING",
}


async def test_groups_tell_what_each_document_would_whatever_moved(centre_id: UUID) -> None:
    chance = random.Random(5)
    shelves = await fill(centre_id, staff=14, files=12, documents=240, seed=5)
    assert (await _agree(shelves, chance))["more than one"] > 0
    made: Counter[str] = Counter()
    for _ in range(8):
        for name, sql in _MOVES.items():
            for _ in range(3):
                values = (
                    chance.choice(shelves.documents).id,
                    chance.choice(shelves.staff).id,
                    chance.choice(shelves.files).id,
                    chance.choice(list(shelves.departments)),
                    new_id(),
                    centre_id,
                )
                made[name] += await _moved(centre_id, sql, values)
        assert (await _agree(shelves, chance))["documents"] > 0
    assert all(made[name] for name in _MOVES), made


async def _moved(centre_id: UUID, sql: str, values: tuple[object, ...]) -> int:
    """Make a move; return how many rows it changed. Of its values, those that it names alone are handed over."""
    named = [at for at in range(1, len(values) + 1) if f"${at}" in sql]
    for new, at in enumerate(named, start=1):
        sql = sql.replace(f"${at}", f"${new}")
    async with transaction(system(centre_id)) as tx:
        return await tx.run(sql, *(values[at - 1] for at in named))


async def test_one_that_falls_due_is_late_at_once(centre_id: UUID) -> None:
    shelves = await fill(centre_id, staff=14, files=2, documents=40, seed=2)
    who = next(each for each in shelves.staff if "capture_agent" in each.roles)
    async with transaction(system(centre_id)) as tx:
        await tx.run(f"UPDATE documents d SET due_at = $1 WHERE {WAITS}", clock.now() + timedelta(hours=1))
    async with transaction(who) as tx:
        late = "SELECT sum(late)::int FROM queue_told('{}', $1)"
        assert await tx.value(late, clock.now()) == 0
        seen = await tx.value(f"SELECT count(*) FROM documents d WHERE {WAITS}")
        assert await tx.value(late, clock.now() + timedelta(hours=2)) == seen > 0


async def test_a_group_in_which_nothing_waits_is_forgotten_and_made_again(centre_id: UUID) -> None:
    shelves, chance = await fill(centre_id, staff=14, files=4, documents=60, seed=3), random.Random(3)
    worker = system(centre_id)
    async with transaction(worker) as tx:
        used = await tx.value("SELECT count(DISTINCT queue_group_id) FROM documents")
        made = await tx.value("SELECT count(*) FROM queue_groups")
    assert await forget_groups(worker) == made - used > 0
    assert await forget_groups(worker) == 0
    async with transaction(worker) as tx:
        await tx.run("UPDATE documents SET urgency = 3 WHERE queue_group_id IS NOT NULL")
    assert await forget_groups(worker) == used
    async with transaction(worker) as tx:
        await tx.run("UPDATE documents SET urgency = 0 WHERE queue_group_id IS NOT NULL")
    assert (await _agree(shelves, chance))["documents"] > 0


async def test_a_group_that_is_being_forgotten_is_made_again_for_whoever_waits_for_it(centre_id: UUID) -> None:
    (document,) = await waiting(centre_id)
    worker = system(centre_id)
    async with transaction(worker) as tx:
        group = await tx.value("SELECT queue_group_id FROM documents WHERE id = $1", document)
        await tx.run("UPDATE documents SET urgency = 4 WHERE id = $1", document)

    async def put_back() -> None:
        async with transaction(worker) as tx:
            await tx.run("UPDATE documents SET urgency = 0 WHERE id = $1", document)

    async with transaction(worker) as tx:
        await tx.run("DELETE FROM queue_groups WHERE id = $1", group)
        putting = asyncio.create_task(put_back(), context=Context())
        await asyncio.sleep(0.1)
        assert not putting.done()
    await putting
    async with transaction(worker) as tx:
        assert await tx.value("SELECT queue_group_id FROM documents WHERE id = $1", document) == group


async def test_the_database_s_function_is_that_of_the_code(resources: Resources) -> None:
    settings = resources.settings
    assert settings.database_owner_url is not None
    connection = await asyncpg.connect(settings.database_owner_url.get_secret_value())
    told = "SELECT prosrc FROM pg_proc WHERE proname = 'queue_told'"
    try:
        before = await connection.fetchval(told)
        undone = connection.transaction()
        await undone.start()
        await connection.execute(TOLD)
        after = await connection.fetchval(told)
        await undone.rollback()
    finally:
        await connection.close()
    assert before == after, "the rule changed: add a migration that runs TOLD"


async def test_what_is_looked_up_by_groups_is_what_is_read_in_order(
    centre_id: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelves, shown = await fill(centre_id, staff=14, files=12, documents=240, seed=9), 0
    filters = [Wanted(circuit="portal"), Wanted(language="fr", department=NONE), Wanted(unidentified=True)]
    filters += [replace(each, shown=Shown.ASIDE) for each in filters]
    async with transaction(system(centre_id)) as tx:
        await tx.run(
            "UPDATE documents d SET aside_until = current_date + 2, aside_reason = 'outside', aside_by = $1 "
            f"WHERE {WAITS} AND d.position % 3 = 0",
            shelves.staff[0].id,
        )
        await tx.run(
            "INSERT INTO receipts (id, centre_id, deposit_id, number, issued_at, content_digest, statement) "
            "SELECT gen_random_uuid(), centre_id, id, '26-' || row_number() OVER (), now(), repeat('0', 64), '' "
            "FROM deposits"
        )
    for who in shelves.staff:
        for wanted in filters if who.roles & DECIDES else ():
            found = []
            for few in (0, 2_000):
                monkeypatch.setattr("dossier.documents.queue.FEW", few)
                found.append([each.id for each in (await queue(who, wanted, limit=300)).rows])
            assert found[0] == found[1], (who.roles, wanted)
            shown += len(found[0])
    assert shown > 0
