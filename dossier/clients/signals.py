"""Signals as a client reads them: which department was told of which document, and what became of it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from dossier.clients.cursors import cursor_at, read_cursor
from dossier.clients.scopes import Scope, check_scope
from dossier.database.actor import Actor
from dossier.database.engine import transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientSignal:
    """A signal of a validated document, by ids and codes."""

    id: UUID
    document_id: UUID
    department_code: str
    staff_username: str | None
    state: str
    urgency: int  # 0 to 4, the highest first
    raised_at: datetime
    due_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SignalPage:
    """Some signals of a list, and where it goes on; None: that was all."""

    signals: tuple[ClientSignal, ...]
    next_cursor: str | None


async def signals(actor: Actor, raised_since: datetime | None, cursor: str | None, count: int) -> SignalPage:
    """Return up to `count` signals in the order in which they were raised, behind a cursor.

    Those of documents that the client may not read are left out. Raises OutOfScope, CursorUnknown.
    """
    check_scope(actor, Scope.SIGNALS_READ)
    at, last = read_cursor(cursor) if cursor else (None, None)
    async with transaction(actor) as tx:
        rows = await tx.rows(
            """SELECT s.id, s.document_id, p.code AS department_code, w.username AS staff_username, s.state, s.urgency,
                      s.raised_at, s.due_at
               FROM signals s JOIN documents d ON d.id = s.document_id AND d.state = 'validated'
               JOIN departments p ON p.id = s.department_id
               LEFT JOIN staff_members w ON w.id = s.staff_id
               WHERE ($1::timestamptz IS NULL OR (s.raised_at, s.id) > ($1, $2::uuid))
                 AND ($3::timestamptz IS NULL OR s.raised_at >= $3)
               ORDER BY s.raised_at, s.id LIMIT $4""",
            at,
            last,
            raised_since,
            count + 1,
        )
    shown = tuple(ClientSignal(**row) for row in rows[:count])
    goes_on = len(rows) > count
    return SignalPage(signals=shown, next_cursor=cursor_at(shown[-1].raised_at, shown[-1].id) if goes_on else None)
