"""Telling open pages, and letting go of them."""

import asyncio
from collections.abc import AsyncGenerator
from typing import cast
from uuid import uuid4

import asyncpg

from dossier.database.embedded import Cluster
from tests.support.patience import PATIENCE_SECONDS
from web.live import Live

CENTRE, OTHER = uuid4(), uuid4()


async def test_only_whom_it_concerns_is_told() -> None:
    live = Live("postgresql://nobody@127.0.0.1:9/none")
    told = cast("AsyncGenerator[tuple[str, ...]]", live.changes(CENTRE, "queue"))
    waiting = asyncio.ensure_future(anext(told))
    await asyncio.sleep(0)
    for payload in (f"{OTHER} queue", f"{CENTRE} deposit:1", "nonsense", ""):
        live.tell(payload)
    await asyncio.sleep(0.01)
    assert not waiting.done()
    for _ in range(1000):  # a thousand changes that nobody took yet are one
        live.tell(f"{CENTRE} queue")
    assert await asyncio.wait_for(waiting, PATIENCE_SECONDS) == ("queue",)
    await told.aclose()
    assert live._subscribers == set()


async def test_a_page_that_listens_to_two_topics_is_told_which_of_them_changed() -> None:
    live = Live("postgresql://nobody@127.0.0.1:9/none")
    told = cast("AsyncGenerator[tuple[str, ...]]", live.changes(CENTRE, "queue", "presence"))
    waiting = asyncio.ensure_future(anext(told))
    await asyncio.sleep(0)
    live.tell(f"{CENTRE} presence")
    assert await asyncio.wait_for(waiting, PATIENCE_SECONDS) == ("presence",)
    live.tell(f"{CENTRE} presence")
    live.tell(f"{CENTRE} queue")
    assert await asyncio.wait_for(anext(told), PATIENCE_SECONDS) == ("queue", "presence")
    await told.aclose()


async def test_a_page_that_listens_late_is_told_so_of_all_it_listens_to() -> None:
    live = Live("postgresql://nobody@127.0.0.1:9/none")
    for late in (True, False):
        heard_first: list[int] = []

        async def is_late(late: bool = late, heard: list[int] = heard_first) -> bool:
            heard.append(len(live._subscribers))  # who hears first and asks then misses nothing
            return late

        told = cast("AsyncGenerator[tuple[str, ...]]", live.changes(CENTRE, "one", "two", is_late=is_late))
        waiting = asyncio.ensure_future(anext(told))
        await asyncio.sleep(0.01)
        assert heard_first == [1]
        assert waiting.done() is late
        live.tell(f"{CENTRE} one")
        live.tell(f"{CENTRE} two")
        assert await asyncio.wait_for(waiting, PATIENCE_SECONDS) == ("one", "two")
        await told.aclose()


async def test_every_stream_ends_at_once_when_the_service_stops() -> None:
    live = Live("postgresql://nobody@127.0.0.1:9/none")
    streams = [asyncio.create_task(_all(live)) for _ in range(3)]
    await asyncio.sleep(0)
    live.close()
    assert await asyncio.wait_for(asyncio.gather(*streams), 1) == [[], [], []]
    assert await _all(live) == []


async def _all(live: Live) -> list[tuple[str, ...]]:
    return [changed async for changed in live.changes(CENTRE, "queue")]


async def test_a_notification_reaches_the_page_and_what_was_missed_too(cluster: Cluster, fresh_database: str) -> None:
    live = Live(cluster.app_url(fresh_database))
    async with live.listening():
        told = cast("AsyncGenerator[tuple[str, ...]]", live.changes(CENTRE, "queue"))
        assert await asyncio.wait_for(anext(told), PATIENCE_SECONDS) == ("queue",)  # nobody listened before: look again
        teller = await asyncpg.connect(cluster.app_url(fresh_database))
        await teller.execute("SELECT pg_notify('guichet', $1)", f"{CENTRE} queue")
        assert await asyncio.wait_for(anext(told), PATIENCE_SECONDS) == ("queue",)
        await teller.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'LISTEN%' AND datname = $1",
            fresh_database,
        )
        assert await asyncio.wait_for(anext(told), PATIENCE_SECONDS) == (
            "queue",
        )  # it listens again, and something may have been missed
        await teller.close()
        waiting = asyncio.ensure_future(anext(told, None))
        await asyncio.sleep(0)
    assert await asyncio.wait_for(waiting, PATIENCE_SECONDS) is None
