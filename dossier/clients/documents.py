"""Validated documents as a client reads them: those that nothing seals. Each look is in the access log."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from dossier.clients.order import cursor_behind, read_cursor
from dossier.clients.scopes import Scope, check_scope
from dossier.database.actor import Actor
from dossier.database.engine import Record, Transaction, transaction
from dossier.documents.errors import NoSuchDocument
from dossier.journal.record import note_access, note_accesses

GROUND = "client"
"""The ground on which a client reads, as the access log keeps it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientDocument:
    """A validated document, by ids and codes."""

    id: UUID
    type_code: str
    type_fr: str
    type_nl: str
    social_file_id: UUID | None
    beneficiary_ids: tuple[UUID, ...]
    circuit: str
    document_date: date | None
    valid_until: date | None
    language: str | None
    captured_at: datetime
    validated_at: datetime
    page_count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which documents a client asks for; None: whichever."""

    validated_since: datetime | None = None
    type_code: str | None = None
    social_file_id: UUID | None = None
    beneficiary_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentPage:
    """Some documents of a list, and where it goes on; None: that was all."""

    documents: tuple[ClientDocument, ...]
    next_cursor: str | None
    resume_cursor: str | None  # behind the last one, for what is new later; None where nothing was ever read


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaf:
    """The picture of one page."""

    vault_key: str | None  # None where no picture could be made
    size: tuple[int, int]  # pixels


_KNOWN = """d.id, t.code AS type_code, t.label_fr AS type_fr, t.label_nl AS type_nl, d.social_file_id,
        ARRAY(SELECT b.beneficiary_id FROM document_beneficiaries b WHERE b.document_id = d.id
              ORDER BY b.beneficiary_id) AS beneficiary_ids,
        d.circuit, d.document_date, d.valid_until, d.language, d.captured_at, d.decided_at AS validated_at,
        (SELECT count(*) FROM document_pages dp JOIN pages g ON g.id = dp.page_id
         WHERE dp.document_id = d.id AND g.laid_under IS NULL) AS page_count"""
# The state is asked here too: what a client handed in itself is behind the same policies, filed or not
_OPEN = "d.state = 'validated' AND d.sealed_as IS NULL AND t.sensitivity = 'normal'"


async def documents(actor: Actor, wanted: Wanted, cursor: str | None, count: int) -> DocumentPage:
    """Return up to `count` documents in the order in which clients heard of them, behind a cursor.

    One that was corrected, moved or validated anew comes again. Raises OutOfScope, CursorUnknown.
    """
    check_scope(actor, Scope.DOCUMENTS_READ)
    behind = read_cursor(cursor)
    async with transaction(actor) as tx:
        rows = await tx.rows(
            f"""SELECT heard.number, {_KNOWN} FROM announcements heard JOIN documents d ON d.id = heard.record_id
                JOIN document_types t ON t.id = d.type_id
                WHERE heard.kind = 'document' AND heard.number > $1 AND {_OPEN}
                AND ($2::timestamptz IS NULL OR d.decided_at >= $2)
                AND ($3::text IS NULL OR t.code = $3)
                AND ($4::uuid IS NULL OR d.social_file_id = $4)
                AND ($5::uuid IS NULL OR EXISTS (SELECT FROM document_beneficiaries b
                                                 WHERE b.document_id = d.id AND b.beneficiary_id = $5))
                ORDER BY heard.number LIMIT $6""",
            behind,
            wanted.validated_since,
            wanted.type_code,
            wanted.social_file_id,
            wanted.beneficiary_id,
            count + 1,
        )
        shown = rows[:count]
        await note_accesses(tx, "view", "document", [row["id"] for row in shown], GROUND)
    last = cursor_behind(shown[-1]["number"]) if shown else cursor
    return DocumentPage(
        documents=tuple(_document(row) for row in shown),
        next_cursor=last if len(rows) > count else None,
        resume_cursor=last,
    )


async def document(actor: Actor, document_id: UUID) -> ClientDocument:
    """Return one document. Raises OutOfScope, NoSuchDocument."""
    check_scope(actor, Scope.DOCUMENTS_READ)
    async with transaction(actor) as tx:
        found = await _one(tx, document_id)
        await note_access(tx, "view", "document", document_id, GROUND)
    return found


async def leaves(actor: Actor, document_id: UUID) -> tuple[ClientDocument, tuple[Leaf, ...]]:
    """Return a document and the pictures of its pages in order. Raises OutOfScope, NoSuchDocument."""
    check_scope(actor, Scope.DOCUMENTS_READ)
    async with transaction(actor) as tx:
        found = await _one(tx, document_id)
        rows = await leaves_of(tx, document_id)
        await note_access(tx, "download", "document", document_id, GROUND)
    return found, rows


async def leaves_of(tx: Transaction, document_id: UUID) -> tuple[Leaf, ...]:
    """Return the pictures of a document's pages in order; the caller knows that they may be shown."""
    rows = await tx.rows(
        """SELECT r.vault_key, r.width_pixels, r.height_pixels
           FROM document_pages dp JOIN pages g ON g.id = dp.page_id AND g.laid_under IS NULL
           LEFT JOIN LATERAL (SELECT * FROM renditions r WHERE r.page_id = g.id AND r.kind = 'page'
                              ORDER BY r.recipe_version DESC LIMIT 1) r ON true
           WHERE dp.document_id = $1 ORDER BY dp.position""",
        document_id,
    )
    return tuple(
        Leaf(vault_key=row["vault_key"], size=(row["width_pixels"] or 0, row["height_pixels"] or 0)) for row in rows
    )


async def _one(tx: Transaction, document_id: UUID) -> ClientDocument:
    row = await tx.row(
        f"SELECT {_KNOWN} FROM documents d JOIN document_types t ON t.id = d.type_id WHERE {_OPEN} AND d.id = $1",
        document_id,
    )
    if row is None:
        raise NoSuchDocument
    return _document(row)


def _document(row: Record) -> ClientDocument:
    known = {name: value for name, value in row.items() if name != "number"}
    return ClientDocument(**{**known, "beneficiary_ids": tuple(row["beneficiary_ids"])})
