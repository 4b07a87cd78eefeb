"""The register: who sees what of a kept paper, what becomes of it, and what can be taken back."""

from collections.abc import Awaitable
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest

from demo.people import people
from dossier import clock
from dossier.database.actor import system
from dossier.database.engine import transaction
from dossier.documents.claim import claim
from dossier.documents.review import review
from dossier.documents.validate import validate
from dossier.exports.gather import gather
from dossier.jobs.worker import drain
from dossier.kept_papers.destroy import destroy
from dossier.kept_papers.errors import (
    NoSuchKeptPaper,
    PaperGone,
    PlaceNeeded,
    ReasonNeeded,
    ReceiverNeeded,
    StillKept,
    UndoOver,
    UntilPast,
)
from dossier.kept_papers.hand_back import hand_back
from dossier.kept_papers.keep import keep
from dossier.kept_papers.move import move
from dossier.kept_papers.register import KeptPaper, kept_paper, register
from dossier.kept_papers.undo import undo
from dossier.lifecycle import KeptPaperState
from dossier.people.access import NotYourWork
from dossier.resources import Resources
from tests.support.counter import Desk, set_up
from tests.support.deposits import staff
from tests.support.desk import LEASE_SECONDS, profiled
from tests.support.kept_papers import BOX, MONTHS, UNDO_SECONDS, events_of, kept_one, papers_at, send
from tests.support.requests import person_id

pytestmark = pytest.mark.people


async def _file(desk: Desk, paper_id: UUID, code: str) -> None:
    await drain(desk.resources)
    agent = await staff(desk.staff.centre_id, "ines.moreau")
    await claim(agent, paper_id, LEASE_SECONDS)
    await validate(agent, paper_id, await profiled(desk.staff.centre_id, code))
    await drain(desk.resources)


async def _one(desk: Desk, paper_id: UUID) -> KeptPaper:
    found = await kept_paper(await staff(desk.staff.centre_id, "nadia.benali"), paper_id, UNDO_SECONDS)
    assert found is not None
    return found


async def test_who_has_papers_in_hand_sees_where_and_who_reads_the_document_sees_whose(
    resources: Resources, centre_id: UUID, tmp_path: Path
) -> None:
    desk = await set_up(resources, centre_id, tmp_path)
    open_id, (waiting,) = await papers_at(desk, None)
    await keep(desk.clerk, open_id, waiting, place=BOX, until=None, default_months=MONTHS)  # not sent: in no register
    paper_id, number = await kept_one(desk)
    await _file(desk, paper_id, "CPAS_DEM")
    bare = await register(desk.staff, UNDO_SECONDS)
    (shown,) = bare.papers
    assert (bare.kept_count, bare.over_count, bare.ended_count) == (1, 0, 0)
    assert (shown.id, shown.receipt_number, shown.number, shown.place) == (paper_id, number, 1, BOX)
    assert (shown.document_id, shown.person, shown.type_fr, shown.file_number) == (None, None, None, None)
    (read,) = (await register(await staff(centre_id, "nadia.benali"), UNDO_SECONDS)).papers
    assert (read.document_id, read.type_fr is not None, read.file_number is not None) == (paper_id, True, True)
    assert people()[0].last_name in (read.person or "")
    elsewhere = await register(await staff(centre_id, "pieter.maes"), UNDO_SECONDS)  # of another department
    assert (elsewhere.papers, elsewhere.kept_count) == ((), 0)
    with pytest.raises(NotYourWork):
        await register(await staff(centre_id, "anne.dewit"), UNDO_SECONDS)
    for told in (number, f" {number} ", read.file_number or ""):
        found = await register(await staff(centre_id, "nadia.benali"), UNDO_SECONDS, number=told)
        assert [each.id for each in found.papers] == [paper_id]
    assert (await register(desk.staff, UNDO_SECONDS, number=read.file_number)).papers == ()  # nothing by whose it is
    assert [each.place for each in (await review(await staff(centre_id, "ines.moreau"), paper_id)).kept_at] == [BOX]


async def test_nobody_sees_a_paper_about_themselves_or_a_relative(
    resources: Resources, centre_id: UUID, tmp_path: Path
) -> None:
    desk = await set_up(resources, centre_id, tmp_path)
    paper_id, _ = await kept_one(desk)
    whose = await person_id(centre_id, people()[0])
    async with transaction(system(centre_id)) as tx:
        await tx.run(
            """INSERT INTO staff_ties (id, centre_id, staff_id, beneficiary_id, kind, noted_at)
               VALUES (gen_random_uuid(), $1, $2, $3, 'relative', now())""",
            centre_id,
            desk.staff.id,
            whose,
        )
    assert (await register(desk.staff, UNDO_SECONDS)).papers == ()
    with pytest.raises(NoSuchKeptPaper):
        await hand_back(desk.staff, paper_id, "Somebody")


async def test_it_is_moved_handed_back_and_that_is_taken_back_by_who_noted_it(
    resources: Resources, centre_id: UUID, tmp_path: Path
) -> None:
    desk = await set_up(resources, centre_id, tmp_path)
    paper_id, number = await kept_one(desk)
    day = clock.today() + timedelta(days=9)
    with pytest.raises(PlaceNeeded):
        await move(desk.staff, paper_id, " ", None)
    with pytest.raises(UntilPast):
        await move(desk.staff, paper_id, "Shelf 2", clock.today())
    await move(desk.staff, paper_id, " Shelf  2 ", None)
    before = await _one(desk, paper_id)
    await move(desk.staff, paper_id, "Shelf 2", day)
    after = await _one(desk, paper_id)
    assert (before.place, after.place, after.until, before.until != day) == ("Shelf 2", "Shelf 2", day, True)
    with pytest.raises(ReceiverNeeded):
        await hand_back(desk.staff, paper_id, "")
    await hand_back(desk.staff, paper_id, "Fatima  El Idrissi")
    (gone,) = (await register(desk.staff, UNDO_SECONDS, ended=True)).papers
    assert (gone.state, gone.received_by, gone.may_undo) == (KeptPaperState.HANDED_BACK, "Fatima El Idrissi", True)
    worker = await staff(centre_id, "nadia.benali")
    late: list[Awaitable[None]] = [
        move(worker, paper_id, BOX, None),
        hand_back(worker, paper_id, "x"),
        destroy(worker, paper_id, "x"),
    ]
    for act in late:
        with pytest.raises(PaperGone):
            await act
    with pytest.raises(UndoOver):
        await undo(worker, paper_id, UNDO_SECONDS)  # a colleague's note
    with clock.moved(timedelta(seconds=UNDO_SECONDS + 1)), pytest.raises(UndoOver):
        await undo(desk.staff, paper_id, UNDO_SECONDS)
    await undo(desk.staff, paper_id, UNDO_SECONDS)
    back = await _one(desk, paper_id)
    assert (back.state, back.received_by, back.ended_at, back.place) == (KeptPaperState.KEPT, "", None, "Shelf 2")
    with pytest.raises(UndoOver):
        await undo(desk.staff, paper_id, UNDO_SECONDS)
    names = [name for name, _ in await events_of(centre_id, "KeptPaper%")]
    assert names == ["KeptPaperMoved", "KeptPaperMoved", "KeptPaperHandedBack", "KeptPaperIsBack"]
    facts = [told for _, told in await events_of(centre_id, "KeptPaper%")]
    assert all("Idrissi" not in str(told) and "Shelf" not in str(told) for told in facts)
    assert number


async def test_it_is_destroyed_after_its_day_alone_and_with_a_reason(
    resources: Resources, centre_id: UUID, tmp_path: Path
) -> None:
    desk = await set_up(resources, centre_id, tmp_path)
    paper_id, _ = await kept_one(desk)
    later, _ = await kept_one(desk, "LOG_CONGE")
    with pytest.raises(ReasonNeeded):
        await destroy(desk.staff, paper_id, " ")
    with pytest.raises(StillKept):
        await destroy(desk.staff, paper_id, "Its time is over")
    with clock.moved(_one_day_after(await _one(desk, paper_id))):
        overdue = await register(desk.staff, UNDO_SECONDS)
        assert (overdue.kept_count, overdue.over_count) == (2, 2)
        assert [each.id for each in overdue.papers] == [later, paper_id]  # that which should have gone first
        assert all(each.is_over for each in overdue.papers)
        await destroy(desk.staff, paper_id, "Its time is over")
        (gone,) = (await register(desk.staff, UNDO_SECONDS, ended=True)).papers
        assert (gone.state, gone.reason, gone.is_over) == (KeptPaperState.DESTROYED, "Its time is over", False)
        await undo(desk.staff, paper_id, UNDO_SECONDS)  # the wrong line
    assert (await _one(desk, paper_id)).state is KeptPaperState.KEPT


def _one_day_after(paper: KeptPaper) -> timedelta:
    return timedelta(days=(paper.until - clock.today()).days + 1)


async def test_once_it_is_filed_its_type_counts_from_then_and_may_say_that_it_goes_back(
    resources: Resources, centre_id: UUID, tmp_path: Path
) -> None:
    desk = await set_up(resources, centre_id, tmp_path)
    paper_id, _ = await kept_one(desk, None)
    assert 360 < ((await _one(desk, paper_id)).until - clock.today()).days < 370  # nobody said what it is
    await _file(desk, paper_id, "LOG_CONGE")
    assert 178 < ((await _one(desk, paper_id)).until - clock.today()).days < 186
    other, _ = await kept_one(desk, None)
    await _file(desk, other, "REV_PAIE")
    assert (await _one(desk, other)).goes_back
    told = await papers_at(desk, None)
    day = clock.today() + timedelta(days=20)
    await keep(desk.clerk, told[0], told[1][0], place=BOX, until=day, default_months=MONTHS)
    await send(desk, told[0])
    await _file(desk, told[1][0], "LOG_CONGE")
    assert (await _one(desk, told[1][0])).until == day  # a person said it


async def test_a_paper_whose_document_is_gone_is_still_to_be_handed_back(
    resources: Resources, centre_id: UUID, tmp_path: Path
) -> None:
    desk = await set_up(resources, centre_id, tmp_path)
    paper_id, number = await kept_one(desk)
    async with transaction(system(centre_id)) as tx:
        await tx.run("UPDATE documents SET state = 'withdrawn' WHERE id = $1", paper_id)
    agent = await staff(centre_id, "ines.moreau")
    (shown,) = (await register(agent, UNDO_SECONDS, number=number)).papers
    assert (shown.document_id, shown.person) == (None, None)
    await hand_back(agent, paper_id, "Herself")
    assert (await register(agent, UNDO_SECONDS)).papers == ()


async def test_all_about_a_person_holds_their_kept_papers(
    resources: Resources, centre_id: UUID, tmp_path: Path
) -> None:
    desk = await set_up(resources, centre_id, tmp_path)
    paper_id, number = await kept_one(desk)
    await hand_back(desk.staff, paper_id, "A neighbour")
    whose = await person_id(centre_id, people()[0])
    async with transaction(system(centre_id)) as tx:
        facts = (await gather(tx, whose, resources.cipher)).facts
    (told,) = facts["kept_papers"]
    assert (told["receipt"], told["kept_place"], told["paper"]) == (number, BOX, "handed_back")
    assert "neighbour" not in str(facts)
