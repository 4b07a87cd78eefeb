"""The centre's mail: what awaits a look and what to do, what was taken in, one mail with its parts."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath
from litestar.response import Stream

from backoffice.mail import words
from backoffice.mail.forms import SettlementForm
from backoffice.screen import screen, tell
from dossier.lifecycle import MailState
from dossier.mail.answer_again import answer_again
from dossier.mail.fetch import CIRCUIT
from dossier.mail.mailboxes import Mailbox, mailbox
from dossier.mail.original import readable_mail
from dossier.mail.queries import SHOWN_AT_MOST, mail, mail_counts, mails
from dossier.mail.settle import settle_mail
from dossier.people.staff import Staff
from dossier.phases.queries import circuit_closed
from web.forms import Form, blank, read
from web.media import download
from web.pages import see_other
from web.scope import AnyRequest, settings_of
from web.staff import staff_member

PATH = "/backoffice/mail"


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """How the mailbox is."""

    mailbox: Mailbox | None
    looks: bool  # this installation looks into one
    listens: bool  # the centre's server hands mail over


@get(PATH)
async def show_mails(request: AnyRequest) -> Response[str]:
    """Show how the mailbox is, and the mails of a state: those that await a look."""
    staff = await staff_member(request)
    asked = request.query_params.get("state", "")
    state = MailState(asked) if asked in set(MailState) else MailState.AWAITS
    return await screen(
        request,
        staff,
        "backoffice/mail/mails.html",
        mails=await mails(staff.actor, state),
        state=state,
        counts=await mail_counts(staff.actor),
        health=await health_of(request, staff),
        closed=await circuit_closed(staff.actor, CIRCUIT),
        shown_at_most=SHOWN_AT_MOST,
        words=words,
    )


@get(f"{PATH}/{{mail_id:uuid}}")
async def show_mail(request: AnyRequest, mail_id: FromPath[UUID]) -> Response[str]:
    """Show a mail with its parts, and what became of each."""
    return await _one(request, await staff_member(request), mail_id, blank(SettlementForm))


@post(f"{PATH}/{{mail_id:uuid}}/settlement", status_code=200)
async def settle(request: AnyRequest, mail_id: FromPath[UUID]) -> Response[str]:
    """Settle what awaited a look."""
    staff = await staff_member(request)
    form = await read(request, SettlementForm)
    if form.value is None:
        return await _one(request, staff, mail_id, form, status=422)
    await settle_mail(staff.actor, mail_id, form.value.how)
    await tell(request, "mail_settled")
    return see_other(request, PATH)


@post(f"{PATH}/{{mail_id:uuid}}/answer", status_code=200)
async def send_answer_again(request: AnyRequest, mail_id: FromPath[UUID]) -> Response[str]:
    """Have an answer sent anew that could not be sent."""
    staff = await staff_member(request)
    await answer_again(staff.actor, mail_id)
    return see_other(request, f"{PATH}/{mail_id}")


@get(f"{PATH}/{{mail_id:uuid}}/original")
async def download_mail(request: AnyRequest, mail_id: FromPath[UUID]) -> Stream:
    """Answer a mail as it was received."""
    staff = await staff_member(request)
    required = settings_of(request).clamd_required
    return download(request, await readable_mail(staff.actor, mail_id, scan_required=required))


async def health_of(request: AnyRequest, staff: Staff) -> Health:
    """Return how the mailbox is."""
    settings = settings_of(request)
    return Health(
        mailbox=await mailbox(staff.actor),
        looks=bool(settings.mail_imap_host),
        listens=bool(settings.mail_listen_port),
    )


async def _one(
    request: AnyRequest, staff: Staff, mail_id: UUID, form: Form[SettlementForm], *, status: int = 200
) -> Response[str]:
    found, keep_days = await mail(staff.actor, mail_id), settings_of(request).mail_keep_days
    return await screen(
        request,
        staff,
        "backoffice/mail/mail.html",
        status=status,
        mail=found,
        keep_days=keep_days,
        kept_until=found.done_since + timedelta(days=keep_days) if found.done_since else None,
        form=form,
        words=words,
    )


ROUTES = [show_mails, show_mail, settle, send_answer_again, download_mail]
