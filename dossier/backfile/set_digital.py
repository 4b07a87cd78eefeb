"""Set the day from which a social file is digital only: all of its parts are scanned, and no paper is added."""

from datetime import date
from uuid import UUID

from dossier.backfile.access import check_backfile
from dossier.backfile.errors import DigitalTooEarly, PartsWaiting
from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.events import FileMadeDigital
from dossier.outbox.publish import publish


async def set_digital(actor: Actor, social_file_id: UUID, since: date) -> None:
    """Note that a file is digital only from a day on, past or to come.

    Raises PartsWaiting, DigitalTooEarly, and what `check_backfile` raises.
    """
    async with transaction(actor) as tx:
        await check_backfile(tx, social_file_id)
        opened_on = await tx.value("SELECT opened_on FROM social_files WHERE id = $1 FOR UPDATE", social_file_id)
        if since < opened_on:
            raise DigitalTooEarly
        if await tx.value(
            "SELECT EXISTS (SELECT FROM backfile_parts WHERE social_file_id = $1 AND ended_at IS NULL)", social_file_id
        ):
            raise PartsWaiting
        await tx.run("UPDATE social_files SET digital_since = $2 WHERE id = $1", social_file_id, since)
        await publish(tx, FileMadeDigital(record_id=social_file_id, day_ordinal=since.toordinal()))
