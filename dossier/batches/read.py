"""Read a batch: look at each sheet of its stack, some at a time, until what each is is known."""

import asyncio
from pathlib import Path
from uuid import UUID

from dossier.batches.sheet_kinds import ReadSheet, SheetKind, sheet_of
from dossier.batches.split import split
from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.errors import Refused
from dossier.imaging.refusals import ReaderCrashed, TooSlowToRead
from dossier.imaging.values import SeenSheet
from dossier.lifecycle import BatchState
from dossier.outbox.publish import enqueue, tell
from dossier.resources import Resources

SHEETS_AT_ONCE = 24
"""So many are written down together: what a killed worker has to read again, and how often the screen moves on."""
JOB = "read_batch"


async def read_batch(resources: Resources, actor: Actor, batch_id: UUID) -> None:
    """Look at the next sheets of a batch, and have the rest follow; when all are known, split it.

    A sheet of which no picture can be made is noted as such, and the others go on. Raises Unavailable.
    """
    async with transaction(actor) as tx:
        key = await tx.value(
            "SELECT vault_key FROM batches WHERE id = $1 AND state = $2", batch_id, str(BatchState.READING)
        )
        rows = await tx.rows(
            "SELECT number FROM scanned_sheets WHERE batch_id = $1 AND kind = 'unread' ORDER BY number LIMIT $2",
            batch_id,
            SHEETS_AT_ONCE,
        )
    if key is None:
        return
    if not rows:
        await split(resources.settings, actor, batch_id)
        return
    sheets = await _looked_at(resources, key, [row["number"] for row in rows])
    async with transaction(actor) as tx:
        await tx.connection.executemany(
            """UPDATE scanned_sheets SET kind = $3, says = $4, problem = $5
               WHERE batch_id = $1 AND number = $2 AND kind = 'unread'""",
            [(batch_id, each.number, str(each.kind), each.says, each.problem) for each in sheets],
        )
        await tell(tx, "batches")
        await enqueue(tx, JOB, [batch_id])


async def _looked_at(resources: Resources, key: str, numbers: list[int]) -> list[ReadSheet]:
    """Look at sheets, as many at a time as this worker does jobs: pages of others are made in between."""
    places = asyncio.Semaphore(resources.settings.jobs_at_once)
    most = resources.settings.batch_sheets_max

    async with resources.fetched.file(resources.vault, key, again=True) as file:

        async def look(number: int) -> ReadSheet:
            async with places:
                try:
                    return sheet_of(number, await _looked_at_twice(resources, file, number - 1, most))
                except Refused as refusal:
                    return ReadSheet(number=number, kind=SheetKind.UNREADABLE, problem=refusal.code())

        return await asyncio.gather(*map(look, numbers))


async def _looked_at_twice(resources: Resources, file: Path, index: int, most: int) -> SeenSheet:
    """Look at a sheet once more where a child ended over it: a machine that stood still ends a child as well.

    Raises what the box refuses the second time.
    """
    try:
        return await resources.box.read_sheet(file, index, most)
    except (TooSlowToRead, ReaderCrashed):
        return await resources.box.read_sheet(file, index, most)
