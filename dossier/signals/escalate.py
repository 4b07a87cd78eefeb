"""Escalate signals: what nobody took in time is told to the head of the department."""

from dossier import clock
from dossier.clock import BRUSSELS
from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.events import SignalEscalated
from dossier.outbox.publish import publish
from dossier.people.stand_in import workforce

AT_ONCE = 200


async def escalate(actor: Actor) -> int:
    """Tell heads of what has waited too long, once, however often and however late it is asked; return how many.

    It stays its department's too: whoever is quicker takes it. Where its addressee is the head, a manager is told.
    """
    now = clock.now()
    told = 0
    while True:
        async with transaction(actor) as tx:
            force = await workforce(tx, now.astimezone(BRUSSELS).date())
            rows = await tx.rows(
                f"""SELECT id, department_id, staff_id FROM signals
                    WHERE state IN ('raised', 'seen') AND escalated_at IS NULL AND escalates_at <= $1
                    ORDER BY escalates_at, id LIMIT {AT_ONCE} FOR UPDATE SKIP LOCKED""",
                now,
            )
            for row in rows:
                above = force.above(row["department_id"], without=row["staff_id"])
                await tx.run(
                    "UPDATE signals SET escalated_at = $2, escalated_to = $3 WHERE id = $1", row["id"], now, above
                )
                await publish(tx, SignalEscalated(record_id=row["id"], escalated_to=above))
        told += len(rows)
        if len(rows) < AT_ONCE:
            return told
