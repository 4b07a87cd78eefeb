"""A department's watched folder: text programs lay documents there, and whoever registers one takes it from the list.

The folder is read by the web, and only when somebody looks. Its file is kept and named by rows before it is moved out
of sight; whoever stops in between leaves a file that rows already name, and the next look moves it.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.registrations.registrar import registrar
from dossier.registrations.values import Direction
from dossier.settings import Settings
from dossier.storage.folder import TAKEN, NoSuchScan, ScanFile, Watched, copied, look, put_into, sweep
from dossier.storage.intake import Received
from dossier.storage.vault import incoming_dir

_SEEN: dict[Path, tuple[str, float]] = {}


async def waiting_files(settings: Settings, actor: Actor) -> list[ScanFile]:
    """Return the files that lie in the folder of the actor's department and are not registered, the first one first.

    Nothing where there is no such folder. Raises NotYourWork, FolderAway.
    """
    taking_in = registrar(actor, Direction.INTERNAL)
    folder = await _folder_of(settings, taking_in)
    if folder is None or not folder.is_dir():
        return []
    files = await look(folder, Watched(settle_seconds=settings.registration_settle_seconds, seen=_SEEN))
    async with transaction(taking_in) as tx:
        rows = await tx.rows(
            "SELECT entry FROM registrations WHERE entry = ANY($1) AND number IS NOT NULL",
            [each.entry for each in files],
        )
    taken = {row["entry"] for row in rows}
    for each in files:
        if each.entry in taken:
            await put_into(each, TAKEN)
    return [each for each in files if each.entry not in taken]


@asynccontextmanager
async def taken_from(settings: Settings, actor: Actor, entry: str) -> AsyncIterator[Received]:
    """Give a copy of a waiting file; once the block ends well the file is moved out of sight.

    Raises NoSuchScan, ScanChanging, NotYourWork, FolderAway, and what `intake.receive` raises.
    """
    for file in await waiting_files(settings, actor):
        if file.entry == entry:
            break
    else:
        raise NoSuchScan
    received = await copied(file, incoming_dir(settings), settings.upload_max_bytes)
    try:
        yield received
    finally:
        received.path.unlink(missing_ok=True)
    await put_into(file, TAKEN)


async def sweep_registered(settings: Settings, actor: Actor) -> int:
    """Remove files that were registered long enough ago from beside their folders; return how many.

    `actor` is the system.
    """
    if settings.registration_folders_dir is None:
        return 0
    async with transaction(actor) as tx:
        rows = await tx.rows("SELECT code FROM departments")
    older_than_seconds = settings.registration_taken_keep_days * 24 * 3600
    return sum([await sweep(settings.registration_folders_dir / row["code"], older_than_seconds) for row in rows])


async def _folder_of(settings: Settings, actor: Actor) -> Path | None:
    if settings.registration_folders_dir is None or actor.department_id is None:
        return None
    async with transaction(actor) as tx:
        code: str = await tx.value("SELECT code FROM departments WHERE id = $1", actor.department_id)
    return settings.registration_folders_dir / code
