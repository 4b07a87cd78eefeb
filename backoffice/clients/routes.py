"""The connected systems: one is let in with a secret that is shown once, and shut out."""

from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath

from backoffice.clients.words import SCOPES
from backoffice.screen import screen, tell
from dossier.clients.add import NewClient, NoScope, add_client
from dossier.clients.queries import client, clients
from dossier.clients.revoke import revoke_client
from dossier.clients.scopes import Scope
from dossier.people.staff import Staff
from web.forms import Form, blank, read, text
from web.pages import see_other
from web.scope import AnyRequest, settings_of
from web.staff import staff_member

PATH = "/backoffice/clients"
_NAME_MAX_CHARACTERS = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientForm:
    """What a system is called, and what it may do."""

    name: Annotated[str, text(_NAME_MAX_CHARACTERS)]
    scopes: tuple[Scope, ...]


@get(PATH)
async def show_clients(request: AnyRequest) -> Response[str]:
    """Show every system, those that are let in first."""
    return await _list(request, await staff_member(request), blank(ClientForm))


@post(PATH, status_code=200)
async def let_in(request: AnyRequest) -> Response[str]:
    """Let a system in, and show its secret in this one answer: no later page, no session holds it."""
    staff = await staff_member(request)
    form = await read(request, ClientForm)
    if form.value is None:
        return await _list(request, staff, form, status=422)
    try:
        made = await add_client(staff.actor, form.value.name, form.value.scopes)
    except NoScope as error:
        return await _list(request, staff, form.refused(error, "scopes"), status=422)
    return await _list(request, staff, blank(ClientForm), made=made)


@get(f"{PATH}/{{client_id:uuid}}/revocation")
async def ask_shut_out(request: AnyRequest, client_id: FromPath[UUID]) -> Response[str]:
    """Ask once more before a system is shut out."""
    staff = await staff_member(request)
    found = await client(staff.actor, client_id)
    return await screen(request, staff, "backoffice/clients/revocation.html", client=found)


@post(f"{PATH}/{{client_id:uuid}}/revocation", status_code=200)
async def shut_out(request: AnyRequest, client_id: FromPath[UUID]) -> Response[str]:
    """Shut a system out."""
    staff = await staff_member(request)
    await revoke_client(staff.actor, client_id)
    await tell(request, "client_revoked")
    return see_other(request, PATH)


async def _list(
    request: AnyRequest, staff: Staff, form: Form[ClientForm], *, made: NewClient | None = None, status: int = 200
) -> Response[str]:
    return await screen(
        request,
        staff,
        "backoffice/clients/clients.html",
        status=status,
        clients=await clients(staff.actor),
        form=form,
        made=made,
        scopes=SCOPES,
        address=settings_of(request).public_url,
    )


ROUTES = [show_clients, let_in, ask_shut_out, shut_out]
