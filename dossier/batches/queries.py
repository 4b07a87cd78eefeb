"""What the scan section sees: the batches of the day and those that wait, and one batch, sheet by sheet."""

import tempfile
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import UUID

from dossier import clock
from dossier.batches.close import UNSETTLED
from dossier.batches.counting import SCANNED, disagreement
from dossier.batches.errors import BatchFileGone, NoSuchBatch, NoSuchSheet
from dossier.batches.section import check_scans
from dossier.batches.sheet_kinds import SheetKind
from dossier.counter.count_sheets import SheetsDiffer
from dossier.database.actor import Actor
from dossier.database.engine import Record, Transaction, transaction
from dossier.journal.record import note_access
from dossier.lifecycle import BatchState
from dossier.resources import Resources


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchRow:
    """A batch, in figures."""

    id: UUID
    state: BatchState
    source: str
    taken_at: datetime
    problem: str  # why its file was refused, as a code
    sheet_count: int
    read_count: int  # sheets that were looked at
    filed_count: int  # sheets in documents that are received
    on_the_way_count: int  # sheets in documents that are being made
    blank_count: int
    separator_count: int
    aside_count: int  # set aside for other reasons
    waiting_count: int  # sheets that a person has to look at
    document_count: int
    deposit_count: int
    differs: SheetsDiffer | None  # how many were counted in hand, where that is not what was scanned and not settled
    is_kept: bool  # its file is still there
    paper_file_id: UUID | None  # the social file of which it is a stack; None: it is post
    paper_file_number: str | None

    @property
    def is_moving(self) -> bool:
        """Tell whether the worker is at it."""
        return self.state is BatchState.READING or self.on_the_way_count > 0

    @property
    def needs_person(self) -> bool:
        """Tell whether it goes no further without a person."""
        return self.waiting_count > 0 or self.differs is not None or self.state is BatchState.REFUSED


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetView:
    """A sheet that waits, or is set aside."""

    number: int
    kind: SheetKind
    problem: str
    reason: str | None
    by_person: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchDocument:
    """A document of a batch."""

    id: UUID
    numbers: tuple[int, ...]
    receipt_number: str | None  # once its deposit is received
    first_of_deposit: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchView:
    """A batch, sheet by sheet."""

    row: BatchRow
    waiting: tuple[SheetView, ...]
    aside: tuple[SheetView, ...]
    documents: tuple[BatchDocument, ...]


_ROW = f"""SELECT b.id, b.state, b.source, b.taken_at, b.problem, b.sheet_count, b.typed_count, b.both_sides,
        b.count_settled_at, b.vault_key IS NOT NULL AS is_kept, paper.id AS paper_file_id,
        paper.number AS paper_file_number, {SCANNED} AS scanned, n.*
    FROM batches b LEFT JOIN backfile_parts part ON part.id = b.backfile_part_id
    LEFT JOIN social_files paper ON paper.id = part.social_file_id CROSS JOIN LATERAL (
        SELECT count(*) FILTER (WHERE s.kind <> 'unread') AS read_count,
               count(*) FILTER (WHERE p.handed_at IS NOT NULL) AS filed_count,
               count(*) FILTER (WHERE p.handed_at IS NULL AND s.document_id IS NOT NULL) AS on_the_way_count,
               count(*) FILTER (WHERE s.reason = 'blank') AS blank_count,
               count(*) FILTER (WHERE s.reason = 'separator') AS separator_count,
               count(*) FILTER (WHERE s.reason IN ('scanned_again', 'not_needed')) AS aside_count,
               count(*) FILTER (WHERE s.kind <> 'unread' AND s.document_id IS NULL AND {UNSETTLED}) AS unplaced_count,
               count(DISTINCT s.document_id) AS document_count,
               count(DISTINCT d.deposit_id) AS deposit_count
        FROM scanned_sheets s LEFT JOIN batch_documents d ON d.document_id = s.document_id
        LEFT JOIN batch_deposits p ON p.deposit_id = d.deposit_id WHERE s.batch_id = b.id) n"""


async def todays_batches(actor: Actor) -> list[BatchRow]:
    """Return the batches that came in today and the older ones that wait, the last first. Raises NotTheScanSection."""
    check_scans(actor)
    async with transaction(actor) as tx:
        rows = await tx.rows(
            f"{_ROW} WHERE b.taken_at >= $1 OR b.state <> 'closed' ORDER BY b.taken_at DESC, b.id", clock.midnight()
        )
    return [_row(each) for each in rows]


async def batch(actor: Actor, batch_id: UUID) -> BatchView:
    """Return one batch. Raises NotTheScanSection, NoSuchBatch."""
    check_scans(actor)
    async with transaction(actor) as tx:
        row = await tx.row(f"{_ROW} WHERE b.id = $1", batch_id)
        if row is None:
            raise NoSuchBatch
        loose = await tx.rows(
            """SELECT number, kind, problem, reason, set_aside_by IS NOT NULL AS by_person FROM scanned_sheets
               WHERE batch_id = $1 AND document_id IS NULL AND kind <> 'unread' ORDER BY number""",
            batch_id,
        )
        documents = await _documents(tx, batch_id)
    sheets = [SheetView(**{**each, "kind": SheetKind(each["kind"])}) for each in loose]
    is_split = row["state"] != BatchState.READING
    return BatchView(
        row=_row(row),
        waiting=tuple(each for each in sheets if each.reason is None and is_split),
        aside=tuple(each for each in sheets if each.reason is not None),
        documents=documents,
    )


async def sheet_picture(resources: Resources, actor: Actor, batch_id: UUID, number: int) -> bytes:
    """Return a sheet's picture, as JPEG, and write the look into the access log.

    Raises NotTheScanSection, NoSuchBatch, BatchFileGone, NoSuchSheet, and a leaf of Refused where it has none.
    """
    check_scans(actor)
    async with transaction(actor) as tx:
        row = await tx.row("SELECT vault_key, sheet_count FROM batches WHERE id = $1", batch_id)
        if row is None:
            raise NoSuchBatch
        if row["vault_key"] is None:
            raise BatchFileGone
        if not 0 < number <= row["sheet_count"]:
            raise NoSuchSheet
        await note_access(tx, "view", "batch", batch_id, "waiting")
    settings = resources.settings
    settings.scratch_dir.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=settings.scratch_dir, prefix="sheet-") as folder:
        picture = Path(folder) / "sheet.jpg"
        async with resources.fetched.file(resources.vault, row["vault_key"], again=True) as file:
            await resources.box.show_sheet(file, number - 1, picture, settings.batch_sheets_max)
        return picture.read_bytes()


async def _documents(tx: Transaction, batch_id: UUID) -> tuple[BatchDocument, ...]:
    rows = await tx.rows(
        """SELECT d.document_id AS id, d.deposit_id, array_agg(s.number ORDER BY s.number) AS numbers,
                  (SELECT r.number FROM receipts r WHERE r.deposit_id = d.deposit_id) AS receipt_number
           FROM scanned_sheets s JOIN batch_documents d ON d.document_id = s.document_id
           WHERE s.batch_id = $1 GROUP BY d.document_id ORDER BY min(s.number)""",
        batch_id,
    )
    seen: set[UUID] = set()
    documents = []
    for row in rows:
        documents.append(
            BatchDocument(
                id=row["id"],
                numbers=tuple(row["numbers"]),
                receipt_number=row["receipt_number"],
                first_of_deposit=row["deposit_id"] not in seen,
            )
        )
        seen.add(row["deposit_id"])
    return tuple(documents)


def _row(row: Record) -> BatchRow:
    names = [each for each in BatchRow.__dataclass_fields__ if each not in {"state", "differs", "waiting_count"}]
    is_read = row["state"] not in {BatchState.READING, BatchState.REFUSED}
    settled = row["count_settled_at"] is not None or not is_read
    return BatchRow(
        **{name: row[name] for name in names},
        state=BatchState(row["state"]),
        waiting_count=row["unplaced_count"] if is_read else 0,
        differs=None if settled else disagreement(row),
    )
