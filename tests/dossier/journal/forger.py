"""Forges journals: everything that somebody can change who has the database, or the database and the store.

A copy is what the tables and the store hold. It is changed as plain values, made to fit again as deep as the forger
reaches, and written back: the time stamps alone are out of reach.
"""

import json
import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import IntEnum
from pathlib import Path
from typing import Any, cast
from uuid import UUID

from dossier.database.engine import Connection, Record
from dossier.journal.anchors import Anchor
from dossier.journal.chain import START, link_hash
from dossier.journal.walk import LATE

EVENT = ["seq", "id", "centre_id", "name", "record_id", "actor_kind", "actor_id", "place", "at", "facts"]
ANCHOR = ["centre_id", "number", "position", "hash", "previous", "at"]


class Reach(IntEnum):
    """What a forger makes to fit again after a change."""

    NOTHING = 0
    LINKS = 1  # every hash from the change on
    ANCHORS = 2  # and the anchors in the database
    STORE = 3  # and those in the store


@dataclass(slots=True)
class Copy:
    """A journal that somebody has in their hands."""

    events: list[dict[str, Any]]  # in the order of the chain
    links: list[bytes]  # the hash at each place, from 1
    numbers: list[int]  # of the event at each place
    anchors: list[Anchor]

    def relink(self) -> None:
        """Link what is there anew."""
        previous, self.links = START, []
        for event in self.events:
            previous = link_hash(previous, cast("Record", event))
            self.links.append(previous)
        self.numbers = [event["seq"] for event in self.events]

    def reanchor(self) -> None:
        """Have every anchor say what the chain is now; those that saw more than there is see its end."""
        made: list[Anchor] = []
        for each in self.anchors:
            place = min(each.position, len(self.links))
            previous = made[-1].digest if made else START
            made.append(replace(each, position=place, hash=self.links[place - 1], previous=previous))
        self.anchors = made


def _edit(copy: Copy, at: int, draw: random.Random) -> None:
    event = copy.events[at]
    column = draw.choice(["id", "name", "record_id", "actor_kind", "actor_id", "place", "at", "facts"])
    changed: dict[str, Any] = {
        "id": UUID(int=draw.getrandbits(128)),
        "name": "DepositClosed",
        "record_id": UUID(int=draw.getrandbits(128)),
        "actor_kind": "staff",
        "actor_id": UUID(int=draw.getrandbits(128)),
        "place": "elsewhere",
        "at": event["at"] - timedelta(microseconds=draw.randint(1, 10**6)),
        "facts": event["facts"].replace("portal", draw.choice(["kiosk", "counter", "post"])),
    }
    copy.events[at] = {**event, column: changed[column]}


def _delete(copy: Copy, at: int, draw: random.Random) -> None:
    del draw
    del copy.events[at]


def _insert(copy: Copy, at: int, draw: random.Random) -> None:
    new = {"id": UUID(int=draw.getrandbits(128)), "record_id": UUID(int=draw.getrandbits(128))}
    new["seq"] = max(event["seq"] for event in copy.events) + draw.randint(1, 5)
    copy.events.insert(at, {**copy.events[at], **new})


def _reorder(copy: Copy, at: int, draw: random.Random) -> None:
    other = draw.choice([place for place in range(at + 1) if place != at] or [at + 1])
    copy.events[at], copy.events[other] = copy.events[other], copy.events[at]


def _cut(copy: Copy, at: int, draw: random.Random) -> None:
    del draw
    del copy.events[max(at, 1) :]


def _rewrite(copy: Copy, at: int, draw: random.Random) -> None:
    del at
    for place in range(len(copy.events)):
        _edit(copy, place, draw)


CHANGES: dict[str, Callable[[Copy, int, random.Random], None]] = {
    "edit": _edit,
    "delete": _delete,
    "insert": _insert,
    "reorder": _reorder,
    "cut tail": _cut,
    "full rewrite": _rewrite,
}


def forge(copy: Copy, change: str, reach: Reach, at: int, draw: random.Random) -> Copy:
    """Return a changed copy, made to fit as deep as the forger reaches. `at`: from 0, a place that is vouched for."""
    forged = Copy(list(copy.events), list(copy.links), list(copy.numbers), list(copy.anchors))
    CHANGES[change](forged, at, draw)
    if reach >= Reach.LINKS:
        forged.relink()
    elif change == "reorder":  # what stands at two places is told to be the other way round
        forged.numbers = [event["seq"] for event in forged.events]
    elif change == "cut tail":
        del forged.links[len(forged.events) :], forged.numbers[len(forged.events) :]
    if reach >= Reach.ANCHORS:
        forged.reanchor()
    return forged


def old_enough(copy: Copy, last_place: int) -> list[int]:
    """Return the places, from 0, up to one that is vouched for, at which an event can be put in and be seen.

    One that says it is of the last minutes before the youngest anchor may be late, as far as anybody can tell.
    """
    youngest: datetime = copy.anchors[-1].at
    return [place for place in range(last_place) if copy.events[place]["at"] < youngest - LATE]


async def read(connection: Connection) -> Copy:
    """Read a journal of one centre, whole."""
    rows = await connection.fetch(
        f"""SELECT {", ".join(f"e.{each}" for each in EVENT)}, l.hash FROM event_links l
            JOIN events e ON e.seq = l.event_seq ORDER BY l.position"""
    )
    anchors = await connection.fetch(f"SELECT {', '.join(ANCHOR)} FROM journal_anchors ORDER BY number")
    return Copy(
        events=[{name: row[name] for name in EVENT} for row in rows],
        links=[row["hash"] for row in rows],
        numbers=[row["seq"] for row in rows],
        anchors=[Anchor(**dict(row)) for row in anchors],
    )


def script(copy: Copy) -> str:
    """Write the SQL that puts a copy in the place of what the tables hold: for the owner, with triggers off."""
    centre_id = copy.anchors[0].centre_id
    links = [
        {"centre_id": centre_id, "position": place, "event_seq": number, "hash": link}
        for place, (number, link) in enumerate(zip(copy.numbers, copy.links, strict=True), start=1)
    ]
    events = [{**event, "facts": json.loads(event["facts"])} for event in copy.events]
    anchors = [{name: getattr(each, name) for name in ANCHOR} for each in copy.anchors]
    tables = {"event_links": links, "events": events, "journal_anchors": anchors}
    return ";".join(f"DELETE FROM {table}; {_insert_rows(table, rows)}" for table, rows in tables.items())


def _insert_rows(table: str, rows: list[dict[str, Any]]) -> str:
    told = json.dumps(rows, default=lambda value: f"\\x{value.hex()}" if isinstance(value, bytes) else str(value))
    return f"""INSERT INTO {table} OVERRIDING SYSTEM VALUE
               SELECT * FROM json_populate_recordset(NULL::{table}, $rows${told}$rows$)"""


def write_store(copy: Copy, store: Path) -> None:
    """Put a copy's anchors in the place of those of a local store, over whatever write-once promised."""
    folder = (store / copy.anchors[0].key).parent
    for each in folder.iterdir():
        each.unlink()
    for anchor in copy.anchors:
        (store / anchor.key).write_bytes(anchor.data)
