"""Read a deposit's originals back from the vault before its receipt: what the disk says, not what we remember."""

import asyncio
from dataclasses import dataclass
from itertools import accumulate
from uuid import UUID

from dossier.database.actor import Actor
from dossier.database.engine import Transaction, transaction
from dossier.deposits.errors import NotArrived, NotSent
from dossier.storage.vault import BytesMissing, StoreUnavailable, Vault, digest

_AT_ONCE = 4
"""Originals under way at once: each takes a megabyte or two, whatever its size."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """One original, as its row says that the vault holds it."""

    id: UUID
    sha256: str
    page_count: int
    vault_key: str


async def kept_originals(tx: Transaction, deposit_id: UUID) -> tuple[Kept, ...]:
    """Return the originals of a deposit, in the order of the receipt."""
    rows = await tx.rows(
        """SELECT o.id, o.sha256, o.page_count, o.vault_key FROM originals o JOIN papers p ON p.id = o.paper_id
           WHERE o.deposit_id = $1 ORDER BY p.position, o.position""",
        deposit_id,
    )
    return tuple(Kept(**dict(row)) for row in rows)


async def read_back(vault: Vault, actor: Actor, deposit_id: UUID) -> tuple[Kept, ...]:
    """Return the originals of a deposit, once it is sure that the vault holds each with its hash.

    Constant memory; no transaction is open meanwhile. Raises NotArrived for the first page that is gone or another,
    NotSent when the store does not answer: what it kept before, it still has.
    """
    async with transaction(actor, planned_once=True) as tx:
        originals = await kept_originals(tx, deposit_id)
    turns = asyncio.Semaphore(_AT_ONCE)

    async def is_safe(original: Kept) -> bool:
        async with turns:
            try:
                return await digest(vault, original.vault_key) == original.sha256
            except BytesMissing:
                return False
            except StoreUnavailable as error:
                raise NotSent from error

    safe = await asyncio.gather(*map(is_safe, originals))
    first_pages = accumulate((each.page_count for each in originals), initial=1)
    for position, is_there in zip(first_pages, safe, strict=False):
        if not is_there:
            raise NotArrived(position=position)
    return originals
