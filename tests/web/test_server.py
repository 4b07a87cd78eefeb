"""The door frame behind the server that carries it in production."""

import asyncio
import signal
import sys
import time
from collections.abc import AsyncIterator

import httpx
import pytest

from dossier.ports import free_port
from tests.web.test_uploads import KIND, body_of

MEGABYTE = 1024 * 1024


@pytest.fixture
async def server() -> AsyncIterator[tuple[asyncio.subprocess.Process, str]]:
    port = free_port("127.0.0.1")
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "granian", "--interface", "asgi", "--factory", "--port", str(port)),
        *("--workers-kill-timeout", "20", "tests.web.served:app"),
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.DEVNULL,
    )
    address = f"http://127.0.0.1:{port}"
    try:
        async with httpx.AsyncClient(base_url=address) as client:
            await _until_it_answers(client)
        yield process, address
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()


async def _until_it_answers(client: httpx.AsyncClient) -> None:
    for _ in range(200):
        try:
            await client.get("/")
        except httpx.TransportError:
            await asyncio.sleep(0.1)
        else:
            return
    pytest.fail("the server did not start")


async def test_an_open_stream_does_not_hold_up_the_end(server: tuple[asyncio.subprocess.Process, str]) -> None:
    process, address = server
    async with (
        httpx.AsyncClient(base_url=address, timeout=30) as client,
        client.stream("GET", "/queue/events") as answer,
    ):
        lines = answer.aiter_lines()
        assert await anext(lines) == ": open"
        process.send_signal(signal.SIGTERM)
        told = time.monotonic()
        rest = [line async for line in lines]
        assert time.monotonic() - told < 3
        assert "event: queue" not in rest
    await asyncio.wait_for(process.wait(), 10)


async def test_a_refused_upload_still_gets_its_sentence(server: tuple[asyncio.subprocess.Process, str]) -> None:
    _, address = server
    body = body_of(("photo", "a.jpg", b"x" * 4 * MEGABYTE), ("photo", "b.jpg", b"y" * 2 * MEGABYTE))
    async with httpx.AsyncClient(base_url=address, timeout=30) as client:
        refused = await client.post("/papers", content=body, headers={"Content-Type": KIND})
        taken = await client.post("/papers", content=body_of(("photo", "a.jpg", b"x")), headers={"Content-Type": KIND})
    assert (refused.status_code, refused.json()["type"]) == (422, "urn:guichet:problem:file-too-large")
    assert taken.json() == [1]
