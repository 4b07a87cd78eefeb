"""Forget one-time codes that nobody counts any more: what they did stays in the journal."""

from datetime import timedelta

from dossier import clock
from dossier.database.actor import Actor
from dossier.database.engine import transaction


async def forget_codes(actor: Actor, window_seconds: int) -> int:
    """Forget the centre's codes whose window is over; return how many."""
    async with transaction(actor) as tx:
        return await tx.run(
            "DELETE FROM one_time_codes WHERE asked_at < $1 AND expires_at < $2",
            clock.now() - timedelta(seconds=window_seconds),
            clock.now(),
        )
