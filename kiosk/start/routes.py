"""The screen that waits: whoever is there is nobody yet, so it forgets whoever was there before.

What they had not sent is abandoned with the visit, be it by their touch or because nobody answered: no receipt was
promised, no one but they could confirm it, and the machine told them that it erases everything.
"""

from contextlib import suppress

from litestar import Response, get, post, put

from dossier.deposits.abandon import abandon
from dossier.people.devices import DeviceUnknown
from dossier.phases.queries import circuit_closed
from kiosk.answers import START
from kiosk.device.cookie import device_of, keep_longer, kiosk_of
from kiosk.scan_words import scan_words
from kiosk.screens import screen
from kiosk.start.opening import opening
from kiosk.visit import PLACE, visit_of
from web import i18n
from web.catalogues import OFFICIAL
from web.greetings import greetings
from web.pages import see_other
from web.scope import AnyRequest
from web.sessions import KIOSK

_CLEARED = '"cache", "storage"'
"""All that the browser keeps of our pages but its cookies: of those, the kiosk's own must stay."""


_ON_TO_START = f"""<!doctype html>
<html lang="en">
  <head>
    <title>Guichet</title>
    <meta name="color-scheme" content="light dark">
    <meta http-equiv="refresh" content="0;url={START}">
  </head>
  <body></body>
</html>
"""


@get("/kiosk")
async def start(request: AnyRequest) -> Response[str]:
    """Show what this machine is for, with a way in for each language; a visit that is still open ends here."""
    await _forget(request)
    device = await device_of(request)
    keep_longer(request)
    kiosk = kiosk_of(request)
    ways_in = greetings(kiosk.languages if kiosk else ())
    closed = await circuit_closed(device, PLACE)
    return screen(
        request,
        "kiosk/start/index.html",
        greetings=ways_in,
        scan_words=scan_words(OFFICIAL),
        opening=opening(closed, ways_in) if closed else (),
    )


@get("/kiosk/return")
async def come_back() -> Response[str]:
    """Lead a browser on to the start that comes from the empty page of its own service.

    That page is another site, and to what it leads to directly no browser sends the kiosk's cookie (SameSite=Strict).
    """
    return Response(_ON_TO_START, media_type="text/html")


@post("/kiosk/visit/end")
async def end(request: AnyRequest) -> Response[str]:
    """Forget this person, here and in the browser, and go back to the start."""
    await _forget(request)
    answer = see_other(request, START)
    answer.headers["Clear-Site-Data"] = _CLEARED
    return answer


@put("/kiosk/visit", status_code=204)
async def stay(request: AnyRequest) -> None:
    """Let a visit live on whose person touches the screen without asking for another."""
    await visit_of(request)


async def _forget(request: AnyRequest) -> None:
    session = await KIOSK.of(request)
    if session.key is not None:
        with suppress(DeviceUnknown):  # a machine that was revoked meanwhile: its deposit is abandoned in time
            visit = await visit_of(request)
            if visit.has_deposit:
                await abandon(visit.actor, visit.deposit_id)
        await session.end()
    if i18n.COOKIE in request.cookies:
        i18n.forget(request)


ROUTES = [start, come_back, end, stay]
