"""The day by which it is usually looked at, on the receipt: a day in words, and what to do once it has passed."""

from datetime import datetime
from uuid import UUID

import pytest

from demo.people import people
from dossier.clock import BRUSSELS
from dossier.database.actor import system
from dossier.database.engine import transaction
from dossier.documents.claim import claim
from dossier.documents.refuse import refuse
from dossier.jobs.worker import drain
from dossier.resources import Resources
from dossier.thesaurus.queries import refusal_reasons
from tests.portal.house import HTMX, House
from tests.support.deposits import hand_over, staff
from tests.support.desk import LEASE_SECONDS
from tests.support.signals import THURSDAY, clock_at

pytestmark = pytest.mark.people


async def usual(centre_id: UUID, half_days: int, share_days: int) -> None:
    async with transaction(system(centre_id)) as tx:
        await tx.run("INSERT INTO usual_waits VALUES ($1, '', $2, $3, 100, now())", centre_id, half_days, share_days)


async def test_it_is_said_as_days_in_words_to_whoever_has_the_link_until_all_is_decided(
    house: House, resources: Resources, centre_id: UUID
) -> None:
    client = await house.browser()
    with clock_at(THURSDAY):
        made = await hand_over(resources, centre_id, people()[0], types=("REV_PAIE",))
        await drain(resources)
        receipt = f"/r/{made.receipt.token}"
        assert "En général examiné" not in (await client.get(receipt)).text  # nothing is known yet
        await usual(centre_id, 1, 3)
        page = (await client.get(receipt)).text
        assert "En général examiné au plus tard le mardi 1er décembre." in page
        assert "le vendredi 27 novembre." in page
        part = (await client.get(receipt, headers=HTMX)).text
        assert "mardi 1er décembre" in part
        assert 'id="expected" hx-swap-oob="innerHTML"' in part
    with clock_at(datetime(2026, 12, 1, 12, 0, tzinfo=BRUSSELS)):
        page = (await client.get(receipt)).text
        assert "mardi 1er décembre" in page
        assert "vendredi 27 novembre" not in page  # that is over
    with clock_at(datetime(2026, 12, 2, 12, 0, tzinfo=BRUSSELS)):
        page = (await client.get(receipt)).text
        assert "Cela prend plus de temps que d’habitude." in page
        assert "Demandez au guichet" in page
        assert "mardi 1er décembre" not in page
    agent = await staff(centre_id, "ines.moreau")
    await claim(agent, made.document_ids[0], LEASE_SECONDS)
    await refuse(agent, made.document_ids[0], (await refusal_reasons(agent))[0].id, "")
    with clock_at(datetime(2026, 12, 2, 12, 0, tzinfo=BRUSSELS)):
        assert "Cela prend plus" not in (await client.get(receipt)).text
