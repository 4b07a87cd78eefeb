"""Undo the last act on many documents: each is as it was before, but for those that somebody has touched since."""

from datetime import timedelta

from dossier import clock
from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.documents.many_acts import COLUMNS, NOW
from dossier.documents.undo import ChangedSince, NothingToUndo, UndoOver
from dossier.documents.wanted import WAITS
from dossier.events import QueueActUndone
from dossier.outbox.publish import publish
from dossier.people.access import check_decides


async def undo_many(actor: Actor, *, undo_seconds: int) -> int:
    """Undo the actor's last act in the queue; return how many documents are as they were.

    What was decided since, given to others or taken by a colleague, stays. Raises NotYourWork, NothingToUndo, UndoOver,
    ChangedSince where that is all of them.
    """
    check_decides(actor)
    async with transaction(actor, whole_centre=True) as tx:  # what was proposed may have sealed them
        act = await tx.row(
            """SELECT * FROM queue_acts WHERE staff_id = $1 AND undone_at IS NULL
               ORDER BY done_at DESC, id DESC LIMIT 1 FOR UPDATE""",
            actor.staff_id,
        )
        if act is None:
            raise NothingToUndo
        if act["done_at"] <= clock.now() - timedelta(seconds=undo_seconds):
            raise UndoOver
        # In the order in which the acts themselves lock them
        await tx.rows(
            """SELECT FROM deposits WHERE id IN (
                   SELECT d.deposit_id FROM queue_acts a, jsonb_object_keys(a.before) key
                   JOIN documents d ON d.id = key::uuid WHERE a.id = $1) ORDER BY id FOR UPDATE""",
            act["id"],
        )
        restored = await tx.rows(
            f"""UPDATE documents d SET {", ".join(f"{each} = was.{each}" for each in COLUMNS)}
                FROM queue_acts a, jsonb_each(a.before) kept,
                     LATERAL jsonb_populate_record(NULL::documents, kept.value) was, deposits p
                WHERE a.id = $1 AND d.id = kept.key::uuid AND p.id = d.deposit_id AND {WAITS}
                  AND (p.claimed_until > $2 AND p.claimed_by <> $3) IS NOT TRUE
                  AND {NOW} = a.after -> kept.key
                RETURNING d.id, d.deposit_id""",
            act["id"],
            clock.now(),
            actor.staff_id,
        )
        if not restored:
            raise ChangedSince
        await tx.run("UPDATE queue_acts SET undone_at = $2 WHERE id = $1", act["id"], clock.now())
        for each in restored:
            await publish(tx, QueueActUndone(record_id=each["id"], deposit_id=each["deposit_id"], kind=act["kind"]))
        return len(restored)
