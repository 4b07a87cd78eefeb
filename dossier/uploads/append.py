"""Append a staged chunk to an upload: from here on its bytes need not be sent again."""

from datetime import timedelta
from uuid import UUID

from dossier import clock
from dossier.database.engine import transaction
from dossier.settings import Settings
from dossier.uploads.errors import OtherOffset
from dossier.uploads.permit import Permit
from dossier.uploads.queries import COLUMNS, Chunk, Upload, upload_in, upload_of


async def append(settings: Settings, permit: Permit, upload_id: UUID, chunk: Chunk) -> Upload:
    """Move an upload's offset over a chunk whose bytes stand in the vault; give it time until it expires anew.

    Raises OtherOffset when the upload is not where the chunk begins, NoSuchUpload and UploadOver.
    """
    async with transaction(permit.actor) as tx:
        row = await tx.row(
            f"""UPDATE uploads SET offset_bytes = offset_bytes + $3, expires_at = $4
                WHERE id = $1 AND offset_bytes = $2 AND finished_at IS NULL AND given_up_at IS NULL
                RETURNING {COLUMNS}""",
            upload_id,
            chunk.offset_bytes,
            chunk.size_bytes,
            clock.now() + timedelta(seconds=settings.upload_expire_seconds),
        )
        if row is None:
            await upload_in(tx, permit.deposit_id, upload_id)
            raise OtherOffset
        await tx.run(
            """INSERT INTO upload_chunks (upload_id, centre_id, offset_bytes, size_bytes, sha256)
               VALUES ($1, $2, $3, $4, $5)""",
            upload_id,
            permit.actor.centre_id,
            chunk.offset_bytes,
            chunk.size_bytes,
            chunk.sha256,
        )
        return upload_of(row)
