"""Webhooks: made, listed and ended by the client that is told."""

from typing import Annotated
from uuid import UUID

import msgspec
from litestar import delete, get, post
from litestar.params import FromPath, HeaderParameter, JSONBody

from api.access import actor_of, opened_by
from api.problems import problems
from dossier.clients.scopes import Scope
from dossier.webhooks.subscribe import subscribe, unsubscribe, webhooks
from dossier.webhooks.target import URL_MAX_CHARACTERS
from dossier.webhooks.values import Webhook, WebhookEvent
from web.scope import AnyRequest, settings_of

_PATH = "/v1/webhooks"
_BODY_MAX_BYTES = 8 * 1024
_TAGS = ["webhooks"]


class Wanted(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """Where a client wants to be told of what."""

    url: Annotated[str, msgspec.Meta(max_length=URL_MAX_CHARACTERS, pattern=r"^https?://")]
    events: Annotated[list[WebhookEvent], msgspec.Meta(min_length=1, max_length=10)]


class Made(msgspec.Struct, kw_only=True):
    """A webhook, and the secret with which its messages are signed (Standard Webhooks)."""

    id: UUID
    url: str
    events: list[WebhookEvent]
    secret: str


class Webhooks(msgspec.Struct, kw_only=True):
    """The webhooks of a client."""

    webhooks: list[Made]


@post(
    _PATH,
    **opened_by(Scope.WEBHOOKS_MANAGE),
    status_code=200,
    request_max_body_size=_BODY_MAX_BYTES,
    responses=problems(413, 422),
    operation_id="subscribe",
    summary="Be told of what happens",
    tags=_TAGS,
)
async def make_webhook(
    request: AnyRequest,
    data: JSONBody[Wanted],
    idempotency_key: Annotated[UUID, HeaderParameter(name="Idempotency-Key")],
) -> Made:
    """Make a webhook; the same key with the same words answers the same one."""
    return _told(await subscribe(settings_of(request), actor_of(request), idempotency_key, data.url, data.events))


@get(
    _PATH,
    **opened_by(Scope.WEBHOOKS_MANAGE),
    responses=problems(),
    operation_id="listWebhooks",
    summary="List one's own webhooks",
    tags=_TAGS,
)
async def list_webhooks(request: AnyRequest) -> Webhooks:
    """List webhooks."""
    return Webhooks(webhooks=[_told(each) for each in await webhooks(actor_of(request))])


@delete(
    f"{_PATH}/{{webhook_id:uuid}}",
    **opened_by(Scope.WEBHOOKS_MANAGE),
    responses=problems(),
    operation_id="unsubscribe",
    summary="Be told no more",
    tags=_TAGS,
)
async def end_webhook(request: AnyRequest, webhook_id: FromPath[UUID]) -> None:
    """End a webhook."""
    await unsubscribe(actor_of(request), webhook_id)


def _told(found: Webhook) -> Made:
    return Made(id=found.id, url=found.url, events=list(found.events), secret=found.secret)


ROUTES = [make_webhook, list_webhooks, end_webhook]
