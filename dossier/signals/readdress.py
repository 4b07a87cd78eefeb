"""Readdress signals: those whose worker is away today, or whose department nobody is in, go to who stands in."""

from dossier import clock
from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.events import SignalReassigned
from dossier.outbox.publish import publish
from dossier.people.stand_in import workforce


async def readdress(actor: Actor) -> int:
    """Give signals that nobody has taken to whoever is there for them today; return how many moved.

    A taken one stays with whoever took it. Nothing else of a signal changes: its time to be taken runs on.
    """
    async with transaction(actor) as tx:
        force = await workforce(tx, clock.today())
        staffed = [row["id"] for row in await tx.rows("SELECT id FROM departments") if force.is_staffed(row["id"])]
        rows = await tx.rows(
            """SELECT id, department_id, staff_id, state FROM signals
               WHERE state IN ('raised', 'seen')
                 AND (staff_id <> ALL($1) OR (staff_id IS NULL AND department_id <> ALL($2)))
               ORDER BY id FOR UPDATE SKIP LOCKED""",
            force.able(),
            staffed,
        )
        moved = 0
        for row in rows:
            staff_id = force.addressee(row["department_id"], row["staff_id"])
            if staff_id == row["staff_id"]:
                continue
            moved += 1
            await tx.run("UPDATE signals SET staff_id = $2 WHERE id = $1", row["id"], staff_id)
            await publish(
                tx,
                SignalReassigned(
                    record_id=row["id"],
                    department_id=row["department_id"],
                    staff_id=staff_id,
                    from_department_id=row["department_id"],
                    from_staff_id=row["staff_id"],
                    kind=row["state"],
                ),
            )
        return moved
