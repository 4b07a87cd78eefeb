"""What lies on a belt is worked on in its order, in a thread, while more is laid on."""

import asyncio
import time
from threading import Event

import pytest

from dossier.storage.belt import Belt

MEGABYTE = 1024 * 1024


class Fault(Exception):
    """What the work raises."""


async def test_pieces_are_worked_on_in_order_however_they_come() -> None:
    seen: list[bytes] = []
    belt = Belt(seen.append)
    expected = [bytes([number]) for number in range(200)]
    for number in range(0, 200, 2):
        await belt.lay(expected[number : number + 2])
        if number % 50 == 0:
            await belt.empty()  # it rests, and begins anew
    await belt.empty()
    assert seen == expected


async def test_who_brings_too_much_waits_until_it_is_worked_on() -> None:
    go, seen = Event(), []

    def work(part: bytes) -> None:
        go.wait(10)
        seen.append(len(part))

    belt = Belt(work)
    for _ in range(5):  # one under way, four waiting
        await belt.lay([b"x" * MEGABYTE])
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.1):
            await belt.lay([b"x" * MEGABYTE])
    go.set()
    await belt.lay([b"x"])
    await belt.empty()
    assert seen == [MEGABYTE] * 6 + [1]


async def test_a_fault_ends_the_work_and_is_told_to_who_waits() -> None:
    seen: list[bytes] = []

    def work(part: bytes) -> None:
        seen.append(part)
        raise Fault

    belt = Belt(work)
    await belt.lay([b"1", b"2"])
    await belt.lay([b"3"])
    with pytest.raises(Fault):
        await belt.empty()
    await belt.stop()
    assert seen == [b"1"]


async def test_a_belt_that_stops_finishes_what_is_under_way_and_nothing_more() -> None:
    begun, seen = Event(), []

    def work(part: bytes) -> None:
        begun.set()
        time.sleep(0.1)
        seen.append(part)

    belt = Belt(work)
    await belt.lay([b"1"])
    await belt.lay([b"2"])
    await asyncio.to_thread(begun.wait)
    await belt.stop()
    assert seen == [b"1"]
