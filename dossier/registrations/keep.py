"""Keep the file of a document that is registered: as it came, and with pages of it where they can be made."""

import asyncio
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from uuid import UUID, uuid5

from dossier import clock
from dossier.database.actor import Actor
from dossier.database.engine import Transaction, transaction
from dossier.deposits.add_original import add_original
from dossier.imaging.office import convert, converter, office_type
from dossier.imaging.values import Inspection
from dossier.registrations.errors import FileTaken
from dossier.registrations.values import NewRegistration
from dossier.resources import Resources
from dossier.storage.folder import chunks_of
from dossier.storage.intake import Received, receive
from dossier.storage.vault import incoming_dir

Along = Callable[[Transaction], Awaitable[None]]


def document_of(deposit_id: UUID) -> UUID:
    """Return the id of the one document of a registration's deposit."""
    return uuid5(deposit_id, "document")


def source_of(deposit_id: UUID) -> UUID:
    """Return the id of the original that came, as it came."""
    return uuid5(deposit_id, "source")


async def keep(resources: Resources, registrar: Actor, staff: Actor, told: NewRegistration, file: Received) -> None:
    """Add a file to a registration's open deposit, with the line of the register in the same transaction.

    Raises FileTaken, and what `keep_file` raises.
    """

    async def along(tx: Transaction) -> None:
        await _insert(tx, staff, told, document_of(told.deposit_id))

    await keep_file(resources, registrar, told.deposit_id, file, along=along)


async def keep_file(
    resources: Resources, registrar: Actor, deposit_id: UUID, file: Received, *, along: Along | None = None
) -> None:
    """Add a file that the centre made to an open deposit of one document; `along` is done in the same transaction.

    A text document is kept as it came. Its pages are those of a PDF that LibreOffice makes beside it; where that is not
    installed, it stands for one page of which no picture can be made. Whoever sends the same again changes nothing.

    Raises OfficeRefused and TooSlowToRead where LibreOffice makes nothing of it, and what `add_original` raises.
    """
    document_id = document_of(deposit_id)
    source_id, pages_id = source_of(deposit_id), uuid5(deposit_id, "pages")
    media_type = await asyncio.to_thread(office_type, file.path)
    if media_type is None:
        await add_original(resources, registrar, deposit_id, document_id, source_id, file, along=along)
        return
    program = converter(resources.settings.office_program)
    found = Inspection(media_type=media_type, page_count=0 if program else 1, width=None, height=None)
    if program is not None and not await _is_there(registrar, pages_id):
        async with _converted(resources, program, file, media_type) as pages:  # before anything of it is kept
            await add_original(resources, registrar, deposit_id, document_id, pages_id, pages, along=along)
    await add_original(resources, registrar, deposit_id, document_id, source_id, file, found=found, along=along)


@asynccontextmanager
async def _converted(resources: Resources, program: Path, file: Received, media_type: str) -> AsyncIterator[Received]:
    settings = resources.settings
    settings.scratch_dir.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=settings.scratch_dir, prefix="office-") as folder:
        made = Path(folder) / "pages"
        async with resources.converting:
            await convert(
                program,
                file.path,
                media_type,
                made,
                max_bytes=settings.office_max_bytes,
                seconds=settings.office_seconds,
                scratch_dir=settings.scratch_dir,
            )
        pages = await receive(chunks_of(made), incoming_dir(settings), settings.upload_max_bytes)
    try:
        yield pages
    finally:
        pages.path.unlink(missing_ok=True)


async def _is_there(actor: Actor, original_id: UUID) -> bool:
    async with transaction(actor) as tx:
        return bool(await tx.value("SELECT EXISTS (SELECT FROM originals WHERE id = $1)", original_id))


async def _insert(tx: Transaction, staff: Actor, told: NewRegistration, document_id: UUID) -> None:
    """Write the line of the register. Raises FileTaken where another line has the file of the watched folder.

    Of two who do this at once, the second waits here for the first one's commit.
    """
    await tx.run(
        """INSERT INTO registrations (document_id, centre_id, deposit_id, direction, social_file_id, author_id,
                                      addressee, sent_by, answers_document_id, answers_request_id, registered_by,
                                      registered_at, entry, client_id)
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) ON CONFLICT DO NOTHING""",
        document_id,
        tx.actor.centre_id,
        told.deposit_id,
        str(told.direction),
        told.social_file_id,
        told.author_id,
        told.addressee,
        None if told.sent_by is None else str(told.sent_by),
        told.answers_document_id,
        told.answers_request_id,
        staff.staff_id,
        clock.now(),
        told.entry,
        told.client_id,
    )
    if not await tx.value("SELECT EXISTS (SELECT FROM registrations WHERE document_id = $1)", document_id):
        raise FileTaken
    if told.enterprise_number:
        await tx.run(
            "INSERT INTO ebox_letters (id, centre_id, enterprise_number) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
            document_id,
            tx.actor.centre_id,
            told.enterprise_number,
        )
