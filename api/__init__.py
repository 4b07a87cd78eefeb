"""The API: other systems of the centre read, deposit, ask and are told, by tokens and without cookies."""

from typing import Any

from litestar import Router

from api.deposits.routes import ROUTES as DEPOSITS
from api.documents.routes import ROUTES as DOCUMENTS
from api.people.routes import ROUTES as PEOPLE
from api.problems import HANDLERS
from api.registrations.routes import ROUTES as REGISTRATIONS
from api.requests.routes import ROUTES as REQUESTS
from api.schema.routes import ROUTES as SCHEMA
from api.signals.routes import ROUTES as SIGNALS
from api.token.routes import ROUTES as TOKEN
from api.webhooks.routes import ROUTES as WEBHOOKS

ENDPOINTS: list[Any] = [*TOKEN, *DOCUMENTS, *SIGNALS, *DEPOSITS, *REQUESTS, *REGISTRATIONS, *PEOPLE, *WEBHOOKS]
"""What the OpenAPI document describes."""

ROUTES: list[Any] = [
    Router("/api", route_handlers=[*ENDPOINTS, *SCHEMA], exception_handlers=HANDLERS, opt={"any_origin": True})
]
