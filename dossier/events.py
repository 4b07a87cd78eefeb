"""What has happened, in the past tense: the audit trail and the outbox at once.

An event holds ids and codes only; free text and names live in tables that can be disposed of.
"""

from dataclasses import dataclass, fields
from uuid import UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that happened to one record."""

    record_id: UUID

    def facts(self) -> dict[str, str | int | None]:
        """Return the event's own fields, as plain JSON values."""
        return {
            each.name: _plain(getattr(self, each.name)) for each in fields(self) if each.name not in Event.__slots__
        }


def _plain(value: object) -> str | int | None:
    return value if isinstance(value, int | None) else str(value)


@dataclass(frozen=True, slots=True, kw_only=True)
class DepositEvent(Event):
    """Something that happened within a deposit: watchers of the deposit are told."""

    deposit_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class DepositOpened(DepositEvent):
    """A depositor began to hand over."""

    circuit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DepositResumed(DepositEvent):
    """A beneficiary identified anew, and has what they had not sent before them again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OriginalAdded(DepositEvent):
    """A file arrived whole and is kept; the record is the original."""

    sha256: str
    page_count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OriginalInfected(DepositEvent):
    """The antivirus found something in a file; the record is the original."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OriginalRemoved(DepositEvent):
    """The depositor took a file back before sending; the record is the original."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperNamed(DepositEvent):
    """The depositor said what a paper is, or that they do not know; the record is the paper."""

    type_id: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DepositReceived(DepositEvent):
    """The depositor confirmed, and has a receipt."""

    receipt_number: str
    faulty_page_count: int  # pages that were sent though their depositor was told that they can be better


@dataclass(frozen=True, slots=True, kw_only=True)
class DepositReady(DepositEvent):
    """Every page was processed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DepositClosed(DepositEvent):
    """Every document was decided."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DepositReopened(DepositEvent):
    """A decision on a document of a closed deposit was undone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DepositAbandoned(DepositEvent):
    """Nobody confirmed in time, or the depositor discarded it or left the kiosk."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DepositPurged(DepositEvent):
    """What was left of an abandoned deposit is gone from the database, and its bytes go from the store."""

    papers: int
    originals: int
    pages: int
    files: int  # in the store


@dataclass(frozen=True, slots=True, kw_only=True)
class DepositClaimed(DepositEvent):
    """A staff member leased the deposit to work on it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DepositReleased(DepositEvent):
    """A staff member gave a leased deposit back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageProcessed(DepositEvent):
    """A page has its renditions; the record is the page."""

    recipe_version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PartsAdded(DepositEvent):
    """Several papers were seen on a photo, and each but the first became a page too; the record is the original."""

    part_count: int  # without the first


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptAsOne(DepositEvent):
    """A person said that a photo of several papers is one page; the record is the page."""

    recipe_version: int
    part_count: int  # pages that are gone


@dataclass(frozen=True, slots=True, kw_only=True)
class PageUnreadable(DepositEvent):
    """A page could not be processed and goes before a person; the record is the page."""

    problem: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PageTurned(DepositEvent):
    """A person said which way up a page is; the record is the page."""

    recipe_version: int
    rotation_degrees: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CornersSet(DepositEvent):
    """A person said where a page lies on its photo, or that it be found again; the record is the page."""

    recipe_version: int
    kind: str  # `set` by hand, the `whole` photo, or as they are `found`


@dataclass(frozen=True, slots=True, kw_only=True)
class PageLaidUnder(DepositEvent):
    """A person had two sides of a card shown on one page; the record is the page that shows both."""

    recipe_version: int
    under_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class PagesTakenApart(DepositEvent):
    """Two sides of a card are two pages again; the record is the page that showed both."""

    recipe_version: int
    under_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class LowerSideRemade(DepositEvent):
    """The page that lies under another is made anew, and so is the other; the record is the page that shows both."""

    recipe_version: int
    under_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentCut(DepositEvent):
    """Pages of a document became a document of their own; the record is the new one."""

    from_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentsMerged(DepositEvent):
    """All pages of a document went into another, which is the record."""

    from_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class PageMoved(DepositEvent):
    """A page went to another place, in its document or in another; the record is the page."""

    document_id: UUID
    from_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class PageCopied(DepositEvent):
    """A page stands in one document more; the record is the page."""

    document_id: UUID
    from_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class PageSetAside(DepositEvent):
    """A page is no part of a document any more, and is kept aside; the record is the page."""

    document_id: UUID
    reason_code: str  # blank, separator, double


@dataclass(frozen=True, slots=True, kw_only=True)
class PageCopyRemoved(DepositEvent):
    """A page that stands in another document too was taken out of one; the record is the page."""

    document_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class PageTakenBack(DepositEvent):
    """A page that was set aside stands in a document again; the record is the page."""

    document_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class SplitUndone(DepositEvent):
    """Somebody took their last act on the pages of a deposit back; the record is the act."""

    kind: str  # of act


@dataclass(frozen=True, slots=True, kw_only=True)
class SplitRedone(DepositEvent):
    """Somebody did an act on the pages of a deposit again that they had taken back; the record is the act."""

    kind: str  # of act


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentEmptied(DepositEvent):
    """The split left no page in a document: nobody decides it any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentRefilled(DepositEvent):
    """A document that the split had emptied has pages again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentProfiled(DepositEvent):
    """A staff member said what a document is and whom it concerns."""

    type_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondReadingAsked(DepositEvent):
    """A person confirmed a document that needs two, as its first reader or with another profile than the last."""

    type_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentValidated(DepositEvent):
    """A staff member confirmed the profile: the document is filed."""

    type_id: UUID
    social_file_id: UUID
    reader_count: int  # how many had read it, whoever filed it included


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentCorrected(DepositEvent):
    """A staff member found the profile of a filed document wrong, and it says something else now."""

    type_id: UUID
    from_type_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondLookEvent(Event):
    """Something that happened to the second look at a filed document; the record is the look."""

    document_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondLookDrawn(SecondLookEvent):
    """A validation was drawn: another person is to look at the document too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondLookInOrder(SecondLookEvent):
    """Another person found the profile of a filed document right."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondLookWrong(SecondLookEvent):
    """Another person found something wrong in the profile of a filed document."""

    kind: str  # what was wrong: some of type, person, date, other, cut, with commas


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondLookDropped(SecondLookEvent):
    """Nobody looked at a filed document a second time within the days for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondLookWithdrawn(SecondLookEvent):
    """The validation was taken back that was to be looked at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentRefused(DepositEvent):
    """A staff member refused the document, with a reason from the list."""

    reason_code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RetakeBegun(DepositEvent):
    """A depositor is about to take a page of a refused document again; the record is the paper that it will be."""

    document_id: UUID
    page_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class PageRetaken(DepositEvent):
    """A depositor took a refused page again: another stands in its place; the record is the old page."""

    document_id: UUID
    into_id: UUID  # the first page that stands there now


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentRetaken(DepositEvent):
    """A refused document waits again, since pages of it were taken again."""

    from_id: UUID  # the deposit in which they came


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentAssigned(DepositEvent):
    """A document waits for one person from now on, or for nobody in particular again."""

    staff_id: UUID | None
    from_staff_id: UUID | None
    kind: str  # assign, hand_over, left


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentPutAside(DepositEvent):
    """A document waits until a day, with a reason from the list."""

    reason_code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentFetchedBack(DepositEvent):
    """What was put aside waits in the queue again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentTypeProposed(DepositEvent):
    """A staff member said in the queue what a document may be."""

    type_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueActUndone(DepositEvent):
    """A staff member took back what they had done in the queue with this document, among others."""

    kind: str  # assign, hand_over, put_aside, fetch_back, propose_type


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueViewKept(Event):
    """A staff member kept a view of the queue under a name."""

    kind: str  # own, shared


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueViewRemoved(Event):
    """A view of the queue is kept no more."""

    kind: str  # own, shared


@dataclass(frozen=True, slots=True, kw_only=True)
class KeysSet(Event):
    """A staff member changed the keys by which they work; the record is the staff member."""

    kind: str  # the screen, or `off` where they switched all keys off


@dataclass(frozen=True, slots=True, kw_only=True)
class SealSet(DepositEvent):
    """A staff member sealed a document by hand, beside what its type seals."""

    kind: str  # medical or judicial


@dataclass(frozen=True, slots=True, kw_only=True)
class SealLowered(DepositEvent):
    """A staff member said that what sealed a document seals it no longer."""

    kind: str  # medical or judicial


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentSent(DepositEvent):
    """A staff member sent a document that waits to a colleague or a department; neither: back to everyone."""

    department_id: UUID | None
    staff_id: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionUndone(DepositEvent):
    """A staff member took back what they had done with a document: it is as it was before."""

    kind: str  # validated, second_reading, refused, sent


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentMoved(DepositEvent):
    """A filed document stood in the wrong file, or with the wrong person, and was moved."""

    from_file_id: UUID
    social_file_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class BreachEntered(Event):
    """Somebody had read a document in the wrong file: it stands in the breach register."""

    document_id: UUID
    reader_count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BreachAssessed(Event):
    """The auditor said what follows from an entry of the breach register."""

    kind: str  # the outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class BreachNoticeRead(Event):
    """A staff member read that a document they had read stood in the wrong file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SignalEvent(Event):
    """Something that happened to a signal: open inboxes are told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SignalRaised(SignalEvent):
    """A department was told of a document."""

    document_id: UUID
    department_id: UUID
    staff_id: UUID | None
    urgency: int
    kind: str  # the moment: capture or validation


@dataclass(frozen=True, slots=True, kw_only=True)
class SignalSeen(SignalEvent):
    """One of those whom a signal is for opened it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SignalTaken(SignalEvent):
    """A staff member said that they see to it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SignalGivenBack(SignalEvent):
    """Whoever had taken a signal did not see to it, and said so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SignalHandled(SignalEvent):
    """Whoever had taken a signal said what came of it."""

    reason_code: str  # the outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class SignalReopened(SignalEvent):
    """Whoever had handled a signal took that back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SignalReassigned(SignalEvent):
    """A signal is for others than before: by a person's hand, or because someone is away or has left."""

    department_id: UUID
    staff_id: UUID | None
    from_department_id: UUID
    from_staff_id: UUID | None
    kind: str  # the state in which it was
    from_taken_by: UUID | None = None
    from_escalated_to: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SignalReassignmentUndone(SignalEvent):
    """Whoever gave a signal to others took that back."""

    department_id: UUID
    staff_id: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SignalEscalated(SignalEvent):
    """Nobody took a signal in time, and the head was told; none where the centre has nobody to tell."""

    escalated_to: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SignalWithdrawn(SignalEvent):
    """What a signal told of is so no longer."""

    reason_code: str  # the document's state, or `other_type`


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestAsked(Event):
    """A staff member is to be told by e-mail how many signals wait in the daily list; the record is the digest."""

    staff_id: UUID
    own_count: int
    shared_count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestSent(Event):
    """A server took a digest; the record is the digest."""

    staff_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestFailed(Event):
    """A digest was refused or given up; the record is the digest."""

    staff_id: UUID
    problem: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AbsenceSet(Event):
    """A staff member is away for some days, with a deputy or without; the record is the absence."""

    staff_id: UUID
    deputy_id: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AbsenceEnded(Event):
    """An absence was taken back, or ends sooner."""

    staff_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadSet(Event):
    """An administrator said who is at the head of a department, or that nobody is; the record is the department."""

    staff_id: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosingDaySet(Event):
    """An administrator said that the centre is closed on a day; the record is the closing day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosingDayRemoved(Event):
    """An administrator said that the centre is open after all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestEvent(Event):
    """Something that happened to a request for documents: open lists are told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestAsked(RequestEvent):
    """A worker asked a person for documents."""

    beneficiary_id: UUID
    item_count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestReminded(RequestEvent):
    """A worker reminded a person of what is still missing."""

    reminder_count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestAnswered(RequestEvent):
    """A validated document answers an item of a request."""

    item_id: UUID
    document_id: UUID
    left_count: int  # items that still wait; 0: the request is answered


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestUnanswered(RequestEvent):
    """A document answers an item no longer: it is not filed any more, or is another paper than was thought."""

    item_id: UUID
    document_id: UUID
    left_count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestWaived(RequestEvent):
    """A worker no longer wants what is missing, with a reason from the list."""

    reason_code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestResumed(RequestEvent):
    """A worker took a waiver back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestReopened(RequestEvent):
    """A worker asked a paper again, because the document that answered it is not enough."""

    item_id: UUID
    document_id: UUID
    reason_code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReopeningTakenBack(RequestEvent):
    """A worker found that the document is enough after all."""

    item_id: UUID
    document_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateSet(Event):
    """A SPOC wrote a request template down, new or changed."""

    item_count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateRetired(Event):
    """A SPOC retired a request template."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateRevived(Event):
    """A SPOC brought a request template back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeAsked(RequestEvent):
    """A person is to be told of a request, or of a document that was refused; the record is the notice."""

    request_id: UUID | None
    document_id: UUID | None = None
    kind: str  # email or sms


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeSent(RequestEvent):
    """A server took a notice; the record is the notice."""

    request_id: UUID | None
    document_id: UUID | None = None
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeFailed(RequestEvent):
    """A notice was refused or given up; the record is the notice."""

    request_id: UUID | None
    document_id: UUID | None = None
    kind: str
    problem: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperExpected(DepositEvent):
    """A depositor chose which of the papers they were asked for comes next; the record is the paper."""

    type_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffSignedIn(Event):
    """A staff member opened a session."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffPasswordSet(Event):
    """A staff member has a new password: whoever was signed in with the old one is out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffSwitchedOff(Event):
    """A staff member's account was switched off: nobody signs in with it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffSwitchedOn(Event):
    """A staff member's account was switched on again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BeneficiaryIdentified(Event):
    """Someone gave a file number and the right birth date; the record is the beneficiary."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DevicePaired(Event):
    """A kiosk exchanged its one-time code for a key."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DevicePairingOffered(Event):
    """An administrator made a one-time code for a kiosk."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceRevoked(Event):
    """An administrator took a kiosk's key away."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListImported(Event):
    """An administrator brought a list in; the record is the centre."""

    kind: str  # people, files, staff
    sha256: str  # of the list as it was read
    taken: int
    changed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PageRetried(DepositEvent):
    """A person had an unreadable page tried again; the record is the page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class JobRequeued(Event):
    """A person had a held job tried again; the record is what the job is about."""

    kind: str  # the job's name
    job_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReconcileAsked(Event):
    """A check of the store was asked for, or to go on; the record is its run."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoreReconciled(Event):
    """Rows and bytes were compared to the end; the record is the run."""

    kind: str  # light or deep
    rows_checked: int
    blobs_checked: int
    found: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OrphanRemoved(Event):
    """Bytes are gone to which no row belonged, as an administrator asked; the record is the finding."""

    sha256: str
    size_bytes: int
    asked_by: UUID  # the administrator: where the store failed at first, a round made it good


@dataclass(frozen=True, slots=True, kw_only=True)
class GlassBroken(Event):
    """A staff member opened a file or a document of others for a while; the record is that file or document."""

    break_id: UUID
    kind: str  # social_file or document
    reason_code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GlassReviewed(Event):
    """A reviewer said what they found of a broken glass; the record is the break."""

    kind: str  # in_order or follow_up


@dataclass(frozen=True, slots=True, kw_only=True)
class GlassNoticeRead(Event):
    """A worker put the notice away that a colleague opened a file of theirs; the record is the break."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TieNoted(Event):
    """A staff member was noted to be, or to be related to, a beneficiary; the record is the staff member."""

    kind: str  # self or relative


@dataclass(frozen=True, slots=True, kw_only=True)
class TieRemoved(Event):
    """A tie was removed that had been noted; the record is the staff member."""

    kind: str  # self or relative


@dataclass(frozen=True, slots=True, kw_only=True)
class SealKeyGiven(Event):
    """Some may open what is sealed; the record is the key."""

    kind: str  # medical or judicial


@dataclass(frozen=True, slots=True, kw_only=True)
class SealKeyTaken(Event):
    """Some may no longer open what is sealed; the record is the key."""

    kind: str  # medical or judicial


@dataclass(frozen=True, slots=True, kw_only=True)
class JournalCheckAsked(Event):
    """A check of the journal was asked for; the record is the check."""


@dataclass(frozen=True, slots=True, kw_only=True)
class JournalChecked(Event):
    """The journal was held against its anchors, the store and the time stamps; the record is the check."""

    linked: int
    found: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportAsked(Event):
    """An auditor asked for all about one person; the record is the export."""

    beneficiary_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportReady(Event):
    """A package about one person stands in the store; the record is the export."""

    file_count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportDownloaded(Event):
    """An auditor downloaded a package about one person; the record is the export."""

    beneficiary_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportExpired(Event):
    """A package about one person is gone from the store; the record is the export."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalEvent(Event):
    """Something that happened to what was proposed of a term; the record is the proposal."""

    kind: str  # new, change, revive, merge, retire
    term_id: UUID | None  # none of a new term until it is approved


@dataclass(frozen=True, slots=True, kw_only=True)
class TermProposed(ProposalEvent):
    """A staff member proposed a term, or what shall become of one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalApproved(ProposalEvent):
    """Another person agreed, and it holds."""

    type_id: UUID | None  # the version that it became


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalRejected(ProposalEvent):
    """Another person did not agree."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalWithdrawn(ProposalEvent):
    """The proposer took it back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TermsImported(Event):
    """A list of terms was brought in as proposals; the record is the batch."""

    kind: str  # csv, turtle, json-ld
    sha256: str  # of the file as it was read
    proposal_count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ExampleKept(Event):
    """A picture of what a term is like is kept; the record is the picture."""

    sha256: str
    term_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class CategorySet(Event):
    """An administrator added a category, or named or placed it otherwise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteWritten(Event):
    """A staff member wrote a note on a social file; the record is the file."""

    note_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteCorrected(Event):
    """Who wrote a note had it say something else; the record is the social file."""

    note_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class BundleAsked(Event):
    """A staff member asked for documents of a social file as one PDF; the record is the file."""

    bundle_id: UUID
    documents: int
    page_count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BundleMade(Event):
    """The PDF of a bundle is there to be downloaded; the record is the bundle."""

    size_bytes: int
