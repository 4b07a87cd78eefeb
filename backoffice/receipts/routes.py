"""Find a receipt by its number, and print it again for whoever lost the slip."""

from dataclasses import dataclass
from typing import Annotated

from litestar import Response, get, post
from litestar.params import FromPath

from backoffice.devices.words import PRINTER, WHAT_TO_DO
from backoffice.screen import screen
from dossier.people.access import check_prints_receipts
from dossier.people.kiosk_agents import kiosks_in_need
from dossier.people.staff import Staff
from dossier.receipts.print_again import print_again
from dossier.receipts.queries import NoSuchReceipt, receipt_by_number
from web.forms import Form, blank, read, text
from web.pages import see_other
from web.problems import status_of
from web.receipts import qr_svg, receipt_pdf
from web.scope import AnyRequest, settings_of
from web.staff import staff_member

PATH = "/backoffice/receipts"
_NUMBER_MAX_CHARACTERS = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberForm:
    """A receipt's number, as it was typed."""

    number: Annotated[str, text(_NUMBER_MAX_CHARACTERS)]


@get(PATH)
async def show_receipts(request: AnyRequest) -> Response[str]:
    """Ask for the number."""
    return await _ask(request, await _clerk(request), blank(NumberForm), 200)


@post(PATH, status_code=200)
async def find_receipt(request: AnyRequest) -> Response[str]:
    """Go to the receipt of the typed number."""
    staff = await _clerk(request)
    form = await read(request, NumberForm)
    if form.value is None:
        return await _ask(request, staff, form, 422)
    try:
        found = await receipt_by_number(staff.actor, form.value.number)
    except NoSuchReceipt as error:
        return await _ask(request, staff, form.refused(error, "number"), status_of(error))
    return see_other(request, f"{PATH}/{found.number}")


@get(f"{PATH}/{{number:str}}")
async def show_receipt(request: AnyRequest, number: FromPath[str]) -> Response[str]:
    """Show the slip as it is printed, on 80 mm."""
    staff = await _clerk(request)
    found = await print_again(staff.actor, number)
    return await screen(request, staff, "backoffice/receipts/receipt.html", receipt=found, code=qr_svg(request, found))


@get(f"{PATH}/{{number:str}}/pdf")
async def receipt_as_pdf(request: AnyRequest, number: FromPath[str]) -> Response[bytes]:
    """Answer the receipt as a PDF."""
    staff = await _clerk(request)
    return receipt_pdf(request, await print_again(staff.actor, number), is_copy=True)


async def _clerk(request: AnyRequest) -> Staff:
    staff = await staff_member(request)
    check_prints_receipts(staff.actor)
    return staff


async def _ask(request: AnyRequest, staff: Staff, form: Form[NumberForm], status: int) -> Response[str]:
    return await screen(
        request,
        staff,
        "backoffice/receipts/receipts.html",
        status=status,
        form=form,
        in_need=await kiosks_in_need(staff.actor, settings_of(request).kiosk_silent_seconds),
        sets_up=False,
        printer_words=PRINTER,
        what_to_do=WHAT_TO_DO,
    )


ROUTES = [show_receipts, find_receipt, show_receipt, receipt_as_pdf]
