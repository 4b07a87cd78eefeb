"""Enter a breach: somebody had read a document that stood in the wrong file. Inside the transaction that moves it."""

from datetime import datetime
from uuid import UUID

from dossier import clock
from dossier.database.engine import Transaction
from dossier.events import BreachEntered
from dossier.ids import new_id
from dossier.outbox.publish import publish

_READERS = """SELECT a.actor_id AS staff_id, count(*) AS look_count, max(a.at) AS last_look_at FROM access_log a
    WHERE a.actor_kind = 'staff' AND a.at >= $2 AND a.actor_id <> ALL ($3)
      AND a.record_id IN (SELECT $1 UNION ALL SELECT page_id FROM document_pages WHERE document_id = $1
                          UNION ALL SELECT g.original_id FROM document_pages dp JOIN pages g ON g.id = dp.page_id
                                    WHERE dp.document_id = $1)
    GROUP BY a.actor_id"""


async def enter_breach(
    tx: Transaction,
    document_id: UUID,
    *,
    from_file_id: UUID,
    to_file_id: UUID,
    filed_by: UUID | None,
    filed_at: datetime,
    words: str,
) -> bool:
    """Register that staff had read a document since it was filed, beside whoever filed it and whoever found it.

    Return whether anybody had: where nobody did, nothing is registered.
    """
    readers = await tx.rows(_READERS, document_id, filed_at, [each for each in (filed_by, tx.actor.staff_id) if each])
    if not readers:
        return False
    breach_id = new_id()
    await tx.run(
        """INSERT INTO breaches (id, centre_id, document_id, from_file_id, to_file_id, filed_by, filed_at, found_by,
                                 found_at, words) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)""",
        breach_id,
        tx.actor.centre_id,
        document_id,
        from_file_id,
        to_file_id,
        filed_by,
        filed_at,
        tx.actor.staff_id,
        clock.now(),
        words,
    )
    for each in readers:
        await tx.run(
            """INSERT INTO breach_readers (breach_id, centre_id, staff_id, look_count, last_look_at)
               VALUES ($1, $2, $3, $4, $5)""",
            breach_id,
            tx.actor.centre_id,
            each["staff_id"],
            each["look_count"],
            each["last_look_at"],
        )
    await publish(tx, BreachEntered(record_id=breach_id, document_id=document_id, reader_count=len(readers)))
    return True
