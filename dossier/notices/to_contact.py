"""Have an address told something about itself: inside the transaction in which that happens."""

from typing import Literal
from uuid import UUID

from dossier import clock
from dossier.database.engine import Transaction
from dossier.events import ContactNoticeAsked
from dossier.ids import new_id
from dossier.outbox.publish import publish

NoticeKind = Literal["replaced", "guessed"]


async def ask_contact_notice(
    tx: Transaction, beneficiary_id: UUID, kind: NoticeKind, *, channel: str, address: str, language: str
) -> None:
    """Have an address of a beneficiary told, by its channel (`email`, `sms`), in their language."""
    notice_id = new_id()
    await tx.run(
        """INSERT INTO contact_notices (id, centre_id, beneficiary_id, kind, channel, address, language, asked_at)
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8)""",
        notice_id,
        tx.actor.centre_id,
        beneficiary_id,
        kind,
        channel,
        address,
        language,
        clock.now(),
    )
    await publish(tx, ContactNoticeAsked(record_id=notice_id, beneficiary_id=beneficiary_id, kind=kind))
