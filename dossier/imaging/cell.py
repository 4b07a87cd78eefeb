"""A cell: the folder of one boxed child. A file is laid into it, pictures are taken out, nothing else passes."""

import asyncio
import fcntl
import os
import shutil
import stat
import tempfile
import time
from contextlib import suppress
from pathlib import Path

_PREFIX = "box-"
_YOUNG_SECONDS = 60


class Cell:
    """The folders `in` and `out` of a child. While its owner lives, a lock says so."""

    def __init__(self, scratch_dir: Path | None) -> None:
        """Make the cell in a folder, or where temporary files go."""
        if scratch_dir is not None:
            scratch_dir.mkdir(parents=True, exist_ok=True)
        self.path = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=scratch_dir)).resolve()
        self._lock = os.open(self.path, os.O_RDONLY)
        fcntl.flock(self._lock, fcntl.LOCK_EX)
        self.given = self.path / "in" / "file"
        self.given_under = self.path / "in" / "under"  # of a page that lies under the other
        self.made = self.path / "out"
        self.given.parent.mkdir()
        self.made.mkdir()

    async def lay_in(self, path: Path, to: Path, *, copied: bool) -> None:
        """Lay a file into the cell as `given` or `given_under`: by a link where both are on one disk, else by a copy.

        `copied`: by a copy in any case, because the file's own bytes are about to be kept or are read by others too,
        and this child could write through a link.
        """
        if not copied:
            with suppress(OSError):
                os.link(path.resolve(), to)  # noqa: ASYNC240 - a local disk's folder, no bytes
                return
        await asyncio.to_thread(shutil.copyfile, path, to)

    def take_out(self, name: str, to: Path) -> None:
        """Move a file that the child made. Raises ValueError for what is no plain file: a link would lead elsewhere."""
        source = self.made / name
        if not stat.S_ISREG(source.lstat().st_mode):
            raise ValueError(name)
        shutil.move(source, to)

    def clear(self) -> None:
        """Remove what the last job left."""
        for each in (self.given, self.given_under):
            each.unlink(missing_ok=True)
        for each in self.made.iterdir():
            each.unlink()

    def close(self) -> None:
        """Remove the cell."""
        shutil.rmtree(self.path, ignore_errors=True)
        os.close(self._lock)


def sweep(scratch_dir: Path) -> None:
    """Remove the cells of owners that were killed."""
    for each in scratch_dir.glob(f"{_PREFIX}*"):
        with suppress(OSError):  # held by its owner, or gone meanwhile
            if time.time() - each.stat().st_mtime < _YOUNG_SECONDS:
                continue
            at = os.open(each, os.O_RDONLY)
            try:
                fcntl.flock(at, fcntl.LOCK_EX | fcntl.LOCK_NB)
                shutil.rmtree(each, ignore_errors=True)
            finally:
                os.close(at)
