"""An app of the door frame for a real server: one stream, one upload, no database."""

import os
from typing import Any
from uuid import UUID

from litestar import get, post
from litestar.response import Stream

from dossier.leash import tie_to
from tests.web.app import app_of
from web.live import stream
from web.scope import AnyRequest
from web.uploads import uploaded

CENTRE = UUID(int=1)


@get("/queue/events")
async def events(request: AnyRequest) -> Stream:
    return stream(request, CENTRE, "queue")


@post("/papers", request_max_body_size=None)
async def papers(request: AnyRequest) -> list[Any]:
    async with uploaded(request) as upload:
        return [each.received.size_bytes for each in upload.files]


def app() -> Any:
    """Return the app, for the server's `--factory`; its process ends when the server's own is killed."""
    tie_to(os.getppid())
    return app_of([events, papers], upload_max_bytes=1024 * 1024, public_url="http://127.0.0.1")
