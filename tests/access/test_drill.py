"""A drill: queries that forget who asks, or were bent, hand out no foreign row; nor does a crowd on one pool."""

import asyncio
import random
import re
from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

import asyncpg
import httpx
import pytest

from demo import accounts
from dossier.database.actor import Actor, system
from dossier.database.engine import _beginning, connection, transaction
from dossier.people.access import GROUND
from dossier.people.passwords import hash_password
from dossier.resources import Resources
from tests.backoffice.house import House, opened_house
from tests.support.shelves import Shelved, Shelves, fill

USERS = 50
REQUESTS, REQUESTS_TORTURE = 600, 10_000
PAGE_EVERY = 5
_LINK = re.compile(r'href="/backoffice/documents/([0-9a-f-]{36})"')
_ASKED = """SELECT d.id FROM documents d JOIN document_pages dp ON dp.document_id = d.id
            JOIN pages g ON g.id = dp.page_id
            WHERE d.deposit_id = (SELECT deposit_id FROM document_place($1))"""

BENT = (
    # What a hole in a query would let in: the condition turned true, another query joined on, a look past the filter
    "SELECT {column} FROM {table} WHERE {column} = '{id}' OR 1=1 -- '",
    "SELECT {column} FROM {table} WHERE false UNION ALL SELECT {column} FROM {table}",
    "SELECT {column} FROM {table} WHERE EXISTS (SELECT FROM {table} x WHERE x.{column} = '{id}')",
    "WITH all_of AS (SELECT * FROM {table}) SELECT {column} FROM all_of",
    "SELECT x.{column} FROM centres c, LATERAL (SELECT * FROM {table} t WHERE t.centre_id = c.id) x",
    "DELETE FROM {table} RETURNING {column}",
    "UPDATE {table} SET centre_id = centre_id RETURNING {column}",
)
TABLES: dict[str, tuple[str, Callable[[Shelved], UUID]]] = {
    "documents": ("id", lambda each: each.id),
    "pages": ("id", lambda each: each.page_id),
    "renditions": ("page_id", lambda each: each.page_id),
    "originals": ("id", lambda each: each.original_id),
    "document_beneficiaries": ("document_id", lambda each: each.id),
}


async def readable(resources: Resources, who: Actor) -> set[UUID]:
    """Return which documents someone reads by the rule alone, asked as the owner, whom no policy of it binds."""
    owner = resources.settings.database_owner_url
    assert owner is not None
    lent = await asyncpg.connect(owner.get_secret_value())
    try:
        await lent.execute(_beginning(who, True, False))
        return {row["id"] for row in await lent.fetch(f"SELECT d.id FROM documents d WHERE ({GROUND}) IS NOT NULL")}
    finally:
        await lent.close()


async def answered(who: Actor, sql: str) -> set[UUID]:
    """Return the ids that a query hands someone out; what it did is taken back."""
    async with connection() as lent:
        await lent.execute(_beginning(who, True, False))
        try:
            return {row[0] for row in await lent.fetch(sql)}
        except asyncpg.IntegrityConstraintViolationError:  # a DELETE of one's own rows, to which others hold on
            return set()
        finally:
            await lent.execute("ROLLBACK")


async def test_a_bent_query_returns_no_foreign_row(resources: Resources, centre_id: UUID) -> None:
    shelves = await fill(centre_id, staff=21, files=16, documents=200)
    asked = 0
    for who in shelves.staff:
        reads = await readable(resources, who)
        foreign = [each for each in shelves.documents if each.id not in reads]
        assert foreign
        for table, (column, key) in TABLES.items():
            shut = {key(each) for each in foreign} - {key(each) for each in shelves.documents if each.id in reads}
            for bent in BENT:
                sql = bent.format(table=table, column=column, id=key(foreign[0]))
                assert not await answered(who, sql) & shut, f"{sql} as {sorted(who.roles)}"
                asked += 1
    assert asked == len(shelves.staff) * len(TABLES) * len(BENT)


async def test_with_nothing_set_every_table_is_empty(resources: Resources, centre_id: UUID) -> None:
    assert resources
    await fill(centre_id, staff=7, files=4, documents=40)
    everything = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'migration'"
    async with connection() as bare:
        tables = [row["tablename"] for row in await bare.fetch(everything)]
        assert {"documents", "glass_breaks", "staff_ties", "seal_keys", "centres"} <= set(tables)
        for table in tables:
            assert await bare.fetchval(f"SELECT count(*) FROM {table}") == 0, table
    partly = Actor(centre_id=centre_id, kind="staff")  # a centre, and nobody in it
    async with transaction(partly) as tx:
        for table in (*TABLES, "social_files"):
            assert await tx.value(f"SELECT count(*) FROM {table}") == 0, table


@pytest.mark.parametrize("requests", [REQUESTS, pytest.param(REQUESTS_TORTURE, marks=pytest.mark.torture)])
async def test_a_crowd_on_one_pool_reads_nobody_else_s_rows(
    resources: Resources, centre_id: UUID, requests: int
) -> None:
    """50 users ask through the few connections of one pool: queries, and every fifth time a whole page.

    Every connection changes hands at every request: an actor that stays on one shows within the first hundreds.
    """
    shelves = await fill(centre_id, staff=USERS, files=40, documents=300, seed=11)
    reads = {who.id: await readable(resources, who) for who in shelves.staff}
    assert len({frozenset(each) for each in reads.values()}) > USERS // 3  # or nothing could be mixed up
    chance, seen = random.Random(3), Seen()
    turns = iter([(chance.choice(shelves.staff), at % PAGE_EVERY == 0) for at in range(requests)])
    async with opened_house(resources, centre_id) as house:
        browsers = await browsers_of(house, shelves)

        async def one() -> None:
            for who, is_page in turns:
                if is_page:
                    answer = await browsers[who.id].get(f"/backoffice/files/{chance.choice(shelves.files).id}")
                    assert answer.status_code in {200, 403}
                    got = {UUID(each) for each in _LINK.findall(answer.text)}
                else:
                    async with transaction(who) as tx:
                        rows = await tx.rows(_ASKED, chance.choice(shelves.documents).id)
                    got = {row["id"] for row in rows}
                seen.pages += is_page
                seen.foreign += len(got - reads[who.id])
                seen.own += len(got)

        await asyncio.gather(*(one() for _ in range(USERS)))
    assert (seen.foreign, seen.pages) == (0, requests // PAGE_EVERY)
    assert seen.own > requests // 10


@dataclass(slots=True)
class Seen:
    """What the crowd was shown."""

    pages: int = 0
    own: int = 0
    foreign: int = 0


async def browsers_of(house: House, shelves: Shelves) -> dict[UUID | None, httpx.AsyncClient]:
    """Sign every user in, in a browser of their own."""
    hashed, browsers = await hash_password(accounts.PASSWORD), {}
    async with transaction(system(shelves.centre_id)) as tx:
        await tx.run("UPDATE staff_members SET password_hash = $1", hashed)
        names = {row["id"]: row["username"] for row in await tx.rows("SELECT id, username FROM staff_members")}
    for who in shelves.staff:
        browsers[who.id] = await house.sign_in(names[who.id])
    return browsers
