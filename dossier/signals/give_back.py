"""Give a signal back: whoever took it does not see to it after all."""

from uuid import UUID

from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.database.states import advance
from dossier.events import SignalGivenBack
from dossier.outbox.publish import publish
from dossier.signals.errors import NothingToUndo
from dossier.signals.held import check_taken_by, hold


async def give_back(actor: Actor, signal_id: UUID) -> None:
    """Let a signal wait again for those whom it is for. Its time to be taken runs on as if it had waited.

    Raises NoSuchSignal, NotYourSignal, TakenByAnother, NothingToUndo.
    """
    async with transaction(actor) as tx:
        check_taken_by(await hold(tx, signal_id), actor)
        if not await advance(tx, "signals.give_back", signal_id, taken_by=None, taken_at=None):
            raise NothingToUndo
        await publish(tx, SignalGivenBack(record_id=signal_id))
