"""What the frame hangs on the app and on one request, behind typed names."""

from typing import Any, cast

from jinja2 import Environment
from litestar import Request
from litestar.connection import ASGIConnection
from litestar.datastructures import Cookie
from litestar.types import Scope

from dossier.resources import Resources
from dossier.settings import Settings
from dossier.training.wall import behind_wall, walled

Connection = ASGIConnection[Any, Any, Any, Any]
AnyRequest = Request[Any, Any, Any]


_WALL = "wall"


def settings_of(connection: Connection) -> Settings:
    """Return the settings that the app was built with; for whoever is in training, those of which nothing leads out."""
    shut: Settings | None = kept(connection.scope, _WALL).get(_WALL)
    settings: Settings = connection.app.state.settings
    return settings if shut is None else shut


def resources_of(connection: Connection) -> Resources:
    """Return what verbs work with, with the settings of this request."""
    resources: Resources = connection.app.state.resources
    return behind_wall(resources) if kept(connection.scope, _WALL) else resources


def wall_off(connection: Connection) -> None:
    """Have nothing of this request lead out of the training centre, or into it."""
    settings: Settings = connection.app.state.settings
    kept(connection.scope, _WALL)[_WALL] = walled(settings)


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
