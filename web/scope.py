"""What the frame hangs on the app and on one request, behind typed names."""

from typing import Any, cast

from jinja2 import Environment
from litestar import Request
from litestar.connection import ASGIConnection
from litestar.datastructures import Cookie
from litestar.types import Scope

from dossier.settings import Settings

Connection = ASGIConnection[Any, Any, Any, Any]
AnyRequest = Request[Any, Any, Any]


def settings_of(connection: Connection) -> Settings:
    """Return the settings that the app was built with."""
    settings: Settings = connection.app.state.settings
    return settings


def templates_of(connection: Connection) -> Environment:
    """Return the template environment that the app was built with."""
    templates: Environment = connection.app.state.templates
    return templates


def is_https(settings: Settings) -> bool:
    """Say whether people reach the service over TLS."""
    return settings.public_url.startswith("https://")


def kept(scope: Scope, what: str) -> dict[str, Any]:
    """Return what the frame keeps under a name for the length of this one request."""
    # Not in `scope["state"]`: a server may hand the same one to every request.
    found: dict[str, Any] = cast("dict[str, Any]", scope).setdefault(f"guichet.{what}", {})
    return found


def give_cookie(scope: Scope, cookie: Cookie) -> None:
    """Have a cookie sent with the answer to this request, whatever that answer becomes; the last of a name wins."""
    kept(scope, "cookies")[cookie.key] = cookie


def pending_cookies(scope: Scope) -> list[Cookie]:
    """Return the cookies that this request wants to send."""
    return list(kept(scope, "cookies").values())
