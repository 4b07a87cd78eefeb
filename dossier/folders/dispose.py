"""Dispose of what lies in a folder: its pages go, and the files that were of these documents alone."""

from uuid import UUID

from dossier.database.engine import Transaction
from dossier.database.states import advance
from dossier.events import DocumentDisposed
from dossier.folders.errors import SharedFile
from dossier.outbox.publish import publish
from dossier.reading.texts import forget_texts
from dossier.removals.ask import Reason, ask_removal


async def dispose_all(tx: Transaction, folder_id: UUID) -> int:
    """Dispose of every document of a folder, in a transaction that sees the whole centre; return how many.

    The bytes go from the store in a round after it. What is left of each is that it was there: its receipt, its type
    and its folder. Raises SharedFile where a page or a file is of another document too, which is not disposed of.
    """
    documents = await tx.rows(
        """SELECT d.id, d.deposit_id FROM documents d WHERE d.folder_id = $1 AND d.state = 'in_folder'
           ORDER BY d.id FOR UPDATE""",
        folder_id,
    )
    ids = [each["id"] for each in documents]
    if await tx.value(
        """SELECT EXISTS (SELECT FROM document_pages dp JOIN pages g ON g.id = dp.page_id
                          JOIN pages beside ON beside.original_id = g.original_id
                          JOIN document_pages other ON other.page_id = beside.id
                          JOIN documents d ON d.id = other.document_id
                          WHERE dp.document_id = ANY($1) AND NOT other.document_id = ANY($1)
                            AND d.state <> 'disposed')""",
        ids,
    ):
        raise SharedFile
    for each in documents:
        await _dispose(tx, each["id"], each["deposit_id"], folder_id)
    return len(documents)


async def _dispose(tx: Transaction, document_id: UUID, deposit_id: UUID, folder_id: UUID) -> None:
    originals = await tx.rows(
        """SELECT DISTINCT o.id FROM originals o WHERE o.id IN (
               SELECT g.original_id FROM document_pages dp JOIN pages g ON g.id = dp.page_id WHERE dp.document_id = $1)
              OR o.paper_id = $1 AND o.page_count = 0""",
        document_id,
    )
    ids = [each["id"] for each in originals]
    # Pages first: this waits for a worker that is just writing one down, and then sees the renditions it wrote
    pages = await tx.rows("DELETE FROM pages WHERE original_id = ANY($1) RETURNING id", ids)
    gone_pages = [each["id"] for each in pages]
    await tx.run("DELETE FROM document_pages WHERE page_id = ANY($1)", gone_pages)
    await tx.run("DELETE FROM set_aside_pages WHERE page_id = ANY($1)", gone_pages)
    gone = await tx.rows(
        "DELETE FROM renditions WHERE page_id = ANY($1) OR under_id = ANY($1) RETURNING vault_key", gone_pages
    )
    await forget_texts(tx, gone_pages)
    gone += await tx.rows("DELETE FROM originals WHERE id = ANY($1) RETURNING vault_key", ids)
    await ask_removal(tx, [each["vault_key"] for each in gone], Reason.DISPOSED, deposit_id)
    await advance(tx, "folders.dispose", document_id, words="", sender="", reference="")
    await publish(
        tx,
        DocumentDisposed(
            record_id=document_id,
            deposit_id=deposit_id,
            folder_id=folder_id,
            page_count=len(pages),
            original_count=len(ids),
        ),
    )
