"""What happens at an interview, beside what happens to every deposit."""

from dataclasses import dataclass
from uuid import UUID

from dossier.events.base import DepositEvent


@dataclass(frozen=True, slots=True, kw_only=True)
class InterviewBegun(DepositEvent):
    """A worker began to take papers in for a file; the record is the deposit."""

    social_file_id: UUID
    beneficiary_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class CaptureSessionJoined(DepositEvent):
    """A phone opened the code of an interview, the only one that may; the record is the deposit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CaptureSessionEnded(DepositEvent):
    """The worker let the phone send nothing more, or takes pages in themselves; the record is the deposit."""
