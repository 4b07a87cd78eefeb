"""Questions about second looks: what waits for the one who acts, and one of them with the pages to read."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from dossier import clock
from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.deposits.queries import PageView
from dossier.documents.profile import Profile
from dossier.documents.review import pages_in
from dossier.journal.record import note_access
from dossier.people.access import check_decides
from dossier.second_looks.held import OPEN, hold_look

LISTED_AT_MOST = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingLook:
    """One document that waits. What it was filed as, and by whom, is not told: it would be read into the paper."""

    id: UUID
    receipt_number: str
    circuit: str
    filed_at: datetime
    drops_at: datetime
    page_count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingLooks:
    """What waits for the one who acts, the one that is dropped first before the others."""

    rows: tuple[WaitingLook, ...]
    count: int  # of all, listed or not


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedLook:
    """A document to be read with one's own eyes."""

    id: UUID
    document_id: UUID
    receipt_number: str
    circuit: str
    captured_at: datetime
    filed_at: datetime
    drops_at: datetime
    pages: tuple[PageView, ...]
    reading: "Reading | None"  # what the actor said that they read; None: they have not read it yet


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What the actor read, and what they are shown after that: what was filed."""

    type_id: UUID
    beneficiary_id: UUID | None
    filed: Profile  # its type is the version that holds now


async def waiting_looks(actor: Actor) -> WaitingLooks:
    """Return what waits for a second look of the actor's. Raises NotYourWork."""
    check_decides(actor)
    async with transaction(actor) as tx:
        rows = await tx.rows(
            f"""SELECT l.id, r.number AS receipt_number, l.circuit, l.filed_at, l.drops_at,
                       (SELECT count(*) FROM document_pages p WHERE p.document_id = d.id) AS page_count,
                       count(*) OVER () AS all_count
                FROM second_looks l JOIN documents d ON d.id = l.document_id
                JOIN receipts r ON r.deposit_id = d.deposit_id
                WHERE {OPEN} ORDER BY l.drops_at, l.id LIMIT {LISTED_AT_MOST}""",
            clock.now(),
        )
    return WaitingLooks(
        rows=tuple(WaitingLook(**{k: v for k, v in row.items() if k != "all_count"}) for row in rows),
        count=rows[0]["all_count"] if rows else 0,
    )


async def next_look(actor: Actor) -> UUID | None:
    """Return the look that is dropped first, among those that nobody has begun to read. Raises NotYourWork."""
    check_decides(actor)
    async with transaction(actor) as tx:
        found: UUID | None = await tx.value(
            f"""SELECT l.id FROM second_looks l JOIN documents d ON d.id = l.document_id
                WHERE {OPEN} ORDER BY l.read_by IS NOT NULL, l.drops_at, l.id LIMIT 1""",
            clock.now(),
        )
    return found


async def opened_look(actor: Actor, look_id: UUID) -> OpenedLook:
    """Return a document to look at, and write the look at its content into the access log.

    Raises NotYourWork, NoSuchSecondLook.
    """
    check_decides(actor)
    async with transaction(actor) as tx:
        look = await hold_look(tx, look_id)
        row = await tx.row(
            """SELECT r.number AS receipt_number, l.circuit, d.captured_at, l.filed_at, l.drops_at
               FROM second_looks l JOIN documents d ON d.id = l.document_id
               JOIN receipts r ON r.deposit_id = d.deposit_id WHERE l.id = $1""",
            look_id,
        )
        assert row is not None
        pages = await pages_in(tx, look.found.id)
        await note_access(tx, "view", "document", look.found.id, look.found.ground)
    read = look.read_type_id if look.read_by == actor.staff_id else None
    return OpenedLook(
        **dict(row),
        id=look_id,
        document_id=look.found.id,
        pages=pages,
        reading=Reading(type_id=read, beneficiary_id=look.read_beneficiary_id, filed=look.filed_now) if read else None,
    )
