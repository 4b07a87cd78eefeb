"""Approve proposals: what was proposed holds from now on, and the version before it ends, in one transaction."""

from collections.abc import Sequence
from uuid import UUID

from dossier import clock
from dossier.database.actor import Actor
from dossier.database.engine import Transaction, transaction
from dossier.database.states import advance
from dossier.events import ProposalApproved
from dossier.ids import new_id
from dossier.outbox.publish import publish
from dossier.thesaurus.checks import Known
from dossier.thesaurus.content import TermContent
from dossier.thesaurus.errors import CodeTaken, NotMergeable, TermChanged
from dossier.thesaurus.proposals import Held, Kind, Proposal, already_decided, hold_terms, proposals_in
from dossier.thesaurus.rights import check_decides
from dossier.thesaurus.versions import end_version, insert_version, refresh_words


async def approve(actor: Actor, proposal_ids: Sequence[UUID], answer: str = "") -> None:
    """Let proposals hold, all of them or none. Documents keep the version under which they were filed.

    Raises NoSuchProposal, OwnProposal, NotYoursToDecide, ProposalDecided, TermChanged, CodeTaken, NotMergeable, and
    what `Known.check` raises where a category or a department is gone.
    """
    async with transaction(actor) as tx:
        found = await proposals_in(tx, proposal_ids)
        for each in found:
            check_decides(actor, each.proposed_by, each.owner_id)
        await hold_terms(tx, {id_ for each in found for id_ in (each.term_id, each.into_id) if id_})
        known = await Known.of(tx)
        for each in found:
            await _approve(tx, known, each, answer)


async def _approve(tx: Transaction, known: Known, proposal: Proposal, answer: str) -> None:
    if not await advance(
        tx, "thesaurus.approve", proposal.id, decided_by=tx.actor.staff_id, decided_at=clock.now(), answer=answer
    ):
        raise await already_decided(tx, proposal.id)
    if proposal.kind is Kind.NEW:
        assert proposal.content is not None
        term_id = await _new_term(tx, proposal.code)
        type_id: UUID | None = await _next_version(tx, known, proposal, term_id, proposal.content)
    else:
        # Asked once more though it is held already: a proposal before it in this batch may have changed it
        assert proposal.term_id is not None
        term = (await hold_terms(tx, [proposal.term_id]))[proposal.term_id]
        _check_unchanged(proposal, term)
        term_id, type_id = term.id, await _carried_out(tx, known, proposal, term)
    await tx.run("UPDATE proposals SET term_id = $2, type_id = $3 WHERE id = $1", proposal.id, term_id, type_id)
    await publish(
        tx, ProposalApproved(record_id=proposal.id, kind=str(proposal.kind), term_id=term_id, type_id=type_id)
    )


def _check_unchanged(proposal: Proposal, term: Held) -> None:
    """Raise TermChanged where the proposer had another version before them."""
    if term.newest.id != proposal.base_id or term.is_retired != (proposal.kind is Kind.REVIVE):
        raise TermChanged(code=term.code)


async def _carried_out(tx: Transaction, known: Known, proposal: Proposal, term: Held) -> UUID | None:
    if proposal.content is not None:
        if proposal.kind is Kind.REVIVE:
            await tx.run("UPDATE terms SET retired_at = NULL, merged_into = NULL WHERE id = $1", term.id)
        type_id = await _next_version(tx, known, proposal, term.id, proposal.content)
        if term.merged_into is not None:  # the other one is found by these words no longer
            other = await tx.value(
                """SELECT v.term_id FROM document_types v WHERE v.id = current_type(
                       (SELECT id FROM document_types WHERE term_id = $1 ORDER BY version DESC LIMIT 1))""",
                term.merged_into,
            )
            await refresh_words(tx, [other] if other else [])
        return type_id
    if proposal.kind is Kind.MERGE:
        assert proposal.into_id is not None
        into = (await hold_terms(tx, [proposal.into_id]))[proposal.into_id]
        if into.is_retired:
            raise NotMergeable
    ended_at = await end_version(tx, term.id)
    await tx.run(
        "UPDATE terms SET retired_at = $2, merged_into = $3 WHERE id = $1", term.id, ended_at, proposal.into_id
    )
    if proposal.into_id is not None:
        await refresh_words(tx, [proposal.into_id])
    return None


async def _new_term(tx: Transaction, code: str) -> UUID:
    term_id: UUID | None = await tx.value(
        """INSERT INTO terms (id, centre_id, code) VALUES ($1, $2, $3)
           ON CONFLICT (centre_id, code) DO NOTHING RETURNING id""",
        new_id(),
        tx.actor.centre_id,
        code,
    )
    if term_id is None:
        raise CodeTaken(code=code)
    return term_id


async def _next_version(tx: Transaction, known: Known, proposal: Proposal, term_id: UUID, content: TermContent) -> UUID:
    known.check(content)
    type_id = await insert_version(
        tx,
        term_id=term_id,
        code=proposal.code,
        content=content,
        proposed_by=proposal.proposed_by,
        approved_by=tx.actor.staff_id,
    )
    await refresh_words(tx, [term_id])
    return type_id
