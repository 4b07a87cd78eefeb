"""Finish an upload: its original is kept."""

from uuid import UUID

from dossier import clock
from dossier.database.engine import Transaction
from dossier.uploads.queries import COLUMNS, Upload, upload_of


async def finish(tx: Transaction, upload_id: UUID) -> Upload | None:
    """Say of an upload, in the transaction that keeps its original, that it is whole.

    Return None for one that was stopped meanwhile or is finished already, which takes nothing from the original.
    """
    row = await tx.row(
        f"""UPDATE uploads SET finished_at = $2, offset_bytes = size_bytes
            WHERE id = $1 AND finished_at IS NULL AND given_up_at IS NULL AND expires_at > $2
            RETURNING {COLUMNS}""",
        upload_id,
        clock.now(),
    )
    return upload_of(row) if row else None
