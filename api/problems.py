"""What a client reads when something is wrong: `application/problem+json` (RFC 9457), and which field it was."""

from typing import Any

import msgspec
from litestar import Response
from litestar.exceptions import HTTPException, ValidationException
from litestar.openapi.datastructures import ResponseSpec

from dossier.clients.scopes import OutOfScope
from dossier.clients.token import TokenWanted
from dossier.errors import DossierError, Refused
from web.problems import answer_http_exception, headers_of, problem, sentence, status_of
from web.scope import AnyRequest

MEDIA_TYPE = "application/problem+json"
_CHALLENGES: dict[type[DossierError], str] = {  # RFC 6750 §3.1
    TokenWanted: 'Bearer error="invalid_token"',
    OutOfScope: 'Bearer error="insufficient_scope"',
}


class NotAsDescribed(Refused):
    """This request is not as the description of the API says. Look at the fields that are named."""


class Fault(msgspec.Struct, kw_only=True):
    """A field that is not as described."""

    field: str
    reason: str


class Problem(msgspec.Struct, kw_only=True, omit_defaults=True):
    """What went wrong."""

    type: str  # a stable name: urn:guichet:problem:…
    title: str  # a sentence for a person, in the language that was asked for
    status: int
    reference: str | None = None  # of a fault of ours: what to tell those who look after it
    errors: list[Fault] = []


def answer_dossier_error(request: AnyRequest, error: DossierError) -> Response[bytes]:
    """Answer an error of the dossier."""
    del request
    status = 401 if isinstance(error, TokenWanted) else status_of(error)
    answer = problem(error, status)
    for kind, challenge in _CHALLENGES.items():
        if isinstance(error, kind):
            answer.headers["WWW-Authenticate"] = challenge
    return answer


def answer_malformed(request: AnyRequest, error: HTTPException) -> Response[Any]:
    """Answer what the framework refused: a field that is not as described, or a body that is no JSON."""
    if not isinstance(error, ValidationException) and error.status_code != 400:  # noqa: PLR2004 - Bad Request
        return answer_http_exception(request, error)
    wrong = NotAsDescribed()
    told = Problem(
        type=f"urn:guichet:problem:{wrong.code()}", title=sentence(wrong), status=400, errors=_faults(error.extra)
    )
    return Response(msgspec.json.encode(told), status_code=400, media_type=MEDIA_TYPE, headers=headers_of(wrong))


def _faults(extra: object) -> list[Fault]:
    if not isinstance(extra, list):
        return []
    return [Fault(field=str(each.get("key", "")), reason=str(each.get("message", ""))) for each in extra]


HANDLERS: dict[type[Exception] | int, Any] = {DossierError: answer_dossier_error, HTTPException: answer_malformed}

_MEANINGS = {
    400: "The request is not as described here.",
    401: "There is no token, or it is no longer good.",
    403: "The token lacks the scope, or this is not for clients.",
    404: "There is nothing like this, or it is not for this client.",
    409: "Something else was here before.",
    413: "The request is too large.",
    422: "What was sent cannot be taken; the title says why.",
    429: "Too much in a short time; `Retry-After` says in how many seconds it may go on.",
    503: "The service cannot answer just now; `Retry-After` says when to try again.",
}


def problems(*statuses: int) -> dict[int, ResponseSpec]:
    """Return, for the description of an endpoint, which problems it answers with, beside those of every one."""
    return {
        each: ResponseSpec(Problem, description=_MEANINGS[each], media_type=MEDIA_TYPE, generate_examples=False)
        for each in sorted({400, 401, 403, 404, 429, 503, *statuses})
    }
