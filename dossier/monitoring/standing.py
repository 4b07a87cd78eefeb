"""What is told of how the centre stands at a moment."""

from dataclasses import dataclass
from datetime import datetime

from dossier.monitoring.forecast import Ahead, Day


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """How many documents of a circuit wait for a person, by how long, in working days."""

    circuit: str
    today: int
    one_or_two: int
    three_to_five: int
    more: int
    oldest_at: datetime

    @property
    def count(self) -> int:
        """Return how many wait."""
        return self.today + self.one_or_two + self.three_to_five + self.more


@dataclass(frozen=True, slots=True, kw_only=True)
class Hour:
    """What came and went in an hour of today."""

    hour: int
    came: int
    decided: int | None  # with the hours before that are not told; None: told with a later hour


@dataclass(frozen=True, slots=True, kw_only=True)
class HourOfCircuit:
    """What came by a circuit in an hour of today."""

    hour: int
    circuit: str
    came: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CircuitToday:
    """What came and went today of a circuit."""

    circuit: str  # empty: the circuits of which too few people decided, together
    came: int | None  # None for those together
    decided: int | None  # None: told together with others, or not at all


@dataclass(frozen=True, slots=True, kw_only=True)
class Wall:
    """How the centre stands at a moment."""

    at: datetime
    waiting: tuple[Waiting, ...]  # the most first
    aside_count: int  # of what waits: put aside until a day to come
    signals_raised: int  # that nobody has seen
    signals_taken: int  # that are seen or taken, and not handled
    oldest_signal_at: datetime | None  # of those that nobody has seen
    hours: tuple[Hour, ...]
    hours_of_circuits: tuple[HourOfCircuit, ...]
    circuits: tuple[CircuitToday, ...]
    past: tuple[Day, ...]  # the last eight weeks' working days without today; none where too few people decided
    ahead: tuple[Ahead, ...]

    @property
    def waiting_count(self) -> int:
        """Return how many documents wait."""
        return sum(each.count for each in self.waiting)

    @property
    def oldest(self) -> Waiting | None:
        """Return the circuit whose oldest document came before all others."""
        return min(self.waiting, key=lambda each: each.oldest_at, default=None)

    @property
    def came_today(self) -> int:
        """Return how many documents came today."""
        return sum(each.came for each in self.hours)

    @property
    def decided_today(self) -> int | None:
        """Return how many were decided today, as far as that may be told."""
        told = [each.decided for each in self.hours if each.decided is not None]
        return sum(told) if told else None
