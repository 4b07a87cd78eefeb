"""Where others drop stacks for us, on a WebDAV or SFTP server: what lies there whole becomes a batch, then is moved.

The rule is that of the watched folder, and so is the order: kept, named by rows, and only then moved out of sight.
"""

import re
import tempfile
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Protocol
from urllib.parse import unquote, urlsplit

import structlog

from dossier import clock
from dossier.batches.section import is_our_post
from dossier.batches.take import Origin, note_too_large, take
from dossier.database.actor import Actor
from dossier.errors import Unavailable
from dossier.resources import Resources
from dossier.settings import Settings
from dossier.storage.folder import ASIDE, TAKEN, Watched, chunks_of, entry_as, is_unfinished
from dossier.storage.intake import receive
from dossier.storage.vault import incoming_dir

_MOVED = re.compile(r"(\d{4}-\d{2}-\d{2})-[0-9a-f]{32}(\.[A-Za-z0-9]{1,8})?")
"""How a file is called that was taken: the day comes first, since no server tells when a file was moved."""
_SEEN: dict[Path, tuple[str, float]] = {}

log = structlog.get_logger()


class DropAway(Unavailable):
    """The server where scans are dropped does not answer. Tell the administrator."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DropFile:
    """A file that lies there."""

    name: str  # may name people, so it goes into no log
    size_bytes: int
    moment: int  # of its last change, in a unit of the server's

    @property
    def entry(self) -> str:
        """Return what it is known by."""
        return entry_as(self.name, self.size_bytes, self.moment)


class Drop(Protocol):
    """A folder on a server. Each call raises DropAway where the server does not do it."""

    async def files(self, inner: str = "") -> list[DropFile]:
        """Return the files of the folder, or of one within; none where that is not there."""
        ...

    async def fetch(self, name: str, to: Path) -> None:
        """Copy a file to this machine."""
        ...

    async def move(self, name: str, inner: str, new_name: str) -> None:
        """Move a file into a folder within, which is made where it is not there."""
        ...

    async def remove(self, inner: str, name: str) -> None:
        """Remove a file from a folder within."""
        ...


def drop_of(settings: Settings) -> AbstractAsyncContextManager[Drop]:
    """Return the folder that an installation names, to be opened. Raises ValueError where it names none."""
    place = urlsplit(settings.batch_drop_url)
    if place.scheme == "sftp":
        from dossier.batches.sftp import sftp_drop

        return sftp_drop(
            host=place.hostname or "",
            port=place.port or 22,
            user=unquote(place.username or ""),
            password=settings.batch_drop_password.get_secret_value(),
            host_key=settings.batch_drop_host_key,
            folder=unquote(place.path).lstrip("/") or ".",
            timeout_seconds=settings.batch_drop_timeout_seconds,
        )
    if place.scheme in {"http", "https"}:
        from dossier.batches.webdav import webdav_drop

        port = f":{place.port}" if place.port else ""
        return webdav_drop(
            address=f"{place.scheme}://{place.hostname}{port}{place.path}",
            user=unquote(place.username or ""),
            password=settings.batch_drop_password.get_secret_value(),
            timeout_seconds=settings.batch_drop_timeout_seconds,
        )
    raise ValueError(place.scheme)


async def take_drop(resources: Resources, actor: Actor) -> int:
    """Take every whole file in that was dropped, and remove what was moved long ago; return how many were taken.

    A server that is away is asked in the next round. `actor` is the system. Raises Unavailable of our own store.
    """
    settings = resources.settings
    if not settings.batch_drop_url or not await is_our_post(settings, actor):
        return 0
    try:
        async with drop_of(settings) as drop:
            found = [each for each in await drop.files() if not is_unfinished(each.name)]
            watched = Watched(settle_seconds=settings.batch_settle_seconds, seen=_SEEN)
            here = Path("drop")
            watched.forget_others(here, [here / each.name for each in found])
            whole = [each for each in found if each.size_bytes and watched.is_whole(here / each.name, each.entry)]
            count = sum([await _take(resources, actor, drop, each) for each in whole])
            await _sweep(drop, settings.batch_keep_days)
    except DropAway:
        log.warning("batch_drop_away")
        return 0
    return count


async def _take(resources: Resources, actor: Actor, drop: Drop, file: DropFile) -> bool:
    settings = resources.settings
    settings.scratch_dir.mkdir(parents=True, exist_ok=True)
    origin = Origin(source="drop", file_name=file.name)
    if file.size_bytes > settings.batch_max_bytes:
        await note_too_large(actor, file.entry, file.size_bytes, origin)
        await _move(drop, file, ASIDE)
        return False
    with tempfile.TemporaryDirectory(dir=settings.scratch_dir, prefix="drop-") as folder:
        copy = Path(folder) / "file"
        await drop.fetch(file.name, copy)
        if file not in await drop.files() or copy.stat().st_size != file.size_bytes:
            return False  # it became another one meanwhile
        received = await receive(chunks_of(copy), incoming_dir(settings), settings.batch_max_bytes)
    try:
        taken = await take(resources, actor, received, origin)
    finally:
        received.path.unlink(missing_ok=True)
    await _move(drop, file, ASIDE if taken.problem else TAKEN)
    return taken.is_new


async def _move(drop: Drop, file: DropFile, inner: str) -> None:
    suffix = Path(file.name).suffix
    new_name = f"{clock.today():%Y-%m-%d}-{file.entry}{suffix}"
    if not _MOVED.fullmatch(new_name):
        new_name = new_name.removesuffix(suffix)
    await drop.move(file.name, inner, new_name)


async def _sweep(drop: Drop, keep_days: int) -> None:
    oldest = f"{clock.today() - timedelta(days=keep_days):%Y-%m-%d}"
    for inner in (TAKEN, ASIDE):
        for each in await drop.files(inner):
            found = _MOVED.fullmatch(each.name)
            if found and found[1] < oldest:
                await drop.remove(inner, each.name)
