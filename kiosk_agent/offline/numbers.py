"""The receipt numbers that the server keeps for this kiosk: given out in their order, and none twice."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec

from kiosk_agent.disk import write_whole


@dataclass(frozen=True, slots=True, kw_only=True)
class Promised:
    """A number, and what the code of its receipt holds."""

    ordinal: int
    number: str
    address: str


@dataclass(slots=True)
class _Known:
    last: int = -1  # ordinal of the last one that was given out
    free: Sequence[Promised] = ()


class Numbers:
    """What is left of them, in a file."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._known = _read(file)

    @property
    def left(self) -> int:
        """Return how many receipts can still be promised."""
        return len(self._known.free)

    def learn(self, told: Sequence[Promised]) -> None:
        """Keep what the server told, but for what was given out meanwhile. Raises OSError."""
        if told:
            free = [each for each in told if each.ordinal > self._known.last]
            self._keep(_Known(self._known.last, sorted(free, key=lambda each: each.ordinal)))

    def take(self) -> Promised | None:
        """Return the next number, which is gone from then on; None where none is left. Raises OSError."""
        if not self._known.free:
            return None
        first, *rest = self._known.free
        self._keep(_Known(first.ordinal, rest))
        return first

    def _keep(self, known: _Known) -> None:
        write_whole(self._file, msgspec.json.encode(known))
        self._known = known


def _read(file: Path) -> _Known:
    try:
        return msgspec.json.decode(file.read_bytes(), type=_Known)
    except FileNotFoundError:
        return _Known()
