"""Another system reads which departments were told of which documents, but of none that is sealed."""

from dataclasses import replace
from uuid import UUID

import pytest

from dossier.clients.scopes import Scope
from dossier.jobs.worker import drain
from dossier.resources import Resources
from tests.api.house import opened_api
from tests.support.deposits import staff
from tests.support.desk import filed

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
