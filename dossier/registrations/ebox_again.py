"""A letter that the eBox did not take: whoever works on its file has it sent again, or sends it by post instead."""

from uuid import UUID

from dossier.database.actor import Actor
from dossier.database.engine import Transaction, transaction
from dossier.documents.of_file import check_works_on
from dossier.events import EboxLetterPosted, EboxLetterRetried
from dossier.outbox.publish import publish
from dossier.registrations.enterprise_number import EnterpriseNumber
from dossier.registrations.errors import EnterpriseNumberNeeded, NoEboxLetter
from dossier.registrations.values import SentBy

NUMBER_UNKNOWN = "number_unknown"
"""The eBox knows no active enterprise of this number: nothing of it was published, so that another may be written."""


async def send_again(actor: Actor, social_file_id: UUID, document_id: UUID, number: str) -> None:
    """Have a letter tried anew from its beginning; to another number only where the box did not know the one it had.

    Raises NotYourWork, NoSuchFile, OwnOrRelative, OtherDepartmentsFile, NoEboxLetter, EnterpriseNumberNeeded,
    EnterpriseNumberMalformed, EnterpriseNumberMistyped.
    """
    async with transaction(actor) as tx:
        problem = await _failed(tx, social_file_id, document_id)
        digits = None
        if problem == NUMBER_UNKNOWN:
            if not number.strip():
                raise EnterpriseNumberNeeded
            digits = EnterpriseNumber.parse(number).digits
        await tx.run(
            """UPDATE ebox_letters SET failed_at = NULL, tries = 0, problem = NULL, answer_code = NULL,
                      enterprise_number = coalesce($2, enterprise_number) WHERE id = $1""",
            document_id,
            digits,
        )
        await publish(tx, EboxLetterRetried(record_id=document_id))


async def post_instead(actor: Actor, social_file_id: UUID, document_id: UUID) -> None:
    """Note that a letter goes by post: it is not sent to the box any more.

    Raises NotYourWork, NoSuchFile, OwnOrRelative, OtherDepartmentsFile, NoEboxLetter.
    """
    async with transaction(actor) as tx:
        await _failed(tx, social_file_id, document_id)
        await tx.run("UPDATE registrations SET sent_by = $2 WHERE document_id = $1", document_id, str(SentBy.POST))
        await publish(tx, EboxLetterPosted(record_id=document_id))


async def _failed(tx: Transaction, social_file_id: UUID, document_id: UUID) -> str:
    """Return why a letter did not go, and hold it until commit."""
    await check_works_on(tx, social_file_id)
    problem: str | None = await tx.value(
        """SELECT l.problem FROM ebox_letters l JOIN registrations r ON r.document_id = l.id AND r.sent_by = 'ebox'
           JOIN documents d ON d.id = l.id
           WHERE l.id = $1 AND d.social_file_id = $2 AND l.failed_at IS NOT NULL FOR UPDATE OF l, r""",
        document_id,
        social_file_id,
    )
    if problem is None:
        raise NoEboxLetter
    return problem
