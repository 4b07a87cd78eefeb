"""Whom the signals of the daily list (U1) wait for on a morning. Pure.

What waits for somebody by name is theirs, while they are there. What a colleague took who is away is their deputy's,
where that one is of the same department and so can open it. All else is the whole department's; where nobody of it is
there, its head's. Nobody is told of what they cannot open, nor of what is about themselves or a relative.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from uuid import UUID

from dossier.people.roles import DECIDES
from dossier.people.stand_in import Workforce


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """An open signal of the daily list."""

    document_id: UUID
    department_id: UUID
    holder_id: UUID | None  # who took it, else the worker it is addressed to


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """How many signals of the daily list wait for one staff member."""

    own: int = 0  # by name
    shared: int = 0  # with others of the department


def shares(signals: Iterable[Waiting], force: Workforce, kin: Collection[tuple[UUID, UUID]]) -> dict[UUID, Share]:
    """Count the signals of whoever is there and has some; `kin` pairs staff with the documents kept from them."""
    there = frozenset(force.able())
    counted: defaultdict[UUID, Share] = defaultdict(Share)
    for signal in signals:
        may = frozenset(each for each in there if (each, signal.document_id) not in kin)
        if signal.holder_id in may:
            holder = signal.holder_id
            counted[holder] = replace(counted[holder], own=counted[holder].own + 1)
            continue
        for each in _instead(signal, force, may):
            counted[each] = replace(counted[each], shared=counted[each].shared + 1)
    return dict(counted)


def _instead(signal: Waiting, force: Workforce, may: Collection[UUID]) -> list[UUID]:
    """Return who is told where nobody is by name, or not one who can be."""
    colleagues = [
        each.id
        for each in force.workers.values()
        if each.id in may and each.department_id == signal.department_id and each.roles & DECIDES
    ]
    deputy = force.standing_in(signal.holder_id)
    if deputy is not None and deputy in colleagues:
        return [deputy]
    head = force.heads.get(signal.department_id)
    return colleagues or ([head] if head is not None and head in may else [])
