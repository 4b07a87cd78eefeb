"""Drop second looks that nobody gave in time: they count as not looked at."""

from dossier import clock
from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.database.states import advance
from dossier.events import SecondLookDropped
from dossier.outbox.publish import publish
from dossier.second_looks.held import CLEARED

_AT_ONCE = 200


async def drop_overdue(actor: Actor) -> int:
    """Drop what waited too long; return how many."""
    dropped = 0
    while True:
        async with transaction(actor) as tx:
            due = await tx.rows(
                f"""SELECT id, document_id FROM second_looks WHERE state = 'waiting' AND drops_at <= $1
                    ORDER BY drops_at LIMIT {_AT_ONCE} FOR UPDATE SKIP LOCKED""",
                clock.now(),
            )
            for each in due:
                await advance(tx, "second_looks.drop", each["id"], ended_at=clock.now(), **CLEARED)
                await publish(tx, SecondLookDropped(record_id=each["id"], document_id=each["document_id"]))
        dropped += len(due)
        if len(due) < _AT_ONCE:
            return dropped
