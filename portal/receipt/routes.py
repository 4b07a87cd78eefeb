"""The receipt's own page: the slip at once, and what becomes of each document. What it shows depends on who asks."""

from collections.abc import Sequence
from functools import partial
from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath, FromQuery
from litestar.response import Stream

from dossier.deposits.begin_retake import unsent_retakes
from dossier.deposits.queries import deposit
from dossier.documents.tracking import TrackedDocument, mark_of, seen_tracked, tracked
from dossier.errors import Missing, Refused
from dossier.expected.day import expected_of
from dossier.ids import new_id
from dossier.kept_papers.of_receipt import kept_of_receipt
from dossier.lifecycle import DepositState, PageState
from dossier.people.identify import NotIdentified, NumberMistyped
from dossier.receipts.queries import Receipt, receipt_by_number, receipt_by_token
from portal.deposit.thumbs import thumbs
from portal.identification.forms import FileAndBirth, read_with_birth_date
from portal.kept_receipts import is_kept, let_go
from portal.push.offer import push_offer
from portal.receipt.forms import Followed
from portal.returning import is_kept_here
from portal.visitor import NotYourDeposit, Visitor, visitor_of
from web import live
from web.forms import Form, blank
from web.identification import identified
from web.pages import page, see_other
from web.receipts import qr_svg, receipt_pdf
from web.scope import AnyRequest, settings_of


class NotFollowed(Refused):
    """We find no deposit with these details. Check them, or scan the QR code of your slip."""


@get("/r")
async def ask(request: AnyRequest) -> Response[str]:
    """Ask for the number of a receipt, and for whose it is."""
    return page(request, "portal/receipt/follow.html", form=blank(Followed))


@post("/r")
async def follow(request: AnyRequest) -> Response[str]:
    """Find a receipt by its number, for whoever knows whose it is."""
    visitor = await visitor_of(request)
    form = await read_with_birth_date(request, Followed)
    if form.value is None:
        return page(request, "portal/receipt/follow.html", status=422, form=form)
    try:
        receipt = await _receipt_of(request, visitor, form.value)
    except (NumberMistyped, NotIdentified, NotFollowed) as error:
        return page(request, "portal/receipt/follow.html", status=422, form=form.refused(error))
    return see_other(request, f"/r/{receipt.token}")


@get("/r/{token:str}")
async def show(request: AnyRequest, token: FromPath[str]) -> Response[str]:
    """Show a receipt: all of it to its depositor, the number, time, counts and plain states to anyone else."""
    visitor = await visitor_of(request)
    receipt = await receipt_by_token(visitor.actor, token)
    if visitor.is_proven and not visitor.may_see(receipt.deposit_id):
        view = await deposit(visitor.actor, receipt.deposit_id)
        if view.beneficiary_id == visitor.actor.id:
            await visitor.unlock(receipt.deposit_id)
    return await _tracking(request, visitor, receipt, blank(FileAndBirth))


@post("/r/{token:str}")
async def identify(request: AnyRequest, token: FromPath[str]) -> Response[str]:
    """Show the rest of a receipt to someone who knows whose it is."""
    visitor = await visitor_of(request)
    receipt = await receipt_by_token(visitor.actor, token)
    form = await read_with_birth_date(request, FileAndBirth)
    if form.value is None:
        return await _tracking(request, visitor, receipt, form)
    try:
        await _unlock(request, visitor, receipt, form.value)
    except (NumberMistyped, NotIdentified, NotFollowed) as error:
        return await _tracking(request, visitor, receipt, form.refused(error))
    return see_other(request, f"/r/{token}")


@get("/r/{token:str}/changes")
async def changes(request: AnyRequest, token: FromPath[str], seen: FromQuery[str] = "") -> Stream:
    """Tell the open page when something changed, also before it listened: `seen` is the mark of what it shows."""
    visitor = await visitor_of(request)
    receipt = await receipt_by_token(visitor.actor, token)
    documents = await tracked(visitor.actor, receipt.deposit_id)

    async def is_late() -> bool:
        return mark_of(await tracked(visitor.actor, receipt.deposit_id)) != seen

    topics = (f"deposit:{each}" for each in _followed(receipt, documents))
    return live.stream(request, visitor.centre_id, *topics, is_late=is_late)


@post("/r/{token:str}/removal")
async def remove(request: AnyRequest, token: FromPath[str]) -> Response[str]:
    """Have this browser keep a receipt no longer."""
    let_go(request, token)
    return see_other(request, "/")


@get("/r/{token:str}/pdf")
async def as_pdf(request: AnyRequest, token: FromPath[str]) -> Response[bytes]:
    """Answer the receipt as a PDF, which lists each file's fingerprint: to its depositor alone."""
    visitor = await visitor_of(request)
    receipt = await receipt_by_token(visitor.actor, token)
    if not visitor.may_see(receipt.deposit_id):
        raise NotYourDeposit
    return receipt_pdf(request, receipt)


async def _receipt_of(request: AnyRequest, visitor: Visitor, followed: Followed) -> Receipt:
    """Return the receipt that three facts lead to. Raises NotFollowed, and what `identified` raises."""
    try:
        receipt = await receipt_by_number(visitor.actor, followed.receipt)
    except Missing:
        # Who they are is checked all the same, so that nobody learns which receipts there are.
        await identified(request, visitor.actor, followed.number, followed.birth_date)
        raise NotFollowed from None
    await _unlock(request, visitor, receipt, followed)
    return receipt


async def _unlock(request: AnyRequest, visitor: Visitor, receipt: Receipt, who: FileAndBirth) -> None:
    view = await deposit(visitor.actor, receipt.deposit_id)
    found = await identified(request, visitor.actor, who.number, who.birth_date)
    if found.beneficiary_id != view.beneficiary_id:  # a household shares its file's number, not its papers
        raise NotFollowed
    await visitor.identified(found, unlocked=receipt.deposit_id)


async def _tracking(request: AnyRequest, visitor: Visitor, receipt: Receipt, form: Form[FileAndBirth]) -> Response[str]:
    view = await deposit(visitor.actor, receipt.deposit_id)
    is_detailed = visitor.may_see(receipt.deposit_id)
    find = seen_tracked if is_detailed and not visitor.is_from_here(receipt.deposit_id) else tracked
    documents = await find(visitor.actor, receipt.deposit_id)
    ways = settings_of(request).notice_ways
    return page(
        request,
        "portal/receipt/show.html",
        block=("documents", "told", "expected", "progress"),
        status=422 if form.error or form.wrong else 200,
        receipt=receipt,
        qr=qr_svg(request, receipt),
        documents=documents,
        mark=mark_of(documents),
        expected=await expected_of(visitor.actor, receipt.deposit_id, settings_of(request)),
        is_waiting=view.is_waiting or any(one.state is PageState.WAITING for each in documents for one in each.pages),
        unsent=await unsent_retakes(visitor.actor, visitor.owned) if is_detailed else {},
        followed=_followed(receipt, documents),
        is_detailed=is_detailed,
        is_kept=is_kept(request, receipt.token),
        may_remember=visitor.beneficiary_id is not None and not await is_kept_here(request, visitor),
        kept=await kept_of_receipt(visitor.actor, receipt.deposit_id) if receipt.kept_numbers else (),
        has_email="email" in ways,
        has_sms="sms" in ways and visitor.beneficiary_id is not None and visitor.beneficiary_id == view.beneficiary_id,
        is_own=visitor.is_from_here(receipt.deposit_id) and not view.is_retake,
        is_withdrawn=view.state is DepositState.WITHDRAWN,
        is_lockable=view.beneficiary_id is not None,
        form=form,
        deposit_id=receipt.deposit_id,
        next_deposit_id=new_id(),
        push=push_offer(request, visitor, receipt.token) if is_detailed else None,
        thumbs=partial(thumbs, receipt.deposit_id, judged=False),
    )


def _followed(receipt: Receipt, documents: Sequence[TrackedDocument]) -> list[UUID]:
    """Return the deposits of which the page shows something: a document's own, where pages of it came in another."""
    return list(dict.fromkeys((receipt.deposit_id, *(each.deposit_id for each in documents))))


ROUTES = [ask, follow, show, identify, changes, remove, as_pdf]
