"""Remove orphans: an administrator has bytes deleted to which no row belongs. Nothing else here deletes a record's."""

from contextlib import suppress
from datetime import datetime
from uuid import UUID

from dossier import clock
from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.errors import Conflict
from dossier.events import OrphanRemoved
from dossier.outbox.publish import publish
from dossier.people.devices import check_administrator
from dossier.reconcile.queries import NoSuchFinding
from dossier.resources import Resources

REMOVED_AT_ONCE = 500


class NoOrphanAnyMore(Conflict):
    """These bytes belong to a record by now. Nothing was removed."""


async def remove_orphan(resources: Resources, actor: Actor, finding_id: UUID) -> None:
    """Write the removal down, then delete the bytes; should that fail, the next check finds them again.

    Whoever sends the same original at this very moment is told to send it again, since no receipt is given before
    the bytes were read back. Raises AdministratorOnly, NoSuchFinding, NoOrphanAnyMore, StoreUnavailable.
    """
    check_administrator(actor)
    await resources.vault.delete(await _write_down(actor, finding_id))


async def remove_orphans(resources: Resources, actor: Actor, found_until: datetime) -> int:
    """Remove the orphans that were found up to a moment, each as if it were alone, the oldest REMOVED_AT_ONCE of them.

    Those that have gone or found their record meanwhile are passed over. Returns how many were removed. Raises
    AdministratorOnly and StoreUnavailable.
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
            await resources.vault.delete(await _write_down(actor, each["id"]))
            removed += 1
    return removed


async def _write_down(actor: Actor, finding_id: UUID) -> str:
    """Close the finding with its event, and return the key that may be deleted now."""
    async with transaction(actor) as tx:
        found = await tx.row(
            """UPDATE reconcile_findings SET gone_at = $2, removed_by = $3
               WHERE id = $1 AND kind = 'orphan' AND gone_at IS NULL RETURNING vault_key, actual_bytes""",
            finding_id,
            clock.now(),
            actor.staff_id,
        )
        if found is None:
            raise NoSuchFinding
        key: str = found["vault_key"]
        if await tx.value(
            "SELECT EXISTS (SELECT FROM originals WHERE vault_key = $1) "
            "OR EXISTS (SELECT FROM renditions WHERE vault_key = $1)",
            key,
        ):
            raise NoOrphanAnyMore
        await publish(
            tx,
            OrphanRemoved(record_id=finding_id, sha256=key.rpartition("/")[2], size_bytes=found["actual_bytes"]),
        )
    return key
