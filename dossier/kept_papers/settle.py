"""Settle what becomes of the papers of a deposit, before its receipt is given."""

from uuid import UUID

from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.events import PapersSettled
from dossier.kept_papers.errors import PaperUndecided
from dossier.kept_papers.keep import check_open
from dossier.outbox.publish import publish


async def settle_papers(actor: Actor, deposit_id: UUID) -> None:
    """Note that every paper of an open deposit of which nobody said anything goes back.

    Of a type whose papers are kept somebody has to say it. The caller knows that the deposit is the clerk's own.
    Raises DepositNotOpen, PaperUndecided.
    """
    async with transaction(actor) as tx:
        await check_open(tx, deposit_id)
        papers = await tx.rows(
            """SELECT p.is_kept, coalesce(t.paper, '') = 'kept' AS is_of_kept_type FROM papers p
               LEFT JOIN document_types t ON t.id = current_type(p.proposed_type_id)
               WHERE p.deposit_id = $1 ORDER BY p.position""",
            deposit_id,
        )
        for number, row in enumerate(papers, start=1):
            if row["is_kept"] is None and row["is_of_kept_type"]:
                raise PaperUndecided(number=number)
        await tx.run("UPDATE papers SET is_kept = false WHERE deposit_id = $1 AND is_kept IS NULL", deposit_id)
        kept = sum(1 for row in papers if row["is_kept"])
        await publish(
            tx,
            PapersSettled(
                record_id=deposit_id, deposit_id=deposit_id, kept_count=kept, returned_count=len(papers) - kept
            ),
        )
