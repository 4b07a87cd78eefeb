"""Sixteen clerks on one queue, over two web processes: no document decided twice, and nobody loses a lease unheard.

Each works as a desk does: takes the next, keeps the lease now and then, decides; some dawdle past their lease. What a
clerk reads is held against the journal: whoever the journal says lost a deposit has read so at their next act.
"""

import asyncio
import random
import re
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, suppress
from dataclasses import dataclass, field
from uuid import UUID

import httpx
import pytest

from demo import accounts
from dossier.database.actor import system
from dossier.database.engine import Transaction, transaction
from dossier.people import passwords
from dossier.resources import Resources
from dossier.thesaurus.queries import refusal_reasons
from tests.durability.two_webs import webs
from tests.support.plain import NO_TLS
from tests.support.waiting import waiting

pytestmark = pytest.mark.people

CLERKS = 16
DEPOSITS, DEPOSITS_TORTURE = 40, 3000
_DAWDLES = 0.1  # how often a clerk lets the lease run out
_DAWDLE_SECONDS = 0.4
_LOST_SECONDS = 5  # by then somebody has taken what a lease that ran out lets go, if anybody still works
_TAKEN, _GONE = 303, 409
_DESK = re.compile(r"/backoffice/documents/([0-9a-f-]{36})")


@dataclass
class Clerk:
    """One clerk at a browser, and what they read."""

    username: str
    client: httpx.AsyncClient
    chance: random.Random
    decided: list[UUID] = field(default_factory=list)
    told: list[str] = field(default_factory=list)  # each time that an act came too late, the sentence
    odd: list[str] = field(default_factory=list)


@pytest.fixture
async def clerks(resources: Resources, centre_id: UUID) -> AsyncIterator[list[Clerk]]:
    """Let sixteen people of the scan section sign in, eight at each of two web processes."""
    hashed = await passwords.hash_password(accounts.PASSWORD)
    names = [f"clerk{number}" for number in range(CLERKS)]
    async with transaction(system(centre_id)) as tx:
        await tx.run(
            """INSERT INTO staff_members (id, centre_id, username, first_name, last_name, email, language,
                                          department_id, roles, password_hash)
               SELECT gen_random_uuid(), d.centre_id, name, name, 'Clerk', '', 'fr', d.id, '{capture_agent}', $2
               FROM departments d, unnest($1::text[]) name WHERE d.code = 'AG'""",
            names,
            hashed,
        )
    async with webs(resources.settings) as addresses, AsyncExitStack() as stack:

        async def at_work(number: int, name: str) -> Clerk:
            address = addresses[number % len(addresses)]
            client = httpx.AsyncClient(
                base_url=address, headers={"Origin": address, "Accept": "application/json"}, timeout=60, verify=NO_TLS
            )
            await stack.enter_async_context(client)
            form = {"username": name, "password": accounts.PASSWORD, "return_to": ""}
            answer = await client.post("/backoffice/session", data=form)
            assert answer.status_code == _TAKEN, answer.text
            return Clerk(name, client, random.Random(number))

        yield [await at_work(number, name) for number, name in enumerate(names)]


async def test_sixteen_clerks_on_one_queue(centre_id: UUID, clerks: list[Clerk]) -> None:
    await _work_through(centre_id, clerks, DEPOSITS)


@pytest.mark.torture
async def test_sixteen_clerks_for_long(centre_id: UUID, clerks: list[Clerk]) -> None:
    await _work_through(centre_id, clerks, DEPOSITS_TORTURE)


async def _work_through(centre_id: UUID, clerks: list[Clerk], deposits: int) -> None:
    chance = random.Random(16)
    made: list[UUID] = []
    for _ in range(deposits):
        made += await waiting(
            centre_id, count=chance.choice([1, 1, 2, 3]), urgency=chance.randint(0, 4), hours_old=chance.randint(1, 90)
        )
    reason_id = str((await refusal_reasons(system(centre_id)))[0].id)
    await asyncio.gather(*(_work(centre_id, each, reason_id) for each in clerks))
    assert [each.odd for each in clerks if each.odd] == []
    decided = Counter(document_id for each in clerks for document_id in each.decided)
    assert set(decided) == set(made), "everything is decided"
    assert set(decided.values()) == {1}, "and by one clerk each"
    async with transaction(system(centre_id)) as tx:
        verdicts = await tx.rows(
            """SELECT d.id, s.username, count(e.seq) AS verdicts FROM documents d
               JOIN staff_members s ON s.id = d.decided_by
               LEFT JOIN events e ON e.record_id = d.id AND e.name = 'DocumentRefused' AND e.actor_id = d.decided_by
               WHERE d.state = 'refused' GROUP BY d.id, s.username"""
        )
        lost = await _lost(tx)
    assert {row["verdicts"] for row in verdicts} == {1}
    whose = {row["id"]: row["username"] for row in verdicts}
    assert whose == {document_id: each.username for each in clerks for document_id in each.decided}
    assert sum(lost.values()) > 0, "nobody dawdled: this proves nothing"
    for each in clerks:
        assert len(each.told) >= lost[each.username], f"{each.username} lost a deposit and read nothing of it"


async def _lost(tx: Transaction) -> Counter[str]:
    """Return how often each clerk's deposit went to somebody else though they had not given it back, by the journal."""
    found = await tx.rows(
        """SELECT before, count(*) AS times FROM (
               SELECT e.name, e.actor_id, s.username AS who,
                      lag(s.username) OVER deposit AS before, lag(e.name) OVER deposit AS last
               FROM events e JOIN staff_members s ON s.id = e.actor_id
               WHERE e.name IN ('DepositClaimed', 'DepositReleased')
               WINDOW deposit AS (PARTITION BY e.record_id ORDER BY e.seq)) steps
           WHERE name = 'DepositClaimed' AND last = 'DepositClaimed' AND before <> who GROUP BY before"""
    )
    return Counter({row["before"]: row["times"] for row in found})


async def _work(centre_id: UUID, clerk: Clerk, reason_id: str) -> None:
    """Take and decide until the queue is empty twice in a row, with time between for those who dawdle."""
    empty = 0
    while empty < 2:
        taken = await clerk.client.post("/backoffice/queue/next")
        at = _DESK.search(taken.headers.get("location", ""))
        if at is None:
            empty += 1
            await asyncio.sleep(2 * _DAWDLE_SECONDS)
            continue
        empty = 0
        while at is not None:
            at = await _decide(centre_id, clerk, UUID(at[1]), reason_id)


async def _decide(centre_id: UUID, clerk: Clerk, document_id: UUID, reason_id: str) -> re.Match[str] | None:
    """Keep the lease once, decide, and return where the desk goes on; None where it goes back to the queue."""
    address = f"/backoffice/documents/{document_id}"
    if clerk.chance.random() < _DAWDLES:
        await _let_run_out(centre_id, document_id, clerk.username, is_lost=clerk.chance.random() < 0.5)
    if clerk.chance.random() < 0.5 and not _kept(clerk, await clerk.client.put(f"{address}/claim")):
        return None
    answer = await clerk.client.post(f"{address}/refusal", data={"reason_id": reason_id, "note": "typed"})
    if answer.status_code != _TAKEN:
        _kept(clerk, answer)
        return None
    clerk.decided.append(document_id)
    return _DESK.search(answer.headers["location"])


async def _let_run_out(centre_id: UUID, document_id: UUID, username: str, *, is_lost: bool) -> None:
    """Let a clerk do nothing for the length of a lease, in less time than it has, or until somebody else took it."""
    async with transaction(system(centre_id)) as tx:
        await tx.run(
            """UPDATE deposits SET claimed_until = now() - interval '1 second'
               WHERE id = (SELECT deposit_id FROM documents WHERE id = $1)
                 AND claimed_by = (SELECT id FROM staff_members WHERE username = $2)""",
            document_id,
            username,
        )
    await asyncio.sleep(_DAWDLE_SECONDS)
    with suppress(TimeoutError):
        async with asyncio.timeout(_LOST_SECONDS):
            while is_lost and await _has(centre_id, document_id, username):  # noqa: ASYNC110 - a row tells no event
                await asyncio.sleep(0.05)


async def _has(centre_id: UUID, document_id: UUID, username: str) -> bool:
    async with transaction(system(centre_id)) as tx:
        holder = await tx.value(
            """SELECT s.username FROM documents d JOIN deposits p ON p.id = d.deposit_id
               JOIN staff_members s ON s.id = p.claimed_by WHERE d.id = $1""",
            document_id,
        )
    return bool(holder == username)


def _kept(clerk: Clerk, answer: httpx.Response) -> bool:
    """Say whether an act went through; else keep the sentence that the clerk reads."""
    if answer.status_code < 300:
        return True
    if answer.status_code == _GONE:
        clerk.told.append(_sentence(answer))
    else:
        clerk.odd.append(f"{answer.status_code} {answer.text[:200]}")
    return False


def _sentence(answer: httpx.Response) -> str:
    if "json" in answer.headers["content-type"]:
        return str(answer.json()["title"])
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.text))
