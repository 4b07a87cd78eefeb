"""Acts on many documents at once: a page that shows what would happen, with what is asked for it; then it happens."""

from datetime import datetime
from itertools import groupby
from typing import Any

from litestar import Response, post

from backoffice.queue.forms import AsideForm, ChosenForm, ToForm, TypeForm
from backoffice.queue.wanted import PATH, address, kept, read_wanted
from backoffice.queue.words import ACTS, PASSED_OVER, REASONS
from backoffice.screen import screen, tell
from dossier import clock
from dossier.documents.assign import CannotTake, NobodyThere, NotTheirs, assign
from dossier.documents.choosing import Act, Chosen, NothingChosen, preview
from dossier.documents.errors import UnknownChoice
from dossier.documents.propose_type import propose_type
from dossier.documents.put_aside import AsideDay, AsideReason, AsideWords, fetch_back, put_aside, usual_day
from dossier.documents.undo_many import undo_many
from dossier.documents.wanted import Wanted
from dossier.errors import Refused
from dossier.people.access import check_decides
from dossier.people.office import Colleague, colleagues
from dossier.people.roles import DECIDES
from dossier.people.staff import Staff
from dossier.thesaurus.queries import all_types
from web.forms import Form, blank, read
from web.pages import see_other
from web.problems import status_of
from web.scope import AnyRequest, settings_of
from web.staff import staff_member

_FORMS: dict[Act, type[Any] | None] = {
    Act.ASSIGN: ToForm,
    Act.HAND_OVER: ToForm,
    Act.PUT_ASIDE: AsideForm,
    Act.FETCH_BACK: None,
    Act.PROPOSE_TYPE: TypeForm,
}
_FIELDS: dict[type[Refused], str] = {
    CannotTake: "username",
    NobodyThere: "username",
    NotTheirs: "username",
    AsideDay: "comes_back_on",
    AsideWords: "note",
    UnknownChoice: "type_id",
}
"""Where the sentence of an error stands; every other above the form."""


@post(f"{PATH}/preview", status_code=200)
async def show_act(request: AnyRequest) -> Response[str]:
    """Show what an act would do to the documents that are ticked, or to all that is shown, and ask what it needs."""
    staff = await staff_member(request)
    check_decides(staff.actor)
    form, wanted = await read(request, ChosenForm), await _wanted(request)
    if form.value is None or not (form.value.rows or form.value.whole):
        await tell(request, "nothing_ticked")
        return see_other(request, address(wanted))
    return await _show(request, staff, form.value, wanted, await _first(request, staff, form.value.act))


@post(f"{PATH}/acts", status_code=200)
async def do_act(request: AnyRequest) -> Response[str]:
    """Do it, and come back to the view, with a line about how many documents it was."""
    staff = await staff_member(request)
    check_decides(staff.actor)
    form, wanted = await read(request, ChosenForm), await _wanted(request)
    if form.value is None:
        await tell(request, "nothing_ticked")
        return see_other(request, address(wanted))
    kind = _FORMS[form.value.act]
    told: Form[Any] = await read(request, kind) if kind else Form()
    if kind and told.value is None:
        return await _show(request, staff, form.value, wanted, told, status=422)
    try:
        count, name = await _do(staff, form.value.act, _chosen(form.value, wanted), told.value)
    except NothingChosen:
        await tell(request, "nothing_ticked")
        return see_other(request, address(wanted))
    except Refused as error:
        refused = told.refused(error, _FIELDS.get(type(error)))
        return await _show(request, staff, form.value, wanted, refused, status=status_of(error))
    nobody = form.value.act in {Act.ASSIGN, Act.HAND_OVER} and not name
    await tell(request, "act_unassign" if nobody else f"act_{form.value.act}", count=count, name=name)
    return see_other(request, address(wanted))


async def _do(staff: Staff, act: Act, chosen: Chosen, told: Any) -> tuple[int, str]:
    """Carry an act out; return how many documents it was, and to whom they went."""
    match act:
        case Act.ASSIGN | Act.HAND_OVER:
            return await assign(staff.actor, chosen, told.username or "", own=act is Act.HAND_OVER)
        case Act.PUT_ASIDE:
            return await put_aside(staff.actor, chosen, told.reason, told.note or "", told.comes_back_on), ""
        case Act.FETCH_BACK:
            return await fetch_back(staff.actor, chosen), ""
        case Act.PROPOSE_TYPE:
            return await propose_type(staff.actor, chosen, told.type_id), ""


def _chosen(form: ChosenForm, wanted: Wanted) -> Chosen:
    """Return what is meant; all that is shown is what was there when its preview was made."""
    if not form.whole:
        return Chosen(ids=form.rows)
    try:
        until = datetime.fromisoformat(form.until or "")
    except ValueError:
        until = clock.now()
    return Chosen(wanted=wanted, until=until if until.tzinfo else clock.now())


async def _wanted(request: AnyRequest) -> Wanted:
    return read_wanted({name: str(value) for name, value in (await request.form()).items()})


async def _by_department(staff: Staff) -> list[tuple[str, list[Colleague]]]:
    """Return whom documents can be given to, under the code of each department; under "" who belongs to none."""
    found = await colleagues(staff.actor, DECIDES)
    return [(code, list(those)) for code, those in groupby(found, lambda each: each.department_code or "")]


async def _first(request: AnyRequest, staff: Staff, act: Act) -> Form[Any]:
    """Return an act's form as it is first shown."""
    kind = _FORMS[act]
    if kind is AsideForm:
        day = await usual_day(staff.actor, settings_of(request))
        return blank(AsideForm, reason=str(AsideReason.DEPOSITOR), comes_back_on=f"{day:%d/%m/%Y}")
    return blank(kind) if kind else Form()


async def _show(
    request: AnyRequest, staff: Staff, chosen: ChosenForm, wanted: Wanted, form: Form[Any], *, status: int = 200
) -> Response[str]:
    until = chosen.until or clock.now().isoformat()
    return await screen(
        request,
        staff,
        "backoffice/queue/act.html",
        status=status,
        act=chosen.act,
        title=ACTS[chosen.act],
        chosen=chosen,
        until=until,
        wanted=wanted,
        here=address(wanted),
        preview=await preview(staff.actor, chosen.act, _chosen(chosen, wanted)),
        form=form,
        reasons=REASONS,
        passed_over=PASSED_OVER,
        colleagues=await _by_department(staff) if _FORMS[chosen.act] is ToForm else [],
        types=await all_types(staff.actor) if chosen.act is Act.PROPOSE_TYPE else [],
    )


@post(f"{PATH}/acts/undo", status_code=200)
async def undo_act(request: AnyRequest) -> Response[str]:
    """Take the last act on many documents back, and come back to the view."""
    staff = await staff_member(request)
    count = await undo_many(staff.actor, undo_seconds=settings_of(request).undo_seconds)
    await tell(request, "act_undone", count=count)
    return see_other(request, address(await kept(request)))


ROUTES = [show_act, do_act, undo_act]
