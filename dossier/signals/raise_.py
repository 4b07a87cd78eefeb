"""Raise signals: a validated document is told to each department that its type's signal rules name, once."""

from uuid import UUID

from dossier import clock
from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.events import SignalRaised
from dossier.ids import new_id
from dossier.lifecycle import SignalState
from dossier.outbox.publish import publish


async def raise_signals(actor: Actor, document_id: UUID) -> int:
    """Raise a validated document's signals that are not raised yet; return how many.

    The rules are those of the version under which it was filed; one of the document's circuit goes before one of all.
    The department that owns the file is told through its social worker; the others as a department.
    """
    async with transaction(actor) as tx:
        rows = await tx.rows(
            """SELECT DISTINCT ON (dep.id) dep.id AS department_id, r.urgency,
                      CASE WHEN f.department_id = dep.id THEN f.social_worker_id END AS staff_id
               FROM documents d JOIN deposits p ON p.id = d.deposit_id
               JOIN signal_rules r ON r.type_id = d.type_id AND (r.circuit IS NULL OR r.circuit = p.circuit)
               JOIN departments dep ON dep.id = r.department_id
               LEFT JOIN social_files f ON f.id = d.social_file_id
               WHERE d.id = $1 AND d.state = 'validated'
               ORDER BY dep.id, r.circuit NULLS LAST""",
            document_id,
        )
        raised = 0
        for row in rows:
            signal_id = await tx.value(
                """INSERT INTO signals (id, centre_id, document_id, department_id, staff_id, state, urgency, raised_at)
                   VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
                   ON CONFLICT (document_id, department_id) DO NOTHING RETURNING id""",
                new_id(),
                actor.centre_id,
                document_id,
                row["department_id"],
                row["staff_id"],
                str(SignalState.RAISED),
                row["urgency"],
                clock.now(),
            )
            if signal_id is None:
                continue
            raised += 1
            await publish(
                tx,
                SignalRaised(
                    record_id=signal_id,
                    document_id=document_id,
                    department_id=row["department_id"],
                    urgency=row["urgency"],
                ),
            )
        return raised
