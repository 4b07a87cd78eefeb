"""Speaking with clamd: a real one, and servers that answer late, never, too much or nonsense."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from dossier.antivirus.clamd import AntivirusAway, Clamd
from tests.support.clamd import EICAR, FOUND, clamd

Server = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


async def of(*chunks: bytes) -> AsyncIterator[bytes]:
    for each in chunks:
        yield each


@asynccontextmanager
async def served(server: Server) -> AsyncIterator[Clamd]:
    """Answer at a port of loopback as a clamd would not."""
    listening = await asyncio.start_server(server, "127.0.0.1", 0)
    async with listening:
        yield Clamd(f"127.0.0.1:{listening.sockets[0].getsockname()[1]}", 0.3)


def saying(answer: bytes) -> Server:
    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read(5)
        writer.write(answer)
        await writer.drain()
        writer.close()

    return serve


async def test_a_real_clamd_finds_what_it_knows_in_any_piece_and_lets_the_rest_pass(tmp_path: Path) -> None:
    with clamd(tmp_path, stream_max_bytes=4 * 1024 * 1024) as socket:
        asked = Clamd(str(socket), 20)
        await asked.ping()
        assert await asked.scan(of(b"a letter")) is None
        assert await asked.scan(of(bytes(1000), EICAR[:30], EICAR[30:], bytes(2 * 1024 * 1024))) == FOUND
        assert await asked.scan(of()) is None
        with pytest.raises(AntivirusAway):  # over its own limit: it answers in the midst, and hangs up
            await asked.scan(of(*[bytes(1024 * 1024)] * 8))


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"\0",
        b"OK\0",
        b"stream: OK",  # cut off
        b"stream: ok\0",
        b"stream: OK OK\0",
        b"stream: FOUND\0",
        b"stream:  FOUND\0",
        b"INSTREAM size limit exceeded. ERROR\0",
        b"HTTP/1.1 200 OK\r\n\r\n",
        b"stream: " + bytes([255]) * 100 + b"\0",
        b"x" * 100_000,
    ],
)
async def test_nothing_but_clean_is_clean(answer: bytes) -> None:
    async with served(saying(answer)) as asked:
        with pytest.raises(AntivirusAway):
            await asked.scan(of(b"a letter"))
        with pytest.raises(AntivirusAway):
            await asked.ping()


async def test_its_words_are_read_as_it_writes_them() -> None:
    async with served(saying(b"stream: OK\0")) as asked:
        assert await asked.scan(of(b"a letter")) is None
    async with served(saying(b"stream: Win.Test FOUND\0")) as asked:
        assert await asked.scan(of(b"a letter")) == "Win.Test"
    async with served(saying(b"PONG\0")) as asked:
        await asked.ping()


async def test_one_that_never_answers_is_away_in_time() -> None:
    async def silent(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read()
        writer.close()

    async with served(silent) as asked:
        begun = asyncio.get_running_loop().time()
        with pytest.raises(AntivirusAway):
            await asked.scan(of(b"a letter"))
        assert asyncio.get_running_loop().time() - begun < 2


async def test_one_that_reads_nothing_is_away_in_time() -> None:
    async def deaf(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(1)
        writer.close()

    async with served(deaf) as asked:
        with pytest.raises(AntivirusAway):
            await asked.scan(of(*[bytes(1024 * 1024)] * 64))


async def test_nobody_there_is_away(tmp_path: Path) -> None:
    for address in (str(tmp_path / "none.ctl"), "127.0.0.1:9"):
        with pytest.raises(AntivirusAway):
            await Clamd(address, 1).ping()


async def test_what_the_store_cannot_give_is_not_blamed_on_the_antivirus() -> None:
    class GoneError(Exception):
        pass

    async def gone() -> AsyncIterator[bytes]:
        yield b"a"
        raise GoneError

    async with served(saying(b"stream: OK\0")) as asked:
        with pytest.raises(GoneError):
            await asked.scan(gone())
