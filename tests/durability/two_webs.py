"""Two web servers on one database, as a machine with two of them would run: what one process does, the other sees."""

import asyncio
import time
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import ExitStack, asynccontextmanager, contextmanager

import httpx

from dossier.settings import Settings
from tests.support.forked import Forked
from tests.support.service import HOST, free_port, variables_of

_UP_SECONDS = 60


@asynccontextmanager
async def webs(
    settings: Settings, count: int = 2, variables: Mapping[str, str] | None = None
) -> AsyncIterator[list[str]]:
    """Run so many web servers on these settings; yield their addresses once all answer."""
    with ExitStack() as stack:
        addresses = []
        for _ in range(count):
            port = free_port()
            decided = settings.model_copy(update={"host": HOST, "port": port, "public_url": f"http://{HOST}:{port}"})
            stack.enter_context(_web(decided, dict(variables or {})))
            addresses.append(decided.public_url)
        await asyncio.gather(*map(_answers, addresses))
        yield addresses


@contextmanager
def _web(decided: Settings, variables: dict[str, str]) -> Iterator[None]:
    process = Forked(
        ["cli", "serve"], {**variables_of(decided), **variables}, decided.scratch_dir.parent / f"web-{decided.port}.log"
    )
    try:
        yield
    finally:
        process.kill()


async def _answers(address: str) -> None:
    deadline = time.monotonic() + _UP_SECONDS
    async with httpx.AsyncClient(base_url=address, timeout=_UP_SECONDS) as client:
        while True:
            try:
                await client.get("/")
            except httpx.TransportError:
                if time.monotonic() > deadline:
                    raise
                await asyncio.sleep(0.05)
            else:
                return
