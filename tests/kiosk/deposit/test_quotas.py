"""A kiosk is one address for everyone who comes in a day: it has a quota of its own, and none as an address."""

import re
from uuid import uuid4

import httpx
import pytest

from dossier.database.engine import transaction
from dossier.uploads.permit import read_permit
from tests.kiosk.house import House, identify, photograph
from tests.support.deposits import pdf
from web.catalogues import gettext, speaking
from web.quotas import KioskQuotaSpent, PersonQuotaSpent

pytestmark = pytest.mark.people


def decide(house: House, **settings: int) -> None:
    """Have the open kiosk decide otherwise."""
    house.app.state.settings = house.app.state.settings.model_copy(update=settings)


def begins(error: type[KioskQuotaSpent | PersonQuotaSpent]) -> str:
    """Return what the sentence begins with, before the moment."""
    with speaking("fr"):
        return gettext(error.sentence()).partition(".")[0]


async def shoot(client: httpx.AsyncClient) -> httpx.Response:
    """Send a photo of another paper."""
    files = {"photo": ("photo.pdf", pdf("A page"), "application/pdf")}
    return await client.post(f"/kiosk/deposit/papers/{uuid4()}/photo", data={"original_id": str(uuid4())}, files=files)


async def visit(client: httpx.AsyncClient) -> None:
    """Begin to hand over without a name, as the next in the queue does."""
    await client.post("/kiosk/visit/end")
    assert (await client.post("/kiosk/deposit")).status_code == 303


async def test_many_people_at_one_kiosk_meet_no_quota_of_an_address(house: House) -> None:
    decide(house, address_files_per_window_max=1, address_deposits_per_window_max=1)
    client = await house.paired()
    for _ in range(3):
        await visit(client)
        assert (await shoot(client)).status_code == 303


async def test_a_kiosk_that_took_in_a_lot_says_so_at_the_camera_and_another_goes_on(house: House) -> None:
    decide(house, kiosk_files_per_window_max=1)
    client = await house.paired()
    await visit(client)
    await photograph(client)
    shut = await client.get(f"/kiosk/deposit/papers/{uuid4()}/photo")
    assert shut.status_code == 200
    assert begins(KioskQuotaSpent) in shut.text
    assert "page-viewfinder" not in shut.text
    refused = await shoot(client)
    assert refused.status_code == 429
    assert int(refused.headers["retry-after"]) > 0
    assert begins(KioskQuotaSpent) in refused.text
    other = await house.paired()
    await visit(other)
    assert (await shoot(other)).status_code == 303


async def test_what_a_kiosk_sends_by_pieces_counts_as_the_kiosk_s(house: House) -> None:
    client = await house.paired()
    await identify(client)
    permit = re.search(r'data-permit="([^"]+)"', (await client.get(f"/kiosk/deposit/papers/{uuid4()}/photo")).text)
    assert permit
    told = read_permit(permit[1])
    assert told.actor.kind == "beneficiary"
    async with transaction(house.administrator) as tx:
        assert told.device_id == await tx.value("SELECT id FROM devices")


async def test_a_person_has_one_quota_at_every_kiosk(house: House) -> None:
    decide(house, person_files_per_window_max=1)
    for status in (303, 429):
        client = await house.paired()
        await identify(client)
        answer = await shoot(client)
        assert answer.status_code == status
    assert begins(PersonQuotaSpent) in answer.text
