"""A web server with one bug sown on purpose: `python -m tests.durability.bugged BUG`. The harness must see it."""

import asyncio
import os
import stat
import sys
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID

from litestar import Litestar

BUGS = ("acknowledge_first", "row_before_bytes", "no_sync", "no_folder_sync")
_VARIABLE = "BUG"
_LATE_SECONDS = 2
_late: set[asyncio.Task[None]] = set()


def create_app() -> Litestar:
    """Return the app, with the bug that the environment names."""
    {
        "acknowledge_first": _acknowledge_first,
        "row_before_bytes": _row_before_bytes,
        "no_sync": _no_sync,
        "no_folder_sync": _no_folder_sync,
    }[os.environ[_VARIABLE]]()
    from asgi import create_app as whole

    return whole()


def _copy(source: Path) -> Path:
    """Copy a scratch file that the request will take away."""
    copy = source.with_suffix(".copy")
    copy.write_bytes(source.read_bytes())
    return copy


def _later(work: Any) -> None:
    task = asyncio.create_task(work)
    _late.add(task)
    task.add_done_callback(_late.discard)


def _acknowledge_first() -> None:
    """Answer before anything is kept."""
    from dossier.deposits.add_original import add_original
    from dossier.storage.intake import Received
    from portal.deposit import capture

    async def bugged(
        resources: Any, actor: Any, deposit: UUID, paper: UUID, original: UUID, file: Received, **rest: Any
    ) -> None:
        held = Received(path=_copy(file.path), sha256=file.sha256, size_bytes=file.size_bytes)

        async def keep() -> None:
            await asyncio.sleep(_LATE_SECONDS)
            await add_original(resources, actor, deposit, paper, original, held, **rest)

        _later(keep())

    setattr(capture, "add_original", bugged)  # noqa: B010 - mypy knows better than to allow this


def _row_before_bytes() -> None:
    """Commit the row, and keep the bytes a moment later."""
    from dossier.storage.local import LocalVault

    put = LocalVault.put

    async def bugged(self: LocalVault, key: str, source: Path, sha256: str, **rest: Any) -> None:
        copy = _copy(source)

        async def keep() -> None:
            await asyncio.sleep(_LATE_SECONDS)
            await put(self, key, copy, sha256, **rest)

        _later(keep())

    async def anchored(self: LocalVault, key: str) -> None:
        del self, key

    LocalVault.place = bugged  # type: ignore[method-assign]
    LocalVault.anchor = anchored  # type: ignore[method-assign]


def _no_sync() -> None:
    """Believe that a write is on the disk."""
    os.fsync = lambda _: None  # type: ignore[assignment]


def _no_folder_sync() -> None:
    """Sync a file, and believe that its name is on the disk as well."""
    fsync = os.fsync

    def files_alone(descriptor: int) -> None:
        if not stat.S_ISDIR(os.fstat(descriptor).st_mode):
            fsync(descriptor)

    os.fsync = files_alone  # type: ignore[assignment]


def main(bug: str) -> None:
    """Serve, with the bug, as `guichet serve` does."""
    os.environ[_VARIABLE] = bug
    from granian.constants import Interfaces
    from granian.server import Server

    from cli.processes import load_app
    from dossier.settings import settings

    decided = settings()
    Server(
        "tests.durability.bugged:create_app",
        address=decided.host,
        port=decided.port,
        interface=Interfaces.ASGI,
        workers=1,
    ).serve(target_loader=partial(load_app, os.getpid()))


if __name__ == "__main__":
    main(sys.argv[1])
