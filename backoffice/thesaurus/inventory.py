"""The inventory: what came in over a time, which terms nobody uses, which are missing."""

from datetime import timedelta

from litestar import Response, get
from litestar.params import FromQuery

from backoffice.thesaurus.context import term_screen
from dossier import clock
from dossier.thesaurus.inventory import inventory
from web.catalogues import mark
from web.scope import AnyRequest
from web.staff import staff_member

PATH = "/backoffice/thesaurus/inventory"
PERIODS = {30: mark("30 days"), 91: mark("3 months"), 364: mark("12 months")}
"""How many days back, in words."""


@get(PATH)
async def show_inventory(request: AnyRequest, days: FromQuery[int] = 91) -> Response[str]:
    """Show the inventory of the last days."""
    staff = await staff_member(request)
    period = days if days in PERIODS else 91
    last_day = clock.today()
    return await term_screen(
        request,
        staff,
        "backoffice/thesaurus/inventory.html",
        inventory=await inventory(staff.actor, last_day - timedelta(days=period - 1), last_day),
        periods=PERIODS,
        period=period,
    )


ROUTES = [show_inventory]
