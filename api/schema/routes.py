"""`GET /api/v1/openapi.json`: what each endpoint takes and answers, made from the endpoints themselves."""

from functools import cache

import msgspec
from litestar import Litestar, Response, Router, get
from litestar.openapi import OpenAPIConfig
from litestar.openapi.spec import Components, OAuthFlow, OAuthFlows, SecurityScheme

from api.access import SECURITY
from dossier.clients.scopes import Scope
from web.scope import AnyRequest

_MEANINGS = {
    Scope.DOCUMENTS_READ: "Read validated documents that nothing seals.",
    Scope.DEPOSITS_WRITE: "Hand documents in.",
    Scope.REQUESTS_READ: "Read requests for documents that ask for nothing sealed.",
    Scope.REQUESTS_WRITE: "Ask people for documents in a worker's name, follow and withdraw that.",
    Scope.REGISTRATIONS_WRITE: "Register internal and outgoing documents in a worker's name.",
    Scope.PEOPLE_WRITE: "Insert and update people, social files and staff.",
    Scope.SIGNALS_READ: "Read signals.",
    Scope.WEBHOOKS_MANAGE: "Subscribe to what happens.",
}


@get("/v1/openapi.json", include_in_schema=False)
async def show_schema(request: AnyRequest) -> Response[bytes]:
    """Show the description of the API; it holds nothing of a centre."""
    del request
    return Response(_described(), media_type="application/json", headers={"Cache-Control": "public, max-age=300"})


@cache
def _described() -> bytes:
    from api import ENDPOINTS

    flows = OAuthFlows(
        client_credentials=OAuthFlow(
            token_url="/api/oauth/token",  # noqa: S106 - an address
            scopes={each.value: _MEANINGS[each] for each in Scope},
        )
    )
    config = OpenAPIConfig(
        title="Guichet",
        version="1",
        description="How other systems of a public welfare centre speak with Guichet. See docs/api.md.",
        components=Components(security_schemes={SECURITY: SecurityScheme(type="oauth2", flows=flows)}),
        use_handler_docstrings=False,
    )
    described = Litestar([Router("/api", route_handlers=list(ENDPOINTS))], openapi_config=config, logging_config=None)
    return msgspec.json.encode(described.openapi_schema.to_schema())


ROUTES = [show_schema]
