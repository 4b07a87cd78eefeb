"""Scan a stack of a part: it becomes a batch, whose deposits come into the file."""

from uuid import UUID

from dossier.backfile.access import hold_part
from dossier.batches.section import check_scans
from dossier.batches.take import Origin, Taken, take
from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.resources import Resources
from dossier.storage.intake import Received


async def check_part(actor: Actor, social_file_id: UUID, part_id: UUID) -> None:
    """Let the scan section pass where a part takes stacks.

    Raises NotTheScanSection, NoSuchPart, PartEnded, and what `check_backfile` raises.
    """
    check_scans(actor)
    async with transaction(actor) as tx:
        await hold_part(tx, social_file_id, part_id)


async def scan_part(
    resources: Resources,
    actor: Actor,
    social_file_id: UUID,
    part_id: UUID,
    file: Received,
    *,
    file_name: str,
    sheet_count: int,
    both_sides: bool,
) -> Taken:
    """Take a stack of a part in, of so many sheets, counted in hand; the same bytes twice are one batch.

    Raises what `check_part` raises, and Unavailable, when nothing was kept.
    """
    await check_part(actor, social_file_id, part_id)
    origin = Origin(
        source="upload",
        file_name=file_name,
        typed_count=sheet_count,
        both_sides=both_sides,
        backfile_part_id=part_id,
    )
    return await take(resources, actor, file, origin)
