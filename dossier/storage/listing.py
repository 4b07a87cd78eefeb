"""Walks the folders of the local vault: its keys in order, and what killed writers left half-written."""

import heapq
import os
import time
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from dossier.storage.keys import is_key
from dossier.storage.vault import Blob

PART_SUFFIX = ".part"
_NAMES_AT_ONCE = 50_000  # about 7 MB of names; a folder of n names is read n / 50,000 times


def walked(root: Path, prefix: str, after: str | None) -> Iterator[Blob]:
    """Yield the keys below a prefix that sort after `after`, in byte order.

    A folder's names are neither all kept nor all sorted: each round takes the least of those beyond the last. Raises
    OSError; a file or folder that goes meanwhile is left out.
    """
    yield from _below(root, f"{prefix}/", after or "")


def _below(root: Path, folder: str, after: str) -> Iterator[Blob]:
    """Yield the keys of a folder, whose own path ends in a slash."""
    last = ""
    while names := _least_names(root / folder, folder, last, after):
        for name in names:
            if name.endswith("/"):
                yield from _below(root, folder + name, after)
            elif is_key(folder + name):
                with suppress(FileNotFoundError):
                    found = (root / folder / name).stat()
                    yield Blob(folder + name, found.st_size, datetime.fromtimestamp(found.st_mtime, UTC))
        last = names[-1]


def _least_names(path: Path, folder: str, last: str, after: str) -> list[str]:
    """Return the next names of a folder in byte order; a folder's name ends in a slash, as it does within a key."""
    try:
        with os.scandir(path) as entries:
            names = (f"{each.name}/" if each.is_dir(follow_symlinks=False) else each.name for each in entries)
            return heapq.nsmallest(
                _NAMES_AT_ONCE, (each for each in names if each > last and _may_hold(folder + each, after))
            )
    except (FileNotFoundError, NotADirectoryError):
        return []


def _may_hold(path: str, after: str) -> bool:
    """Tell whether a key, or a folder that ends in a slash, can hold anything that sorts after `after`."""
    return path > after or (path.endswith("/") and after.startswith(path))


def sweep_parts(root: Path, older_than_seconds: float) -> int:
    """Remove temporary files that are so old that no writer can still be at them; return how many."""
    oldest, removed = time.time() - older_than_seconds, 0
    for folder, _, names in os.walk(root):
        for name in names:
            path = Path(folder) / name
            if name.startswith(".") and name.endswith(PART_SUFFIX):
                with suppress(FileNotFoundError):
                    if path.stat().st_mtime < oldest:
                        path.unlink()
                        removed += 1
    return removed
