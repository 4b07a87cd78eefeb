"""Orphans for tests: bytes in the store that no row names, found by a check; and what the store holds after all."""

from datetime import timedelta
from uuid import UUID

from dossier import clock
from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.reconcile import findings
from dossier.reconcile.ask import begin
from dossier.reconcile.values import Kind, Suspect
from dossier.reconcile.walk import walk
from dossier.removals.carry_out import carry_out_due
from dossier.resources import Resources
from dossier.storage.vault import digest


async def found(actor: Actor, key: str, size_bytes: int) -> UUID | None:
    """Write an orphan down as a check does; return its finding, None where it is none."""
    async with transaction(actor) as tx:
        run_id = await tx.value("SELECT id FROM reconcile_runs LIMIT 1")
    if run_id is None:
        run_id = await begin(actor, deep=False)
    async with transaction(actor) as tx:
        if not await findings.note(tx, run_id, Suspect(vault_key=key, kind=Kind.ORPHAN, actual_bytes=size_bytes)):
            return None
        finding_id: UUID = await tx.value(
            "SELECT id FROM reconcile_findings WHERE vault_key = $1 AND gone_at IS NULL", key
        )
    return finding_id


async def swept(resources: Resources, actor: Actor) -> None:
    """Have the rounds finish what was left: remove what is due, check the store, remove what came back."""
    with clock.moved(timedelta(days=2)):
        await carry_out_due(resources, actor)
        async with transaction(actor) as tx:
            await tx.run("UPDATE reconcile_runs SET finished_at = now() WHERE finished_at IS NULL")
        await walk(resources, actor, await begin(actor, deep=False))
        await carry_out_due(resources, actor)


async def bytes_without_rows(resources: Resources, actor: Actor) -> set[str]:
    """Return the keys of a centre's part of the store that no row names."""
    return {each.key async for each in resources.vault.list(str(actor.centre_id))} - set(await named_keys(actor))


async def rows_without_bytes(resources: Resources, actor: Actor) -> list[str]:
    """Return the keys that rows name and whose bytes are not there as they should be. Raises BytesMissing."""
    keys = await named_keys(actor)
    return [key for key, sha256 in keys.items() if await digest(resources.vault, key) != sha256]


async def named_keys(actor: Actor) -> dict[str, str]:
    """Return every key that a row names, with the hash of its bytes."""
    async with transaction(actor) as tx:
        rows = await tx.rows("SELECT vault_key, sha256 FROM originals UNION SELECT vault_key, sha256 FROM renditions")
    return {row["vault_key"]: row["sha256"] for row in rows}
