"""An interview's deposit: who may begin one, which phone has it, when that is over, and what it becomes."""

from dataclasses import replace
from uuid import UUID, uuid4

import pytest

from dossier.database.actor import system
from dossier.database.engine import transaction
from dossier.deposits.abandon import abandon
from dossier.deposits.add_original import add_original
from dossier.deposits.capture_session import CaptureSessionOver
from dossier.deposits.errors import OtherDeposit
from dossier.deposits.name_paper import name_paper
from dossier.deposits.receive import receive
from dossier.documents.of_file import OtherDepartmentsFile
from dossier.glass.break_ import Pane, break_glass
from dossier.glass.values import Reason
from dossier.interviews.begin import NotInFile, begin_interview
from dossier.interviews.code import code_of, read_token, token_of
from dossier.interviews.end import PhoneTakesPhotos, end_session, give_up_interview, take_over
from dossier.interviews.interviewer import NotYourInterview, interviewer_of
from dossier.interviews.join import (
    CodeOver,
    CodeTaken,
    WrongInterviewCode,
    check_joinable,
    join_by_code,
    join_interview,
)
from dossier.interviews.queries import Phone, at_interview, check_in_session, file_at_interview
from dossier.lifecycle import DepositState
from dossier.people.access import NotYourWork, OwnOrRelative
from dossier.receipts.introduced import introduced_by_receipt
from dossier.resources import Resources
from dossier.signing import BadToken
from dossier.thesaurus.queries import all_types
from tests.support.deposits import pdf, received, staff
from tests.support.interviews import Meeting, later, meet
from tests.support.requests import ask_for

pytestmark = pytest.mark.people


async def _photo(meeting: Meeting, deposit_id: UUID, *, by_worker: bool = False) -> UUID:
    paper_id = uuid4()
    file = await received(meeting.resources, pdf(str(paper_id)))
    actor = meeting.taking_in if by_worker else meeting.phone
    await add_original(meeting.resources, actor, deposit_id, paper_id, uuid4(), file)
    return paper_id


async def test_what_a_phone_photographs_is_a_document_of_the_file_with_the_worker_s_proposal(
    resources: Resources, centre_id: UUID
) -> None:
    meeting = await meet(resources, centre_id)
    deposit_id = await meeting.begin()
    await join_interview(meeting.phone, deposit_id, language="ar")
    paper_id = await _photo(meeting, deposit_id)
    proposed = (await all_types(meeting.worker))[0]
    await name_paper(meeting.taking_in, deposit_id, paper_id, proposed.id)
    hand = await at_interview(meeting.taking_in, deposit_id)
    assert (hand.phone, hand.page_count, hand.file_id) == (Phone.HERE, 1, meeting.file_id)
    assert hand.view.language == "ar"
    receipt = await receive(resources, meeting.phone, deposit_id)
    async with transaction(system(centre_id)) as tx:
        row = await tx.row(
            """SELECT d.social_file_id, d.proposed_type_id, b.beneficiary_id, d.captured_at::date = now()::date AS today
               FROM documents d JOIN document_beneficiaries b ON b.document_id = d.id WHERE d.id = $1""",
            paper_id,
        )
        told = await tx.rows("SELECT name, facts::text FROM events WHERE record_id = $1 ORDER BY seq", deposit_id)
    assert row is not None
    assert tuple(row) == (meeting.file_id, proposed.id, meeting.beneficiary_id, True)
    assert [each["name"] for each in told] == [
        "DepositOpened",
        "InterviewBegun",
        "CaptureSessionJoined",
        "DepositReceived",
    ]
    assert meeting.person.last_name not in str([each["facts"] for each in told])
    assert (await introduced_by_receipt(meeting.phone, receipt.token)).language == "ar"


async def test_one_phone_has_the_code_and_none_after_the_end(resources: Resources, centre_id: UUID) -> None:
    meeting = await meet(resources, centre_id)
    deposit_id = await meeting.begin()
    with pytest.raises(WrongInterviewCode):
        await join_by_code(meeting.phone, "AAAA AAAA", language="fr")
    await check_joinable(meeting.phone, deposit_id)
    typed = code_of(deposit_id)
    assert await join_by_code(meeting.phone, f"{typed[:4].lower()} {typed[4:]}", language="fr") == deposit_id
    with pytest.raises(CodeTaken):
        await join_interview(meeting.phone, deposit_id, language="fr")
    with pytest.raises(CodeTaken):
        await join_by_code(meeting.phone, typed, language="fr")
    await _photo(meeting, deposit_id)
    await end_session(meeting.taking_in, deposit_id)
    await end_session(meeting.taking_in, deposit_id)
    for refused in (check_in_session(meeting.phone, deposit_id), _photo(meeting, deposit_id)):
        with pytest.raises(CaptureSessionOver):
            await refused
    with pytest.raises(CodeOver):
        await join_interview(meeting.phone, deposit_id, language="fr")
    await _photo(meeting, deposit_id, by_worker=True)
    hand = await at_interview(meeting.taking_in, deposit_id)
    assert (hand.phone, hand.page_count) == (Phone.ENDED, 2)
    await receive(resources, meeting.taking_in, deposit_id)
    with pytest.raises(CaptureSessionOver):  # nor does it get the receipt, on which the worker's pages are
        await check_in_session(meeting.phone, deposit_id)


async def test_time_ends_it_too_but_not_a_receipt_that_came_before(resources: Resources, centre_id: UUID) -> None:
    meeting = await meet(resources, centre_id)
    late = await meeting.begin()
    await later(centre_id, late)
    with pytest.raises(CodeOver):
        await join_interview(meeting.phone, late, language="fr")
    assert (await at_interview(meeting.taking_in, late)).phone is Phone.EXPIRED

    stayed = await meeting.begin()
    await join_interview(meeting.phone, stayed, language="fr")
    await _photo(meeting, stayed)
    await later(centre_id, stayed)
    with pytest.raises(CaptureSessionOver):
        await _photo(meeting, stayed)

    sent = await meeting.begin()
    await join_interview(meeting.phone, sent, language="fr")
    await _photo(meeting, sent)
    await receive(resources, meeting.phone, sent)
    await check_in_session(meeting.phone, sent)
    with pytest.raises(CodeOver):
        await join_interview(meeting.phone, sent, language="fr")


async def test_a_phone_and_the_worker_never_add_at_once(resources: Resources, centre_id: UUID) -> None:
    meeting = await meet(resources, centre_id)
    deposit_id = await meeting.begin()
    await join_interview(meeting.phone, deposit_id, language="fr")
    with pytest.raises(PhoneTakesPhotos):
        await take_over(meeting.taking_in, deposit_id)
    other = await meeting.begin()
    await take_over(meeting.taking_in, other)
    with pytest.raises(CodeOver):
        await join_interview(meeting.phone, other, language="fr")


async def test_who_gave_up_is_told_the_phone_or_the_worker(resources: Resources, centre_id: UUID) -> None:
    meeting = await meet(resources, centre_id)
    on_phone = await meeting.begin()
    await join_interview(meeting.phone, on_phone, language="fr")
    await _photo(meeting, on_phone)
    await abandon(meeting.phone, on_phone)
    await end_session(meeting.taking_in, on_phone)  # pressed a moment too late
    await later(centre_id, on_phone)
    assert (await at_interview(meeting.taking_in, on_phone)).phone is Phone.GAVE_UP

    by_worker = await meeting.begin()
    await join_interview(meeting.phone, by_worker, language="fr")
    await give_up_interview(meeting.taking_in, by_worker)
    hand = await at_interview(meeting.taking_in, by_worker)
    assert (hand.view.state, hand.phone) == (DepositState.ABANDONED, Phone.ENDED)
    with pytest.raises(CaptureSessionOver):
        await check_in_session(meeting.phone, by_worker)

    sent = await meeting.begin()
    await join_interview(meeting.phone, sent, language="fr")
    await _photo(meeting, sent)
    await receive(resources, meeting.phone, sent)
    await give_up_interview(meeting.taking_in, sent)
    hand = await at_interview(meeting.taking_in, sent)
    assert (hand.view.state, hand.phone) == (DepositState.RECEIVED, Phone.HERE)


async def test_what_was_asked_of_the_person_is_proposed_until_a_paper_is_it(
    resources: Resources, centre_id: UUID
) -> None:
    meeting = await meet(resources, centre_id)
    await ask_for(meeting.worker, meeting.person, "REV_PAIE", "LOG_BAIL")
    deposit_id = await meeting.begin()
    asked = (await at_interview(meeting.taking_in, deposit_id)).asked
    known = {each.code: each.id for each in await all_types(meeting.worker)}
    assert [each.id for each in asked] == [known["LOG_BAIL"], known["REV_PAIE"]]
    paper_id = await _photo(meeting, deposit_id, by_worker=True)
    await name_paper(meeting.taking_in, deposit_id, paper_id, asked[1].id)
    assert (await at_interview(meeting.taking_in, deposit_id)).asked == asked[:1]
    await receive(resources, meeting.taking_in, deposit_id)
    assert (await at_interview(meeting.taking_in, await meeting.begin())).asked == asked[:1]  # the other came in


async def test_a_new_code_ends_the_one_before_that_nothing_came_by(resources: Resources, centre_id: UUID) -> None:
    meeting = await meet(resources, centre_id)
    first = await meeting.begin()
    await join_interview(meeting.phone, first, language="fr")
    second = await meeting.begin()
    await begin_interview(resources.settings, meeting.worker, second, meeting.file_id, meeting.beneficiary_id)
    with pytest.raises(CaptureSessionOver):
        await check_in_session(meeting.phone, first)
    await join_interview(meeting.phone, second, language="fr")
    await _photo(meeting, second)
    await meeting.begin()
    await check_in_session(meeting.phone, second)  # what holds pages is left alone


def test_a_token_is_ours_and_says_no_name() -> None:
    deposit_id = uuid4()
    assert read_token(token_of(deposit_id)) == deposit_id
    with pytest.raises(BadToken):
        read_token(token_of(deposit_id)[:-2] + "zz")


async def test_who_works_on_the_file_takes_in_and_broken_glass_does_not_make_one(
    resources: Resources, centre_id: UUID
) -> None:
    meeting = await meet(resources, centre_id, department="PA")
    with pytest.raises(OtherDepartmentsFile):
        await meeting.begin()
    pane = Pane(social_file_id=meeting.file_id)
    await break_glass(meeting.worker, pane, Reason.COLLEAGUE_AWAY, "an interview", 600)
    with pytest.raises(OtherDepartmentsFile):
        await meeting.begin()
    meeting = await meet(resources, centre_id)
    assert (await file_at_interview(meeting.worker, meeting.file_id)).people[0].id == meeting.beneficiary_id
    deposit_id = await meeting.begin()
    for username in ("ines.moreau", "fatou.diop", "rachid.lahlou", "anne.dewit"):
        other = await staff(centre_id, username)
        with pytest.raises(NotYourWork):
            await begin_interview(resources.settings, other, uuid4(), meeting.file_id, meeting.beneficiary_id)
        with pytest.raises(NotYourWork):
            await interviewer_of(other, deposit_id)
    colleague = await staff(centre_id, "olivier.marchal")  # SPOC of that department: on his own, not on hers
    with pytest.raises(NotYourInterview):
        await interviewer_of(colleague, deposit_id)
    with pytest.raises(OtherDeposit):
        await begin_interview(resources.settings, colleague, deposit_id, meeting.file_id, meeting.beneficiary_id)
    await begin_interview(resources.settings, colleague, uuid4(), meeting.file_id, meeting.beneficiary_id)
    with pytest.raises(NotInFile):
        await begin_interview(resources.settings, colleague, uuid4(), meeting.file_id, uuid4())
    assert replace(meeting.taking_in, takes_in=False, place=colleague.place) == meeting.worker


async def test_nobody_takes_in_for_a_relative(resources: Resources, centre_id: UUID) -> None:
    meeting = await meet(resources, centre_id)
    async with transaction(system(centre_id)) as tx:
        await tx.run(
            """INSERT INTO staff_ties (id, staff_id, centre_id, beneficiary_id, kind, noted_at)
               VALUES ($1, $2, $3, $4, 'relative', now())""",
            uuid4(),
            meeting.worker.id,
            centre_id,
            meeting.beneficiary_id,
        )
    with pytest.raises(OwnOrRelative):
        await meeting.begin()
