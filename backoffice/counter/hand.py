"""The deposit at hand as its screen shows it: whole, or the parts that changed."""

from dataclasses import replace
from uuid import UUID

from litestar import Response

from backoffice.counter.at import clerk_here, path_of
from backoffice.counter.forms import BringerForm, KeepingForm, PersonForm, SheetsForm
from backoffice.counter.words import FAULTS, RELATIONS
from backoffice.screen import screen
from dossier.counter.clerk import clerk_of
from dossier.counter.queries import AtCounter, at_counter
from dossier.counter.scans import folder_of, waiting_scans
from dossier.database.actor import Actor
from dossier.ids import new_id
from dossier.kept_papers.at_hand import papers_at_hand
from dossier.kept_papers.errors import PLACE_MAX_CHARACTERS
from dossier.lifecycle import DepositState
from dossier.people.queries import FoundBeneficiary
from dossier.people.staff import Staff
from dossier.storage.folder import FolderAway, ScanFile
from web.forms import Form, blank
from web.pages import see_other
from web.problems import sentence
from web.scope import AnyRequest, settings_of

PERSON: Form[PersonForm] = blank(PersonForm)
BRINGER: Form[BringerForm] = blank(BringerForm)
SHEETS: Form[SheetsForm] = blank(SheetsForm)


async def in_hand(request: AnyRequest, deposit_id: UUID) -> tuple[Staff, Actor, AtCounter]:
    """Return the clerk, as staff and as who takes in, and their deposit.

    Raises SignedOut, NotYourWork, NotYourDepositHere.
    """
    staff = await clerk_here(request)
    actor = await clerk_of(staff.actor, deposit_id)
    return staff, actor, await at_counter(actor, deposit_id)


async def show(
    request: AnyRequest,
    staff: Staff,
    actor: Actor,
    hand: AtCounter,
    *,
    block: str | tuple[str, ...] | None = None,
    status: int = 200,
    person: Form[PersonForm] = PERSON,
    found: list[FoundBeneficiary] | None = None,
    bringer: Form[BringerForm] | None = None,
    sheets: Form[SheetsForm] = SHEETS,
    differs: bool = False,
    not_taken: list[tuple[str, str]] | None = None,
    keeping: tuple[UUID, Form[KeepingForm]] | None = None,
) -> Response[str]:
    """Answer the deposit at hand, or blocks of it; one that was sent leads to its receipt.

    `differs`: sheets and pages disagree, and the clerk may say that they know. `not_taken`: files and why.
    `keeping`: a paper that is to be kept, and what is wrong with its place or its day.
    """
    if hand.view.state is not DepositState.OPEN:
        return see_other(request, f"{path_of(hand.view.id)}/receipt")
    settings = settings_of(request)
    scans: list[ScanFile] = []
    away = None
    try:
        scans = await waiting_scans(settings, actor, hand.counter)
    except FolderAway as error:
        away = sentence(error)
    return await screen(
        request,
        staff,
        "backoffice/counter/deposit.html",
        block=block,
        status=status,
        here=path_of(hand.view.id),
        hand=hand,
        deposit=hand.view,
        scans=scans,
        away=away,
        has_scanner=folder_of(settings, hand.counter) is not None,
        person_form=person,
        found=found,
        bringer_form=bringer or told(hand),
        sheets_form=sheets,
        differs=differs,
        not_taken=not_taken or [],
        fates=await papers_at_hand(actor, hand.view.id, settings.kept_paper_months),
        keeping=keeping,
        place_max=PLACE_MAX_CHARACTERS,
        relations=RELATIONS,
        faults=FAULTS,
        original_id=new_id(),
        upload_max_bytes=settings.upload_max_bytes,
        scan_pause_milliseconds=settings.kiosk_scan_pause_milliseconds,
    )


def told(hand: AtCounter) -> Form[BringerForm]:
    """Return the form that says who brought the deposit at hand."""
    known = hand.bringer
    if known is None:
        return BRINGER
    form = blank(BringerForm, name=known.name, relation=str(known.relation))
    return replace(form, typed={**form.typed, "mandate_seen": "1" if known.mandate_seen else ""})
