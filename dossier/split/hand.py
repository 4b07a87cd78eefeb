"""A deposit in hand: who may change how its pages lie, held until commit; and acts on it, written with their log."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from dossier import clock
from dossier.database.engine import Transaction
from dossier.deposits.errors import NoSuchDeposit
from dossier.documents.access import check_waiting
from dossier.documents.errors import ClaimLost
from dossier.people.access import READABLE, check_decides
from dossier.split.errors import DocumentFixed, LastPage, PagesMoved
from dossier.split.layout import Aside, Layout, Reason, Sheaf
from dossier.split.log import keep, sides
from dossier.split.write import write

_RECEIVED = """SELECT g.id, g.index + 1 + o.before AS sheet, g.part FROM pages g JOIN (
                   SELECT id, sum(page_count) OVER (ORDER BY position) - page_count AS before
                   FROM originals WHERE deposit_id = $1) o ON o.id = g.original_id
               WHERE g.deposit_id = $1 ORDER BY sheet, g.part"""
_RETAKEN = """SELECT g.id, t.page_id, g.part FROM retakes t
                  JOIN documents d ON d.id = t.document_id AND d.deposit_id = $1
                  JOIN originals o ON o.paper_id = t.paper_id JOIN pages g ON g.original_id = o.id
              WHERE t.placed_at IS NOT NULL ORDER BY t.placed_at, o.position, g.index, g.part"""


async def sheets_of(tx: Transaction, deposit_id: UUID) -> dict[UUID, int]:
    """Return the number of each page's sheet in the order received, from 1, in that order.

    The papers on one photo have one number, and their parts. A page that was taken again has the number of the one in
    whose place it came, and follows it.
    """
    sheets: dict[UUID, int] = {row["id"]: row["sheet"] for row in await tx.rows(_RECEIVED, deposit_id)}
    for row in await tx.rows(_RETAKEN, deposit_id):
        sheets[row["id"]] = sheets.get(row["page_id"], len(sheets) + 1)  # last, where that one is kept no longer
    return dict(sorted(sheets.items(), key=lambda each: each[1]))


@dataclass(frozen=True, slots=True, kw_only=True)
class Hand:
    """How the pages of a deposit lie that the actor has in hand, and what of it they may change."""

    tx: Transaction
    deposit_id: UUID
    layout: Layout
    seen: frozenset[UUID]  # documents that they may read
    mine: frozenset[UUID]  # those of them that nobody confirmed or decided
    lowers: Mapping[UUID, UUID]  # page → the one that lies under it
    sheets: Mapping[UUID, int]  # page → its place in the order received

    def sheaf(self, page_id: UUID) -> Sheaf:
        """Return a page with the one that lies under it."""
        return (page_id, self.lowers[page_id]) if page_id in self.lowers else (page_id,)

    def check_mine(self, *document_ids: UUID) -> None:
        """Raise PagesMoved for a document that is not there any more, DocumentFixed for one that stays as it is."""
        for each in document_ids:
            if each not in self.layout.pages:
                raise PagesMoved
            if each not in self.mine:
                raise DocumentFixed

    def check_left(self, new: Layout) -> None:
        """Raise LastPage where no page would be left to decide on: the deposit would close, and nothing be undone."""
        fixed = set(self.layout.pages) - self.mine
        if not any(pages for document_id, pages in new.pages.items() if document_id not in fixed):
            raise LastPage

    async def act(self, kind: str, new: Layout, made: Mapping[UUID, UUID] | None = None) -> None:
        """Make an act: the rows, and its line in the log. Raises LastPage, DocumentFixed."""
        self.check_left(new)
        before, after = sides(self.layout, new)
        await write(self.tx, self.deposit_id, self.layout, new, made or {})
        await keep(self.tx, self.deposit_id, kind, before, after, made=made)


async def take_in_hand(tx: Transaction, deposit_id: UUID) -> Hand:
    """Return a deposit that the actor has claimed, held until commit.

    From here on the transaction sees the whole centre, since documents are numbered across the deposit; `mine` says
    what of it the actor may touch. Raises ClaimLost, and what `check_deposit` raises.
    """
    await check_deposit(tx, deposit_id)
    holds = await tx.value(
        "SELECT claimed_by = $2 AND claimed_until > $3 FROM deposits WHERE id = $1 FOR UPDATE",
        deposit_id,
        tx.actor.staff_id,
        clock.now(),
    )
    await check_deposit(tx, deposit_id)  # once more: it may have been decided while we waited for the row
    if not holds:
        raise ClaimLost
    rows = await tx.rows(
        f"""SELECT d.id, d.state IN ('captured', 'profiled', 'emptied') AS mine FROM documents d
            WHERE d.deposit_id = $1 AND {READABLE}""",
        deposit_id,
    )
    await tx.see_whole_centre()
    seen, mine = (frozenset(row["id"] for row in rows if row["mine"] or not only) for only in (False, True))
    return await _hand(tx, deposit_id, seen, mine)


async def check_deposit(tx: Transaction, deposit_id: UUID) -> UUID:
    """Return the first document of a deposit that waits and that the actor may read.

    Raises NotYourWork, NoSuchDeposit, AlreadyDecided where none waits, and why none may be read: OtherDepartment,
    DocumentSealed, OwnOrRelative.
    """
    check_decides(tx.actor)
    found: UUID | None = await tx.value(
        f"""SELECT d.id FROM documents d
            WHERE d.deposit_id = $1 AND d.state IN ('captured', 'profiled', 'second_reading') AND {READABLE}
            ORDER BY d.position LIMIT 1""",
        deposit_id,
    )
    if found is None:
        # Papers are told to everyone of the centre: the first one's id is that of a document which says why not
        papers = await tx.rows("SELECT id FROM papers WHERE deposit_id = $1 ORDER BY position", deposit_id)
        for each in papers:
            if await tx.value("SELECT state <> 'emptied' FROM document_place($1)", each["id"]):
                await check_waiting(tx, each["id"])
        raise NoSuchDeposit
    return found


async def _hand(tx: Transaction, deposit_id: UUID, seen: frozenset[UUID], mine: frozenset[UUID]) -> Hand:
    documents = await tx.rows("SELECT id FROM documents WHERE deposit_id = $1 ORDER BY position", deposit_id)
    standing = await tx.rows(
        """SELECT dp.document_id, dp.page_id FROM document_pages dp JOIN documents d ON d.id = dp.document_id
           WHERE d.deposit_id = $1 ORDER BY dp.position""",
        deposit_id,
    )
    aside = await tx.rows("SELECT * FROM set_aside_pages WHERE deposit_id = $1", deposit_id)
    sheets = await sheets_of(tx, deposit_id)
    lower = await tx.rows(
        "SELECT id, laid_under FROM pages WHERE id = ANY($1) AND laid_under IS NOT NULL", list(sheets)
    )
    order = tuple(row["id"] for row in documents)
    pages = {each: tuple(row["page_id"] for row in standing if row["document_id"] == each) for each in order}
    return Hand(
        tx=tx,
        deposit_id=deposit_id,
        layout=Layout(order, pages, {row["page_id"]: _aside(dict(row)) for row in aside}),
        seen=seen,
        mine=mine,
        lowers={row["laid_under"]: row["id"] for row in lower},
        sheets={page_id: number for number, page_id in enumerate(sheets)},
    )


def _aside(row: Mapping[str, object]) -> Aside:
    return Aside(
        document_id=row["document_id"],  # type: ignore[arg-type]
        reason=Reason(row["reason"]),  # type: ignore[arg-type]
        by=row["set_aside_by"],  # type: ignore[arg-type]
        at=row["set_aside_at"],  # type: ignore[arg-type]
    )
