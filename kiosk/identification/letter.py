"""Identify by the code of a letter or a card: the screen films, the server reads."""

import re
from pathlib import Path

import msgspec
from litestar import Response, get, post

from dossier.errors import Refused
from dossier.people.letters import file_number
from kiosk.identification.routes import BIRTH_DATE
from kiosk.screens import screen
from kiosk.visit import visit_of
from web.scope import AnyRequest
from web.uploads import uploaded

_LINK = re.compile(r"https?://[^/]+(?:/[^?#]*)?/l/([\w.-]+)", re.ASCII)


class NoFrame(Refused):
    """The camera sent no picture. Type your number instead."""


@get("/kiosk/letter")
async def show(request: AnyRequest) -> Response[str]:
    """Ask for the letter, and film."""
    await visit_of(request)
    return screen(request, "kiosk/identification/letter.html")


@post("/kiosk/letter", request_max_body_size=None)
async def look(request: AnyRequest) -> Response[bytes]:
    """Read one frame of the film: where to go on once a letter of ours is in it, else 204.

    Raises BadToken for a link that is not ours, NoFrame, and what the box says of a file that is no picture.
    """
    visit = await visit_of(request)
    async with uploaded(request) as upload:
        if not upload.files:
            raise NoFrame
        token = await _token_in(request, upload.files[0].received.path)
    if token is None:
        return Response(b"", status_code=204)
    await visit.remember_number(await file_number(visit.actor, token), by_letter=True)
    return Response(msgspec.json.encode({"next": BIRTH_DATE}), status_code=200, media_type="application/json")


async def _token_in(request: AnyRequest, frame: Path) -> str | None:
    for code in await request.app.state.resources.box.codes(frame):
        if found := _LINK.fullmatch(code.text):
            return str(found[1])
    return None


ROUTES = [show, look]
