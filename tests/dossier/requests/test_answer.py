"""Which document answers which item: the moves, two at once, what is taken back, and any order of it all."""

import asyncio
from datetime import timedelta
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from demo.people import people
from dossier import clock
from dossier.database.actor import Actor, system
from dossier.database.engine import transaction
from dossier.ids import new_id
from dossier.jobs.worker import drain
from dossier.requests.answer import answer_missed, answer_requests
from dossier.requests.asked import Progress, asked_of
from dossier.requests.close_again import close_again
from dossier.requests.queries import request
from dossier.requests.reopen import ReopenReason, reopen
from dossier.requests.resume import resume
from dossier.requests.waive import WaiveReason, waive
from dossier.resources import Resources
from tests.support.deposits import hand_over, staff
from tests.support.requests import answers_of, ask_for, decide, file_one, person_id, state_of, take_back

pytestmark = pytest.mark.people
PERSON, OTHER = people()[0], people()[3]


async def test_documents_answer_one_after_the_other_by_themselves(resources: Resources, centre_id: UUID) -> None:
    worker = await staff(centre_id, "nadia.benali")
    asked = await ask_for(worker, PERSON, "REV_PAIE", "LOG_BAIL")
    assert await state_of(centre_id, asked) == "open"
    payslip = await file_one(resources, centre_id, PERSON, "REV_PAIE")
    await drain(resources)
    assert await state_of(centre_id, asked) == "partly_answered"
    assert await answers_of(centre_id, asked) == [payslip, None]
    await file_one(resources, centre_id, PERSON, "REV_BANK")  # not asked for
    await file_one(resources, centre_id, OTHER, "LOG_BAIL")  # another person's
    await drain(resources)
    assert await state_of(centre_id, asked) == "partly_answered"
    rent = await file_one(resources, centre_id, PERSON, "LOG_BAIL")
    await drain(resources)
    assert await state_of(centre_id, asked) == "answered"
    async with transaction(system(centre_id)) as tx:
        told = await tx.rows("SELECT facts FROM events WHERE name = 'RequestAnswered' ORDER BY seq")
    assert [f'"left_count": {left}' in row["facts"] for row, left in zip(told, (1, 0), strict=True)] == [True, True]
    assert await answers_of(centre_id, asked) == [payslip, rent]


async def test_the_oldest_item_is_answered_first_and_by_one_document_alone(
    resources: Resources, centre_id: UUID
) -> None:
    worker = await staff(centre_id, "nadia.benali")
    first, second = await ask_for(worker, PERSON, "REV_PAIE"), await ask_for(worker, PERSON, "REV_PAIE", "REV_PAIE")
    payslips = [await file_one(resources, centre_id, PERSON, "REV_PAIE") for _ in range(2)]
    for each in payslips:
        await answer_requests(system(centre_id), each)
        await answer_requests(system(centre_id), each)  # a job may come twice
    assert await answers_of(centre_id, first) == [payslips[0]]
    assert await answers_of(centre_id, second) == [payslips[1], None]


async def test_what_was_filed_before_it_was_asked_for_answers_nothing(resources: Resources, centre_id: UUID) -> None:
    await file_one(resources, centre_id, PERSON, "REV_PAIE")
    asked = await ask_for(await staff(centre_id, "nadia.benali"), PERSON, "REV_PAIE")
    await drain(resources)
    await answer_missed(system(centre_id))
    assert await state_of(centre_id, asked) == "open"


async def test_two_answers_at_once_are_both_counted_and_none_twice(resources: Resources, centre_id: UUID) -> None:
    worker = await staff(centre_id, "nadia.benali")
    asked = await ask_for(worker, PERSON, "REV_PAIE", "REV_PAIE", "REV_PAIE")
    payslips = [await file_one(resources, centre_id, PERSON, "REV_PAIE") for _ in range(3)]
    await asyncio.gather(*(answer_requests(system(centre_id), each) for each in payslips * 3))
    assert sorted(map(str, await answers_of(centre_id, asked))) == sorted(map(str, payslips))
    assert await state_of(centre_id, asked) == "answered"
    async with transaction(system(centre_id)) as tx:
        assert await tx.value("SELECT count(*) FROM events WHERE name = 'RequestAnswered'") == 3


async def test_a_document_that_is_filed_no_longer_answers_no_longer_and_another_takes_its_place(
    resources: Resources, centre_id: UUID
) -> None:
    worker = await staff(centre_id, "nadia.benali")
    asked = await ask_for(worker, PERSON, "REV_PAIE", "LOG_BAIL")
    first, second = [await file_one(resources, centre_id, PERSON, "REV_PAIE") for _ in range(2)]
    rent = await file_one(resources, centre_id, PERSON, "LOG_BAIL")
    await drain(resources)
    assert await answers_of(centre_id, asked) == [first, rent]
    await take_back(centre_id, first)
    await answer_requests(system(centre_id), first)
    assert await answers_of(centre_id, asked) == [second, rent]
    assert await state_of(centre_id, asked) == "answered"
    await take_back(centre_id, second)
    await answer_missed(system(centre_id))  # where no job told of it
    assert await answers_of(centre_id, asked) == [None, rent]
    assert await state_of(centre_id, asked) == "partly_answered"
    await take_back(centre_id, rent)
    await answer_missed(system(centre_id))
    assert await state_of(centre_id, asked) == "open"


async def test_a_waived_request_is_answered_by_nothing_until_it_is_resumed(
    resources: Resources, centre_id: UUID
) -> None:
    worker = await staff(centre_id, "nadia.benali")
    asked = await ask_for(worker, PERSON, "REV_PAIE", "LOG_BAIL")
    await waive(worker, asked, WaiveReason.HAVE_IT, "")
    payslip = await file_one(resources, centre_id, PERSON, "REV_PAIE")
    await drain(resources)
    assert await state_of(centre_id, asked) == "waived"
    await resume(worker, asked)
    assert await state_of(centre_id, asked) == "partly_answered"
    assert await answers_of(centre_id, asked) == [payslip, None]
    await waive(worker, asked, WaiveReason.NOT_NEEDED, "")
    await resume(worker, asked)
    assert await state_of(centre_id, asked) == "partly_answered"


async def test_the_person_sees_what_came_in_and_what_is_in_good_order(resources: Resources, centre_id: UUID) -> None:
    worker = await staff(centre_id, "nadia.benali")
    await ask_for(worker, PERSON, "REV_PAIE", "REV_PAIE", "LOG_BAIL")
    with clock.moved(timedelta(seconds=1)):
        made = await hand_over(resources, centre_id, PERSON, types=("REV_PAIE", "LOG_BAIL"))
    actor = system(centre_id)
    person = type(actor)(centre_id=centre_id, kind="beneficiary", id=await person_id(centre_id, PERSON), place="portal")
    seen = await asked_of(person)
    assert [each.progress for each in seen.papers] == [Progress.CAME_IN, Progress.MISSING, Progress.CAME_IN]
    with clock.moved(timedelta(seconds=2)):
        await decide(centre_id, made.document_ids[1], PERSON, "LOG_BAIL")
    await drain(resources)
    seen = await asked_of(person)
    assert [each.progress for each in seen.papers] == [Progress.CAME_IN, Progress.MISSING, Progress.IN_GOOD_ORDER]
    assert len(seen.missing) == 1
    assert (await asked_of(actor)).papers == ()


ACTS = st.lists(
    st.tuples(
        st.sampled_from(["file", "file", "take_back", "ask", "waive", "resume", "settle", "reopen", "close"]),
        st.integers(0, 3),
    ),
    max_size=24,
)


@given(acts=ACTS)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
async def test_in_whatever_order_things_happen_no_document_answers_twice(
    centre_id: UUID, acts: list[tuple[str, int]]
) -> None:
    worker = await staff(centre_id, "nadia.benali")
    codes = ("REV_PAIE", "LOG_BAIL")
    filed: list[tuple[UUID, str]] = []
    asked = [await ask_for(worker, PERSON, "REV_PAIE", "LOG_BAIL", "REV_PAIE")]
    for act, number in acts:
        if act == "file":
            filed.append((await _file(centre_id, codes[number % 2]), codes[number % 2]))
        elif act == "take_back" and filed:
            await take_back(centre_id, filed[number % len(filed)][0])
        elif act == "ask" and len(asked) < 3:
            asked.append(await ask_for(worker, PERSON, codes[number % 2], codes[number // 2]))
        elif act == "waive" and await state_of(centre_id, asked[number % len(asked)]) in {"open", "partly_answered"}:
            await waive(worker, asked[number % len(asked)], WaiveReason.MISTAKE, "")
        elif act == "resume" and await state_of(centre_id, asked[number % len(asked)]) == "waived":
            await resume(worker, asked[number % len(asked)])
        elif act in {"reopen", "close"}:
            await _ask_again(worker, asked[number % len(asked)], act)
        elif act == "settle" and filed:
            await answer_requests(system(centre_id), filed[number % len(filed)][0])
    await answer_missed(system(centre_id))
    await _check(centre_id, asked)
    async with transaction(system(centre_id)) as tx:  # the next example begins anew
        await tx.run("UPDATE documents SET state = 'withdrawn' WHERE state = 'validated'")
        await tx.run("DELETE FROM request_items")
        await tx.run("DELETE FROM document_requests")


async def _ask_again(worker: Actor, request_id: UUID, act: str) -> None:
    """Ask a paper that is answered again, or take that back where it can be."""
    seen = await request(worker, request_id)
    if seen.state == "waived":
        return
    for item in seen.items:
        if act == "reopen" and item.document_id:
            await reopen(worker, request_id, item.id, ReopenReason.PAGES_MISSING, "")
            return
        if act == "close" and item.again:
            await close_again(worker, request_id, item.id)
            return


async def _file(centre_id: UUID, code: str) -> UUID:
    """Write a filed document down: thousands of deposits would take minutes."""
    async with transaction(system(centre_id)) as tx:
        deposit_id, document_id = new_id(), new_id()
        await tx.run(
            """INSERT INTO deposits (id, centre_id, circuit, state, language, opened_at, received_at)
               VALUES ($1, $2, 'post', 'closed', 'fr', now(), now())""",
            deposit_id,
            centre_id,
        )
        await tx.run(
            """INSERT INTO documents (id, centre_id, deposit_id, position, state, type_id, captured_at, decided_at)
               SELECT $1, $2, $3, 0, 'validated', t.id, $5, $5 FROM document_types t WHERE t.code = $4""",
            document_id,
            centre_id,
            deposit_id,
            code,
            clock.now(),
        )
        await tx.run(
            """INSERT INTO document_beneficiaries (centre_id, document_id, beneficiary_id)
               SELECT $1, $2, b.id FROM beneficiaries b WHERE b.last_name = $3 AND b.first_name = $4""",
            centre_id,
            document_id,
            PERSON.last_name,
            PERSON.first_name,
        )
    return document_id


async def _check(centre_id: UUID, asked: list[UUID]) -> None:
    async with transaction(system(centre_id)) as tx:
        rows = await tx.rows(
            """SELECT r.id AS request_id, r.state, r.asked_at, i.document_id, t.code, d.state AS document_state,
                      dt.code AS document_code
               FROM document_requests r JOIN request_items i ON i.request_id = r.id
               JOIN document_types t ON t.id = i.type_id LEFT JOIN documents d ON d.id = i.document_id
               LEFT JOIN document_types dt ON dt.id = d.type_id ORDER BY r.asked_at, r.id, i.position"""
        )
        spare = await tx.rows(
            """SELECT t.code, d.decided_at,
                      array(SELECT i.request_id FROM request_reopenings o JOIN request_items i ON i.id = o.item_id
                            WHERE o.document_id = d.id AND o.taken_back_at IS NULL) AS not_enough_for
               FROM documents d JOIN document_types t ON t.id = d.type_id
               WHERE d.state = 'validated' AND NOT EXISTS (SELECT FROM request_items i WHERE i.document_id = d.id)"""
        )
    answered = [row["document_id"] for row in rows if row["document_id"]]
    assert len(answered) == len(set(answered)), "a document answers one item"
    for row in rows:
        assert row["document_id"] is None or row["document_code"] == row["code"]
        if row["state"] == "waived":
            continue
        assert row["document_id"] is None or row["document_state"] == "validated"
        fitting = [
            each
            for each in spare
            if each["code"] == row["code"]
            and each["decided_at"] >= row["asked_at"]
            and row["request_id"] not in each["not_enough_for"]
        ]
        assert row["document_id"] or not fitting, "nothing that fits is left lying"
    for request_id in asked:
        mine = [row for row in rows if row["request_id"] == request_id]
        left = sum(row["document_id"] is None for row in mine)
        wanted = "answered" if left == 0 else "open" if left == len(mine) else "partly_answered"
        assert mine[0]["state"] in {wanted, "waived"}
