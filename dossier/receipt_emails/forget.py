"""Forget e-mails with receipts that nobody counts any more: what they did stays in the journal."""

from datetime import timedelta

from dossier import clock
from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.settings import Settings


async def forget_receipt_emails(actor: Actor, settings: Settings) -> int:
    """Forget the centre's e-mails that were sent or given up and whose window is over; return how many."""
    async with transaction(actor) as tx:
        return await tx.run(
            "DELETE FROM receipt_emails WHERE asked_at < $1 AND (sent_at IS NOT NULL OR failed_at IS NOT NULL)",
            clock.now() - timedelta(seconds=settings.receipt_emails_window_seconds),
        )
