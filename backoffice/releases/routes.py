"""The notes of each release, the newest first."""

from dataclasses import replace

from litestar import Response, get, post

from backoffice.releases.news import news_for
from backoffice.screen import screen
from dossier.people.releases_seen import note_release
from web.pages import see_other
from web.releases import releases
from web.scope import AnyRequest
from web.staff import HOME_PATH, staff_member

PATH = "/backoffice/releases"


@get(PATH)
async def show_releases(request: AnyRequest) -> Response[str]:
    """Show what is new, and what was before; from now on it is known."""
    staff = await staff_member(request)
    new = {each.id for each in news_for(staff)}
    await note_release(staff.actor, releases()[0].day)
    staff = replace(staff, release_seen=releases()[0].day)
    return await screen(request, staff, "backoffice/releases/releases.html", releases=releases(), new=new)


@post(f"{PATH}/seen", status_code=200)
async def put_away(request: AnyRequest) -> Response[str]:
    """Take the news away unread; the notes stay."""
    staff = await staff_member(request)
    await note_release(staff.actor, releases()[0].day)
    return see_other(request, HOME_PATH)


ROUTES = [show_releases, put_away]
