"""Reopen a signal: whoever handled it takes that back."""

from uuid import UUID

from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.database.states import advance
from dossier.events import SignalReopened
from dossier.outbox.publish import publish
from dossier.signals.errors import NothingToUndo
from dossier.signals.held import check_taken_by, hold


async def reopen(actor: Actor, signal_id: UUID) -> None:
    """Let a handled signal be taken again, by the same person; its outcome is as if it had not been said.

    Raises NoSuchSignal, NotYourSignal, TakenByAnother; NothingToUndo also where the document was told anew since.
    """
    async with transaction(actor) as tx:
        check_taken_by(await hold(tx, signal_id), actor)
        told_anew = await tx.value(
            """SELECT EXISTS (SELECT FROM signals o JOIN signals s
                                  ON o.document_id = s.document_id AND o.raised_for = s.raised_for
                              WHERE s.id = $1 AND o.id <> s.id AND o.state IN ('raised', 'seen', 'taken'))""",
            signal_id,
        )
        if told_anew or not await advance(
            tx, "signals.reopen", signal_id, outcome=None, outcome_words="", handled_at=None
        ):
            raise NothingToUndo
        # Whoever left meanwhile handed over what was open then, and this was not: it escalates anew if it must
        await tx.run(
            """UPDATE signals s SET staff_id = (SELECT m.id FROM staff_members m WHERE m.id = s.staff_id AND m.active),
                      escalated_to = head.id, escalated_at = CASE WHEN head.id IS NOT NULL THEN s.escalated_at END
               FROM signals same LEFT JOIN staff_members head ON head.id = same.escalated_to AND head.active
               WHERE s.id = $1 AND same.id = s.id""",
            signal_id,
        )
        await publish(tx, SignalReopened(record_id=signal_id))
