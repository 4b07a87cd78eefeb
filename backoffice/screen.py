"""What every screen of the backoffice shows: who is signed in, the sections for their roles, what just happened."""

from http import HTTPStatus

from litestar import Response

from backoffice.keys.acts import screen_of
from backoffice.keys.mapping import badge
from backoffice.keys.pressed import pressed
from backoffice.releases.news import news_for
from backoffice.sections import sections_of
from backoffice.thesaurus.words import source_name
from backoffice.tours.shown import tour_offered, tour_over
from backoffice.training.banner import CHANGED, banner
from dossier.people.roles import DECIDES, Role
from dossier.people.staff import Staff
from dossier.training.twins import note_look
from dossier.waits import waits
from web.catalogues import mark
from web.pages import fragment_wanted, page
from web.scope import Connection, kept
from web.sessions import STAFF

CIRCUITS = {
    "portal": mark("Portal"),
    "kiosk": mark("Kiosk"),
    "counter": mark("Counter"),
    "post": mark("Post"),
    "email": mark("E-mail"),
    "interview": mark("Interview"),
    "internal": mark("Internal"),
    "outgoing": mark("Outgoing"),
    "backfile": mark("Old files"),
    "api": mark("Connected system"),
}
"""How a deposit came in, in words."""

_FLASH = "flash"


async def screen(
    request: Connection,
    staff: Staff,
    template: str,
    *,
    block: str | tuple[str, ...] | None = None,
    framed: bool = True,
    status: int = 200,
    **context: object,
) -> Response[str]:
    """Answer a screen of the backoffice, or its block where htmx asked for a part.

    `framed`: with the sections around it, which tell how many signals wait.
    """
    said = kept(request.scope, _FLASH)
    keys_of = screen_of(template)
    is_whole = framed and not (block and fragment_wanted(request))
    if staff.trains and is_whole and status == HTTPStatus.OK:
        await note_look(staff, template)
    answer = page(
        request,
        template,
        block=block,
        status=status,
        headers={"HX-Trigger": CHANGED} if staff.trains and fragment_wanted(request) else None,
        staff=staff,
        decides=bool(staff.actor.roles & DECIDES),
        administers=Role.ADMINISTRATOR in staff.actor.roles,
        sections=sections_of(staff.actor.roles, request.url.path),
        is_part=bool(block and fragment_wanted(request)),
        waits=await waits(staff.actor) if is_whole else None,
        news=news_for(staff) if is_whole else (),
        training=await banner(staff) if is_whole else None,
        tour=tour_over(request, staff) if is_whole else None,
        tour_offered=tour_offered(staff) if is_whole else None,
        screen_pattern=request.scope.get("path_template", ""),
        circuits=CIRCUITS,
        source_name=source_name,
        flash=said.get(_FLASH) if fragment_wanted(request) else await _taken_flash(request),
        own_keys=staff.keys,
        key_screen=keys_of,
        key_badge=badge,
        **context,
    )
    answer.content = pressed(answer.content, keys_of, staff.keys)
    return answer


async def tell(
    request: Connection,
    happened: str,
    *,
    document: str | None = None,
    signal: str | None = None,
    count: int | None = None,
    name: str | None = None,
) -> None:
    """Keep a line for the next screen: what happened, by its code, to which document or signal, or to how many.

    `name` is the colleague's to whom they went.
    """
    told = {"happened": happened, "document": document, "signal": signal, "count": count, "name": name}
    await (await STAFF.of(request)).remember(**{_FLASH: told})


def tell_here(request: Connection, happened: str, document: str) -> None:
    """Say what happened on the fragment that answers this very request."""
    kept(request.scope, _FLASH)[_FLASH] = {"happened": happened, "document": document}


async def _taken_flash(request: Connection) -> dict[str, str | int | None] | None:
    session = await STAFF.of(request)
    flash: dict[str, str | int | None] | None = session.get(_FLASH)
    if flash is not None:
        await session.remember(**{_FLASH: None})
    return flash
