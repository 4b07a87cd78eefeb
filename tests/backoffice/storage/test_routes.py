"""The store on screen: a check by a button, findings in words, an orphan removed after a question."""

import os
import re
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit
from uuid import UUID, uuid4

import pytest

from backoffice.storage.routes import KINDS
from dossier import clock
from dossier.database.actor import system
from dossier.jobs.worker import drain
from dossier.reconcile.values import Kind
from dossier.resources import Resources
from dossier.storage.keys import original_key
from tests.backoffice.house import HTMX, opened_house
from tests.support.kept import fill, spoil

pytestmark = pytest.mark.people

PATH = "/backoffice/storage"


def test_every_kind_has_words() -> None:
    assert set(KINDS) == set(Kind)


async def test_a_check_by_the_button_shows_what_does_not_fit(resources: Resources, centre_id: UUID) -> None:
    kept = await fill(resources.vault, system(centre_id), 20)
    async with opened_house(resources, centre_id) as house:
        client = await house.sign_in("rachid.lahlou")
        assert "pas encore été contrôlé" in (await client.get(PATH)).text
        asked = await client.post(f"{PATH}/checks", data={})
        assert asked.headers["location"] == PATH
        waiting = await client.get(PATH)
        assert 'hx-trigger="every 3s"' in waiting.text
        assert (await client.post(f"{PATH}/checks", data={})).status_code == 409
        await drain(resources)
        good = await client.get(PATH, headers=HTMX)
        assert "<html" not in good.text
        assert "hx-trigger" not in good.text

        faults = await spoil(resources.vault, system(centre_id), kept, of_each=2)
        await client.post(f"{PATH}/checks", data={"deep": "on"})
        with clock.moved(timedelta(hours=2)):
            await drain(resources)
        told = await client.get(PATH)
        assert all(part in told.text for key in faults for part in key.split("/"))
        assert len(re.findall("/removal", told.text)) == 3  # each, and all
        for other in ("ines.moreau", "anne.dewit"):
            stranger = await house.sign_in(other)
            assert (await stranger.get(PATH)).status_code == 403
            assert (await stranger.post(f"{PATH}/checks", data={})).status_code == 403


async def test_an_orphan_is_removed_after_a_question(resources: Resources, centre_id: UUID) -> None:
    key = original_key(centre_id, uuid4(), "0" * 64)
    await resources.vault.put_bytes(key, b"nobody's")
    async with opened_house(resources, centre_id) as house:
        client = await house.sign_in("rachid.lahlou")
        await client.post(f"{PATH}/checks", data={})
        with clock.moved(timedelta(hours=2)):
            await drain(resources)
        (removal,) = re.findall(rf'href="({PATH}/orphans/[^"]+/removal)"', (await client.get(PATH)).text)
        asked = await client.get(removal)
        assert key in asked.text
        assert await resources.vault.size(key) == len(b"nobody's")  # asking removed nothing
        other = await house.sign_in("ines.moreau")
        assert (await other.post(removal)).status_code == 403
        assert (await client.post(removal)).headers["location"] == PATH
        assert await resources.vault.size(key) is None
        assert key.split("/")[1] not in (await client.get(PATH)).text
        assert (await client.get(removal)).status_code == 404


async def test_all_orphans_that_were_shown_are_removed_together_and_no_later_one(
    resources: Resources, centre_id: UUID
) -> None:
    async def orphan_found() -> str:
        key = original_key(centre_id, uuid4(), "0" * 64)
        await resources.vault.put_bytes(key, b"nobody's")
        os.utime(Path(urlsplit(resources.settings.store_url).path) / key, (0, 0))
        await client.post(f"{PATH}/checks", data={})
        await drain(resources)
        return key

    kept = await fill(resources.vault, system(centre_id), 2)
    async with opened_house(resources, centre_id) as house:
        client = await house.sign_in("rachid.lahlou")
        first = await orphan_found()
        asked = await client.get(f"{PATH}/orphans/removal")
        (until,) = re.findall(r'name="until" value="([^"]+)"', asked.text)
        later = await orphan_found()
        stranger = await house.sign_in("ines.moreau")
        assert (await stranger.post(f"{PATH}/orphans/removal", data={"until": until})).status_code == 403
        for words in ("yesterday", until, until):
            assert (await client.post(f"{PATH}/orphans/removal", data={"until": words})).status_code == 303
    assert [await resources.vault.size(key) for key in (first, later)] == [None, len(b"nobody's")]
    assert [await resources.vault.size(each.key) for each in kept] == [len(each.data) for each in kept]
