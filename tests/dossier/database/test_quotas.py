"""What comes is counted on the real database: at once, once, in no more than its window, and nobody is named."""

import asyncio
from datetime import timedelta

import pytest

from dossier.clock import moved, now
from dossier.database import quotas
from dossier.database.engine import connection
from dossier.database.quotas import Quota, Sending, Spent

WINDOW_SECONDS = 3600
ANN = Quota(giver="person:ann", unit="files", most=3)
ANNS_BYTES = Quota(giver="person:ann", unit="bytes", most=1000)
HOME = Quota(giver="address:192.0.2.7", unit="files", most=4)

pytestmark = pytest.mark.usefixtures("resources")


def files(*names: str, size_bytes: int = 1) -> list[Sending]:
    return [Sending(name=name, size_bytes=size_bytes) for name in names]


async def spend(limits: list[Quota], sendings: list[Sending]) -> Spent | None:
    return await quotas.spend(limits, sendings, WINDOW_SECONDS)


async def test_a_quota_is_full_until_its_window_is_over() -> None:
    began = now()
    assert await spend([ANN, HOME], files("a", "b", "c")) is None
    spent = await spend([ANN, HOME], files("d"))
    assert spent is not None
    assert spent.quota == ANN
    assert timedelta(0) <= spent.until - began - timedelta(seconds=WINDOW_SECONDS) < timedelta(seconds=60)
    with moved(timedelta(seconds=WINDOW_SECONDS + 1)):
        assert await spend([ANN, HOME], files("d", "e", "f")) is None
        assert await spend([ANN, HOME], files("g")) is not None


async def test_several_people_fill_the_quota_of_their_address() -> None:
    for person in ("bert", "cem", "dora", "elif"):
        assert await spend([Quota(giver=f"person:{person}", unit="files", most=3), HOME], files(person)) is None
    spent = await spend([ANN, HOME], files("a"))
    assert spent is not None
    assert spent.quota == HOME


async def test_bytes_are_counted_beside_files() -> None:
    assert await spend([ANN, ANNS_BYTES], files("a", size_bytes=900)) is None
    spent = await spend([ANN, ANNS_BYTES], files("b", size_bytes=101))
    assert spent is not None
    assert spent.quota == ANNS_BYTES
    assert await spend([ANN, ANNS_BYTES], files("b", size_bytes=100)) is None


async def test_the_same_file_again_counts_once_also_where_nothing_is_left() -> None:
    assert await spend([ANN, ANNS_BYTES], files("a", "b", "c", size_bytes=333)) is None
    for _ in range(3):
        assert await spend([ANN, ANNS_BYTES], files("c", size_bytes=333)) is None
    assert await spend([ANN, ANNS_BYTES], files("d")) is not None


async def test_the_same_name_does_not_bring_bytes_without_end() -> None:
    taken = 0
    while await spend([ANN], files("a")) is None:
        taken += 1
    assert taken == 15  # five sendings are one count


async def test_what_is_refused_is_not_counted_anywhere() -> None:
    assert await spend([ANN, HOME], files("a", "b")) is None
    for _ in range(5):
        assert await spend([ANN, HOME], files("c", "d")) is not None
    assert await spend([ANN, HOME], files("c")) is None
    assert await spend([HOME], files("d")) is None
    assert await spend([HOME], files("e")) is not None


async def test_a_sending_that_no_window_has_room_for_waits_for_the_next() -> None:
    spent = await spend([ANN], files("a", "b", "c", "d"))
    assert spent is not None
    assert spent.until > now() + timedelta(seconds=WINDOW_SECONDS - 60)


async def test_no_file_slips_through_at_the_same_moment() -> None:
    limits = [Quota(giver="person:ann", unit="files", most=12), Quota(giver="address:x", unit="bytes", most=12)]
    together = await asyncio.gather(*(spend(limits, files(f"file {number}")) for number in range(40)))
    assert sum(each is None for each in together) == 12


async def test_the_same_file_at_the_same_moment_counts_once() -> None:
    together = await asyncio.gather(*(spend([ANN], files("a")) for _ in range(5)))
    assert together == [None] * 5
    assert await spend([ANN], files("b", "c")) is None


async def test_whether_there_is_room_is_told_without_counting() -> None:
    assert await spend([ANN], files("a", "b")) is None
    for _ in range(3):
        assert await quotas.spent([ANN], 1, 0, WINDOW_SECONDS) is None
    assert await quotas.spent([ANN], 2, 0, WINDOW_SECONDS) is not None
    with moved(timedelta(seconds=WINDOW_SECONDS + 1)):
        assert await quotas.spent([ANN], 2, 0, WINDOW_SECONDS) is None


async def test_the_tables_name_nobody_and_are_swept() -> None:
    assert await spend([ANN, HOME], files("a")) is None
    async with connection() as lent:
        kept = await lent.fetch("SELECT key FROM technical.quotas UNION SELECT name FROM technical.quota_sendings")
        assert len(kept) == 3
        assert all(len(row["key"]) == 64 and set(row["key"]) <= set("0123456789abcdef") for row in kept)
        await quotas.sweep(WINDOW_SECONDS)
        assert await lent.fetchval("SELECT count(*) FROM technical.quotas") == 2
        with moved(timedelta(seconds=WINDOW_SECONDS + 1)):
            await quotas.sweep(WINDOW_SECONDS)
        for table in ("quotas", "quota_sendings"):
            assert await lent.fetchval(f"SELECT count(*) FROM technical.{table}") == 0
