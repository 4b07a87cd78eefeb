"""Answer feedback: the asker reads it on their next screen, and the picture is deleted, since it has served."""

from uuid import UUID

from dossier import clock
from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.events import FeedbackAnswered
from dossier.feedback.addressees import IS_ADDRESSEE, asking
from dossier.feedback.errors import AnsweredAlready, NoSuchFeedback, WordsNeeded
from dossier.outbox.publish import publish


async def answer_feedback(actor: Actor, feedback_id: UUID, words: str) -> None:
    """Answer once. Raises WordsNeeded, NoSuchFeedback for all but its addressees, AnsweredAlready."""
    if not words.strip():
        raise WordsNeeded
    async with transaction(actor) as tx:
        row = await tx.row(
            f"SELECT answered_at FROM feedback f WHERE id = $5 AND {IS_ADDRESSEE} FOR UPDATE",
            *asking(actor),
            feedback_id,
        )
        if row is None:
            raise NoSuchFeedback
        if row["answered_at"] is not None:
            raise AnsweredAlready
        await tx.run(
            "UPDATE feedback SET answer = $2, answered_by = $3, answered_at = $4 WHERE id = $1",
            feedback_id,
            words.strip(),
            actor.staff_id,
            clock.now(),
        )
        await tx.run("DELETE FROM feedback_pictures WHERE feedback_id = $1", feedback_id)
        await publish(tx, FeedbackAnswered(record_id=feedback_id))
