"""Into which deposits and documents the sheets of a stack go, as its separators say. Pure: nothing is written here.

A separator that cannot be read might have begun another person's papers. So a sheet that is doubtful or unreadable ends
the deposit before it: what follows is nobody's until a person says whose.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from dossier.batches.sheet_kinds import ReadSheet, SheetKind
from dossier.deposits.separators import Begins, Separator


@dataclass(slots=True, kw_only=True)
class PlannedDocument:
    """The sheets of one document, in order."""

    type_id: UUID | None
    numbers: list[int] = field(default_factory=list)


@dataclass(slots=True, kw_only=True)
class PlannedDeposit:
    """What stood between two separators that begin a deposit."""

    beneficiary_id: UUID | None
    documents: list[PlannedDocument] = field(default_factory=list)

    @property
    def page_count(self) -> int:
        """Return how many sheets it has."""
        return sum(len(each.numbers) for each in self.documents)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Where each sheet goes; those that are named nowhere wait for a person."""

    deposits: tuple[PlannedDeposit, ...]
    aside: dict[int, str]  # number → why


WAITS = frozenset({SheetKind.UNREADABLE, SheetKind.DOUBTFUL})
"""What a person has to look at."""


class _Planner:
    def __init__(self, pages_max: int) -> None:
        self.pages_max = pages_max
        self.deposits: list[PlannedDeposit] = []
        self.aside: dict[int, str] = {}
        self._person: UUID | None = None
        self._type: UUID | None = None
        self._deposit: PlannedDeposit | None = None
        self._document: PlannedDocument | None = None

    def begin_deposit(self, beneficiary_id: UUID | None = None) -> None:
        self._deposit, self._person = None, beneficiary_id
        self.begin_document()

    def begin_document(self, type_id: UUID | None = None) -> None:
        self._document, self._type = None, type_id

    def separate(self, says: str) -> None:
        asked = Separator.read(says) or Separator(Begins.ENVELOPE)
        if asked.begins in {Begins.ENVELOPE, Begins.PERSON}:
            self.begin_deposit(asked.id)
        else:
            self.begin_document(asked.id)

    def add(self, number: int) -> None:
        if self._deposit is not None and self._deposit.page_count >= self.pages_max:
            self._deposit = self._document = None
        if self._deposit is None:
            self._deposit = PlannedDeposit(beneficiary_id=self._person)
            self.deposits.append(self._deposit)
        if self._document is None:
            self._document = PlannedDocument(type_id=self._type)
            self._deposit.documents.append(self._document)
        self._document.numbers.append(number)


def plan(sheets: Iterable[ReadSheet], pages_max: int) -> Plan:
    """Plan a stack, sheet by sheet in its order. A deposit has so many pages at most: the next one goes on."""
    planner = _Planner(pages_max)
    for sheet in sheets:
        if sheet.kind is SheetKind.PAGE:
            planner.add(sheet.number)
        elif sheet.kind is SheetKind.BLANK:
            planner.aside[sheet.number] = "blank"
        elif sheet.kind is SheetKind.SEPARATOR:
            planner.aside[sheet.number] = "separator"
            planner.separate(sheet.says)
        elif sheet.kind is SheetKind.BATCH_SHEET:
            planner.aside[sheet.number] = "separator"
            planner.begin_deposit()
        else:
            planner.begin_deposit()
    return Plan(deposits=tuple(planner.deposits), aside=planner.aside)
