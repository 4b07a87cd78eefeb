"""Answer a correction: staff who reads the document says what was done, or why it stays."""

from enum import StrEnum
from uuid import UUID

from dossier import clock
from dossier.corrections.queries import NoSuchCorrection
from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.database.states import advance
from dossier.documents.access import check_readable
from dossier.errors import Conflict, Refused
from dossier.events import CorrectionAnswered
from dossier.outbox.publish import publish
from dossier.people.access import check_decides


class CorrectionOutcome(StrEnum):
    """What became of it."""

    CORRECTED = "corrected"
    STAYS = "stays"


class AnswerIncomplete(Refused):
    """Choose what became of it, and write a sentence for the person."""


class AnsweredAlready(Conflict):
    """{name} has answered this already."""


async def answer_correction(actor: Actor, correction_id: UUID, outcome: CorrectionOutcome | None, answer: str) -> None:
    """Answer a correction of a document that the actor may read; the person is told that there is an answer.

    Raises NotYourWork, AnswerIncomplete, NoSuchCorrection, AnsweredAlready, and what `check_readable` raises.
    """
    check_decides(actor)
    if outcome is None or not answer.strip():
        raise AnswerIncomplete
    async with transaction(actor) as tx:
        row = await tx.row(
            """SELECT c.document_id, d.deposit_id FROM corrections c JOIN documents d ON d.id = c.document_id
               WHERE c.id = $1""",
            correction_id,
        )
        if row is None:
            raise NoSuchCorrection
        await check_readable(tx, row["document_id"])
        if not await advance(
            tx,
            "corrections.answer",
            correction_id,
            outcome=str(outcome),
            answer=answer.strip(),
            answered_by=actor.staff_id,
            answered_at=clock.now(),
        ):
            name = await tx.value(
                """SELECT s.first_name || ' ' || s.last_name FROM corrections c
                   JOIN staff_members s ON s.id = c.answered_by WHERE c.id = $1""",
                correction_id,
            )
            raise AnsweredAlready(name=name or "–")
        await publish(
            tx,
            CorrectionAnswered(
                record_id=correction_id,
                deposit_id=row["deposit_id"],
                document_id=row["document_id"],
                kind=str(outcome),
            ),
        )
