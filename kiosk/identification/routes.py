"""Say who you are, or hand over without: the deposit begins."""

from typing import Any

from litestar import Response, get, post

from dossier.errors import Refused
from dossier.requests.asked import asked_of
from kiosk.screens import screen
from kiosk.visit import Visit, visit_of
from web import forms
from web.forms import Form, blank
from web.identification import BirthDate, FileNumber, identified
from web.pages import see_other
from web.scope import AnyRequest

CAMERA = "/kiosk/deposit/photo"
ASKED = "/kiosk/asked"
BIRTH_DATE = "/kiosk/identification/birth-date"


@get("/kiosk/identification")
async def choose(request: AnyRequest) -> Response[str]:
    """Offer the three ways."""
    await visit_of(request)
    return screen(request, "kiosk/identification/choice.html")


@get("/kiosk/identification/number")
async def ask_number(request: AnyRequest) -> Response[str]:
    """Ask for the file number."""
    await visit_of(request)
    return _ask_number(request, blank(FileNumber))


@post("/kiosk/identification/number")
async def take_number(request: AnyRequest) -> Response[str]:
    """Remember a file number that can be one; whether it is one shows with the birth date alone."""
    visit = await visit_of(request)
    form = await forms.read(request, FileNumber)
    if form.value is None:
        return _ask_number(request, form)
    await visit.remember_number(form.value.number, by="typed")
    return see_other(request, BIRTH_DATE)


@get(BIRTH_DATE)
async def ask_birth_date(request: AnyRequest) -> Response[str]:
    """Ask for the birth date."""
    return _ask_birth_date(request, await visit_of(request), blank(BirthDate))


@post(BIRTH_DATE)
async def take_birth_date(request: AnyRequest) -> Response[str]:
    """Identify, begin the deposit, and lead to what is asked for; a second touch changes nothing."""
    visit = await visit_of(request)
    if visit.has_deposit:
        return see_other(request, CAMERA)
    form = await forms.read(request, BirthDate)
    if form.value is None:
        return _ask_birth_date(request, visit, form)
    try:
        found = await identified(request, visit.actor, visit.file_number, form.value.birth_date)
    except Refused as error:
        return _ask_birth_date(request, visit, form.refused(error, "birth_date"))
    await visit.begin(found)
    asked = await asked_of(visit.actor)
    return see_other(request, ASKED if asked.missing else CAMERA)


@post("/kiosk/deposit")
async def without(request: AnyRequest) -> Response[str]:
    """Begin a deposit without a name: the receipt is all that leads back to it."""
    visit = await visit_of(request)
    if not visit.has_deposit or visit.is_identified:
        await visit.begin(None)
    return see_other(request, CAMERA)


def _ask_number(request: AnyRequest, form: Form[FileNumber]) -> Response[str]:
    return screen(request, "kiosk/identification/number.html", status=_status(form), form=form)


def _ask_birth_date(request: AnyRequest, visit: Visit, form: Form[BirthDate]) -> Response[str]:
    number, came_by = visit.file_number, visit.number_came_by
    return screen(
        request,
        "kiosk/identification/birth_date.html",
        status=_status(form),
        form=form,
        number=None if came_by == "receipt" else number,
        # Not to the camera: a letter that still lies under it would lead here again
        back="/kiosk/identification/number" if came_by == "typed" else "/kiosk/identification",
    )


def _status(form: Form[Any]) -> int:
    return 422 if form.error or form.wrong else 200


ROUTES = [choose, ask_number, take_number, ask_birth_date, take_birth_date, without]
