"""A body is asked for before anybody reads it, and one message ahead."""

import asyncio
from typing import Any

from web.ahead import Ahead

NOBODY: Any = None


class Line:
    """What a server gives: messages, and how many were asked for."""

    def __init__(self, *bodies: bytes) -> None:
        last = len(bodies) - 1
        self.messages = [
            {"type": "http.request", "body": body, "more_body": number < last} for number, body in enumerate(bodies)
        ]
        self.asked = 0
        self.given_up = 0

    async def receive(self) -> Any:
        number = self.asked
        self.asked += 1
        try:
            await asyncio.sleep(0.01)
            if number < len(self.messages):
                return self.messages[number]
            await asyncio.Event().wait()
        except asyncio.CancelledError:
            self.given_up += 1
            raise


async def served(line: Line, app: Any, method: str = "POST") -> None:
    scope: Any = {"type": "http", "method": method}
    await Ahead(app)(scope, line.receive, NOBODY)


async def test_the_first_bytes_come_while_somebody_looks_who_is_there() -> None:
    line, came = Line(b"1", b"2", b"3"), []

    async def app(_: Any, receive: Any, __: Any) -> None:
        await asyncio.sleep(0.05)
        assert line.asked == 1
        more = True
        while more:
            message = await receive()
            came.append(message["body"])
            more = message["more_body"]
            await asyncio.sleep(0)
            assert line.asked == min(len(came) + 1, 3), "not one ahead"

    await served(line, app)
    assert came == [b"1", b"2", b"3"]
    assert line.given_up == 0


async def test_what_nobody_wants_any_more_is_given_up() -> None:
    line = Line(b"1", b"2")

    async def app(_: Any, receive: Any, __: Any) -> None:
        await receive()
        await asyncio.sleep(0)  # the next one is asked for

    await served(line, app)
    await asyncio.sleep(0)
    assert (line.asked, line.given_up) == (2, 1)


async def test_a_read_that_is_broken_off_leaves_the_next_one_to_the_server() -> None:
    line = Line(b"1")
    line.messages.clear()

    async def app(_: Any, receive: Any, __: Any) -> None:
        for _ in range(2):
            try:
                async with asyncio.timeout(0.03):
                    await receive()
            except TimeoutError:
                continue

    await served(line, app)
    assert (line.asked, line.given_up) == (2, 2)


async def test_a_request_without_a_body_is_left_alone() -> None:
    line = Line(b"")

    async def app(*_: Any) -> None:
        await asyncio.sleep(0)

    await served(line, app, method="GET")
    assert line.asked == 0
