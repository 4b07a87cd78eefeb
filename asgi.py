"""Composition root of the web: settings → rooms → Litestar. The only module that sees every room."""

import asyncio
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from functools import cache

from litestar import Litestar

import api
import backoffice
import kiosk
import portal
from dossier.people.queries import centre_id_of
from dossier.resources import opened
from dossier.settings import Settings
from dossier.settings import settings as of_environment
from web import tus
from web.frame import Frame

BOXED_CHILDREN = 2
"""Of a web process: a file that takes long to be looked at holds up no other."""
_ROUTES = [*portal.ROUTES, *kiosk.ROUTES, *backoffice.ROUTES, *api.ROUTES, tus.ROUTER]


def create_app(settings: Settings | None = None) -> Litestar:
    """Return the app; without settings, those of the environment. Raises UnsafeSettingsError."""
    decided = settings or of_environment()

    @asynccontextmanager
    async def lifespan(app: Litestar) -> AsyncIterator[None]:
        threads = ThreadPoolExecutor(decided.web_threads_max, thread_name_prefix="disk")
        asyncio.get_running_loop().set_default_executor(threads)  # Python's own has as few as six
        async with opened(decided, children=BOXED_CHILDREN, warm=True) as resources:
            app.state.resources = resources
            app.state.centre_id = await centre_id_of(decided.centre_code)
            yield

    if decided.mode == "demo":
        from demo.postbox import ROUTES as POSTBOX

        frame = Frame([*_ROUTES, *POSTBOX])
    else:
        frame = registered()
    return frame.furnished(decided, [lifespan, tus.locking(decided)])


@cache
def registered() -> Frame:
    """Register the routes; a process that others are forked from does it once for all of them."""
    return Frame(_ROUTES)
