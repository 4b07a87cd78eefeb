"""Have the receipt sent: to the e-mail address, or else the number, of one's file, or to an e-mail address as typed."""

from litestar import Response, get, post
from litestar.params import FromPath

from dossier.deposits.queries import deposit
from dossier.notices.address import EmailWrong
from dossier.receipt_emails.ask import NoEmailHere, NotTheirFile, TooManyReceiptEmails, ask_receipt_email
from dossier.receipt_emails.queries import last_receipt_email, masked_file_contact
from dossier.receipts.queries import Receipt, receipt_by_token
from portal.receipt.forms import ReceiptTo, Where
from portal.visitor import NotYourDeposit, Visitor, visitor_of
from web import forms
from web.catalogues import language
from web.clients import client_address, network_of
from web.forms import Empty, Form, blank
from web.pages import page, see_other
from web.scope import AnyRequest, settings_of

EMAILS = "/r/{token:str}/emails"


@get(EMAILS)
async def ask(request: AnyRequest, token: FromPath[str]) -> Response[str]:
    """Ask where to, and say what became of the last one."""
    visitor = await visitor_of(request)
    receipt = await _receipt(visitor, token)
    return await _ask(request, visitor, receipt, blank(ReceiptTo, email=visitor.email))


@post(EMAILS)
async def send(request: AnyRequest, token: FromPath[str]) -> Response[str]:
    """Have it sent, and say so."""
    visitor = await visitor_of(request)
    receipt = await _receipt(visitor, token)
    form = await forms.read(request, ReceiptTo)
    if form.value is None:
        return await _ask(request, visitor, receipt, form)
    to = form.value.email if form.value.where is Where.TYPED else None
    if to is None and form.value.where is Where.TYPED:
        return await _ask(request, visitor, receipt, form.refused(Empty(), "email"))
    network = network_of(client_address(request))
    try:
        await ask_receipt_email(
            settings_of(request), visitor.actor, receipt.deposit_id, to=to, language=language(), address=network
        )
    except EmailWrong as error:
        return await _ask(request, visitor, receipt, form.refused(error, "email"))
    except (NoEmailHere, NotTheirFile, TooManyReceiptEmails) as error:
        return await _ask(request, visitor, receipt, form.refused(error))
    return see_other(request, f"/r/{token}/emails")


async def _receipt(visitor: Visitor, token: str) -> Receipt:
    receipt = await receipt_by_token(visitor.actor, token)
    if not visitor.may_see(receipt.deposit_id):
        raise NotYourDeposit
    return receipt


async def _ask(request: AnyRequest, visitor: Visitor, receipt: Receipt, form: Form[ReceiptTo]) -> Response[str]:
    view = await deposit(visitor.actor, receipt.deposit_id)
    settings = settings_of(request)
    has_file = visitor.actor.kind == "beneficiary" and visitor.actor.id == view.beneficiary_id
    return page(
        request,
        "portal/receipt/emails.html",
        status=422 if form.error or form.wrong else 200,
        receipt=receipt,
        form=form,
        has_file=has_file,
        texts="sms" in settings.notice_ways,
        file_contact=await masked_file_contact(settings, visitor.actor) if has_file and visitor.is_proven else None,
        last=await last_receipt_email(visitor.actor, receipt.deposit_id),
    )


ROUTES = [ask, send]
