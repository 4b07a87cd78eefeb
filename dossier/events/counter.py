"""What happens at a counter, beside what happens to every deposit."""

from dataclasses import dataclass
from uuid import UUID

from dossier.events.base import DepositEvent, Event


@dataclass(frozen=True, slots=True, kw_only=True)
class CounterSet(Event):
    """An administrator said what a counter is called, which folder its scanner has, and who prints there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CounterClosed(Event):
    """An administrator closed a counter."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DepositorNamed(DepositEvent):
    """A clerk said whose deposit it is, or that nobody knows; the record is the deposit."""

    beneficiary_id: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DepositBrought(DepositEvent):
    """A clerk noted that somebody else brought it, and as what; or that nobody else did."""

    kind: str  # the relation; empty: nobody else did
    mandate_count: int  # papers that were shown to say that they may: one at most


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetsCounted(DepositEvent):
    """A clerk counted the sheets before the receipt was given."""

    sheet_count: int
    page_count: int  # found on them
    sides_per_sheet: int
