"""A lease is renewed by whoever works, also late; never once a colleague had the deposit in between."""

from uuid import UUID

import pytest

from dossier.database.actor import system
from dossier.database.engine import transaction
from dossier.documents.claim import claim, renew
from dossier.documents.errors import ClaimedByOther, ClaimLost
from dossier.resources import Resources
from tests.support.deposits import staff
from tests.support.desk import LEASE_SECONDS, in_hand

pytestmark = pytest.mark.people


async def _let_run_out(centre_id: UUID) -> None:
    async with transaction(system(centre_id)) as tx:
        await tx.run("UPDATE deposits SET claimed_until = now() - interval '1 second'")


async def test_a_lease_that_ran_out_is_renewed_while_nobody_took_it(resources: Resources, centre_id: UUID) -> None:
    agent = await staff(centre_id, "ines.moreau")
    document_id = (await in_hand(resources, agent, "REV_PAIE")).document_ids[0]
    await _let_run_out(centre_id)
    await renew(agent, document_id, LEASE_SECONDS)
    with pytest.raises(ClaimedByOther):
        await claim(await staff(centre_id, "koen.smets"), document_id, LEASE_SECONDS)


@pytest.mark.parametrize("how", ["held", "run out"])
async def test_one_that_a_colleague_had_meanwhile_is_lost_and_said_so(
    resources: Resources, centre_id: UUID, how: str
) -> None:
    """Whoever comes back after a colleague let go as well would see pages that may have changed."""
    agent, colleague = await staff(centre_id, "ines.moreau"), await staff(centre_id, "koen.smets")
    document_id = (await in_hand(resources, agent, "REV_PAIE")).document_ids[0]
    await _let_run_out(centre_id)
    await claim(colleague, document_id, LEASE_SECONDS)
    if how == "run out":
        await _let_run_out(centre_id)
    with pytest.raises(ClaimedByOther if how == "held" else ClaimLost):
        await renew(agent, document_id, LEASE_SECONDS)
    if how != "held":
        await claim(agent, document_id, LEASE_SECONDS)  # asked for, and seen anew
        await renew(agent, document_id, LEASE_SECONDS)
