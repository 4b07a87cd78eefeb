"""The department of a kiosk: who looks first at what somebody handed in there of whom nobody knows the file."""

from dataclasses import replace
from uuid import UUID

import pytest

from dossier.database.actor import system
from dossier.database.engine import transaction
from dossier.people.kiosk_settings import kiosk_settings, set_kiosk
from tests.kiosk.agents import with_agent
from tests.kiosk.house import House, identify, photograph

pytestmark = pytest.mark.people


async def department(centre_id: UUID, code: str) -> UUID:
    async with transaction(system(centre_id)) as tx:
        found: UUID = await tx.value("SELECT id FROM departments WHERE code = $1", code)
    return found


@pytest.mark.parametrize("is_known", [False, True])
async def test_a_document_of_nobody_known_stands_in_the_queue_under_its_kiosk_s_department(
    house: House, centre_id: UUID, is_known: bool
) -> None:
    elderly = await department(centre_id, "PA")
    kiosk, agent = await with_agent(house)
    known = await kiosk_settings(house.administrator, agent.device_id)
    await set_kiosk(house.administrator, agent.device_id, replace(known, department_id=elderly))
    if is_known:
        await identify(kiosk)
    else:
        await kiosk.post("/kiosk/deposit")
    await photograph(kiosk)
    await kiosk.post("/kiosk/deposit/receipt")
    async with transaction(system(centre_id)) as tx:
        (document,) = await tx.rows(
            """SELECT d.department_id, f.department_id AS of_file FROM documents d
               LEFT JOIN social_files f ON f.id = d.social_file_id"""
        )
    assert (document["of_file"] is not None) == is_known
    assert document["department_id"] == (document["of_file"] if is_known else elderly)
