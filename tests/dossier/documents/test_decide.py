"""Claim, profile, validate, refuse: who may, who was first, and what follows."""

import asyncio
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest

from demo.people import people
from dossier import clock
from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.deposits import queries
from dossier.documents.claim import claim, release
from dossier.documents.errors import (
    AlreadyDecided,
    BeneficiaryNeeded,
    ClaimedByOther,
    ClaimLost,
    FutureDate,
    NoSuchDocument,
    SecondReaderNeeded,
    TypeNeeded,
)
from dossier.documents.profile import Profile, profile
from dossier.documents.queue import queue
from dossier.documents.refuse import refuse
from dossier.documents.review import readable_rendition, review
from dossier.documents.take_next import take_next
from dossier.documents.tracking import PlainState, tracked
from dossier.documents.validate import validate
from dossier.ids import new_id
from dossier.jobs.worker import drain
from dossier.lifecycle import DepositState, DocumentState
from dossier.people.access import NotYourWork, OtherDepartment
from dossier.resources import Resources
from dossier.signals.queries import View, signals
from dossier.thesaurus.queries import find_types, refusal_reasons
from tests.support.deposits import hand_over, staff
from tests.support.terms import change_term

pytestmark = pytest.mark.people
LEASE_SECONDS = 600


async def told(actor: Actor, document_id: UUID, code: str, day: date | None = None) -> Profile:
    """Profile a document as a type, for whoever it was handed over by."""
    types = {each.code: each for each in await find_types(actor, code)}
    async with transaction(actor) as tx:
        person = await tx.value("SELECT beneficiary_id FROM document_beneficiaries WHERE document_id = $1", document_id)
    return Profile(type_id=types[code].id, beneficiary_id=person, document_date=day)


async def test_a_validated_document_is_filed_told_and_closes_its_deposit(resources: Resources, centre_id: UUID) -> None:
    made = await hand_over(resources, centre_id, people()[0], types=("LOG_EXP", "REV_PAIE"))
    await drain(resources)
    agent = await staff(centre_id, "ines.moreau")
    for document_id, code in zip(made.document_ids, ("LOG_EXP", "REV_PAIE"), strict=True):
        await claim(agent, document_id, LEASE_SECONDS)
        wanted = await told(agent, document_id, code, date(2026, 1, 2))
        assert await validate(agent, document_id, wanted) is DocumentState.VALIDATED
    await drain(resources)
    assert (await queries.deposit(agent, made.deposit_id)).state is DepositState.CLOSED
    assert {each.state for each in await tracked(agent, made.deposit_id)} == {PlainState.IN_GOOD_ORDER}
    lawyer = await staff(centre_id, "sofie.devos")
    (signal,) = [each for each in await signals(lawyer, View.DEPARTMENT) if each.document_id == made.document_ids[0]]
    assert signal.readable
    shown = await review(lawyer, made.document_ids[0])
    assert shown.decided_name == "Inès Moreau"
    assert shown.document_date == date(2026, 1, 2)


async def test_a_refused_document_tells_its_depositor_why(resources: Resources, centre_id: UUID) -> None:
    made = await hand_over(resources, centre_id, people()[0])
    agent = await staff(centre_id, "ines.moreau")
    reason = (await refusal_reasons(agent))[0]
    await claim(agent, made.document_ids[0], LEASE_SECONDS)
    await refuse(agent, made.document_ids[0], reason.id, " Un coin manque. ")
    (document,) = await tracked(agent, made.deposit_id)
    assert document.state is PlainState.NEEDS_YOU
    assert document.sentence("nl") == reason.sentence_nl
    assert document.refusal_note == "Un coin manque."


async def test_of_many_who_decide_at_once_one_does_and_the_others_read_who(
    resources: Resources, centre_id: UUID
) -> None:
    made = await hand_over(resources, centre_id, people()[0])
    (document_id,) = made.document_ids
    agent = await staff(centre_id, "ines.moreau")
    await claim(agent, document_id, LEASE_SECONDS)
    wanted = await told(agent, document_id, "REV_PAIE")
    ends = await asyncio.gather(*(validate(agent, document_id, wanted) for _ in range(8)), return_exceptions=True)
    assert ends.count(DocumentState.VALIDATED) == 1
    late = [each for each in ends if isinstance(each, AlreadyDecided)]
    assert len(late) == 7
    assert "Inès Moreau" in str(late[0])
    async with transaction(agent) as tx:
        assert await tx.value("SELECT count(*) FROM events WHERE name = 'DocumentValidated'") == 1


@pytest.mark.parametrize("late", ["koen.smets", "wim.claes", "ines.moreau"])
async def test_whoever_comes_too_late_reads_who_was_first_though_the_document_is_filed_elsewhere(
    resources: Resources, centre_id: UUID, late: str
) -> None:
    made = await hand_over(resources, centre_id, people()[0])
    (document_id,) = made.document_ids
    agent = await staff(centre_id, "ines.moreau")
    await claim(agent, document_id, LEASE_SECONDS)
    wanted = await told(agent, document_id, "REV_PAIE")
    await validate(agent, document_id, wanted)
    other = await staff(centre_id, late)
    reason = (await refusal_reasons(agent))[0]
    for act in (
        claim(other, document_id, LEASE_SECONDS),
        profile(other, document_id, wanted),
        validate(other, document_id, wanted),
        refuse(other, document_id, reason.id, ""),
    ):
        with pytest.raises(AlreadyDecided, match="Inès Moreau"):
            await act
    with pytest.raises(OtherDepartment):
        await claim(await staff(centre_id, "chantal.remy"), document_id, LEASE_SECONDS)


async def test_a_claim_is_a_lease_on_the_whole_deposit(resources: Resources, centre_id: UUID) -> None:
    made = await hand_over(resources, centre_id, people()[0], types=(None, None))
    first, second = await staff(centre_id, "ines.moreau"), await staff(centre_id, "koen.smets")
    await claim(first, made.document_ids[0], LEASE_SECONDS)
    with pytest.raises(ClaimedByOther, match="Inès Moreau"):
        await claim(second, made.document_ids[1], LEASE_SECONDS)
    wanted = await told(second, made.document_ids[1], "REV_PAIE")
    with pytest.raises(ClaimLost):
        await validate(second, made.document_ids[1], wanted)
    with clock.moved(timedelta(seconds=LEASE_SECONDS + 1)):
        await claim(second, made.document_ids[1], LEASE_SECONDS)
        with pytest.raises(ClaimLost):
            await validate(first, made.document_ids[0], wanted)
        await release(second, made.document_ids[0])
        await claim(first, made.document_ids[0], LEASE_SECONDS)


async def test_the_next_document_is_nobody_s_and_the_oldest(resources: Resources, centre_id: UUID) -> None:
    older = await hand_over(resources, centre_id, people()[0], types=(None, None))
    newer = await hand_over(resources, centre_id, people()[1])
    first, second = await staff(centre_id, "ines.moreau"), await staff(centre_id, "koen.smets")
    assert await take_next(first, LEASE_SECONDS) == older.document_ids[0]
    assert await take_next(second, LEASE_SECONDS) == newer.document_ids[0]
    assert await take_next(first, LEASE_SECONDS, after=older.document_ids[0]) == older.document_ids[1]
    assert {row.claimed_name for row in (await queue(first)).rows} == {"Inès Moreau", "Koen Smets"}


async def test_what_is_missing_is_asked_for(resources: Resources, centre_id: UUID) -> None:
    made = await hand_over(resources, centre_id)
    (document_id,) = made.document_ids
    agent = await staff(centre_id, "ines.moreau")
    await claim(agent, document_id, LEASE_SECONDS)
    kind = (await find_types(agent, "REV_PAIE"))[0].id
    tomorrow = clock.today() + timedelta(days=1)
    known = await told(agent, (await hand_over(resources, centre_id, people()[0])).document_ids[0], "REV_PAIE")
    for wrong, error in (
        (Profile(type_id=None, beneficiary_id=None, document_date=None), TypeNeeded),
        (Profile(type_id=kind, beneficiary_id=None, document_date=None), BeneficiaryNeeded),
        (Profile(type_id=kind, beneficiary_id=known.beneficiary_id, document_date=tomorrow), FutureDate),
    ):
        with pytest.raises(error):
            await validate(agent, document_id, wrong)
    await profile(agent, document_id, known)
    assert (await review(agent, document_id)).state is DocumentState.PROFILED


async def test_a_type_with_two_readers_waits_for_another_person(resources: Resources, centre_id: UUID) -> None:
    made = await hand_over(resources, centre_id, people()[0])
    (document_id,) = made.document_ids
    first, second = await staff(centre_id, "ines.moreau"), await staff(centre_id, "koen.smets")
    await change_term(centre_id, "REV_BANK", two_readers=True)
    wanted = await told(first, document_id, "REV_BANK")
    await claim(first, document_id, LEASE_SECONDS)
    assert await validate(first, document_id, wanted) is DocumentState.SECOND_READING
    with pytest.raises(SecondReaderNeeded):
        await validate(first, document_id, wanted)
    await release(first, document_id)
    await claim(second, document_id, LEASE_SECONDS)
    assert await validate(second, document_id, wanted) is DocumentState.VALIDATED


@pytest.mark.parametrize("change", ["a type of two readers", "a type of one", "date", "person"])
async def test_what_a_second_reader_changes_is_read_by_another_person(
    resources: Resources, centre_id: UUID, change: str
) -> None:
    made = await hand_over(resources, centre_id, people()[0])
    (document_id,) = made.document_ids
    first, second = await staff(centre_id, "ines.moreau"), await staff(centre_id, "koen.smets")
    await change_term(centre_id, "REV_BANK", two_readers=True)
    as_read = await told(first, document_id, "REV_BANK")
    async with transaction(first) as tx:
        other = await tx.value(
            """SELECT m.beneficiary_id FROM social_file_members m JOIN social_files f ON f.id = m.social_file_id
               WHERE f.status = 'open' AND m.beneficiary_id <> $1 ORDER BY f.number LIMIT 1""",
            as_read.beneficiary_id,
        )
    changed = {
        "a type of two readers": await told(first, document_id, "REV_RIB"),
        "a type of one": await told(first, document_id, "REV_PAIE"),
        "date": replace(as_read, document_date=date(2026, 1, 2)),
        "person": replace(as_read, beneficiary_id=other),
    }[change]
    await claim(first, document_id, LEASE_SECONDS)
    await validate(first, document_id, as_read)
    await release(first, document_id)
    await claim(second, document_id, LEASE_SECONDS)
    assert not (await review(second, document_id)).was_changed
    assert await validate(second, document_id, changed) is DocumentState.SECOND_READING
    with pytest.raises(SecondReaderNeeded):  # nor the other way round: nobody gives both
        await validate(second, document_id, changed)
    await release(second, document_id)
    await claim(first, document_id, LEASE_SECONDS)
    seen = await review(first, document_id)
    assert (seen.was_changed, seen.decided_name) == (True, "Koen Smets")
    assert await validate(first, document_id, changed) is DocumentState.VALIDATED
    async with transaction(first) as tx:
        rows = await tx.rows(
            "SELECT name, actor_id FROM events WHERE record_id = $1 AND actor_kind = 'staff' ORDER BY seq", document_id
        )
    assert [tuple(row) for row in rows] == [
        ("SecondReadingAsked", first.id),
        ("SecondReadingAsked", second.id),
        ("DocumentValidated", first.id),
    ]


async def test_content_is_for_those_whose_work_it_is_and_every_look_is_logged(
    resources: Resources, centre_id: UUID
) -> None:
    person = people()[0]
    made = await hand_over(resources, centre_id, person)
    await drain(resources)
    (document_id,) = made.document_ids
    for nobody in ("rachid.lahlou", "anne.dewit", "fatou.diop"):
        with pytest.raises(NotYourWork):
            await review(await staff(centre_id, nobody), document_id)
        with pytest.raises(NotYourWork):
            await queue(await staff(centre_id, nobody))
    with pytest.raises(OtherDepartment):
        await review(await staff(centre_id, "chantal.remy"), document_id)
    with pytest.raises(NoSuchDocument):
        await review(await staff(centre_id, "nadia.benali"), new_id())
    worker = await staff(centre_id, "nadia.benali")
    page = (await review(worker, document_id)).pages[0]
    await readable_rendition(worker, page.id, "page")
    with pytest.raises(OtherDepartment):
        await readable_rendition(await staff(centre_id, "chantal.remy"), page.id, "page")
    async with transaction(worker) as tx:
        rows = await tx.rows("SELECT act, record_kind, record_id, actor_id FROM access_log ORDER BY seq")
    assert [tuple(row) for row in rows] == [
        ("view", "document", document_id, worker.id),
        ("view", "page", page.id, worker.id),
    ]
