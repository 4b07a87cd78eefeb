"""The file as it was received, over HTTP: a download for those who may read it, and each is written down."""

from uuid import UUID

import pytest

from demo.people import people
from dossier.database.actor import system
from dossier.database.engine import transaction
from dossier.resources import Resources
from tests.backoffice.house import opened_house
from tests.support.deposits import hand_over

pytestmark = pytest.mark.people


async def test_an_original_is_handed_out_as_a_download_alone_and_logged(resources: Resources, centre_id: UUID) -> None:
    made = await hand_over(resources, centre_id, people()[0], types=("REV_PAIE",))
    async with transaction(system(centre_id)) as tx:
        original = await tx.row("SELECT id, vault_key, size_bytes FROM originals")
    assert original is not None
    address = f"/backoffice/originals/{original['id']}"
    async with opened_house(resources, centre_id) as house:
        client = await house.sign_in("ines.moreau")
        desk = await client.get(f"/backoffice/documents/{made.document_ids[0]}")
        assert f'href="{address}"' in desk.text
        answer = await client.get(address)
        assert answer.status_code == 200
        assert answer.content == await resources.vault.read(original["vault_key"])
        assert answer.headers["content-type"] == "application/pdf"
        assert answer.headers["content-disposition"] == f'attachment; filename="{made.receipt.number}-1.pdf"'
        assert answer.headers["content-security-policy"] == "sandbox; default-src 'none'"
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["cache-control"] == "no-store"

        stranger = await house.browser()
        assert (await stranger.get(address)).status_code == 303
        administrator = await house.sign_in("rachid.lahlou")
        assert (await administrator.get(address)).status_code == 403
    async with transaction(system(centre_id)) as tx:
        logged = await tx.rows("SELECT act, record_kind, record_id FROM access_log WHERE act = 'download'")
    assert [tuple(each) for each in logged] == [("download", "original", original["id"])]
