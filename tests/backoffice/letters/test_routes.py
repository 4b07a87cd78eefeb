"""Personal letters: whose code it is, in whose language, and for whose eyes."""

import re
from uuid import UUID

import numpy as np
import pytest

from demo import accounts
from demo.people import people
from dossier.database.actor import system
from dossier.database.engine import transaction
from dossier.people.letters import file_number
from dossier.people.queries import find_beneficiaries
from dossier.resources import Resources
from tests.backoffice.house import opened_house
from tests.support.printed_codes import qr_codes

pytestmark = pytest.mark.people

PATH = "/backoffice/letters"


async def test_a_worker_finds_a_person_and_prints_the_letter_in_that_person_s_language(
    resources: Resources, centre_id: UUID
) -> None:
    person = next(each for each in people() if each.language == "nl")
    number = accounts.file_of(person)
    found = (await find_beneficiaries(system(centre_id), number, resources.cipher))[0]
    async with opened_house(resources, centre_id) as house:
        client = await house.sign_in("wim.claes")
        listed = await client.post(PATH, data={"person": person.name})
        assert f'type="radio" name="beneficiary_id" value="{found.id}"' in listed.text
        sent = await client.post(PATH, data={"beneficiary_id": str(found.id)})
        letter = await client.get(f"{sent.headers['location']}?lang=fr")
        article = re.findall(r'<article.*lang="nl" dir="ltr">.*?</article>', letter.text, re.DOTALL)[0]
        assert number in article
        assert person.street in article
        assert "Beste" in article
        assert person.niss not in letter.text
        draft = await client.get(f"/backoffice/requests/new?beneficiary={found.id}")
        assert f'href="{draft.request.url.raw_path.decode()}"' in letter.text
        assert f'name="beneficiary_id" value="{found.id}" checked' in draft.text
    async with transaction(system(centre_id)) as tx:
        assert await tx.value("SELECT record_kind FROM access_log WHERE act = 'print'") == "social_file"


async def test_a_letter_is_in_the_person_s_language_though_the_screen_is_not(
    resources: Resources, centre_id: UUID
) -> None:
    found = (await find_beneficiaries(system(centre_id), accounts.file_of(people()[0]), resources.cipher))[0]
    async with transaction(system(centre_id)) as tx:
        await tx.run("UPDATE beneficiaries SET language = 'ar' WHERE id = $1", found.id)
    async with opened_house(resources, centre_id) as house:
        client = await house.sign_in("nadia.benali")
        letter = await client.get(f"/backoffice/files/{found.social_file_id}/letter?lang=nl")
    assert '<html lang="nl" dir="ltr"' in letter.text
    article = re.findall(r'<article.*lang="ar" dir="rtl">.*?</article>', letter.text, re.DOTALL)[0]
    assert "أرسلوا إلينا مستنداتكم بهاتفكم" in article
    assert '<strong><span lang="fr" dir="ltr">CPAS' in article


async def test_the_code_leads_to_the_file_and_holds_nothing_else(resources: Resources, centre_id: UUID) -> None:
    found = (await find_beneficiaries(system(centre_id), accounts.file_of(people()[0]), resources.cipher))[0]
    async with opened_house(resources, centre_id) as house:
        client = await house.sign_in("nadia.benali")
        letter = await client.get(f"/backoffice/files/{found.social_file_id}/letter")
    base, token = _scanned(letter.text).rsplit("/l/", 1)
    assert base == resources.settings.public_url.rstrip("/")
    assert await file_number(system(centre_id), token) == found.file_number


def _scanned(page: str) -> str:
    """Read the QR code that a page draws, as a camera does."""
    drawn = re.findall(r'<svg class="qr" viewBox="0 0 (\d+) .*?<path d="([^"]+)"', page, re.DOTALL)[0]
    picture = np.full((int(drawn[0]), int(drawn[0])), 255, dtype=np.uint8)
    boxes = re.findall(r"M(\d+) (\d+)h(\d+)v1h-(\d+)z", drawn[1])
    assert "".join(f"M{x} {y}h{width}v1h-{back}z" for x, y, width, back in boxes) == drawn[1]
    for x, y, width, back in boxes:
        assert width == back
        picture[int(y), int(x) : int(x) + int(width)] = 0
    return str(qr_codes(picture.repeat(4, axis=0).repeat(4, axis=1))[0].text)


async def test_another_department_s_file_and_other_roles_are_refused(resources: Resources, centre_id: UUID) -> None:
    found = (await find_beneficiaries(system(centre_id), accounts.file_of(people()[0]), resources.cipher))[0]
    async with opened_house(resources, centre_id) as house:
        for username in ("pieter.maes", "ines.moreau", "fatou.diop", "rachid.lahlou"):
            client = await house.sign_in(username)
            assert (await client.get(f"/backoffice/files/{found.social_file_id}/letter")).status_code == 403, username
            assert (await client.get(PATH)).status_code == (200 if username in {"pieter.maes", "ines.moreau"} else 403)
        unknown = await (await house.sign_in("pieter.maes")).get(f"/backoffice/files/{centre_id}/letter")
        assert unknown.status_code == 404
