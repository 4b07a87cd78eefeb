"""Ask, remind, waive, resume: who may, what is refused, and the clock."""

from datetime import timedelta
from uuid import UUID

import pytest

from demo.people import people
from dossier import clock
from dossier.database.actor import system
from dossier.database.engine import transaction
from dossier.documents.errors import UnknownChoice
from dossier.ids import new_id
from dossier.people.access import NotYourWork
from dossier.requests import errors
from dossier.requests.ask import TYPES_MAX, NewRequest, ask
from dossier.requests.queries import Shown, request, requests
from dossier.requests.remind import remind
from dossier.requests.resume import resume
from dossier.requests.tell import ChannelName, NewNotice
from dossier.requests.templates import templates
from dossier.requests.waive import WaiveReason, waive
from dossier.thesaurus.queries import all_types
from tests.support.deposits import staff
from tests.support.requests import ask_for, person_id, state_of

pytestmark = [pytest.mark.people, pytest.mark.usefixtures("resources")]
PERSON = people()[0]
MAIL = NewNotice(channel=ChannelName.EMAIL, subject="s", words="w")


async def test_a_request_is_asked_once_however_often_the_form_is_sent(centre_id: UUID) -> None:
    worker = await staff(centre_id, "nadia.benali")
    kind = (await all_types(worker))[0]
    told = NewRequest(
        id=new_id(),
        beneficiary_id=await person_id(centre_id, PERSON),
        type_ids=(kind.id, kind.id),
        due_on=clock.today(),
        language="fr",
        note="Le plus récent.",
    )
    assert [await ask(worker, told, ()) for _ in range(2)] == [told.id, told.id]
    seen = await request(worker, told.id)
    assert len(seen.items) == 2
    assert (seen.note, seen.state, seen.is_late) == ("Le plus récent.", "open", False)
    async with transaction(system(centre_id)) as tx:
        facts = await tx.value("SELECT string_agg(facts::text, '') FROM events WHERE name = 'RequestAsked'")
    assert "récent" not in facts
    assert '"item_count": 2' in facts


@pytest.mark.parametrize(
    ("change", "wrong"),
    [
        ({"beneficiary_id": None}, errors.PersonNeeded),
        ({"beneficiary_id": new_id()}, errors.NoFileToAskFor),
        ({"type_ids": ()}, errors.TypesNeeded),
        ({"type_ids": (new_id(),)}, UnknownChoice),
        ({"type_ids": (new_id(),) * (TYPES_MAX + 1)}, errors.TooManyTypes),
        ({"due_on": clock.today() - timedelta(days=2)}, errors.DuePast),
        ({"due_on": clock.today() + timedelta(days=500)}, errors.DueTooFar),
    ],
    ids=lambda each: each.__name__ if isinstance(each, type) else "",
)
async def test_what_cannot_be_asked_is_refused(
    centre_id: UUID, change: dict[str, object], wrong: type[Exception]
) -> None:
    worker = await staff(centre_id, "nadia.benali")
    right: dict[str, object] = {
        "id": new_id(),
        "beneficiary_id": await person_id(centre_id, PERSON),
        "type_ids": ((await all_types(worker))[0].id,),
        "due_on": clock.today(),
        "language": "fr",
        "note": "",
    }
    with pytest.raises(wrong):
        await ask(worker, NewRequest(**{**right, **change}), ())  # type: ignore[arg-type]
    async with transaction(system(centre_id)) as tx:
        assert await tx.value("SELECT count(*) FROM document_requests") == 0


@pytest.mark.parametrize(
    ("username", "wrong"),
    [
        ("pieter.maes", errors.OtherDepartmentsFile),
        ("ines.moreau", errors.OtherDepartmentsFile),
        ("fatou.diop", NotYourWork),
        ("rachid.lahlou", NotYourWork),
    ],
)
async def test_only_those_who_work_on_the_file_ask_and_act(
    centre_id: UUID, username: str, wrong: type[Exception]
) -> None:
    asked = await ask_for(await staff(centre_id, "nadia.benali"), PERSON, "REV_PAIE")
    other = await staff(centre_id, username)
    for act in (
        ask_for(other, PERSON, "REV_PAIE"),
        request(other, asked),
        remind(other, asked, ()),
        waive(other, asked, WaiveReason.MISTAKE, ""),
        resume(other, asked),
    ):
        with pytest.raises(wrong):
            await act
    assert await state_of(centre_id, asked) == "open"


async def test_late_is_computed_and_no_state(centre_id: UUID) -> None:
    worker = await staff(centre_id, "nadia.benali")
    asked = await ask_for(worker, PERSON, "REV_PAIE", days=3)
    for days, late in ((3, False), (4, True)):
        with clock.moved(timedelta(days=days)):
            assert (await request(worker, asked)).is_late is late
            found = await requests(worker, "late", mine=True)
            assert (found.counts["open"], found.counts["late"]) == (1, int(late))
            assert [each.id for each in found.rows] == ([asked] if late else [])
    assert await state_of(centre_id, asked) == "open"


async def test_a_list_is_one_s_department_s_or_one_s_own(centre_id: UUID) -> None:
    nadia, olivier = await staff(centre_id, "nadia.benali"), await staff(centre_id, "olivier.marchal")
    asked = await ask_for(nadia, PERSON, "REV_PAIE")
    both: tuple[tuple[bool, list[UUID]], ...] = ((False, [asked]), (True, []))
    for mine, ids in both:
        assert [each.id for each in (await requests(olivier, "open", mine=mine)).rows] == ids
    elsewhere = await staff(centre_id, "pieter.maes")
    kinds: tuple[Shown, ...] = ("open", "late", "answered", "waived")
    for shown in kinds:
        assert (await requests(elsewhere, shown, mine=False)).rows == ()


async def test_a_reminder_waits_a_day_after_the_last_word(centre_id: UUID) -> None:
    worker = await staff(centre_id, "nadia.benali")
    asked = await ask_for(worker, PERSON, "REV_PAIE")
    with pytest.raises(errors.ReminderTooSoon):
        await remind(worker, asked, ())
    for days in (1, 2):
        with clock.moved(timedelta(days=days, minutes=days)):
            await remind(worker, asked, ())
            with pytest.raises(errors.ReminderTooSoon):
                await remind(worker, asked, ())
    seen = await request(worker, asked)
    assert seen.reminder_count == 2
    await waive(worker, asked, WaiveReason.NOT_NEEDED, "")
    with clock.moved(timedelta(days=9)), pytest.raises(errors.RequestOver):
        await remind(worker, asked, ())


async def test_a_waiver_has_a_reason_and_can_be_taken_back_for_a_week(centre_id: UUID) -> None:
    worker = await staff(centre_id, "nadia.benali")
    asked = await ask_for(worker, PERSON, "REV_PAIE")
    with pytest.raises(errors.WaiveReasonNeeded):
        await waive(worker, asked, None, "because")
    with pytest.raises(errors.WaiveWordsNeeded):
        await waive(worker, asked, WaiveReason.OTHER, "  ")
    with pytest.raises(errors.WaiverStands):
        await resume(worker, asked)
    await waive(worker, asked, WaiveReason.OTHER, " Vu sur place. ")
    with pytest.raises(errors.RequestOver):
        await waive(worker, asked, WaiveReason.MISTAKE, "")
    seen = await request(worker, asked)
    assert (seen.waive_note, seen.waived_by_name) == ("Vu sur place.", "Nadia Benali")
    with clock.moved(timedelta(days=7, minutes=1)), pytest.raises(errors.WaiverStands):
        await resume(worker, asked)
    with clock.moved(timedelta(days=6)):
        await resume(worker, asked)
    seen = await request(worker, asked)
    assert (seen.state, seen.waive_reason, seen.waive_note) == ("open", None, "")


async def test_nobody_is_told_by_an_address_that_is_not_there(centre_id: UUID) -> None:
    worker = await staff(centre_id, "nadia.benali")
    assert PERSON.email == ""
    with pytest.raises(errors.NoAddressToTell):
        await ask_for(worker, PERSON, "REV_PAIE", notices=(MAIL,))
    async with transaction(system(centre_id)) as tx:
        assert await tx.value("SELECT count(*) FROM document_requests") == 0


async def test_each_paper_of_the_first_templates_has_plain_words(centre_id: UUID) -> None:
    worker = await staff(centre_id, "nadia.benali")
    known = await templates(worker)
    assert [len(each.type_ids) for each in known] == [6, 4, 4, 3]
    async with transaction(worker) as tx:
        rows = await tx.rows(
            "SELECT code, plain_fr, plain_nl FROM document_types WHERE id = ANY($1)",
            [type_id for each in known for type_id in each.type_ids],
        )
    for row in rows:
        for words in (row["plain_fr"], row["plain_nl"]):
            assert 0 < len(words.split()) <= 13, row["code"]
