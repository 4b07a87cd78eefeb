"""An interview in its door frame: a worker begins, adds pages without a script, proposes a type, gives the receipt."""

import re
from uuid import UUID, uuid4

import pytest

import backoffice
import portal
from dossier.interviews.code import code_of, token_of
from dossier.resources import Resources
from dossier.thesaurus.queries import all_types
from tests.backoffice.house import House
from tests.portal.house import add
from tests.support.deposits import pdf
from tests.support.interviews import PERSON, WORKER, later, meet
from tests.support.rooms import HTMX, opened_room

pytestmark = pytest.mark.people
PATH = "/backoffice/interviews"


async def test_a_worker_and_a_phone_take_turns_and_neither_sees_more_than_is_theirs(
    resources: Resources, centre_id: UUID
) -> None:
    meeting = await meet(resources, centre_id)
    async with opened_room(resources, centre_id, [*portal.ROUTES, *backoffice.ROUTES]) as (app, stack):
        house = House(app, stack)
        worker, phone, second = await house.sign_in(WORKER), await house.browser(), await house.browser()
        chosen = await worker.get(f"/backoffice/files/{meeting.file_id}/interview")
        assert str(meeting.beneficiary_id) in chosen.text
        deposit_id = uuid4()
        told = {"deposit_id": str(deposit_id), "social_file_id": str(meeting.file_id)}
        begun = await worker.post(PATH, data={**told, "beneficiary_id": str(meeting.beneficiary_id)})
        here = begun.headers["location"]
        assert here == f"{PATH}/{deposit_id}"
        code = code_of(deposit_id)
        assert f"{code[:4]} {code[4:]}" in (await worker.get(here)).text
        assert (await worker.post(f"{here}/receipt")).status_code == 422

        invited = await phone.get(f"/interview/{token_of(deposit_id)}")
        assert PERSON.last_name not in invited.text
        assert (await phone.post("/interview", data={"code": "AAAA AAAA"})).status_code == 422
        assert (await phone.post("/interview", data={"code": code})).headers["location"] == f"/deposits/{deposit_id}"
        assert (await second.post(f"/interview/{token_of(deposit_id)}")).status_code == 409
        assert (await second.get(f"/deposits/{deposit_id}")).status_code == 403
        again = await phone.get(f"/interview/{token_of(deposit_id)}")
        assert again.headers["location"] == f"/deposits/{deposit_id}"
        _, paper = await add(phone, f"/deposits/{deposit_id}", pdf("one"))
        shown = await worker.get(here, headers=HTMX)
        assert shown.text.count('class="counter-paper"') == 1
        assert 'data-phone="here"' in shown.text
        assert PERSON.first_name not in (await phone.get(f"/deposits/{deposit_id}")).text

        own = {"original_id": str(uuid4())}
        files = [("files", ("own.pdf", pdf("own"), "application/pdf"))]
        assert (await worker.post(f"{here}/originals", data=own, files=files)).status_code == 422
        known = (await all_types(meeting.worker))[0]
        named = await worker.post(f"{here}/papers/{paper}/type", data={"type_id": str(known.id)})
        assert named.headers["location"] == here
        assert known.label("fr") in (await worker.get(here)).text
        assert (await worker.post(f"{here}/scans", data={"entry": "0" * 32})).status_code == 404
        assert (await worker.post(f"{here}/session/end")).headers["location"] == here
        assert (await phone.get(f"/deposits/{deposit_id}")).status_code == 409
        assert (await add(phone, f"/deposits/{deposit_id}", pdf("late")))[0].status_code == 409
        assert (await worker.post(f"{here}/originals", data=own, files=files)).headers["location"] == here
        originals = re.findall(r"/originals/([0-9a-f-]{36})/removal", (await worker.get(here)).text)
        assert len(set(originals)) == 2
        assert (await worker.post(f"{here}/originals/{own['original_id']}/removal")).headers["location"] == here

        assert (await worker.post(f"{here}/receipt")).headers["location"] == f"{here}/receipt"
        slip = (await worker.get(f"{here}/receipt")).text
        assert PERSON.last_name not in slip
        assert (await worker.get(here)).headers["location"] == f"{here}/receipt"
        assert (await phone.get(f"/deposits/{deposit_id}")).status_code == 409


async def test_the_receipt_that_the_worker_gives_is_on_the_phone_and_what_is_given_up_is_gone(
    resources: Resources, centre_id: UUID
) -> None:
    meeting = await meet(resources, centre_id)
    async with opened_room(resources, centre_id, [*portal.ROUTES, *backoffice.ROUTES]) as (app, stack):
        house = House(app, stack)
        worker, phone = await house.sign_in(WORKER), await house.browser()
        deposit_id = await meeting.begin()
        await phone.post(f"/interview/{token_of(deposit_id)}")
        _, paper = await add(phone, f"/deposits/{deposit_id}", pdf("one"))
        await worker.post(f"{PATH}/{deposit_id}/receipt")
        for path in (f"/deposits/{deposit_id}", f"/deposits/{deposit_id}/papers/{paper}/photo"):
            led = await phone.get(path)
        assert led.headers["location"] == f"/deposits/{deposit_id}"
        receipt = (await phone.get(f"/deposits/{deposit_id}")).headers["location"]
        assert PERSON.last_name not in (await phone.get(receipt)).text

        given_up = await meeting.begin()
        file = f"/backoffice/files/{meeting.file_id}"
        assert (await worker.post(f"{PATH}/{given_up}/abandonment")).headers["location"] == file
        assert (await worker.get(f"{PATH}/{given_up}")).headers["location"] == file
        assert (await worker.get(f"{PATH}/{given_up}", headers=HTMX)).status_code == 204
        late = await meeting.begin()
        await later(centre_id, late)
        assert (await phone.get(f"/interview/{token_of(late)}")).status_code == 409
        assert "data-phone" in (await worker.get(f"{PATH}/{late}")).text
