"""The counters: what each is called, where its scanner lays files, who prints there."""

from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath

from backoffice.counters.forms import CounterForm, shown
from backoffice.screen import screen, tell
from dossier.counter.counters import (
    CounterNameTaken,
    FolderTaken,
    add_counter,
    close_counter,
    counter_to_set,
    counters_to_set,
    set_counter,
)
from dossier.people.devices import DeviceRow, devices
from dossier.people.staff import Staff
from web.forms import Form, blank, read
from web.pages import see_other
from web.scope import AnyRequest, settings_of
from web.staff import staff_member

PATH = "/backoffice/counters"
_FIELDS = {CounterNameTaken: "name", FolderTaken: "folder"}


@get(PATH)
async def show_counters(request: AnyRequest) -> Response[str]:
    """Show every counter in use."""
    return await _list(request, await staff_member(request), blank(CounterForm))


@post(PATH, status_code=200)
async def make_counter(request: AnyRequest) -> Response[str]:
    """Make a counter."""
    staff = await staff_member(request)
    form = await read(request, CounterForm)
    if form.value is None:
        return await _list(request, staff, form, status=422)
    try:
        await add_counter(staff.actor, form.value.told())
    except tuple(_FIELDS) as error:
        return await _list(request, staff, form.refused(error, _FIELDS[type(error)]), status=422)
    await tell(request, "counter_set")
    return see_other(request, PATH)


@get(f"{PATH}/{{counter_id:uuid}}")
async def show_counter(request: AnyRequest, counter_id: FromPath[UUID]) -> Response[str]:
    """Show how a counter is."""
    staff = await staff_member(request)
    return await _one(request, staff, counter_id, shown(await counter_to_set(staff.actor, counter_id)))


@post(f"{PATH}/{{counter_id:uuid}}", status_code=200)
async def change_counter(request: AnyRequest, counter_id: FromPath[UUID]) -> Response[str]:
    """Say how a counter is from now on."""
    staff = await staff_member(request)
    form = await read(request, CounterForm)
    if form.value is None:
        return await _one(request, staff, counter_id, form, status=422)
    try:
        await set_counter(staff.actor, counter_id, form.value.told())
    except tuple(_FIELDS) as error:
        return await _one(request, staff, counter_id, form.refused(error, _FIELDS[type(error)]), status=422)
    await tell(request, "counter_set")
    return see_other(request, PATH)


@post(f"{PATH}/{{counter_id:uuid}}/closing", status_code=200)
async def close(request: AnyRequest, counter_id: FromPath[UUID]) -> Response[str]:
    """Close a counter."""
    staff = await staff_member(request)
    await close_counter(staff.actor, counter_id)
    await tell(request, "counter_closed")
    return see_other(request, PATH)


async def _list(request: AnyRequest, staff: Staff, form: Form[CounterForm], *, status: int = 200) -> Response[str]:
    return await screen(
        request,
        staff,
        "backoffice/counters/counters.html",
        status=status,
        counters=await counters_to_set(staff.actor),
        form=form,
        devices=await _printers(staff),
        reads_folders=settings_of(request).counter_folders_dir is not None,
    )


async def _one(
    request: AnyRequest, staff: Staff, counter_id: UUID, form: Form[CounterForm], *, status: int = 200
) -> Response[str]:
    return await screen(
        request,
        staff,
        "backoffice/counters/counter.html",
        status=status,
        counter=await counter_to_set(staff.actor, counter_id),
        form=form,
        devices=await _printers(staff),
        reads_folders=settings_of(request).counter_folders_dir is not None,
    )


async def _printers(staff: Staff) -> list[DeviceRow]:
    """Return the kiosks whose service can print at a counter."""
    return [each for each in await devices(staff.actor) if each.paired_at and not each.revoked_at]


ROUTES = [show_counters, make_counter, show_counter, change_counter, close]
