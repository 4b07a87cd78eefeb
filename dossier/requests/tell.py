"""Have a person told of a request: a notice each, that the worker sends when the transaction has committed."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from dossier import clock
from dossier.database.engine import Transaction
from dossier.events import NoticeAsked
from dossier.ids import new_id
from dossier.outbox.publish import publish
from dossier.push.sentences import Sentence
from dossier.push.whose import Whose
from dossier.requests.errors import NoAddressToTell
from dossier.requests.tell_phones import tell_phones


class ChannelName(StrEnum):
    """By which a person is told, besides the letter."""

    EMAIL = "email"
    SMS = "sms"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewNotice:
    """What a person is told, in their language. It names no person and no paper: it may be read by others."""

    channel: ChannelName
    subject: str  # of an e-mail
    words: str


async def tell(tx: Transaction, request_id: UUID, notices: Iterable[NewNotice], *, is_reminder: bool) -> None:
    """Write notices down and have each sent; phones that are switched on are told too. Raises NoAddressToTell."""
    for each in notices:
        written = await tx.value(
            """INSERT INTO request_notices (id, centre_id, request_id, channel, is_reminder, subject, words, asked_at)
               SELECT $1, r.centre_id, r.id, $3, $4, $5, $6, $7
               FROM document_requests r JOIN beneficiaries b ON b.id = r.beneficiary_id
               WHERE r.id = $2 AND CASE $3 WHEN 'email' THEN b.email ELSE b.phone END <> '' RETURNING id""",
            new_id(),
            request_id,
            each.channel,
            is_reminder,
            each.subject,
            each.words,
            clock.now(),
        )
        if written is None:
            raise NoAddressToTell
        await publish(tx, NoticeAsked(record_id=written, request_id=request_id, kind=str(each.channel)))
    whose = Whose(
        beneficiary_id=await tx.value("SELECT beneficiary_id FROM document_requests WHERE id = $1", request_id)
    )
    sentence = Sentence.REMINDED if is_reminder else Sentence.ASKED
    await tell_phones(tx, whose, sentence, "/asked", request_id=request_id)
