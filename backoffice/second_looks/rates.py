"""How often something was filed wrongly: by type and circuit, month by month. Nobody is named, nobody is ranked."""

import re
from datetime import date

from litestar import Response, get
from litestar.params import FromQuery

from backoffice.screen import CIRCUITS, screen
from backoffice.second_looks.routes import HOME
from dossier.second_looks.find import Wrong
from dossier.second_looks.rates import ENOUGH_LOOKS, rates
from web.catalogues import mark
from web.scope import AnyRequest, settings_of
from web.staff import staff_member

KINDS = {
    Wrong.TYPE: mark("Type"),
    Wrong.PERSON: mark("Beneficiary"),
    Wrong.DATE: mark("Date"),
    Wrong.OTHER: mark("Other fields"),
    Wrong.CUT: mark("Pages"),
}
"""What can be wrong, in words."""

_MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])")


@get(f"{HOME}/rates")
async def show_rates(request: AnyRequest, month: FromQuery[str] = "", circuit: FromQuery[str] = "") -> Response[str]:
    """Show the rates of the last months, or of one month or way in."""
    staff = await staff_member(request)
    chosen = _MONTH.fullmatch(month)
    begins_on = date(int(chosen[1]), int(chosen[2]), 1) if chosen else None
    way_in = circuit if circuit in CIRCUITS else None
    return await screen(
        request,
        staff,
        "backoffice/second_looks/rates.html",
        rates=await rates(staff.actor, begins_on, way_in),
        month=begins_on,
        circuit=way_in,
        kinds=KINDS,
        enough=ENOUGH_LOOKS,
        share_percent=settings_of(request).second_look_share_percent,
    )


ROUTES = [show_rates]
