"""Show a letter, a card or a receipt to the camera: the screen films, the server reads."""

from pathlib import Path

from litestar import Response, get, post

from dossier.errors import Refused
from kiosk.identification.codes import Code, code_in, go_on_with
from kiosk.screens import screen
from kiosk.visit import visit_of
from web.scope import AnyRequest
from web.uploads import uploaded


class NoFrame(Refused):
    """The camera sent no picture. Type your number instead."""


@get("/kiosk/letter")
async def show(request: AnyRequest) -> Response[str]:
    """Ask for the letter, and film."""
    await visit_of(request)
    return screen(request, "kiosk/identification/letter.html")


@post("/kiosk/letter", request_max_body_size=None)
async def look(request: AnyRequest) -> Response[bytes]:
    """Read one frame of the film: where to go on once a code of ours is in it, else 204.

    Raises BadToken for a code that is not ours, NobodyIntroduced, NoFrame, and what the box says of a file that is no
    picture.
    """
    visit = await visit_of(request)
    async with uploaded(request) as upload:
        if not upload.files:
            raise NoFrame
        code = await _code_in(request, upload.files[0].received.path)
    if code is None:
        return Response(b"", status_code=204)
    return await go_on_with(request, visit, code)


async def _code_in(request: AnyRequest, frame: Path) -> Code | None:
    for each in await request.app.state.resources.box.codes(frame):
        if found := code_in(each.text):
            return found
    return None


ROUTES = [show, look]
