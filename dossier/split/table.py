"""What the light table shows: the pages of a deposit by document, what is set aside, and whether all is counted."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from dossier import clock
from dossier.database.actor import Actor
from dossier.database.engine import Record, Transaction, transaction
from dossier.deposits.queries import LOWER_SIDE, PAGE_COLUMNS, PageView, page_view
from dossier.documents.access import GROUND_TOLD
from dossier.journal.record import note_access
from dossier.lifecycle import DocumentState
from dossier.people.access import READABLE
from dossier.split.hand import check_deposit, sheets_of
from dossier.split.layout import Reason
from dossier.split.log import UNDONE_AT_MOST, last_done, next_undone, undone_count

CHANGEABLE = frozenset({DocumentState.CAPTURED, DocumentState.PROFILED})


@dataclass(frozen=True, slots=True, kw_only=True)
class TablePage:
    """A page on the light table, and where it comes from."""

    view: PageView
    document_id: UUID  # in which it stands, or out of which it was taken
    sheet: int  # in the order received, from 1
    part: int  # of a photo of several papers, from 0
    media_type: str  # of the file as it was received
    sha256: str  # of that file
    rotation_degrees: int
    turned_by_person: bool
    corners_by_person: bool
    skew_degrees: float | None
    is_flattened: bool  # it was bent, and laid flat
    proposed: Reason | None  # why it could be set aside
    reason: Reason | None  # why it is
    copies: int  # in how many other documents it stands


@dataclass(frozen=True, slots=True, kw_only=True)
class TableDocument:
    """A document on the light table."""

    id: UUID
    number: int  # among those of the deposit, from 1
    state: DocumentState
    type_fr: str | None
    type_nl: str | None
    pages: tuple[TablePage, ...]

    @property
    def is_changeable(self) -> bool:
        """Tell whether nobody confirmed or decided it."""
        return self.state in CHANGEABLE

    def type_label(self, language: str) -> str | None:
        """Return what it is, or is proposed to be."""
        return self.type_nl if language == "nl" else self.type_fr


@dataclass(frozen=True, slots=True, kw_only=True)
class LightTable:
    """A deposit, page by page."""

    deposit_id: UUID
    receipt_number: str
    circuit: str
    claimed_by: UUID | None  # while the lease holds
    claimed_name: str | None
    first_id: UUID  # the first document that waits: it is claimed, and decided, by its id
    documents: tuple[TableDocument, ...]  # that the actor may read
    aside: tuple[TablePage, ...]
    hidden_count: int  # documents that they may not read
    received_count: int  # pages, of the whole deposit, and those of it that were taken again
    filed_count: int  # that stand in a document
    aside_count: int
    undoes: str | None  # the kind of act that the actor can undo, or redo
    redoes: str | None

    @property
    def is_waiting(self) -> bool:
        """Tell whether a page is being made."""
        return any(page.view.state == "waiting" for each in self.documents for page in each.pages)

    @property
    def proposed(self) -> tuple[TablePage, ...]:
        """Return the pages of changeable documents that could be set aside."""
        return tuple(page for each in self.documents if each.is_changeable for page in each.pages if page.proposed)


_DOCUMENTS = f"""SELECT d.id, d.state, t.label_fr AS type_fr, t.label_nl AS type_nl, {GROUND_TOLD} AS ground
    FROM documents d LEFT JOIN document_types t ON t.id = current_type(coalesce(d.type_id, d.proposed_type_id))
    WHERE d.deposit_id = $1 AND {READABLE} ORDER BY d.position"""

_PAGES = f"""SELECT place.document_id, place.reason, {PAGE_COLUMNS}, o.media_type, o.sha256,
        coalesce(g.rotation_degrees, 0) AS rotation_degrees, g.skew_degrees, g.bends IS NOT NULL AS is_flattened,
        coalesce(g.forced->'rotation', 'null') <> 'null' AS turned_by_person,
        coalesce(g.forced->'quad', 'null') <> 'null' AS corners_by_person,
        coalesce(g.codes @> '[{{"own": "separator"}}]' OR g.codes @> '[{{"own": "batch_sheet"}}]', false) AS separates,
        (SELECT count(*) - 1 FROM document_pages x WHERE x.page_id = g.id) AS copies
    FROM (SELECT document_id, page_id, position, NULL AS reason FROM document_pages
          UNION ALL SELECT document_id, page_id, 0, reason FROM set_aside_pages) place
    JOIN pages g ON g.id = place.page_id JOIN originals o ON o.id = g.original_id {LOWER_SIDE}
    WHERE place.document_id = ANY($1) AND g.laid_under IS NULL ORDER BY place.position"""

_COUNTS = """SELECT count(*) AS received,
        count(*) FILTER (WHERE EXISTS (SELECT FROM document_pages x WHERE x.page_id = g.id)) AS filed,
        count(*) FILTER (WHERE EXISTS (SELECT FROM set_aside_pages x WHERE x.page_id = g.id)) AS aside
    FROM pages g WHERE g.id = ANY($1)"""


async def light_table(actor: Actor, deposit_id: UUID) -> LightTable:
    """Return the pages of a deposit of which a document waits, and write the look into the access log.

    Raises what `check_deposit` raises.
    """
    async with transaction(actor) as tx:
        first_id = await check_deposit(tx, deposit_id)
        head = await tx.row(
            """SELECT p.id AS deposit_id, r.number AS receipt_number, p.circuit,
                      CASE WHEN p.claimed_until > $2 THEN p.claimed_by END AS claimed_by,
                      CASE WHEN p.claimed_until > $2 THEN s.first_name || ' ' || s.last_name END AS claimed_name
               FROM deposits p JOIN receipts r ON r.deposit_id = p.id LEFT JOIN staff_members s ON s.id = p.claimed_by
               WHERE p.id = $1""",
            deposit_id,
            clock.now(),
        )
        assert head is not None
        documents = await tx.rows(_DOCUMENTS, deposit_id)
        for each in documents:
            if each["state"] != DocumentState.EMPTIED:
                await note_access(tx, "view", "document", each["id"], each["ground"])
        readable = [each["id"] for each in documents]
        # An original of several documents is seen by who reads them all; what is told of it here is no content
        await tx.see_whole_centre()
        rows = await tx.rows(_PAGES, readable)
        sheets = await sheets_of(tx, deposit_id)
        counts = await tx.row(_COUNTS, list(sheets))
        assert counts is not None
        order = await tx.rows(
            "SELECT id FROM documents WHERE deposit_id = $1 AND state <> 'emptied' ORDER BY position", deposit_id
        )
        undoes, redoes = await _acts(tx, deposit_id)
    numbers = {row["id"]: number for number, row in enumerate(order, start=1)}
    pages = [_page(row, sheets) for row in rows]
    shown = tuple(_document(each, numbers, pages) for each in documents if each["id"] in numbers)
    return LightTable(
        **dict(head),
        first_id=first_id,
        documents=shown,
        aside=tuple(sorted((each for each in pages if each.reason), key=lambda each: (each.sheet, each.part))),
        hidden_count=len(numbers) - len(shown),
        received_count=counts["received"],
        filed_count=counts["filed"],
        aside_count=counts["aside"],
        undoes=undoes,
        redoes=redoes,
    )


async def _acts(tx: Transaction, deposit_id: UUID) -> tuple[str | None, str | None]:
    """Return the kinds of the acts that the actor can undo and redo."""
    done, undone = await last_done(tx, deposit_id), await next_undone(tx, deposit_id)
    can_undo = done and done.staff_id == tx.actor.staff_id and await undone_count(tx, deposit_id) < UNDONE_AT_MOST
    can_redo = undone and undone.staff_id == tx.actor.staff_id
    return done.kind if done and can_undo else None, undone.kind if undone and can_redo else None


def _document(row: Record, numbers: Mapping[UUID, int], pages: list[TablePage]) -> TableDocument:
    return TableDocument(
        id=row["id"],
        number=numbers[row["id"]],
        state=DocumentState(row["state"]),
        type_fr=row["type_fr"],
        type_nl=row["type_nl"],
        pages=tuple(each for each in pages if each.document_id == row["id"] and each.reason is None),
    )


def _page(row: Record, sheets: Mapping[UUID, int]) -> TablePage:
    view = page_view(row)
    proposed = Reason.SEPARATOR if row["separates"] else Reason.BLANK if view.is_ready and view.blank else None
    return TablePage(
        view=view,
        document_id=row["document_id"],
        sheet=sheets[view.id],
        part=view.part,
        media_type=row["media_type"],
        sha256=row["sha256"],
        rotation_degrees=row["rotation_degrees"],
        turned_by_person=row["turned_by_person"],
        corners_by_person=row["corners_by_person"],
        skew_degrees=row["skew_degrees"],
        is_flattened=row["is_flattened"],
        proposed=None if row["reason"] else proposed,
        reason=Reason(row["reason"]) if row["reason"] else None,
        copies=max(row["copies"], 0),
    )
