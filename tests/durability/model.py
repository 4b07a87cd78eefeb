"""What the life of deposits and documents should be, in plain Python: the oracle of the state machine in `life.py`.

Each method does to the model what the verb of its name does to the service: it returns the events that must follow, or
raises the error that must come. Times are seconds of the machine's own clock.
"""

from collections import Counter
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any
from uuid import UUID

from dossier.deposits import errors as deposits
from dossier.deposits.lay_under import NotTwoSides
from dossier.deposits.remake import PageBusy
from dossier.deposits.retry_page import PageNotStuck
from dossier.documents import errors as documents
from dossier.lifecycle import MOVES, DepositState, DocumentState, PageState, move
from dossier.people.access import OtherDepartment
from tests.durability.records import Deposit, Document, Original, Page, Reader

LEASE_SECONDS = 900
ABANDON_SECONDS = 48 * 3600
KEEP_SECONDS = 600
"""How long abandoned deposits stay, and bytes that were taken back."""
PAGES_MAX = 4
C, P, D = DepositState, PageState, DocumentState
WAITING = (D.CAPTURED, D.PROFILED, D.SECOND_READING)
Events = list[tuple[str, UUID]]


@dataclass
class Model:
    """Everything that one run of the machine knows."""

    now: float = 0.0
    deposits: dict[UUID, Deposit] = field(default_factory=dict)
    documents: dict[UUID, Document] = field(default_factory=dict)  # in the order in which they were captured
    moves: Counter[str] = field(default_factory=Counter)

    # What a depositor does

    def open(self, deposit_id: UUID, depositor: str, *, has_file: bool) -> Events:
        """Begin, or begin again."""
        if same := self.deposits.get(deposit_id):
            if (same.depositor, same.has_file) != (depositor, has_file):
                raise deposits.OtherDeposit
            return []
        self.deposits[deposit_id] = Deposit(deposit_id, depositor, has_file, self.now)
        return [("DepositOpened", deposit_id)]

    def add(
        self,
        deposit_id: UUID,
        paper_id: UUID,
        original_id: UUID,
        sha256: str,
        pages: list[UUID],
        *,
        are_cards: bool,
    ) -> Events:
        """Add a file."""
        deposit = self._open_one(deposit_id)
        for each in self.deposits.values():
            for same in each.originals:
                if same.id == original_id:
                    if each is deposit and same.sha256 == sha256:
                        return []
                    raise deposits.OtherFile
        if (original_id, sha256) in deposit.taken_back:
            raise deposits.TakenBack
        if len(deposit.pages()) + len(pages) > PAGES_MAX:
            raise deposits.TooManyPages
        if any(paper_id in each.papers for each in self.deposits.values() if each is not deposit):
            raise deposits.OtherFile
        if paper_id not in deposit.papers:
            deposit.papers.append(paper_id)
        deposit.originals.append(Original(original_id, paper_id, sha256, [Page(each, are_cards) for each in pages]))
        return [("OriginalAdded", original_id)]

    def remove(self, deposit_id: UUID, original_id: UUID) -> Events:
        """Take a file back."""
        deposit = self.deposits.get(deposit_id)
        if deposit is None or deposit.state is not C.OPEN:
            raise deposits.DepositNotOpen
        gone = [each for each in deposit.originals if each.id == original_id]
        touched = {page.laid_under or page.id for each in gone for page in each.pages}
        uppers = sorted(each.id for each in deposit.pages() if each.id in touched and self._under(deposit, each.id))
        events = [event for each in uppers for event in self._apart(deposit, each)]
        deposit.originals = [each for each in deposit.originals if each.id != original_id]
        deposit.taken_back |= {(each.id, each.sha256) for each in gone}
        left = {each.paper_id for each in deposit.originals}
        deposit.papers = [each for each in deposit.papers if each in left]
        return [*events, ("OriginalRemoved", original_id)] if gone else []

    def name(self, deposit_id: UUID, paper_id: UUID) -> Events:
        """Say what a paper is."""
        deposit = self.deposits.get(deposit_id)
        if deposit is None or deposit.state is not C.OPEN:
            raise deposits.DepositNotOpen
        if paper_id not in deposit.papers:
            raise deposits.NoSuchPaper
        return [("PaperNamed", paper_id)]

    def receive(self, deposit_id: UUID) -> Events:
        """Confirm."""
        deposit = self.deposits.get(deposit_id)
        if deposit is None:
            raise deposits.NoSuchDeposit
        if deposit.signed is not None:
            return []
        if deposit.state is not C.OPEN:
            raise deposits.DepositNotOpen
        if not deposit.originals:
            raise deposits.NothingToReceive
        deposit.state = self._moved("deposits.receive", deposit.state)
        deposit.signed = [each.sha256 for each in deposit.in_order()]
        for paper_id in deposit.papers:
            self.documents[paper_id] = Document(paper_id, deposit_id, deposit.has_file)
        return [("DepositReceived", deposit_id)]

    def abandon(self) -> Events:
        """Let the round abandon what nobody confirmed."""
        events = []
        for each in self.deposits.values():
            if each.state is C.OPEN and each.opened_at < self.now - ABANDON_SECONDS:
                each.state, each.abandoned_at = self._moved("deposits.abandon", each.state), self.now
                events.append(("DepositAbandoned", each.id))
        return events

    def purge(self) -> Events:
        """Let the round purge what was abandoned long ago."""
        gone = [
            each
            for each in self.deposits.values()
            if each.state is C.ABANDONED and each.abandoned_at <= self.now - KEEP_SECONDS
        ]
        for each in gone:
            del self.deposits[each.id]
        return [("DepositPurged", each.id) for each in gone]

    # What the worker does

    def process(self, page_id: UUID, *, readable: bool) -> Events:
        """Make a page, or give it up."""
        page = self._page(page_id)
        if page is None or page.state is not P.WAITING:
            return []
        page.state = self._moved("deposits.process_page" if readable else "deposits.give_up_page", page.state)
        return [("PageProcessed" if readable else "PageUnreadable", page_id)]

    def settle(self, deposit_id: UUID) -> Events:
        """Move a deposit on as far as its pages and documents allow."""
        deposit, events = self.deposits.get(deposit_id), []
        if deposit is None:
            return []
        if deposit.state is C.RECEIVED and all(each.state is not P.WAITING for each in deposit.pages()):
            deposit.state = self._moved("deposits.make_ready", deposit.state)
            events.append(("DepositReady", deposit_id))
        if deposit.state is C.READY and all(each.state not in WAITING for each in self.documents_of(deposit_id)):
            deposit.state = self._moved("deposits.close", deposit.state)
            deposit.claimed_by = None
            events.append(("DepositClosed", deposit_id))
        return events

    def turn(self, deposit_id: UUID, page_id: UUID) -> Events:
        """Turn a page of one's own deposit."""
        return self._remade(self._own(deposit_id).pages(), page_id, "deposits.turn_page", "PageTurned")

    def set_corners(self, deposit_id: UUID, page_id: UUID) -> Events:
        """Set the corners of a page of one's own deposit."""
        return self._remade(self._own(deposit_id).pages(), page_id, "deposits.set_corners", "CornersSet")

    def lay_under(self, deposit_id: UUID, page_id: UUID, under_id: UUID) -> Events:
        """Lay a page under another of one's own deposit."""
        deposit = self._own(deposit_id)
        paper = next((each.paper_id for each in deposit.originals for one in each.pages if one.id == page_id), None)
        return self._laid(deposit, paper, page_id, under_id)

    def take_apart(self, deposit_id: UUID, page_id: UUID) -> Events:
        """Take a page of one's own deposit apart."""
        return self._apart(self._own(deposit_id), page_id)

    def lay_in_hand(self, reader: Reader, document_id: UUID, page_id: UUID, under_id: UUID) -> Events:
        """Lay a page under another of a document that one has in hand."""
        deposit = self._page_in_hand(reader, document_id, page_id)
        return self._laid(deposit, document_id, page_id, under_id)

    def apart_in_hand(self, reader: Reader, document_id: UUID, page_id: UUID) -> Events:
        """Take a page of a document that one has in hand apart."""
        return self._apart(self._page_in_hand(reader, document_id, page_id), page_id)

    def cards(self) -> list[tuple[UUID, UUID, UUID, UUID]]:
        """Return which two pages can be laid, or are: deposit, paper, the upper and the lower."""
        found = []
        for each in self.deposits.values():
            for paper_id in each.papers:
                shown = self._shown(each, paper_id)
                found += [
                    (each.id, paper_id, *pair)
                    for pair in [(one.id, other.id) for one, other in pairwise(shown) if self._fit(each, one, other)]
                ]
                found += [(each.id, paper_id, one.id, low.id) for one in shown if (low := self._under(each, one.id))]
        return found

    def turn_in_hand(self, reader: Reader, document_id: UUID, page_id: UUID) -> Events:
        """Turn a page of a document that one has in hand."""
        return self._remade(self._pages_in_hand(reader, document_id), page_id, "deposits.turn_page", "PageTurned")

    def set_corners_in_hand(self, reader: Reader, document_id: UUID, page_id: UUID) -> Events:
        """Set the corners of a page of a document that one has in hand."""
        return self._remade(self._pages_in_hand(reader, document_id), page_id, "deposits.set_corners", "CornersSet")

    def _own(self, deposit_id: UUID) -> Deposit:
        deposit = self.deposits.get(deposit_id)
        if deposit is None or deposit.state is not C.OPEN:
            raise deposits.DepositNotOpen
        return deposit

    def _page_in_hand(self, reader: Reader, document_id: UUID, page_id: UUID) -> Deposit:
        if all(each.id != page_id for each in self._pages_in_hand(reader, document_id)):
            raise deposits.NoSuchPage
        return self.deposits[self.documents[document_id].deposit_id]

    def _shown(self, deposit: Deposit, paper_id: UUID | None) -> list[Page]:
        of_paper = [page for each in deposit.originals if each.paper_id == paper_id for page in each.pages]
        return [each for each in of_paper if each.laid_under is None]

    def _under(self, deposit: Deposit, page_id: UUID) -> Page | None:
        return next((each for each in deposit.pages() if each.laid_under == page_id), None)

    def _fit(self, deposit: Deposit, *pages: Page) -> bool:
        return all(each.is_card and each.state is P.READY and not self._under(deposit, each.id) for each in pages)

    def _laid(self, deposit: Deposit, paper_id: UUID | None, page_id: UUID, under_id: UUID) -> Events:
        shown = self._shown(deposit, paper_id)
        upper = next((each for each in shown if each.id == page_id), None)
        if upper is None:
            raise deposits.NoSuchPage
        if (under := self._under(deposit, page_id)) and under.id == under_id:
            return []
        lower = next((other for one, other in pairwise(shown) if one is upper and other.id == under_id), None)
        if lower is None or not self._fit(deposit, upper, lower):
            raise NotTwoSides
        upper.state, lower.laid_under = self._moved("deposits.lay_under", upper.state), page_id
        upper.version += 1
        return [("PageLaidUnder", page_id)]

    def _apart(self, deposit: Deposit, page_id: UUID) -> Events:
        upper = next((each for each in deposit.pages() if each.id == page_id), None)
        if upper is None:
            raise deposits.NoSuchPage
        lower = self._under(deposit, page_id)
        if lower is None:
            return []
        upper.state, lower.laid_under = self._moved("deposits.take_apart", upper.state), None
        upper.version += 1
        return [("PagesTakenApart", page_id)]

    def _pages_in_hand(self, reader: Reader, document_id: UUID) -> list[Page]:
        document = self._in_hand(reader, document_id)
        if document.state is D.SECOND_READING and document.decided_by == reader.id:
            raise documents.SecondReaderNeeded
        originals = self.deposits[document.deposit_id].originals
        return [page for each in originals if each.paper_id == document_id for page in each.pages]

    def _remade(self, pages: list[Page], page_id: UUID, verb: str, event: str) -> Events:
        page = next((each for each in pages if each.id == page_id), None)
        if page is None:
            raise deposits.NoSuchPage
        both = [page, *(each for each in pages if each.id == page.laid_under)]
        if any(each.state is P.WAITING for each in both):
            raise PageBusy
        for each in both:
            each.state = self._moved(verb, each.state)
            each.version += 1
        return [*(("LowerSideRemade", each.id) for each in both[1:]), (event, page_id)]

    def retry(self, page_id: UUID) -> Events:
        """Have a page tried again."""
        page = self._page(page_id)
        if page is None:
            raise deposits.NoSuchPage
        if page.state is not P.UNREADABLE:
            raise PageNotStuck
        page.state = self._moved("deposits.retry_page", page.state)
        return [("PageRetried", page_id)]

    # What staff do

    def claim(self, reader: Reader, document_id: UUID) -> Events:
        """Lease a document's deposit."""
        deposit = self.deposits[self._waiting(reader, document_id).deposit_id]
        if self._held(deposit) and deposit.claimed_by != reader.id:
            raise documents.ClaimedByOther
        return self._lease(reader, deposit)

    def release(self, reader: Reader, document_id: UUID) -> Events:
        """Give it back."""
        document = self.documents.get(document_id)
        if document is None:
            raise documents.NoSuchDocument
        if not self._readable(reader, document):
            raise OtherDepartment
        return self._let_go(reader, self.deposits[document.deposit_id])

    def take_next(self, reader: Reader, after: UUID | None) -> tuple[UUID | None, Events]:
        """Lease the next document; return it too."""
        last = self.documents[after].deposit_id if after in self.documents else None
        fit = [
            each
            for each in self.documents.values()
            if each.state in WAITING
            and each.id != after
            and self._readable(reader, each)
            and (
                not self._held(self.deposits[each.deposit_id]) or self.deposits[each.deposit_id].claimed_by == reader.id
            )
            and not (each.state is D.SECOND_READING and each.decided_by == reader.id)
        ]
        found = min(fit, key=lambda each: each.deposit_id != last, default=None)  # the first of the least: stable
        events = []
        if last is not None and (found is None or found.deposit_id != last):
            events += self._let_go(reader, self.deposits[last])
        if found is None:
            return None, events
        return found.id, events + self._lease(reader, self.deposits[found.deposit_id])

    def profile(self, reader: Reader, document_id: UUID, *, has_type: bool, has_person: bool) -> Events:
        """Say what a document is."""
        document = self._in_hand(reader, document_id)
        self._check_profile(has_type=has_type, has_person=has_person)
        if document.state is D.SECOND_READING:
            raise documents.AlreadyDecided
        document.state = self._moved("documents.profile", document.state)
        document.has_file = True
        return [("DocumentProfiled", document_id)]

    def validate(
        self, reader: Reader, document_id: UUID, *, has_type: bool, has_person: bool, two_readers: bool
    ) -> Events:
        """File a document."""
        document = self._in_hand(reader, document_id)
        self._check_profile(has_type=has_type, has_person=has_person)
        second = document.state is D.SECOND_READING
        if second and document.decided_by == reader.id:
            raise documents.SecondReaderNeeded
        asks = two_readers != document.two_readers if second else two_readers  # a changed profile is read once more
        document.state = self._moved("documents.ask_second_reading" if asks else "documents.validate", document.state)
        document.has_file, document.decided_by, document.two_readers = True, reader.id, two_readers
        return [("SecondReadingAsked" if asks else "DocumentValidated", document_id)]

    def refuse(self, reader: Reader, document_id: UUID, *, has_reason: bool) -> Events:
        """Refuse a document."""
        document = self._in_hand(reader, document_id)
        if not has_reason:
            raise documents.ReasonMissing
        document.state = self._moved("documents.refuse", document.state)
        document.decided_by = reader.id
        return [("DocumentRefused", document_id)]

    # What all of them rest on

    def documents_of(self, deposit_id: UUID) -> list[Document]:
        """Return a deposit's documents, in order."""
        return [each for each in self.documents.values() if each.deposit_id == deposit_id]

    def _moved(self, verb: str, state: Any) -> Any:
        made = move(verb)
        assert made in MOVES
        assert state in made.sources, f"{verb} from {state} is no move of the table"
        self.moves[verb] += 1
        return made.target

    def _open_one(self, deposit_id: UUID) -> Deposit:
        deposit = self.deposits.get(deposit_id)
        if deposit is None:
            raise deposits.NoSuchDeposit
        if deposit.state is not C.OPEN:
            raise deposits.DepositNotOpen
        return deposit

    def _page(self, page_id: UUID) -> Page | None:
        return next((page for each in self.deposits.values() for page in each.pages() if page.id == page_id), None)

    def _readable(self, reader: Reader, document: Document) -> bool:
        return (
            (reader.sees_all_waiting and document.state in WAITING)
            or document.decided_by == reader.id
            or (not reader.sees_all_waiting and document.has_file)
        )

    def _waiting(self, reader: Reader, document_id: UUID) -> Document:
        document = self.documents.get(document_id)
        if document is None:
            raise documents.NoSuchDocument
        readable = self._readable(reader, document)
        if document.state not in WAITING and (readable or reader.sees_all_waiting):
            raise documents.AlreadyDecided
        if not readable:
            raise OtherDepartment
        return document

    def _in_hand(self, reader: Reader, document_id: UUID) -> Document:
        document = self._waiting(reader, document_id)
        deposit = self.deposits[document.deposit_id]
        if not (self._held(deposit) and deposit.claimed_by == reader.id):
            raise documents.ClaimLost
        return document

    def _held(self, deposit: Deposit) -> bool:
        return deposit.claimed_by is not None and deposit.claimed_until > self.now

    def _lease(self, reader: Reader, deposit: Deposit) -> Events:
        renewed = self._held(deposit) and deposit.claimed_by == reader.id
        deposit.claimed_by, deposit.claimed_until = reader.id, self.now + LEASE_SECONDS
        return [] if renewed else [("DepositClaimed", deposit.id)]

    def _let_go(self, reader: Reader, deposit: Deposit) -> Events:
        if deposit.claimed_by != reader.id:
            return []
        deposit.claimed_by = None
        return [("DepositReleased", deposit.id)]

    def _check_profile(self, *, has_type: bool, has_person: bool) -> None:
        if not has_type:
            raise documents.TypeNeeded
        if not has_person:
            raise documents.BeneficiaryNeeded
