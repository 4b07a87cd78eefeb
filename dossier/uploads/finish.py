"""Finish an upload: its original is kept."""

from uuid import UUID

from dossier import clock
from dossier.database.engine import transaction
from dossier.uploads.permit import Permit
from dossier.uploads.queries import COLUMNS, Upload, upload_in, upload_of


async def finish(permit: Permit, upload_id: UUID) -> Upload:
    """Say of an upload that its original is kept, whole; once is as good as twice.

    Where a power cut undoes this, the last piece is sent again, and its original found. Raises NoSuchUpload, and
    UploadOver where it was stopped meanwhile, which takes nothing from the original.
    """
    async with transaction(permit.actor, durable=False) as tx:
        row = await tx.row(
            f"""UPDATE uploads SET finished_at = $2, offset_bytes = size_bytes
                WHERE id = $1 AND finished_at IS NULL AND given_up_at IS NULL AND expires_at > $2
                RETURNING {COLUMNS}""",
            upload_id,
            clock.now(),
        )
        return upload_of(row) if row else await upload_in(tx, permit.deposit_id, upload_id)
