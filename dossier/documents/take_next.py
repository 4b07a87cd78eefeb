"""Take the next document: the oldest that waits and that nobody holds, leased in the same transaction."""

from datetime import timedelta
from uuid import UUID

from dossier import clock
from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.documents.queue import WAITING
from dossier.documents.send import NOT_SENT_ELSEWHERE
from dossier.events import DepositClaimed, DepositReleased
from dossier.outbox.publish import publish
from dossier.people.access import check_decides

_FOR_ME = f"""d.id IS DISTINCT FROM $2 AND (d.state <> 'second_reading' OR d.decided_by IS DISTINCT FROM $1)
    AND {NOT_SENT_ELSEWHERE}"""
"""SQL: not the document that was just decided ($2), and none that waits for another than this staff member ($1)."""


async def take_next(actor: Actor, lease_seconds: int, *, after: UUID | None = None) -> UUID | None:
    """Lease the deposit of the next document for so long and return the document; None when nothing waits.

    `after` is the document that was just decided: the rest of its deposit comes first, and where nothing is left of it
    for this person, its lease ends. Raises NotYourWork for roles that decide nothing.
    """
    check_decides(actor)
    if after is not None:
        await _let_go_when_done(actor, after)
    # Not SKIP LOCKED: a worker that settles a deposit holds its row for a moment, and that deposit must not be passed
    # over. PostgreSQL waits, looks at the row again, and goes on to the next when a colleague has taken it meanwhile.
    async with transaction(actor) as tx:
        found = await tx.row(
            f"""SELECT d.id, d.deposit_id, p.claimed_by = $1 AND p.claimed_until > $3 AS held {WAITING} AND {_FOR_ME}
                AND (p.claimed_by IS NULL OR p.claimed_by = $1 OR p.claimed_until <= $3)
                ORDER BY (d.deposit_id = (SELECT deposit_id FROM document_place($2))) IS TRUE DESC,
                         d.captured_at, d.deposit_id, d.position
                LIMIT 1 FOR UPDATE OF p""",
            actor.staff_id,
            after,
            clock.now(),
        )
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


async def _let_go_when_done(actor: Actor, after: UUID) -> None:
    """End the actor's lease on a deposit of which nothing is left for them.

    In a transaction of its own: one that held this deposit while it waits for the next could meet a colleague's the
    other way round, and neither would go on.
    """
    async with transaction(actor) as tx:
        last = await tx.value("SELECT deposit_id FROM document_place($1)", after)
        left = await tx.value(
            f"SELECT EXISTS (SELECT {WAITING} AND {_FOR_ME} AND d.deposit_id = $3)", actor.staff_id, after, last
        )
        if left:
            return
        ended = await tx.run(
            "UPDATE deposits SET claimed_by = NULL, claimed_until = NULL WHERE id = $1 AND claimed_by = $2",
            last,
            actor.staff_id,
        )
        if ended:
            await publish(tx, DepositReleased(record_id=last, deposit_id=last))
