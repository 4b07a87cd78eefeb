"""What the verbs work with besides the database: settings, the vault, the box, the cipher. Opened once a process."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass, field

from dossier.database.engine import pool
from dossier.imaging.box import Box
from dossier.imaging.values import Caps
from dossier.people.cipher import NissCipher
from dossier.settings import Settings
from dossier.storage.fetched import Fetched
from dossier.storage.vault import Vault, open_vault


@dataclass(frozen=True, slots=True, kw_only=True)
class Resources:
    """The open resources of a process."""

    settings: Settings
    vault: Vault
    box: Box
    cipher: NissCipher
    fetched: Fetched
    suspects: asyncio.Lock = field(default_factory=asyncio.Lock)
    """Held while a page is made that may have killed a worker before."""
    converting: asyncio.Lock = field(default_factory=asyncio.Lock)
    """Held while LibreOffice runs: it takes a core for itself."""


def caps_of(settings: Settings) -> Caps:
    """Return how much one file may ask for."""
    return Caps(**{each: getattr(settings, each) for each in Caps.__dataclass_fields__})


@asynccontextmanager
async def opened(
    settings: Settings, *, children: int = 1, niceness: int = 0, warm: bool = False
) -> AsyncIterator[Resources]:
    """Open the database's pool, the vault and the box; close them in reverse order.

    `children` is how many boxed processes may work on images at once, `niceness` how far they stand back for others;
    `warm` has them ready before the first image comes.
    """
    async with (
        pool(settings.database_url.get_secret_value()),
        beside_pool(settings, children=children, niceness=niceness, warm=warm) as resources,
    ):
        yield resources


@asynccontextmanager
async def beside_pool(
    settings: Settings, *, children: int = 1, niceness: int = 0, warm: bool = False
) -> AsyncIterator[Resources]:
    """Open the same, but for the pool: this process has one already."""
    async with Box(
        max_bytes=settings.box_max_bytes,
        seconds=settings.box_seconds,
        children=children,
        caps=caps_of(settings),
        niceness=niceness,
        scratch_dir=settings.scratch_dir,
        warm=warm,
    ) as box:
        with closing(Fetched(settings.scratch_dir)) as fetched:
            yield Resources(
                settings=settings,
                vault=open_vault(settings.store_url, settings.store_timeout_seconds),
                box=box,
                cipher=NissCipher.of(settings),
                fetched=fetched,
            )
