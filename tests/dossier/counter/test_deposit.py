"""A deposit at a counter: whose it is, who brought it, how many sheets; and whose hands it is in."""

from pathlib import Path
from uuid import UUID, uuid4

import pytest

from demo.people import people
from dossier.counter.bring import Bringer, Relation, bring
from dossier.counter.clerk import NotYourDepositHere, clerk, clerk_of
from dossier.counter.count_sheets import PagesMissing, PagesOver, SheetsDiffer, count_sheets, differ
from dossier.counter.counters import (
    CounterNameTaken,
    CounterTold,
    FolderTaken,
    NoSuchCounter,
    add_counter,
    close_counter,
    counter_to_set,
    counters,
    set_counter,
)
from dossier.counter.name_depositor import NobodyChosen, find_depositors, name_depositor
from dossier.counter.open import open_at_counter
from dossier.counter.queries import at_counter, todays_deposits
from dossier.database.actor import system
from dossier.database.engine import transaction
from dossier.deposits.add_original import add_original
from dossier.deposits.errors import DepositNotOpen, NothingToReceive, OtherDeposit
from dossier.deposits.receive import receive
from dossier.people.access import NotYourWork, OwnOrRelative
from dossier.people.devices import AdministratorOnly
from dossier.receipts.introduced import NobodyIntroduced, introduced_by_receipt
from dossier.resources import Resources
from tests.support.counter import Desk, administrator, set_up
from tests.support.deposits import pdf, received, staff
from web.receipts import address_of

pytestmark = pytest.mark.people

PERSON = people()[0]


async def _with_pages(desk: Desk, count: int) -> UUID:
    deposit_id = await desk.open()
    file = await received(desk.resources, pdf(*(f"page {number}" for number in range(count))))
    await add_original(desk.resources, desk.clerk, deposit_id, uuid4(), uuid4(), file)
    return deposit_id


@pytest.mark.parametrize(
    ("sheets", "pages", "both_sides", "expected"),
    [
        (3, 3, False, None),
        (3, 2, False, PagesMissing),
        (3, 4, False, PagesOver),
        (3, 4, True, None),
        (3, 6, True, None),
        (3, 7, True, PagesOver),
        (3, 2, True, PagesMissing),
    ],
)
def test_sheets_are_held_against_pages(
    sheets: int, pages: int, both_sides: bool, expected: type[SheetsDiffer] | None
) -> None:
    found = differ(sheets, pages, both_sides=both_sides)
    assert (type(found) if found else None) == expected


async def test_what_differs_is_taken_in_only_when_the_clerk_says_that_they_know(
    resources: Resources, centre_id: UUID, tmp_path: Path
) -> None:
    desk = await set_up(resources, centre_id, tmp_path)
    with pytest.raises(NothingToReceive):
        await count_sheets(desk.clerk, await desk.open(), 1, both_sides=False, as_it_is=True)
    deposit_id = await _with_pages(desk, 2)
    with pytest.raises(PagesMissing) as told:
        await count_sheets(desk.clerk, deposit_id, 3, both_sides=False, as_it_is=False)
    assert str(told.value) == "You counted 3 sheets, and 2 pages are here: 1 missing. Scan them, or count again."
    assert (await at_counter(desk.clerk, deposit_id)).sheet_count is None
    await count_sheets(desk.clerk, deposit_id, 3, both_sides=False, as_it_is=True)
    assert (await at_counter(desk.clerk, deposit_id)).sheet_count == 3
    await receive(desk.resources, desk.clerk, deposit_id)
    with pytest.raises(DepositNotOpen):
        await count_sheets(desk.clerk, deposit_id, 2, both_sides=False, as_it_is=False)


async def test_the_person_is_found_and_named_and_the_documents_are_theirs(
    resources: Resources, centre_id: UUID, tmp_path: Path
) -> None:
    desk = await set_up(resources, centre_id, tmp_path)
    deposit_id = await _with_pages(desk, 1)
    found = await find_depositors(desk.clerk, f"{PERSON.last_name} {PERSON.first_name}", resources.cipher)
    assert found[0].last_name == PERSON.last_name
    assert found[0].file_number
    assert len({each.id for each in found}) == len(found)
    with pytest.raises(NobodyChosen):
        await name_depositor(desk.clerk, deposit_id, uuid4())
    await name_depositor(desk.clerk, deposit_id, found[0].id)
    hand = await at_counter(desk.clerk, deposit_id)
    assert hand.person == found[0]
    await receive(desk.resources, desk.clerk, deposit_id)
    async with transaction(system(centre_id)) as tx:
        row = await tx.row(
            """SELECT d.social_file_id, b.beneficiary_id FROM documents d
               JOIN document_beneficiaries b ON b.document_id = d.id WHERE d.deposit_id = $1""",
            deposit_id,
        )
    assert row is not None
    assert tuple(row) == (found[0].social_file_id, found[0].id)
    with pytest.raises(DepositNotOpen):
        await name_depositor(desk.clerk, deposit_id, None)


async def test_whoever_comes_back_with_a_receipt_is_found_by_its_code(
    resources: Resources, centre_id: UUID, tmp_path: Path
) -> None:
    desk = await set_up(resources, centre_id, tmp_path)
    deposit_id = await _with_pages(desk, 1)
    person = (await find_depositors(desk.clerk, f"{PERSON.last_name} {PERSON.first_name}", resources.cipher))[0]
    await name_depositor(desk.clerk, deposit_id, person.id)
    receipt = await receive(desk.resources, desk.clerk, deposit_id)
    code = address_of(desk.resources.settings, receipt.number)
    assert person in await find_depositors(desk.clerk, f"{code}\n", resources.cipher)
    assert await find_depositors(desk.clerk, f"{code}x", resources.cipher) == []


async def test_nobody_takes_in_their_own_papers(resources: Resources, centre_id: UUID, tmp_path: Path) -> None:
    desk = await set_up(resources, centre_id, tmp_path)
    deposit_id = await desk.open()
    found = (await find_depositors(desk.clerk, PERSON.last_name, resources.cipher))[0]
    async with transaction(system(centre_id)) as tx:
        await tx.run(
            """INSERT INTO staff_ties (id, staff_id, centre_id, beneficiary_id, kind, noted_at)
               VALUES ($1, $2, $3, $4, 'relative', now())""",
            uuid4(),
            desk.staff.id,
            centre_id,
            found.id,
        )
    with pytest.raises(OwnOrRelative):
        await name_depositor(desk.clerk, deposit_id, found.id)


async def test_a_receipt_that_somebody_else_brought_home_introduces_nobody(
    resources: Resources, centre_id: UUID, tmp_path: Path
) -> None:
    desk = await set_up(resources, centre_id, tmp_path)
    deposit_id = await _with_pages(desk, 1)
    found = (await find_depositors(desk.clerk, PERSON.last_name, resources.cipher))[0]
    await name_depositor(desk.clerk, deposit_id, found.id)
    bringer = Bringer(name="Ann Neighbour", relation=Relation.FRIEND, mandate_seen=True)
    await bring(desk.clerk, deposit_id, bringer)
    assert (await at_counter(desk.clerk, deposit_id)).bringer == bringer
    await bring(desk.clerk, deposit_id, None)
    assert (await at_counter(desk.clerk, deposit_id)).bringer is None
    await bring(desk.clerk, deposit_id, bringer)
    receipt = await receive(desk.resources, desk.clerk, deposit_id)
    with pytest.raises(NobodyIntroduced):
        await introduced_by_receipt(system(centre_id), receipt.token)
    code = address_of(desk.resources.settings, receipt.number)
    assert await find_depositors(desk.clerk, code, resources.cipher) == []
    (row,) = await todays_deposits(desk.staff, desk.counter.id)
    assert (row.number, row.bringer, row.page_count, row.is_own) == (receipt.number, "Ann Neighbour", 1, True)
    async with transaction(system(centre_id)) as tx:
        facts = await tx.rows("SELECT facts::text FROM events WHERE name IN ('DepositBrought', 'DepositorNamed')")
    assert facts
    assert not any("Ann" in row["facts"] or PERSON.last_name in row["facts"] for row in facts)
    with pytest.raises(DepositNotOpen):
        await bring(desk.clerk, deposit_id, None)


async def test_a_deposit_is_in_the_hands_of_who_opened_it(
    resources: Resources, centre_id: UUID, tmp_path: Path
) -> None:
    desk = await set_up(resources, centre_id, tmp_path)
    deposit_id = await desk.open()
    assert await clerk_of(desk.staff, deposit_id) == desk.clerk
    await open_at_counter(desk.staff, deposit_id, desk.counter.id, language="fr")  # pressed twice
    koen = await staff(centre_id, "koen.smets")
    with pytest.raises(NotYourDepositHere):
        await clerk_of(koen, deposit_id)
    with pytest.raises(OtherDeposit):
        await open_at_counter(koen, deposit_id, desk.counter.id, language="nl")
    for username in ("anne.dewit", "rachid.lahlou"):
        with pytest.raises(NotYourWork):
            clerk(await staff(centre_id, username))


async def test_an_administrator_sets_counters_up(resources: Resources, centre_id: UUID, tmp_path: Path) -> None:
    desk = await set_up(resources, centre_id, tmp_path)
    chief = administrator(centre_id)
    with pytest.raises(AdministratorOnly):
        await add_counter(desk.staff, CounterTold(name="Mine", folder="", device_id=None))
    with pytest.raises(CounterNameTaken):
        await add_counter(chief, CounterTold(name="guichet 1", folder="", device_id=None))
    with pytest.raises(FolderTaken):
        await add_counter(chief, CounterTold(name="Guichet 2", folder=desk.counter.folder, device_id=None))
    second = await add_counter(chief, CounterTold(name="Guichet 2", folder="", device_id=None))
    await set_counter(chief, second, CounterTold(name="Loket 2", folder="loket-2", device_id=None))
    assert (await counter_to_set(chief, second)).folder == "loket-2"
    await close_counter(chief, second)
    assert [each.name for each in await counters(desk.staff)] == ["Guichet 1"]
    for gone in (close_counter(chief, second), open_at_counter(desk.staff, uuid4(), second, language="fr")):
        with pytest.raises(NoSuchCounter):
            await gone
