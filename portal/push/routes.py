"""Have this phone tell of news, see whether it does, and have it tell nothing any more."""

from litestar import Response, post

from dossier.deposits.queries import deposit
from dossier.notices.subscription import NotAPhone
from dossier.push.move import move
from dossier.push.queries import is_on
from dossier.push.seal import print_of
from dossier.push.switch_off import switch_off
from dossier.push.switch_on import switch_on
from dossier.push.whose import Whose
from dossier.receipts.queries import receipt_by_token
from portal.push.forms import Address, MovedPhone, Phone
from portal.visitor import NobodyYet, NotYourDeposit, Visitor, visitor_of
from web import forms
from web.catalogues import language
from web.scope import AnyRequest, settings_of

SUBSCRIPTIONS = "/push/subscriptions"


@post(SUBSCRIPTIONS, status_code=204)
async def add(request: AnyRequest) -> Response[None]:
    """Have this phone tell of whoever identified, or of a deposit that is theirs."""
    visitor = await visitor_of(request)
    form = await forms.read(request, Phone)
    whose = await _whose(visitor, form.typed["receipt"])
    if form.value is None:
        raise NotAPhone
    phone = form.value.subscription
    await switch_on(settings_of(request), visitor.actor, phone, whose, language=language())
    await visitor.remember_phone(print_of(phone.endpoint))
    return Response(None, status_code=204)


@post(f"{SUBSCRIPTIONS}/known", status_code=200)
async def known(request: AnyRequest) -> dict[str, bool]:
    """Say whether this phone does."""
    visitor = await visitor_of(request)
    form = await forms.read(request, Address)
    whose = await _whose(visitor, form.typed["receipt"])
    if form.value is None:
        raise NotAPhone
    found = await is_on(visitor.actor, form.value.endpoint, whose)
    if found:
        await visitor.remember_phone(print_of(form.value.endpoint))
    return {"on": found}


@post(f"{SUBSCRIPTIONS}/removal", status_code=204)
async def remove(request: AnyRequest) -> Response[None]:
    """Have this phone tell nothing any more, of anybody."""
    visitor = await visitor_of(request)
    form = await forms.read(request, Address)
    if form.value is None:
        raise NotAPhone
    await switch_off(visitor.actor, print_of(form.value.endpoint))
    return Response(None, status_code=204)


@post(f"{SUBSCRIPTIONS}/change", status_code=204)
async def change(request: AnyRequest) -> Response[None]:
    """Write down that this phone has another address now; its service worker says so, with nobody there."""
    visitor = await visitor_of(request)
    form = await forms.read(request, MovedPhone)
    if form.value is None:
        raise NotAPhone
    await move(settings_of(request), visitor.actor, form.value.former, form.value.subscription)
    return Response(None, status_code=204)


async def _whose(visitor: Visitor, receipt_token: str) -> Whose:
    """Return the person who identified, where the deposit is theirs or none is meant; else the deposit.

    Raises NobodyYet, NotYourDeposit, and what `receipt_by_token` raises.
    """
    if not receipt_token:
        if visitor.beneficiary_id is None:
            raise NobodyYet
        return Whose(beneficiary_id=visitor.beneficiary_id)
    receipt = await receipt_by_token(visitor.actor, receipt_token)
    if not visitor.may_see(receipt.deposit_id):
        raise NotYourDeposit
    view = await deposit(visitor.actor, receipt.deposit_id)
    if visitor.beneficiary_id is not None and view.beneficiary_id == visitor.beneficiary_id:
        return Whose(beneficiary_id=visitor.beneficiary_id)
    return Whose(deposit_id=receipt.deposit_id)


ROUTES = [add, known, remove, change]
