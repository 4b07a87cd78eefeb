"""The connected systems: one is let in with a secret that is shown once, gets another one, and is shut out."""

from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath

from backoffice.clients.words import SCOPES
from backoffice.screen import screen, tell
from dossier.clients.add import NewClient, NoScope, add_client
from dossier.clients.end_former_secret import end_former_secret
from dossier.clients.queries import client, clients
from dossier.clients.renew_secret import renew_secret
from dossier.clients.revoke import revoke_client
from dossier.clients.scopes import Scope
from dossier.clients.take_secret_back import take_secret_back
from dossier.people.staff import Staff
from web.forms import Form, blank, read, text
from web.pages import see_other
from web.scope import AnyRequest, settings_of
from web.staff import staff_member

PATH = "/backoffice/clients"
_HERE = f"{PATH}/{{client_id:uuid}}"
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


@get(_HERE)
async def show_client(request: AnyRequest, client_id: FromPath[UUID]) -> Response[str]:
    """Show one system: what it may do, and which of its secrets are good."""
    return await _one(request, await staff_member(request), client_id)


@post(f"{_HERE}/secret", status_code=200)
async def make_secret(request: AnyRequest, client_id: FromPath[UUID]) -> Response[str]:
    """Make a new secret, and show it in this one answer; the former one is good for a while yet."""
    staff = await staff_member(request)
    hours = settings_of(request).client_secret_overlap_hours
    return await _one(request, staff, client_id, made=await renew_secret(staff.actor, client_id, hours))


@post(f"{_HERE}/secret/removal", status_code=200)
async def take_back(request: AnyRequest, client_id: FromPath[UUID]) -> Response[str]:
    """Take the new secret back."""
    staff = await staff_member(request)
    await take_secret_back(staff.actor, client_id)
    await tell(request, "client_secret_taken_back")
    return see_other(request, f"{PATH}/{client_id}")


@post(f"{_HERE}/former-secret/removal", status_code=200)
async def end_former(request: AnyRequest, client_id: FromPath[UUID]) -> Response[str]:
    """End the former secret at once."""
    staff = await staff_member(request)
    await end_former_secret(staff.actor, client_id)
    await tell(request, "client_secret_ended")
    return see_other(request, f"{PATH}/{client_id}")


@get(f"{_HERE}/revocation")
async def ask_shut_out(request: AnyRequest, client_id: FromPath[UUID]) -> Response[str]:
    """Ask once more before a system is shut out."""
    staff = await staff_member(request)
    found = await client(staff.actor, client_id)
    return await screen(request, staff, "backoffice/clients/revocation.html", client=found)


@post(f"{_HERE}/revocation", status_code=200)
async def shut_out(request: AnyRequest, client_id: FromPath[UUID]) -> Response[str]:
    """Shut a system out."""
    staff = await staff_member(request)
    await revoke_client(staff.actor, client_id)
    await tell(request, "client_revoked")
    return see_other(request, PATH)


async def _one(request: AnyRequest, staff: Staff, client_id: UUID, *, made: NewClient | None = None) -> Response[str]:
    settings = settings_of(request)
    return await screen(
        request,
        staff,
        "backoffice/clients/client.html",
        client=await client(staff.actor, client_id),
        made=made,
        scopes=SCOPES,
        address=settings.public_url,
        overlap_hours=settings.client_secret_overlap_hours,
    )


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


ROUTES = [show_clients, let_in, show_client, make_secret, take_back, end_former, ask_shut_out, shut_out]
