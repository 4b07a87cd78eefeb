"""Server-side sessions, one kind for each room, read only when a handler asks for one and written when it says so."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
from litestar.datastructures import Cookie

from dossier.clock import now
from dossier.database import sessions
from web.scope import Connection, give_cookie, is_https, kept, settings_of

_KEY_BYTES = 32
_EXTEND_AFTER_SECONDS = 60  # a session in use is extended at most once a minute: one write, not one a request


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """One kind of session: its cookie, where that is sent, and the settings that say how long it lives."""

    cookie: str
    path: str
    idle_setting: str  # the name in Settings of its seconds without a request
    longest_setting: str  # the name in Settings of its seconds from start to end

    async def of(self, connection: Connection) -> "Session":
        """Return this request's session, empty where there is none; read from the database once a request."""
        loaded: dict[str, Session] = kept(connection.scope, "sessions")
        if self.cookie not in loaded:
            loaded[self.cookie] = await _load(self, connection)
        return loaded[self.cookie]


PORTAL = Kind(
    cookie="guichet_portal",
    path="/",
    idle_setting="portal_session_idle_seconds",
    longest_setting="staff_session_max_seconds",
)
KIOSK = Kind(
    cookie="guichet_kiosk",
    path="/kiosk",
    idle_setting="kiosk_session_idle_seconds",
    longest_setting="staff_session_max_seconds",
)
STAFF = Kind(
    cookie="guichet_staff",
    path="/backoffice",
    idle_setting="staff_session_idle_seconds",
    longest_setting="staff_session_max_seconds",
)


class _Stored(msgspec.Struct):
    """What the database keeps of a session."""

    started_at: datetime
    data: dict[str, Any]


@dataclass(slots=True)
class Session:
    """What is remembered of one visitor, as plain JSON values by name."""

    kind: Kind
    connection: Connection = field(repr=False)
    key: str | None = field(default=None, repr=False)  # None until it is stored
    started_at: datetime = field(default_factory=now)
    data: dict[str, Any] = field(default_factory=dict, repr=False)

    def get(self, name: str) -> Any:
        """Return what is remembered under a name, or None."""
        return self.data.get(name)

    async def remember(self, **values: Any) -> None:
        """Remember values (None forgets one), and store the session; a first one begins it."""
        self.data = _told({**self.data, **values})
        if self.key is None:
            self._take_new_key()
        await self._store()

    async def amend(self, values: Callable[[], dict[str, Any]]) -> None:
        """Remember what `values` returns, which reads here what is remembered by then.

        For what requests at once each add to, and must not lose of one another.
        """
        if self.key is None:
            await self.remember(**values())
            return

        def changed(data: bytes) -> bytes:
            stored = msgspec.json.decode(data, type=_Stored)
            self.data = stored.data
            self.data = stored.data = _told({**self.data, **values()})
            return msgspec.json.encode(stored)

        await sessions.change(self.key, changed, self.expires_at())

    async def renew(self, **values: Any) -> None:
        """Begin a new session with these values alone, under a new key: at each sign-in, against fixation."""
        await self._forget_stored()
        self.data, self.started_at = values, now()
        self._take_new_key()
        await self._store()

    async def end(self) -> None:
        """Forget everything, here and in the browser."""
        await self._forget_stored()
        self.data, self.key = {}, None
        self._give_cookie("", max_age=0)

    async def _forget_stored(self) -> None:
        if self.key is not None:
            await sessions.end(self.key)

    async def _store(self) -> None:
        assert self.key is not None
        stored = _Stored(self.started_at.astimezone(UTC), self.data)
        await sessions.save(self.key, msgspec.json.encode(stored), self.expires_at())

    def expires_at(self) -> datetime:
        """Return when this session ends if nothing more comes."""
        settings = settings_of(self.connection)
        idle = timedelta(seconds=getattr(settings, self.kind.idle_setting))
        longest = timedelta(seconds=getattr(settings, self.kind.longest_setting))
        return min(now() + idle, self.started_at + longest)

    def _take_new_key(self) -> None:
        self.key = secrets.token_urlsafe(_KEY_BYTES)
        self._give_cookie(self.key)

    def _give_cookie(self, value: str, *, max_age: int | None = None) -> None:
        cookie = Cookie(
            self.kind.cookie,
            value=value,
            path=self.kind.path,
            max_age=max_age,
            httponly=True,
            samesite="lax",
            secure=is_https(settings_of(self.connection)),
        )
        give_cookie(self.connection.scope, cookie)


def _told(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value is not None}


async def _load(kind: Kind, connection: Connection) -> Session:
    key = connection.cookies.get(kind.cookie)
    found = await sessions.load(key) if key else None
    if key is None or found is None:
        return Session(kind, connection)
    stored = msgspec.json.decode(found.data, type=_Stored)
    session = Session(kind, connection, key, stored.started_at, stored.data)
    wanted = session.expires_at()
    if wanted - found.expires_at > timedelta(seconds=_EXTEND_AFTER_SECONDS):
        await sessions.extend(key, wanted)
    return session
