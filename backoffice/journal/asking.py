"""What the screens of journal and access log share: asked by a form, answered at an address that holds ids alone."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

from litestar import Response

from backoffice.journal.forms import QuestionForm, address, older, question_of, typed
from backoffice.journal.words import ACTORS, PLACES
from backoffice.screen import screen
from dossier.audit.role import check_auditor
from dossier.audit.search import Answer, Question, colleagues, find_subject
from dossier.audit.subjects import NoSuchNumber
from dossier.database.actor import Actor
from dossier.people.staff import Staff
from web.forms import Form, read
from web.pages import see_other
from web.problems import status_of
from web.scope import AnyRequest
from web.staff import staff_member


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One of the two."""

    path: str
    template: str
    find: Callable[[Actor, Question], Awaitable[Answer[Any]]]
    words: Mapping[str, Any]  # what its template puts codes into words with


async def show(request: AnyRequest, section: Section) -> Response[str]:
    """Show what an address asks for; the last weeks where it asks for nothing."""
    staff, asked = await staff_member(request), question_of(request)
    found = await section.find(staff.actor, asked)
    form = typed(asked, found.subject.number if found.subject else "")
    return await _screen(request, staff, section, form, found=found, asked=asked)


async def ask(request: AnyRequest, section: Section) -> Response[str]:
    """Go to the answer of a form, or show what is wrong in it."""
    staff = await staff_member(request)
    check_auditor(staff.actor)
    form = await read(request, QuestionForm)
    if form.value is None:
        return await _screen(request, staff, section, form, status=422)
    try:
        subject = await find_subject(staff.actor, form.value.number) if form.value.number else None
    except NoSuchNumber as error:
        return await _screen(request, staff, section, form.refused(error, "number"), status=status_of(error))
    return see_other(request, address(section.path, form.value, subject.id if subject else None))


async def _screen(
    request: AnyRequest,
    staff: Staff,
    section: Section,
    form: Form[QuestionForm],
    *,
    found: Answer[Any] | None = None,
    asked: Question | None = None,
    status: int = 200,
) -> Response[str]:
    return await screen(
        request,
        staff,
        section.template,
        status=status,
        form=form,
        found=found,
        older=older(section.path, asked, found.older) if asked and found and found.older else None,
        newest=older(section.path, asked, None) if asked and asked.before else None,
        colleagues=await colleagues(staff.actor),
        actors=ACTORS,
        places=PLACES,
        **section.words,
    )
