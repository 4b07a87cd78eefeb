"""A paper that was answered is asked again: what answers it then, who is waited for since when, how it is undone."""

from datetime import timedelta
from uuid import UUID

import pytest

from demo.people import people
from dossier import clock
from dossier.database.actor import Actor, system
from dossier.database.engine import transaction
from dossier.jobs.worker import drain
from dossier.requests import errors
from dossier.requests.asked import Progress, asked_of
from dossier.requests.close_again import close_again
from dossier.requests.queries import request
from dossier.requests.reopen import ReopenReason, reopen
from dossier.requests.resume import resume
from dossier.requests.waiting import waiting
from dossier.requests.waive import WaiveReason, waive
from dossier.resources import Resources
from tests.support.deposits import hand_over, staff
from tests.support.requests import answers_of, ask_for, decide, file_one, person_id, state_of

pytestmark = pytest.mark.people
PERSON = people()[0]
PAGES = ReopenReason.PAGES_MISSING


async def item_of(actor: Actor, request_id: UUID) -> UUID:
    return (await request(actor, request_id)).items[0].id


async def filed(resources: Resources, centre_id: UUID, code: str) -> UUID:
    """File a document one day after it came in, and have it answer."""
    with clock.moved(timedelta(days=-1)):
        made = await hand_over(resources, centre_id, PERSON, types=(code,))
    await decide(centre_id, made.document_ids[0], PERSON, code)
    await drain(resources)
    return made.document_ids[0]


async def test_the_document_that_is_not_enough_answers_no_more_and_another_does(
    resources: Resources, centre_id: UUID
) -> None:
    worker = await staff(centre_id, "nadia.benali")
    asked = await ask_for(worker, PERSON, "REV_BANK")
    item = await item_of(worker, asked)
    with pytest.raises(errors.NotAnswered):
        await reopen(worker, asked, item, PAGES, "")
    await file_one(resources, centre_id, PERSON, "REV_BANK")
    await drain(resources)
    assert await state_of(centre_id, asked) == "answered"
    for reason, error in ((None, errors.ReopenReasonNeeded), (ReopenReason.OTHER, errors.ReopenWordsNeeded)):
        with pytest.raises(error):
            await reopen(worker, asked, item, reason, " ")
    with pytest.raises(errors.OtherDepartmentsFile):
        await reopen(await staff(centre_id, "pieter.maes"), asked, item, PAGES, "")
    await reopen(worker, asked, item, PAGES, "The last page lacks.")
    assert (await state_of(centre_id, asked), await answers_of(centre_id, asked)) == ("open", [None])
    await drain(resources)
    assert await answers_of(centre_id, asked) == [None], "no round pairs them again"
    seen = (await request(worker, asked)).items[0]
    assert (seen.again, seen.again_note, seen.again_name) == ("pages_missing", "The last page lacks.", "Nadia Benali")
    person = Actor(centre_id=centre_id, kind="beneficiary", id=await person_id(centre_id, PERSON), place="portal")
    (paper,) = (await asked_of(person)).papers
    assert (paper.progress, paper.again) == (Progress.MISSING, "pages_missing")
    second = await file_one(resources, centre_id, PERSON, "REV_BANK")
    await drain(resources)
    assert (await state_of(centre_id, asked), await answers_of(centre_id, asked)) == ("answered", [second])
    with pytest.raises(errors.ReopeningStands):
        await close_again(worker, asked, item)


async def test_it_is_taken_back_for_a_week(resources: Resources, centre_id: UUID) -> None:
    worker = await staff(centre_id, "nadia.benali")
    asked = await ask_for(worker, PERSON, "REV_BANK")
    item = await item_of(worker, asked)
    first = await file_one(resources, centre_id, PERSON, "REV_BANK")
    await drain(resources)
    before = (await request(worker, asked)).items[0]
    await reopen(worker, asked, item, PAGES, "")
    with clock.moved(timedelta(days=8)), pytest.raises(errors.ReopeningStands):
        await close_again(worker, asked, item)
    await close_again(worker, asked, item)
    assert (await state_of(centre_id, asked), await answers_of(centre_id, asked)) == ("answered", [first])
    assert (await request(worker, asked)).items[0] == before
    async with transaction(system(centre_id)) as tx:
        for name in ("RequestReopened", "ReopeningTakenBack", "RequestUnanswered"):
            assert await tx.value("SELECT count(*) FROM events WHERE name = $1", name) == 1, name


async def test_both_waits_count_when_a_paper_is_asked_twice(resources: Resources, centre_id: UUID) -> None:
    worker = await staff(centre_id, "nadia.benali")
    with clock.moved(timedelta(days=-20)):
        asked = await ask_for(worker, PERSON, "REV_BANK")
    with clock.moved(timedelta(days=-10)):
        await filed(resources, centre_id, "REV_BANK")  # came in on day 9, filed on day 10
    with clock.moved(timedelta(days=-7)):
        await reopen(worker, asked, await item_of(worker, asked), PAGES, "")  # on day 13
    seen = await request(worker, asked)
    assert round((clock.now() - seen.waits_since) / timedelta(days=1), 2) == 7
    await filed(resources, centre_id, "REV_BANK")  # came in on day 19, filed on day 20
    found = await waiting(worker)
    assert sorted(round(each, 2) for each in found.person.days) == [6, 9]
    assert sorted(round(each, 2) for each in found.centre.days) == [1, 4]


async def test_nobody_is_waited_for_while_a_request_is_waived(resources: Resources, centre_id: UUID) -> None:
    worker = await staff(centre_id, "nadia.benali")
    with clock.moved(timedelta(days=-20)):
        asked = await ask_for(worker, PERSON, "REV_BANK")
    with clock.moved(timedelta(days=-15)):
        await waive(worker, asked, WaiveReason.MISTAKE, "")
    with clock.moved(timedelta(days=-11)):
        await resume(worker, asked)
    await filed(resources, centre_id, "REV_BANK")
    (person,) = (await waiting(worker)).person.days
    assert round(person, 2) == 15, "19 days from request to paper, less 4"
