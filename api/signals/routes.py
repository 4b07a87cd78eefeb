"""Signals: which departments were told of which documents."""

from dataclasses import asdict
from datetime import datetime
from typing import Annotated
from uuid import UUID

import msgspec
from litestar import get
from litestar.params import QueryParameter

from api.access import actor_of, opened_by
from api.problems import problems
from dossier.clients.scopes import Scope
from dossier.clients.signals import signals
from web.scope import AnyRequest, settings_of


class Signal(msgspec.Struct, kw_only=True):
    """A department, or one worker of it, was told of a document."""

    id: UUID
    document_id: UUID
    department_code: str
    staff_username: str | None
    state: str
    urgency: int
    raised_at: datetime
    due_at: datetime | None


class Signals(msgspec.Struct, kw_only=True):
    """Some signals, in the order in which they were raised."""

    signals: list[Signal]
    next_cursor: str | None  # to ask on with; null: that was all
    resume_cursor: str | None  # to keep, and ask with later for what is new then


@get(
    "/v1/signals",
    **opened_by(Scope.SIGNALS_READ),
    responses=problems(422),
    operation_id="listSignals",
    summary="List signals",
    tags=["signals"],
)
async def list_signals(
    request: AnyRequest,
    cursor: Annotated[str | None, QueryParameter(name="cursor", max_length=200)] = None,
    raised_since: Annotated[datetime | None, QueryParameter(name="raised_since")] = None,
) -> Signals:
    """List signals of validated documents."""
    found = await signals(actor_of(request), raised_since, cursor, settings_of(request).api_page_max)
    return Signals(
        signals=[Signal(**asdict(each)) for each in found.signals],
        next_cursor=found.next_cursor,
        resume_cursor=found.resume_cursor,
    )


ROUTES = [list_signals]
