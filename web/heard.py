"""What a process heard of late, so that a page which begins to listen is told of what happened since it was made.

A page is made, travels and only then listens, and a line that was cut is laid anew some seconds later. What is told in
between would be seen with the next news alone, which may never come.
"""

from collections.abc import Iterable
from secrets import token_hex
from uuid import UUID

from litestar.enums import ScopeType
from litestar.types import ASGIApp, Receive, Scope, Send

from web.scope import Connection, kept

_TOPICS_MAX = 10_000
_HEARD, _MARK = "heard", "mark"


class Heard:
    """Which topics changed, in order. Of what it cannot know (another process, long ago) it says that it changed."""

    def __init__(self, topics_max: int = _TOPICS_MAX) -> None:
        self._name = token_hex(4)  # of this process: another one counts otherwise
        self._topics_max = topics_max
        self._count = 0
        self._last: dict[str, int] = {}  # payload → when it was heard last; the oldest first
        self._unsure = 0  # of what was made until then nothing is known

    @property
    def mark(self) -> str:
        """Return where the process stands now."""
        return f"{self._name}-{self._count}"

    def note(self, payload: str) -> None:
        """Note that `<centre_id> <topic>` was told."""
        self._count += 1
        self._last.pop(payload, None)
        self._last[payload] = self._count
        if len(self._last) > self._topics_max:
            self._unsure = self._last.pop(next(iter(self._last)))

    def lose(self) -> None:
        """Note that nobody listened for a while."""
        self._count += 1
        self._unsure = self._count
        self._last.clear()

    def has_changed(self, mark: str, centre_id: UUID, topics: Iterable[str]) -> bool:
        """Tell whether one of the topics changed since a mark."""
        name, _, figures = mark.rpartition("-")
        if name != self._name or not (figures.isascii() and figures.isdecimal()):
            return True
        return int(figures) < self._unsure or any(
            self._last.get(f"{centre_id} {topic}", 0) > int(figures) for topic in topics
        )


class Marked:
    """Note what was heard before a request is answered: what its page reads is as old as that, or younger."""

    def __init__(self, app: ASGIApp, heard: Heard) -> None:
        self.app = app
        self._heard = heard

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer."""
        if scope["type"] == ScopeType.HTTP:
            kept(scope, _HEARD)[_MARK] = self._heard.mark
        await self.app(scope, receive, send)


def mark_of(connection: Connection) -> str:
    """Return what had been heard when this request came, for the address at which its page listens (`since`)."""
    mark: str = kept(connection.scope, _HEARD).get(_MARK, "")
    return mark
