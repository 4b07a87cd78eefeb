"""Withdraw a proposal: its proposer takes it back before anybody decided."""

from uuid import UUID

from dossier import clock
from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.database.states import advance
from dossier.events import ProposalWithdrawn
from dossier.outbox.publish import publish
from dossier.thesaurus.proposals import already_decided, proposals_in
from dossier.thesaurus.rights import check_withdraws


async def withdraw(actor: Actor, proposal_id: UUID) -> None:
    """Take a proposal of one's own back. Raises NoSuchProposal, NotYourProposal, ProposalDecided."""
    async with transaction(actor) as tx:
        (found,) = await proposals_in(tx, [proposal_id])
        check_withdraws(actor, found.proposed_by)
        if not await advance(tx, "thesaurus.withdraw", proposal_id, decided_by=actor.staff_id, decided_at=clock.now()):
            raise await already_decided(tx, proposal_id)
        await publish(tx, ProposalWithdrawn(record_id=proposal_id, kind=str(found.kind), term_id=found.term_id))
