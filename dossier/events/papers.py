"""What becomes of the papers themselves: they go back, or are kept, and where those go from there."""

from dataclasses import dataclass

from dossier.events.base import DepositEvent


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperKept(DepositEvent):
    """A clerk keeps a paper instead of giving it back; the record is the paper."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperGoesBack(DepositEvent):
    """A clerk said that a paper goes back to whoever brought it; the record is the paper."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PapersSettled(DepositEvent):
    """What becomes of every paper was clear when the receipt was given; the record is the deposit."""

    kept_count: int
    returned_count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptPaperMoved(DepositEvent):
    """A kept paper lies in another place, or is kept until another day; the record is the paper."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptPaperHandedBack(DepositEvent):
    """A kept paper was handed back; the record is the paper."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptPaperDestroyed(DepositEvent):
    """A kept paper was destroyed after its time; the record is the paper."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptPaperIsBack(DepositEvent):
    """Whoever noted that a kept paper was gone took that back; the record is the paper."""
