"""What a centre's phases say of a circuit, a type or a department on a day. Pure.

Each is asked about for itself: a circuit is on from the first day of the first phase that names it, for all; from that
of a phase with pilots, for its pilots. What no phase names is on, so that a centre without phases has everything.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal
from uuid import UUID

Kind = Literal["circuits", "types", "departments"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Phase:
    """One step of the roll-out."""

    id: UUID
    label_fr: str
    label_nl: str
    from_on: date  # its first day, in Brussels
    circuits: tuple[str, ...]
    types: tuple[str, ...]  # codes of terms
    departments: tuple[str, ...]  # codes of those that begin
    pilots: tuple[str, ...]  # codes of the departments for which alone it switches on; none: for all

    def label(self, language: str) -> str:
        """Return the phase's name."""
        return self.label_nl if language == "nl" else self.label_fr


@dataclass(frozen=True, slots=True, kw_only=True)
class Closed:
    """Something is not on yet."""

    from_on: date | None  # None: for this team no day is set, others try it


@dataclass(frozen=True, slots=True)
class Plan:
    """A centre's phases, the earliest first."""

    phases: tuple[Phase, ...] = ()

    def now(self, today: date) -> Phase | None:
        """Return the phase that began last; None before the first one."""
        return next((each for each in reversed(self.phases) if each.from_on <= today), None)

    def next(self, today: date) -> Phase | None:
        """Return the phase that begins next."""
        return next((each for each in self.phases if each.from_on > today), None)

    def closed(self, kind: Kind, code: str, team: str | None, today: date) -> Closed | None:
        """Say from when something is on for a team, by its department's code; None: it is on.

        Whoever is of no team known to us may use what any team may use.
        """
        naming = [each for each in self.phases if code in getattr(each, kind)]
        if not naming:
            return None
        days = [each.from_on for each in naming if not each.pilots or team is None or team in each.pilots]
        if days and days[0] <= today:
            return None
        return Closed(from_on=days[0] if days else None)

    def circuit_closed(self, circuit: str, team: str | None, today: date) -> Closed | None:
        """Say from when a team takes in by a circuit: once the circuit is on for it, and the team has begun itself."""
        found = [self.closed("circuits", circuit, team, today)]
        if team is not None:
            found.append(self.closed("departments", team, team, today))
        return _latest(each for each in found if each is not None)


def _latest(closed: Iterator[Closed]) -> Closed | None:
    """Return what ends last; what has no end ends last of all."""
    return max(closed, key=lambda each: each.from_on or date.max, default=None)
