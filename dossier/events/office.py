"""The centre: its people, their absences, its closing days and devices."""

from dataclasses import dataclass
from uuid import UUID

from dossier.events.base import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class KeysSet(Event):
    """A staff member changed the keys by which they work; the record is the staff member."""

    kind: str  # the screen, or `off` where they switched all keys off


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
class PhaseSet(Event):
    """An administrator said what the centre switches on from a day; the record is the phase."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PhaseRemoved(Event):
    """An administrator took a phase out of the plan."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedbackSent(Event):
    """A staff member told something of the product; the record is the feedback."""

    picture_count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedbackPictureSeen(Event):
    """A SPOC looked at the picture of a screen that came with feedback."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedbackAnswered(Event):
    """Feedback was answered, and its picture deleted."""


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
class DeviceSettingsSet(Event):
    """An administrator said how a kiosk works."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DevicePrinterChanged(Event):
    """A kiosk's printer is well again, or is not: `problem` says what it is, `good` where there is none."""

    problem: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ListImported(Event):
    """An administrator brought a list in; the record is the centre."""

    kind: str  # people, files, staff
    sha256: str  # of the list as it was read
    taken: int
    changed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NumbersPromised(Event):
    """Receipt numbers were kept for a kiosk, or printed on slips by a staff member: that is the record."""

    number_count: int
