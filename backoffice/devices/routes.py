"""The kiosks: who they are, a code for a new one, the key taken away from an old one."""

from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath

from backoffice.screen import screen, tell
from dossier.clock import now
from dossier.people.devices import NoSuchDevice, devices, offer_pairing, revoke
from dossier.people.staff import Staff
from web.forms import Form, blank, read, text
from web.pages import see_other
from web.scope import AnyRequest, settings_of
from web.staff import staff_member

PATH = "/backoffice/devices"
_NAME_MAX_CHARACTERS = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class PairingForm:
    """What a new kiosk is called."""

    name: Annotated[str, text(_NAME_MAX_CHARACTERS)]


@get(PATH)
async def show_devices(request: AnyRequest) -> Response[str]:
    """Show every kiosk, newest first."""
    return await _list(request, await staff_member(request), blank(PairingForm))


@post(PATH, status_code=200)
async def add_device(request: AnyRequest) -> Response[str]:
    """Make a place for a new kiosk, and show its code in this one answer: no later page, no session holds it."""
    staff = await staff_member(request)
    form = await read(request, PairingForm)
    if form.value is None:
        return await _list(request, staff, form, status=422)
    code = await offer_pairing(staff.actor, form.value.name, settings_of(request).pairing_code_seconds)
    return await _list(request, staff, blank(PairingForm), code=code)


@get(f"{PATH}/{{device_id:uuid}}/revocation")
async def ask_revocation(request: AnyRequest, device_id: FromPath[UUID]) -> Response[str]:
    """Ask once more before a kiosk loses its key."""
    staff = await staff_member(request)
    found = [each for each in await devices(staff.actor) if each.id == device_id]
    if not found:
        raise NoSuchDevice
    return await screen(request, staff, "backoffice/devices/revocation.html", device=found[0])


@post(f"{PATH}/{{device_id:uuid}}/revocation", status_code=200)
async def revoke_device(request: AnyRequest, device_id: FromPath[UUID]) -> Response[str]:
    """Take a kiosk's key away."""
    staff = await staff_member(request)
    await revoke(staff.actor, device_id)
    await tell(request, "device_revoked")
    return see_other(request, PATH)


async def _list(
    request: AnyRequest, staff: Staff, form: Form[PairingForm], *, code: str | None = None, status: int = 200
) -> Response[str]:
    return await screen(
        request,
        staff,
        "backoffice/devices/devices.html",
        status=status,
        devices=await devices(staff.actor),
        form=form,
        code=code,
        code_minutes=settings_of(request).pairing_code_seconds // 60,
        now=now(),
    )


ROUTES = [show_devices, add_device, ask_revocation, revoke_device]
