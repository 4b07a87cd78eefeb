"""Count a part of a paper file: how many sheets it has, before they are scanned."""

from enum import StrEnum
from uuid import UUID

from dossier import clock
from dossier.backfile.access import check_backfile
from dossier.backfile.errors import PartEnded
from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.events import BackfilePartCounted
from dossier.ids import new_id
from dossier.outbox.publish import publish


class Part(StrEnum):
    """By what a paper file is divided."""

    SOCIAL = "social"
    LITIGATION = "litigation"
    DEBT = "debt"
    HOUSING = "housing"
    MEDICAL = "medical"
    ADMINISTRATIVE = "administrative"
    OTHER = "other"


async def count_part(actor: Actor, social_file_id: UUID, part: Part, sheet_count: int) -> UUID:
    """Note how many sheets a part has, counted in hand; said again, it is counted anew. Return the part.

    Raises PartEnded, and what `check_backfile` raises.
    """
    async with transaction(actor) as tx:
        await check_backfile(tx, social_file_id)
        part_id: UUID | None = await tx.value(
            """INSERT INTO backfile_parts AS p (id, centre_id, social_file_id, part, sheet_count, counted_by,
                                                counted_at)
               VALUES ($1, $2, $3, $4, $5, $6, $7)
               ON CONFLICT (social_file_id, part) DO UPDATE SET sheet_count = excluded.sheet_count,
                   counted_by = excluded.counted_by, counted_at = excluded.counted_at
               WHERE p.ended_at IS NULL RETURNING id""",
            new_id(),
            actor.centre_id,
            social_file_id,
            str(part),
            sheet_count,
            actor.staff_id,
            clock.now(),
        )
        if part_id is None:
            raise PartEnded
        await publish(
            tx, BackfilePartCounted(record_id=social_file_id, part_id=part_id, kind=str(part), sheet_count=sheet_count)
        )
    return part_id
