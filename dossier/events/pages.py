"""A page made, turned, cropped, or given up."""

from dataclasses import dataclass
from uuid import UUID

from dossier.events.base import DepositEvent


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
class PageRetried(DepositEvent):
    """A person had an unreadable page tried again; the record is the page."""
