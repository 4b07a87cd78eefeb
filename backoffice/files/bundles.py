"""Documents of a file as one PDF: choose them and their order, wait while it is made, take it."""

from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath
from litestar.response import Stream

from backoffice.files.forms import BundleForm
from backoffice.files.page import PATH
from backoffice.screen import screen
from dossier.errors import Refused
from dossier.files.bundles import ask_bundle, downloaded_bundle, own_bundle
from dossier.files.opened import opened_file
from dossier.people.staff import Staff
from web.catalogues import language
from web.forms import Form, blank, read
from web.media import pdf_download
from web.pages import see_other
from web.problems import status_of
from web.scope import AnyRequest, settings_of
from web.staff import staff_member

_BUNDLE = f"{PATH}/bundles/{{bundle_id:uuid}}"


@get(f"{PATH}/bundles")
async def choose(request: AnyRequest, social_file_id: FromPath[UUID]) -> Response[str]:
    """Show the documents of a file, to choose among them."""
    return await _choose(request, await staff_member(request), social_file_id, blank(BundleForm), 200)


@post(f"{PATH}/bundles", status_code=200)
async def ask(request: AnyRequest, social_file_id: FromPath[UUID]) -> Response[str]:
    """Have the chosen documents made into one PDF."""
    staff = await staff_member(request)
    form = await read(request, BundleForm)
    if form.value is None:
        return await _choose(request, staff, social_file_id, form, 422)
    keep_seconds = settings_of(request).bundle_keep_seconds
    chosen = in_order(form.value)
    try:
        made = await ask_bundle(staff.actor, social_file_id, chosen, language=language(), keep_seconds=keep_seconds)
    except Refused as error:
        return await _choose(request, staff, social_file_id, form.refused(error), status_of(error))
    return see_other(request, f"/backoffice/files/{social_file_id}/bundles/{made}")


@get(_BUNDLE)
async def show_bundle(request: AnyRequest, social_file_id: FromPath[UUID], bundle_id: FromPath[UUID]) -> Response[str]:
    """Show how far a bundle is, or that it is there."""
    del social_file_id
    staff = await staff_member(request)
    made = await own_bundle(staff.actor, bundle_id)
    return await screen(request, staff, "backoffice/files/bundle.html", block="bundle", bundle=made)


@get(f"{_BUNDLE}/pdf")
async def take_bundle(request: AnyRequest, social_file_id: FromPath[UUID], bundle_id: FromPath[UUID]) -> Stream:
    """Answer the PDF."""
    del social_file_id
    staff = await staff_member(request)
    made = await downloaded_bundle(staff.actor, bundle_id)
    assert made.size_bytes is not None
    return pdf_download(request, made.vault_key, made.size_bytes, f"{made.file_number}.pdf")


def in_order(form: BundleForm) -> list[UUID]:
    """Return the chosen documents by the numbers that stand beside them; those without one as they were shown."""
    places = dict(zip(form.shown, form.place, strict=False))
    numbers = {each: int(place) for each, place in places.items() if place.isdecimal()}
    last = max(numbers.values(), default=0)
    shown = {each: at for at, each in enumerate(form.shown)}
    return sorted(form.document, key=lambda each: (numbers.get(each, last + 1), shown.get(each, 0)))


async def _choose(
    request: AnyRequest, staff: Staff, social_file_id: UUID, form: Form[BundleForm], status: int
) -> Response[str]:
    opened = await opened_file(staff.actor, social_file_id)
    return await screen(
        request,
        staff,
        "backoffice/files/bundles.html",
        status=status,
        card=opened.card,
        papers=opened.papers,
        form=form,
    )


ROUTES = [choose, ask, show_bundle, take_bundle]
