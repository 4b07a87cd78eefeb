"""Split a batch whose sheets are known: name the deposits and documents that they go into, once and for all."""

from uuid import UUID

from dossier import clock
from dossier.batches.close import close_if_done
from dossier.batches.plan import PlannedDeposit, plan
from dossier.batches.sheet_kinds import ReadSheet, SheetKind
from dossier.database.actor import Actor
from dossier.database.engine import Transaction, transaction
from dossier.database.states import advance
from dossier.events import BatchDepositPlanned, BatchSplit
from dossier.ids import new_id
from dossier.outbox.publish import publish
from dossier.settings import Settings


async def split(settings: Settings, actor: Actor, batch_id: UUID) -> None:
    """Split a batch that was read; one that is split already is left alone."""
    async with transaction(actor) as tx:
        now = clock.now()
        if not await advance(tx, "batches.split", batch_id, split_at=now):
            return
        sheets = await _doubting_strangers(tx, batch_id, await _sheets(tx, batch_id))
        planned = plan(sheets, settings.deposit_pages_max)
        await tx.connection.executemany(
            "UPDATE scanned_sheets SET reason = $3, set_aside_at = $4 WHERE batch_id = $1 AND number = $2",
            [(batch_id, number, reason, now) for number, reason in planned.aside.items()],
        )
        deposits = [await name_deposit(tx, batch_id, each) for each in planned.deposits]
        filed = sum(each.page_count for each in planned.deposits)
        await publish(
            tx,
            BatchSplit(
                record_id=batch_id,
                deposit_count=len(deposits),
                document_count=sum(len(each.documents) for each in planned.deposits),
                waiting_count=len(sheets) - filed - len(planned.aside),
            ),
        )
        await close_if_done(tx, batch_id)  # where all that was scanned is blank, nothing follows


async def name_deposit(tx: Transaction, batch_id: UUID, planned: PlannedDeposit) -> UUID:
    """Name a deposit of a batch and its documents, and say which sheets are whose; return its id."""
    deposit_id = new_id()
    await tx.run(
        """INSERT INTO batch_deposits (deposit_id, centre_id, batch_id, beneficiary_id, planned_at)
           VALUES ($1, $2, $3, (SELECT id FROM beneficiaries WHERE id = $4), $5)""",
        deposit_id,
        tx.actor.centre_id,
        batch_id,
        planned.beneficiary_id,
        clock.now(),
    )
    for position, document in enumerate(planned.documents):
        document_id = new_id()
        await tx.run(
            """INSERT INTO batch_documents (document_id, centre_id, deposit_id, original_id, position, type_id)
               VALUES ($1, $2, $3, $4, $5, (SELECT id FROM document_types WHERE id = $6))""",
            document_id,
            tx.actor.centre_id,
            deposit_id,
            new_id(),
            position,
            document.type_id,
        )
        await tx.run(
            "UPDATE scanned_sheets SET document_id = $3 WHERE batch_id = $1 AND number = ANY($2)",
            batch_id,
            document.numbers,
            document_id,
        )
    await publish(tx, BatchDepositPlanned(record_id=batch_id, deposit_id=deposit_id))
    return deposit_id


async def _is_taken(tx: Transaction, batch_id: UUID, part_id: UUID) -> bool:
    """Make a batch one of a part of a paper file; tell whether that part takes it."""
    return bool(
        await tx.run(
            """UPDATE batches SET backfile_part_id = $2
               WHERE id = $1 AND coalesce(backfile_part_id, $2) = $2
                 AND EXISTS (SELECT FROM backfile_parts WHERE id = $2 AND ended_at IS NULL)""",
            batch_id,
            part_id,
        )
    )


async def _sheets(tx: Transaction, batch_id: UUID) -> list[ReadSheet]:
    rows = await tx.rows(
        "SELECT number, kind, says, problem FROM scanned_sheets WHERE batch_id = $1 ORDER BY number", batch_id
    )
    return [ReadSheet(**{**row, "kind": SheetKind(row["kind"])}) for row in rows]


async def _doubting_strangers(tx: Transaction, batch_id: UUID, sheets: list[ReadSheet]) -> list[ReadSheet]:
    """Take what the batch sheets say of the stack; one of which we know nothing is a doubtful sheet.

    So is one of a part of a paper file that is not the only one of its stack, or whose part takes no more: nothing
    comes into a file by the way.
    """
    known = []
    typed = 0
    is_only = sum(each.kind is SheetKind.BATCH_SHEET for each in sheets) == 1
    for sheet in sheets:
        count = None
        if sheet.kind is SheetKind.BATCH_SHEET:
            top = await tx.row(
                """UPDATE batch_sheets SET batch_id = $2 WHERE id = $1 RETURNING sheet_count, backfile_part_id""",
                UUID(sheet.says),
                batch_id,
            )
            if top is not None and (
                top["backfile_part_id"] is None or (is_only and await _is_taken(tx, batch_id, top["backfile_part_id"]))
            ):
                count = top["sheet_count"]
            if count is None:
                sheet = ReadSheet(number=sheet.number, kind=SheetKind.DOUBTFUL)  # noqa: PLW2901 - the very sheet
                await tx.run(
                    "UPDATE scanned_sheets SET kind = 'doubtful' WHERE batch_id = $1 AND number = $2",
                    batch_id,
                    sheet.number,
                )
        typed += count or 0
        known.append(sheet)
    if typed:
        await tx.run("UPDATE batches SET typed_count = $2 WHERE id = $1", batch_id, typed)
    return known
