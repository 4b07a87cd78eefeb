"""Hears that the process is told to stop before its server does: a server waits for open answers, so they end first."""

import asyncio
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from types import FrameType
from typing import Any


@contextmanager
def heard(act: Callable[[], None]) -> Iterator[None]:
    """Have something done in the event loop when SIGTERM or SIGINT comes, for as long as the block lasts."""
    loop = asyncio.get_running_loop()
    before: dict[int, Any] = {}

    def hear(number: int, frame: FrameType | None) -> None:
        loop.call_soon_threadsafe(act)
        before[number](number, frame)

    for number in (signal.SIGTERM, signal.SIGINT):
        usual = signal.getsignal(number)
        if not callable(usual):
            continue  # nobody stops on this signal in an orderly way, so the default must go on to work
        with suppress(ValueError):  # not the main thread: whoever runs us there stops us through the lifespan
            signal.signal(number, hear)
            before[number] = usual
    try:
        yield
    finally:
        for each, usual in before.items():
            signal.signal(each, usual)
