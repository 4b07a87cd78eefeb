"""Add an original: one file that arrived whole becomes part of an open deposit, and its pages start to be made."""

from uuid import UUID

from dossier import clock
from dossier.database.actor import Actor
from dossier.database.engine import Record, Transaction, transaction
from dossier.deposits.errors import DepositNotOpen, NoSuchDeposit, OtherFile, TakenBack, TooManyPages
from dossier.events import OriginalAdded
from dossier.ids import page_id
from dossier.imaging.values import Inspection
from dossier.lifecycle import DepositState, PageState
from dossier.outbox.publish import publish
from dossier.removals.ask import Reason, Removal, removals_of
from dossier.resources import Resources
from dossier.storage.intake import Received
from dossier.storage.keys import original_key, spare_key


async def add_original(
    resources: Resources, actor: Actor, deposit_id: UUID, paper_id: UUID, original_id: UUID, file: Received
) -> None:
    """Keep a received file as an original of a paper; the client named all three, so a re-send is harmless.

    The bytes are inspected, then stand in the vault before any row says so. Raises NoSuchDeposit, DepositNotOpen,
    TooManyPages, OtherFile (the same name, other bytes), TakenBack (a late duplicate of what the depositor took back),
    a leaf of `imaging.refusals` for a file we cannot take, and Unavailable when nothing was kept.
    """
    found = await resources.box.inspect(file.path)
    key: str | None = original_key(actor.centre_id, original_id, file.sha256)
    while key is not None:
        await resources.vault.put(key, file.path, file.sha256)
        async with transaction(actor) as tx:
            await _check_open(tx, deposit_id)
            key = await _name(tx, resources, deposit_id, paper_id, original_id, file, found, key)


async def _name(
    tx: Transaction,
    resources: Resources,
    deposit_id: UUID,
    paper_id: UUID,
    original_id: UUID,
    file: Received,
    found: Inspection,
    key: str,
) -> str | None:
    """Have a row name the bytes that stand under a key; return the key under which they must stand instead."""
    before = await _before(tx, deposit_id, original_id)
    there: str | None = before["vault_key"]
    if there is not None:
        if (before["original_deposit_id"], before["sha256"]) != (deposit_id, file.sha256):
            raise OtherFile
        return there if there != key else None
    if (removal := (await removals_of(tx, [key])).get(key)) is not None:
        if removal == Removal(Reason.TAKEN_BACK, deposit_id):
            raise TakenBack
        return spare_key(key)
    if before["page_count"] + found.page_count > resources.settings.deposit_pages_max:
        raise TooManyPages(limit=resources.settings.deposit_pages_max)
    await _insert(tx, deposit_id, paper_id, original_id, file, found, key)
    await publish(
        tx,
        OriginalAdded(record_id=original_id, deposit_id=deposit_id, sha256=file.sha256, page_count=found.page_count),
    )
    return None


async def _check_open(tx: Transaction, deposit_id: UUID) -> None:
    """Hold the deposit's row until commit, so that no page is added while it is being received."""
    state = await tx.value("SELECT state FROM deposits WHERE id = $1 FOR UPDATE", deposit_id)
    if state is None:
        raise NoSuchDeposit
    if state != DepositState.OPEN:
        raise DepositNotOpen


async def _before(tx: Transaction, deposit_id: UUID, original_id: UUID) -> Record:
    """Return how many pages the deposit has, and what is known under the original's id."""
    row = await tx.row(
        """SELECT o.deposit_id AS original_deposit_id, o.sha256, o.vault_key, d.page_count
           FROM (SELECT count(*) AS page_count FROM pages WHERE deposit_id = $1) d
           LEFT JOIN originals o ON o.id = $2""",
        deposit_id,
        original_id,
    )
    assert row is not None
    return row


async def _insert(
    tx: Transaction, deposit_id: UUID, paper_id: UUID, original_id: UUID, file: Received, found: Inspection, key: str
) -> None:
    centre_id = tx.actor.centre_id
    its_deposit_id = await tx.value(
        """WITH made AS (
               INSERT INTO papers (id, centre_id, deposit_id, position)
               SELECT $1, $2, $3, coalesce(max(position) + 1, 0) FROM papers WHERE deposit_id = $3
               ON CONFLICT (id) DO NOTHING RETURNING deposit_id
           )
           SELECT deposit_id FROM made UNION ALL SELECT deposit_id FROM papers WHERE id = $1""",
        paper_id,
        centre_id,
        deposit_id,
    )
    if its_deposit_id != deposit_id:
        raise OtherFile
    await tx.run(
        """WITH original AS (
               INSERT INTO originals (id, centre_id, deposit_id, paper_id, position, sha256, size_bytes, media_type,
                                      page_count, vault_key, added_at)
               SELECT $1, $2, $3, $4, coalesce(max(position) + 1, 0), $5, $6, $7, $8, $9, $10
               FROM originals WHERE deposit_id = $3
           )
           INSERT INTO pages (id, centre_id, deposit_id, original_id, index, state)
           SELECT page.id, $2, $3, $1, page.number - 1, $12
           FROM unnest($11::uuid[]) WITH ORDINALITY page (id, number)""",
        original_id,
        centre_id,
        deposit_id,
        paper_id,
        file.sha256,
        file.size_bytes,
        found.media_type,
        found.page_count,
        key,
        clock.now(),
        [page_id(original_id, index) for index in range(found.page_count)],
        str(PageState.WAITING),
    )
