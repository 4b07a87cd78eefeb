"""A counter's page tells that nothing printed its receipt: noted once, and sent to whose file it is."""

from dataclasses import replace
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from dossier.database.actor import system
from dossier.database.engine import transaction
from dossier.resources import Resources
from tests.backoffice.house import opened_house
from tests.support.counter import set_up
from tests.support.kept_papers import papers_at, send
from tests.support.unprinted import send_all_unprinted

pytestmark = pytest.mark.people


@pytest.mark.parametrize("prints", [True, False])
async def test_it_is_noted_once_and_the_receipt_goes_to_the_file(
    resources: Resources, centre_id: UUID, tmp_path: Path, prints: bool
) -> None:
    desk = await set_up(resources, centre_id, tmp_path)
    async with transaction(system(centre_id)) as tx:
        device_id = uuid4()
        await tx.run(
            """INSERT INTO devices (id, centre_id, name, agent_key_hash, paired_at, printer_address)
               VALUES ($1, $2, 'Guichet', '\\x00', now(), $3)""",
            device_id,
            centre_id,
            "10.0.4.17" if prints else "",
        )
        await tx.run("UPDATE counters SET device_id = $1", device_id)
    deposit_id, _ = await papers_at(desk, None)
    await send(desk, deposit_id)
    here = f"/backoffice/counter/deposits/{deposit_id}/receipt"
    sends = desk.resources.settings.model_copy(update={"sms_url": "http://sms.test/"})
    own = replace(desk.resources, settings=sends)
    async with opened_house(own, centre_id) as house:
        client = await house.sign_in("fatou.diop")
        page = (await client.get(here)).text
        assert (f'failure="{here}/failure"' in page) == prints
        assert ("a un numéro de GSM" in page) == prints
        for _ in range(2):
            assert (await client.post(f"{here}/failure")).status_code == 204
        other = await house.sign_in("ines.moreau")
        assert (await other.post(f"{here}/failure")).status_code in {403, 404}
    await send_all_unprinted(own, centre_id)
    async with transaction(system(centre_id)) as tx:
        outcomes = [each["outcome"] for each in await tx.rows("SELECT outcome FROM receipt_prints")]
        asked = await tx.value("SELECT count(*) FROM receipt_emails WHERE beneficiary_id IS NOT NULL")
    assert (outcomes, asked) == ((["no_service"], 1) if prints else ([], 0))
