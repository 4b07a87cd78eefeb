"""A social file: its page, a document read in it, a NISS that is asked for, and the star that keeps it at hand."""

from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath, FromQuery

from backoffice.files.forms import FavouriteForm
from backoffice.files.page import PATH, Look, file_page
from backoffice.screen import screen
from dossier.files.at_hand import at_hand, set_favourite
from dossier.files.who import shown_niss
from web.forms import read
from web.pages import see_other
from web.scope import AnyRequest
from web.staff import staff_member


@get("/backoffice/files")
async def show_files(request: AnyRequest) -> Response[str]:
    """Show the files that one has at hand."""
    staff = await staff_member(request)
    return await screen(request, staff, "backoffice/files/files.html", at_hand=await at_hand(staff.actor))


@get(PATH)
async def show_file(
    request: AnyRequest,
    social_file_id: FromPath[UUID],
    list: FromQuery[str] = "nature",  # noqa: A002 - what the address calls it
    year: FromQuery[int] = 0,
) -> Response[str]:
    """Show a file."""
    look = Look(shown=list, year=year or None)
    return await file_page(request, await staff_member(request), social_file_id, look)


@get(f"{PATH}/documents/{{document_id:uuid}}")
async def show_document(
    request: AnyRequest,
    social_file_id: FromPath[UUID],
    document_id: FromPath[UUID],
    list: FromQuery[str] = "nature",  # noqa: A002 - what the address calls it
    year: FromQuery[int] = 0,
    page: FromQuery[int] = 1,
    view: FromQuery[str] = "page",
) -> Response[str]:
    """Show a file with one of its documents open beside it."""
    look = Look(shown=list, year=year or None, document_id=document_id, page=page, view=view)
    return await file_page(request, await staff_member(request), social_file_id, look)


@post(f"{PATH}/members/{{beneficiary_id:uuid}}/niss", status_code=200)
async def show_niss(
    request: AnyRequest, social_file_id: FromPath[UUID], beneficiary_id: FromPath[UUID]
) -> Response[str]:
    """Show the file with the NISS of one member in the open."""
    staff = await staff_member(request)
    shown = await shown_niss(staff.actor, social_file_id, beneficiary_id, request.app.state.resources.cipher)
    return await file_page(request, staff, social_file_id, Look(), niss=(beneficiary_id, shown))


@post(f"{PATH}/favourite", status_code=200)
async def keep_at_hand(request: AnyRequest, social_file_id: FromPath[UUID]) -> Response[str]:
    """Keep a file among one's favourites, or no more."""
    staff = await staff_member(request)
    form = await read(request, FavouriteForm)
    await set_favourite(staff.actor, social_file_id, wanted=form.value is not None and form.value.wanted)
    return see_other(request, f"/backoffice/files/{social_file_id}")


ROUTES = [show_files, show_file, show_document, show_niss, keep_at_hand]
