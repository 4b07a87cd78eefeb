"""Anchors: what the chain's head was, each hour, in the database and, write-once, in the store.

Each names its predecessor's hash. A row is written first and decides what the bytes are, so that two workers, or one
that died between the two, never write two anchors of one number.
"""

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

import structlog

from dossier import clock
from dossier.database.actor import Actor
from dossier.database.engine import Record, Transaction, transaction
from dossier.journal import chain
from dossier.storage.keys import anchors_prefix, numbered_key
from dossier.storage.vault import KeyTaken, Vault

ANCHOR_SECONDS = 3600
LINKED_WITHIN_SECONDS = 60
"""No anchor is written while an event that is so old waits for its link: whatever is linked later was not there."""
START = bytes(32)

_COLUMNS = "centre_id, number, position, hash, previous, at"

log = structlog.get_logger()


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """What the head of a centre's chain was at a moment."""

    centre_id: UUID
    number: int  # from 1, without gaps
    position: int  # of the head in the chain
    hash: bytes  # of the head, 32 bytes
    previous: bytes  # SHA-256 of the anchor before, 32 bytes; zeros for the first
    at: datetime  # in UTC

    @property
    def data(self) -> bytes:
        """Return the anchor as it stands in the store: one line of JSON that needs no database to be read."""
        facts = {
            "centre": str(self.centre_id),
            "number": self.number,
            "position": self.position,
            "hash": self.hash.hex(),
            "previous": self.previous.hex(),
            "at": self.at.isoformat(),
        }
        return json.dumps(facts, separators=(",", ":")).encode() + b"\n"

    @property
    def digest(self) -> bytes:
        """Return the SHA-256 of its bytes."""
        return hashlib.sha256(self.data).digest()

    @property
    def key(self) -> str:
        """Return where it stands in the store."""
        return numbered_key(anchors_prefix(self.centre_id), self.number, self.digest.hex())


async def all_anchors(tx: Transaction) -> list[Anchor]:
    """Return the centre's anchors in their order."""
    return [_anchor(row) for row in await tx.rows(f"SELECT {_COLUMNS} FROM journal_anchors ORDER BY number")]


async def youngest_anchor(tx: Transaction) -> Anchor | None:
    """Return the centre's last anchor; None while there is none."""
    row = await tx.row(f"SELECT {_COLUMNS} FROM journal_anchors ORDER BY number DESC LIMIT 1")
    return _anchor(row) if row else None


async def anchor_when_due(vault: Vault, actor: Actor) -> bool:
    """Write an anchor when the last one is an hour old; tell whether one was written. Raises StoreUnavailable.

    The last one comes first: whoever wrote its row may not have come to the store.
    """
    async with transaction(actor) as tx:
        last = await youngest_anchor(tx)
    if last is not None:
        await keep(vault, last.key, last.data)
        if last.at > clock.now() - timedelta(seconds=ANCHOR_SECONDS):
            return False
    written = await _write(actor, last)
    if written is not None:
        await keep(vault, written.key, written.data)
    return written is not None


async def keep(vault: Vault, key: str, data: bytes) -> None:
    """Have a few bytes stand in the store. Raises StoreUnavailable.

    Where somebody put others there, the rounds go on: `verify` is who says so.
    """
    if await vault.size(key) != len(data):
        try:
            await vault.put_bytes(key, data)
        except KeyTaken:
            log.error("journal_changed_in_store", key=key)  # noqa: TRY400 - a fact, no fault of ours


async def _write(actor: Actor, last: Anchor | None) -> Anchor | None:
    """Write the row of the next anchor; None where there is nothing to anchor, or another worker was quicker."""
    async with transaction(actor) as tx:
        now, head = clock.now(), await chain.head(tx)
        if head is None:
            return None
        if await chain.lags(tx, head, now - timedelta(seconds=LINKED_WITHIN_SECONDS)):
            log.warning("anchor_put_off", centre=str(actor.centre_id), reason="events_not_linked")
            return None
        row = await tx.row(
            f"""INSERT INTO journal_anchors ({_COLUMNS}) VALUES ($1, $2, $3, $4, $5, $6)
                ON CONFLICT DO NOTHING RETURNING {_COLUMNS}""",
            actor.centre_id,
            last.number + 1 if last else 1,
            head.position,
            head.hash,
            last.digest if last else START,
            now,
        )
    return _anchor(row) if row else None


def _anchor(row: Record) -> Anchor:
    return Anchor(**dict(row))
