"""Take a signal: a staff member sees to it."""

from uuid import UUID

from dossier import clock
from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.database.states import advance
from dossier.events import SignalTaken
from dossier.outbox.publish import publish
from dossier.signals.errors import SignalMovedOn
from dossier.signals.held import check_acts, check_taken_by, hold


async def take(actor: Actor, signal_id: UUID) -> None:
    """Take a signal that nobody has taken; taking one's own again changes nothing.

    Raises NoSuchSignal, NotYourSignal, NotYoursToAct, TakenByAnother, SignalMovedOn.
    """
    async with transaction(actor) as tx:
        held = await hold(tx, signal_id)
        check_acts(actor)
        check_taken_by(held, actor)
        if held.state == "taken":
            return
        if not await advance(tx, "signals.take", signal_id, taken_by=actor.staff_id, taken_at=clock.now()):
            raise SignalMovedOn
        await publish(tx, SignalTaken(record_id=signal_id))
