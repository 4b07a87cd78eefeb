"""What the kiosk answers where another room would show a problem: a machine that nobody knows asks for its code."""

from typing import Any

from litestar import Response

from dossier.deposits.errors import DepositNotOpen
from dossier.people.devices import DeviceUnknown
from kiosk.device.cookie import is_offered
from kiosk.device.forms import Pairing
from kiosk.screens import screen
from kiosk.visit import VisitOver
from web.forms import Form, blank
from web.pages import fragment_wanted, see_other
from web.problems import answer_dossier_error, sentence
from web.scope import Connection

START = "/kiosk"
RECEIPT = "/kiosk/deposit/receipt"


def pairing_screen(
    request: Connection, form: Form[Pairing], *, status: int = 200, words: str | None = None
) -> Response[str]:
    """Ask for the one-time code; `words` say why this machine is not known any more."""
    return screen(request, "kiosk/device/pairing.html", status=status, form=form, words=words)


def _ask_to_pair(request: Connection, error: DeviceUnknown) -> Response[Any]:
    if not _reads_pages(request):
        return answer_dossier_error(request, error)
    if is_offered(request):
        return pairing_screen(request, blank(Pairing), status=403, words=sentence(error))
    return pairing_screen(request, blank(Pairing))


def _start_over(request: Connection, error: VisitOver) -> Response[Any]:
    return see_other(request, START) if _reads_pages(request) else answer_dossier_error(request, error)


def _show_receipt(request: Connection, error: DepositNotOpen) -> Response[Any]:
    """Lead whoever goes on with a deposit that was sent to its receipt; a part of a screen waits for the whole."""
    if fragment_wanted(request):
        return Response("", status_code=204, media_type="text/html")
    return see_other(request, RECEIPT) if _reads_pages(request) else answer_dossier_error(request, error)


def _reads_pages(request: Connection) -> bool:
    return "text/html" in request.headers.get("accept", "") or request.headers.get("hx-request") == "true"


HANDLERS: dict[type[Exception] | int, Any] = {
    DeviceUnknown: _ask_to_pair,
    VisitOver: _start_over,
    DepositNotOpen: _show_receipt,
}
