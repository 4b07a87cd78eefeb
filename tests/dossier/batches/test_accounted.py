"""What a person does with a batch: sheets set aside and taken back, made documents; counts settled; the file let go."""

from datetime import timedelta
from uuid import UUID

import pytest

from dossier import clock, signing
from dossier.batches.announce import announce
from dossier.batches.dismiss import dismiss
from dossier.batches.errors import (
    BatchFileGone,
    NoSuchBatch,
    NoSuchSheet,
    NotTheScanSection,
    SheetInDocument,
    SheetSettled,
)
from dossier.batches.file_sheet import file_sheet
from dossier.batches.let_go import let_batches_go
from dossier.batches.queries import batch, todays_batches
from dossier.batches.set_aside import SheetReason, set_aside
from dossier.batches.settle_count import settle_count
from dossier.batches.take_back import take_back
from dossier.counter.count_sheets import PagesMissing, PagesOver
from dossier.database.actor import system
from dossier.database.engine import transaction
from dossier.deposits.separators import MARK, PURPOSE
from dossier.removals.carry_out import carry_out_due
from dossier.resources import Resources
from tests.support.batches import BLANK, DOCUMENT, handed_over, outcome, taken, worked
from tests.support.deposits import staff

pytestmark = pytest.mark.people

TORN = f"{MARK}{signing.sign(PURPOSE, 'envelope')[:-3]}xyz"


async def test_a_sheet_is_set_aside_taken_back_and_made_a_document(resources: Resources, centre_id: UUID) -> None:
    ines = await staff(centre_id, "ines.moreau")
    batch_id, became = await worked(resources, centre_id, ("a letter", TORN, "another"))
    assert (became.state, became.waiting) == ("split", (2,))
    assert [each.number for each in (await batch(ines, batch_id)).waiting] == [2]
    with pytest.raises(SheetInDocument):
        await set_aside(ines, batch_id, 1, SheetReason.NOT_NEEDED)
    with pytest.raises(NoSuchSheet):
        await set_aside(ines, batch_id, 4, SheetReason.NOT_NEEDED)
    await set_aside(ines, batch_id, 2, SheetReason.SEPARATOR)
    with pytest.raises(SheetSettled):
        await set_aside(ines, batch_id, 2, SheetReason.BLANK)
    assert (await outcome(centre_id, batch_id)).state == "closed"
    await take_back(ines, batch_id, 2)
    assert (await outcome(centre_id, batch_id)).state == "split"
    await file_sheet(ines, batch_id, 2)
    await handed_over(resources, centre_id, batch_id)
    became = await outcome(centre_id, batch_id)
    assert (became.state, sorted(became.deposits)) == ("closed", [((1,),), ((2,),), ((3,),)])


async def test_a_batch_waits_where_more_or_fewer_sheets_came_than_were_counted(
    resources: Resources, centre_id: UUID
) -> None:
    ines = await staff(centre_id, "ines.moreau")
    batch_id, became = await worked(resources, centre_id, ("one", "two", "three"), typed_count=4)
    assert (became.state, became.deposits) == ("split", (((1, 2, 3),),))  # the rest flows
    assert isinstance((await batch(ines, batch_id)).row.differs, PagesMissing)
    await settle_count(ines, batch_id)
    assert (await outcome(centre_id, batch_id)).state == "closed"
    over, became = await worked(resources, centre_id, ("a", "b", "c"), typed_count=2, both_sides=False)
    assert became.state == "split"
    assert isinstance((await batch(ines, over)).row.differs, PagesOver)
    _, became = await worked(resources, centre_id, ("a", BLANK, "c", BLANK), typed_count=2)
    assert became.state == "closed"


async def test_a_batch_sheet_says_how_many_sheets_are_below(resources: Resources, centre_id: UUID) -> None:
    ines = await staff(centre_id, "ines.moreau")
    right, wrong = await announce(ines, 2), await announce(ines, 5)
    _, became = await worked(resources, centre_id, (right.code, "one", "two"))
    assert (became.state, became.aside) == ("closed", {1: "separator"})
    batch_id, became = await worked(resources, centre_id, (wrong.code, "one", DOCUMENT, "two"))
    assert became.state == "split"
    assert (await batch(ines, batch_id)).row.differs is not None


async def test_the_file_of_a_closed_batch_goes_after_its_days_and_its_documents_stay(
    resources: Resources, centre_id: UUID
) -> None:
    ines, actor = await staff(centre_id, "ines.moreau"), system(centre_id)
    batch_id, _ = await worked(resources, centre_id, ("a letter", BLANK))
    async with transaction(actor) as tx:
        key = await tx.value("SELECT vault_key FROM batches WHERE id = $1", batch_id)
    assert await let_batches_go(actor, 30) == 0
    with clock.moved(timedelta(days=31)):
        assert await let_batches_go(actor, 30) == 1
        assert await carry_out_due(resources, actor) == 1
    assert await resources.vault.size(key) is None
    with pytest.raises(BatchFileGone):
        await take_back(ines, batch_id, 2)
    assert not (await batch(ines, batch_id)).row.is_kept
    async with transaction(actor) as tx:
        left = await tx.value("SELECT vault_key FROM originals")
    assert await resources.vault.size(left)


async def test_a_file_that_is_no_stack_is_told_and_dismissed(resources: Resources, centre_id: UUID) -> None:
    ines = await staff(centre_id, "ines.moreau")
    refused = await taken(resources, centre_id, b"%PDF-1.4 and no more")
    assert refused.problem
    (row,) = await todays_batches(ines)
    assert (row.state, row.needs_person) == ("refused", True)
    await dismiss(ines, refused.batch_id)
    await dismiss(ines, refused.batch_id)
    assert (await outcome(centre_id, refused.batch_id)).state == "closed"
    good, _ = await worked(resources, centre_id, ("a letter",))
    with pytest.raises(NoSuchBatch):
        await dismiss(ines, good)


async def test_batches_are_the_scan_section_s(resources: Resources, centre_id: UUID) -> None:
    del resources
    worker = await staff(centre_id, "pieter.maes")
    with pytest.raises(NotTheScanSection):
        await todays_batches(worker)
    with pytest.raises(NotTheScanSection):
        await announce(worker, 3)
