"""The watched folder of the scan section: whatever lies there whole becomes a batch, and is then moved out of sight.

A file is copied and kept under its hash, rows name it, and only then is it moved. Whoever stops in between leaves a
file that rows already name: the next look moves it, and takes nothing twice.
"""

from pathlib import Path

import structlog

from dossier.batches.section import is_our_post
from dossier.batches.take import Origin, note_too_large, take
from dossier.database.actor import Actor
from dossier.resources import Resources
from dossier.storage.folder import (
    ASIDE,
    TAKEN,
    FolderAway,
    NoSuchScan,
    ScanChanging,
    ScanFile,
    Watched,
    copied,
    look,
    put_into,
    sweep,
)
from dossier.storage.intake import FileTooLarge
from dossier.storage.vault import incoming_dir

_SEEN: dict[Path, tuple[str, float]] = {}

log = structlog.get_logger()


async def take_folder(resources: Resources, actor: Actor) -> int:
    """Take every whole file of the folder in; return how many. A folder that is away is looked at in the next round.

    A file of no kind that we read is noted, and moved aside: the others go on. `actor` is the system. Raises
    Unavailable, when the file at hand stays where it is.
    """
    settings = resources.settings
    if settings.batch_folder_dir is None or not await is_our_post(settings, actor):
        return 0
    try:
        files = await look(settings.batch_folder_dir, Watched(settle_seconds=settings.batch_settle_seconds, seen=_SEEN))
    except FolderAway:
        log.warning("batch_folder_away")
        return 0
    return sum([await _take(resources, actor, file) for file in files if file.is_whole])


async def sweep_folder(resources: Resources, actor: Actor) -> int:
    """Remove what was taken from the folder, or moved aside, long enough ago; return how many files."""
    del actor
    settings = resources.settings
    if settings.batch_folder_dir is None:
        return 0
    return await sweep(settings.batch_folder_dir, settings.batch_keep_days * 24 * 3600)


async def _take(resources: Resources, actor: Actor, file: ScanFile) -> bool:
    settings = resources.settings
    origin = Origin(source="folder", file_name=file.name)
    try:
        received = await copied(file, incoming_dir(settings), settings.batch_max_bytes)
    except (ScanChanging, NoSuchScan):
        return False
    except FileTooLarge:
        await note_too_large(actor, file.entry, file.size_bytes, origin)
        await put_into(file, ASIDE)
        return False
    try:
        taken = await take(resources, actor, received, origin)
    finally:
        received.path.unlink(missing_ok=True)
    await put_into(file, ASIDE if taken.problem else TAKEN)
    return taken.is_new
