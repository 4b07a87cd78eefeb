"""Forget one-time codes that nobody counts any more: what they did stays in the journal."""

from datetime import timedelta

from dossier import clock
from dossier.database.actor import Actor
from dossier.database.engine import transaction


async def forget_codes(actor: Actor, window_seconds: int, failures_seconds: int) -> int:
    """Forget the centre's codes whose window is over; those that were guessed at later: return how many."""
    async with transaction(actor) as tx:
        return await tx.run(
            """DELETE FROM one_time_codes WHERE asked_at < $1 AND expires_at < $2
               AND (guesses = 0 OR used_at IS NOT NULL OR asked_at < $3)""",
            clock.now() - timedelta(seconds=window_seconds),
            clock.now(),
            clock.now() - timedelta(seconds=failures_seconds),
        )
