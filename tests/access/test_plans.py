"""Need to know is asked of the rows that are read, whatever PostgreSQL believes of the tables' sizes."""

import json
from typing import Any
from uuid import UUID

import pytest

from demo.people import people
from dossier.database.engine import transaction
from dossier.jobs.worker import drain
from dossier.resources import Resources
from tests.support.clerk import let_wait_behind
from tests.support.deposits import hand_over, staff

pytestmark = pytest.mark.people

BEHIND = 1_000
AT_MOST = 10  # documents looked at, to see one row


def _of_documents(node: dict[str, Any]) -> float:
    """Return how many documents the nodes of a plan brought up, all their loops together."""
    own = node["Actual Rows"] * node["Actual Loops"] if node.get("Relation Name") == "documents" else 0
    return own + sum(_of_documents(each) for each in node.get("Plans", ()))


@pytest.mark.parametrize("table", ["pages", "renditions", "document_beneficiaries"])
async def test_one_row_is_seen_without_a_look_at_all_documents(
    resources: Resources, centre_id: UUID, table: str
) -> None:
    made = await hand_over(resources, centre_id, people()[0], types=("REV_PAIE",))
    await drain(resources)
    await let_wait_behind(centre_id, BEHIND)  # nothing has counted the table yet
    key = "document_id" if table == "document_beneficiaries" else "page_id" if table == "renditions" else "id"
    worker = await staff(centre_id, "ines.moreau")
    async with transaction(worker, planned_once=True) as tx:
        wanted = made.document_ids[0]
        if table != "document_beneficiaries":
            wanted = await tx.value("SELECT page_id FROM document_pages WHERE document_id = $1", wanted)
        await tx.connection.execute(f"PREPARE one AS SELECT * FROM {table} WHERE {key} = $1")
        told = await tx.value(f"EXPLAIN (ANALYZE, FORMAT json) EXECUTE one('{wanted}')")
    (plan,) = json.loads(told)
    assert plan["Plan"]["Actual Rows"] > 0 or table == "document_beneficiaries"
    assert _of_documents(plan["Plan"]) <= AT_MOST
