"""The centre's mailbox, as an administrator sets it."""

from litestar import Response, get, post

from backoffice.mail import words
from backoffice.mail.forms import MailboxForm, shown
from backoffice.mail.routes import PATH, health_of
from backoffice.screen import screen, tell
from dossier.mail.mailboxes import MailboxTaken, NotAMailbox, SameFolder, mailbox, set_mailbox
from dossier.people.devices import check_administrator
from dossier.people.staff import Staff
from web.forms import Form, read
from web.pages import see_other
from web.scope import AnyRequest, settings_of
from web.staff import staff_member

BOX = f"{PATH}/mailbox"
_FIELDS = {NotAMailbox: "address", MailboxTaken: "address", SameFolder: "taken_folder"}


@get(BOX)
async def show_mailbox(request: AnyRequest) -> Response[str]:
    """Show how the mailbox is dealt with."""
    staff = await staff_member(request)
    check_administrator(staff.actor)
    found = await mailbox(staff.actor)
    return await _show(request, staff, shown(found, settings_of(request).mail_imap_address))


@post(BOX, status_code=200)
async def change_mailbox(request: AnyRequest) -> Response[str]:
    """Say how it is dealt with from now on."""
    staff = await staff_member(request)
    check_administrator(staff.actor)
    form = await read(request, MailboxForm)
    if form.value is None:
        return await _show(request, staff, form, status=422)
    try:
        await set_mailbox(staff.actor, form.value.told())
    except tuple(_FIELDS) as error:
        return await _show(request, staff, form.refused(error, _FIELDS[type(error)]), status=422)
    await tell(request, "mailbox_set")
    return see_other(request, BOX)


async def _show(request: AnyRequest, staff: Staff, form: Form[MailboxForm], *, status: int = 200) -> Response[str]:
    settings = settings_of(request)
    return await screen(
        request,
        staff,
        "backoffice/mail/mailbox.html",
        status=status,
        form=form,
        looked_into=settings.mail_imap_address if settings.mail_imap_host else "",
        words=words,
        health=await health_of(request, staff),
        sends="email" in settings.notice_ways,
    )


ROUTES = [show_mailbox, change_mailbox]
