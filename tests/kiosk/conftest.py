"""The kiosk of one test."""

import asyncio
from collections.abc import AsyncIterator
from uuid import UUID

import pytest

from dossier.resources import Resources
from tests.kiosk.house import House, opened_house


@pytest.fixture
async def house(resources: Resources, centre_id: UUID) -> AsyncIterator[House]:
    """Open the kiosk on this test's database, in one task: the app's lifespan must end in the task that began it."""
    ready: asyncio.Queue[House] = asyncio.Queue()
    done = asyncio.Event()

    async def hold() -> None:
        async with opened_house(resources, centre_id) as opened:
            await ready.put(opened)
            await done.wait()

    holding = asyncio.create_task(hold())
    opening = asyncio.create_task(ready.get())
    await asyncio.wait({holding, opening}, return_when=asyncio.FIRST_COMPLETED)
    if holding.done():
        holding.result()  # it did not open: say why
    yield opening.result()
    done.set()
    await holding
