"""Pair this machine: a one-time code becomes a key, a few attempts long; or a pass, from the service beside it."""

from litestar import Response, get, post, put

from dossier.errors import Refused
from dossier.people.devices import pair
from dossier.people.kiosk_agents import PassWrong, pair_by_pass
from kiosk.answers import START, pairing_screen
from kiosk.device.cookie import device_of, keep_device
from kiosk.device.forms import Pairing, Passing
from web import attempts, forms
from web.clients import client_address, network_of
from web.pages import see_other
from web.problems import sentence
from web.scope import AnyRequest

_WHAT: attempts.What = "sign_in"


@get("/kiosk/device")
async def show(request: AnyRequest) -> Response[str]:
    """Lead a machine that is paired to its start; the others are asked for their code."""
    await device_of(request)
    return see_other(request, START)


@put("/kiosk/device", status_code=204)
async def be_there(request: AnyRequest) -> None:
    """Note that this kiosk's screen is there, whoever stands before it. Raises DeviceUnknown."""
    await device_of(request)


@post("/kiosk/device")
async def pair_it(request: AnyRequest) -> Response[str]:
    """Exchange the code for a key that this browser keeps."""
    form = await forms.read(request, Pairing)
    if form.value is None:
        return pairing_screen(request, form, status=422)
    # Counted by network, not for the centre as a whole: strangers must not be able to lock an administrator out.
    account = f"device:{network_of(client_address(request))}"
    try:
        await attempts.spend(request, _WHAT, account)
        device_id, key = await pair(request.app.state.centre_id, form.value.code)
    except Refused as error:
        return pairing_screen(request, form.refused(error), status=422)
    await attempts.forgive(request, _WHAT, account)
    keep_device(request, device_id, key)
    return see_other(request, START)


@post("/kiosk/device/pass")
async def pass_it(request: AnyRequest) -> Response[str]:
    """Exchange the pass for a key that this browser keeps.

    No attempt is counted: nobody guesses a pass, and a network whose attempts are used up must not keep its kiosks out.
    """
    form = await forms.read(request, Passing)
    try:
        device_id, key = await pair_by_pass(request.app.state.centre_id, form.value.offered if form.value else "")
    except PassWrong as error:
        return pairing_screen(request, forms.blank(Pairing), status=422, words=sentence(error))
    keep_device(request, device_id, key)
    return see_other(request, START)


ROUTES = [show, be_there, pair_it, pass_it]
