"""Refuses what another site makes a visitor's browser send, by what the browser itself says of the sender."""

from urllib.parse import urlsplit

from litestar.connection import ASGIConnection
from litestar.enums import ScopeType
from litestar.middleware import ASGIMiddleware
from litestar.types import ASGIApp, Receive, Scope, Send

from dossier.errors import Forbidden
from web.scope import Connection, settings_of

_SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})


class AnotherSite(Forbidden):
    """This came from another site, so we did not do it. Open our page and try again there."""


class SameOrigin(ASGIMiddleware):
    """Let an unsafe request through only when it comes from our own pages; no token, no body is read.

    A route that checks a signed token of its own sets `opt={"any_origin": True}`.
    """

    scopes = (ScopeType.HTTP,)
    exclude_opt_key = "any_origin"

    async def handle(self, scope: Scope, receive: Receive, send: Send, next_app: ASGIApp) -> None:
        """Pass the request on. Raises AnotherSite."""
        connection: Connection = ASGIConnection(scope)
        if scope.get("method") not in _SAFE_METHODS and not from_here(connection):
            raise AnotherSite
        await next_app(scope, receive, send)


def from_here(connection: Connection) -> bool:
    """Say whether our own page sent this: Sec-Fetch-Site, else Origin; a client that sends neither has no cookies."""
    headers = connection.headers
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site in {"same-origin", "none"}
    origin = headers.get("origin")
    if origin is not None:
        return origin in {_origin(settings_of(connection).public_url), _own_origin(connection)}
    return "cookie" not in headers


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def _own_origin(connection: Connection) -> str:
    return f"{connection.scope['scheme']}://{connection.headers.get('host', '')}"
