"""The queue's page: what it says, that its block is the page's own, and what it costs."""

from collections.abc import Awaitable, Callable
from uuid import UUID

import pytest

from demo.people import people
from dossier.database.engine import Transaction
from dossier.resources import Resources
from tests.backoffice.house import HTMX, element, opened_house
from tests.support.deposits import hand_over

pytestmark = pytest.mark.people

Ask = Callable[..., Awaitable[object]]

QUERIES = 5  # who is signed in, the rows, the counts, the views, the signals beside the section


async def test_the_swapped_region_is_the_reloaded_one(resources: Resources, centre_id: UUID) -> None:
    made = await hand_over(resources, centre_id, people()[0], types=("REV_PAIE", None))
    async with opened_house(resources, centre_id) as house:
        client = await house.sign_in("ines.moreau")
        page, region = await client.get("/backoffice/queue"), await client.get("/backoffice/queue", headers=HTMX)
        assert region.text.strip() == element(page.text, "section", "queue")
        assert region.text.count(f">{made.receipt.number}</bdi>") == 2
        assert "Fiche de paie" in region.text


async def test_it_is_empty_in_words(resources: Resources, centre_id: UUID) -> None:
    async with opened_house(resources, centre_id) as house:
        client = await house.sign_in("ines.moreau")
        page = await client.get("/backoffice/queue")
        assert "<table" not in page.text
        assert "take-next" not in page.text
        answer = await client.post("/backoffice/queue/next", follow_redirects=True)
        assert str(answer.url).endswith("/backoffice/queue")
        assert 'class="flash"' in answer.text
        assert 'class="flash"' not in (await client.get("/backoffice/queue")).text


async def test_it_costs_as_many_queries_for_one_document_as_for_many(
    resources: Resources, centre_id: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def counting(ask: Ask) -> Ask:
        async def counted(tx: Transaction, sql: str, *values: object) -> object:
            asked.append(sql)
            return await ask(tx, sql, *values)

        return counted

    for name in ("rows", "row", "value", "run"):
        monkeypatch.setattr(Transaction, name, counting(getattr(Transaction, name)))
    async with opened_house(resources, centre_id) as house:
        client = await house.sign_in("ines.moreau")
        for number in (1, 5):
            await hand_over(resources, centre_id, people()[number], types=(None,) * number)
            asked.clear()
            page = await client.get("/backoffice/queue")
            assert page.text.count("data-row ") == {1: 1, 5: 6}[number]
            assert len(asked) == QUERIES, asked


async def test_the_next_is_taken_and_opened_and_two_people_get_two(resources: Resources, centre_id: UUID) -> None:
    older = await hand_over(resources, centre_id, people()[0])
    newer = await hand_over(resources, centre_id, people()[1])
    async with opened_house(resources, centre_id) as house:
        first, second = await house.sign_in("ines.moreau"), await house.sign_in("koen.smets")
        for client, made in ((first, older), (second, newer)):
            answer = await client.post("/backoffice/queue/next")
            assert answer.headers["location"] == f"/backoffice/documents/{made.document_ids[0]}"
        assert "Koen Smets" in (await first.get("/backoffice/queue")).text
