"""Brings the demo's database up to date and fills it, and remembers that, so that a warm start loads none of it."""

import asyncio
import hashlib
from collections.abc import Callable
from pathlib import Path

from dossier.database.embedded import APP, Cluster
from dossier.settings import Settings

_MIGRATIONS = Path(__file__).parents[1] / "migrations"


def fill(cluster: Cluster, decided: Settings, say: Callable[[str], None]) -> None:
    """Migrate and seed, unless this was done to the end with these very migrations."""
    note = cluster.place.folder / "filled"
    present = _fingerprint(_MIGRATIONS)
    if note.exists() and note.read_text() == present:
        return
    asyncio.run(_migrate_and_seed(cluster.owner_url(), decided, say))
    note.write_text(present)


async def _migrate_and_seed(owner_url: str, decided: Settings, say: Callable[[str], None]) -> None:
    from demo.seed import seed
    from dossier.database.migrate import migrate

    await migrate(owner_url, APP)
    await seed(decided, say)


async def has_training(decided: Settings) -> bool:
    """Tell whether the demo's training centre is there, and filled."""
    from dossier.database.engine import pool
    from dossier.people.queries import centre_id_of
    from dossier.training.centres import is_ready, training_centre_of

    async with pool(decided.database_url.get_secret_value(), size=1):
        found = await training_centre_of(await centre_id_of(decided.centre_code))
        return found is not None and await is_ready(found)


def _fingerprint(folder: Path) -> str:
    """Return a SHA-256 that changes with any file of a folder."""
    seen = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.suffix in {".py", ".sql"}:
            seen.update(f"{path.relative_to(folder)}\n".encode() + path.read_bytes())
    return seen.hexdigest()
