"""Signals as a client reads them: which department was told of which document, and what became of it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from dossier.clients.order import cursor_behind, read_cursor
from dossier.clients.scopes import Scope, check_scope
from dossier.database.actor import Actor
from dossier.database.engine import Record, transaction


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
    resume_cursor: str | None  # behind the last one, for what is new later; None where nothing was ever read


async def signals(actor: Actor, raised_since: datetime | None, cursor: str | None, count: int) -> SignalPage:
    """Return up to `count` signals in the order in which clients heard of them, behind a cursor.

    Those of documents that the client may not read are left out. Raises OutOfScope, CursorUnknown.
    """
    check_scope(actor, Scope.SIGNALS_READ)
    behind = read_cursor(cursor)
    async with transaction(actor) as tx:
        rows = await tx.rows(
            """SELECT heard.number, s.id, s.document_id, p.code AS department_code, w.username AS staff_username,
                      s.state, s.urgency, s.raised_at, s.due_at
               FROM announcements heard JOIN signals s ON s.id = heard.record_id
               JOIN documents d ON d.id = s.document_id AND d.state = 'validated'
               JOIN departments p ON p.id = s.department_id
               LEFT JOIN staff_members w ON w.id = s.staff_id
               WHERE heard.kind = 'signal' AND heard.number > $1
                 AND ($2::timestamptz IS NULL OR s.raised_at >= $2)
               ORDER BY heard.number LIMIT $3""",
            behind,
            raised_since,
            count + 1,
        )
    shown = rows[:count]
    last = cursor_behind(shown[-1]["number"]) if shown else cursor
    return SignalPage(
        signals=tuple(_signal(row) for row in shown),
        next_cursor=last if len(rows) > count else None,
        resume_cursor=last,
    )


def _signal(row: Record) -> ClientSignal:
    return ClientSignal(**{name: value for name, value in row.items() if name != "number"})
