"""Documents that wait, for tests of the queue: rows as the verbs leave them, without papers."""

from datetime import datetime, timedelta
from uuid import UUID, uuid4

from dossier import clock
from dossier.database.actor import system
from dossier.database.engine import Record, transaction
from dossier.ids import receipt_number

_made = 0


async def waiting(
    centre_id: UUID,
    *,
    code: str | None = None,
    circuit: str = "portal",
    language: str = "fr",
    worker: str | None = "nadia.benali",
    urgency: int = 0,
    due_at: datetime | None = None,
    hours_old: float = 1,
    count: int = 1,
) -> list[UUID]:
    """Let a deposit of some documents wait, in a file of a social worker's (None: of nobody); return their ids."""
    global _made  # noqa: PLW0603 - receipts have numbers of their own
    _made += 1
    deposit_id, ids, at = uuid4(), [uuid4() for _ in range(count)], clock.now() - timedelta(hours=hours_old)
    async with transaction(system(centre_id)) as tx:
        file = await tx.row(
            """SELECT f.id, m.beneficiary_id FROM social_files f JOIN staff_members s ON s.id = f.social_worker_id
               JOIN social_file_members m ON m.social_file_id = f.id AND m.role = 'holder'
               WHERE s.username = $1 ORDER BY f.number LIMIT 1""",
            worker,
        )
        await tx.run(
            """INSERT INTO deposits (id, centre_id, circuit, state, language, social_file_id, beneficiary_id, opened_at,
                                     received_at) VALUES ($1, $2, $3, 'ready', $4, $5, $6, $7, $7)""",
            deposit_id,
            centre_id,
            circuit,
            language,
            file["id"] if file else None,
            file["beneficiary_id"] if file else None,
            at,
        )
        await tx.run(
            """INSERT INTO receipts (id, centre_id, deposit_id, number, issued_at, content_digest, statement)
               VALUES ($1, $2, $1, $3, $4, repeat('0', 64), '')""",
            deposit_id,
            centre_id,
            receipt_number(2026, 800_000 + _made),
            at,
        )
        for position, document_id in enumerate(ids):
            await tx.run(
                """INSERT INTO documents (id, centre_id, deposit_id, position, state, proposed_type_id, social_file_id,
                                          captured_at, urgency, due_at, ranked_at)
                   SELECT $1, $2, $3, $4, 'captured', current_type(
                              (SELECT id FROM document_types WHERE code = $5 ORDER BY version DESC LIMIT 1)),
                          $6, $7, $8, coalesce($9, 'infinity'::timestamptz), $7""",
                document_id,
                centre_id,
                deposit_id,
                position,
                code,
                file["id"] if file else None,
                at,
                urgency,
                due_at,
            )
            if file:
                await tx.run(
                    "INSERT INTO document_beneficiaries (centre_id, document_id, beneficiary_id) VALUES ($1, $2, $3)",
                    centre_id,
                    document_id,
                    file["beneficiary_id"],
                )
    return ids


async def row_of(centre_id: UUID, document_id: UUID) -> Record:
    """Return a document's row, with its deposit's lease and the names of whom it waits for."""
    async with transaction(system(centre_id)) as tx:
        row = await tx.row(
            """SELECT d.*, w.username AS assigned_name, c.username AS claimed_name, p.claimed_until
               FROM documents d JOIN deposits p ON p.id = d.deposit_id
               LEFT JOIN staff_members w ON w.id = d.assigned_to LEFT JOIN staff_members c ON c.id = p.claimed_by
               WHERE d.id = $1""",
            document_id,
        )
    assert row is not None
    return row
