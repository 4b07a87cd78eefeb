"""What a staff member held whose account was switched off: free at once for colleagues."""

from uuid import UUID

import pytest

from demo.people import people
from dossier.database.actor import system
from dossier.database.engine import transaction
from dossier.documents.claim import claim
from dossier.documents.errors import ClaimedByOther
from dossier.documents.release_claims import release_claims
from dossier.people.switch import switch_off
from dossier.resources import Resources
from tests.support.deposits import hand_over, staff

pytestmark = pytest.mark.people

LEASE_SECONDS = 60


async def test_colleagues_take_over_what_was_held_and_keep_their_own(resources: Resources, centre_id: UUID) -> None:
    left, other, hers = [await hand_over(resources, centre_id, people()[0]) for _ in range(3)]
    ines, wim = await staff(centre_id, "ines.moreau"), await staff(centre_id, "wim.claes")
    for taker, made in ((ines, left), (ines, other), (wim, hers)):
        await claim(taker, made.document_ids[0], LEASE_SECONDS)
    assert ines.id is not None
    await release_claims(system(centre_id), ines.id)  # still there, so nothing is taken away
    with pytest.raises(ClaimedByOther):
        await claim(wim, left.document_ids[0], LEASE_SECONDS)
    await switch_off(system(centre_id), "ines.moreau")
    await release_claims(system(centre_id), ines.id)
    async with transaction(system(centre_id)) as tx:
        told = await tx.rows("SELECT record_id FROM events WHERE name = 'DepositReleased'")
        assert {each["record_id"] for each in told} == {left.deposit_id, other.deposit_id}
        assert await tx.value("SELECT claimed_by FROM deposits WHERE id = $1", hers.deposit_id) == wim.id
    await claim(wim, left.document_ids[0], LEASE_SECONDS)
