"""Reopen a deposit: a decision on a document of it was undone."""

from uuid import UUID

from dossier.database.engine import Transaction
from dossier.database.states import advance
from dossier.events import DepositReopened
from dossier.outbox.publish import publish


async def reopen_held(tx: Transaction, deposit_id: UUID) -> None:
    """Move a deposit back that was closed, whose row the transaction holds; one that was not is left alone."""
    if await advance(tx, "deposits.reopen", deposit_id, closed_at=None):
        await publish(tx, DepositReopened(record_id=deposit_id, deposit_id=deposit_id))
