"""Which centre trains the staff of another one, and whether a centre is such a one."""

from uuid import UUID

from dossier.database.actor import system
from dossier.database.engine import connection, transaction

_KNOWN: dict[UUID, bool] = {}
"""By centre; it stays what it is, the database says so."""


async def training_centre_of(centre_id: UUID) -> UUID | None:
    """Return the centre in which the staff of a centre learn; None where there is none."""
    async with connection() as lent:
        found: UUID | None = await lent.fetchval("SELECT training_centre_of($1)", centre_id)
    return found


async def is_ready(training_id: UUID) -> bool:
    """Tell whether a training centre is filled: its practice papers come last."""
    async with transaction(system(training_id)) as tx:
        ready: bool = await tx.value("SELECT EXISTS (SELECT FROM training_papers)")
    return ready


async def is_training(centre_id: UUID) -> bool:
    """Tell whether a centre is there to learn in."""
    if centre_id not in _KNOWN:
        async with connection() as lent:
            _KNOWN[centre_id] = await lent.fetchval("SELECT is_training($1)", centre_id)
    return _KNOWN[centre_id]
