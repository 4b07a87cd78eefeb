"""Keys over HTTP, without JavaScript: change one, have a clash told, as they were, off; the same at another desk."""

import re
from uuid import UUID

import httpx
import pytest

from backoffice.keys.acts import SCREENS
from backoffice.keys.mapping import badge
from demo.people import people
from dossier.resources import Resources
from tests.backoffice.house import opened_house
from tests.support.deposits import hand_over

pytestmark = pytest.mark.people
PATH = "/backoffice/keys"
OURS = {act.id: badge(act.key) for act in SCREENS[0].acts}


async def pressed_to_file(client: httpx.AsyncClient, document_id: UUID) -> list[str]:
    """Return the keys that file a document at its desk, and the key its button shows."""
    page = (await client.get(f"/backoffice/documents/{document_id}")).text
    (button,) = re.findall(r"<button[^>]*>(?:(?!</button>).)*Classer.*?</button>", page, re.DOTALL)
    return re.findall(r'aria-keyshortcuts="(\S+)"', button) + re.findall(r'class="key">([^<]+)<', button)


async def test_a_key_is_changed_at_every_desk_and_given_back(resources: Resources, centre_id: UUID) -> None:
    made = await hand_over(resources, centre_id, people()[0], types=("REV_PAIE",))
    (document_id,) = made.document_ids
    here = f"/backoffice/documents/{document_id}"
    async with opened_house(resources, centre_id) as house:
        client, elsewhere = await house.sign_in("ines.moreau"), await house.sign_in("ines.moreau")
        await client.post(f"{here}/claim")
        assert await pressed_to_file(client, document_id) == ["V", "V"]
        form = {**OURS, "file": "y", "used": "1", "back": here}
        answer = await client.post(f"{PATH}/desk", data=form)
        assert (answer.status_code, answer.headers["Location"]) == (303, here)
        for each in (client, elsewhere):
            assert await pressed_to_file(each, document_id) == ["Y", "Y"]
        clash = await client.post(f"{PATH}/desk", data={**form, "refuse": "Y"})
        assert clash.status_code == 422
        assert "« Classer, ou confirmer » a déjà cette touche" in clash.text.replace("\N{NARROW NO-BREAK SPACE}", " ")
        assert await pressed_to_file(client, document_id) == ["Y", "Y"]
        for typed in ("7", "", "abc"):
            assert (await client.post(f"{PATH}/desk", data={**form, "send": typed})).status_code == 422
        away = await client.post(
            f"{PATH}/desk", data={**form, "as_they_were": "1", "back": "https://elsewhere.example"}
        )
        assert away.headers["Location"] == "/backoffice"
        assert await pressed_to_file(client, document_id) == ["V", "V"]
        assert (await client.post(f"{PATH}/nowhere", data=form)).status_code == 404


async def test_switched_off_no_screen_has_keys_until_they_are_wanted_again(
    resources: Resources, centre_id: UUID
) -> None:
    async with opened_house(resources, centre_id) as house:
        client = await house.sign_in("ines.moreau")
        queue = {act.id: badge(act.key) for act in SCREENS[2].acts}
        await client.post(f"{PATH}/queue", data={**queue, "back": PATH})
        for path in ("/backoffice/queue", "/backoffice/files", PATH):
            page = (await client.get(path)).text
            assert "aria-keyshortcuts" not in page, path
            assert 'class="key"' not in page, path
            assert "data-down-key" not in page, path
        assert "Les touches sont coupées" in page
        await client.post(f"{PATH}/queue", data={**queue, "used": "1", "back": PATH})
        assert 'data-down-key="J"' in (await client.get("/backoffice/queue")).text
