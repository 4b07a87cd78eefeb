"""Suggestions: whence each comes, in which order, and never what the form says already."""

import json
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest

from demo.people import people
from dossier import clock
from dossier.database.actor import system
from dossier.database.engine import transaction
from dossier.deposits.add_original import add_original
from dossier.deposits.receive import receive
from dossier.documents.at_desk import Said, at_desk
from dossier.documents.claim import claim
from dossier.documents.suggest import Reason, Suggestion
from dossier.documents.validate import validate
from dossier.jobs.worker import drain
from dossier.people.access import OtherDepartment
from dossier.resources import Resources
from tests.support.deposits import hand_over, pdf, received, staff
from tests.support.desk import filed, in_hand, profiled
from tests.support.interviews import meet
from tests.support.requests import ask_for, person_id

pytestmark = pytest.mark.people
PERSON, OTHER = people()[0], people()[3]


async def suggested(
    resources: Resources, centre_id: UUID, document_id: UUID, *, code: str | None = None, beneficiary: bool = True
) -> dict[tuple[str, Reason], Suggestion]:
    del resources
    agent = await staff(centre_id, "ines.moreau")
    said = Said(
        type_id=(await profiled(centre_id, code)).type_id if code else None,
        beneficiary_id=await person_id(centre_id, PERSON) if beneficiary else None,
    )
    found = await at_desk(agent, document_id, said)
    return {(each.field, each.reason): each for each in found.suggestions}


async def test_the_depositor_s_choice_and_what_was_asked_of_them(resources: Resources, centre_id: UUID) -> None:
    await ask_for(await staff(centre_id, "nadia.benali"), PERSON, "LOG_BAIL")
    (document_id,) = (await hand_over(resources, centre_id, PERSON, types=("REV_PAIE",))).document_ids
    found = await suggested(resources, centre_id, document_id)
    assert found["type_id", Reason.DEPOSITOR].label("fr") == "Fiche de paie"
    asked = found["type_id", Reason.REQUEST]
    assert asked.label("nl").startswith("Huurovereenkomst")
    assert asked.at
    assert list(found) == [("type_id", Reason.DEPOSITOR), ("type_id", Reason.REQUEST)]
    said = await suggested(resources, centre_id, document_id, code="REV_PAIE")
    assert ("type_id", Reason.DEPOSITOR) not in said, "the form says so already"


async def test_who_identified_and_whose_letter_lies_in_it(resources: Resources, centre_id: UUID) -> None:
    (document_id,) = (await hand_over(resources, centre_id, PERSON)).document_ids
    await drain(resources)
    theirs = await person_id(centre_id, OTHER)
    async with transaction(system(centre_id)) as tx:
        file_id = await tx.value(
            "SELECT social_file_id FROM social_file_members WHERE beneficiary_id = $1 AND role = 'holder'", theirs
        )
        code = json.dumps(
            [{"format": "QRCode", "own": "letter", "says": file_id.hex}, {"format": "EAN13", "text": "4"}]
        )
        await tx.run("UPDATE pages SET codes = $1", code)
    found = await suggested(resources, centre_id, document_id, beneficiary=False)
    assert found["beneficiary_id", Reason.CODE].value == str(await person_id(centre_id, OTHER))
    assert found["beneficiary_id", Reason.IDENTIFIED].value == str(await person_id(centre_id, PERSON))
    assert next(iter(found)) == ("beneficiary_id", Reason.CODE), "what lies in it says more than who brought it"


async def test_an_interview_is_with_the_people_of_its_file(resources: Resources, centre_id: UUID) -> None:
    (document_id,) = (await hand_over(resources, centre_id, PERSON, circuit="interview")).document_ids
    agent = await staff(centre_id, "ines.moreau")
    said = Said(type_id=None, beneficiary_id=await person_id(centre_id, PERSON))
    found = (await at_desk(agent, document_id, said)).suggestions
    assert {each.reason for each in found} == {Reason.INTERVIEW}
    assert {each.label_fr for each in found} == {"El Amrani Lina", "El Amrani Yassin"}


async def test_what_is_signed_at_interviews_bears_their_day(resources: Resources, centre_id: UUID) -> None:
    meeting = await meet(resources, centre_id, PERSON)
    agent = await staff(centre_id, "ines.moreau")

    async def taken_in(dated: date | None) -> UUID:
        deposit_id, paper_id = await meeting.begin(), uuid4()
        file = await received(resources, pdf(str(paper_id)))
        await add_original(resources, meeting.taking_in, deposit_id, paper_id, uuid4(), file)
        await receive(resources, meeting.taking_in, deposit_id)
        if dated:
            await claim(agent, paper_id, 600)
            told = await profiled(centre_id, "REV_PAIE")
            person = await person_id(centre_id, PERSON)
            await validate(agent, paper_id, replace(told, beneficiary_id=person, document_date=dated))
        return paper_id

    async def proposed(document_id: UUID) -> list[str]:
        found = await suggested(resources, centre_id, document_id, code="REV_PAIE")
        return [each.value for (field, _), each in found.items() if field == "document_date"]

    today = clock.today()
    document_id = await taken_in(None)
    await taken_in(today)
    assert await proposed(document_id) == [], "once is no habit"
    await taken_in(today)
    assert await proposed(document_id) == [today.strftime("%d/%m/%Y")]
    (elsewhere,) = (await hand_over(resources, centre_id, PERSON)).document_ids
    assert await proposed(elsewhere) == [], "it came by no interview"
    for day in (1, 2):
        await taken_in(today - timedelta(days=day))
    assert await proposed(document_id) == [], "half of them is not most"


async def test_habits_of_a_type_and_first_those_of_the_person(resources: Resources, centre_id: UUID) -> None:
    agent = await staff(centre_id, "ines.moreau")
    for sender, person in (("ACME", OTHER), ("ACME", OTHER), ("Colruyt", PERSON)):
        await filed(resources, agent, "REV_PAIE", person, sender=sender, language="nl")
    (document_id,) = (await hand_over(resources, centre_id, PERSON)).document_ids
    found = await suggested(resources, centre_id, document_id, code="REV_PAIE")
    assert found["sender", Reason.HABIT].value == "Colruyt"
    assert found["language", Reason.HABIT].value == "nl"
    nobody = await suggested(resources, centre_id, document_id, code="REV_PAIE", beneficiary=False)
    assert nobody["sender", Reason.HABIT].value == "ACME"
    assert ("sender", Reason.HABIT) not in await suggested(resources, centre_id, document_id, code="LOG_BAIL")


async def test_they_are_for_whoever_may_read_the_document(resources: Resources, centre_id: UUID) -> None:
    made = await in_hand(resources, await staff(centre_id, "ines.moreau"))
    with pytest.raises(OtherDepartment):
        await at_desk(await staff(centre_id, "chantal.remy"), made.document_ids[0])
