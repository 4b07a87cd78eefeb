"""What a person did at the desk lately, each act with the document before and after it: so that it can be undone."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal
from uuid import UUID

from dossier import clock
from dossier.database.actor import Actor
from dossier.database.engine import Transaction, transaction
from dossier.documents.errors import NoSuchDocument
from dossier.ids import new_id
from dossier.people.access import READABLE, check_decides

UNDONE_AT_MOST = 20
"""How many acts of a person can be undone: the last ones."""
KEPT = timedelta(days=1)
"""How long the states before and after are kept, at most: no longer than anybody may set the undo time."""

Kind = Literal["validated", "second_reading", "refused", "sent", "in_folder"]

COLUMNS = (
    *("type_id", "social_file_id", "document_date", "valid_until", "words", "sender", "reference", "language"),
    *("sealed_as", "refusal_reason_id", "refusal_note", "refused_pages", "decided_by", "decided_at"),
    *("assigned_to", "sent_to_department", "sent_to_staff", "sent_by", "sent_at", "sent_note"),
    *("folder_id", "folder_type_id"),
)
"""What acts at the desk write into a document's row, beside its state."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """One act as its doer's list shows it."""

    id: UUID
    kind: Kind
    document_id: UUID
    done_at: datetime
    receipt_number: str
    type_fr: str | None  # none of a document that the actor may not read any more
    type_nl: str | None
    beneficiary_name: str | None
    undone_at: datetime | None

    def type_label(self, language: str) -> str | None:
        """Return what the document is."""
        return self.type_nl if language == "nl" else self.type_fr


_SNAPSHOT = f"""SELECT to_jsonb(s) FROM (
    SELECT d.state, {", ".join(f"d.{each}" for each in COLUMNS)},
           (SELECT coalesce(array_agg(b.beneficiary_id ORDER BY b.beneficiary_id), '{{}}')
            FROM document_beneficiaries b WHERE b.document_id = d.id) AS beneficiary_ids
    FROM documents d WHERE d.id = $1) s"""


async def snapshot(tx: Transaction, document_id: UUID) -> str:
    """Return all that acts at the desk change of a document, as JSON."""
    taken: str | None = await tx.value(_SNAPSHOT, document_id)
    if taken is None:
        raise NoSuchDocument
    return taken


async def keep_act(tx: Transaction, kind: Kind, document_id: UUID, before: str) -> None:
    """Keep an act of the actor, whose outcome stands in the rows by now; let go of whosever are too old.

    Called where the transaction sees the whole centre: whoever has left does not act any more.
    """
    await tx.run(
        f"""WITH too_old AS (
                DELETE FROM desk_acts WHERE id IN (
                    SELECT id FROM desk_acts WHERE done_at < $8 ORDER BY id LIMIT 50 FOR UPDATE SKIP LOCKED))
            INSERT INTO desk_acts (id, centre_id, staff_id, document_id, kind, done_at, before, after)
            SELECT $2, $3, $4, $1, $5, $6, $7, ({_SNAPSHOT})""",
        document_id,
        new_id(),
        tx.actor.centre_id,
        tx.actor.staff_id,
        kind,
        clock.now(),
        before,
        clock.now() - KEPT,
    )


async def last_acts(actor: Actor, undo_seconds: int) -> list[Act]:
    """Return what the actor can undo, or has undone, of their last acts: the latest first. Raises NotYourWork."""
    check_decides(actor)
    async with transaction(actor) as tx:
        rows = await tx.rows(
            f"""SELECT a.id, a.kind, a.document_id, a.done_at, a.undone_at, r.number AS receipt_number,
                       t.label_fr AS type_fr, t.label_nl AS type_nl,
                       CASE WHEN d.id IS NOT NULL THEN b.last_name || ' ' || b.first_name END AS beneficiary_name
                FROM desk_acts a CROSS JOIN LATERAL document_place(a.document_id) place
                JOIN receipts r ON r.deposit_id = place.deposit_id
                LEFT JOIN documents d ON d.id = a.document_id AND {READABLE}
                LEFT JOIN document_types t ON t.id = coalesce(d.type_id, d.proposed_type_id)
                LEFT JOIN LATERAL (SELECT b.* FROM document_beneficiaries x JOIN beneficiaries b
                                       ON b.id = x.beneficiary_id WHERE x.document_id = d.id LIMIT 1) b ON true
                WHERE a.staff_id = $1 AND a.done_at > $2
                ORDER BY a.done_at DESC, a.id DESC LIMIT {UNDONE_AT_MOST}""",
            actor.staff_id,
            clock.now() - timedelta(seconds=undo_seconds),
        )
    return [Act(**dict(row)) for row in rows]
