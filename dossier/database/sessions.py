"""Sessions as rows: bytes under a hashed key, until a moment. Knows nothing of what they hold."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from dossier.clock import now
from dossier.database.engine import connection


@dataclass(frozen=True, slots=True)
class StoredSession:
    """What is kept under a key."""

    data: bytes
    expires_at: datetime


def _hashed(key: str) -> str:
    """Return what is stored of a key, so that whoever reads the table can sign in as nobody."""
    return sha256(key.encode()).hexdigest()


async def load(key: str) -> StoredSession | None:
    """Return the session under a key; None where there is none or its time is over."""
    async with connection() as lent:
        row = await lent.fetchrow(
            "SELECT data, expires_at FROM technical.sessions WHERE key = $1 AND expires_at > $2", _hashed(key), now()
        )
    return StoredSession(row["data"], row["expires_at"]) if row else None


async def save(key: str, data: bytes, expires_at: datetime) -> None:
    """Keep data under a key until a moment, in place of what was there."""
    async with connection() as lent:
        await lent.execute(
            "INSERT INTO technical.sessions (key, data, expires_at) VALUES ($1, $2, $3)"
            " ON CONFLICT (key) DO UPDATE SET data = EXCLUDED.data, expires_at = EXCLUDED.expires_at",
            _hashed(key),
            data,
            expires_at,
        )


async def change(key: str, changed: Callable[[bytes], bytes], expires_at: datetime) -> bool:
    """Keep what `changed` makes of what is kept under a key by then, until a moment; say whether the session is there.

    One change of a session waits for the other. One that has ended meanwhile stays ended.
    """
    async with connection() as lent, lent.transaction():
        data = await lent.fetchval(
            "SELECT data FROM technical.sessions WHERE key = $1 AND expires_at > $2 FOR UPDATE", _hashed(key), now()
        )
        if data is None:
            return False
        await lent.execute(
            "UPDATE technical.sessions SET data = $2, expires_at = $3 WHERE key = $1",
            _hashed(key),
            changed(data),
            expires_at,
        )
        return True


async def extend(key: str, expires_at: datetime) -> None:
    """Let a session live until a moment. One that has ended meanwhile stays ended."""
    async with connection() as lent:
        await lent.execute(
            "UPDATE technical.sessions SET expires_at = $2 WHERE key = $1 AND expires_at > $3",
            _hashed(key),
            expires_at,
            now(),
        )


async def end(key: str) -> None:
    """Forget a session; nothing happens where there is none."""
    async with connection() as lent:
        await lent.execute("DELETE FROM technical.sessions WHERE key = $1", _hashed(key))


async def sweep() -> None:
    """Forget every session whose time is over."""
    async with connection() as lent:
        await lent.execute("DELETE FROM technical.sessions WHERE expires_at <= $1", now())
