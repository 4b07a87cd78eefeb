"""Files fetched from the vault to work on; one of several pages stays for a while, since they are made in turn."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from uuid import uuid4

from dossier.storage.vault import Vault

PREFIX = "fetched-"
KEPT_FILES = 2
"""How many files stay that nobody works on. A PDF of 200 pages and 40 MB is so fetched once, instead of 8 GB in all."""


@dataclass(eq=False, slots=True)
class _File:
    path: Path
    users: int = 0
    fetching: asyncio.Lock = field(default_factory=asyncio.Lock)
    stays: bool = False


class Fetched:
    """The files of one process, in its scratch folder. Whatever is left there of a killed one is swept in time."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._files: dict[str, _File] = {}  # whoever was used last comes last

    @asynccontextmanager
    async def file(self, vault: Vault, key: str, *, again: bool) -> AsyncIterator[Path]:
        """Give a copy of what stands under a key, for as long as the block lasts; nobody may write into it.

        `again`: more will be asked of it soon. Raises BytesMissing and StoreUnavailable.
        """
        file = self._files.pop(key, None) or _File(self._folder / f"{PREFIX}{uuid4().hex}")
        self._files[key] = file
        file.users += 1
        file.stays = again
        try:
            async with file.fetching:
                if not file.path.is_file():
                    await self._fetch(vault, key, file.path)
            yield file.path
        finally:
            file.users -= 1
            self._drop()

    def close(self) -> None:
        """Remove all files that nobody works on."""
        for file in self._files.values():
            file.stays = False
        self._drop()

    async def _fetch(self, vault: Vault, key: str, path: Path) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        coming = path.with_suffix(".coming")
        try:
            await vault.fetch(key, coming)
            coming.replace(path)
        finally:
            coming.unlink(missing_ok=True)

    def _drop(self) -> None:
        idle = [key for key, file in self._files.items() if not file.users]
        staying = [key for key in idle if self._files[key].stays][-KEPT_FILES:]
        for key in set(idle).difference(staying):
            self._files.pop(key).path.unlink(missing_ok=True)
