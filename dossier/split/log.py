"""The log of acts on the pages of a deposit: what each changed, so that the same state comes back."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any, Self
from uuid import UUID

from dossier import clock
from dossier.database.engine import Transaction
from dossier.ids import new_id
from dossier.split.layout import Aside, Layout, Reason

UNDONE_AT_MOST = 20
"""How many acts on a deposit can be undone, one after the other."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One side of an act: what it touched, as it was before or after."""

    order: tuple[UUID, ...] = ()  # of all documents
    pages: Mapping[UUID, tuple[UUID, ...]] = field(default_factory=dict)  # of the documents touched, where they were
    aside: Mapping[UUID, Aside] = field(default_factory=dict)  # of the pages touched, where they were

    def written(self) -> str:
        """Return this side as it is kept: ids and codes."""
        pages = {str(document): [str(each) for each in pages] for document, pages in self.pages.items()}
        aside = {str(page): {**asdict(how), "at": how.at.isoformat()} for page, how in self.aside.items()}
        return json.dumps({"order": [str(each) for each in self.order], "pages": pages, "aside": aside}, default=str)

    @classmethod
    def read(cls, kept: str) -> Self:
        """Return a side as it was written."""
        told = json.loads(kept)
        return cls(
            order=tuple(UUID(each) for each in told["order"]),
            pages={UUID(key): tuple(UUID(each) for each in pages) for key, pages in told["pages"].items()},
            aside={UUID(key): _aside(how) for key, how in told["aside"].items()},
        )


def _aside(how: dict[str, Any]) -> Aside:
    return Aside(
        document_id=UUID(how["document_id"]),
        reason=Reason(how["reason"]),
        by=UUID(how["by"]) if how["by"] else None,
        at=datetime.fromisoformat(how["at"]),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """One act, as the log has it."""

    id: UUID
    number: int
    kind: str
    staff_id: UUID
    before: Side
    after: Side
    made: Mapping[UUID, UUID]  # document that it made → the one it was taken from
    turned_id: UUID | None
    turned_degrees: int | None


def sides(old: Layout, new: Layout) -> tuple[Side, Side]:
    """Return what differs between two layouts, as it was and as it is."""
    documents = [each for each in {*old.pages, *new.pages} if old.pages.get(each) != new.pages.get(each)]
    pages = [each for each in {*old.aside, *new.aside} if old.aside.get(each) != new.aside.get(each)]
    before, after = (
        Side(
            order=layout.order,
            pages={each: layout.pages[each] for each in documents if each in layout.pages},
            aside={each: layout.aside[each] for each in pages if each in layout.aside},
        )
        for layout in (old, new)
    )
    return before, after


async def keep(
    tx: Transaction,
    deposit_id: UUID,
    kind: str,
    before: Side,
    after: Side,
    *,
    made: Mapping[UUID, UUID] | None = None,
    turned: tuple[UUID, int] | None = None,
) -> None:
    """Write an act down; the deposit is held. What was undone before it cannot be redone any more."""
    turned_id, degrees = turned or (None, None)
    await tx.run("UPDATE split_acts SET dropped = true WHERE deposit_id = $1 AND undone_at IS NOT NULL", deposit_id)
    await tx.run(
        """INSERT INTO split_acts (id, centre_id, deposit_id, number, kind, before, after, made, turned_id,
                                   turned_degrees, staff_id, acted_at)
           SELECT $1, $2, $3, coalesce(max(number), 0) + 1, $4, $5, $6, $7, $8, $9, $10, $11
           FROM split_acts WHERE deposit_id = $3""",
        new_id(),
        tx.actor.centre_id,
        deposit_id,
        kind,
        before.written(),
        after.written(),
        json.dumps({str(key): str(value) for key, value in (made or {}).items()}),
        turned_id,
        degrees,
        tx.actor.staff_id,
        clock.now(),
    )


_ACT = """SELECT id, number, kind, staff_id, before::text, after::text, made::text, turned_id, turned_degrees
          FROM split_acts WHERE deposit_id = $1"""
_LAST = "coalesce((SELECT max(number) FROM split_acts WHERE deposit_id = $1 AND undone_at IS NULL), 0)"


async def last_done(tx: Transaction, deposit_id: UUID) -> Act | None:
    """Return the last act that was not undone."""
    return await _act(tx, f"{_ACT} AND number = {_LAST}", deposit_id)


async def next_undone(tx: Transaction, deposit_id: UUID) -> Act | None:
    """Return the act that was undone last, where nothing was done since."""
    return await _act(tx, f"{_ACT} AND number > {_LAST} AND NOT dropped ORDER BY number LIMIT 1", deposit_id)


async def undone_count(tx: Transaction, deposit_id: UUID) -> int:
    """Return how many acts are undone that can be redone."""
    count: int = await tx.value(
        f"SELECT count(*) FROM split_acts WHERE deposit_id = $1 AND number > {_LAST} AND NOT dropped", deposit_id
    )
    return count


async def _act(tx: Transaction, sql: str, deposit_id: UUID) -> Act | None:
    row = await tx.row(sql, deposit_id)
    if row is None:
        return None
    made = {UUID(key): UUID(value) for key, value in json.loads(row["made"]).items()}
    return Act(**{**row, "before": Side.read(row["before"]), "after": Side.read(row["after"]), "made": made})
