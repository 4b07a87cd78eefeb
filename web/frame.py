"""Puts the door frame together: settings and the rooms' routes become one Litestar app."""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager, suppress
from copy import copy
from functools import cache
from typing import Any

import structlog
from jinja2 import Environment
from litestar import Litestar
from litestar.datastructures import State
from litestar.events import SimpleEventEmitter
from litestar.stores.registry import StoreRegistry
from litestar.types import ControllerRouterHandler

from dossier.database import attempts, quotas, sessions
from dossier.errors import Unavailable
from dossier.logs import configure
from dossier.settings import Settings
from web import catalogues, logs, pages
from web.ahead import Ahead
from web.assets import Assets, static_file
from web.csrf import SameOrigin
from web.headers import Headers
from web.heard import Marked
from web.i18n import Languages
from web.live import Live
from web.problems import HANDLERS

_SWEEP_SECONDS = 3600
_OPENS = "opens"
"""Under this name an app's state holds the lifespans that it was furnished with."""

Lifespan = Callable[[Litestar], AbstractAsyncContextManager[None]]


def build(
    settings: Settings,
    route_handlers: Sequence[ControllerRouterHandler],
    lifespan: Sequence[Lifespan] = (),
    *,
    state: Mapping[str, Any] | None = None,
) -> Litestar:
    """Return the app. `lifespan` opens what the rooms need, the database's pool first; the frame's own comes after it.

    `state` is what handlers find in `request.app.state` besides `settings`, `assets`, `templates` and `live`.
    """
    return Frame(route_handlers).furnished(settings, lifespan, state=state)


class Frame:
    """Routes without anything behind them: to register them is most of what building an app takes (0.4 s).

    Apps that are furnished with them, here or in processes that are forked from this one, share the routes, which do
    not change, and nothing else: each has its own state and lifespan, and none learns of another.
    """

    def __init__(self, route_handlers: Sequence[ControllerRouterHandler]) -> None:
        for code in catalogues.LANGUAGES:
            catalogues.translations(code)  # a broken catalogue stops the start, not a page
        _assets()
        self._bare = Litestar(
            route_handlers=[static_file, *route_handlers],
            lifespan=[_open],
            middleware=[SameOrigin()],
            exception_handlers=HANDLERS,
            openapi_config=None,
            logging_config=None,
            debug=False,
        )

    def furnished(
        self, settings: Settings, lifespan: Sequence[Lifespan] = (), *, state: Mapping[str, Any] | None = None
    ) -> Litestar:
        """Return an app of its own, as `build` does."""
        configure(settings)
        live = Live(settings.listen_url)
        known = {
            "settings": settings,
            "assets": _assets(),
            "templates": _templates(reload=settings.mode != "production"),
            "live": live,
            _OPENS: (*lifespan, lambda _: live.listening(), _sweeping(settings)),
        }
        app = copy(self._bare)
        app.state = State({**known, **(state or {})})
        app.event_emitter = SimpleEventEmitter([])
        app.stores = StoreRegistry()
        app.asgi_router = copy(self._bare.asgi_router)
        app.asgi_router.app = app  # whose lifespan a server asks it for
        # Litestar runs its own middleware for known routes only; these five are for every answer, a 404 included.
        app.asgi_handler = logs.Logs(Ahead(Headers(Languages(Marked(self._bare.asgi_handler, live.heard)), settings)))
        return app


@asynccontextmanager
async def _open(app: Litestar) -> AsyncIterator[None]:
    """Open what an app was furnished with, in that order."""
    async with AsyncExitStack() as stack:
        for each in app.state[_OPENS]:
            await stack.enter_async_context(each(app))
        yield


_assets = cache(Assets)
"""Static files, which are the same for every app of a process."""


@cache
def _templates(*, reload: bool) -> Environment:
    return pages.environment(_assets(), reload=reload)


def _sweeping(settings: Settings) -> Lifespan:
    """Return a lifespan in which sessions and counts whose time is over are forgotten every hour."""

    async def sweep() -> None:
        while True:
            try:
                await sessions.sweep()
                await attempts.sweep(settings.attempt_window_seconds)
                await quotas.sweep(settings.quota_window_seconds)
            except Unavailable as error:
                structlog.get_logger("web").warning("not swept", error=type(error).__name__)
            await asyncio.sleep(_SWEEP_SECONDS)

    @asynccontextmanager
    async def sweeping(_: Litestar) -> AsyncIterator[None]:
        task = asyncio.create_task(sweep(), name="sweep")
        try:
            yield
        finally:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task

    return sweeping
