"""The kiosk of one test."""

from collections.abc import AsyncIterator
from uuid import UUID

import pytest

from dossier.resources import Resources
from tests.kiosk.house import House, opened_house
from tests.support.rooms import in_one_task


@pytest.fixture
async def house(resources: Resources, centre_id: UUID) -> AsyncIterator[House]:
    """Open the kiosk on this test's database."""
    async with in_one_task(opened_house(resources, centre_id)) as opened:
        yield opened
