"""A document of the centre in its door frame: registered from a file without a script, read there, and listed."""

import re
from dataclasses import replace
from datetime import timedelta
from uuid import UUID, uuid4

import httpx
import pytest

from demo.people import people
from dossier import clock
from dossier.jobs.worker import drain
from dossier.resources import Resources
from tests.backoffice.house import opened_house
from tests.dossier.registrations.test_register import told
from tests.support.deposits import hand_over, pdf, staff
from tests.support.phases import let_go, phase_from
from tests.support.requests import ask_for
from tests.support.texts import docx

pytestmark = pytest.mark.people


async def _sent(client: httpx.AsyncClient, here: str, file: tuple[str, bytes] | None, **fields: str) -> httpx.Response:
    files = {"file": (file[0], file[1], "application/octet-stream")} if file else {"file": ("", b"")}
    return await client.post(f"{here}/registrations", data=fields, files=files)


async def test_a_worker_registers_a_letter_and_finds_it_in_its_register(resources: Resources, centre_id: UUID) -> None:
    there = replace(resources, settings=resources.settings.model_copy(update={"office_program": ""}))
    letter = await told(centre_id, await staff(centre_id, "nadia.benali"))
    asked = await hand_over(there, centre_id, people()[0], types=("REV_PAIE",))
    request_id = await ask_for(await staff(centre_id, "nadia.benali"), people()[0], "REV_PAIE")
    here = f"/backoffice/files/{letter.social_file_id}"
    fields = {
        "deposit_id": str(uuid4()),
        "direction": "outgoing",
        "type_id": str(letter.profile.type_id),
        "beneficiary_id": str(letter.profile.beneficiary_id),
        "document_date": clock.today().isoformat(),
        "words": "A letter",
        "author_id": str(letter.author_id),
        "addressee": "=Agence du Midi",
        "sent_by": "registered",
        "answers_document_id": str(asked.document_ids[0]),
        "answers_request_id": str(request_id),
    }
    async with opened_house(there, centre_id) as house:
        client = await house.sign_in("nadia.benali")
        assert f"{here}/registrations" in (await client.get(here)).text
        shown = (await client.get(f"{here}/registrations")).text
        assert fields["author_id"] in shown
        assert fields["answers_document_id"] in shown
        for field, typed, sentence in (
            ("addressee", " ", "Écrivez à qui il est adressé."),
            ("sent_by", "", "Dites comment il est envoyé."),
            ("type_id", "", "Dites d’abord ce qu’est ce document"),
            ("document_date", "31/02/2026", "Écrivez le jour"),
        ):
            wrong = await _sent(client, here, ("letter.pdf", pdf("Letter")), **{**fields, field: typed})
            assert (wrong.status_code, sentence in wrong.text) == (422, True), field
        without = await _sent(client, here, None, **fields)
        assert (without.status_code, "Choisissez d’abord le fichier" in without.text) == (422, True)
        text = await _sent(client, here, ("letter.txt", b"no text of an office"), **fields)
        assert text.status_code == 422
        done = await _sent(client, here, ("letter.docx", docx("Letter")), **fields)
        assert done.status_code == 303, done.text
        again = await _sent(client, here, ("letter.docx", docx("Letter")), **fields)
        assert again.headers["location"] == done.headers["location"]
        await drain(there)
        page = (await client.get(done.headers["location"])).text
        number = f"O-{clock.today().year}-00001"
        assert number in page
        assert "Ce texte n’a pas pu être mis en pages" in page
        (source,) = set(re.findall(r'href="(/backoffice/originals/[0-9a-f-]{36})"', page))
        assert (await client.get(source)).content == docx("Letter")
        answered = (await client.get(f"{here}/documents/{asked.document_ids[0]}")).text
        assert number in answered
        assert number in (await client.get(f"/backoffice/requests/{request_id}")).text
        assert number in (await client.get("/backoffice/registrations")).text
        assert "Rien n’est encore inscrit" in (await client.get("/backoffice/registrations?direction=internal")).text
        sought = {"direction": "outgoing", "words": "agence"}
        assert number in (await client.post("/backoffice/registrations/search", data=sought)).text
        nothing = {**sought, "year": "1999"}
        assert "Rien trouvé" in (await client.post("/backoffice/registrations/search", data=nothing)).text
        assert (await client.post("/backoffice/registrations/search", data={"direction": "up"})).status_code == 422
        sheet = await client.post("/backoffice/registrations/sheet", data=sought)
        lines = sheet.content.decode("utf-8-sig").splitlines()
        assert (len(lines), lines[0].split(",")[0], lines[1].split(",")[0]) == (2, "number", number)
        assert "'=Agence du Midi" in lines[1]


async def test_who_does_not_work_on_a_file_registers_nothing_for_it(resources: Resources, centre_id: UUID) -> None:
    letter = await told(centre_id, await staff(centre_id, "nadia.benali"))
    here = f"/backoffice/files/{letter.social_file_id}"
    async with opened_house(resources, centre_id) as house:
        for username in ("sofie.devos", "fatou.diop"):
            client = await house.sign_in(username)
            assert (await client.get(f"{here}/registrations")).status_code == 403, username
            assert (await _sent(client, here, ("a.pdf", pdf("A")), deposit_id=str(uuid4()))).status_code == 403


async def test_a_register_that_begins_later_is_told_before_a_letter_is_laid_into_it(
    resources: Resources, centre_id: UUID
) -> None:
    letter = await told(centre_id, await staff(centre_id, "nadia.benali"))
    here = f"/backoffice/files/{letter.social_file_id}/registrations"
    phase = await phase_from(centre_id, clock.today() + timedelta(days=20), circuits=("outgoing",))
    async with opened_house(resources, centre_id) as house:
        client = await house.sign_in("nadia.benali")
        shown = (await client.get(here)).text
        assert re.search(r'value="outgoing"[^>]*disabled', shown)
        assert re.search(r'value="internal" checked', shown), "what can be done is chosen"
        assert "Pour votre équipe, cela commence le" in shown
        assert "Pour votre équipe, cela commence le" in (await client.get("/backoffice/registrations")).text
        assert "cela commence le" not in (await client.get("/backoffice/registrations?direction=internal")).text
        await let_go(centre_id, phase)
        assert "cela commence le" not in (await client.get(here)).text
