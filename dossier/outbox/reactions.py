"""What happens next? One dict answers: for each event, the jobs that follow it and whom they are about."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from dossier import events
from dossier.events import Event
from dossier.ids import page_id


@dataclass(frozen=True, slots=True)
class Reaction:
    """A job that follows an event, once for each record it is about."""

    job: str  # the name of a handler in `dossier/jobs/handlers.py`
    about: Callable[[Event], list[UUID]]


def _record(event: Event) -> list[UUID]:
    return [event.record_id]


def _proposed(event: Event) -> list[UUID]:
    assert isinstance(event, events.QueueActUndone)
    return [event.record_id] if event.kind == "propose_type" else []


def _deposit(event: Event) -> list[UUID]:
    assert isinstance(event, events.DepositEvent)
    return [event.deposit_id]


def _pages(event: Event) -> list[UUID]:
    assert isinstance(event, events.OriginalAdded)
    return [page_id(event.record_id, index) for index in range(event.page_count)]


def _parts(event: Event) -> list[UUID]:
    assert isinstance(event, events.PartsAdded)
    return [page_id(event.record_id, 0, part) for part in range(1, event.part_count + 1)]


def _planned(event: Event) -> list[UUID]:
    assert isinstance(event, events.BatchDepositPlanned)
    return [event.deposit_id]


def _bundle(event: Event) -> list[UUID]:
    assert isinstance(event, events.BundleAsked)
    return [event.bundle_id]


REACTIONS: dict[type[Event], tuple[Reaction, ...]] = {
    events.OriginalAdded: (Reaction("process_page", _pages), Reaction("scan_original", _record)),
    events.PartsAdded: (Reaction("process_page", _parts),),
    events.KeptAsOne: (Reaction("process_page", _record),),
    events.PageTurned: (Reaction("process_page", _record),),
    events.CornersSet: (Reaction("process_page", _record),),
    events.PageLaidUnder: (Reaction("process_page", _record),),
    events.PagesTakenApart: (Reaction("process_page", _record),),
    events.LowerSideRemade: (Reaction("process_page", _record),),
    events.PageRetried: (Reaction("process_page", _record),),
    events.DepositReceived: (Reaction("settle_deposit", _deposit), Reaction("raise_at_capture", _deposit)),
    events.PageProcessed: (Reaction("settle_deposit", _deposit),),
    events.PageUnreadable: (Reaction("settle_deposit", _deposit),),
    events.DepositReady: (Reaction("settle_deposit", _deposit),),
    events.DocumentValidated: (
        Reaction("raise_signals", _record),
        Reaction("settle_deposit", _deposit),
        Reaction("answer_requests", _record),
        Reaction("settle_second_look", _record),
        Reaction("announce_document", _record),
        Reaction("tell_of_letter", _record),
        Reaction("send_ebox_letter", _record),
    ),
    events.SignalRaised: (Reaction("announce_signal", _record),),
    events.WebhookMessageMade: (Reaction("send_webhook", _record),),
    events.WebhookRetried: (Reaction("send_webhook", _record),),
    events.EboxLetterRetried: (Reaction("send_ebox_letter", _record),),
    events.DocumentProfiled: (Reaction("raise_signals", _record),),
    events.DocumentEmptied: (Reaction("withdraw_signals", _record), Reaction("settle_deposit", _deposit)),
    events.DocumentRefilled: (Reaction("raise_signals", _record),),
    events.SecondReadingAsked: (Reaction("raise_signals", _record),),
    events.DocumentTypeProposed: (Reaction("raise_signals", _record),),
    events.QueueActUndone: (Reaction("raise_signals", _proposed),),
    events.ProposalApproved: (Reaction("rank_anew", _record),),
    events.ClosingDaySet: (Reaction("rank_all_anew", _record),),
    events.ClosingDayRemoved: (Reaction("rank_all_anew", _record),),
    events.ListImported: (Reaction("rank_all_anew", _record),),
    events.SocialFilePut: (Reaction("rank_file", _record),),
    events.DocumentRefused: (
        Reaction("withdraw_signals", _record),
        Reaction("settle_deposit", _deposit),
        Reaction("tell_depositor", _record),
    ),
    events.DocumentPutIntoFolder: (
        Reaction("withdraw_signals", _record),
        Reaction("answer_requests", _record),
        Reaction("settle_second_look", _record),
        Reaction("settle_deposit", _deposit),
    ),
    events.DocumentTakenOutOfFolder: (Reaction("raise_signals", _record),),
    events.DocumentWithdrawn: (Reaction("withdraw_signals", _record), Reaction("withdraw_corrections", _record)),
    events.DocumentRetaken: (Reaction("raise_signals", _record),),
    events.DecisionUndone: (
        Reaction("withdraw_signals", _record),
        Reaction("raise_signals", _record),
        Reaction("answer_requests", _record),
        Reaction("settle_second_look", _record),
        Reaction("announce_withdrawal", _record),
    ),
    events.DocumentCorrected: (
        Reaction("raise_signals", _record),
        Reaction("answer_requests", _record),
        Reaction("announce_correction", _record),
    ),
    events.DocumentMoved: (
        Reaction("raise_signals", _record),
        Reaction("answer_requests", _record),
        Reaction("announce_move", _record),
    ),
    events.RequestAsked: (Reaction("announce_request", _record),),
    events.RequestReminded: (Reaction("announce_request", _record),),
    events.RequestAnswered: (Reaction("announce_answer", _record), Reaction("announce_request", _record)),
    events.RequestUnanswered: (Reaction("announce_request", _record),),
    events.RequestWaived: (Reaction("announce_request", _record),),
    events.RequestResumed: (Reaction("announce_request", _record),),
    events.RequestReopened: (Reaction("announce_request", _record),),
    events.ReopeningTakenBack: (Reaction("announce_request", _record),),
    events.NoticeAsked: (Reaction("send_notice", _record),),
    events.CorrectionAnswered: (Reaction("tell_answer", _record),),
    events.MailKept: (Reaction("take_mail", _record),),
    events.MailAnswerAsked: (Reaction("send_mail_answer", _record),),
    events.ReceiptEmailAsked: (Reaction("send_receipt", _record),),
    events.ReceiptNotPrinted: (Reaction("send_unprinted", _deposit),),
    events.CodesGuessed: (Reaction("tell_of_guesses", _record),),
    events.ContactNoticeAsked: (Reaction("send_contact_notice", _record),),
    events.CodeAsked: (Reaction("send_code", _record),),
    events.DigestAsked: (Reaction("send_digest", _record),),
    events.StaffSwitchedOff: (Reaction("release_claims", _record),),
    events.JournalCheckAsked: (Reaction("check_journal", _record),),
    events.ExportAsked: (Reaction("make_export", _record),),
    events.BundleAsked: (Reaction("make_bundle", _bundle),),
    events.ScanAsked: (Reaction("scan_batch", _record),),
    events.BatchTaken: (Reaction("read_batch", _record),),
    events.BatchDepositPlanned: (Reaction("hand_over_batch", _planned),),
    events.ReconcileAsked: (Reaction("reconcile", _record),),
}

QUEUE_CHANGES: frozenset[type[Event]] = frozenset(
    {
        events.DepositReceived,
        events.DepositReady,
        events.DepositWithdrawn,
        events.DepositClaimed,
        events.DepositReleased,
        events.PageUnreadable,
        events.OriginalInfected,
        events.DocumentCut,
        events.DocumentEmptied,
        events.DocumentRefilled,
        events.PageCopied,
        events.PageMoved,
        events.PageSetAside,
        events.PageTakenBack,
        events.SplitUndone,
        events.SplitRedone,
        events.DocumentProfiled,
        events.SecondReadingAsked,
        events.DocumentCorrected,
        events.DocumentValidated,
        events.DocumentRefused,
        events.DocumentPutIntoFolder,
        events.DocumentTakenOutOfFolder,
        events.DocumentAssigned,
        events.DocumentPutAside,
        events.DocumentFetchedBack,
        events.DocumentTypeProposed,
        events.QueueActUndone,
        events.DocumentSent,
        events.DocumentRetaken,
        events.DecisionUndone,
    }
)
"""The events after which the desk's queue looks different."""

REQUEST_CHANGES: frozenset[type[Event]] = frozenset(
    {events.DepositReceived, events.DepositWithdrawn, events.DocumentRefused, events.DocumentRetaken}
)
"""The events of deposits after which requests for documents look different: something came in, or is asked again."""
