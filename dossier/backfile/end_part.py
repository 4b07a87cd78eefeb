"""End a part: all of its sheets are scanned; or open it again, where others were found."""

from uuid import UUID

from dossier import clock
from dossier.backfile.access import hold_part
from dossier.backfile.counting import SCANNED
from dossier.backfile.errors import SheetsMissing, SheetsOver, StacksUnderWay
from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.events import BackfilePartEnded, BackfilePartReopened
from dossier.outbox.publish import publish


async def end_part(actor: Actor, social_file_id: UUID, part_id: UUID, *, as_it_is: bool) -> None:
    """Note that a part is scanned, every sheet of it in a document or set aside.

    `as_it_is`: another number of sheets than was counted is right. Raises StacksUnderWay, SheetsMissing, SheetsOver,
    NoSuchPart, PartEnded, and what `check_backfile` raises.
    """
    async with transaction(actor) as tx:
        part = await hold_part(tx, social_file_id, part_id)
        stacks = await tx.row(
            f"""SELECT {SCANNED} AS sheets, count(*) FILTER (WHERE b.state <> 'closed') AS open_count
                FROM batches b WHERE b.backfile_part_id = $1""",
            part_id,
        )
        assert stacks is not None
        if stacks["open_count"]:
            raise StacksUnderWay
        counted, scanned = part["sheet_count"], stacks["sheets"]
        if scanned != counted and not as_it_is:
            raise (SheetsMissing if scanned < counted else SheetsOver)(counted=counted, scanned=scanned)
        await tx.run(
            "UPDATE backfile_parts SET ended_by = $2, ended_at = $3 WHERE id = $1", part_id, actor.staff_id, clock.now()
        )
        await publish(
            tx,
            BackfilePartEnded(
                record_id=social_file_id,
                part_id=part_id,
                kind=part["part"],
                sheet_count=counted,
                scanned_count=scanned,
            ),
        )


async def reopen_part(actor: Actor, social_file_id: UUID, part_id: UUID) -> None:
    """Open a part again; one that is open stays so. Raises NoSuchPart, and what `check_backfile` raises."""
    async with transaction(actor) as tx:
        part = await hold_part(tx, social_file_id, part_id, ended=True)
        if await tx.run(
            "UPDATE backfile_parts SET ended_by = NULL, ended_at = NULL WHERE id = $1 AND ended_at IS NOT NULL", part_id
        ):
            await publish(tx, BackfilePartReopened(record_id=social_file_id, part_id=part_id, kind=part["part"]))
