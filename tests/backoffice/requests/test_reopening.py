"""A paper is asked again from the request's page, with a reason that the person reads; and that is taken back."""

import re
from io import BytesIO
from uuid import UUID

import pytest
from pypdf import PdfReader

from demo.people import people
from dossier.jobs.worker import drain
from dossier.resources import Resources
from tests.backoffice.house import opened_house
from tests.portal.house import opened_house as opened_portal
from tests.support.deposits import staff
from tests.support.requests import ask_for, file_one, state_of

pytestmark = pytest.mark.people
PERSON = people()[0]


async def test_a_worker_asks_again_and_finds_it_enough_after_all(resources: Resources, centre_id: UUID) -> None:
    asked = await ask_for(await staff(centre_id, "nadia.benali"), PERSON, "REV_BANK", "ID_CI")
    await file_one(resources, centre_id, PERSON, "REV_BANK")
    await drain(resources)
    here = f"/backoffice/requests/{asked}"
    async with opened_house(resources, centre_id) as house:
        client = await house.sign_in("nadia.benali")
        (way,) = re.findall(rf'href="({here}/items/[^"]+/reopening)"', (await client.get(f"{here}?lang=fr")).text)
        assert "Extraits de compte" in (await client.get(way)).text
        for form, sentence in (({}, "Choisissez pourquoi"), ({"reason": "other"}, "Dites en quelques mots")):
            refused = await client.post(way, data=form)
            assert (refused.status_code, sentence in refused.text) == (422, True)
        told = await client.post(way, data={"reason": "pages_missing", "note": "La page 3."})
        assert told.headers["location"] == here
        page = (await client.get(here)).text
        assert "Redemandé. Vous pouvez" in page
        assert "Il manque des pages (La page 3.)" in page
        assert await state_of(centre_id, asked) == "open"
        letter = PdfReader(BytesIO((await client.get(f"{here}/letter")).content)).pages[0].extract_text()
        assert "Photographiez toutes les pages" in " ".join(letter.split())
        assert (await client.get(way)).status_code == 409, "nothing answers it now"
    async with opened_portal(resources, centre_id) as portal:
        visitor, _ = await portal.begin(PERSON)
        assert "Photographiez toutes les pages" in (await visitor.get("/asked?lang=fr")).text
    async with opened_house(resources, centre_id) as house:
        client = await house.sign_in("nadia.benali")
        await client.post(f"{way}/removal")
        assert "suffit quand même" in (await client.get(f"{here}?lang=fr")).text
        assert await state_of(centre_id, asked) == "partly_answered"
