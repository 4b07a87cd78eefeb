"""Papers that are taken in: what their types propose, what the clerk says, and what is settled with the receipt."""

from datetime import timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from dossier import clock
from dossier.database.actor import system
from dossier.database.engine import transaction
from dossier.deposits.errors import DepositNotOpen, NoSuchPaper
from dossier.deposits.remove_original import remove_original
from dossier.kept_papers.at_hand import papers_at_hand
from dossier.kept_papers.errors import PaperUndecided, PlaceNeeded, UntilPast
from dossier.kept_papers.give_back import give_back
from dossier.kept_papers.keep import keep
from dossier.kept_papers.settle import settle_papers
from dossier.receipts.queries import receipt_for
from dossier.resources import Resources
from tests.support.counter import set_up
from tests.support.kept_papers import BOX, MONTHS, events_of, papers_at, send
from tests.support.terms import change_term

pytestmark = pytest.mark.people


async def test_what_a_type_says_is_proposed_and_what_nobody_named_is_the_clerk_s_to_choose(
    resources: Resources, centre_id: UUID, tmp_path: Path
) -> None:
    desk = await set_up(resources, centre_id, tmp_path)
    deposit_id, papers = await papers_at(desk, "CPAS_DEM", "LOG_CONGE", "REV_PAIE", None)
    told = await papers_at_hand(desk.clerk, deposit_id, MONTHS)
    assert [told[each].rule for each in papers] == ["kept", "by_choice", "returned", None]
    assert {each.is_kept for each in told.values()} == {None}
    today = clock.today()
    assert [(told[each].until - today).days // 30 for each in papers] == [60, 6, 12, 12]


async def test_a_place_is_remembered_at_its_counter_and_another_day_is_the_clerk_s(
    resources: Resources, centre_id: UUID, tmp_path: Path
) -> None:
    desk = await set_up(resources, centre_id, tmp_path)
    deposit_id, (first, second, third) = await papers_at(desk, "CPAS_DEM", None, None)
    with pytest.raises(PlaceNeeded):
        await keep(desk.clerk, deposit_id, first, place=" ", until=None, default_months=MONTHS)
    assert (await papers_at_hand(desk.clerk, deposit_id, MONTHS))[first].is_kept is None  # nothing half said
    await keep(desk.clerk, deposit_id, first, place="  Box   7 ", until=None, default_months=MONTHS)
    day = clock.today() + timedelta(days=40)
    await keep(desk.clerk, deposit_id, second, place="", until=day, default_months=MONTHS)
    with pytest.raises(UntilPast):
        await keep(desk.clerk, deposit_id, third, place=BOX, until=clock.today(), default_months=MONTHS)
    with pytest.raises(NoSuchPaper):
        await keep(desk.clerk, deposit_id, uuid4(), place=BOX, until=None, default_months=MONTHS)
    told = await papers_at_hand(desk.clerk, deposit_id, MONTHS)
    assert [(told[each].place, told[each].until_told) for each in (first, second)] == [(BOX, False), (BOX, True)]
    assert told[second].until == day
    again, (other,) = await papers_at(desk, None)
    assert (await papers_at_hand(desk.clerk, again, MONTHS))[other].place == BOX  # the next person's, at this counter


async def test_a_receipt_waits_for_a_word_on_what_is_kept_and_all_else_goes_back(
    resources: Resources, centre_id: UUID, tmp_path: Path
) -> None:
    desk = await set_up(resources, centre_id, tmp_path)
    deposit_id, (payslip, asked, other) = await papers_at(desk, "REV_PAIE", "CPAS_DEM", None)
    with pytest.raises(PaperUndecided) as told:
        await settle_papers(desk.clerk, deposit_id)
    assert str(told.value).startswith("Paper 2 is of a kind that we keep.")
    await give_back(desk.clerk, deposit_id, asked)
    await keep(desk.clerk, deposit_id, other, place=BOX, until=None, default_months=MONTHS)
    await keep(desk.clerk, deposit_id, payslip, place=BOX, until=None, default_months=MONTHS)
    await give_back(desk.clerk, deposit_id, payslip)  # a slip of the finger
    with pytest.raises(NoSuchPaper):
        await give_back(desk.clerk, deposit_id, uuid4())
    await send(desk, deposit_id)
    receipt = await receipt_for(desk.clerk, deposit_id)
    assert receipt is not None
    assert (receipt.kept_numbers, receipt.kept) == ((3,), "3")
    assert "kept" not in receipt.statement.signed()  # what is signed is what it was
    for late in (
        keep(desk.clerk, deposit_id, payslip, place=BOX, until=None, default_months=MONTHS),
        give_back(desk.clerk, deposit_id, other),
        settle_papers(desk.clerk, deposit_id),
    ):
        with pytest.raises(DepositNotOpen):
            await late
    names = [name for name, _ in await events_of(centre_id, "Paper%") if name != "PaperNamed"]
    assert names == ["PaperGoesBack", "PaperKept", "PaperKept", "PaperGoesBack", "PapersSettled"]


async def test_a_paper_that_is_taken_out_again_is_in_no_register(
    resources: Resources, centre_id: UUID, tmp_path: Path
) -> None:
    desk = await set_up(resources, centre_id, tmp_path)
    deposit_id, (paper_id,) = await papers_at(desk, None)
    await keep(desk.clerk, deposit_id, paper_id, place=BOX, until=None, default_months=MONTHS)
    async with transaction(system(centre_id)) as tx:
        original_id = await tx.value("SELECT id FROM originals WHERE paper_id = $1", paper_id)
    await remove_original(desk.clerk, deposit_id, original_id)
    async with transaction(system(centre_id)) as tx:
        assert await tx.value("SELECT count(*) FROM kept_papers") == 0


async def test_a_term_that_changed_says_what_holds_now(resources: Resources, centre_id: UUID, tmp_path: Path) -> None:
    desk = await set_up(resources, centre_id, tmp_path)
    deposit_id, (paper_id,) = await papers_at(desk, "REV_PAIE")
    await change_term(centre_id, "REV_PAIE", paper="kept", paper_months=3)
    told = (await papers_at_hand(desk.clerk, deposit_id, MONTHS))[paper_id]
    assert (told.rule, 80 < (told.until - clock.today()).days < 95) == ("kept", True)
