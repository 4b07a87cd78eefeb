"""Enter a breach: somebody had read a document that stood in the wrong file, or with the wrong person.

Inside the transaction that moves it.
"""

from datetime import datetime
from uuid import UUID

from dossier import clock
from dossier.database.engine import Transaction
from dossier.events import BreachEntered
from dossier.ids import new_id
from dossier.outbox.publish import publish

_OF_DOCUMENT = """a.record_id IN (SELECT $1 UNION ALL SELECT page_id FROM document_pages WHERE document_id = $1
    UNION ALL SELECT g.original_id FROM document_pages dp JOIN pages g ON g.id = dp.page_id
              WHERE dp.document_id = $1)"""

_READERS = f"""SELECT a.actor_id AS staff_id, count(*) AS look_count, max(a.at) AS last_look_at FROM access_log a
    WHERE a.actor_kind = 'staff' AND a.at >= $2 AND a.actor_id <> ALL ($3) AND {_OF_DOCUMENT}
    GROUP BY a.actor_id"""

_PERSONS = f"""SELECT count(*) AS look_count, count(DISTINCT a.actor_id) AS person_count, max(a.at) AS last_look_at
    FROM access_log a
    WHERE a.actor_kind = 'beneficiary' AND {_OF_DOCUMENT}
      AND a.at >= coalesce($2, (SELECT captured_at FROM documents WHERE id = $1))
      AND NOT EXISTS (SELECT FROM document_beneficiaries b
                      WHERE b.document_id = $1 AND b.beneficiary_id = a.actor_id)"""


async def enter_breach(
    tx: Transaction,
    document_id: UUID,
    *,
    from_file_id: UUID,
    to_file_id: UUID,
    filed_by: UUID | None,
    filed_at: datetime,
    moved_before_at: datetime | None,
    words: str,
) -> bool:
    """Register that others had read a document where it stood: staff, beside who filed it and found it, or a person.

    Staff counts since it was filed or moved there, and not within one file, which they read as a whole. A person of
    whom it is not, now that it is moved, counts by their looks in My documents since it came, or was moved before: it
    may have been shown as theirs while it waited. Return whether anybody had: else nothing is registered.
    """
    beside = [each for each in (filed_by, tx.actor.staff_id) if each]
    readers = [] if from_file_id == to_file_id else await tx.rows(_READERS, document_id, filed_at, beside)
    persons = await tx.row(_PERSONS, document_id, moved_before_at)
    assert persons is not None
    if not readers and not persons["look_count"]:
        return False
    breach_id = new_id()
    await tx.run(
        """INSERT INTO breaches (id, centre_id, document_id, from_file_id, to_file_id, filed_by, filed_at, found_by,
                                 found_at, words, person_look_count, person_last_look_at)
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)""",
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
        persons["look_count"],
        persons["last_look_at"],
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
    count = len(readers) + persons["person_count"]
    await publish(tx, BreachEntered(record_id=breach_id, document_id=document_id, reader_count=count))
    return True
