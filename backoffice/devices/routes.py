"""The kiosks: who they are, how each works, a code for a new one, the key taken away from an old one."""

from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath

from backoffice.devices.forms import OTHER_LANGUAGES, KioskForm, PairingForm, shown
from backoffice.devices.words import PRINTER, WHAT_TO_DO
from backoffice.screen import screen, tell
from dossier.clock import now
from dossier.people.devices import DeviceRow, NoSuchDevice, devices, offer_pairing, revoke
from dossier.people.kiosk_agents import kiosks_in_need, offer_code
from dossier.people.kiosk_settings import kiosk_settings, set_kiosk
from dossier.people.queries import departments
from dossier.people.staff import Staff
from web.forms import Form, blank, read
from web.pages import see_other
from web.scope import AnyRequest, settings_of
from web.staff import staff_member

PATH = "/backoffice/devices"


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


@get(f"{PATH}/{{device_id:uuid}}")
async def show_kiosk(request: AnyRequest, device_id: FromPath[UUID]) -> Response[str]:
    """Show how a kiosk is, and how it works."""
    staff = await staff_member(request)
    return await _one(request, staff, device_id, shown(await kiosk_settings(staff.actor, device_id)))


@post(f"{PATH}/{{device_id:uuid}}", status_code=200)
async def change_kiosk(request: AnyRequest, device_id: FromPath[UUID]) -> Response[str]:
    """Say how a kiosk works."""
    staff = await staff_member(request)
    form = await read(request, KioskForm)
    if form.value is None:
        return await _one(request, staff, device_id, form, status=422)
    await set_kiosk(staff.actor, device_id, form.value.settings())
    await tell(request, "device_set")
    return see_other(request, f"{PATH}/{device_id}")


@post(f"{PATH}/{{device_id:uuid}}/code", status_code=200)
async def offer_new_code(request: AnyRequest, device_id: FromPath[UUID]) -> Response[str]:
    """Show a new code for a kiosk that is there, in this one answer."""
    staff = await staff_member(request)
    code = await offer_code(staff.actor, device_id, settings_of(request).pairing_code_seconds)
    return await _one(request, staff, device_id, shown(await kiosk_settings(staff.actor, device_id)), code=code)


@get(f"{PATH}/{{device_id:uuid}}/revocation")
async def ask_revocation(request: AnyRequest, device_id: FromPath[UUID]) -> Response[str]:
    """Ask once more before a kiosk loses its key."""
    staff = await staff_member(request)
    found = await _kiosk(staff, device_id)
    return await screen(request, staff, "backoffice/devices/revocation.html", device=found)


@post(f"{PATH}/{{device_id:uuid}}/revocation", status_code=200)
async def revoke_device(request: AnyRequest, device_id: FromPath[UUID]) -> Response[str]:
    """Take a kiosk's key away."""
    staff = await staff_member(request)
    await revoke(staff.actor, device_id)
    await tell(request, "device_revoked")
    return see_other(request, PATH)


async def _kiosk(staff: Staff, device_id: UUID) -> DeviceRow:
    """Return a kiosk of the list. Raises AdministratorOnly, NoSuchDevice."""
    for each in await devices(staff.actor):
        if each.id == device_id:
            return each
    raise NoSuchDevice


async def _one(
    request: AnyRequest,
    staff: Staff,
    device_id: UUID,
    form: Form[KioskForm],
    *,
    code: str | None = None,
    status: int = 200,
) -> Response[str]:
    settings = settings_of(request)
    return await screen(
        request,
        staff,
        "backoffice/devices/device.html",
        status=status,
        device=await _kiosk(staff, device_id),
        departments=await departments(staff.actor),
        other_languages=OTHER_LANGUAGES,
        form=form,
        code=code,
        code_minutes=settings.pairing_code_seconds // 60,
        usual=settings,
        printer_words=PRINTER,
        silent_seconds=settings.kiosk_silent_seconds,
        now=now(),
    )


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
        in_need=await kiosks_in_need(staff.actor, settings_of(request).kiosk_silent_seconds),
        sets_up=True,
        printer_words=PRINTER,
        what_to_do=WHAT_TO_DO,
        silent_seconds=settings_of(request).kiosk_silent_seconds,
        now=now(),
    )


ROUTES = [
    show_devices,
    add_device,
    show_kiosk,
    change_kiosk,
    offer_new_code,
    ask_revocation,
    revoke_device,
]
