"""Broken glass whose time is over, for tests: they wait for nothing, and none of them is too slow for a short time."""

from uuid import UUID

import asyncpg

from dossier.database.actor import system
from dossier.database.engine import _beginning
from dossier.settings import Settings


async def let_time_be_over(decided: Settings, centre_id: UUID) -> None:
    """Let the time of every broken glass be over, as nobody but the tables' owner can."""
    assert decided.database_owner_url is not None
    owner = await asyncpg.connect(decided.database_owner_url.get_secret_value())
    try:
        await owner.execute(_beginning(system(centre_id), True, False))
        await owner.execute(
            """UPDATE glass_breaks SET broken_at = broken_at - interval '1 day', ends_at = now() - interval '1 second';
               COMMIT"""
        )
    finally:
        await owner.close()
