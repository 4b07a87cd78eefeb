"""Write a layout down: what differs from the one that stands, and what becomes of documents emptied or filled."""

from collections.abc import Mapping
from uuid import UUID

from dossier.database.engine import Transaction
from dossier.database.states import advance
from dossier.events import DocumentEmptied, DocumentRefilled
from dossier.outbox.publish import publish
from dossier.split.errors import DocumentFixed
from dossier.split.layout import Layout


async def write(tx: Transaction, deposit_id: UUID, old: Layout, new: Layout, made: Mapping[UUID, UUID]) -> None:
    """Make the rows say what a layout says; the deposit is held, and the whole centre seen.

    made: document of which the layout is the first to speak → the one it was taken from. A document of which it speaks
    no more is gone; where others know of it already (a signal, a profile), it stays without pages. Raises
    DocumentFixed.
    """
    for document_id in new.order:
        if document_id not in old.pages:
            await _make(tx, document_id, made[document_id])
    changed = [each for each in {*old.pages, *new.pages} if old.pages.get(each, ()) != new.pages.get(each, ())]
    await _set_aside(tx, deposit_id, old, new)
    await tx.run("DELETE FROM document_pages WHERE document_id = ANY($1)", changed)
    await tx.connection.executemany(
        "INSERT INTO document_pages (centre_id, document_id, page_id, position) VALUES ($1, $2, $3, $4)",
        [
            (tx.actor.centre_id, document_id, page_id, position)
            for document_id in changed
            for position, page_id in enumerate(new.pages.get(document_id, ()))
        ],
    )
    left = []
    for document_id in changed:
        was, is_ = old.pages.get(document_id, ()), new.pages.get(document_id, ())
        if document_id not in new.pages and await tx.value("SELECT unmake_document($1)", document_id):
            continue
        if document_id not in new.pages:
            left.append(document_id)
        if was and not is_:
            await _empty(tx, deposit_id, document_id)
        elif is_ and document_id in old.pages and not was:
            await _refill(tx, deposit_id, document_id)
    await _number(tx, (*new.order, *left))


async def _make(tx: Transaction, document_id: UUID, from_id: UUID) -> None:
    """Make a document of the same file and beneficiary, proposed to be of the same type, sealed and sent as that is."""
    await tx.run(
        """INSERT INTO documents (id, centre_id, deposit_id, position, state, proposed_type_id, social_file_id,
                                  captured_at, sealed_as, assigned_to, sent_to_department, sent_to_staff, sent_by,
                                  sent_at, sent_note)
           SELECT $1, d.centre_id, d.deposit_id,
                  (SELECT max(position) + 1 FROM documents x WHERE x.deposit_id = d.deposit_id), 'captured',
                  coalesce(d.type_id, d.proposed_type_id), d.social_file_id, d.captured_at, d.sealed_as,
                  d.assigned_to, d.sent_to_department, d.sent_to_staff, d.sent_by, d.sent_at, d.sent_note
           FROM documents d WHERE d.id = $2""",
        document_id,
        from_id,
    )
    await tx.run(
        """INSERT INTO document_beneficiaries (centre_id, document_id, beneficiary_id)
           SELECT centre_id, $1, beneficiary_id FROM document_beneficiaries WHERE document_id = $2""",
        document_id,
        from_id,
    )


async def _set_aside(tx: Transaction, deposit_id: UUID, old: Layout, new: Layout) -> None:
    gone = [page for page, how in old.aside.items() if new.aside.get(page) != how]
    await tx.run("DELETE FROM set_aside_pages WHERE page_id = ANY($1)", gone)
    await tx.connection.executemany(
        """INSERT INTO set_aside_pages (page_id, centre_id, deposit_id, document_id, reason, set_aside_by, set_aside_at)
           VALUES ($1, $2, $3, $4, $5, $6, $7)""",
        [
            (page, tx.actor.centre_id, deposit_id, how.document_id, str(how.reason), how.by, how.at)
            for page, how in new.aside.items()
            if old.aside.get(page) != how
        ],
    )


async def _empty(tx: Transaction, deposit_id: UUID, document_id: UUID) -> None:
    if not await advance(tx, "split.empty", document_id):
        raise DocumentFixed
    await publish(tx, DocumentEmptied(record_id=document_id, deposit_id=deposit_id))


async def _refill(tx: Transaction, deposit_id: UUID, document_id: UUID) -> None:
    profiled = await tx.value("SELECT type_id IS NOT NULL FROM documents WHERE id = $1", document_id)
    verb = "split.refill_profiled" if profiled else "split.refill"
    if not await advance(tx, verb, document_id):
        raise DocumentFixed
    await publish(tx, DocumentRefilled(record_id=document_id, deposit_id=deposit_id))


async def _number(tx: Transaction, order: tuple[UUID, ...]) -> None:
    await tx.run(
        """UPDATE documents d SET position = told.number - 1
           FROM unnest($1::uuid[]) WITH ORDINALITY told (id, number)
           WHERE d.id = told.id AND d.position <> told.number - 1""",
        list(order),
    )
