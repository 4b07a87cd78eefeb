"""Let packages go whose time is over: their bytes from the store, then what their rows say of them."""

from datetime import timedelta

from dossier import clock
from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.events import ExportExpired
from dossier.exports.make import TOPIC
from dossier.outbox.publish import publish, tell
from dossier.storage.keys import exports_prefix
from dossier.storage.vault import Vault


async def let_go(vault: Vault, actor: Actor, keep_seconds: int) -> None:
    """Delete every piece that is so old, also those that a killed worker left behind. Raises StoreUnavailable.

    A piece is younger than its package's beginning, from which its time is counted: none goes too early.
    """
    oldest = clock.now() - timedelta(seconds=keep_seconds)
    async with transaction(actor) as tx:  # where the time that packages are kept was shortened since
        await tx.run("UPDATE exports SET expires_at = $1 WHERE expires_at > $1 AND begun_at < $2", clock.now(), oldest)
    async for blob in vault.list(exports_prefix(actor.centre_id)):
        if blob.modified_at < oldest:
            await vault.delete(blob.key)
    async with transaction(actor) as tx:
        gone = await tx.rows(
            """DELETE FROM export_pieces p USING exports e
               WHERE e.id = p.export_id AND e.expires_at < $1 RETURNING p.export_id""",
            clock.now(),
        )
        for export_id in sorted({row["export_id"] for row in gone}):
            await publish(tx, ExportExpired(record_id=export_id))
            await tell(tx, TOPIC)
