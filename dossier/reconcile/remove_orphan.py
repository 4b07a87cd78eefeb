"""Remove orphans: an administrator has bytes deleted to which no row belongs.

No verb, but the way through two: what was asked is committed before the vault deletes, and the finding closes, with its
event, only when the bytes are gone. Whoever sends the same original meanwhile has it kept under a spare key.
"""

from contextlib import suppress
from datetime import datetime
from uuid import UUID

from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.errors import Conflict
from dossier.people.devices import check_administrator
from dossier.reconcile.queries import NoSuchFinding
from dossier.removals.ask import Reason, ask_removal
from dossier.removals.carry_out import carry_out
from dossier.resources import Resources

REMOVED_AT_ONCE = 500


class NoOrphanAnyMore(Conflict):
    """These bytes belong to a record by now. Nothing was removed."""


async def remove_orphan(resources: Resources, actor: Actor, finding_id: UUID) -> None:
    """Remove one orphan. Raises AdministratorOnly, NoSuchFinding, NoOrphanAnyMore.

    Raises StoreUnavailable when its bytes are still there: the finding stays until a round of the worker has made it
    good.
    """
    check_administrator(actor)
    await carry_out(resources.vault, actor, await _ask(actor, finding_id))


async def remove_orphans(resources: Resources, actor: Actor, found_until: datetime) -> int:
    """Remove the orphans that were found up to a moment, each as if it were alone, the oldest REMOVED_AT_ONCE of them.

    Those that have gone or found their record meanwhile are passed over. Returns how many were removed. Raises
    AdministratorOnly, and StoreUnavailable at the first that cannot be: those before it are gone, those after it are as
    they were.
    """
    check_administrator(actor)
    async with transaction(actor) as tx:
        found = await tx.rows(
            f"""SELECT id FROM reconcile_findings WHERE kind = 'orphan' AND gone_at IS NULL AND found_at <= $1
                ORDER BY found_at, id LIMIT {REMOVED_AT_ONCE}""",
            found_until,
        )
    removed = 0
    for each in found:
        with suppress(NoSuchFinding, NoOrphanAnyMore):
            await carry_out(resources.vault, actor, await _ask(actor, each["id"]))
            removed += 1
    return removed


async def _ask(actor: Actor, finding_id: UUID) -> str:
    """Write down who has an orphan removed, and return its key, which no row can name from here on."""
    async with transaction(actor, whole_centre=True) as tx:  # a row out of the actor's sight names its key too
        key: str | None = await tx.value(
            """UPDATE reconcile_findings SET removed_by = coalesce(removed_by, $2)
               WHERE id = $1 AND kind = 'orphan' AND gone_at IS NULL RETURNING vault_key""",
            finding_id,
            actor.staff_id,
        )
        if key is None:
            raise NoSuchFinding
        if key not in await ask_removal(tx, [key], Reason.ORPHAN):
            raise NoOrphanAnyMore
    return key
