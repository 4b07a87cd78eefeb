"""Walks along a centre's chain from its start, recomputes every hash, and holds it against what anchors saw."""

from collections import deque
from dataclasses import dataclass
from datetime import timedelta

from dossier.database.engine import Record, Transaction
from dossier.journal import findings as found
from dossier.journal.anchors import Anchor
from dossier.journal.chain import EVENT, START, VERY_LATE_EVENTS, link_hash
from dossier.journal.findings import JournalChanged

LATE = timedelta(minutes=10)
"""An event that says it is so much older than an anchor, and was linked after it, was put in later: an anchor waits for
the links of what is a minute old, no transaction is open for so long, and clocks differ by less."""
NAMED_AT_MOST = 20
"""How many events of one kind are named: whoever puts in thousands is found by the first."""
_AT_ONCE = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Walked:
    """How far a walk came, and what it found."""

    linked: int  # places seen: up to the first that does not hold
    unlinked: int  # events behind the tail
    findings: list[JournalChanged]


async def walk(tx: Transaction, anchors: list[Anchor]) -> Walked:
    """Walk along the chain of the transaction's centre; `anchors` in their order. In constant memory."""
    against: list[JournalChanged] = []
    ahead, passed = deque(anchors), None
    position, previous = 0, START
    async for row in tx.connection.cursor(
        f"""SELECT l.position, l.event_seq, l.hash, {EVENT} FROM event_links l LEFT JOIN events e ON e.seq = l.event_seq
            ORDER BY l.position""",
        prefetch=_AT_ONCE,
    ):
        if (broken := _broken(row, position + 1, previous)) is not None:
            against.append(broken)
            ahead.clear()  # what follows hangs on what is broken
            break
        if passed is not None and row["at"] < passed.at - LATE and len(against) < NAMED_AT_MOST:
            against.append(
                found.EventBackdated(event=row["seq"], at=row["at"], anchor=passed.number, anchored=passed.at)
            )
        position, previous = row["position"], row["hash"]
        while ahead and ahead[0].position <= position:
            passed = ahead.popleft()
            if passed.position == position and passed.hash != previous:
                against.append(found.ChainRewritten(position=position, anchor=passed.number, at=passed.at))
    if ahead:
        last = ahead[-1]
        against.append(found.ChainCut(position=position, anchor=last.number, at=last.at, seen=last.position))
    outside, unlinked = await _unlinked(tx, anchors[-1] if anchors else None)
    return Walked(linked=position, unlinked=unlinked, findings=against + outside)


def _broken(row: Record, position: int, previous: bytes) -> JournalChanged | None:
    """Return why a link does not hold; None where it does."""
    if row["position"] != position:
        return found.PlaceGone(position=position)
    if row["id"] is None:
        return found.EventGone(event=row["event_seq"], position=position)
    if link_hash(previous, row) != row["hash"]:
        return found.EventChanged(event=row["event_seq"], position=position)
    return None


async def _unlinked(tx: Transaction, youngest: Anchor | None) -> tuple[list[JournalChanged], int]:
    """Return those events without a link that will never have one, or had to have it by now; and how many may wait."""
    rows = await tx.rows(
        """WITH unlinked AS (
               SELECT e.seq, e.at,
                      e.seq <= (SELECT event_seq FROM event_links ORDER BY position DESC LIMIT 1) - $1
                      OR e.at < $2 AS outside
               FROM events e WHERE NOT EXISTS (SELECT FROM event_links l WHERE l.event_seq = e.seq)
           )
           (SELECT seq, at, 0 AS counted FROM unlinked WHERE outside ORDER BY seq LIMIT $3)
           UNION ALL SELECT NULL, NULL, count(*) FROM unlinked WHERE outside IS NOT TRUE""",
        VERY_LATE_EVENTS,
        youngest.at - LATE if youngest else None,
        NAMED_AT_MOST,
    )
    *outside, waiting = rows
    return [found.EventOutside(event=row["seq"], at=row["at"]) for row in outside], waiting["counted"]
