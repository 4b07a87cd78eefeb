"""Every error becomes an answer here: a page, a fragment for htmx or `application/problem+json`, by what was asked."""

import secrets
from typing import Any

import msgspec
import structlog
from jinja2 import TemplateError
from litestar import Response
from litestar.exceptions import HTTPException

from dossier.errors import Conflict, DossierError, Forbidden, Missing, Refused, Unavailable
from dossier.logs import frames
from dossier.people.staff import SignedOut
from web.catalogues import gettext
from web.later import Later
from web.pages import fragment_wanted, page, see_other
from web.rooms import ROOMS, room_of
from web.scope import Connection
from web.staff import sign_in_address

TEMPLATE = "web/problem.html"
NOTICE = "#notice"
"""The region of every layout into which a fragment's problem is swapped."""
_RETRY_AFTER_SECONDS = 5
API = "/api/"
"""Below this address programs ask, whatever they say that they accept."""


class WrongMethod(DossierError):
    """This address does not take that. Go back and try again."""


class TooMuchAtOnce(Refused):
    """This is too much at once. Send fewer or smaller files."""


class Unexpected(DossierError):
    """Something went wrong here. Nothing that you have a receipt for is lost. If you tell us, give this number: {reference}."""  # noqa: E501 - the sentence is the message id


STATUSES: tuple[tuple[type[DossierError], int], ...] = (
    (SignedOut, 401),
    (Later, 429),
    (TooMuchAtOnce, 413),
    (WrongMethod, 405),
    (Missing, 404),
    (Conflict, 409),
    (Refused, 422),
    (Forbidden, 403),
    (Unavailable, 503),
    (DossierError, 500),
)
"""From the particular to the family: the first that fits."""

_FROM_HTTP: dict[int, type[DossierError]] = {
    401: SignedOut,
    403: Forbidden,
    404: Missing,
    405: WrongMethod,
    413: TooMuchAtOnce,
    503: Unavailable,
}


def status_of(error: DossierError) -> int:
    """Return the HTTP status that stands for an error."""
    return next(status for kind, status in STATUSES if isinstance(error, kind))


def sentence(error: DossierError) -> str:
    """Return what a person reads, in the language of the moment, with the facts filled in."""
    return gettext(type(error).sentence(), **error.facts)


def answer_dossier_error(request: Connection, error: DossierError) -> Response[Any]:
    """Answer an error of the dossier."""
    if isinstance(error, SignedOut) and _reads_pages(request):
        return see_other(request, sign_in_address(request))
    status, words = status_of(error), sentence(error)
    headers = headers_of(error)
    if not _reads_pages(request):
        return problem(error, status)
    if fragment_wanted(request):
        headers = {**headers, "HX-Retarget": NOTICE, "HX-Reswap": "innerHTML", "HX-Push-Url": "false"}
    home = ROOMS[room_of(request.url.path)]
    try:
        return page(request, TEMPLATE, block="problem", status=status, headers=headers, sentence=words, home=home)
    except (TemplateError, LookupError) as fault:  # the frame of the page is what is broken: the words must still come
        _logger().error("bare problem", error=type(fault).__name__, frames=frames(fault))
        return Response(words, status_code=status, media_type="text/plain", headers=headers)


def problem(error: DossierError, status: int) -> Response[bytes]:
    """Answer an error to a program: `application/problem+json` (RFC 9457) with a stable type and the sentence."""
    told = {"type": f"urn:guichet:problem:{error.code()}", "title": sentence(error), "status": status}
    facts = {"reference": error.facts["reference"]} if isinstance(error, Unexpected) else {}
    return Response(
        msgspec.json.encode({**told, **facts}),
        status_code=status,
        media_type="application/problem+json",
        headers=headers_of(error),
    )


def answer_http_exception(request: Connection, error: HTTPException) -> Response[Any]:
    """Answer what the framework itself refused (no such route, a body too large, a malformed parameter)."""
    if error.status_code >= 500:  # noqa: PLR2004 - the server's own faults
        return answer_unexpected(request, error)
    kind = _FROM_HTTP.get(error.status_code, Refused)
    answer = answer_dossier_error(request, kind())
    if allowed := (error.headers or {}).get("allow"):
        answer.headers["Allow"] = allowed
    return answer


def answer_unexpected(request: Connection, error: Exception) -> Response[Any]:
    """Answer a fault of ours by a number; the log has that number and where it happened, but no message or value."""
    reference = secrets.token_hex(4)
    _logger().error(
        "fault", reference=reference, error=type(error).__name__, frames=frames(error), caused_by=_cause(error)
    )
    return answer_dossier_error(request, Unexpected(reference=reference))


HANDLERS: dict[type[Exception] | int, Any] = {
    DossierError: answer_dossier_error,
    HTTPException: answer_http_exception,
    Exception: answer_unexpected,
}


def headers_of(error: DossierError) -> dict[str, str]:
    """Return the headers that say when it may be tried again."""
    if isinstance(error, Later):
        return {"Retry-After": str(error.wait_seconds)}
    return {"Retry-After": str(_RETRY_AFTER_SECONDS)} if isinstance(error, Unavailable) else {}


def _cause(error: Exception) -> str | None:
    cause = error.__cause__ or error.__context__
    return type(cause).__name__ if cause else None


def _logger() -> structlog.typing.FilteringBoundLogger:
    logger: structlog.typing.FilteringBoundLogger = structlog.get_logger("web")
    return logger


def _reads_pages(request: Connection) -> bool:
    """Say whether HTML was asked for: by a navigation or by htmx, not by a script's own fetch, nor of the API."""
    headers = request.headers
    if request.url.path.startswith(API):
        return False
    return headers.get("hx-request") == "true" or "text/html" in headers.get("accept", "")
