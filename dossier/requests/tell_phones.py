"""Have the phones of a person, or of a deposit, told by web push: a notice each, beside the e-mail or SMS."""

from uuid import UUID

from dossier import clock
from dossier.database.engine import Transaction
from dossier.events import NoticeAsked
from dossier.ids import new_id
from dossier.outbox.publish import publish
from dossier.push.sentences import Sentence
from dossier.push.whose import Whose

CHANNEL = "push"


async def tell_phones(
    tx: Transaction,
    whose: Whose,
    sentence: Sentence,
    path: str,
    *,
    request_id: UUID | None = None,
    document_id: UUID | None = None,
    correction_id: UUID | None = None,
) -> None:
    """Write a notice for each phone that is switched on, and have it sent. A tap on it opens `path`."""
    phones = await tx.rows(
        """SELECT DISTINCT ON (endpoint_print) id FROM push_subscriptions
           WHERE beneficiary_id = $1 OR deposit_id = $2 ORDER BY endpoint_print, made_at""",
        whose.beneficiary_id,
        whose.deposit_id,
    )
    for each in phones:
        notice_id = new_id()
        await tx.run(
            """INSERT INTO request_notices (id, centre_id, request_id, document_id, correction_id, subscription_id,
                                            channel, is_reminder, subject, words, asked_at)
               VALUES ($1, $2, $3, $4, $5, $6, 'push', $7, $8, $9, $10)""",
            notice_id,
            tx.actor.centre_id,
            request_id,
            document_id,
            correction_id,
            each["id"],
            sentence is Sentence.REMINDED,
            sentence,
            path,
            clock.now(),
        )
        await publish(
            tx, NoticeAsked(record_id=notice_id, request_id=request_id, document_id=document_id, kind=CHANNEL)
        )
