"""Another system reads which departments were told of which documents, but of none that is sealed."""

from dataclasses import replace
from uuid import UUID

import pytest

from dossier.clients.scopes import Scope
from dossier.database.actor import system
from dossier.database.engine import transaction
from dossier.documents.validate import validate
from dossier.jobs.worker import drain
from dossier.resources import Resources
from dossier.thesaurus.content import SignalRule
from tests.api.house import opened_api
from tests.support.deposits import staff
from tests.support.desk import filed, in_hand, profiled
from tests.support.terms import change_term

pytestmark = pytest.mark.people

LIST = "/api/v1/signals"


async def test_signals_are_read_in_the_order_in_which_they_were_raised(resources: Resources, centre_id: UUID) -> None:
    agent = await staff(centre_id, "ines.moreau")
    payslip = await filed(resources, agent, "REV_PAIE")
    await filed(resources, agent, "REV_MUT")
    await drain(resources)
    few = replace(resources, settings=resources.settings.model_copy(update={"api_page_max": 1}))
    async with opened_api(few, centre_id) as house:
        reads = await house.client(Scope.SIGNALS_READ)
        shown, cursor = [], None
        while True:
            answer = (await reads.get(LIST, params={"cursor": cursor} if cursor else {})).json()
            shown += answer["signals"]
            cursor = answer["next_cursor"]
            if cursor is None:
                break
        assert {each["document_id"] for each in shown} == {str(payslip)}
        assert len(shown) == len({each["id"] for each in shown}) > 1
        assert "AS" in {each["department_code"] for each in shown}
        for since, wanted in ((shown[0]["raised_at"], shown[:1]), ("2126-01-01T00:00:00Z", [])):
            assert (await reads.get(LIST, params={"raised_since": since})).json()["signals"] == wanted
        assert (await reads.get("/api/v1/documents")).status_code == 403


async def test_a_signal_that_was_raised_before_it_could_be_read_is_heard_of_later(
    resources: Resources, centre_id: UUID
) -> None:
    rules = (SignalRule(department="AS", urgency=3, moment="capture"),)
    await change_term(centre_id, "LOG_BAIL", signal_rules=rules)
    agent = await staff(centre_id, "ines.moreau")
    made = await in_hand(resources, agent, "LOG_BAIL")
    await drain(resources)
    payslip = await filed(resources, agent, "REV_PAIE")
    await drain(resources)
    async with opened_api(resources, centre_id) as house:
        reads = await house.client(Scope.SIGNALS_READ)
        known = (await reads.get(LIST)).json()
        assert {each["document_id"] for each in known["signals"]} == {str(payslip)}
        async with transaction(system(centre_id)) as tx:
            early = await tx.value("SELECT id FROM signals WHERE document_id = $1", made.document_ids[0])
        assert early is not None, "raised at capture"
        await validate(agent, made.document_ids[0], await profiled(centre_id, "LOG_BAIL"))
        await drain(resources)
        new = (await reads.get(LIST, params={"cursor": known["resume_cursor"]})).json()["signals"]
        assert str(early) in {each["id"] for each in new}
