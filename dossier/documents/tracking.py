"""What a depositor reads of their documents afterwards: three plain states and a sentence."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from uuid import UUID

from dossier.database.actor import Actor
from dossier.database.engine import Transaction, transaction
from dossier.deposits.queries import LOWER_SIDE, PAGE_COLUMNS, PageView, page_view
from dossier.deposits.retake import ITS_DEPOSITS
from dossier.journal.record import note_access
from dossier.lifecycle import DocumentState
from dossier.signing import fingerprint


class PlainState(StrEnum):
    """How a depositor reads a document's state."""

    IN_GOOD_ORDER = "in_good_order"
    BEING_LOOKED_AT = "being_looked_at"
    NEEDS_YOU = "needs_you"
    TAKEN_BACK = "taken_back"


_MARK_SIGNS = 16
_PLAIN = {
    DocumentState.VALIDATED: PlainState.IN_GOOD_ORDER,
    DocumentState.IN_FOLDER: PlainState.IN_GOOD_ORDER,
    DocumentState.EXPIRED: PlainState.IN_GOOD_ORDER,
    DocumentState.DISPOSED: PlainState.IN_GOOD_ORDER,
    DocumentState.REFUSED: PlainState.NEEDS_YOU,
    DocumentState.WITHDRAWN: PlainState.TAKEN_BACK,
}


def plain_state(state: DocumentState, *, asks_again: bool | None = None) -> PlainState:
    """Return how a depositor reads a state; `asks_again` is whether the reason of its refusal asks anything of them.

    A paper that we have already is in good order: who reads that it is to be sent again, sends it a third time.
    """
    if state is DocumentState.REFUSED and asks_again is False:
        return PlainState.IN_GOOD_ORDER
    return _PLAIN.get(state, PlainState.BEING_LOOKED_AT)


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackedDocument:
    """One document of a deposit, for its depositor."""

    id: UUID
    deposit_id: UUID  # its own: a receipt of pages taken again shows it too
    position: int
    state: PlainState
    type_fr: str | None
    type_nl: str | None
    sentence_fr: str | None  # why it was refused, and what to do; None of the others
    sentence_nl: str | None
    refusal_note: str
    pages: tuple[PageView, ...]
    refused_pages: frozenset[UUID]  # that shall be taken again; none: all of them
    retaken_numbers: tuple[int, ...]  # of pages that were taken again

    @property
    def numbered(self) -> tuple[tuple[int, PageView], ...]:
        """Return its pages with their numbers, from 1."""
        return tuple(enumerate(self.pages, start=1))

    @property
    def again(self) -> tuple[tuple[int, PageView], ...]:
        """Return the pages that shall be taken again; none of a document that is not refused."""
        wanted = self.state is PlainState.NEEDS_YOU
        return tuple(each for each in self.numbered if wanted and self._is_refused(each[1]))

    @property
    def good(self) -> tuple[tuple[int, PageView], ...]:
        """Return the other pages of a document that is refused: they may be taken again too."""
        wanted = self.state is PlainState.NEEDS_YOU
        return tuple(each for each in self.numbered if wanted and not self._is_refused(each[1]))

    def _is_refused(self, page: PageView) -> bool:
        return not self.refused_pages or page.id in self.refused_pages

    def type_label(self, language: str) -> str | None:
        """Return what the document is; None while nobody said."""
        return self.type_nl if language == "nl" else self.type_fr

    def sentence(self, language: str) -> str | None:
        """Return the reason of a refusal; None for the others."""
        return self.sentence_nl if language == "nl" else self.sentence_fr


def mark_of(documents: Sequence[TrackedDocument]) -> str:
    """Return a mark of all that is told of documents, keyed: another one as soon as anything of it changed."""
    told = [(replace(each, refused_pages=frozenset()), sorted(each.refused_pages)) for each in documents]
    return fingerprint("tracked", repr(told))[:_MARK_SIGNS]


async def tracked(actor: Actor, deposit_id: UUID) -> tuple[TrackedDocument, ...]:
    """Return the documents of a deposit, and those for which pages of it were taken again, in order: two queries."""
    async with transaction(actor) as tx:
        return await _tracked_in(tx, deposit_id)


async def seen_tracked(actor: Actor, deposit_id: UUID) -> tuple[TrackedDocument, ...]:
    """Return the documents of a deposit for someone who identified after it; the look is logged."""
    async with transaction(actor) as tx:
        found = await _tracked_in(tx, deposit_id)
        for each in found:
            await note_access(tx, "view", "document", each.id, "own_deposit")
    return found


async def _tracked_in(tx: Transaction, deposit_id: UUID) -> tuple[TrackedDocument, ...]:
    documents = await tx.rows(
        f"""SELECT d.id, d.deposit_id, d.position, d.state, t.label_fr AS type_fr, t.label_nl AS type_nl,
                  r.sentence_fr, r.sentence_nl, r.asks_again, d.refusal_note,
                  coalesce(d.refused_pages, '{{}}') AS refused_pages,
                  array(SELECT DISTINCT k.page_number FROM retakes k
                        WHERE k.document_id = d.id AND k.placed_at IS NOT NULL ORDER BY 1) AS retaken_numbers
           FROM documents d LEFT JOIN document_types t ON t.id = coalesce(d.type_id, d.proposed_type_id)
           LEFT JOIN refusal_reasons r ON r.id = d.refusal_reason_id
           WHERE {ITS_DEPOSITS.format(deposit="$1")} AND d.state <> 'emptied' ORDER BY d.deposit_id, d.position""",
        deposit_id,
    )
    pages = await tx.rows(
        f"""SELECT {PAGE_COLUMNS}, dp.document_id FROM document_pages dp JOIN pages g ON g.id = dp.page_id {LOWER_SIDE}
            JOIN documents d ON d.id = dp.document_id
            WHERE {ITS_DEPOSITS.format(deposit="$1")} AND g.laid_under IS NULL ORDER BY dp.position""",
        deposit_id,
    )
    of_document: dict[UUID, list[PageView]] = {}
    for row in pages:
        of_document.setdefault(row["document_id"], []).append(page_view(row))
    return tuple(
        TrackedDocument(
            **{
                **{name: value for name, value in row.items() if name != "asks_again"},
                "state": plain_state(DocumentState(row["state"]), asks_again=row["asks_again"]),
                "refused_pages": frozenset(row["refused_pages"]),
                "retaken_numbers": tuple(row["retaken_numbers"]),
            },
            pages=tuple(of_document.get(row["id"], ())),
        )
        for row in documents
    )
