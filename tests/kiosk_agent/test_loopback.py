"""The door on the kiosk's machine: for the kiosk's page alone, and closed to every other site that a browser shows."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest

from kiosk_agent.aside import aside
from kiosk_agent.loopback import Door
from tests.support.patience import PATIENCE_SECONDS

ORIGIN = "https://depot.cpas-exemple.be"


class Opened:
    """An open door, and what was asked of it."""

    def __init__(self) -> None:
        self.port, self.asked, self.ended = 0, list[Any](), list[str]()
        self.slow = asyncio.Event()

    async def answer(self, told: dict[str, Any]) -> dict[str, Any]:
        """Answer at once, or when it is let."""
        self.asked.append(told)
        try:
            if told.get("slow"):
                await self.slow.wait()
        except asyncio.CancelledError:
            self.ended.append("given up")
            raise
        return {"outcome": "printed"}

    async def ask(
        self, method: str = "POST", path: str = "/prints", body: bytes = b"{}", **headers: str | None
    ) -> bytes:
        """Send one request; return the whole answer."""
        reader, writer = await self.send(method, path, body, **headers)
        answer = await asyncio.wait_for(reader.read(), PATIENCE_SECONDS)
        writer.close()
        return answer

    async def send(
        self, method: str, path: str, body: bytes, **headers: str | None
    ) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        """Send one request."""
        told: dict[str, str | None] = {
            "host": f"127.0.0.1:{self.port}",
            "origin": ORIGIN,
            "content-type": "application/json",
            "content-length": str(len(body)),
        }
        told.update({name.replace("_", "-"): value for name, value in headers.items()})
        head = "".join(f"{name}: {value}\r\n" for name, value in told.items() if value is not None)
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        writer.write(f"{method} {path} HTTP/1.1\r\n{head}\r\n".encode() + body)
        return reader, writer


async def lead_back() -> bytes:
    return aside(f"{ORIGIN}/kiosk/return")


@asynccontextmanager
async def opened() -> AsyncIterator[Opened]:
    here = Opened()
    server = await Door(ORIGIN, {"/prints": here.answer}, {"/aside": lead_back}).open(0)
    here.port = server.sockets[0].getsockname()[1]
    async with server:
        yield here


async def test_the_kiosk_s_page_is_answered() -> None:
    async with opened() as door:
        answer = await door.ask(body=b'{"ticket": "t"}')
        head, _, body = answer.partition(b"\r\n\r\n")
        assert head.startswith(b"HTTP/1.1 200 ")
        assert f"Access-Control-Allow-Origin: {ORIGIN}".encode() in head
        assert json.loads(body) == {"outcome": "printed"}
        assert door.asked == [{"ticket": "t"}]


async def test_a_browser_is_led_over_an_empty_page_back_to_its_kiosk() -> None:
    async with opened() as door:
        answer = await door.ask("GET", "/aside", b"", origin=None, content_type=None)
        head, _, body = answer.partition(b"\r\n\r\n")
        assert head.startswith(b"HTTP/1.1 200 ")
        assert b"Cache-Control: no-store" in head
        assert b"default-src 'none'" in head
        assert f"url={ORIGIN}/kiosk/return".encode() in body
        assert b"<body></body>" in body


@pytest.mark.parametrize(("path", "host"), [("/prints", None), ("/aside", "rebound.example")])
async def test_nothing_else_is_shown_and_by_no_other_name(path: str, host: str | None) -> None:
    async with opened() as door:
        headers = {"host": host} if host else {}
        answer = await door.ask("GET", path, b"", origin=None, content_type=None, **headers)
        assert answer.startswith(b"HTTP/1.1 403 ")


async def test_a_browser_may_ask_first() -> None:
    async with opened() as door:
        answer = await door.ask("OPTIONS", body=b"", access_control_request_method="POST")
        assert answer.startswith(b"HTTP/1.1 204 ")
        assert b"Access-Control-Allow-Headers: content-type" in answer
        assert door.asked == []


@pytest.mark.parametrize(
    ("status", "changed"),
    [
        (403, {"origin": "https://elsewhere.example"}),
        (403, {"origin": None}),
        (403, {"origin": f"{ORIGIN}.elsewhere.example"}),
        (403, {"origin": "null"}),
        (403, {"host": "depot.elsewhere.example"}),  # a name that somebody lead here
        (403, {"host": "localhost"}),
        (404, {"path": "/"}),
        (400, {"method": "GET"}),
        (400, {"content_type": "text/plain"}),  # which a form may send without asking first
        (400, {"body": b"[1]"}),
        (400, {"body": b"{"}),
        (413, {"content_length": "1000000"}),
        (413, {"content_length": "-1"}),
        (400, {"content_length": "many"}),
    ],
)
async def test_nobody_else_is(status: int, changed: dict[str, Any]) -> None:
    async with opened() as door:
        answer = await door.ask(**changed)
        assert answer.startswith(f"HTTP/1.1 {status} ".encode())
        assert b"Access-Control-Allow-Origin" not in answer.partition(b"\r\n\r\n")[0] or status in {400, 404}
        assert door.asked == []


async def test_whoever_goes_away_is_worked_for_no_longer() -> None:
    async with opened() as door:
        _, writer = await door.send("POST", "/prints", b'{"slow": true}')
        while not door.asked:  # noqa: ASYNC110
            await asyncio.sleep(0.01)
        writer.close()
        async with asyncio.timeout(PATIENCE_SECONDS):
            while not door.ended:  # noqa: ASYNC110
                await asyncio.sleep(0.01)
        assert door.ended == ["given up"]


async def test_a_head_without_an_end_is_not_read_for_ever() -> None:
    async with opened() as door:
        reader, writer = await asyncio.open_connection("127.0.0.1", door.port)
        writer.write(b"POST /prints HTTP/1.1\r\nx: " + b"x" * 100_000)
        with pytest.raises(ConnectionError):
            assert await asyncio.wait_for(reader.read(), PATIENCE_SECONDS) == b""
            raise ConnectionResetError
        writer.close()
