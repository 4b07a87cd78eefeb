"""Settle whether a document waits for a second look: drawn when one person filed it, withdrawn when that is undone.

A reaction, so that the act of filing waits for nothing and its screen cannot tell. It looks at how things are, not at
what was done: run late or twice, it changes nothing.
"""

from datetime import timedelta
from uuid import UUID

from dossier import clock
from dossier.database.actor import Actor
from dossier.database.engine import Record, Transaction, transaction
from dossier.database.states import advance
from dossier.events import SecondLookDrawn, SecondLookWithdrawn
from dossier.ids import new_id
from dossier.lifecycle import DocumentState
from dossier.outbox.publish import publish
from dossier.second_looks.draw import is_drawn
from dossier.second_looks.held import CLEARED
from dossier.settings import Settings


async def settle_second_look(actor: Actor, document_id: UUID, settings: Settings) -> None:
    """Draw a document that one person filed, and withdraw the looks at validations that hold no more.

    What two persons read before it was filed is not drawn: it had its second look. It waits from when its validation
    can be undone no more.
    """
    async with transaction(actor) as tx:
        filed = await tx.row(
            """SELECT d.state, d.type_id, d.circuit, d.decided_at,
                      (SELECT (e.facts ->> 'reader_count')::int FROM events e
                       WHERE e.record_id = d.id AND e.name = 'DocumentValidated'
                       ORDER BY e.seq DESC LIMIT 1) AS reader_count,
                      (SELECT to_jsonb(p) FROM (
                           SELECT d.type_id, d.social_file_id, d.document_date, d.valid_until, d.words, d.sender,
                                  d.reference, d.language, d.sealed_as,
                                  (SELECT b.beneficiary_id FROM document_beneficiaries b WHERE b.document_id = d.id
                                   ORDER BY 1 LIMIT 1) AS beneficiary_id) p) AS profile
               FROM documents d WHERE d.id = $1 FOR UPDATE OF d""",
            document_id,
        )
        if filed is None:
            return
        await _withdraw(tx, document_id, filed)
        if filed["state"] != DocumentState.VALIDATED or filed["reader_count"] != 1:
            return
        if is_drawn(settings.secret_key.get_secret_value().encode(), document_id, settings.second_look_share_percent):
            await _draw(tx, document_id, filed, settings)


async def _withdraw(tx: Transaction, document_id: UUID, filed: Record) -> None:
    waiting = await tx.rows(
        """SELECT id FROM second_looks WHERE document_id = $1 AND state = 'waiting'
           AND ($2 <> 'validated' OR filed_at <> $3)""",
        document_id,
        filed["state"],
        filed["decided_at"],
    )
    for each in waiting:
        if await advance(tx, "second_looks.withdraw", each["id"], ended_at=clock.now(), **CLEARED):
            await publish(tx, SecondLookWithdrawn(record_id=each["id"], document_id=document_id))


async def _draw(tx: Transaction, document_id: UUID, filed: Record, settings: Settings) -> None:
    looks_from = filed["decided_at"] + timedelta(seconds=settings.undo_seconds)
    drawn: UUID | None = await tx.value(
        """INSERT INTO second_looks (id, centre_id, document_id, state, type_id, circuit, filed_at, looks_from,
                                     drops_at, profile)
           VALUES ($1, $2, $3, 'waiting', $4, $5, $6, $7, $8, $9)
           ON CONFLICT (document_id, filed_at) DO NOTHING RETURNING id""",
        new_id(),
        tx.actor.centre_id,
        document_id,
        filed["type_id"],
        filed["circuit"],
        filed["decided_at"],
        looks_from,
        looks_from + timedelta(days=settings.second_look_days),
        filed["profile"],
    )
    if drawn is not None:
        await publish(tx, SecondLookDrawn(record_id=drawn, document_id=document_id))
