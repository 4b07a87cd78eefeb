"""Put pages that were taken again in the place of the refused ones: part of the transaction that receives them."""

from collections.abc import Sequence
from uuid import UUID

from dossier import clock
from dossier.database.engine import Record, Transaction
from dossier.database.states import advance
from dossier.deposits.errors import RetakeOver
from dossier.deposits.reopen import reopen_held
from dossier.events import DocumentRetaken, PageRetaken
from dossier.lifecycle import DocumentState
from dossier.outbox.publish import publish

ITS_DEPOSITS = """(d.deposit_id = {deposit} OR EXISTS (
    SELECT FROM retakes its
    WHERE its.document_id = d.id AND its.deposit_id = {deposit} AND its.placed_at IS NOT NULL))"""
"""SQL to format, over documents `d`: whether one is of a deposit, or holds a page that came in it."""


async def hold_places(tx: Transaction, deposit_id: UUID) -> None:
    """Hold the deposits until commit in whose documents pages of this one stand, or shall stand.

    Before the deposit itself, always: whoever works on a document holds its deposit first, then that of its page.
    """
    # From few to many, whatever is known of the tables: joined, all documents were read for each of all deposits where
    # none had been analysed yet (0.1 s with 300 of both, though nothing was taken again)
    await tx.run(
        """SELECT FROM deposits WHERE id = ANY (ARRAY(
               SELECT (SELECT d.deposit_id FROM documents d WHERE d.id = t.document_id)
               FROM retakes t WHERE t.deposit_id = $1))
           ORDER BY id FOR UPDATE""",
        deposit_id,
    )


async def place_retakes(tx: Transaction, deposit_id: UUID) -> None:
    """Have the pages of a deposit that is being received stand where the pages stood for which they were taken.

    The old ones are set aside, or stay in the other documents in which they stand too. Whatever else the document holds
    stays; it waits for a person again. The deposit and its places are held. Raises RetakeOver where a document is not
    refused any more, or has lost the page.
    """
    retakes = await tx.rows(
        """SELECT t.paper_id, t.document_id, t.page_id FROM retakes t
           WHERE t.deposit_id = $1 AND EXISTS (SELECT FROM originals o WHERE o.paper_id = t.paper_id)
           ORDER BY t.document_id, t.page_number""",
        deposit_id,
    )
    for document_id in dict.fromkeys(each["document_id"] for each in retakes):
        await _place(tx, deposit_id, document_id, [each for each in retakes if each["document_id"] == document_id])


async def _place(tx: Transaction, deposit_id: UUID, document_id: UUID, retakes: Sequence[Record]) -> None:
    document = await tx.row(
        """SELECT deposit_id, state, type_id, refusal_reason_id, refusal_note FROM documents
           WHERE id = $1 FOR UPDATE""",
        document_id,
    )
    if document is None or document["state"] != DocumentState.REFUSED:
        raise RetakeOver
    standing = await tx.rows("SELECT page_id FROM document_pages WHERE document_id = $1 ORDER BY position", document_id)
    pages, aside = [each["page_id"] for each in standing], []
    for each in retakes:
        page_id = each["page_id"]
        if page_id not in pages:
            raise RetakeOver
        lower = await tx.rows("SELECT id FROM pages WHERE laid_under = $1", page_id)
        sheaf = [page_id, *(one["id"] for one in lower)]
        made, earlier = await _made(tx, each["paper_id"], sides=len(sheaf))
        at = pages.index(page_id)
        pages[at : at + 1] = made
        pages = [one for one in pages if one not in sheaf]
        aside += sheaf + earlier
        await publish(
            tx,
            PageRetaken(record_id=page_id, deposit_id=document["deposit_id"], document_id=document_id, into_id=made[0]),
        )
    await _write(tx, document_id, pages)
    await _set_aside(tx, document["deposit_id"], document_id, aside)
    await tx.run(
        """UPDATE retakes SET placed_at = $3, refusal_reason_id = $4, refusal_note = $5
           WHERE deposit_id = $1 AND document_id = $2 AND paper_id = ANY($6)""",
        deposit_id,
        document_id,
        clock.now(),
        document["refusal_reason_id"],
        document["refusal_note"],
        [each["paper_id"] for each in retakes],
    )
    verb = "deposits.retake" if document["type_id"] is None else "deposits.retake_profiled"
    undecided = dict.fromkeys(("refusal_reason_id", "refused_pages", "decided_by", "decided_at", "ranked_at"))
    if not await advance(tx, verb, document_id, refusal_note="", **undecided):
        raise RetakeOver
    await reopen_held(tx, document["deposit_id"])
    await publish(tx, DocumentRetaken(record_id=document_id, deposit_id=document["deposit_id"], from_id=deposit_id))


async def _made(tx: Transaction, paper_id: UUID, *, sides: int) -> tuple[list[UUID], list[UUID]]:
    """Return the pages that take a place, and those of photos before: the last counts, of each side of a card."""
    rows = await tx.rows(
        """SELECT g.id, dense_rank() OVER (ORDER BY o.position DESC) > $2 AS is_earlier
           FROM pages g JOIN originals o ON o.id = g.original_id
           WHERE o.paper_id = $1 ORDER BY o.position, g.index, g.part""",
        paper_id,
        sides,
    )
    return [each["id"] for each in rows if not each["is_earlier"]], [each["id"] for each in rows if each["is_earlier"]]


async def _write(tx: Transaction, document_id: UUID, pages: Sequence[UUID]) -> None:
    await tx.run("DELETE FROM document_pages WHERE document_id = $1", document_id)
    await tx.run(
        """INSERT INTO document_pages (centre_id, document_id, page_id, position)
           SELECT $1, $2, page.id, page.number - 1 FROM unnest($3::uuid[]) WITH ORDINALITY page (id, number)""",
        tx.actor.centre_id,
        document_id,
        list(pages),
    )


async def _set_aside(tx: Transaction, deposit_id: UUID, document_id: UUID, pages: Sequence[UUID]) -> None:
    """Keep pages aside that stand in no document any more; `deposit_id` is the document's."""
    await tx.run(
        """INSERT INTO set_aside_pages (page_id, centre_id, deposit_id, document_id, reason, set_aside_at)
           SELECT page, $1, $2, $3, 'retaken', $4 FROM unnest($5::uuid[]) page
           WHERE NOT EXISTS (SELECT FROM document_pages dp WHERE dp.page_id = page)""",
        tx.actor.centre_id,
        deposit_id,
        document_id,
        clock.now(),
        list(pages),
    )
