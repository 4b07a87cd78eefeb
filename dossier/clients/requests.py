"""Requests as a client follows them: its own, and with the scope to read those that ask for nothing sealed."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from dossier.clients.in_name_of import in_name_of
from dossier.clients.scopes import Scope, check_scope
from dossier.database.actor import Actor
from dossier.database.engine import transaction
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


async def request(actor: Actor, request_id: UUID) -> ClientRequest:
    """Return a request and how far it has come. Raises OutOfScope, NoSuchRequest."""
    check_scope(actor, Scope.REQUESTS_READ, Scope.REQUESTS_WRITE)
    async with transaction(actor) as tx:
        row = await tx.row(
            """SELECT id, state, social_file_id, beneficiary_id, language, due_on, asked_at, reminded_at, waived_at,
                      waive_reason FROM document_requests WHERE id = $1""",
            request_id,
        )
        if row is None:
            raise NoSuchRequest
        items = await tx.rows(
            """SELECT t.code AS type_code, i.document_id IS NOT NULL AS answered,
                      CASE WHEN d.state = 'validated' THEN d.id END AS document_id
               FROM request_items i JOIN document_types t ON t.id = i.type_id
               LEFT JOIN documents d ON d.id = i.document_id
               WHERE i.request_id = $1 ORDER BY i.position""",
            request_id,
        )
    return ClientRequest(**row, items=tuple(ClientItem(**each) for each in items))


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
