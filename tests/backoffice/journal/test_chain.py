"""How the journal stands, on screen: checked by a button, each fault in a sentence."""

from pathlib import Path
from urllib.parse import urlsplit
from uuid import UUID

import pytest

from dossier.database.actor import system
from dossier.jobs.worker import drain
from dossier.journal.anchors import anchor_when_due
from dossier.journal.chain import link
from dossier.resources import Resources
from tests.backoffice.house import HTMX, opened_house
from tests.support.journal import happen

pytestmark = pytest.mark.people

PATH = "/backoffice/journal/chain"


async def test_a_check_by_the_button_says_what_it_found(resources: Resources, centre_id: UUID) -> None:
    actor = system(centre_id)
    await happen(actor, 3)
    async with opened_house(resources, centre_id) as house:
        client = await house.sign_in("anne.dewit")
        assert "pas encore été contrôlé" in (await client.get(PATH)).text
        await link(actor)
        await anchor_when_due(resources.vault, actor)
        assert (await client.post(f"{PATH}/checks")).headers["location"] == PATH
        waiting = await client.get(PATH)
        assert 'hx-trigger="every 3s"' in waiting.text
        assert (await client.post(f"{PATH}/checks")).status_code == 409
        await drain(resources)
        good = await client.get(PATH, headers=HTMX)
        assert "Le journal est intact." in good.text
        assert "<html" not in good.text
        assert "hx-trigger" not in good.text

        anchors = Path(urlsplit(resources.settings.store_url).path) / "journal" / str(centre_id) / "anchors"
        next(iter(anchors.iterdir())).unlink()
        await client.post(f"{PATH}/checks")
        await drain(resources)
        told = await client.get(PATH)
        assert "Quelque chose contredit le journal." in told.text
        assert "L’ancre 1 du " in told.text
        for stranger in ("ines.moreau", "rachid.lahlou"):
            other = await house.sign_in(stranger)
            assert (await other.get(PATH)).status_code == 403
            assert (await other.post(f"{PATH}/checks")).status_code == 403
