"""What is stuck: why, since when, whose it is to settle, and a button that tries it again."""

from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath

from backoffice.screen import screen, tell
from dossier.deposits.process_page import POISON
from dossier.deposits.retry_page import retry_page
from dossier.imaging.refusals import REFUSALS
from dossier.jobs.requeue import requeue
from dossier.jobs.stuck import stuck
from dossier.people.roles import Role
from web.catalogues import mark
from web.pages import see_other
from web.scope import AnyRequest
from web.staff import staff_member

PATH = "/backoffice/stuck"

OWNERS = {Role.ADMINISTRATOR: mark("Administrator"), Role.CAPTURE_AGENT: mark("Scan section")}
JOBS = {
    "settle_second_look": mark("Drawing documents for a second look"),
    "process_page": mark("Making a page"),
    "settle_deposit": mark("Moving a deposit on"),
    "raise_signals": mark("Telling departments of a document"),
    "answer_requests": mark("Looking which request a document answers"),
    "send_notice": mark("Telling a person of a request"),
    "tell_depositor": mark("Telling a depositor of a refusal"),
    "tell_answer": mark("Telling a person that they are answered"),
    "send_receipt": mark("Sending a receipt by e-mail or SMS"),
    "send_unprinted": mark("Sending a receipt that was not printed"),
    "take_mail": mark("Taking a mail in"),
    "tell_of_letter": mark("Telling a person of a letter in My documents"),
    "send_ebox_letter": mark("Sending a letter to an enterprise's eBox"),
    "send_mail_answer": mark("Answering a mail"),
    "send_contact_notice": mark("Telling an address about itself"),
    "tell_of_guesses": mark("Telling a person that somebody tries codes"),
    "send_code": mark("Sending a one-time code"),
    "send_digest": mark("Telling a colleague of their daily list"),
    "raise_at_capture": mark("Telling departments of a new deposit"),
    "withdraw_corrections": mark("Withdrawing the corrections of a document"),
    "withdraw_signals": mark("Withdrawing the signals of a document"),
    "rank_anew": mark("Ordering the queue anew"),
    "rank_all_anew": mark("Ordering the queue anew"),
    "rank_file": mark("Ordering the queue anew"),
    "release_claims": mark("Giving back what a colleague had in hand"),
    "make_bundle": mark("Making a PDF of several documents"),
    "scan_batch": mark("Having a scanner read a stack"),
    "read_batch": mark("Reading the sheets of a batch"),
    "hand_over_batch": mark("Making a deposit of a batch"),
    "reconcile": mark("Checking the store"),
    "check_journal": mark("Checking the journal"),
    "announce_document": mark("Telling connected systems of a document"),
    "announce_correction": mark("Telling connected systems of a document"),
    "announce_move": mark("Telling connected systems of a document"),
    "announce_withdrawal": mark("Telling connected systems of a document"),
    "announce_answer": mark("Telling connected systems of a request"),
    "announce_request": mark("Telling connected systems of a request"),
    "announce_signal": mark("Telling connected systems of a signal"),
    "send_webhook": mark("Sending a message to a connected system"),
    "make_export": mark("Making a package about a person"),
    "scan_original": mark("Having the antivirus look at a file"),
}
"""What each job does, in words."""
PROBLEMS = {code: refusal.sentence() for code, refusal in REFUSALS.items() if "{" not in refusal.sentence()} | {
    POISON: mark("Reading this page stopped the program time after time. Others were not held up.")
}
"""Why a page could not be made, by its code; in a sentence that needs no figures."""
OTHER_PROBLEM = mark("This page could not be made.")


@get(PATH)
async def show_stuck(request: AnyRequest) -> Response[str]:
    """Show what waits for somebody's act, oldest first."""
    staff = await staff_member(request)
    return await screen(
        request,
        staff,
        "backoffice/stuck/stuck.html",
        stuck=await stuck(staff.actor),
        owners=OWNERS,
        jobs=JOBS,
        problems=PROBLEMS,
        other_problem=OTHER_PROBLEM,
    )


@post(f"{PATH}/pages/{{page_id:uuid}}/attempt", status_code=200)
async def attempt_page(request: AnyRequest, page_id: FromPath[UUID]) -> Response[str]:
    """Try a page again."""
    staff = await staff_member(request)
    await retry_page(staff.actor, page_id)
    await tell(request, "tried_again")
    return see_other(request, PATH)


@post(f"{PATH}/jobs/{{job_id:int}}/attempt", status_code=200)
async def attempt_job(request: AnyRequest, job_id: FromPath[int]) -> Response[str]:
    """Try a job again."""
    staff = await staff_member(request)
    await requeue(staff.actor, job_id)
    await tell(request, "tried_again")
    return see_other(request, PATH)


ROUTES = [show_stuck, attempt_page, attempt_job]
