"""Terminate an upload: its sender gives up, or we cannot take its file."""

from uuid import UUID

from dossier import clock
from dossier.database.engine import transaction
from dossier.uploads.permit import Permit


async def terminate(permit: Permit, upload_id: UUID) -> None:
    """Stop an upload; a round sweeps what is staged of it. One whose original is kept leaves the original alone.

    An upload that is over already, or not there, is harmless.
    """
    async with transaction(permit.actor) as tx:
        await tx.run(
            """UPDATE uploads SET expires_at = $3, given_up_at = CASE WHEN finished_at IS NULL THEN $3::timestamptz END
               WHERE id = $1 AND deposit_id = $2 AND given_up_at IS NULL""",
            upload_id,
            permit.deposit_id,
            clock.now(),
        )
