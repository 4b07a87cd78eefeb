"""A small app in the real door frame, asked in the test's own event loop."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, cast

import httpx
from litestar import Litestar
from litestar.types import ControllerRouterHandler

from dossier.settings import Settings
from web import frame

ADDRESS = "http://guichet.test"


def settings_of_a_test(**changes: Any) -> Settings:
    """Return settings of a test; no database answers unless `database_url` says where."""
    return Settings(
        **{
            "mode": "test",
            "database_url": "postgresql://nobody@127.0.0.1:9/none",
            "store_url": "file:///tmp/guichet-test",
            "public_url": ADDRESS,
            "secret_key": "s" * 32,
            "niss_keys": {"k1": "a2V5"},
            "niss_index_key": "aW5kZXg=",
            "scratch_dir": Path("/tmp/guichet-test-scratch"),
            **changes,
        }
    )


@asynccontextmanager
async def client_of(app: Litestar, **options: Any) -> AsyncIterator[httpx.AsyncClient]:
    """Open the app and yield a client of it."""
    transport = httpx.ASGITransport(cast("Any", app), raise_app_exceptions=False, **options.pop("transport", {}))
    async with app.lifespan(), httpx.AsyncClient(transport=transport, base_url=ADDRESS, **options) as client:
        yield client


def app_of(handlers: Sequence[ControllerRouterHandler], **changes: Any) -> Litestar:
    """Build the door frame around a few handlers, without a database."""
    return frame.build(settings_of_a_test(**changes), handlers)
