"""A paper file, from the count of its parts to the day from which it is digital only."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from demo.people import people
from dossier import clock
from dossier.backfile.count_part import Part, count_part
from dossier.backfile.end_part import end_part, reopen_part
from dossier.backfile.errors import (
    DigitalTooEarly,
    NoSuchPart,
    PartEnded,
    PartsWaiting,
    SheetsMissing,
    SheetsOver,
    StacksUnderWay,
)
from dossier.backfile.progress import centre_progress, file_of_number, file_progress
from dossier.backfile.scan_part import scan_part
from dossier.backfile.set_digital import set_digital
from dossier.batches.announce import announce
from dossier.batches.errors import NotTheScanSection
from dossier.batches.queries import batch
from dossier.database.actor import Actor, system
from dossier.database.engine import transaction
from dossier.deposits.separators import Begins, Separator
from dossier.documents.of_file import NoSuchFile, OtherDepartmentsFile
from dossier.people.access import NotYourWork
from dossier.resources import Resources
from tests.support.batches import DOCUMENT, handed_over, stack_pdf, worked
from tests.support.deposits import received, staff
from tests.support.requests import person_id

pytestmark = pytest.mark.people


async def file_of(centre_id: UUID, at: int = 0) -> UUID:
    """Return the open file of a person of the demo."""
    person = await person_id(centre_id, people()[at])
    async with transaction(system(centre_id)) as tx:
        found: UUID = await tx.value(
            """SELECT f.id FROM social_files f JOIN social_file_members m ON m.social_file_id = f.id
               WHERE m.beneficiary_id = $1 AND f.status = 'open' ORDER BY f.opened_on DESC LIMIT 1""",
            person,
        )
    return found


async def scanned(
    resources: Resources, actor: Actor, file_id: UUID, part_id: UUID, sheets: list[str], counted: int
) -> UUID:
    """Send a stack of a part, and have its deposits received."""
    file = await received(resources, stack_pdf(*sheets))
    taken = await scan_part(
        resources, actor, file_id, part_id, file, file_name="stack", sheet_count=counted, both_sides=False
    )
    await handed_over(resources, actor.centre_id, taken.batch_id)
    return taken.batch_id


async def test_a_part_is_counted_scanned_and_ended_and_its_documents_are_in_the_file(
    resources: Resources, centre_id: UUID
) -> None:
    ines, file_id = await staff(centre_id, "ines.moreau"), await file_of(centre_id)
    part_id = await count_part(ines, file_id, Part.LITIGATION, 9)
    assert await count_part(ines, file_id, Part.LITIGATION, 3) == part_id  # counted anew
    other = await person_id(centre_id, people()[5])
    stranger = Separator(Begins.PERSON, other).code
    await scanned(resources, ines, file_id, part_id, ["A", DOCUMENT, "B"], 3)
    (part,) = (await file_progress(ines, file_id)).parts
    assert (part.scanned_count, part.document_count, part.decided_count) == (
        2,
        2,
        0,
    )  # the separator is no sheet of the file
    assert part.open_batch_ids == ()
    with pytest.raises(SheetsMissing):
        await end_part(ines, file_id, part_id, as_it_is=False)
    await scanned(resources, ines, file_id, part_id, [stranger, "C"], 2)
    await count_part(ines, file_id, Part.LITIGATION, 2)
    with pytest.raises(SheetsOver):
        await end_part(ines, file_id, part_id, as_it_is=False)
    await end_part(ines, file_id, part_id, as_it_is=True)
    async with transaction(system(centre_id)) as tx:
        rows = await tx.rows(
            """SELECT p.circuit, d.social_file_id = $1 AS in_file, b.beneficiary_id
               FROM documents d JOIN deposits p ON p.id = d.deposit_id
               JOIN document_beneficiaries b ON b.document_id = d.id ORDER BY d.captured_at, d.position""",
            file_id,
        )
        member = await tx.value(
            "SELECT EXISTS (SELECT FROM social_file_members WHERE social_file_id = $1 AND beneficiary_id = $2)",
            file_id,
            other,
        )
        events = [
            each["name"] for each in await tx.rows("SELECT name FROM events WHERE record_id = $1 ORDER BY seq", file_id)
        ]
    assert not member
    assert [(row["circuit"], row["in_file"]) for row in rows] == [("backfile", True)] * 2 + [("backfile", False)]
    assert rows[2]["beneficiary_id"] == other  # what a separator says is another person's goes to their own file
    assert events == ["BackfilePartCounted"] * 3 + ["BackfilePartEnded"]
    with pytest.raises(PartEnded):
        await count_part(ines, file_id, Part.LITIGATION, 5)
    with pytest.raises(PartEnded):
        await scanned(resources, ines, file_id, part_id, ["D"], 1)
    await reopen_part(ines, file_id, part_id)
    await reopen_part(ines, file_id, part_id)
    assert (await file_progress(ines, file_id)).ended_count == 0


async def test_a_sheet_on_top_says_of_which_part_a_stack_is(resources: Resources, centre_id: UUID) -> None:
    ines, file_id = await staff(centre_id, "ines.moreau"), await file_of(centre_id)
    part_id = await count_part(ines, file_id, Part.HOUSING, 5)
    top, second = await announce(ines, 3, part_id), await announce(ines, 1, part_id)
    batch_id, _ = await worked(resources, centre_id, [top.code, "A", DOCUMENT, "B"], both_sides=False)
    (part,) = (await file_progress(ines, file_id)).parts
    assert (part.scanned_count, part.document_count) == (2, 2)
    assert (await batch(ines, batch_id)).row.paper_file_id == file_id
    plain = await announce(ines, 1)
    _, mixed = await worked(resources, centre_id, [plain.code, "post", second.code, "C"])
    assert mixed.waiting == (3,)  # among other post it says nothing: a person looks
    await handed_over(resources, centre_id, batch_id)
    await end_part(ines, file_id, part_id, as_it_is=True)
    late = await announce(ines, 1, part_id)
    _, over = await worked(resources, centre_id, [late.code, "D"])
    assert over.waiting == (1,)
    (part,) = (await file_progress(ines, file_id)).parts
    assert part.document_count == 2


async def test_a_stack_under_way_keeps_its_part_open(resources: Resources, centre_id: UUID) -> None:
    ines, file_id = await staff(centre_id, "ines.moreau"), await file_of(centre_id)
    part_id = await count_part(ines, file_id, Part.SOCIAL, 1)
    file = await received(resources, stack_pdf("A"))
    told = {"file_name": "stack", "sheet_count": 1, "both_sides": True}
    taken = await scan_part(resources, ines, file_id, part_id, file, **told)  # type: ignore[arg-type]
    with pytest.raises(StacksUnderWay):
        await end_part(ines, file_id, part_id, as_it_is=True)
    (part,) = (await file_progress(ines, file_id)).parts
    assert part.open_batch_ids == (taken.batch_id,)
    again = await received(resources, stack_pdf("A"))
    same = await scan_part(resources, ines, file_id, part_id, again, **told)  # type: ignore[arg-type]
    assert (same.batch_id, same.is_new) == (taken.batch_id, False)
    await handed_over(resources, centre_id, taken.batch_id)
    await end_part(ines, file_id, part_id, as_it_is=False)


async def test_a_file_is_digital_only_once_every_part_is_scanned(resources: Resources, centre_id: UUID) -> None:
    nadia, ines = await staff(centre_id, "nadia.benali"), await staff(centre_id, "ines.moreau")
    file_id, today = await file_of(centre_id), clock.today()
    part_id = await count_part(nadia, file_id, Part.DEBT, 1)
    with pytest.raises(PartsWaiting):
        await set_digital(nadia, file_id, today)
    with pytest.raises(NotTheScanSection):
        await scanned(resources, nadia, file_id, part_id, ["A"], 1)
    await scanned(resources, ines, file_id, part_id, ["A"], 1)
    await end_part(nadia, file_id, part_id, as_it_is=False)
    with pytest.raises(DigitalTooEarly):
        await set_digital(nadia, file_id, today - timedelta(days=20_000))
    before = await centre_progress(ines, today)
    await set_digital(nadia, file_id, today + timedelta(days=7))
    found = await file_progress(nadia, file_id)
    assert found.digital_since == today + timedelta(days=7)
    assert (found.sheet_count, found.scanned_count, found.is_scanned, found.waiting_count) == (1, 1, True, 1)
    assert await file_of_number(ines, found.number) == file_id
    assert await file_of_number(ines, "no number") is None
    for actor in (ines, nadia):
        centre = await centre_progress(actor, today)
        assert [each.social_file_id for each in centre.files] == [file_id]
    assert (await centre_progress(await staff(centre_id, "sofie.devos"), today)).files == ()
    assert before.open_count == centre.open_count > before.digital_count


async def test_whose_file_it_is_not_count_nothing_there(centre_id: UUID) -> None:
    ines, file_id = await staff(centre_id, "ines.moreau"), await file_of(centre_id)
    sofie, fatou = await staff(centre_id, "sofie.devos"), await staff(centre_id, "fatou.diop")
    part_id = await count_part(ines, file_id, Part.OTHER, 3)
    for actor, error in ((sofie, OtherDepartmentsFile), (fatou, NotYourWork)):
        with pytest.raises(error):
            await count_part(actor, file_id, Part.SOCIAL, 3)
        with pytest.raises(error):
            await end_part(actor, file_id, part_id, as_it_is=True)
        with pytest.raises(error):
            await set_digital(actor, file_id, clock.today())
    with pytest.raises(NoSuchFile):
        await count_part(ines, uuid4(), Part.SOCIAL, 3)
    with pytest.raises(NoSuchPart):
        await end_part(ines, file_id, uuid4(), as_it_is=True)
