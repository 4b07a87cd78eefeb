"""`POST /api/oauth/token`: RFC 6749 §4.4, with the secret in the Authorization header or in the form (§2.3.1)."""

import base64
import binascii
from typing import Any
from urllib.parse import parse_qs, unquote_plus
from uuid import UUID

import msgspec
from litestar import Response, post
from litestar.openapi.datastructures import ResponseSpec
from litestar.openapi.spec import OpenAPIMediaType, Operation, Reference, RequestBody, Schema
from litestar.openapi.spec.enums import OpenAPIType

from dossier.clients.token import ClientUnknown, ScopeNotGranted, grant
from web import attempts
from web.later import Later
from web.problems import headers_of
from web.scope import AnyRequest, settings_of

_BODY_MAX_BYTES = 8 * 1024
_FORM = "application/x-www-form-urlencoded"
_GRANT = "client_credentials"
_WHAT: attempts.What = "client"


class Token(msgspec.Struct, kw_only=True):
    """A token and how long it is good."""

    access_token: str
    token_type: str
    expires_in: int  # seconds
    scope: str  # separated by spaces


class TokenError(msgspec.Struct, kw_only=True):
    """Why there is no token (RFC 6749 §5.2)."""

    error: str


class _TokenOperation(Operation):
    """Describes the form, which the handler reads itself: a client's name may come in a header instead."""

    def __init__(self, **said: Any) -> None:
        texts: dict[str, Reference | Schema] = {
            "grant_type": Schema(type=OpenAPIType.STRING, enum=[_GRANT]),
            "scope": Schema(type=OpenAPIType.STRING, description="Fewer than all that were granted, with spaces."),
            "client_id": Schema(type=OpenAPIType.STRING),
            "client_secret": Schema(type=OpenAPIType.STRING),
        }
        schema = Schema(type=OpenAPIType.OBJECT, properties=texts, required=["grant_type"])
        body = RequestBody(content={_FORM: OpenAPIMediaType(schema=schema)}, required=True)
        super().__init__(**{**said, "request_body": body})


def _error(status: int, code: str, **headers: str) -> Response[Any]:
    return Response(TokenError(error=code), status_code=status, headers=headers)


@post(
    "/oauth/token",
    status_code=200,
    request_max_body_size=_BODY_MAX_BYTES,
    operation_class=_TokenOperation,
    operation_id="getToken",
    summary="Exchange a client's secret for a token",
    tags=["token"],
    security=[{}],
    responses={
        each: ResponseSpec(TokenError, description="No token (RFC 6749 §5.2).", generate_examples=False)
        for each in (400, 401, 429)
    },
)
async def give_token(request: AnyRequest) -> Response[Token]:
    """Give a token."""
    form = parse_qs((await request.body()).decode("utf-8", "replace"))
    if form.get("grant_type") != [_GRANT]:
        return _error(400, "unsupported_grant_type" if "grant_type" in form else "invalid_request")
    name, secret = _credentials(request.headers.get("authorization"), form)
    settings = settings_of(request)
    try:
        client_id = UUID(name)
        await attempts.spend(request, _WHAT, str(client_id))
        granted = await grant(
            request.app.state.centre_id,
            client_id,
            secret,
            " ".join(form.get("scope", [])).split(),
            settings.api_token_seconds,
        )
    except (ClientUnknown, ValueError):
        return _error(401, "invalid_client", **{"WWW-Authenticate": 'Basic realm="guichet"'})
    except ScopeNotGranted:
        return _error(400, "invalid_scope")
    except Later as error:
        return _error(429, "temporarily_unavailable", **headers_of(error))
    await attempts.forgive(request, _WHAT, str(client_id))
    told = Token(
        access_token=granted.token,
        token_type="Bearer",  # noqa: S106 - the kind of token
        expires_in=granted.lives_seconds,
        scope=" ".join(granted.scopes),
    )
    return Response(told, headers={"Cache-Control": "no-store"})


def _credentials(header: str | None, form: dict[str, list[str]]) -> tuple[str, str]:
    """Return a client's name and secret; empty where there are none."""
    scheme, _, encoded = (header or "").partition(" ")
    if scheme.lower() != "basic":
        return form.get("client_id", [""])[0], form.get("client_secret", [""])[0]
    try:
        name, _, secret = base64.b64decode(encoded, validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        return "", ""
    return unquote_plus(name), unquote_plus(secret)


ROUTES = [give_token]
