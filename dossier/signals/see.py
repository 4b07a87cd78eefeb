"""See a signal: one of those whom it is for opened it."""

from uuid import UUID

from dossier import clock
from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.database.states import advance
from dossier.events import SignalSeen
from dossier.outbox.publish import publish
from dossier.signals.held import hold, is_for


async def see(actor: Actor, signal_id: UUID) -> None:
    """Note that a signal was seen, the first time that one whom it is for opens it. Raises what `hold` raises."""
    async with transaction(actor) as tx:
        held = await hold(tx, signal_id)
        if is_for(held, actor) and await advance(tx, "signals.see", signal_id, seen_at=clock.now()):
            await publish(tx, SignalSeen(record_id=signal_id))
