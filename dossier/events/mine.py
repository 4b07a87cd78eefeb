"""What a person does with what is kept of them."""

from dataclasses import dataclass
from uuid import UUID

from dossier.events.base import DepositEvent, Event


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeAsked(Event):
    """Somebody asked for a one-time code; the record is the code."""

    beneficiary_id: UUID | None  # None: nobody we know was named
    kind: str  # email, sms or none


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeSent(Event):
    """A server took a one-time code; the record is the code."""

    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeFailed(Event):
    """A one-time code was not sent, and is not tried again; the record is the code."""

    kind: str
    problem: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeMistyped(Event):
    """Somebody typed another code than the one that was sent; the record is the code."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeRedeemed(Event):
    """A one-time code opened what is kept of a person; the record is the code."""

    beneficiary_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptEmailAsked(DepositEvent):
    """A depositor had their receipt sent; the record is the e-mail, or the SMS that goes out in its place."""

    kind: str  # file: to the e-mail address of their file, or else its mobile number; typed


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptEmailSent(DepositEvent):
    """A server took the e-mail or the SMS with a receipt; the record is what was asked for."""

    kind: str  # email, sms


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptEmailFailed(DepositEvent):
    """A receipt was not sent, and is not tried again; the record is what was asked for."""

    problem: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HelperCodeMade(Event):
    """A person made a code by which somebody may hand in for them; the record is the code."""

    beneficiary_id: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class HelperCodeUsed(Event):
    """A helper began a deposit for a person; the record is the code."""

    deposit_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class HelperCodeTakenBack(Event):
    """A person took a helper code back; the record is the code."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionAsked(DepositEvent):
    """A person says that something is wrong about a document of theirs; the record is the correction."""

    document_id: UUID
    kind: str  # not_mine, wrong_type, wrong_date or other


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionAnswered(DepositEvent):
    """A worker answered a correction; the record is the correction."""

    document_id: UUID
    kind: str  # corrected or stays


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionWithdrawn(DepositEvent):
    """A correction fell with its document, which was taken back; the record is the correction."""

    document_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionNoticeSent(Event):
    """A server took the notice that a correction is answered; the record is the correction."""

    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionNoticeFailed(Event):
    """The notice that a correction is answered was not sent; the record is the correction."""

    kind: str
    problem: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PhoneSwitchedOn(Event):
    """A phone tells of news from now on; the record is the subscription."""

    beneficiary_id: UUID | None
    deposit_id: UUID | None  # where nobody identified


@dataclass(frozen=True, slots=True, kw_only=True)
class PhoneSwitchedOff(Event):
    """A phone tells of news no more; the record was the subscription."""

    kind: str  # asked, other_hands, made_room or gone


@dataclass(frozen=True, slots=True, kw_only=True)
class PhoneRemembered(Event):
    """A phone hands in for a person from now on; the record is the phone."""

    beneficiary_id: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PhoneForgotten(Event):
    """A phone hands in for nobody any more; the record was the phone."""

    kind: str  # asked or made_room


@dataclass(frozen=True, slots=True, kw_only=True)
class PhonesForgotten(Event):
    """No phone hands in for a person any more; the record is the beneficiary."""

    phone_count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactSet(Event):
    """Staff wrote down by what a person can be reached; the record is the beneficiary."""

    kind: str  # email, sms or email_sms
    told_count: int  # addresses that were there before, each of which is told that one changed


@dataclass(frozen=True, slots=True, kw_only=True)
class CodesGuessed(Event):
    """Wrong codes were typed for one person, as often as one code allows; the record is the last code."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactNoticeAsked(Event):
    """An address is told something about itself; the record is the notice."""

    beneficiary_id: UUID
    kind: str  # replaced or guessed


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactNoticeSent(Event):
    """A server took a contact notice; the record is the notice."""

    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactNoticeFailed(Event):
    """A contact notice was not sent, and is not tried again; the record is the notice."""

    kind: str
    problem: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptPrinted(DepositEvent):
    """A kiosk put a receipt on paper; the record is the receipt."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptNotPrinted(DepositEvent):
    """A kiosk could not put a receipt on paper; the record is the receipt."""

    problem: str
