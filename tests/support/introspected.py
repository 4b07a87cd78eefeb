"""What PostgreSQL says of our enums, asked once a process: databases that are copies of one template answer alike.

asyncpg asks each new connection when it first meets one, by two questions of which the second is dear to plan: ten a
test, and a twentieth of what PostgreSQL does in tests of verbs. A connection keeps what it was told for its life; there
are no more of them than tests here, so that hardly one would ask twice.
"""

from dataclasses import dataclass
from typing import Any

from asyncpg.connection import Connection

COPIES = "test_"
"""How the databases begin of which this is true."""

_asked = Connection._introspect_types  # type: ignore[attr-defined]
_told: dict[tuple[Any, frozenset[int]], list[Any]] = {}


@dataclass(frozen=True, slots=True)
class _Statement:
    """Stands for the statement that asked: none did, so that the connection's unnamed one is as it was."""

    name: str = "none"


async def _introspect_types(self: Any, oids: Any, timeout: float | None) -> tuple[list[Any], Any]:  # noqa: ASYNC109 - asyncpg's own
    """Answer as asyncpg's own does, which is asked where nobody asked the same of a copy in the same cluster."""
    if not self._params.database.startswith(COPIES):
        answer: tuple[list[Any], Any] = await _asked(self, oids, timeout)
        return answer
    question = self._addr, frozenset(oids)
    if question not in _told:
        _told[question], statement = await _asked(self, oids, timeout)
        return _told[question], statement
    return _told[question], _Statement()


def remember() -> None:
    """Have asyncpg's connections of this process ask once."""
    Connection._introspect_types = _introspect_types  # type: ignore[attr-defined]
