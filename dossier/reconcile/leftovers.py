"""Sweeps what killed processes left half-done: temporary files of the vault, scratch, the doctor's own trial keys."""

import asyncio
import shutil
import time
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import structlog

from dossier import clock
from dossier.resources import Resources
from dossier.storage.fetched import PREFIX
from dossier.storage.listing import PART_SUFFIX
from dossier.storage.vault import Vault

SCRATCH = (f".*{PART_SUFFIX}", "page-*", "glance-*", "export-*", "mail-*", f"{PREFIX}*")
"""What uploads and packages on their way and work on a page put into the scratch folder, and remove unless killed."""
EXPIRING = ("doctor",)
"""Prefixes of the vault that hold no record. What is staged of uploads has a round of its own: `uploads/expire.py`."""

log = structlog.get_logger()


async def sweep_leftovers(resources: Resources) -> int:
    """Remove whatever of this is older than the settings allow; return how many. Raises StoreUnavailable."""
    keep_seconds = resources.settings.leftovers_keep_seconds
    removed = await resources.vault.sweep_parts(keep_seconds)
    removed += await asyncio.to_thread(_sweep_scratch, resources.settings.scratch_dir, keep_seconds)
    for prefix in EXPIRING:
        removed += await _expire(resources.vault, prefix, keep_seconds)
    if removed:
        log.info("leftovers_swept", removed=removed)
    return removed


def _sweep_scratch(folder: Path, keep_seconds: int) -> int:
    oldest, removed = time.time() - keep_seconds, 0
    for pattern in SCRATCH:
        for path in folder.glob(pattern):
            with suppress(OSError):  # gone meanwhile, or not ours to remove: no reason to stop the rounds
                if path.stat().st_mtime >= oldest:
                    continue
                if path.is_dir():
                    shutil.rmtree(path, ignore_errors=True)
                else:
                    path.unlink()
                removed += 1
    return removed


async def _expire(vault: Vault, prefix: str, keep_seconds: int) -> int:
    oldest, removed = clock.now() - timedelta(seconds=keep_seconds), 0
    async for blob in vault.list(prefix):
        if blob.modified_at < oldest:
            await vault.delete(blob.key)
            removed += 1
    return removed
