"""The accessibility statement, by the parts of the model of Decision (EU) 2018/1523, in every language of citizens."""

from datetime import date

from litestar import Response, get

from web.catalogues import LANGUAGES, by_machine
from web.pages import page
from web.scope import AnyRequest, settings_of

PREPARED_ON = date(2026, 11, 26)
"""When the service was last looked through for what the statement says. A change of that is a new date here."""
CONTROL_URL = "https://accessibility.belgium.be"
"""BOSA, which coordinates the bodies that control public services in Belgium, and lists them."""
OMBUDSMAN_URL = "https://www.ombudsman.be"
"""The ombudsmen of Belgium, each with whom they answer for."""


@get("/accessibility")
async def statement(request: AnyRequest) -> Response[str]:
    """Say how far the service can be used by everybody, and whom to tell where it cannot."""
    settings = settings_of(request)
    return page(
        request,
        "portal/accessibility/statement.html",
        prepared_on=PREPARED_ON,
        email=settings.accessibility_email,
        phone=settings.accessibility_phone,
        machine_languages=[(code, name) for code, name in LANGUAGES.items() if by_machine(code)],
        control_url=CONTROL_URL,
        ombudsman_url=OMBUDSMAN_URL,
    )


ROUTES = [statement]
