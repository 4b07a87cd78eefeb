"""A paper file in its door frame, without a script: counted, sent, ended, and digital only."""

from uuid import UUID

import pytest

from dossier import clock
from dossier.resources import Resources
from tests.backoffice.house import opened_house
from tests.dossier.backfile.test_backfile import file_of
from tests.support.batches import handed_over, stack_pdf

pytestmark = pytest.mark.people

HOME = "/backoffice/backfile"


async def test_a_paper_file_goes_from_its_count_to_its_day(resources: Resources, centre_id: UUID) -> None:
    file_id = await file_of(centre_id)
    here = f"{HOME}/{file_id}"
    async with opened_house(resources, centre_id) as house:
        agent, worker = await house.sign_in("ines.moreau"), await house.sign_in("nadia.benali")
        assert "Aucun dossier papier n’est en cours" in (await agent.get(HOME)).text
        assert here in (await worker.get(f"/backoffice/files/{file_id}")).text
        assert (await agent.post(HOME, data={"number": ""})).status_code == 422
        assert (await agent.post(HOME, data={"number": "nothing"})).status_code == 422
        number = (await worker.get(here)).text.split('dir="ltr">')[1].split("<")[0]
        assert (await agent.post(HOME, data={"number": number})).headers["location"] == here
        for wrong in ({"part": "social", "sheets": "many"}, {"part": "attic", "sheets": "3"}):
            assert (await agent.post(f"{here}/parts", data=wrong)).status_code == 422
        assert (await agent.post(f"{here}/parts", data={"part": "social", "sheets": "2"})).status_code == 303
        page = (await agent.get(here)).text
        part = page.split('id="part-')[1].split('"')[0]
        early = await worker.post(f"{here}/digital", data={"since": clock.today().isoformat()})
        assert (early.status_code, "pas encore scannées" in early.text) == (422, True)
        assert (await worker.post(f"{here}/digital", data={"since": "some day"})).status_code == 422
        send = f"{here}/parts/{part}/batches"
        stack = {"stack": ("stack.pdf", stack_pdf("A", "B"), "application/pdf")}
        assert (await worker.post(send, data={"stack_sheets": "2"}, files=stack)).status_code == 403
        assert (await agent.post(send, data={"stack_sheets": "two"}, files=stack)).status_code == 422
        assert (await agent.post(f"{here}/parts/{part}/sheet", data={"below": "some"})).status_code == 422
        sheet = await agent.post(f"{here}/parts/{part}/sheet", data={"below": "2"})
        assert (sheet.status_code, sheet.content[:5]) == (200, b"%PDF-")
        empty = await agent.post(send, data={"stack_sheets": "2"}, files={"stack": ("", b"")})
        assert (empty.status_code, "Choisissez d’abord le fichier" in empty.text) == (422, True)
        sent = await agent.post(send, data={"stack_sheets": "2", "one_side": "1"}, files=stack)
        assert sent.headers["location"].startswith("/backoffice/batches/")
        busy = await agent.post(f"{here}/parts/{part}/end", data={})
        assert (busy.status_code, sent.headers["location"] in busy.text) == (409, True)
        await handed_over(resources, centre_id, UUID(sent.headers["location"].rsplit("/")[-1]))
        assert "2 / 2" in (await agent.get(HOME)).text
        assert (await agent.post(f"{here}/parts", data={"part": "social", "sheets": "3"})).status_code == 303
        less = await agent.post(f"{here}/parts/{part}/end", data={})
        assert (less.status_code, 'name="as_it_is"' in less.text) == (422, True)
        assert (await agent.post(f"{here}/parts/{part}/end", data={"as_it_is": "1"})).status_code == 303
        assert (await agent.post(f"{here}/parts/{part}/reopening", data={})).status_code == 303
        assert (await agent.post(f"{here}/parts/{part}/end", data={"as_it_is": "1"})).status_code == 303
        today = clock.today()
        assert (await worker.post(f"{here}/digital", data={"since": today.isoformat()})).status_code == 303
        assert "numérique" in (await agent.get(HOME)).text
        assert f"jusqu’au {today:%d/%m/%Y}" in (await worker.get(f"/backoffice/files/{file_id}")).text
        assert (await agent.post(f"{here}/parts/{part}/reopening", data={})).status_code == 303, "sheets were found"
        for page in (HOME, here):
            assert "mais du papier attend" in (await agent.get(page)).text
        assert (await agent.post(f"{here}/parts/{part}/end", data={"as_it_is": "1"})).status_code == 303
        assert "mais du papier attend" not in (await agent.get(HOME)).text
