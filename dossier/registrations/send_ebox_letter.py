"""Send a letter to an enterprise's eBox once its undo time is over, and note what came of it.

The document's id is the key of the message: whoever is killed between the box's yes and our commit has it sent again,
and is told that it is there.
"""

import asyncio
import tempfile
from datetime import timedelta
from pathlib import Path
from uuid import UUID

from dossier import clock
from dossier.clients.documents import Leaf, leaves_of
from dossier.clients.pdf import pdf_of
from dossier.database.actor import Actor
from dossier.database.engine import Record, transaction
from dossier.events import EboxLetterFailed, EboxLetterSent
from dossier.journal.record import note_access
from dossier.notices.attempt import Outcome, not_taken, note
from dossier.notices.channel import NoticePutOff, NoticeRefused
from dossier.outbox.publish import publish
from dossier.registrations.ebox import Letter, Published, publish_letter
from dossier.registrations.values import number_of
from dossier.resources import Resources

GROUND = "ebox"
"""Under this ground a letter that is sent stands in the access log."""


async def send_ebox_letter(resources: Resources, actor: Actor, document_id: UUID) -> None:
    """Send a letter that waits; one that was sent, failed, goes by post or was undone is left as it is.

    Until the undo time is over it is held, and `send_held_letters` comes back to it. Raises NoticePutOff, with the time
    after which to try again.
    """
    async with transaction(actor) as tx:
        row = await tx.row(
            """SELECT l.id, l.enterprise_number, l.tries, r.direction, r.year, r.number,
                      EXISTS (SELECT FROM document_pages dp JOIN pages g ON g.id = dp.page_id
                              WHERE dp.document_id = d.id AND g.state = 'unreadable') AS is_unreadable
               FROM ebox_letters l JOIN registrations r ON r.document_id = l.id JOIN documents d ON d.id = l.id
               WHERE l.id = $1 AND l.sent_at IS NULL AND l.failed_at IS NULL AND r.sent_by = 'ebox'
                 AND d.state = 'validated' AND d.decided_at <= $2""",
            document_id,
            clock.now() - timedelta(seconds=resources.settings.undo_seconds),
        )
        if row is None:
            return
        leaves = await leaves_of(tx, document_id)
        if resources.settings.ebox_url:
            await note_access(tx, "download", "document", document_id, GROUND)
    try:
        published, outcome = await _hand_over(resources, row, leaves), Outcome()
    except (NoticeRefused, NoticePutOff) as error:
        published, outcome = Published(), not_taken(resources.settings, error, row["tries"])
    async with transaction(actor) as tx:
        await note(tx, "ebox_letters", document_id, outcome)
        await tx.run(
            "UPDATE ebox_letters SET message_id = $2, never_opened = $3 WHERE id = $1",
            document_id,
            published.message_id,
            published.never_opened,
        )
        if outcome.problem is None:
            await publish(tx, EboxLetterSent(record_id=document_id))
        elif outcome.put_off is None:
            await publish(tx, EboxLetterFailed(record_id=document_id, problem=outcome.problem))
    if outcome.put_off is not None:
        raise outcome.put_off


async def _hand_over(resources: Resources, row: Record, leaves: tuple[Leaf, ...]) -> Published:
    """Make the PDF on a disk of this machine, and publish it. Raises NoticeRefused, NoticePutOff, StoreUnavailable."""
    settings = resources.settings
    if not settings.ebox_url:
        raise NoticeRefused("not_set_up")
    if row["is_unreadable"]:
        raise NoticeRefused("no_pages")
    if not leaves or any(each.vault_key is None for each in leaves):
        raise NoticePutOff("pages_awaited")
    number = number_of(row["direction"], row["year"], row["number"])
    settings.scratch_dir.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=settings.scratch_dir, prefix="ebox-") as folder:
        pdf = Path(folder) / "letter"
        with pdf.open("wb") as file:
            async for chunk in pdf_of(resources.vault, number, leaves):
                await asyncio.to_thread(file.write, chunk)
        letter = Letter(key=row["id"], to=row["enterprise_number"], number=number, pdf=pdf)
        return await asyncio.to_thread(publish_letter, settings, letter)
