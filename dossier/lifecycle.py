"""States and the moves between them: the whole service on one screen. Pure data.

`MOVES` feeds the verbs, the buttons on screens and the CHECKs in the database; a house test compares the three.
"""

from dataclasses import dataclass
from enum import StrEnum


class DepositState(StrEnum):
    """Where one act of handing over stands."""

    OPEN = "open"  # the depositor is still adding pages
    RECEIVED = "received"  # confirmed: a receipt was given
    READY = "ready"  # every page was processed
    CLOSED = "closed"  # every document was decided
    ABANDONED = "abandoned"  # never confirmed; purged after a delay
    WITHDRAWN = "withdrawn"  # taken back by the depositor before any decision


class PageState(StrEnum):
    """Where the processing of one page stands."""

    WAITING = "waiting"
    READY = "ready"
    UNREADABLE = "unreadable"  # kept, and put before a person


class DocumentState(StrEnum):
    """Where one intellectual item stands."""

    CAPTURED = "captured"
    PROFILED = "profiled"
    SECOND_READING = "second_reading"  # waits for a second person
    VALIDATED = "validated"  # filed
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"  # retention ended
    DISPOSED = "disposed"
    IN_FOLDER = "in_folder"  # no social document: filed in a folder of a department
    EMPTIED = "emptied"  # the split left no page in it: they stand in other documents, or are set aside


class SignalState(StrEnum):
    """Where a signal to a department stands."""

    RAISED = "raised"
    SEEN = "seen"
    TAKEN = "taken"
    HANDLED = "handled"
    WITHDRAWN = "withdrawn"


class ProposalState(StrEnum):
    """Where what somebody proposed of a term of the thesaurus stands."""

    PROPOSED = "proposed"
    APPROVED = "approved"  # by another person: it holds
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"  # by the proposer


class RequestState(StrEnum):
    """Where a request for documents stands. Late is no state: its date is past while it waits."""

    OPEN = "open"  # nothing came in yet
    PARTLY_ANSWERED = "partly_answered"
    ANSWERED = "answered"  # a validated document for each that was asked
    WAIVED = "waived"  # no longer wanted, with a reason


class SecondLookState(StrEnum):
    """Where the second look at a filed document stands."""

    WAITING = "waiting"
    IN_ORDER = "in_order"  # another person found the profile right
    WRONG = "wrong"  # another person found that something in it was not
    DROPPED = "dropped"  # nobody looked in time
    WITHDRAWN = "withdrawn"  # its validation was taken back


class BatchState(StrEnum):
    """Where a stack of sheets stands that was scanned in one run."""

    READING = "reading"  # its sheets are being looked at
    SPLIT = "split"  # they are in deposits, on the way there, set aside, or wait for a person
    CLOSED = "closed"  # every sheet is in a document, or set aside with a reason
    REFUSED = "refused"  # its file cannot be read; nothing of it is kept


class CorrectionState(StrEnum):
    """Where what a person says is wrong about a document of theirs stands."""

    ASKED = "asked"
    ANSWERED = "answered"
    WITHDRAWN = "withdrawn"  # its document was taken back


class MailState(StrEnum):
    """Where a mail to the centre stands."""

    KEPT = "kept"  # its bytes are in the store; nobody looked into it yet
    TAKEN = "taken"  # a deposit holds all of it that says something
    AWAITS = "awaits"  # something in it could not be taken: a person looks
    SETTLED = "settled"  # a person did
    PASSED = "passed"  # a machine's word without a paper, as that somebody is away


class KeptPaperState(StrEnum):
    """Where a paper that the centre keeps stands."""

    KEPT = "kept"
    HANDED_BACK = "handed_back"
    DESTROYED = "destroyed"


class FolderState(StrEnum):
    """Where a folder stands, in which documents lie that are no social ones."""

    OPEN = "open"  # documents are filed in it
    CLOSED = "closed"  # the time for which it is kept runs
    DESTROYED = "destroyed"  # a person decided it; nothing is left of what lay in it
    ARCHIVED = "archived"  # kept for good: a person decided it


WAITING = frozenset({DocumentState.CAPTURED, DocumentState.PROFILED, DocumentState.SECOND_READING})
"""Where a document waits for a person's decision."""

State = (
    DepositState
    | PageState
    | DocumentState
    | SignalState
    | ProposalState
    | RequestState
    | SecondLookState
    | CorrectionState
    | BatchState
    | MailState
    | KeptPaperState
    | FolderState
)


@dataclass(frozen=True, slots=True)
class Move:
    """One allowed transition: what a verb does to a record."""

    verb: str  # the verb's module, as in `documents.validate`
    sources: tuple[State, ...]
    target: State


D, P, C, S = DocumentState, PageState, DepositState, SignalState
Q, R, L, K = ProposalState, RequestState, SecondLookState, CorrectionState
B = BatchState
M = MailState
H = KeptPaperState
F = FolderState

MOVES: tuple[Move, ...] = (
    Move("deposits.receive", (C.OPEN,), C.RECEIVED),
    Move("deposits.abandon", (C.OPEN,), C.ABANDONED),
    Move("deposits.withdraw", (C.RECEIVED, C.READY), C.WITHDRAWN),
    Move("deposits.withdraw_document", (D.CAPTURED,), D.WITHDRAWN),
    Move("deposits.make_ready", (C.RECEIVED,), C.READY),
    Move("deposits.close", (C.READY,), C.CLOSED),
    Move("deposits.reopen", (C.CLOSED,), C.READY),
    Move("deposits.process_page", (P.WAITING,), P.READY),
    Move("deposits.give_up_page", (P.WAITING,), P.UNREADABLE),
    Move("deposits.turn_page", (P.READY, P.UNREADABLE), P.WAITING),
    Move("deposits.set_corners", (P.READY, P.UNREADABLE), P.WAITING),
    Move("deposits.keep_one_page", (P.READY, P.UNREADABLE), P.WAITING),
    Move("deposits.lay_under", (P.READY,), P.WAITING),
    Move("deposits.take_apart", (P.WAITING, P.READY, P.UNREADABLE), P.WAITING),
    Move("deposits.retry_page", (P.UNREADABLE,), P.WAITING),
    Move("documents.profile", (D.CAPTURED, D.PROFILED), D.PROFILED),
    Move("documents.ask_second_reading", (D.CAPTURED, D.PROFILED, D.SECOND_READING), D.SECOND_READING),
    Move("documents.validate", (D.CAPTURED, D.PROFILED, D.SECOND_READING), D.VALIDATED),
    Move("documents.refuse", (D.CAPTURED, D.PROFILED, D.SECOND_READING), D.REFUSED),
    Move("deposits.retake", (D.REFUSED,), D.CAPTURED),
    Move("deposits.retake_profiled", (D.REFUSED,), D.PROFILED),
    Move("documents.move", (D.VALIDATED,), D.VALIDATED),
    Move("documents.correct", (D.VALIDATED,), D.VALIDATED),
    Move("documents.correct_for_second_reading", (D.VALIDATED,), D.SECOND_READING),
    Move("documents.undo", (D.CAPTURED, D.SECOND_READING, D.VALIDATED, D.REFUSED, D.IN_FOLDER), D.CAPTURED),
    Move("documents.undo_profiled", (D.PROFILED, D.SECOND_READING, D.VALIDATED, D.REFUSED, D.IN_FOLDER), D.PROFILED),
    Move("documents.undo_second_reading", (D.SECOND_READING, D.VALIDATED, D.REFUSED, D.IN_FOLDER), D.SECOND_READING),
    Move("split.empty", (D.CAPTURED, D.PROFILED), D.EMPTIED),
    Move("split.refill", (D.EMPTIED,), D.CAPTURED),
    Move("split.refill_profiled", (D.EMPTIED,), D.PROFILED),
    Move("folders.put_into", (D.CAPTURED, D.PROFILED, D.SECOND_READING), D.IN_FOLDER),
    Move("folders.move_into", (D.VALIDATED,), D.IN_FOLDER),
    Move("folders.take_out", (D.IN_FOLDER,), D.CAPTURED),
    Move("folders.dispose", (D.IN_FOLDER,), D.DISPOSED),
    Move("folders.close", (F.OPEN,), F.CLOSED),
    Move("folders.reopen", (F.CLOSED,), F.OPEN),
    Move("folders.destroy", (F.CLOSED,), F.DESTROYED),
    Move("folders.archive", (F.CLOSED,), F.ARCHIVED),
    Move("signals.see", (S.RAISED,), S.SEEN),
    Move("signals.take", (S.RAISED, S.SEEN), S.TAKEN),
    Move("signals.give_back", (S.TAKEN,), S.SEEN),
    Move("signals.handle", (S.TAKEN,), S.HANDLED),
    Move("signals.reopen", (S.HANDLED,), S.TAKEN),
    Move("signals.reassign", (S.RAISED, S.SEEN, S.TAKEN), S.RAISED),
    Move("signals.undo_reassign", (S.RAISED,), S.SEEN),
    Move("signals.undo_reassign_taken", (S.RAISED,), S.TAKEN),
    Move("signals.withdraw", (S.RAISED, S.SEEN, S.TAKEN), S.WITHDRAWN),
    Move("people.switch_off", (S.RAISED, S.SEEN, S.TAKEN), S.RAISED),
    Move("thesaurus.approve", (Q.PROPOSED,), Q.APPROVED),
    Move("thesaurus.reject", (Q.PROPOSED,), Q.REJECTED),
    Move("thesaurus.withdraw", (Q.PROPOSED,), Q.WITHDRAWN),
    Move("requests.answer", (R.OPEN, R.PARTLY_ANSWERED), R.ANSWERED),
    Move("requests.answer_partly", (R.OPEN, R.ANSWERED), R.PARTLY_ANSWERED),
    Move("requests.unanswer", (R.PARTLY_ANSWERED, R.ANSWERED), R.OPEN),
    Move("requests.waive", (R.OPEN, R.PARTLY_ANSWERED), R.WAIVED),
    Move("requests.resume", (R.WAIVED,), R.OPEN),
    Move("requests.resume_partly", (R.WAIVED,), R.PARTLY_ANSWERED),
    Move("second_looks.find_in_order", (L.WAITING,), L.IN_ORDER),
    Move("second_looks.find_wrong", (L.WAITING,), L.WRONG),
    Move("second_looks.drop", (L.WAITING,), L.DROPPED),
    Move("second_looks.withdraw", (L.WAITING,), L.WITHDRAWN),
    Move("batches.split", (B.READING,), B.SPLIT),
    Move("batches.close", (B.SPLIT,), B.CLOSED),
    Move("batches.take_back", (B.CLOSED,), B.SPLIT),
    Move("batches.dismiss", (B.REFUSED,), B.CLOSED),
    Move("corrections.answer", (K.ASKED,), K.ANSWERED),
    Move("corrections.withdraw", (K.ASKED,), K.WITHDRAWN),
    Move("mail.take", (M.KEPT,), M.TAKEN),
    Move("mail.lay_before_a_person", (M.KEPT,), M.AWAITS),
    Move("mail.pass_over", (M.KEPT,), M.PASSED),
    Move("mail.settle", (M.AWAITS,), M.SETTLED),
    Move("kept_papers.move", (H.KEPT,), H.KEPT),
    Move("kept_papers.hand_back", (H.KEPT,), H.HANDED_BACK),
    Move("kept_papers.destroy", (H.KEPT,), H.DESTROYED),
    Move("kept_papers.undo", (H.HANDED_BACK, H.DESTROYED), H.KEPT),
)


def move(verb: str) -> Move:
    """Return the move that a verb makes.

    Raises KeyError where no verb of that name moves anything.
    """
    for candidate in MOVES:
        if candidate.verb == verb:
            return candidate
    raise KeyError(verb)


def allowed(state: State) -> frozenset[str]:
    """Return the verbs that may move a record out of (or within) a state: what a screen offers as buttons."""
    return frozenset(each.verb for each in MOVES if state in each.sources)
