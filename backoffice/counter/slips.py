"""Numbered slips for a day when nothing works: printed beforehand, joined to their deposits afterwards."""

from dataclasses import dataclass
from typing import Annotated

from litestar import Response, get, post

from backoffice.counter.at import PATH, clerk_here
from backoffice.counter.slip_words import slip_sheet_words
from backoffice.screen import screen
from dossier.errors import Refused
from dossier.people.staff import Staff
from dossier.receipts.promised import numbers_to_print, unused_slips
from dossier.receipts.slips_pdf import SLIPS_PER_PAGE, PrintedSlip, slips_pdf
from web.forms import Form, blank, read
from web.receipts import address_of
from web.scope import AnyRequest, settings_of

SLIPS = f"{PATH}/slips"
_PAGES_MAX = 20


class NotPages(Refused):
    """Write how many pages you want, in figures: 20 at most."""


def _read_pages(typed: str) -> int:
    if not typed.isascii() or not typed.isdigit() or not 0 < int(typed) <= _PAGES_MAX:
        raise NotPages
    return int(typed)


@dataclass(frozen=True, slots=True, kw_only=True)
class SlipsForm:
    """How many pages of slips are printed."""

    pages: Annotated[int, _read_pages]


@get(SLIPS)
async def show_slips(request: AnyRequest) -> Response[str]:
    """Say what slips are for, and offer them."""
    return await _screen(request, await clerk_here(request), blank(SlipsForm, pages="2"))


@post(SLIPS, status_code=200)
async def print_slips(request: AnyRequest) -> Response[bytes] | Response[str]:
    """Answer pages of slips whose numbers nobody else has."""
    staff = await clerk_here(request)
    form = await read(request, SlipsForm)
    if form.value is None:
        return await _screen(request, staff, form, status=422)
    numbers = await numbers_to_print(staff.actor, form.value.pages * SLIPS_PER_PAGE)
    settings = settings_of(request)
    made = [PrintedSlip(number=each.number, address=address_of(settings, each.number)) for each in numbers]
    return Response(
        slips_pdf(made, await slip_sheet_words(staff.actor)),
        media_type="application/pdf",
        headers={"Content-Disposition": 'attachment; filename="guichet-slips.pdf"'},
    )


async def _screen(request: AnyRequest, staff: Staff, form: Form[SlipsForm], status: int = 200) -> Response[str]:
    return await screen(
        request,
        staff,
        "backoffice/counter/slips.html",
        status=status,
        form=form,
        per_page=SLIPS_PER_PAGE,
        unused=await unused_slips(staff.actor),
    )


ROUTES = [show_slips, print_slips]
