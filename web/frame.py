"""Puts the door frame together: settings and the rooms' routes become one Litestar app."""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from typing import Any

import structlog
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
    configure(settings)
    for code in catalogues.LANGUAGES:
        catalogues.translations(code)  # a broken catalogue stops the start, not a page
    assets = Assets()
    templates = pages.environment(assets, reload=settings.mode != "production")
    live = Live(settings.listen_url)
    known = {"settings": settings, "assets": assets, "templates": templates, "live": live}
    app = Litestar(
        route_handlers=[static_file, *route_handlers],
        lifespan=[*lifespan, lambda _: live.listening(), _sweeping(settings)],
        middleware=[SameOrigin()],
        exception_handlers=HANDLERS,
        state=State({**known, **(state or {})}),
        openapi_config=None,
        logging_config=None,
        debug=False,
    )
    # Litestar runs its own middleware for known routes only; these four are for every answer, a 404 included.
    app.asgi_handler = logs.Logs(Ahead(Headers(Languages(app.asgi_handler), settings)))
    return app


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
