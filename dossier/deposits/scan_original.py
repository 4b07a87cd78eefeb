"""Scan an original: the antivirus looks at a file, and what it says is written down. It never holds a citizen up."""

from uuid import UUID

import structlog

from dossier import clock
from dossier.antivirus.clamd import AntivirusAway, Clamd
from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.events import OriginalInfected
from dossier.outbox.publish import enqueue, publish, waits
from dossier.resources import Resources

JOB = "scan_original"
WAITING_AT_ONCE = 50
"""How many files a round asks for anew: the rest has its turn in the next."""

log = structlog.get_logger()


async def scan_original(resources: Resources, actor: Actor, original_id: UUID) -> None:
    """Have an unscanned original looked at; without an antivirus, or when it is away, the original stays unscanned.

    Raises BytesMissing and StoreUnavailable.
    """
    clamd = clamd_of(resources)
    if clamd is None:
        return
    async with transaction(actor) as tx:
        key = await tx.value("SELECT vault_key FROM originals WHERE id = $1 AND scan = 'unscanned'", original_id)
    if key is None:
        return
    try:
        found = await clamd.scan(resources.vault.stream(key))
    except AntivirusAway as error:
        log.warning("scan_put_off", original=str(original_id), answer=error.facts["answer"])
        return
    async with transaction(actor) as tx:
        deposit_id = await tx.value(
            """UPDATE originals SET scan = $2, scan_found = $3, scanned_at = $4
               WHERE id = $1 AND scan = 'unscanned' RETURNING deposit_id""",
            original_id,
            "infected" if found else "clean",
            found,
            clock.now(),
        )
        if deposit_id is not None and found:
            await publish(tx, OriginalInfected(record_id=original_id, deposit_id=deposit_id))


async def scan_waiting(resources: Resources, actor: Actor) -> int:
    """Put the oldest unscanned originals back into the queue while the antivirus answers; return how many."""
    clamd = clamd_of(resources)
    if clamd is None:
        return 0
    try:
        await clamd.ping()
    except AntivirusAway as error:
        log.warning("antivirus_away", answer=error.facts["answer"])
        return 0
    async with transaction(actor) as tx:
        rows = await tx.rows(
            "SELECT id FROM originals WHERE scan = 'unscanned' ORDER BY added_at LIMIT $1", WAITING_AT_ONCE
        )
        again = [each["id"] for each in rows if not await waits(tx, JOB, each["id"])]
        await enqueue(tx, JOB, again)
    return len(again)


def clamd_of(resources: Resources) -> Clamd | None:
    """Return the antivirus that the settings name, None without one."""
    settings = resources.settings
    return Clamd(settings.clamd_address, settings.clamd_timeout_seconds) if settings.clamd_address else None
