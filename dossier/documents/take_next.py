"""Take the next document: the oldest that waits and that nobody holds, leased in the same transaction."""

from datetime import timedelta
from uuid import UUID

from dossier import clock
from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.documents.queue import WAITING
from dossier.events import DepositClaimed, DepositReleased
from dossier.outbox.publish import publish
from dossier.people.access import reading


async def take_next(actor: Actor, lease_seconds: int, *, after: UUID | None = None) -> UUID | None:
    """Lease the deposit of the next document for so long and return the document; None when nothing waits.

    `after` is the document that was just decided: the rest of its deposit comes first, and where nothing is left of it
    for this person, its lease ends. Raises NotYourWork for roles that decide nothing.
    """
    scope = reading(actor)
    # Not SKIP LOCKED: a worker that settles a deposit holds its row for a moment, and that deposit must not be passed
    # over. PostgreSQL waits, looks at the row again, and goes on to the next when a colleague has taken it meanwhile.
    async with transaction(actor) as tx:
        last = await tx.value("SELECT deposit_id FROM documents WHERE id = $1", after)
        found = await tx.row(
            f"""SELECT d.id, d.deposit_id, p.claimed_by = $3 AND p.claimed_until > $5 AS held {WAITING}
                AND d.id IS DISTINCT FROM $4
                AND (p.claimed_by IS NULL OR p.claimed_by = $3 OR p.claimed_until <= $5)
                AND (d.state <> 'second_reading' OR d.decided_by IS DISTINCT FROM $3)
                ORDER BY (d.deposit_id = $6) IS TRUE DESC, d.captured_at, d.deposit_id, d.position
                LIMIT 1 FOR UPDATE OF p""",
            *scope,
            after,
            clock.now(),
            last,
        )
        if last is not None and (found is None or found["deposit_id"] != last):
            ended = await tx.run(
                "UPDATE deposits SET claimed_by = NULL, claimed_until = NULL WHERE id = $1 AND claimed_by = $2",
                last,
                actor.staff_id,
            )
            if ended:
                await publish(tx, DepositReleased(record_id=last, deposit_id=last))
        if found is None:
            return None
        await tx.run(
            "UPDATE deposits SET claimed_by = $2, claimed_until = $3 WHERE id = $1",
            found["deposit_id"],
            actor.staff_id,
            clock.now() + timedelta(seconds=lease_seconds),
        )
        if not found["held"]:
            await publish(tx, DepositClaimed(record_id=found["deposit_id"], deposit_id=found["deposit_id"]))
        document_id: UUID = found["id"]
        return document_id
