"""The demo's requests are asked through the verb: one is late, the others still have time."""

from uuid import UUID

import pytest

from demo.requests import ASKED, ask_for_documents
from dossier.requests.queries import requests
from tests.support.deposits import staff

pytestmark = pytest.mark.people


async def test_what_the_demo_asks_stands_in_its_workers_lists(centre_id: UUID) -> None:
    await ask_for_documents(centre_id)
    for username in ("nadia.benali", "wim.claes"):
        mine = await requests(await staff(centre_id, username), "open", mine=True)
        wanted = [each for each in ASKED if each.asked_by == username]
        assert sorted(row.item_count for row in mine.rows) == sorted(len(each.types) for each in wanted)
        assert sum(row.is_late for row in mine.rows) == sum(each.days < each.days_ago for each in wanted)
