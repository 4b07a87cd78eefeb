"""The deposit of an interview as its screen shows it: whole, or the parts that changed."""

from dataclasses import dataclass
from uuid import UUID

from litestar import Response

from backoffice.counter.at import sat_at
from backoffice.counter.intake import NotTaken
from backoffice.counter.words import FAULTS
from backoffice.screen import screen
from dossier.counter.counters import Counter
from dossier.counter.scans import waiting_scans
from dossier.database.actor import Actor
from dossier.ids import new_id
from dossier.interviews.interviewer import interviewer_of
from dossier.interviews.queries import AtInterview, Phone, at_interview
from dossier.lifecycle import DepositState
from dossier.people.staff import Staff
from dossier.storage.folder import FolderAway, ScanFile
from dossier.thesaurus.queries import all_types
from web.catalogues import language
from web.interviews import INTERVIEW, interview_code
from web.pages import fragment_wanted, see_other
from web.problems import sentence
from web.scope import AnyRequest, settings_of
from web.staff import staff_member

PATH = "/backoffice/interviews"
DEPOSIT = f"{PATH}/{{deposit_id:uuid}}"
_ASKED_MOST = 3
"""More of what was asked crowds a paper; the list below has them all."""
CHANGED = ("pages", "phone", "found")
"""The parts of the page that change while pages come in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hand:
    """The interview at hand: its worker, as staff and as who takes in, and the scanner that they use."""

    staff: Staff
    actor: Actor
    at: AtInterview
    counter: Counter | None
    scanners: list[Counter]  # that there are


def path_of(deposit_id: UUID) -> str:
    """Return the address of an interview's deposit."""
    return f"{PATH}/{deposit_id}"


async def in_hand(request: AnyRequest, deposit_id: UUID) -> Hand:
    """Return an interview of whoever is signed in. Raises SignedOut, NotYourWork, NotYourInterview."""
    staff = await staff_member(request)
    actor = await interviewer_of(staff.actor, deposit_id)
    counter, scanners = await sat_at(request, staff)
    return Hand(staff=staff, actor=actor, at=await at_interview(actor, deposit_id), counter=counter, scanners=scanners)


async def show(
    request: AnyRequest,
    hand: Hand,
    *,
    block: str | tuple[str, ...] | None = None,
    status: int = 200,
    refusal: str | None = None,
    not_taken: NotTaken | None = None,
) -> Response[str]:
    """Answer the interview at hand, or blocks of it; sent it leads to its receipt, given up by the worker to its file.

    That the phone gave up is said here, beside the way to a new code.

    `refusal`: why there is no receipt yet. `not_taken`: files and why.
    """
    view = hand.at.view
    given_up = view.state is DepositState.ABANDONED
    if given_up and hand.at.phone is not Phone.GAVE_UP:
        if fragment_wanted(request):
            return Response("", status_code=204)  # a new code is on its way here: nothing leads elsewhere meanwhile
        return see_other(request, f"/backoffice/files/{hand.at.file_id}")
    if view.state is not DepositState.OPEN and not given_up:
        return see_other(request, f"{path_of(view.id)}/receipt")
    settings = settings_of(request)
    scans: list[ScanFile] = []
    away = None
    if hand.counter is not None:
        try:
            scans = await waiting_scans(settings, hand.actor, hand.counter)
        except FolderAway as error:
            away = sentence(error)
    spoken = language()
    types = sorted(await all_types(hand.staff.actor), key=lambda each: each.label(spoken).casefold())
    return await screen(
        request,
        hand.staff,
        "backoffice/interviews/interview.html",
        block=block,
        status=status,
        here=path_of(view.id),
        hand=hand.at,
        deposit=view,
        code=interview_code(settings, hand.at.token),
        address=f"{settings.public_url.rstrip('/')}{INTERVIEW}",
        next_id=new_id(),
        types=types,
        asked_most=_ASKED_MOST,
        scans=scans,
        away=away,
        has_scanner=hand.counter is not None,
        scanners=hand.scanners,
        refusal=refusal,
        not_taken=not_taken or [],
        faults=FAULTS,
        original_id=new_id(),
        upload_max_bytes=settings.upload_max_bytes,
    )


async def again(request: AnyRequest, deposit_id: UUID, block: str | tuple[str, ...]) -> Response[str]:
    """Answer what changed, as it is now; the whole page by its address where no script asked."""
    if not fragment_wanted(request):
        return see_other(request, path_of(deposit_id))
    return await show(request, await in_hand(request, deposit_id), block=block)
