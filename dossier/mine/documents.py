"""The documents that are a person's own: what they handed in and what was filed of them, the newest first.

The database hands out no other documents, pages, pictures, words and corrections to an actor who is bound to their own
(`Actor.own`); `own_documents()` of the migrations says what that is, and docs/decisions/0044 why. It does not bind
deposits, receipts and people: what is asked of them here hangs on a document.
"""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from dossier import clock
from dossier.clock import BRUSSELS
from dossier.database.actor import Actor
from dossier.database.engine import Transaction, transaction
from dossier.deposits.queries import LOWER_SIDE, PAGE_COLUMNS, PageView, page_view
from dossier.deposits.withdraw import OF_OWN, UNTOUCHED
from dossier.documents.errors import NoSuchDocument
from dossier.documents.tracking import PlainState, plain_state
from dossier.journal.record import note_access
from dossier.lifecycle import DocumentState
from dossier.receipts.queries import token_of

SHOWN_AT_ONCE = 30
"""Documents on one screen of the list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnDocument:
    """A document as the person reads it whose own it is."""

    id: UUID
    deposit_id: UUID
    state: PlainState
    type_fr: str | None
    type_nl: str | None
    document_date: date | None
    captured_at: datetime
    helper_name: str | None  # who handed it in for them; None for the helper, and of another's deposit
    handed_in: bool  # by them or for them; otherwise it came to the centre by another way
    withdrawable: bool  # with its whole deposit
    receipt_number: str | None  # of their own deposit
    sentence_fr: str | None  # why it was refused
    sentence_nl: str | None
    refusal_note: str
    pages: tuple[PageView, ...]

    def type_label(self, language: str) -> str | None:
        """Return what it is; None while nobody said."""
        return self.type_nl if language == "nl" else self.type_fr

    def sentence(self, language: str) -> str | None:
        """Return the reason of a refusal; None for the others."""
        return self.sentence_nl if language == "nl" else self.sentence_fr

    @property
    def on(self) -> date:
        """Return the day it is known by: its own, or that on which it came in."""
        return self.document_date or self.captured_at.astimezone(BRUSSELS).date()

    @property
    def receipt_token(self) -> str | None:
        """Return what leads to the receipt of their deposit."""
        return token_of(self.receipt_number) if self.receipt_number else None

    @property
    def has_pictures(self) -> bool:
        """Tell whether there is something to download."""
        return any(page.is_ready for page in self.pages)


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnDocuments:
    """A screen of the list."""

    documents: tuple[OwnDocument, ...]
    count: int  # of all
    page: int  # from 1

    @property
    def has_more(self) -> bool:
        """Tell whether older ones follow."""
        return self.page * SHOWN_AT_ONCE < self.count


_DOCUMENTS = f"""
    SELECT d.id, d.deposit_id, d.state, t.label_fr AS type_fr, t.label_nl AS type_nl, d.document_date, d.captured_at,
           d.refusal_note, w.sentence_fr, w.sentence_nl, w.asks_again, own.handed_in,
           CASE WHEN p.helper_code_id IS NOT NULL AND p.beneficiary_id = own_beneficiary() THEN p.depositor_name END
               AS helper_name,
           own.handed_in AND {UNTOUCHED.format(now="$1")} AS withdrawable,
           CASE WHEN own.handed_in THEN (SELECT r.number FROM receipts r WHERE r.deposit_id = d.deposit_id) END
               AS receipt_number
    FROM documents d JOIN deposits p ON p.id = d.deposit_id
    LEFT JOIN document_types t ON t.id = coalesce(d.type_id, d.proposed_type_id)
    LEFT JOIN refusal_reasons w ON w.id = d.refusal_reason_id,
    LATERAL (SELECT coalesce({OF_OWN}, false) AS handed_in) own
"""


async def own_documents(actor: Actor, page: int = 1) -> OwnDocuments:
    """Return a screen of the actor's own documents; that each was shown is logged."""
    async with transaction(actor) as tx:
        count = await tx.value("SELECT count(*) FROM documents")
        part = "true ORDER BY d.captured_at DESC, d.deposit_id, d.position LIMIT $2 OFFSET $3"
        found = await documents_where(tx, part, SHOWN_AT_ONCE, (page - 1) * SHOWN_AT_ONCE, now=clock.now())
        for each in found:
            await note_access(tx, "view", "document", each.id, ground_of(actor))
    return OwnDocuments(documents=found, count=count, page=page)


async def own_document(actor: Actor, document_id: UUID) -> OwnDocument:
    """Return one of the actor's own documents; the look is logged. Raises NoSuchDocument."""
    async with transaction(actor) as tx:
        found = await documents_where(tx, "d.id = $2", document_id, now=clock.now())
        if not found:
            raise NoSuchDocument
        await note_access(tx, "view", "document", document_id, ground_of(actor))
    return found[0]


def ground_of(actor: Actor) -> str:
    """Return on which ground the access log says that they looked."""
    assert actor.own is not None, "whoever reads their own is bound to it"
    return "own_code" if actor.own.beneficiary_id else "own_browser"


async def documents_where(tx: Transaction, condition: str, *values: object, now: datetime) -> tuple[OwnDocument, ...]:
    """Return own documents that meet a condition in SQL, over documents `d` and deposits `p` ($2 … `values`)."""
    rows = await tx.rows(f"{_DOCUMENTS} WHERE {condition}", now, *values)
    pages = await tx.rows(
        f"""SELECT {PAGE_COLUMNS}, dp.document_id FROM document_pages dp JOIN pages g ON g.id = dp.page_id {LOWER_SIDE}
            WHERE dp.document_id = ANY($1) AND g.laid_under IS NULL ORDER BY dp.position""",
        [row["id"] for row in rows],
    )
    of_document: dict[UUID, list[PageView]] = {}
    for row in pages:
        of_document.setdefault(row["document_id"], []).append(page_view(row))
    return tuple(
        OwnDocument(
            **{
                **{name: value for name, value in row.items() if name != "asks_again"},
                "state": plain_state(DocumentState(row["state"]), asks_again=row["asks_again"]),
            },
            pages=tuple(of_document.get(row["id"], ())),
        )
        for row in rows
    )
