"""Questions about folders: the list that was sought, what is due, one folder with its documents."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from dossier import clock
from dossier.database.actor import Actor
from dossier.database.engine import Record, Transaction, transaction
from dossier.folders.access import KEPT_MONTHS
from dossier.folders.errors import NoSuchFolder
from dossier.folders.values import Afterwards, ends_on
from dossier.lifecycle import DocumentState, FolderState
from dossier.people.access import check_decides

SHOWN_AT_MOST = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class FolderRow:
    """A folder as a list shows it."""

    id: UUID
    department_code: str
    department_fr: str
    department_nl: str
    reference: str
    title: str
    state: FolderState
    closed_on: date | None
    kept_months: int  # after it was closed, by its own rule and those of the types in it
    afterwards: Afterwards
    document_count: int
    sees: bool  # what lies in it
    fills: bool
    manages: bool

    @property
    def last_day(self) -> date | None:
        """Return the last day on which it is kept; None while it is open."""
        return ends_on(self.closed_on, self.kept_months) if self.closed_on else None

    @property
    def is_due(self) -> bool:
        """Tell whether a person has to decide what becomes of it."""
        last_day = self.last_day
        return self.state is FolderState.CLOSED and last_day is not None and last_day < clock.today()

    def department(self, language: str) -> str:
        """Return whose it is."""
        return self.department_nl if language == "nl" else self.department_fr


@dataclass(frozen=True, slots=True, kw_only=True)
class InFolder:
    """A document in a folder."""

    id: UUID
    type_fr: str
    type_nl: str
    state: DocumentState
    document_date: date | None
    words: str
    sender: str
    reference: str
    receipt_number: str
    filed_at: datetime
    filed_name: str
    page_count: int

    def type_label(self, language: str) -> str:
        """Return what it is."""
        return self.type_nl if language == "nl" else self.type_fr


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A folder with what lies in it, the latest first."""

    row: FolderRow
    opened_name: str
    opened_at: datetime
    months: int  # its own rule
    ended_name: str | None
    ended_at: datetime | None
    reason: str
    documents: tuple[InFolder, ...]  # SHOWN_AT_MOST of them
    found_count: int  # of all that were sought


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """The folders that were sought."""

    folders: tuple[FolderRow, ...]
    count: int  # of all that were found


_FOLDER = f"""SELECT f.id, d.code AS department_code, d.label_fr AS department_fr, d.label_nl AS department_nl,
                     f.reference, f.title, f.state, f.closed_on, {KEPT_MONTHS} AS kept_months, f.afterwards,
                     coalesce(f.ended_count, (SELECT count(*) FROM documents x WHERE x.folder_id = f.id))
                         AS document_count,
                     d.id = ANY ((SELECT folder_departments('see'))::uuid[]) AS sees,
                     d.id = ANY ((SELECT folder_departments('file'))::uuid[])
                         OR (SELECT app_has_role('capture_agent')) AS fills,
                     d.id = ANY ((SELECT folder_departments('manage'))::uuid[]) AS manages"""
_PLACES = "FROM folders f JOIN departments d ON d.id = f.department_id"
# A folder is found by what stands on its cover, and by what was said of the documents in it that one may see
_SOUGHT = """($1 = '' OR strpos(fold(f.reference), fold($1)) > 0 OR strpos(fold(f.title), fold($1)) > 0
    OR EXISTS (SELECT FROM documents x WHERE x.folder_id = f.id
               AND strpos(fold(x.words || ' ' || x.sender || ' ' || x.reference), fold($1)) > 0))"""


async def folders(actor: Actor, words: str = "", *, department: str = "", due: bool = False) -> Listed:
    """Return the folders that the actor may see, or file in: the open ones first; `due`: those whose time is over.

    Raises NotYourWork.
    """
    check_decides(actor)
    async with transaction(actor) as tx:
        rows = await tx.rows(
            f"""{_FOLDER}, count(*) OVER () AS found {_PLACES}
                WHERE {_SOUGHT} AND $2 IN ('', d.code)
                  AND (NOT $3 OR f.state = 'closed' AND d.id = ANY ((SELECT folder_departments('manage'))::uuid[])
                       AND f.closed_on + make_interval(months => {KEPT_MONTHS}) < $4)
                ORDER BY array_position(ARRAY['open', 'closed', 'archived', 'destroyed'], f.state), d.code, f.reference
                LIMIT {SHOWN_AT_MOST}""",
            " ".join(words.split()),
            department,
            due,
            clock.today(),
        )
    return Listed(folders=tuple(_row(each) for each in rows), count=rows[0]["found"] if rows else 0)


async def due_count(actor: Actor) -> int:
    """Return how many folders wait for the actor to decide what becomes of them."""
    return (await folders(actor, due=True)).count


async def fillable(actor: Actor) -> tuple[FolderRow, ...]:
    """Return the open folders in which the actor may file, by department and reference. Raises NotYourWork."""
    listed = await folders(actor)
    return tuple(each for each in listed.folders if each.state is FolderState.OPEN and each.fills)


async def opened(actor: Actor, folder_id: UUID, words: str = "") -> Opened:
    """Return a folder with those of its documents in which words stand that were said of them.

    Raises NotYourWork, NoSuchFolder where the actor may not see what lies in it.
    """
    check_decides(actor)
    async with transaction(actor) as tx:
        row = await tx.row(
            f"""{_FOLDER}, f.months, f.opened_at, w.first_name || ' ' || w.last_name AS opened_name,
                       e.first_name || ' ' || e.last_name AS ended_name, f.ended_at, f.reason
                {_PLACES} JOIN staff_members w ON w.id = f.opened_by LEFT JOIN staff_members e ON e.id = f.ended_by
                WHERE f.id = $1""",
            folder_id,
        )
        if row is None or not row["sees"]:
            raise NoSuchFolder
        documents = await _documents(tx, folder_id, " ".join(words.split()))
    more = {name: row[name] for name in ("opened_name", "opened_at", "months", "ended_name", "ended_at", "reason")}
    return Opened(
        row=_row(row),
        documents=tuple(_document(each) for each in documents),
        found_count=documents[0]["found"] if documents else 0,
        **more,
    )


async def _documents(tx: Transaction, folder_id: UUID, words: str) -> list[Record]:
    return await tx.rows(
        f"""SELECT d.id, t.label_fr AS type_fr, t.label_nl AS type_nl, d.state, d.document_date, d.words, d.sender,
                  d.reference, r.number AS receipt_number, d.decided_at AS filed_at,
                  w.first_name || ' ' || w.last_name AS filed_name,
                  (SELECT count(*) FROM document_pages dp WHERE dp.document_id = d.id) AS page_count,
                  count(*) OVER () AS found
           FROM documents d JOIN folder_types t ON t.id = d.folder_type_id
           JOIN receipts r ON r.deposit_id = d.deposit_id JOIN staff_members w ON w.id = d.decided_by
           WHERE d.folder_id = $1 AND d.state = 'in_folder'
             AND ($2 = '' OR strpos(fold(d.words || ' ' || d.sender || ' ' || d.reference || ' ' || t.label_fr
                                         || ' ' || t.label_nl), fold($2)) > 0 OR r.number = $2)
           ORDER BY d.decided_at DESC, d.id LIMIT {SHOWN_AT_MOST}""",
        folder_id,
        words,
    )


def _document(row: Record) -> InFolder:
    facts = {name: value for name, value in row.items() if name != "found"}
    return InFolder(**{**facts, "state": DocumentState(row["state"])})


def _row(row: Record) -> FolderRow:
    facts = {name: row[name] for name in FolderRow.__slots__}
    return FolderRow(
        **{**facts, "state": FolderState(row["state"]), "afterwards": Afterwards(row["afterwards"])},
    )
