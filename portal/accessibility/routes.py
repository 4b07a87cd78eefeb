"""The accessibility statement, in every language of citizens."""

from litestar import Response, get

from web import accessibility
from web.pages import page
from web.scope import AnyRequest


@get("/accessibility")
async def statement(request: AnyRequest) -> Response[str]:
    """Say how far the service can be used by everybody, and whom to tell where it cannot."""
    return page(request, "portal/accessibility/statement.html", statement=accessibility.statement(request))


ROUTES = [statement]
