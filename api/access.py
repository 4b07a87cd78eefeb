"""Who asks: the client of the token that a request brings. A guard, so that nobody learns anything before."""

from collections.abc import Awaitable, Callable
from typing import Any

from litestar.connection import ASGIConnection
from litestar.handlers import BaseRouteHandler

from dossier.clients.scopes import Scope, check_scope
from dossier.clients.token import TokenWanted, client_of
from dossier.database.actor import Actor
from web.quotas import spend_request
from web.scope import AnyRequest, kept

_SCHEME = "bearer"
_CLIENT = "client"
SECURITY = "oauth2"


def opened_by(*scopes: Scope) -> dict[str, Any]:
    """Return what an endpoint says of itself so that clients with one of these scopes, and nobody else, come in."""
    return {"guards": [_asking_for(scopes)], "security": [{SECURITY: [each.value]} for each in scopes]}


def actor_of(request: AnyRequest) -> Actor:
    """Return the client that the guard let in."""
    found: Actor = kept(request.scope, _CLIENT)[_CLIENT]
    return found


def _asking_for(
    scopes: tuple[Scope, ...],
) -> Callable[[ASGIConnection[Any, Any, Any, Any], BaseRouteHandler], Awaitable[None]]:
    async def guard(connection: ASGIConnection[Any, Any, Any, Any], __: BaseRouteHandler) -> None:
        """Let a client in. Raises TokenWanted, OutOfScope, ClientQuotaSpent."""
        scheme, _, token = connection.headers.get("authorization", "").partition(" ")
        if scheme.lower() != _SCHEME:
            raise TokenWanted
        actor = await client_of(connection.app.state.centre_id, token.strip())
        check_scope(actor, *scopes)
        await spend_request(connection, actor)
        kept(connection.scope, _CLIENT)[_CLIENT] = actor

    return guard
