"""Who opens what is sealed: give a key, take one back."""

from dataclasses import dataclass
from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath

from backoffice.looks.words import ROLES
from backoffice.screen import screen, tell
from dossier.people.seals import KeyIncomplete, NewKey, Sensitivity, give_key, holders, seal_keys, take_key
from dossier.people.staff import Staff
from web.catalogues import mark
from web.forms import Form, blank, read
from web.pages import see_other
from web.problems import status_of
from web.scope import AnyRequest
from web.staff import staff_member

PATH = "/backoffice/seals"
SENSITIVITIES = {Sensitivity.MEDICAL: mark("Medical"), Sensitivity.JUDICIAL: mark("Judicial")}
HOLDERS = {
    "own_worker": mark("the file's own social worker"),
    "type_departments": mark("the departments that the type of document concerns"),
}
"""Holders that are no department and no role, in words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyForm:
    """What is sealed, and who gets a key."""

    sensitivity: Sensitivity
    holder: str


@get(PATH)
async def show_seals(request: AnyRequest) -> Response[str]:
    """Show all keys, and ask for one more."""
    return await _list(request, await staff_member(request), blank(KeyForm))


@post(PATH, status_code=200)
async def add_key(request: AnyRequest) -> Response[str]:
    """Give a key."""
    staff = await staff_member(request)
    form = await read(request, KeyForm)
    told = form.value
    try:
        new = NewKey(sensitivity=told.sensitivity, holder=told.holder) if told else None
        await give_key(staff.actor, new)
    except KeyIncomplete as error:
        return await _list(request, staff, form.refused(error), status=status_of(error))
    await tell(request, "key_given")
    return see_other(request, PATH)


@post(f"{PATH}/{{key_id:uuid}}/removal", status_code=200)
async def remove_key(request: AnyRequest, key_id: FromPath[UUID]) -> Response[str]:
    """Take a key back."""
    staff = await staff_member(request)
    await take_key(staff.actor, key_id)
    await tell(request, "key_taken")
    return see_other(request, PATH)


async def _list(request: AnyRequest, staff: Staff, form: Form[KeyForm], *, status: int = 200) -> Response[str]:
    return await screen(
        request,
        staff,
        "backoffice/seals/seals.html",
        status=status,
        keys=await seal_keys(staff.actor),
        holders=await holders(staff.actor),
        sensitivities=SENSITIVITIES,
        holder_words=HOLDERS,
        roles=ROLES,
        form=form,
    )


ROUTES = [show_seals, add_key, remove_key]
