"""Ask a scanner to read what lies in its feeder; and tell how the last scans went."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from dossier import clock
from dossier.batches.errors import NoSuchScanner
from dossier.batches.section import CIRCUIT, check_scans
from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.events import ScanAsked
from dossier.ids import new_id
from dossier.outbox.publish import publish
from dossier.phases.queries import check_own_circuit
from dossier.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class ScanView:
    """A scan that is under way, or went wrong."""

    id: UUID
    scanner: str
    asked_at: datetime
    problem: str  # as a code; empty: it is under way


async def ask_scan(
    settings: Settings, actor: Actor, scanner: str, *, both_sides: bool, typed_count: int | None
) -> UUID:
    """Have a scanner read a stack; return the scan.

    Raises NotTheScanSection, NoSuchScanner, and before post is on for their team CircuitLater and CircuitForPilots.
    """
    check_scans(actor)
    if scanner not in settings.batch_scanners:
        raise NoSuchScanner
    scan_id = new_id()
    async with transaction(actor) as tx:
        await check_own_circuit(tx, CIRCUIT)
        await tx.run(
            """INSERT INTO batch_scans (id, centre_id, scanner, both_sides, typed_count, asked_by, asked_at)
               VALUES ($1, $2, $3, $4, $5, $6, $7)""",
            scan_id,
            actor.centre_id,
            scanner,
            both_sides,
            typed_count,
            actor.staff_id,
            clock.now(),
        )
        await publish(tx, ScanAsked(record_id=scan_id))
    return scan_id


async def last_scans(actor: Actor) -> list[ScanView]:
    """Return, of each scanner, its last scan of today that gave no batch. Raises NotTheScanSection."""
    check_scans(actor)
    async with transaction(actor) as tx:
        rows = await tx.rows(
            """SELECT id, scanner, asked_at, problem FROM (
                   SELECT DISTINCT ON (scanner) * FROM batch_scans WHERE asked_at >= $1
                   ORDER BY scanner, asked_at DESC) last
               WHERE batch_id IS NULL ORDER BY asked_at""",
            clock.midnight(),
        )
    return [ScanView(**dict(row)) for row in rows]
