"""A letter to an eBox on its screens: the number is asked where it is needed, and a failure says what to do next."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from uuid import UUID, uuid4

import httpx
import pytest

from dossier import clock
from dossier.database.actor import system
from dossier.jobs.worker import drain
from dossier.registrations.held_letters import send_held_letters
from dossier.resources import Resources
from tests.backoffice.house import opened_house
from tests.dossier.registrations.test_register import told
from tests.support.deposits import pdf, staff
from tests.support.desk import UNDO_SECONDS
from tests.support.ebox import ADDRESSEE, ebox, settings_for

pytestmark = pytest.mark.people


async def _sent(client: httpx.AsyncClient, here: str, **fields: str) -> httpx.Response:
    files = {"file": ("letter.pdf", pdf("Dear agency"), "application/octet-stream")}
    return await client.post(f"{here}/registrations", data=fields, files=files)


async def _leave(there: Resources, centre_id: UUID) -> None:
    await drain(there)
    with clock.moved(timedelta(seconds=UNDO_SECONDS + 1)):
        await send_held_letters(system(centre_id), UNDO_SECONDS)
        await drain(there)


async def _fields(centre_id: UUID) -> tuple[str, dict[str, str]]:
    letter = await told(centre_id, await staff(centre_id, "nadia.benali"))
    fields = {
        "deposit_id": str(uuid4()),
        "direction": "outgoing",
        "type_id": str(letter.profile.type_id),
        "beneficiary_id": str(letter.profile.beneficiary_id),
        "document_date": clock.today().isoformat(),
        "words": "A letter",
        "author_id": str(letter.author_id),
        "addressee": "Agence du Midi",
        "sent_by": "ebox",
    }
    return f"/backoffice/files/{letter.social_file_id}", fields


async def test_without_an_ebox_no_number_is_asked_and_the_screen_says_that_it_is_noted(
    resources: Resources, centre_id: UUID
) -> None:
    here, fields = await _fields(centre_id)
    async with opened_house(resources, centre_id) as house:
        client = await house.sign_in("nadia.benali")
        shown = (await client.get(f"{here}/registrations")).text
        assert 'name="enterprise_number"' not in shown
        assert "C’est noté, l’eBox aussi." in shown
        done = await _sent(client, here, **fields)
        page = (await client.get(done.headers["location"])).text
    assert "Par eBox" in page
    assert "Numéro d’entreprise" not in page


async def test_a_letter_is_followed_to_its_ebox_and_mended_where_it_did_not_go(
    resources: Resources, centre_id: UUID, tmp_path: Path
) -> None:
    here, fields = await _fields(centre_id)
    with ebox() as box:
        update = {**settings_for(box, tmp_path), "undo_seconds": UNDO_SECONDS}
        there = replace(resources, settings=resources.settings.model_copy(update=update))
        async with opened_house(there, centre_id) as house:
            client = await house.sign_in("nadia.benali")
            shown = (await client.get(f"{here}/registrations")).text
            assert 'name="enterprise_number"' in shown
            assert "et eBox sont envoyés d’ici." in shown
            for typed, sentence in (
                ("", "Écrivez le numéro d’entreprise"),
                ("12", "a dix chiffres"),
                ("0123.456.748", "une faute de frappe dans ce numéro d’entreprise"),
            ):
                wrong = await _sent(client, here, **fields, enterprise_number=typed)
                assert (wrong.status_code, sentence in wrong.text) == (422, True), typed
                assert f'value="{typed}"' in wrong.text
            done = await _sent(client, here, **fields, enterprise_number="BE 0123.456.749")
            letter = done.headers["location"]
            held = (await client.get(letter)).text
            assert "0123.456.749" in held
            assert "part quand on ne peut plus annuler" in held
            box.answers = [(400, {"code": "INVALID_INPUT", "message": f"{ADDRESSEE} is not a valid company"})]
            await _leave(there, centre_id)
            failed = (await client.get(letter)).text
            assert "L’eBox ne connaît pas d’entreprise active" in failed
            assert f'action="{letter}/ebox"' in failed
            assert "pas envoyée" in (await client.get("/backoffice/registrations")).text
            wrong = await client.post(f"{letter}/ebox", data={"enterprise_number": "0123.456.748"})
            assert (wrong.status_code, "une faute de frappe" in wrong.text) == (422, True)
            assert 'value="0123.456.748"' in wrong.text
            box.code = "NO_DIGITAL_USER"
            again = await client.post(f"{letter}/ebox", data={"enterprise_number": "0474.028.805"})
            assert (again.status_code, again.headers["location"]) == (303, letter)
            assert "La lettre repart vers l’eBox." in (await client.get(letter)).text
            await _leave(there, centre_id)
            sent = (await client.get(letter)).text
            assert "m-1" in sent
            assert "n’a jamais ouvert son eBox" in sent
            assert f'action="{letter}/ebox"' not in sent
            assert (await client.post(f"{letter}/ebox/post")).status_code == 404


async def test_by_post_instead_ends_it(resources: Resources, centre_id: UUID, tmp_path: Path) -> None:
    here, fields = await _fields(centre_id)
    with ebox() as box:
        update = {**settings_for(box, tmp_path), "undo_seconds": UNDO_SECONDS}
        there = replace(resources, settings=resources.settings.model_copy(update=update))
        async with opened_house(there, centre_id) as house:
            client = await house.sign_in("nadia.benali")
            letter = (await _sent(client, here, **fields, enterprise_number=ADDRESSEE)).headers["location"]
            box.answers = [(413, {})]
            await _leave(there, centre_id)
            failed = (await client.get(letter)).text
            assert "trop volumineuse pour l’eBox" in failed
            assert 'name="enterprise_number"' not in failed
            assert (await client.post(f"{letter}/ebox/post")).status_code == 303
            noted = (await client.get(letter)).text
            assert "Par la poste" in noted
            assert "elle part par la poste." in noted
            await _leave(there, centre_id)
    assert not box.messages
