"""Add an original: one file that arrived whole becomes part of an open deposit, and its pages start to be made."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from uuid import UUID

from dossier import clock
from dossier.database.actor import Actor
from dossier.database.engine import Record, Transaction, transaction
from dossier.deposits.capture_session import check_capture_session
from dossier.deposits.errors import DepositNotOpen, NoSuchDeposit, OtherFile, TakenBack, TooManyPages
from dossier.events import OriginalAdded
from dossier.ids import page_id
from dossier.imaging.values import Inspection
from dossier.lifecycle import DepositState, PageState
from dossier.outbox.publish import publish
from dossier.removals.ask import Reason, holding
from dossier.resources import Resources
from dossier.storage.intake import Received
from dossier.storage.keys import original_key, spare_key
from dossier.storage.vault import Vault

Along = Callable[[Transaction], Awaitable[None]]
"""What is written in the transaction of a verb by whoever asked for it, of records of their own."""


async def add_original(
    resources: Resources,
    actor: Actor,
    deposit_id: UUID,
    paper_id: UUID,
    original_id: UUID,
    file: Received,
    *,
    found: Inspection | None = None,
    counted: Callable[[], Awaitable[None]] | None = None,
    along: Along | None = None,
) -> None:
    """Keep a received file as an original of a paper; the client named all three, so a re-send is harmless.

    The bytes are inspected, unless the caller `found` what they are; then they stand in the vault before any row says
    so. Nothing is kept where `counted` raises: it is asked while the file is inspected. `along` is written with the
    rows, also where the original was there before.

    Raises NoSuchDeposit, DepositNotOpen, TooManyPages, OtherFile (the same name, other bytes), TakenBack (a late
    duplicate of what the depositor took back), CaptureSessionOver, a leaf of `imaging.refusals` for a file we cannot
    take, what `counted` raises, and Unavailable when nothing was kept.
    """
    found, settled = await _looked_into(resources, file, found, counted or _nothing)
    key: str | None = original_key(actor.centre_id, original_id, file.sha256)
    while key is not None:
        await resources.vault.place(key, file.path, file.sha256, settled=settled)
        async with _anchored(resources.vault, key) as anchored, transaction(actor, planned_once=True) as tx:
            await _hold_open(tx, deposit_id, key)
            await check_capture_session(tx, deposit_id)
            key = await _name(tx, resources, deposit_id, paper_id, original_id, file, found, key)
            if key is None:
                if along is not None:
                    await along(tx)
                await anchored  # before the commit: no row names bytes that a power cut could take


@asynccontextmanager
async def _anchored(vault: Vault, key: str) -> AsyncIterator[Awaitable[None]]:
    """Anchor a key while rows are written that name it; it is over when the block ends, however that ends."""
    anchoring = asyncio.ensure_future(vault.anchor(key))
    try:
        yield anchoring
    finally:
        await asyncio.gather(anchoring, return_exceptions=True)


async def _looked_into(
    resources: Resources, file: Received, known: Inspection | None, counted: Callable[[], Awaitable[None]]
) -> tuple[Inspection, bool]:
    """Inspect a file, while it is settled and counted; return what it is, and whether it is settled.

    Nothing of it goes on when this raises.
    """
    inspecting = asyncio.ensure_future(_known(known) if known else resources.box.inspect(file.path))
    settling = asyncio.ensure_future(resources.vault.settle(file.path))
    # In the order in which they began: whatever takes longest begins first
    found, settled, allowed = await asyncio.gather(inspecting, settling, counted(), return_exceptions=True)
    for each in (allowed, settled, found):
        if isinstance(each, BaseException):
            raise each
    assert isinstance(found, Inspection)
    return found, settled is True


async def _known(found: Inspection) -> Inspection:
    return found


async def _nothing() -> None:
    """Be what is awaited where there is nothing to wait for."""


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
    before = await _before(tx, deposit_id, original_id, key)
    there: str | None = before["vault_key"]
    if there is not None:
        if (before["original_deposit_id"], before["sha256"]) != (deposit_id, file.sha256):
            raise OtherFile
        return there if there != key else None
    if before["removed_for"] is not None:
        if (before["removed_for"], before["removed_from_id"]) == (Reason.TAKEN_BACK, deposit_id):
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


async def _hold_open(tx: Transaction, deposit_id: UUID, key: str) -> None:
    """Hold the deposit's row until commit, so that no page is added while it is being received; then the key.

    A statement of its own: what is asked after it sees what whoever held them before has committed.
    """
    state = await tx.value(
        f"""WITH deposit AS MATERIALIZED (SELECT state FROM deposits WHERE id = $1 FOR UPDATE)
            SELECT state, {holding("$2::text[]")} FROM deposit""",
        deposit_id,
        [key],
    )
    if state is None:
        raise NoSuchDeposit
    if state != DepositState.OPEN:
        raise DepositNotOpen


async def _before(tx: Transaction, deposit_id: UUID, original_id: UUID, key: str) -> Record:
    """Return how many pages the deposit has, what is known under the original's id, why the key may not be used.

    Parts of a photo do not count: what we see on it takes no room from what a depositor hands over.
    """
    row = await tx.row(
        """SELECT o.deposit_id AS original_deposit_id, o.sha256, o.vault_key, d.page_count,
                  r.reason AS removed_for, r.deposit_id AS removed_from_id
           FROM (SELECT count(*) AS page_count FROM pages WHERE deposit_id = $1 AND part = 0) d
           LEFT JOIN originals o ON o.id = $2 LEFT JOIN removals r ON r.vault_key = $3""",
        deposit_id,
        original_id,
        key,
    )
    assert row is not None
    return row


async def _insert(
    tx: Transaction, deposit_id: UUID, paper_id: UUID, original_id: UUID, file: Received, found: Inspection, key: str
) -> None:
    inserted = await tx.value(
        """WITH made AS (
               INSERT INTO papers (id, centre_id, deposit_id, position, proposed_type_id)
               SELECT $1, $2, $3, coalesce(max(position) + 1, 0),
                      (SELECT type_id FROM expected_papers WHERE paper_id = $1 AND deposit_id = $3)
               FROM papers WHERE deposit_id = $3
               ON CONFLICT (id) DO NOTHING RETURNING deposit_id
           ), paper AS (
               SELECT deposit_id FROM made UNION ALL SELECT deposit_id FROM papers WHERE id = $1
           ), original AS (
               INSERT INTO originals (id, centre_id, deposit_id, paper_id, position, sha256, size_bytes, media_type,
                                      page_count, vault_key, added_at)
               SELECT $4, $2, $3, $1, (SELECT coalesce(max(position) + 1, 0) FROM originals WHERE deposit_id = $3),
                      $5, $6, $7, $8, $9, $10
               FROM paper WHERE deposit_id = $3 RETURNING id
           ), added AS (
               INSERT INTO pages (id, centre_id, deposit_id, original_id, index, state)
               SELECT page.id, $2, $3, original.id, page.number - 1, $12
               FROM original, unnest($11::uuid[]) WITH ORDINALITY page (id, number)
           )
           SELECT EXISTS (SELECT FROM original)""",
        paper_id,
        tx.actor.centre_id,
        deposit_id,
        original_id,
        file.sha256,
        file.size_bytes,
        found.media_type,
        found.page_count,
        key,
        clock.now(),
        [page_id(original_id, index) for index in range(found.page_count)],
        str(PageState.WAITING),
    )
    if not inserted:  # the paper is another deposit's
        raise OtherFile
