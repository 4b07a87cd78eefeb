"""The desk's profile over HTTP: suggestions, what a type asks, seals, sending on, undo, moving what was misfiled."""

import re
from uuid import UUID

import httpx
import pytest

from demo.people import people
from dossier.database.actor import system
from dossier.database.engine import transaction
from dossier.documents.review import review
from dossier.jobs.worker import drain
from dossier.resources import Resources
from dossier.thesaurus.content import Asked
from tests.backoffice.house import HTMX, opened_house
from tests.support.deposits import hand_over, staff
from tests.support.desk import filed, profiled, rows_of
from tests.support.requests import ask_for, person_id
from tests.support.terms import change_term

pytestmark = pytest.mark.people
PERSON, OTHER = people()[0], people()[3]


def at(document_id: UUID, act: str = "") -> str:
    return f"/backoffice/documents/{document_id}{act}"


async def told(centre_id: UUID, code: str, **more: str) -> dict[str, str]:
    wanted = await profiled(centre_id, code)
    return {"type_id": str(wanted.type_id), "beneficiary_id": str(wanted.beneficiary_id), "document_date": "", **more}


async def held(client: httpx.AsyncClient, resources: Resources, centre_id: UUID, *codes: str | None) -> list[UUID]:
    made = await hand_over(resources, centre_id, PERSON, types=codes or (None,))
    await client.post(at(made.document_ids[0], "/claim"))
    return list(made.document_ids)


async def test_a_suggestion_is_taken_into_the_form_with_what_was_typed(resources: Resources, centre_id: UUID) -> None:
    await ask_for(await staff(centre_id, "nadia.benali"), PERSON, "LOG_BAIL")
    async with opened_house(resources, centre_id) as house:
        client = await house.sign_in("ines.moreau")
        (document_id,) = await held(client, resources, centre_id)
        page = (await client.get(at(document_id))).text
        (value,) = re.findall(r'name="take" value="(type_id:[^"]+)"[^>]*aria-keyshortcuts="1"', page)
        assert "demandé à cette personne" in page
        for headers in ({}, HTMX):
            form = {"take": value, "document_date": "2/1/26", "beneficiary_id": str(await person_id(centre_id, PERSON))}
            answer = await client.post(at(document_id, "/suggestions"), data=form, headers=headers)
            assert f'name="type_id" value="{value.partition(":")[2]}"' in answer.text
            assert 'value="2/1/26"' in answer.text
            assert 'name="take"' not in answer.text, "what the form says is suggested no more"
        wrong = await client.post(at(document_id, "/suggestions"), data={"take": "state:validated"}, headers=HTMX)
        assert wrong.status_code == 422


async def test_what_a_type_asks_for_is_said_at_its_field_and_why(resources: Resources, centre_id: UUID) -> None:
    await change_term(centre_id, "LOG_BAIL", asks=(Asked.SENDER, Asked.LANGUAGE))
    async with opened_house(resources, centre_id) as house:
        client = await house.sign_in("ines.moreau")
        (document_id,) = await held(client, resources, centre_id)
        form = await told(centre_id, "LOG_BAIL")
        answer = await client.post(at(document_id, "/validation"), data=form, headers=HTMX)
        assert answer.status_code == 422
        assert re.search(r'<details class="more-fields" open>', answer.text)
        assert re.search(r'id="sender"[^>]*aria-invalid="true"', answer.text)
        assert re.search(r'id="sender-why" data-asked="sender">Nécessaire', answer.text)
        assert re.search(r'id="reference-why" data-asked="reference" hidden>', answer.text)
        for more in ({"sender": "Immo"}, {"sender": "Immo", "language": "xx"}, {"language": "nl"}):
            answer = await client.post(at(document_id, "/validation"), data={**form, **more}, headers=HTMX)
            assert answer.status_code == 422
        whole = {**form, "sender": "Immo", "language": "nl", "reference": "B/12", "valid_until": "1/2/2027"}
        assert (await client.post(at(document_id, "/validation"), data=whole)).status_code == 303
        page = (await client.get(at(document_id))).text
        assert "Immo" in page
        assert "01/02/2027" in page


async def test_a_seal_is_set_by_hand_and_falls_with_a_tick(resources: Resources, centre_id: UUID) -> None:
    async with opened_house(resources, centre_id) as house:
        first, second = await house.sign_in("ines.moreau"), await house.sign_in("koen.smets")
        (document_id,) = await held(first, resources, centre_id)
        form = await told(centre_id, "LOG_BAIL", sealed_as="judicial", second_reader="1")
        assert (await first.post(at(document_id, "/validation"), data=form)).status_code == 303
        assert (await rows_of(centre_id, document_id))["state"] == "second_reading"
        await second.post(at(document_id, "/claim"))
        assert re.search(r'value="judicial" selected', (await second.get(at(document_id))).text)
        lower = await told(centre_id, "LOG_BAIL")
        answer = await second.post(at(document_id, "/validation"), data=lower, headers=HTMX)
        assert answer.status_code == 422
        assert 'name="lowers_seal"' in answer.text
        assert (
            await second.post(at(document_id, "/validation"), data={**lower, "lowers_seal": "1"})
        ).status_code == 303
    assert (await rows_of(centre_id, document_id))["sealed_as"] is None


async def test_a_document_is_sent_on_and_whoever_gets_it_reads_why(resources: Resources, centre_id: UUID) -> None:
    async with opened_house(resources, centre_id) as house:
        client, colleague = await house.sign_in("ines.moreau"), await house.sign_in("chantal.remy")
        (document_id,) = await held(client, resources, centre_id)
        asked = await client.get(at(document_id, "/sending"))
        assert 'value="PA:chantal.remy"' in asked.text
        assert 'value="IT"' not in asked.text, "nobody there deals with documents"
        for headers in ({}, HTMX):
            wrong = await client.post(at(document_id, "/sending"), data={"to": "IT", "note": "oh"}, headers=headers)
            assert (wrong.status_code, ">oh</textarea>" in wrong.text) == (422, True)
        sent = await client.post(at(document_id, "/sending"), data={"to": "PA:chantal.remy", "note": "Pour toi ?"})
        assert sent.headers["location"] == "/backoffice/queue"
        assert (await colleague.post(at(document_id, "/claim"))).status_code == 303
        page = (await colleague.get(at(document_id))).text
        assert "Inès Moreau vous a envoyé ceci" in page
        assert "Pour toi ?" in page


async def test_what_one_sealed_oneself_is_taken_back_from_outside(resources: Resources, centre_id: UUID) -> None:
    async with opened_house(resources, centre_id) as house:
        client = await house.sign_in("ines.moreau")
        (document_id,) = await held(client, resources, centre_id, None)
        before = await rows_of(centre_id, document_id)
        assert "glass" not in (await client.get(at(document_id))).text
        form = await told(centre_id, "SAN_CERT")
        assert (await client.post(at(document_id, "/validation"), data=form)).status_code == 303
        shut = await client.get(at(document_id))
        assert (shut.status_code, "Vous venez de le décider" in shut.text) == (403, True)
        (undo,) = re.findall(r'action="(/backoffice/acts/[0-9a-f-]{36}/undo)"', shut.text)
        assert (await client.post(undo)).headers["location"] == at(document_id)
    assert await rows_of(centre_id, document_id) == before


async def test_the_last_acts_stand_there_and_are_undone(resources: Resources, centre_id: UUID) -> None:
    async with opened_house(resources, centre_id) as house:
        client = await house.sign_in("ines.moreau")
        first, second = await held(client, resources, centre_id, None, None)
        before = await rows_of(centre_id, first)
        for document_id in (first, second):
            form = await told(centre_id, "REV_PAIE")
            assert (await client.post(at(document_id, "/validation"), data=form)).status_code == 303
        queue = (await client.get("/backoffice/queue")).text
        assert 'action="/backoffice/acts/undo"' in queue, "the line that says what happened offers it"
        listed = (await client.get("/backoffice/acts")).text
        acts = re.findall(r'action="/backoffice/acts/([0-9a-f-]{36})/undo"', listed)
        assert len(acts) == 2
        assert listed.index(str(second)) < listed.index(str(first))
        undone = await client.post(f"/backoffice/acts/{acts[1]}/undo")
        assert undone.headers["location"] == at(first)
        assert (await client.post("/backoffice/acts/undo")).headers["location"] == at(second)
        assert (await client.post("/backoffice/acts/undo")).status_code == 409
    assert await rows_of(centre_id, first) == before


async def test_a_misfiled_document_is_moved_its_reader_told_and_the_auditor_assesses(
    resources: Resources, centre_id: UUID
) -> None:
    document_id = await filed(resources, await staff(centre_id, "ines.moreau"), "REV_PAIE", PERSON)
    await drain(resources)
    await review(await staff(centre_id, "nadia.benali"), document_id)
    right = str(await person_id(centre_id, OTHER))
    async with opened_house(resources, centre_id) as house:
        client = await house.sign_in("olivier.marchal")
        assert at(document_id, "/place") in (await client.get(at(document_id))).text
        for form in ({}, {"beneficiary_id": right}, {"words": "erreur"}):
            assert (await client.post(at(document_id, "/place"), data=form)).status_code == 422
        found = await client.post(at(document_id, "/place"), data={"person": OTHER.name, "words": "erreur"})
        assert (found.status_code, f'value="{right}"' in found.text) == (200, True)
        moved = await client.post(
            at(document_id, "/place"), data={"beneficiary_id": right, "words": "Deux dépôts mêlés"}
        )
        assert moved.status_code == 303
        assert "registre des violations" in (await client.get("/backoffice/queue")).text
        reader = await house.sign_in("nadia.benali")
        inbox = (await reader.get("/backoffice/signals")).text
        (notice,) = re.findall(r'action="(/backoffice/breaches/[^"]+/notice)"', inbox)
        assert (await reader.get("/backoffice/breaches")).status_code == 403
        assert (await reader.post(notice)).status_code == 303
        assert "/notice" not in (await reader.get("/backoffice/signals")).text
        auditor = await house.sign_in("anne.dewit")
        register = (await auditor.get("/backoffice/breaches")).text
        assert "Deux dépôts mêlés" in register
        assert "Nadia Benali" in register
        assert OTHER.last_name not in register, "it says nothing of the content"
        (act,) = re.findall(r'action="(/backoffice/breaches/[^"]+/assessment)"', register)
        wrong = await auditor.post(act, data={"outcome": "no_risk"})
        assert (wrong.status_code, 'role="alert"' in wrong.text) == (422, True)
        kept = await auditor.post(act, data={"outcome": "no_risk", "words": "Même service"})
        assert kept.status_code == 303
        assert "Sans risque" in (await auditor.get("/backoffice/breaches")).text
    async with transaction(system(centre_id)) as tx:
        assert await tx.value("SELECT outcome FROM breaches") == "no_risk"
