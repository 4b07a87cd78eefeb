"""Brings lines in that are one row each, known by a key: people and staff."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from dossier.database.engine import Transaction
from dossier.ids import new_id
from dossier.people.import_.apply import differs, insert, merged, note, rows_by, update
from dossier.people.import_.report import Report, Tally


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What a line says: the key that it is known by, its facts, and what a new row holds besides."""

    key: object
    facts: Mapping[str, object]
    at_birth: Callable[[], Mapping[str, object]] = dict


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where rows go: the table, the column of their key, and the kind of list as its event calls it."""

    table: str
    key: str
    kind: Literal["people", "staff"]


async def bring_in(
    tx: Transaction, place: Place, rows: Mapping[int, Row], tally: Tally, *, sha256: str, dry_run: bool
) -> Report:
    """Compare the right lines, by number, with the rows that are there; write what is new or changed, and record it.

    `tally` knows the wrong lines, `sha256` is the list's. `dry_run` reports the same and writes nothing.
    """
    known = await rows_by(tx, place.table, place.key)
    new: list[Mapping[str, object]] = []
    changed: list[Mapping[str, object]] = []
    for number, row in rows.items():
        present = known.get(row.key)
        if present is None:
            new.append({"id": new_id(), **row.at_birth(), **row.facts})
            tally.outcomes[number] = "taken"
        elif differs(present, wanted := merged(present, row.facts)):
            changed.append({"id": present["id"], **wanted})
            tally.outcomes[number] = "changed"
        else:
            tally.outcomes[number] = "unchanged"
    report = tally.report()
    if not dry_run:
        await insert(tx, place.table, new)
        await update(tx, place.table, changed)
        await note(tx, place.kind, sha256, report)
    return report
