"""What each job does: the names that `outbox/reactions.py` speaks of."""

from collections.abc import Awaitable, Callable
from uuid import UUID

import structlog

from dossier.audit.checks import check
from dossier.batches.hand_over import hand_over
from dossier.batches.read import read_batch
from dossier.batches.scan import scan_batch
from dossier.clients.order import give_numbers
from dossier.contact_notices.guesses import tell_of_guesses
from dossier.contact_notices.send import send_contact_notice
from dossier.corrections.tell import tell_answer
from dossier.corrections.withdraw import withdraw_corrections
from dossier.database.actor import Actor
from dossier.database.engine import transaction
from dossier.deposits.close import close
from dossier.deposits.make_ready import make_ready
from dossier.deposits.process_page import process_page
from dossier.deposits.scan_original import scan_original
from dossier.documents.rank import rank_all_anew, rank_anew, rank_deposit, rank_document, rank_file
from dossier.documents.release_claims import release_claims
from dossier.exports.make import make
from dossier.files.make_bundle import make_bundle
from dossier.mail.send_answer import send_answer
from dossier.mail.take import take_mail
from dossier.one_time_codes.send import send_code
from dossier.receipt_emails.send import send_receipt
from dossier.receipt_emails.send_unprinted import send_unprinted
from dossier.reconcile.go_on import go_on
from dossier.reconcile.queries import report
from dossier.reconcile.walk import Ended, walk
from dossier.registrations.send_ebox_letter import send_ebox_letter
from dossier.registrations.tell_of_letter import tell_of_letter
from dossier.requests.answer import answer_requests
from dossier.requests.send_notice import send_notice
from dossier.requests.tell_depositor import tell_depositor
from dossier.resources import Resources
from dossier.second_looks.settle import settle_second_look
from dossier.signals.queries import documents_of
from dossier.signals.raise_ import raise_signals
from dossier.signals.send_digest import send_digest
from dossier.signals.withdraw import withdraw_signals
from dossier.webhooks.announce import announce
from dossier.webhooks.send import send_webhook
from dossier.webhooks.values import WebhookEvent

STRETCH_SECONDS = 20
"""How long a check of the store may hold a place among a worker's jobs, and a worker that was told to stop."""

log = structlog.get_logger()

ONE_AT_A_TIME = frozenset({"scan_original", "make_export", "take_mail"})
"""Jobs of which all workers together do one at once: an antivirus that hangs may hold up nothing else, nor may a
package of many files, nor a morning's mail."""

Handler = Callable[[Resources, Actor, UUID], Awaitable[None]]


async def settle_deposit(resources: Resources, actor: Actor, deposit_id: UUID) -> None:
    """Move a deposit on as far as its pages and documents allow."""
    del resources
    await make_ready(actor, deposit_id)
    await close(actor, deposit_id)


async def tell_departments(resources: Resources, actor: Actor, document_id: UUID) -> None:
    """Raise the signals of a document, and rank it by them where it still waits."""
    await raise_signals(actor, document_id, resources.settings)
    await rank_document(actor, document_id, resources.settings)


async def tell_at_capture(resources: Resources, actor: Actor, deposit_id: UUID) -> None:
    """Raise the signals of a received deposit's documents that are told at capture, and rank those in the queue."""
    for document_id in await documents_of(actor, deposit_id):
        await raise_signals(actor, document_id, resources.settings)
    await rank_deposit(actor, deposit_id, resources.settings)


async def rank_by_new_rules(resources: Resources, actor: Actor, proposal_id: UUID) -> None:
    """Rank what waits of a term anew, whose rules a proposal changed."""
    await rank_anew(actor, proposal_id, resources.settings)


async def rank_by_new_days(resources: Resources, actor: Actor, record_id: UUID) -> None:
    """Rank all that waits anew: a closing day came or went, or a list said something else of people and their files."""
    del record_id
    await rank_all_anew(actor, resources.settings)


async def rank_by_file(resources: Resources, actor: Actor, file_id: UUID) -> None:
    """Rank what waits of one social file anew: something else is known of it."""
    await rank_file(actor, file_id, resources.settings)


async def tell_no_more(resources: Resources, actor: Actor, document_id: UUID) -> None:
    """Withdraw the signals of a document that is not filed, and rank it without them where it waits again."""
    await withdraw_signals(actor, document_id)
    await rank_document(actor, document_id, resources.settings)


async def let_corrections_fall(resources: Resources, actor: Actor, document_id: UUID) -> None:
    """Withdraw what was asked about a document that was taken back."""
    del resources
    await withdraw_corrections(actor, document_id)


async def match_requests(resources: Resources, actor: Actor, document_id: UUID) -> None:
    """Have a validated document answer what was asked for."""
    del resources
    await answer_requests(actor, document_id)


async def draw_second_look(resources: Resources, actor: Actor, document_id: UUID) -> None:
    """Draw a document that was filed for a second look, or withdraw that of a validation which was taken back."""
    await settle_second_look(actor, document_id, resources.settings)


async def free_claims(resources: Resources, actor: Actor, staff_id: UUID) -> None:
    """Give back what a staff member held whose account was switched off."""
    del resources
    await release_claims(actor, staff_id)


async def reconcile(resources: Resources, actor: Actor, run_id: UUID) -> None:
    """Walk a stretch of a check of the store, and have it go on; log the figures when it has finished."""
    ended = await walk(resources, actor, run_id, for_seconds=STRETCH_SECONDS)
    if ended is Ended.PAUSED:
        await go_on(actor, run_id)
    elif ended is Ended.FINISHED:
        log.info("store_reconciled", centre=str(actor.centre_id), **(await report(actor)).figures())


async def hear_of_request(resources: Resources, actor: Actor, request_id: UUID) -> None:
    """Put a request at the end of those that clients hear of: it was asked, or something of it changed."""
    del resources
    async with transaction(actor) as tx:
        await give_numbers(tx, "request", [request_id])


def announcing(event: WebhookEvent) -> Handler:
    """Return the job that has webhooks told of an event."""

    async def tell_webhooks(resources: Resources, actor: Actor, record_id: UUID) -> None:
        del resources
        await announce(actor, event, record_id)

    return tell_webhooks


HANDLERS: dict[str, Handler] = {
    "process_page": process_page,
    "scan_original": scan_original,
    "settle_deposit": settle_deposit,
    "raise_signals": tell_departments,
    "answer_requests": match_requests,
    "send_notice": send_notice,
    "send_digest": send_digest,
    "send_code": send_code,
    "send_receipt": send_receipt,
    "send_unprinted": send_unprinted,
    "take_mail": take_mail,
    "send_mail_answer": send_answer,
    "send_contact_notice": send_contact_notice,
    "tell_of_guesses": tell_of_guesses,
    "tell_answer": tell_answer,
    "tell_depositor": tell_depositor,
    "tell_of_letter": tell_of_letter,
    "send_ebox_letter": send_ebox_letter,
    "raise_at_capture": tell_at_capture,
    "rank_anew": rank_by_new_rules,
    "rank_all_anew": rank_by_new_days,
    "rank_file": rank_by_file,
    "withdraw_signals": tell_no_more,
    "withdraw_corrections": let_corrections_fall,
    "settle_second_look": draw_second_look,
    "release_claims": free_claims,
    "make_bundle": make_bundle,
    "scan_batch": scan_batch,
    "read_batch": read_batch,
    "hand_over_batch": hand_over,
    "reconcile": reconcile,
    "check_journal": check,
    "make_export": make,
    "announce_document": announcing(WebhookEvent.DOCUMENT_VALIDATED),
    "announce_correction": announcing(WebhookEvent.DOCUMENT_CORRECTED),
    "announce_move": announcing(WebhookEvent.DOCUMENT_MOVED),
    "announce_withdrawal": announcing(WebhookEvent.DOCUMENT_WITHDRAWN),
    "announce_signal": announcing(WebhookEvent.SIGNAL_RAISED),
    "announce_answer": announcing(WebhookEvent.REQUEST_ANSWERED),
    "announce_request": hear_of_request,
    "send_webhook": send_webhook,
}
