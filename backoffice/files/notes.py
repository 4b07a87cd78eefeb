"""Notes on a social file: write one, correct one's own."""

from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath

from backoffice.files.forms import NoteForm
from backoffice.files.page import PATH, Look, file_page
from dossier.errors import Conflict, Refused
from dossier.files.notes import NoteEmpty, correct_note, write_note
from web.forms import read
from web.pages import see_other
from web.problems import status_of
from web.scope import AnyRequest, settings_of
from web.staff import staff_member

_NOTES = Look(shown="notes")


@post(f"{PATH}/notes", status_code=200)
async def add_note(request: AnyRequest, social_file_id: FromPath[UUID]) -> Response[str]:
    """Append a note."""
    staff = await staff_member(request)
    form = await read(request, NoteForm)
    if form.value is None:
        return await file_page(request, staff, social_file_id, _NOTES, note=form, status=422)
    try:
        await write_note(staff.actor, social_file_id, form.value.words or "")
    except NoteEmpty as error:
        refused = form.refused(error, "words")
        return await file_page(request, staff, social_file_id, _NOTES, note=refused, status=status_of(error))
    return see_other(request, f"/backoffice/files/{social_file_id}?list=notes")


@get(f"{PATH}/notes/{{note_id:uuid}}")
async def ask_correction(request: AnyRequest, social_file_id: FromPath[UUID], note_id: FromPath[UUID]) -> Response[str]:
    """Show a note of one's own in a field, to be corrected."""
    return await file_page(request, await staff_member(request), social_file_id, _NOTES, correcting=note_id)


@post(f"{PATH}/notes/{{note_id:uuid}}", status_code=200)
async def correct(request: AnyRequest, social_file_id: FromPath[UUID], note_id: FromPath[UUID]) -> Response[str]:
    """Correct a note of one's own."""
    staff = await staff_member(request)
    form = await read(request, NoteForm)
    if form.value is None:
        return await file_page(request, staff, social_file_id, _NOTES, note=form, correcting=note_id, status=422)
    seconds = settings_of(request).note_correct_seconds
    try:
        await correct_note(staff.actor, social_file_id, note_id, form.value.words or "", seconds)
    except (Refused, Conflict) as error:
        refused, status = form.refused(error, "words"), status_of(error)
        still = note_id if isinstance(error, NoteEmpty) else None
        return await file_page(request, staff, social_file_id, _NOTES, note=refused, correcting=still, status=status)
    return see_other(request, f"/backoffice/files/{social_file_id}?list=notes")


ROUTES = [add_note, ask_correction, correct]
