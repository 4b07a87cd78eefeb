"""All about a person on screen: asked for with a reason, with and without JavaScript, shown on its way, downloaded."""

import re
import zipfile
from io import BytesIO
from uuid import UUID

import pytest

from backoffice.exports.words import HEADINGS, LABELS, OTHERS, STATES
from demo.people import people
from dossier import lifecycle
from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.exports import gather
from dossier.exports.report import SECTIONS
from dossier.jobs.worker import drain
from dossier.people.queries import find_beneficiaries
from dossier.resources import Resources
from tests.backoffice.house import HTMX, opened_house
from tests.support.deposits import hand_over, staff

pytestmark = pytest.mark.people

PATH = "/backoffice/exports"


def test_every_section_state_and_code_has_words() -> None:
    assert set(HEADINGS) == set(SECTIONS)
    assert set(STATES) == {str(each) for each in (*lifecycle.DepositState, *lifecycle.DocumentState)}
    assert set(OTHERS["scan"]) == {"unscanned", "clean", "infected"}
    assert "niss" in LABELS


async def test_a_package_is_asked_for_made_and_downloaded(resources: Resources, centre_id: UUID) -> None:
    person = people()[0]
    await hand_over(resources, centre_id, person)
    about = (await find_beneficiaries(await staff(centre_id, "anne.dewit"), person.niss, resources.cipher))[0].id
    async with opened_house(resources, centre_id) as house:
        client = await house.sign_in("anne.dewit")
        assert "Pas encore de paquet" in (await client.get(PATH)).text
        plain = await client.post(PATH, data={"person": person.niss, "reason": "lettre du 24"})
        assert f'value="{about}"' in plain.text
        assert person.niss not in str(plain.url)
        unreasoned = await client.post(PATH, data={"beneficiary_id": str(about)})
        assert (unreasoned.status_code, "Remplissez" in unreasoned.text or "field-error" in unreasoned.text) == (
            422,
            True,
        )
        nobody = await client.post(PATH, data={"beneficiary_id": str(centre_id), "reason": "lettre"})
        assert (nobody.status_code, "Choisissez dans la liste" in nobody.text) == (404, True)
        sent = await client.post(PATH, data={"beneficiary_id": str(about), "reason": "lettre du 24"})
        assert sent.headers["location"] == PATH
        waiting = await client.get(PATH, headers=HTMX)
        assert "commence dans un instant" in waiting.text
        assert "<html" not in waiting.text
        await drain(resources)
        listed = await client.get(PATH)
        assert all(words in listed.text for words in (person.last_name, "lettre du 24", "prêt"))
        (address,) = re.findall(rf'href="({PATH}/[^"]+/package)"', listed.text)
        answer = await client.get(address)
        assert answer.headers["content-type"] == "application/zip"
        assert answer.headers["cache-control"] == "no-store"
        assert person.last_name not in answer.headers["content-disposition"]
        assert len(answer.content) == int(answer.headers["content-length"])
        assert "report.pdf" in zipfile.ZipFile(BytesIO(answer.content)).namelist()
        for stranger in ("ines.moreau", "rachid.lahlou"):
            other = await house.sign_in(stranger)
            for path in (PATH, address, f"{PATH}/live"):
                assert (await other.get(path)).status_code == 403, path
            assert (await other.post(PATH, data={"beneficiary_id": str(about), "reason": "x"})).status_code == 403


async def test_every_fact_has_a_label(actor: Actor) -> None:
    queries = (gather._PERSON, gather._FILES, gather._DEPOSITS, gather._DOCUMENTS, gather._ORIGINALS)
    async with transaction(actor) as tx:
        names = {
            each.name
            for sql in (*queries, gather._LOOKS, gather._EVENTS)
            for each in (await tx.connection.prepare(sql)).get_attributes()
        }
    inner = {"niss_key_id", "niss_ciphertext", "id", "vault_key", "about_others"}
    assert {re.sub("_(fr|nl)$", "", each) for each in names - inner} <= set(LABELS)
