"""Feedback: the form that stands on every screen, one's own with its answers, and for a SPOC what is to be answered."""

from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath, FromQuery

from backoffice.feedback.forms import (
    SAID_MAX_CHARACTERS,
    AnswerForm,
    FeedbackForm,
    browser_of,
    screen_of,
    window_of,
)
from backoffice.screen import screen, tell
from dossier.errors import Refused
from dossier.feedback.answer import answer_feedback
from dossier.feedback.ask import NewFeedback, ask_feedback
from dossier.feedback.errors import WordsNeeded
from dossier.feedback.queries import feedback_of, feedback_to_answer, own_feedback, picture_of, spocs
from dossier.ids import new_id
from dossier.people.staff import Staff
from web.forms import Form, blank, read, read_texts
from web.pages import fragment_wanted, page, see_other
from web.releases import releases
from web.scope import AnyRequest, resources_of, settings_of
from web.staff import staff_member
from web.uploads import uploaded

PATH = "/backoffice/feedback"
_FORM = "backoffice/feedback/new.html"


@get(PATH)
async def show_feedback(request: AnyRequest) -> Response[str]:
    """Show what waits for one's answer, and one's own feedback; its answers are seen from now on."""
    staff = await staff_member(request)
    return await screen(
        request,
        staff,
        "backoffice/feedback/feedback.html",
        to_answer=await feedback_to_answer(staff.actor),
        own=await own_feedback(staff.actor),
    )


@get(f"{PATH}/new")
async def new_feedback(request: AnyRequest, screen: FromQuery[str] = "") -> Response[str]:
    """Show the form; `screen` is the pattern of the route that it is about."""
    staff = await staff_member(request)
    return await _form(request, staff, blank(FeedbackForm, feedback_id=str(new_id()), screen=screen_of(screen)))


@post(PATH, request_max_body_size=None, status_code=200)
async def send_feedback(request: AnyRequest) -> Response[str]:
    """Send feedback, with its picture where there is one."""
    staff = await staff_member(request)
    form = blank(FeedbackForm, feedback_id=str(new_id()))
    try:
        async with uploaded(request, settings_of(request).feedback_picture_max_bytes) as upload:
            form = read_texts(upload.texts, FeedbackForm)
            if form.value is None:
                return await _form(request, staff, form, status=422)
            told = NewFeedback(
                id=form.value.feedback_id,
                said=form.value.said,
                screen=screen_of(form.value.screen),
                release=releases()[0].id,
                browser=browser_of(request.headers.get("user-agent", "")),
                window_size=window_of(form.value.window_size),
            )
            pictures = upload.files_of("picture")
            await ask_feedback(
                resources_of(request), staff.actor, told, pictures[0].received.path if pictures else None
            )
    except WordsNeeded as error:
        return await _form(request, staff, form.refused(error, "said"), status=422)
    except Refused as error:
        return await _form(request, staff, form.refused(error, "picture"), status=422)
    if fragment_wanted(request):
        return page(request, "backoffice/feedback/sent.html")
    await tell(request, "feedback_sent")
    return see_other(request, PATH)


@get(f"{PATH}/{{feedback_id:uuid}}")
async def show_one(request: AnyRequest, feedback_id: FromPath[UUID]) -> Response[str]:
    """Show feedback to one who answers it."""
    return await _one(request, await staff_member(request), feedback_id, blank(AnswerForm))


@post(f"{PATH}/{{feedback_id:uuid}}/answer", status_code=200)
async def answer(request: AnyRequest, feedback_id: FromPath[UUID]) -> Response[str]:
    """Answer feedback."""
    staff = await staff_member(request)
    form = await read(request, AnswerForm)
    if form.value is None:
        return await _one(request, staff, feedback_id, form, status=422)
    await answer_feedback(staff.actor, feedback_id, form.value.answer)
    await tell(request, "feedback_answered")
    return see_other(request, PATH)


@get(f"{PATH}/{{feedback_id:uuid}}/picture")
async def show_picture(request: AnyRequest, feedback_id: FromPath[UUID]) -> Response[bytes]:
    """Answer the picture of a screen; no browser keeps it."""
    found = await picture_of((await staff_member(request)).actor, feedback_id)
    headers = {"Cache-Control": "no-store", "Content-Security-Policy": "default-src 'none'; sandbox"}
    return Response(found.data, media_type=found.media_type, headers=headers)


async def _form(request: AnyRequest, staff: Staff, form: Form[FeedbackForm], *, status: int = 200) -> Response[str]:
    return await screen(
        request,
        staff,
        _FORM,
        block="form",
        status=status,
        form=form,
        answering=await spocs(staff.actor),
        said_max_characters=SAID_MAX_CHARACTERS,
    )


async def _one(
    request: AnyRequest, staff: Staff, feedback_id: UUID, form: Form[AnswerForm], *, status: int = 200
) -> Response[str]:
    return await screen(
        request,
        staff,
        "backoffice/feedback/one.html",
        status=status,
        feedback=await feedback_of(staff.actor, feedback_id),
        form=form,
        said_max_characters=SAID_MAX_CHARACTERS,
    )


ROUTES = [show_feedback, new_feedback, send_feedback, show_one, answer, show_picture]
