"""Requests as a client follows them: its own, and with the scope to read those that ask for nothing sealed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from dossier.clients.in_name_of import in_name_of
from dossier.clients.order import cursor_behind, read_cursor
from dossier.clients.scopes import Scope, check_scope
from dossier.database.actor import Actor
from dossier.database.engine import Record, Transaction, transaction
from dossier.lifecycle import RequestState
from dossier.requests.errors import NoSuchRequest, RequestOver
from dossier.requests.waive import WaiveReason, waive


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientItem:
    """A paper that is asked for."""

    type_code: str
    answered: bool
    document_id: UUID | None  # that answers it; None too where the client may not read it


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientRequest:
    """A request, by ids and codes."""

    id: UUID
    state: str
    social_file_id: UUID
    beneficiary_id: UUID
    language: str
    due_on: date
    asked_at: datetime
    reminded_at: datetime | None
    waived_at: datetime | None
    waive_reason: str | None
    items: tuple[ClientItem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sought:
    """Which requests a client asks for; None: whichever."""

    state: RequestState | None = None
    social_file_id: UUID | None = None
    beneficiary_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestPage:
    """Some requests of a list, and where it goes on; None: that was all."""

    requests: tuple[ClientRequest, ...]
    next_cursor: str | None
    resume_cursor: str | None  # behind the last one, for what is new later; None where nothing was ever read


_KNOWN = """r.id, r.state, r.social_file_id, r.beneficiary_id, r.language, r.due_on, r.asked_at, r.reminded_at,
            r.waived_at, r.waive_reason"""


async def requests(actor: Actor, sought: Sought, cursor: str | None, count: int) -> RequestPage:
    """Return up to `count` requests in the order in which clients heard of them, behind a cursor.

    One of which something changed comes again. Raises OutOfScope, CursorUnknown.
    """
    check_scope(actor, Scope.REQUESTS_READ, Scope.REQUESTS_WRITE)
    behind = read_cursor(cursor)
    async with transaction(actor) as tx:
        rows = await tx.rows(
            f"""SELECT heard.number, {_KNOWN}
                FROM announcements heard JOIN document_requests r ON r.id = heard.record_id
                WHERE heard.kind = 'request' AND heard.number > $1
                AND ($2::text IS NULL OR r.state = $2)
                AND ($3::uuid IS NULL OR r.social_file_id = $3)
                AND ($4::uuid IS NULL OR r.beneficiary_id = $4)
                ORDER BY heard.number LIMIT $5""",
            behind,
            sought.state,
            sought.social_file_id,
            sought.beneficiary_id,
            count + 1,
        )
        shown = rows[:count]
        found = await _with_items(tx, shown)
    last = cursor_behind(shown[-1]["number"]) if shown else cursor
    return RequestPage(requests=found, next_cursor=last if len(rows) > count else None, resume_cursor=last)


async def request(actor: Actor, request_id: UUID) -> ClientRequest:
    """Return a request and how far it has come. Raises OutOfScope, NoSuchRequest."""
    check_scope(actor, Scope.REQUESTS_READ, Scope.REQUESTS_WRITE)
    async with transaction(actor) as tx:
        row = await tx.row(f"SELECT {_KNOWN} FROM document_requests r WHERE r.id = $1", request_id)
        if row is None:
            raise NoSuchRequest
        (found,) = await _with_items(tx, [row])
    return found


async def withdraw_request(actor: Actor, request_id: UUID, worker: str, reason: WaiveReason, note: str) -> None:
    """Waive what is missing of a request that the client asked; one that was waived for this reason stays so.

    Raises OutOfScope, NoSuchRequest, NoSuchWorker, and what `waive` raises of the worker.
    """
    check_scope(actor, Scope.REQUESTS_WRITE)
    async with transaction(actor) as tx:
        row = await tx.row(
            "SELECT state, waive_reason FROM document_requests WHERE id = $1 AND client_id = $2", request_id, actor.id
        )
    if row is None:
        raise NoSuchRequest
    if row["state"] == RequestState.WAIVED:
        if row["waive_reason"] != reason:
            raise RequestOver
        return
    await waive(await in_name_of(actor, worker, request_id, "waiver"), request_id, reason, note)


async def _with_items(tx: Transaction, rows: Sequence[Record]) -> tuple[ClientRequest, ...]:
    """Read requests with the papers that each asks for, in its order."""
    items: dict[UUID, list[ClientItem]] = {row["id"]: [] for row in rows}
    for each in await tx.rows(
        """SELECT i.request_id, t.code AS type_code, i.document_id IS NOT NULL AS answered,
                  CASE WHEN d.state = 'validated' THEN d.id END AS document_id
           FROM request_items i JOIN document_types t ON t.id = i.type_id
           LEFT JOIN documents d ON d.id = i.document_id
           WHERE i.request_id = ANY($1) ORDER BY i.position""",
        list(items),
    ):
        known = {name: value for name, value in each.items() if name != "request_id"}
        items[each["request_id"]].append(ClientItem(**known))
    return tuple(
        ClientRequest(**{name: value for name, value in row.items() if name != "number"}, items=tuple(items[row["id"]]))
        for row in rows
    )
