"""Link the journal into a chain of hashes; `verify.py` walks along it.

A link's hash is SHA-256 over the previous hash and the event in canonical form. Links are written after the events
are committed, by one chainer per centre at a time, so that deposits never wait for each other.
"""

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime

from dossier.database.actor import Actor
from dossier.database.engine import Record, Transaction, transaction

LATE_EVENTS, VERY_LATE_EVENTS = 1_000, 10_000
"""How many numbers back an event may still be unlinked, because its transaction committed after later ones: looked for
each time, and now and then. Further back than is looked, whatever the journal has grown to, costs nothing."""
AT_ONCE = 5_000

START = bytes(32)

EVENT = "e.seq, e.id, e.centre_id, e.name, e.record_id, e.actor_kind, e.actor_id, e.place, e.at, e.facts::text"

UNLINKED = f"""
SELECT {EVENT} FROM events e
WHERE e.seq > $1 AND NOT EXISTS (SELECT FROM event_links l WHERE l.event_seq = e.seq AND l.event_seq > $1)
ORDER BY e.seq LIMIT $2
"""
"""Events behind a number that are not in the chain. Links are asked from that number on too, or all would be read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The last link of a centre's chain."""

    position: int
    event_seq: int
    hash: bytes


def link_hash(previous: bytes, event: Record) -> bytes:
    """Return the 32 bytes that link an event to its predecessor."""
    values = [event["seq"], event["id"], event["centre_id"], event["name"], event["record_id"], event["actor_kind"]]
    values += [event["actor_id"], event["place"], event["at"].isoformat(), json.loads(event["facts"])]
    canonical = json.dumps(values, default=str, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(previous + canonical.encode()).digest()


async def link(actor: Actor, *, late: int = VERY_LATE_EVENTS) -> int:
    """Link the centre's committed events that are not in the chain yet, `AT_ONCE` at most; return how many.

    late: how many numbers behind the chain's tail they are looked for.
    """
    async with transaction(actor) as tx:
        if not await tx.value(
            "SELECT pg_try_advisory_xact_lock(hashtext('chain'), hashtext($1))", str(actor.centre_id)
        ):
            return 0
        last = await head(tx)
        position, through, previous = (last.position, last.event_seq, last.hash) if last else (0, 0, START)
        events = await tx.rows(UNLINKED, through - late, AT_ONCE)
        links = []
        for event in events:
            previous = link_hash(previous, event)
            position += 1
            links.append((actor.centre_id, position, event["seq"], previous))
        await tx.connection.executemany(
            "INSERT INTO event_links (centre_id, position, event_seq, hash) VALUES ($1, $2, $3, $4)", links
        )
        return len(links)


async def head(tx: Transaction) -> Head | None:
    """Return the last link of the centre's chain; None while it has none."""
    row = await tx.row("SELECT position, event_seq, hash FROM event_links ORDER BY position DESC LIMIT 1")
    return Head(**dict(row)) if row else None


async def waiting(tx: Transaction, behind: Head | None) -> int:
    """Return how many events wait for their link, of those that are looked for: `AT_ONCE` at most."""
    return len(await tx.rows(UNLINKED, (behind.event_seq if behind else 0) - VERY_LATE_EVENTS, AT_ONCE))


async def lags(tx: Transaction, behind: Head, before: datetime) -> bool:
    """Tell whether an event that is older than a moment waits for its link, among those that are looked for."""
    late = await tx.rows(UNLINKED, behind.event_seq - VERY_LATE_EVENTS, AT_ONCE)
    return any(event["at"] < before for event in late)
