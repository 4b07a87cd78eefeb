"""Reject a proposal: another person says no, and why."""

from uuid import UUID

from dossier import clock
from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.database.states import advance
from dossier.events import ProposalRejected
from dossier.outbox.publish import publish
from dossier.thesaurus.errors import ReasonNeeded
from dossier.thesaurus.proposals import already_decided, proposals_in
from dossier.thesaurus.rights import check_decides


async def reject(actor: Actor, proposal_id: UUID, answer: str) -> None:
    """Say no to a proposal, in words for its proposer.

    Raises NoSuchProposal, OwnProposal, NotYoursToDecide, ReasonNeeded, ProposalDecided.
    """
    async with transaction(actor) as tx:
        (found,) = await proposals_in(tx, [proposal_id])
        check_decides(actor, found.proposed_by, found.owner_id)
        if not answer:
            raise ReasonNeeded
        if not await advance(
            tx, "thesaurus.reject", proposal_id, decided_by=actor.staff_id, decided_at=clock.now(), answer=answer
        ):
            raise await already_decided(tx, proposal_id)
        await publish(tx, ProposalRejected(record_id=proposal_id, kind=str(found.kind), term_id=found.term_id))
