"""A sheet that waits for a person, in the hand of a member of the scan section until commit."""

from uuid import UUID

from dossier.batches.errors import BatchFileGone, BatchNotRead, NoSuchBatch, NoSuchSheet, SheetInDocument, SheetSettled
from dossier.database.engine import Record, Transaction
from dossier.lifecycle import BatchState


async def hold_sheet(tx: Transaction, batch_id: UUID, number: int) -> Record:
    """Hold a batch, and return one of its sheets.

    Raises NoSuchBatch, BatchNotRead, BatchFileGone, NoSuchSheet, SheetInDocument.
    """
    batch = await tx.row("SELECT state, vault_key FROM batches WHERE id = $1 FOR UPDATE", batch_id)
    if batch is None:
        raise NoSuchBatch
    if batch["state"] == BatchState.READING:
        raise BatchNotRead
    if batch["vault_key"] is None:
        raise BatchFileGone
    sheet = await tx.row("SELECT * FROM scanned_sheets WHERE batch_id = $1 AND number = $2", batch_id, number)
    if sheet is None:
        raise NoSuchSheet
    if sheet["document_id"] is not None:
        raise SheetInDocument
    return sheet


async def hold_waiting(tx: Transaction, batch_id: UUID, number: int) -> None:
    """Hold a batch of which a sheet waits. Raises SheetSettled where it does not, and what `hold_sheet` raises."""
    if (await hold_sheet(tx, batch_id, number))["reason"] is not None:
        raise SheetSettled
