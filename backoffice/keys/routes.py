"""Keys: change those of a screen, have them as they were, switch all of them off."""

from litestar import Response, get, post
from litestar.exceptions import NotFoundException
from litestar.params import FromPath

from backoffice.keys.acts import SCREENS, Screen
from backoffice.keys.forms import KeysForm
from backoffice.keys.mapping import KeyTaken, NotAKey, changed, clashes, present, read_key
from backoffice.screen import screen, tell
from dossier.people.keys import set_keys
from dossier.people.staff import Staff
from web.catalogues import gettext
from web.forms import read
from web.pages import see_other
from web.problems import sentence, status_of
from web.scope import AnyRequest
from web.staff import return_address, staff_member

PATH = "/backoffice/keys"


@get(PATH)
async def show_keys(request: AnyRequest) -> Response[str]:
    """Show the keys of every screen."""
    return await _show(request, await staff_member(request))


@post(f"{PATH}/{{name:str}}", status_code=200)
async def keep_keys(request: AnyRequest, name: FromPath[str]) -> Response[str]:
    """Keep the keys of a screen, and go back to where they were changed; say of each that cannot be why."""
    staff = await staff_member(request)
    of = next((each for each in SCREENS if each.id == name), None)
    if of is None:
        raise NotFoundException
    form = (await read(request, KeysForm)).value
    assert form is not None  # nothing in it can be wrong
    typed = {act.id: str((await request.form()).get(act.id, "")) for act in of.acts}
    ours: dict[str, str] = present(of, {})
    wanted, errors = (ours, {}) if form.as_they_were else _read(of, typed, staff)
    if errors:
        return await _show(request, staff, of, typed, errors, status_of(NotAKey()))
    await set_keys(staff.actor, of.id, changed(of, wanted), off=not form.used)
    await tell(request, "keys_kept" if form.used else "keys_off")
    return see_other(request, return_address(form.back or PATH))


def _read(of: Screen, typed: dict[str, str], staff: Staff) -> tuple[dict[str, str], dict[str, str]]:
    """Return the keys that are wanted, by act, and the sentence of each that cannot be."""
    before = present(of, staff.keys.of(of.id))
    wanted: dict[str, str] = {}
    errors: dict[str, str] = {}
    for act in of.acts:
        try:
            wanted[act.id] = read_key(typed[act.id])
        except NotAKey as error:
            wanted[act.id], errors[act.id] = "", sentence(error)
    held = {act.id: key or act.id for act, key in zip(of.acts, wanted.values(), strict=True)}
    taken = clashes(of, held, before)
    return wanted, errors | {name: sentence(KeyTaken(act=gettext(other.label))) for name, other in taken.items()}


async def _show(
    request: AnyRequest,
    staff: Staff,
    of: Screen | None = None,
    typed: dict[str, str] | None = None,
    errors: dict[str, str] | None = None,
    status: int = 200,
) -> Response[str]:
    return await screen(
        request,
        staff,
        "backoffice/keys/keys.html",
        status=status,
        key_screens=SCREENS,
        key_wrong=of,
        key_typed=typed or {},
        key_errors=errors or {},
    )


ROUTES = [show_keys, keep_keys]
