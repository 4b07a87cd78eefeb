"""Carry removals out: delete the bytes, then write down that they are gone.

No verb, but the way through two: the vault acts between their transactions. Whatever dies on the way, or is late, does
no harm: no row can name these keys any more, so that they may be deleted by anyone, at any time, any number of times.
"""

from datetime import timedelta
from uuid import UUID

import structlog

from dossier import clock
from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.events import OrphanRemoved
from dossier.outbox.publish import publish
from dossier.removals.ask import named
from dossier.resources import Resources
from dossier.storage.keys import sha256_of
from dossier.storage.vault import Vault

REMOVED_AT_ONCE = 1000
REMEMBERED_SECONDS = 30 * 24 * 3600
"""A key may be used again so long after its bytes are gone: no sender or remover that is stuck comes so late."""

log = structlog.get_logger()


async def carry_out(vault: Vault, actor: Actor, key: str) -> None:
    """Delete the bytes of a key whose removal was asked. Raises StoreUnavailable: then a round makes it good."""
    await vault.delete(key)
    await _write_down(actor, key)


async def carry_out_due(resources: Resources, actor: Actor) -> int:
    """Delete what is to go by now, the oldest REMOVED_AT_ONCE of it, and forget what went long ago; return how many.

    Raises StoreUnavailable: what was deleted until then is written down.
    """
    due = await _due(actor, resources.settings.taken_back_keep_seconds)
    for key in due:
        await carry_out(resources.vault, actor, key)
    if due:
        log.info("bytes_removed", centre=str(actor.centre_id), files=len(due))
    await _forget(actor)
    return len(due)


async def _due(actor: Actor, taken_back_keep_seconds: int) -> list[str]:
    async with transaction(actor) as tx:
        # A row that names such a key cannot be; should one be all the same, its bytes stay.
        rows = await tx.rows(
            f"""SELECT vault_key FROM removals
                WHERE removed_at IS NULL AND (reason <> 'taken_back' OR asked_at <= $1)
                  AND NOT {named("removals.vault_key")}
                ORDER BY asked_at, vault_key LIMIT {REMOVED_AT_ONCE}""",
            clock.now() - timedelta(seconds=taken_back_keep_seconds),
        )
    return [row["vault_key"] for row in rows]


async def _write_down(actor: Actor, key: str) -> None:
    """Close the removal, and the finding of the orphan that it was, with its event."""
    async with transaction(actor) as tx:
        now = clock.now()
        orphan = await tx.row(
            """UPDATE reconcile_findings SET gone_at = $2
               WHERE vault_key = $1 AND gone_at IS NULL AND removed_by IS NOT NULL
               RETURNING id, actual_bytes, removed_by""",
            key,
            now,
        )
        await tx.run("UPDATE removals SET removed_at = $2 WHERE vault_key = $1 AND removed_at IS NULL", key, now)
        if orphan is not None:
            asked_by: UUID = orphan["removed_by"]
            await publish(
                tx,
                OrphanRemoved(
                    record_id=orphan["id"],
                    sha256=sha256_of(key),
                    size_bytes=orphan["actual_bytes"],
                    asked_by=asked_by,
                ),
            )


async def _forget(actor: Actor) -> None:
    """Forget keys that went long ago; what a depositor took back, never while the deposit is open."""
    async with transaction(actor) as tx:
        await tx.run(
            """DELETE FROM removals r WHERE removed_at <= $1
               AND NOT EXISTS (SELECT FROM deposits d WHERE d.id = r.deposit_id AND d.state = 'open')""",
            clock.now() - timedelta(seconds=REMEMBERED_SECONDS),
        )
