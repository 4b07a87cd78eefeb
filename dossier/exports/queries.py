"""Packages as the auditor's list shows them, and one that is ready, to be handed out."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from dossier import clock
from dossier.audit.role import check_auditor
from dossier.audit.search import file_of
from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.errors import Missing
from dossier.events import ExportDownloaded
from dossier.journal.record import note_access
from dossier.outbox.publish import publish

SHOWN_AT_MOST = 50


class NoSuchExport(Missing):
    """This package is not there: it is not ready yet, or its time is over. Ask for a new one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Export:
    """A package that was asked for."""

    id: UUID
    name: str  # of the person
    file_number: str | None
    asked_at: datetime
    asked_by: str
    reason: str
    begun_at: datetime | None
    files_total: int | None
    files_done: int
    ready_at: datetime | None
    expires_at: datetime | None
    size_bytes: int | None
    there: bool  # ready, and not gone yet


@dataclass(frozen=True, slots=True, kw_only=True)
class Package:
    """A package in the store."""

    vault_keys: tuple[str, ...]  # of its pieces, in their order
    size_bytes: int
    file_name: str  # of whom it tells is nobody's business who sees the name


_EXPORTS = f"""SELECT e.id, b.last_name || ' ' || b.first_name AS name, {file_of("e.beneficiary_id")} AS file_number,
                      e.asked_at, s.first_name || ' ' || s.last_name AS asked_by, e.reason, e.begun_at, e.files_total,
                      e.files_done, e.ready_at, e.expires_at, e.size_bytes,
                      coalesce(e.ready_at IS NOT NULL AND e.expires_at > $1, false) AS there
               FROM exports e JOIN beneficiaries b ON b.id = e.beneficiary_id JOIN staff_members s ON s.id = e.asked_by
               ORDER BY e.asked_at DESC, e.id DESC LIMIT {SHOWN_AT_MOST}"""


async def exports(actor: Actor) -> tuple[Export, ...]:
    """Return the packages that were asked for, the newest first. Raises AuditorOnly."""
    check_auditor(actor)
    async with transaction(actor) as tx:
        rows = await tx.rows(_EXPORTS, clock.now())
    return tuple(Export(**dict(row)) for row in rows)


async def download(actor: Actor, export_id: UUID) -> Package:
    """Return where a package stands, for an auditor to have it; the download stands in journal and access log.

    Raises AuditorOnly, NoSuchExport.
    """
    check_auditor(actor)
    async with transaction(actor) as tx:
        row = await tx.row(
            """SELECT e.beneficiary_id, e.reason, e.size_bytes, e.ready_at,
                      ARRAY(SELECT vault_key FROM export_pieces WHERE export_id = e.id ORDER BY position) AS vault_keys
               FROM exports e WHERE e.id = $1 AND e.ready_at IS NOT NULL AND e.expires_at > $2""",
            export_id,
            clock.now(),
        )
        if row is None:
            raise NoSuchExport
        await note_access(tx, "download", "export", export_id, row["reason"])
        await publish(tx, ExportDownloaded(record_id=export_id, beneficiary_id=row["beneficiary_id"]))
    return Package(
        vault_keys=tuple(row["vault_keys"]),
        size_bytes=row["size_bytes"],
        file_name=f"guichet-{row['ready_at']:%Y%m%d-%H%M}.zip",
    )
