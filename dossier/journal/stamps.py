"""Time stamps: once a day an authority outside the centre vouches for the youngest anchor.

Who has the database and the store in their hands can write both anew, but cannot have yesterday's stamp given again.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from dossier import clock
from dossier.database.actor import Actor
from dossier.database.engine import Record, Transaction, transaction
from dossier.journal.anchors import keep, youngest_anchor
from dossier.journal.authority import StampAuthority
from dossier.storage.keys import numbered_key, stamps_prefix
from dossier.storage.vault import Vault

STAMP_SECONDS = 24 * 3600
FRESH = timedelta(hours=2)
"""An older anchor is not stamped: the next one is awaited, which comes within the hour where all is well."""
STAMPED_WITHIN = timedelta(hours=3)
"""A stamp that is so much younger than its anchor says when that anchor was made up. Clocks differ by less."""

_COLUMNS = "centre_id, anchor_number, stamped_at, token"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """An authority's word that an anchor was there at a moment."""

    centre_id: UUID
    anchor_number: int
    stamped_at: datetime  # in UTC, as the authority says
    token: bytes  # the authority's answer as it came

    @property
    def key(self) -> str:
        """Return where it stands in the store."""
        sha256 = hashlib.sha256(self.token).hexdigest()
        return numbered_key(stamps_prefix(self.centre_id), self.anchor_number, sha256)


async def all_stamps(tx: Transaction) -> list[Stamp]:
    """Return the centre's stamps in the order of their anchors."""
    return [_stamp(row) for row in await tx.rows(f"SELECT {_COLUMNS} FROM journal_stamps ORDER BY anchor_number")]


async def youngest_stamp(tx: Transaction) -> Stamp | None:
    """Return the centre's last stamp; None while there is none."""
    row = await tx.row(f"SELECT {_COLUMNS} FROM journal_stamps ORDER BY anchor_number DESC LIMIT 1")
    return _stamp(row) if row else None


async def stamp_when_due(vault: Vault, authority: StampAuthority, actor: Actor) -> bool:
    """Have the youngest anchor stamped when the last stamp is a day old; tell whether one was.

    Raises AuthorityAway and StoreUnavailable.
    """
    async with transaction(actor) as tx:
        last, anchor = await youngest_stamp(tx), await youngest_anchor(tx)
    if last is not None:
        await keep(vault, last.key, last.token)  # whoever wrote its row may not have come to the store
        if last.stamped_at > clock.now() - timedelta(seconds=STAMP_SECONDS):
            return False
    if anchor is None or anchor.at < clock.now() - FRESH:
        return False
    token = await authority.stamp(anchor.data)
    async with transaction(actor) as tx:
        row = await tx.row(
            f"""INSERT INTO journal_stamps ({_COLUMNS}) VALUES ($1, $2, $3, $4)
                ON CONFLICT DO NOTHING RETURNING {_COLUMNS}""",
            actor.centre_id,
            anchor.number,
            authority.vouched_at(token, anchor.data),
            token,
        )
    if row is not None:
        written = _stamp(row)
        await keep(vault, written.key, written.token)
    return row is not None


def _stamp(row: Record) -> Stamp:
    return Stamp(**dict(row))
