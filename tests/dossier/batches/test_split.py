"""A stack becomes deposits and documents as its separators say, and every sheet of it is accounted for."""

from dataclasses import replace
from pathlib import Path
from typing import cast
from uuid import UUID, uuid4

import pytest

from dossier import signing
from dossier.database.actor import system
from dossier.database.engine import transaction
from dossier.deposits.batch_sheets import batch_sheet_code
from dossier.deposits.separators import MARK, PURPOSE, Begins, Separator
from dossier.imaging.box import Box
from dossier.imaging.refusals import TooSlowToRead
from dossier.imaging.values import SeenSheet
from dossier.jobs.worker import drain
from dossier.resources import Resources
from tests.support.batches import BLANK, DOCUMENT, handed_over, outcome, stack_tiff, taken, worked

pytestmark = pytest.mark.people


async def test_separators_cut_a_stack_into_deposits_and_documents(resources: Resources, centre_id: UUID) -> None:
    async with transaction(system(centre_id)) as tx:
        person = await tx.row(
            """SELECT m.beneficiary_id, f.id FROM social_file_members m JOIN social_files f ON f.id = m.social_file_id
               WHERE m.role = 'holder' LIMIT 1"""
        )
        type_id = await tx.value("SELECT id FROM document_types WHERE code = 'REV_BANK' AND retired_at IS NULL")
    assert person is not None
    whose, what = Separator(Begins.PERSON, person["beneficiary_id"]), Separator(Begins.TYPE, type_id)
    sheets = (
        *("a first page", BLANK, "its second page"),
        *(DOCUMENT, BLANK, "another document"),
        *(Separator(Begins.ENVELOPE).code, "of another envelope"),
        *(whose.code, "somebody's", what.code, "their bank statement"),
    )
    batch_id, became = await worked(resources, centre_id, sheets)
    assert became.deposits == (((1, 3), (6,)), ((8,),), ((10,), (12,)))
    assert became.aside == {2: "blank", 4: "separator", 5: "blank", 7: "separator", 9: "separator", 11: "separator"}
    assert (became.state, became.waiting) == ("closed", ())
    async with transaction(system(centre_id)) as tx:
        rows = await tx.rows(
            """SELECT d.circuit, d.state, d.beneficiary_id, d.social_file_id, r.number,
                      (SELECT array_agg(coalesce(o.proposed_type_id = $2, false) ORDER BY o.position)
                       FROM documents o WHERE o.deposit_id = d.id) AS of_type,
                      (SELECT count(*) FROM pages g WHERE g.deposit_id = d.id) AS page_count
               FROM batch_deposits p JOIN deposits d ON d.id = p.deposit_id JOIN receipts r ON r.deposit_id = d.id
               WHERE p.batch_id = $1 ORDER BY (SELECT min(s.number) FROM scanned_sheets s
                   JOIN batch_documents o ON o.document_id = s.document_id WHERE o.deposit_id = d.id)""",
            batch_id,
            type_id,
        )
    assert [row["page_count"] for row in rows] == [3, 1, 2]
    assert {(row["circuit"], row["state"]) for row in rows} == {("post", "received")}
    assert [row["beneficiary_id"] for row in rows] == [None, None, person["beneficiary_id"]]
    assert rows[2]["social_file_id"] == person["id"]
    assert rows[2]["of_type"] == [False, True]


async def test_what_might_be_a_separator_and_is_not_ours_waits_and_mixes_nobody(
    resources: Resources, centre_id: UUID
) -> None:
    torn = f"{MARK}{signing.sign(PURPOSE, 'envelope')[:-3]}xyz"
    sheets = ("of one", torn, "of who knows", batch_sheet_code(uuid4()), "of who knows else")
    _, became = await worked(resources, centre_id, sheets)
    assert became.deposits == (((1,),), ((3,),), ((5,),))
    assert (became.state, became.waiting) == ("split", (2, 4))


async def test_a_tiff_is_cut_without_a_loss_and_no_page_is_looked_for_on_its_sheets(
    resources: Resources, centre_id: UUID
) -> None:
    batch = await taken(resources, centre_id, stack_tiff("one", "two", DOCUMENT, "three", BLANK))
    await drain(resources)  # the queue itself: an event leads to the reading, and that to the rest
    became = await outcome(centre_id, batch.batch_id)
    assert (became.deposits, became.aside) == ((((1, 2), (4,)),), {3: "separator", 5: "blank"})
    async with transaction(system(centre_id)) as tx:
        rows = await tx.rows("SELECT state, nullif(quad, 'null')::text AS quad, width_pixels, height_pixels FROM pages")
    assert len(rows) == 3
    assert {(row["state"], row["quad"]) for row in rows} == {("ready", None)}
    assert {row["width_pixels"] / row["height_pixels"] > 0.7 for row in rows} == {True}


async def test_a_stack_of_blanks_closes_with_no_deposit(resources: Resources, centre_id: UUID) -> None:
    _, became = await worked(resources, centre_id, (BLANK, DOCUMENT, BLANK))
    assert (became.state, became.deposits, len(became.aside)) == ("closed", (), 3)


async def test_the_same_bytes_are_one_batch(resources: Resources, centre_id: UUID) -> None:
    data = stack_tiff("one", "two")
    first, second = await taken(resources, centre_id, data), await taken(resources, centre_id, data)
    assert (first.is_new, second.is_new, first.batch_id) == (True, False, second.batch_id)
    await handed_over(resources, centre_id, first.batch_id)
    assert (await outcome(centre_id, first.batch_id)).state == "closed"
    assert not (await taken(resources, centre_id, data)).is_new


class _Stumbling:
    """A box whose child ends over some sheets, once or always."""

    def __init__(self, real: Box, *, once: int, always: int) -> None:
        self._real = real
        self._ends = {once: 1, always: 9}

    def __getattr__(self, name: str) -> object:
        return getattr(self._real, name)

    async def read_sheet(self, path: Path, index: int, sheets_max: int) -> SeenSheet:
        if self._ends.get(index + 1, 0):
            self._ends[index + 1] -= 1
            raise TooSlowToRead
        return await self._real.read_sheet(path, index, sheets_max)


async def test_a_sheet_over_which_a_child_ends_is_looked_at_once_more_and_then_waits(
    resources: Resources, centre_id: UUID
) -> None:
    stumbling = replace(resources, box=cast("Box", _Stumbling(resources.box, once=2, always=4)))
    _, became = await worked(stumbling, centre_id, ("one", "its back", DOCUMENT, "too heavy", "another"))
    assert (became.deposits, became.waiting, became.state) == ((((1, 2),), ((5,),)), (4,), "split")
