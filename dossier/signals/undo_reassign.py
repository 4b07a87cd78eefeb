"""Undo a reassignment: the signal is whose it was, as it was, while nobody of the others has opened it."""

import json
from uuid import UUID

from dossier import clock
from dossier.database.actor import Actor
from dossier.database.engine import Transaction, transaction
from dossier.database.states import advance
from dossier.events import SignalReassigned, SignalReassignmentUndone
from dossier.outbox.publish import publish
from dossier.signals.errors import NothingToUndo
from dossier.signals.held import hold


async def undo_reassign(actor: Actor, signal_id: UUID) -> None:
    """Take back what the actor did last with a signal, when that was to give it to others.

    Raises NoSuchSignal; NothingToUndo where somebody, or the clock, has done something with it since, or where its
    department had been told of the document anew, or who had it has left.
    """
    async with transaction(actor) as tx:
        await hold(tx, signal_id, gave_on=True)
        facts = await _given(tx, signal_id)
        department_id, staff_id = UUID(facts["from_department_id"] or ""), _id(facts["from_staff_id"])
        taken_by, escalated_to = _id(facts["from_taken_by"]), _id(facts["from_escalated_to"])
        gone = await tx.value(
            """SELECT EXISTS (SELECT FROM staff_members WHERE id = ANY($3) AND NOT active)
                   OR EXISTS (SELECT FROM signals o JOIN signals s ON s.id = $1 AND o.document_id = s.document_id
                              WHERE o.id <> $1 AND o.department_id = $2 AND o.state IN ('raised', 'seen', 'taken'))""",
            signal_id,
            department_id,
            [each for each in (staff_id, taken_by, escalated_to) if each],
        )
        columns: dict[str, object] = {"department_id": department_id, "staff_id": staff_id}
        if escalated_to:
            columns |= {"escalated_to": escalated_to, "escalated_at": clock.now()}
        if gone or not (
            await advance(
                tx, "signals.undo_reassign_taken", signal_id, **columns, taken_by=taken_by, taken_at=clock.now()
            )
            if taken_by
            else await advance(tx, "signals.undo_reassign", signal_id, **columns)
        ):
            raise NothingToUndo
        await publish(tx, SignalReassignmentUndone(record_id=signal_id, department_id=department_id, staff_id=staff_id))


async def _given(tx: Transaction, signal_id: UUID) -> dict[str, str | None]:
    """Return the facts of the actor's own reassignment, where nothing came after it. Raises NothingToUndo."""
    last = await tx.row(
        "SELECT name, actor_id, facts FROM events WHERE record_id = $1 ORDER BY seq DESC LIMIT 1", signal_id
    )
    if last is None or (last["name"], last["actor_id"]) != (SignalReassigned.__name__, tx.actor.staff_id):
        raise NothingToUndo
    facts: dict[str, str | None] = json.loads(last["facts"])
    return facts


def _id(text: str | None) -> UUID | None:
    return UUID(text) if text else None
