"""What happened around a file, day by day: signals told once for all departments, acts and requests with their ways."""

from datetime import timedelta
from uuid import UUID

import pytest

from backoffice.files.story import days
from demo.people import people
from dossier import clock
from dossier.files.opened import opened_file
from dossier.jobs.worker import drain
from dossier.requests.waive import WaiveReason, waive
from dossier.resources import Resources
from tests.support.deposits import staff
from tests.support.filed import days_ago, file_documents, file_of
from tests.support.requests import ask_for

pytestmark = pytest.mark.people

SAMIRA = people()[0]  # a file of AS, of Nadia Benali


async def test_days_tell_once_of_all_who_were_told_and_lead_to_requests(resources: Resources, centre_id: UUID) -> None:
    agent, nadia = await staff(centre_id, "ines.moreau"), await staff(centre_id, "nadia.benali")
    with clock.moved(timedelta(days=-400)):
        asked = await ask_for(nadia, SAMIRA, "ID_CI", "REV_PAIE")
        await waive(nadia, asked, WaiveReason.MISTAKE, "")
        that_day = clock.today()  # an hour before midnight in winter is the next day in summer
    made = await file_documents(resources, agent, SAMIRA, (("LOG_EXP", days_ago(2)),))
    await drain(resources)
    opened = await opened_file(nadia, await file_of(resources, agent, SAMIRA))
    (today, now), (before, then) = days(opened, None, "fr")
    assert (today, before) == (clock.today(), that_day)
    (signal,) = [each for each in now if each.name == "Signal"]
    assert (signal.document_id, signal.kind, signal.urgency) == (made.document_ids[0], "urgent", 4)
    assert len(opened.signals) == len(signal.departments) > 1
    (validated,) = [each for each in now if each.name == "DocumentValidated"]
    assert (validated.document_id, validated.kind, validated.label) == (made.document_ids[0], "good", signal.label)
    assert [each.name for each in then] == ["RequestWaived", "RequestAsked"]
    assert {each.request_id for each in then} == {asked}
    assert then[0].label.count(", ") == 1
    assert [day for day, _ in days(opened, before.year, "fr")] == [before]
    assert days(opened, 1999, "fr") == ()
