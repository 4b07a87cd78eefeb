"""Puts the door frame together: settings and the rooms' routes become one Litestar app."""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager, suppress
from functools import cache
from typing import Any

import structlog
from jinja2 import Environment
from litestar import Litestar
from litestar.datastructures import State
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
from web.i18n import Languages
from web.live import Live
from web.problems import HANDLERS

_SWEEP_SECONDS = 3600

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

    A process that many others are forked from does it once for all of them.
    """

    def __init__(self, route_handlers: Sequence[ControllerRouterHandler]) -> None:
        for code in catalogues.LANGUAGES:
            catalogues.translations(code)  # a broken catalogue stops the start, not a page
        _assets()
        self._opens: Sequence[Lifespan] = ()
        self._app = Litestar(
            route_handlers=[static_file, *route_handlers],
            lifespan=[self._open],
            middleware=[SameOrigin()],
            exception_handlers=HANDLERS,
            openapi_config=None,
            logging_config=None,
            debug=False,
        )
        self._routed = self._app.asgi_handler

    def furnished(
        self, settings: Settings, lifespan: Sequence[Lifespan] = (), *, state: Mapping[str, Any] | None = None
    ) -> Litestar:
        """Return the app, as `build` does. There is one: furnished anew, it forgets what it was before."""
        configure(settings)
        templates = _templates(reload=settings.mode != "production")
        live = Live(settings.listen_url)
        known = {"settings": settings, "assets": _assets(), "templates": templates, "live": live}
        self._opens = [*lifespan, lambda _: live.listening(), _sweeping(settings)]
        self._app.state = State({**known, **(state or {})})
        # Litestar runs its own middleware for known routes only; these four are for every answer, a 404 included.
        self._app.asgi_handler = logs.Logs(Ahead(Headers(Languages(self._routed), settings)))
        return self._app

    @asynccontextmanager
    async def _open(self, app: Litestar) -> AsyncIterator[None]:
        async with AsyncExitStack() as stack:
            for each in self._opens:
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
