"""Create an upload: say which file comes, and how large it is."""

from datetime import timedelta
from uuid import UUID

from dossier import clock
from dossier.database.engine import Transaction, transaction
from dossier.deposits.errors import DepositNotOpen, NoSuchDeposit
from dossier.ids import new_id
from dossier.lifecycle import DepositState
from dossier.settings import Settings
from dossier.storage.intake import MEGABYTE, FileEmpty, FileTooLarge
from dossier.uploads.errors import TooManyUploads
from dossier.uploads.permit import Permit
from dossier.uploads.queries import COLUMNS, Upload, upload_of


async def create(settings: Settings, permit: Permit, paper_id: UUID, original_id: UUID, size_bytes: int) -> Upload:
    """Create an upload of one original, of which nothing has come yet.

    Two uploads may bring the same original: whichever arrives first is it, and the same bytes again are harmless.
    So an upload that a power cut undoes, before anything of it was staged, is created anew.
    Raises FileEmpty, FileTooLarge, TooManyUploads, NoSuchDeposit and DepositNotOpen.
    """
    check_size(settings, size_bytes)
    async with transaction(permit.actor, durable=False) as tx:
        await _check_deposit(tx, permit.deposit_id)
        now = clock.now()
        row = await tx.row(
            f"""INSERT INTO uploads (id, centre_id, deposit_id, paper_id, original_id, size_bytes, created_at,
                                     expires_at)
                SELECT $1, $2, $3, $4, $5, $6, $7, $8 WHERE $9 > (
                    SELECT count(*) FROM uploads WHERE deposit_id = $3 AND finished_at IS NULL
                    AND given_up_at IS NULL AND expires_at > $7)
                RETURNING {COLUMNS}""",
            new_id(),
            permit.actor.centre_id,
            permit.deposit_id,
            paper_id,
            original_id,
            size_bytes,
            now,
            now + timedelta(seconds=settings.upload_expire_seconds),
            settings.deposit_uploads_max,
        )
        if row is None:
            raise TooManyUploads(limit=settings.deposit_uploads_max)
        return upload_of(row)


def check_size(settings: Settings, size_bytes: int) -> None:
    """Raise FileEmpty or FileTooLarge for a size that no upload may have."""
    if size_bytes == 0:
        raise FileEmpty
    if size_bytes > settings.upload_max_bytes:
        raise FileTooLarge(limit_mb=settings.upload_max_bytes // MEGABYTE)


async def _check_deposit(tx: Transaction, deposit_id: UUID) -> None:
    """Hold the deposit's row until commit, so that the count holds for requests that come together."""
    state = await tx.value("SELECT state FROM deposits WHERE id = $1 FOR UPDATE", deposit_id)
    if state is None:
        raise NoSuchDeposit
    if state != DepositState.OPEN:
        raise DepositNotOpen
