"""The desk: a document's pages beside its profile. Other acts of the desk answer by `desk`."""

from datetime import timedelta
from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath, FromQuery
from litestar.response import Stream

from backoffice.documents.forms import ProfileForm
from backoffice.documents.hold import Hold, hold_of
from backoffice.documents.presence import OpenDesk
from backoffice.documents.words import LANGUAGES, REASONS, SEALS
from backoffice.glass.asking import ask_reason
from backoffice.queue.wanted import kept
from backoffice.screen import screen
from dossier import clock
from dossier.deposits.lay_under import card_of
from dossier.deposits.queries import PageView, papers_seen
from dossier.documents.ahead import pages_ahead
from dossier.documents.at_desk import Said, at_desk
from dossier.documents.fields import valid_until
from dossier.documents.presence import deposit_of
from dossier.documents.review import Review
from dossier.documents.take_next import hold_next
from dossier.glass.break_ import Pane
from dossier.imaging.refusals import REFUSALS
from dossier.people.access import OtherDepartment
from dossier.people.queries import FoundBeneficiary
from dossier.people.staff import Staff
from dossier.thesaurus.queries import all_types
from web.forms import Form, blank
from web.live import stream
from web.scope import AnyRequest, settings_of
from web.staff import staff_member

PATH = "/backoffice/documents/{document_id:uuid}"
_TEMPLATE = "backoffice/documents/desk.html"
HELD = "guichet-held"
"""The header in which a script names the document that it holds ready as the next."""


@get(PATH)
async def show_desk(
    request: AnyRequest, document_id: FromPath[UUID], page: FromQuery[int] = 1, view: FromQuery[str] = "page"
) -> Response[str]:
    """Show a document with its profile; ask whoever stands outside for a reason."""
    staff = await staff_member(request)
    try:
        return await desk(request, staff, document_id, number=page, view=view)
    except OtherDepartment as error:
        return await ask_reason(request, staff, Pane(document_id=document_id), error)


@get(f"{PATH}/pages")
async def show_pages(
    request: AnyRequest, document_id: FromPath[UUID], page: FromQuery[int] = 1, view: FromQuery[str] = "page"
) -> Response[str]:
    """Show the pages of a document anew: one of them is made."""
    return await desk(request, await staff_member(request), document_id, block="pages", number=page, view=view)


@post(f"{PATH}/ahead", status_code=200)
async def look_ahead(request: AnyRequest, document_id: FromPath[UUID]) -> Response[str]:
    """Hold what comes next, and answer it with the pictures to be fetched: a script asks while one thinks."""
    staff = await staff_member(request)
    wanted, seconds = await kept(request), settings_of(request).hold_next_seconds
    held = await hold_next(staff.actor, document_id, seconds, wanted=wanted)
    ahead = await pages_ahead(staff.actor, document_id, wanted)
    template = "backoffice/documents/ahead.html"
    return await screen(request, staff, template, framed=False, ahead=ahead, held=held, hold_seconds=seconds)


@get(f"{PATH}/arrival")
async def show_arrival(request: AnyRequest, document_id: FromPath[UUID]) -> Response[str]:
    """Answer the desk as it will take another's place: a script shows it once the verdict is on its way."""
    return await arrive(request, await staff_member(request), document_id)


@get(f"{PATH}/live")
async def deposit_changes(request: AnyRequest, document_id: FromPath[UUID]) -> Stream:
    """Tell an open desk each time that something of its deposit changed; colleagues see that it is open."""
    staff = await staff_member(request)
    deposit_id = await deposit_of(staff.actor, document_id)
    opened = OpenDesk(staff.actor, document_id)
    return stream(request, staff.actor.centre_id, f"deposit:{deposit_id}", during=opened)


async def arrive(request: AnyRequest, staff: Staff, document_id: UUID) -> Response[str]:
    """Answer the desk of another document in place of the one that asked, under its own address."""
    answer = await desk(request, staff, document_id, block=None)
    answer.headers["HX-Retarget"] = answer.headers["HX-Reselect"] = "#desk-screen"
    answer.headers["HX-Reswap"] = "next-desk show:window:top"
    answer.headers["HX-Push-Url"] = f"/backoffice/documents/{document_id}"
    return answer


async def desk(
    request: AnyRequest,
    staff: Staff,
    document_id: UUID,
    form: Form[ProfileForm] | None = None,
    *,
    block: str | None = "profile",
    status: int = 200,
    number: int = 1,
    view: str = "page",
    found: list[FoundBeneficiary] | None = None,
) -> Response[str]:
    """Answer the desk, or where htmx asked a block of it (None: all of it still), with what was typed so far.

    `number` is the page shown, from 1; `found` are people to choose from, where they were searched without JavaScript.
    """
    at = await at_desk(staff.actor, document_id, _said(form) if form else None)
    seen = at.review
    shown = min(max(number, 1), len(seen.pages))
    page = seen.pages[shown - 1]
    hold = hold_of(seen, staff.actor)
    arrived = block is None
    return await screen(
        request,
        staff,
        _TEMPLATE,
        block=block,
        status=status,
        framed=not arrived,
        arrived=arrived,
        review=seen,
        hold=hold,
        lease_seconds=settings_of(request).claim_lease_seconds,
        runs_out=not arrived and _runs_out(seen, settings_of(request).hold_next_seconds),
        number=shown,
        cause=_cause(page),
        card=card_of(seen.pages, page.id),
        papers_count=papers_seen(seen.pages).get(page.original_id),
        view=view if view in {"reading", "compare"} else "page",
        form=form or _proposed(seen),
        types=() if arrived else await all_types(staff.actor),
        kind=at.kind,
        person=at.person,
        suggestions=at.suggestions if hold is Hold.MINE else (),
        reason_words=REASONS,
        languages_of=LANGUAGES,
        seals=SEALS,
        found=found,
    )


def _runs_out(seen: Review, hold_seconds: int) -> bool:
    """Tell whether its lease runs no longer than of what is only held as the next: then the first key renews it."""
    return seen.claimed_until is not None and seen.claimed_until <= clock.now() + timedelta(seconds=hold_seconds)


def _said(form: Form[ProfileForm]) -> Said:
    """Return what a form that came in says of type and person; what is no id says nothing."""
    return Said(type_id=id_or_none(form.typed["type_id"]), beneficiary_id=id_or_none(form.typed["beneficiary_id"]))


def _proposed(seen: Review) -> Form[ProfileForm]:
    """Return the form as it is first shown: with what is proposed or decided."""
    by_rule = seen.valid_until == valid_until(seen.document_date, seen.validity_days)  # it follows the date by itself
    return blank(
        ProfileForm,
        type_id=str(seen.type_id or ""),
        beneficiary_id=str(seen.beneficiary_id or ""),
        document_date=f"{seen.document_date:%d/%m/%Y}" if seen.document_date else "",
        words=seen.words,
        valid_until=f"{seen.valid_until:%d/%m/%Y}" if seen.valid_until and not by_rule else "",
        sender=seen.sender,
        reference=seen.reference,
        language=seen.document_language or "",
        sealed_as=seen.sealed_as or "",
    )


def _cause(page: PageView) -> str | None:
    """Return why a page could not be read, as a sentence to translate; None where there is nothing to say."""
    refusal = REFUSALS.get(page.problem or "")
    return refusal.sentence() if refusal else None


def id_or_none(typed: str) -> UUID | None:
    """Return the id that a text which came in may be."""
    try:
        return UUID(typed)
    except ValueError:
        return None


ROUTES = [show_desk, show_pages, look_ahead, show_arrival, deposit_changes]
