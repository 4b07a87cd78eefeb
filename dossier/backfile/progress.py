"""How far paper files are scanned: of the centre, of one file, of each of its parts. Counts alone: no page is read."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from dossier.backfile.access import check_backfile
from dossier.backfile.count_part import Part
from dossier.backfile.counting import SCANNED
from dossier.database.actor import Actor
from dossier.database.engine import Record, transaction
from dossier.ids import read_number
from dossier.people.access import check_decides
from dossier.people.roles import SEES_ALL_WAITING

SHOWN_AT_MOST = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class PartProgress:
    """A part, and what is scanned of it."""

    id: UUID
    part: Part
    sheet_count: int  # counted in hand
    scanned_count: int  # sheets of its stacks, as these were counted, without separators
    open_batch_ids: tuple[UUID, ...]  # stacks that are being read, or need a person
    document_count: int
    decided_count: int  # documents that are filed or refused
    ended_at: datetime | None
    ended_name: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FileProgress:
    """A file, and what is scanned of its paper."""

    social_file_id: UUID
    number: str
    department_code: str
    opened_on: date
    digital_since: date | None
    parts: tuple[PartProgress, ...]

    @property
    def sheet_count(self) -> int:
        """Return how many sheets were counted."""
        return sum(each.sheet_count for each in self.parts)

    @property
    def scanned_count(self) -> int:
        """Return how many of them are scanned: no part counts for more than it has."""
        return sum(min(each.scanned_count, each.sheet_count) for each in self.parts)

    @property
    def ended_count(self) -> int:
        """Return how many parts are scanned whole."""
        return sum(each.ended_at is not None for each in self.parts)

    @property
    def is_scanned(self) -> bool:
        """Tell whether no part waits."""
        return self.ended_count == len(self.parts)

    @property
    def has_new_paper(self) -> bool:
        """Tell whether sheets were found, or a part was counted, after its day was set: paper waits once more."""
        return self.digital_since is not None and not self.is_scanned

    @property
    def waiting_count(self) -> int:
        """Return how many documents wait for a decision."""
        return sum(each.document_count - each.decided_count for each in self.parts)


@dataclass(frozen=True, slots=True, kw_only=True)
class CentreProgress:
    """The paper files that are being scanned: those under way first."""

    files: tuple[FileProgress, ...]
    open_count: int  # open files of the centre
    digital_count: int  # of these, digital only by today

    @property
    def sheet_count(self) -> int:
        """Return how many sheets were counted in all files shown."""
        return sum(each.sheet_count for each in self.files)

    @property
    def scanned_count(self) -> int:
        """Return how many of them are scanned."""
        return sum(each.scanned_count for each in self.files)


_FILES = f"""SELECT f.id AS social_file_id, f.number, d.code AS department_code, f.opened_on, f.digital_since
             FROM social_files f JOIN departments d ON d.id = f.department_id
             WHERE f.id = ANY($1) AND NOT f.id = ANY (kin_files())
             ORDER BY (SELECT bool_and(p.ended_at IS NOT NULL) FROM backfile_parts p WHERE p.social_file_id = f.id),
                      f.number LIMIT {SHOWN_AT_MOST}"""
_PARTS = f"""SELECT p.social_file_id, p.id, p.part, p.sheet_count, p.ended_at,
                   w.first_name || ' ' || w.last_name AS ended_name, stacks.*, made.*
            FROM backfile_parts p LEFT JOIN staff_members w ON w.id = p.ended_by
            CROSS JOIN LATERAL (
                SELECT {SCANNED} AS scanned_count,
                       coalesce(array_agg(b.id ORDER BY b.taken_at) FILTER (WHERE b.state <> 'closed'), '{{}}')
                           AS open_batch_ids
                FROM batches b WHERE b.backfile_part_id = p.id) stacks
            CROSS JOIN LATERAL (
                SELECT count(*) AS document_count,
                       count(*) FILTER (WHERE d.state NOT IN ('captured', 'profiled', 'second_reading'))
                           AS decided_count
                FROM batches b JOIN batch_deposits h ON h.batch_id = b.id
                JOIN documents d ON d.deposit_id = h.deposit_id
                WHERE b.backfile_part_id = p.id AND d.state <> 'emptied') made
            WHERE p.social_file_id = ANY($1)
            ORDER BY array_position(ARRAY['social', 'litigation', 'debt', 'housing', 'medical', 'administrative',
                                          'other'], p.part)"""


async def centre_progress(actor: Actor, today: date) -> CentreProgress:
    """Return the files of which a part was counted: the scan section sees all, others those of their department.

    Raises NotYourWork.
    """
    check_decides(actor)
    sees_all = bool(actor.roles & SEES_ALL_WAITING)
    async with transaction(actor, whole_centre=True) as tx:
        found = await tx.rows(
            """SELECT DISTINCT f.id FROM backfile_parts p JOIN social_files f ON f.id = p.social_file_id
               WHERE $1 OR f.department_id = $2 OR f.social_worker_id = $3""",
            sees_all,
            actor.department_id,
            actor.staff_id,
        )
        counts = await tx.row(
            """SELECT count(*) AS open_count, count(*) FILTER (WHERE digital_since <= $1) AS digital_count
               FROM social_files WHERE status = 'open'""",
            today,
        )
        ids = [row["id"] for row in found]
        files, parts = await tx.rows(_FILES, ids), await tx.rows(_PARTS, ids)
    assert counts is not None
    return CentreProgress(files=_files(files, parts), **dict(counts))


async def file_progress(actor: Actor, social_file_id: UUID) -> FileProgress:
    """Return how far a file is scanned. Raises what `check_backfile` raises."""
    async with transaction(actor) as tx:
        await check_backfile(tx, social_file_id)
    async with transaction(actor, whole_centre=True) as tx:
        files, parts = await tx.rows(_FILES, [social_file_id]), await tx.rows(_PARTS, [social_file_id])
    (found,) = _files(files, parts)
    return found


async def file_of_number(actor: Actor, typed: str) -> UUID | None:
    """Return the file of a number, as it was typed; None for none. Raises NotYourWork."""
    check_decides(actor)
    number = read_number(typed)
    if number is None:
        return None
    async with transaction(actor) as tx:
        found: UUID | None = await tx.value("SELECT id FROM social_files WHERE number = $1", number)
    return found


def _files(files: list[Record], parts: list[Record]) -> tuple[FileProgress, ...]:
    of_file: dict[UUID, list[PartProgress]] = {}
    for row in parts:
        facts = {**row, "part": Part(row["part"]), "open_batch_ids": tuple(row["open_batch_ids"])}
        of_file.setdefault(facts.pop("social_file_id"), []).append(PartProgress(**facts))
    return tuple(FileProgress(**dict(row), parts=tuple(of_file.get(row["social_file_id"], ()))) for row in files)
