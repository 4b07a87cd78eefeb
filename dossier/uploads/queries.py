"""Questions about uploads: how far one has come, and what is staged of it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from dossier import clock
from dossier.database.engine import Record, Transaction, transaction
from dossier.uploads.errors import NoSuchUpload, UploadOver
from dossier.uploads.permit import Permit


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """A file on its way, or arrived."""

    id: UUID
    deposit_id: UUID
    paper_id: UUID
    original_id: UUID
    size_bytes: int
    offset_bytes: int  # how much of it is safe
    expires_at: datetime
    finished: bool  # the original is kept

    @property
    def left_bytes(self) -> int:
        """Return how much has yet to come."""
        return self.size_bytes - self.offset_bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Chunk:
    """One staged piece: so many bytes of its object count, from the beginning."""

    offset_bytes: int
    size_bytes: int
    sha256: str


COLUMNS = """id, deposit_id, paper_id, original_id, size_bytes, offset_bytes, expires_at,
             finished_at IS NOT NULL AS finished"""


def upload_of(row: Record) -> Upload:
    """Read an upload from a row that holds `COLUMNS`."""
    return Upload(**dict(row))


async def upload(permit: Permit, upload_id: UUID) -> Upload:
    """Return an upload into the permit's deposit.

    Raises NoSuchUpload for one that is not there or of another deposit, UploadOver for one that was stopped or expired.
    """
    async with transaction(permit.actor) as tx:
        return await upload_in(tx, permit.deposit_id, upload_id)


async def upload_in(tx: Transaction, deposit_id: UUID, upload_id: UUID) -> Upload:
    """Return an upload of a deposit within a transaction. Raises as `upload` does."""
    row = await tx.row(
        f"SELECT {COLUMNS}, given_up_at IS NOT NULL OR expires_at <= $3 AS over FROM uploads"
        " WHERE id = $1 AND deposit_id = $2",
        upload_id,
        deposit_id,
        clock.now(),
    )
    if row is None:
        raise NoSuchUpload
    facts = dict(row)
    if facts.pop("over"):
        raise UploadOver
    return Upload(**facts)


async def chunks(permit: Permit, upload_id: UUID) -> list[Chunk]:
    """Return what is staged of an upload, in the order of the file."""
    async with transaction(permit.actor) as tx:
        rows = await tx.rows(
            "SELECT offset_bytes, size_bytes, sha256 FROM upload_chunks WHERE upload_id = $1 ORDER BY offset_bytes",
            upload_id,
        )
    return [Chunk(**dict(row)) for row in rows]


async def is_kept(tx: Transaction, deposit_id: UUID, original_id: UUID, sha256: str) -> bool:
    """Tell whether a deposit holds this original with these bytes already."""
    return bool(
        await tx.value(
            "SELECT EXISTS (SELECT FROM originals WHERE id = $1 AND deposit_id = $2 AND sha256 = $3)",
            original_id,
            deposit_id,
            sha256,
        )
    )
