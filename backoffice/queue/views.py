"""Keep the view that is shown under a name, for oneself or for the department; remove one."""

from dataclasses import dataclass
from typing import Annotated
from urllib.parse import urlencode
from uuid import UUID

from litestar import Response, post
from litestar.params import FromPath

from backoffice.queue.wanted import PATH, address, read_wanted
from backoffice.screen import tell
from dossier.documents.views import NAME_MAX_CHARACTERS, NoDepartment, TooManyViews, keep_view, remove_view
from dossier.people.access import check_decides
from web.forms import read, text
from web.pages import see_other
from web.scope import AnyRequest
from web.staff import staff_member


@dataclass(frozen=True, slots=True, kw_only=True)
class ViewForm:
    """A name, and whether the department shares it."""

    name: Annotated[str, text(NAME_MAX_CHARACTERS)]
    shared: bool


@post(f"{PATH}/views", status_code=200)
async def keep(request: AnyRequest) -> Response[str]:
    """Keep the view that is shown."""
    staff = await staff_member(request)
    check_decides(staff.actor)
    form = await read(request, ViewForm)
    wanted = read_wanted({name: str(value) for name, value in (await request.form()).items()})
    happened = "view_nameless"
    if form.value is not None:
        try:
            await keep_view(staff.actor, form.value.name, urlencode(wanted.query), shared=form.value.shared)
            happened = "view_kept"
        except (TooManyViews, NoDepartment) as error:
            happened = "view_too_many" if isinstance(error, TooManyViews) else "view_no_department"
    await tell(request, happened)
    return see_other(request, address(wanted))


@post(f"{PATH}/views/{{view_id:uuid}}/removal", status_code=200)
async def remove(request: AnyRequest, view_id: FromPath[UUID]) -> Response[str]:
    """Remove a view that is kept."""
    staff = await staff_member(request)
    await remove_view(staff.actor, view_id)
    await tell(request, "view_removed")
    return see_other(request, PATH)


ROUTES = [keep, remove]
