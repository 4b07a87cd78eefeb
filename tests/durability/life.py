"""The life of deposits and documents as Hypothesis plays it: real verbs on a real database, against `model.py`."""

import asyncio
import hashlib
import json
from collections import Counter
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any, ClassVar, cast
from uuid import UUID, uuid4

from hypothesis import strategies as some
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from dossier import clock
from dossier.deposits.abandon import abandon_old
from dossier.deposits.add_original import add_original
from dossier.deposits.close import close
from dossier.deposits.corners import WHOLE_PHOTO
from dossier.deposits.lay_under import lay_under
from dossier.deposits.make_ready import make_ready
from dossier.deposits.name_paper import name_paper
from dossier.deposits.open import Depositor, open_deposit
from dossier.deposits.process_page import process_page
from dossier.deposits.purge import purge_abandoned
from dossier.deposits.receive import receive
from dossier.deposits.remove_original import remove_original
from dossier.deposits.retry_page import retry_page
from dossier.deposits.set_corners import set_corners
from dossier.deposits.take_apart import take_apart
from dossier.deposits.turn_page import turn_page
from dossier.documents.claim import claim, release
from dossier.documents.lay_under import lay_under as lay_in_hand
from dossier.documents.profile import Profile, profile
from dossier.documents.refuse import refuse
from dossier.documents.set_corners import set_corners as set_corners_in_hand
from dossier.documents.take_apart import take_apart as apart_in_hand
from dossier.documents.take_next import take_next
from dossier.documents.turn_page import turn_page as turn_in_hand
from dossier.documents.validate import validate
from dossier.errors import DossierError
from dossier.ids import page_id
from dossier.imaging.values import Quad
from dossier.receipts.queries import Receipt
from dossier.removals.carry_out import carry_out_due
from dossier.storage.vault import digest
from tests.durability.model import ABANDON_SECONDS, KEEP_SECONDS, LEASE_SECONDS, Events, Model
from tests.durability.world import World
from tests.support.deposits import received

FEW = some.integers(0, 2)
WHICH = some.sampled_from([0, 0, 0, 0, 1, 2])  # runs are short: most of what happens, happens to one deposit
PAPER = some.sampled_from([0, 0, 0, 1, 2])
ORIGINAL = some.sampled_from([0, 0, 1, 2, 3])
WHO = some.sampled_from([0, 0, 0, 1, 2])
CARDS = (0, 2)
"""Which of the world's files show a side of a card."""


def _has_documents(machine: "Life") -> bool:
    return bool(machine.model.documents)


def _has_made_pages(machine: "Life") -> bool:
    return any(page.state != "waiting" for each in machine.model.deposits.values() for page in each.pages())


def _has_cards(machine: "Life") -> bool:
    return bool(machine.model.cards())


class Life(RuleBasedStateMachine):
    """One run: a few deposits and those who have to do with them."""

    world: ClassVar[World]

    def __init__(self) -> None:
        super().__init__()
        self.model = Model()
        self.ids = [uuid4() for _ in range(3)]  # deposits; the last is rarely opened
        self.papers = [uuid4() for _ in range(3)]
        self.originals = [uuid4() for _ in range(4)]
        self.expected: Events = []
        self.receipts: dict[UUID, str] = {}  # the first token that each deposit was answered with
        self.numbers: dict[UUID, str] = {}
        self.begun = True
        self.world.runs += 1

    # How a step is made

    def step(
        self, said: Callable[[], Events], *acts: Callable[[], Awaitable[object]], compared: bool = True
    ) -> list[object]:
        """Do in the world what the model did, at once where there are several; compare errors, then everything."""
        outcomes = []
        for _ in acts:
            try:
                self.expected += said()
                outcomes.append("done")
            except DossierError as error:
                outcomes.append(type(error).__name__)

        async def at_once() -> list[object]:
            with clock.moved(timedelta(seconds=self.model.now)):
                return list(await asyncio.gather(*(act() for act in acts), return_exceptions=True))

        ends = self.world.runner.run(at_once())
        for each in ends:
            if isinstance(each, BaseException) and not isinstance(each, DossierError):
                raise each
        told = [type(each).__name__ if isinstance(each, DossierError) else "done" for each in ends]
        assert sorted(told) == sorted(outcomes), f"{told} where the model says {outcomes}"
        self.world.steps += 1
        if compared:
            self.compare()
        return ends

    def compare(self) -> None:
        """Every record stands as the model says, and stands once."""
        if not self.begun:
            return
        real = self.world.state(list(self.model.deposits))
        deposits = sorted(self.model.deposits.values(), key=lambda each: str(each.id))
        documents = [document for each in deposits for document in self.model.documents_of(each.id)]
        pages = {page.id: page for each in deposits for page in each.pages()}
        by_paper: dict[UUID, list[UUID]] = {}
        for deposit in deposits:
            for original in deposit.in_order():
                by_paper.setdefault(original.paper_id, []).extend(page.id for page in original.pages)
        wanted = {
            "deposits": [[each.id, each.state, each.claimed_by, self.numbers.get(each.id)] for each in deposits],
            "originals": [
                [each.id, original.paper_id, original.id, original.sha256]
                for each in deposits
                for original in each.in_order()
            ],
            "pages": [
                [each.id, each.state, each.version, each.laid_under]
                for each in sorted(pages.values(), key=lambda p: str(p.id))
            ],
            "documents": [[each.id, each.state, each.decided_by] for each in documents],
            "standing": [[each.id, page] for each in documents for page in by_paper[each.id]],
        }
        for key, told in json.loads(json.dumps(wanted, default=str)).items():
            assert (real[key] or []) == told, f"{key}: {real[key]} where the model says {told}"

    # The steps

    @initialize(
        how_far=some.sampled_from([0, 1, 2, 3, 4, 4, 4]),
        files=some.sampled_from([1, 1, 2, 3]),
        known=some.booleans(),
        joined=some.booleans(),
        parted=some.booleans(),
    )
    def begin(self, how_far: int, files: int, known: bool, joined: bool, parted: bool) -> None:
        """Start somewhere in the life of a deposit."""
        self.begun = False
        self.open(0, known=known, other=False)
        for number in range(files if how_far else 0):
            self.add(0, number % 2, number, number)
        if how_far > 1:
            self.receive(0, twice=False)
        if how_far > 2:
            for number in range(files):
                self.process(number, readable=number != 1)
            self.settle(0)
        if how_far > 3:
            self.claim(0, 0)
        if joined and files > max(CARDS) and how_far in {1, 4}:
            for number in CARDS:
                self.process(number, readable=True)
            for apart in (False, True)[: 1 + parted]:
                self.sides(how_far, 0, other_way=False, apart=apart, at_desk=how_far > 1)
        self.begun = True
        self.compare()

    @rule(which=WHICH, known=some.booleans(), other=some.booleans())
    def open(self, which: int, known: bool, other: bool) -> None:
        """Open a deposit, perhaps one that is open, perhaps another person's."""
        depositor = self.world.known if known else Depositor(name="Bob" if other else "Ann", contact="-")
        facts = {"circuit": "portal", "language": "fr", "depositor": depositor}
        told = "known" if known else depositor.name
        self.step(
            lambda: self.model.open(self.ids[which], told, has_file=known),
            lambda: open_deposit(self.world.visitor, self.ids[which], **cast("Any", facts)),
        )

    @rule(which=WHICH, paper=PAPER, original=ORIGINAL, file=some.integers(0, 3))
    def add(self, which: int, paper: int, original: int, file: int) -> None:
        """Add a file, perhaps again, perhaps other bytes under its name, perhaps to another's paper."""
        data = self.world.files[file % len(self.world.files)]
        count = 2 if data.startswith(b"%PDF") else 1
        ids = self.ids[which], self.papers[paper], self.originals[original]
        pages = [page_id(ids[2], index) for index in range(count)]

        async def act() -> None:
            arrived = await received(self.world.resources, data)
            try:
                await add_original(self.world.resources, self.world.visitor, *ids, arrived)
            finally:
                arrived.path.unlink()

        sha256, are_cards = hashlib.sha256(data).hexdigest(), file % len(self.world.files) in CARDS
        self.step(lambda: self.model.add(*ids, sha256, pages, are_cards=are_cards), act)

    @rule(which=WHICH, original=ORIGINAL)
    def remove(self, which: int, original: int) -> None:
        """Take a file back."""
        ids = self.ids[which], self.originals[original]
        self.step(lambda: self.model.remove(*ids), lambda: remove_original(self.world.visitor, *ids))

    @rule(which=WHICH, paper=PAPER, kind=FEW)
    def name(self, which: int, paper: int, kind: int) -> None:
        """Say what a paper is."""
        ids = self.ids[which], self.papers[paper]
        type_id = self.world.types[kind]
        self.step(lambda: self.model.name(*ids), lambda: name_paper(self.world.visitor, *ids, type_id))

    @rule(which=WHICH, twice=some.booleans())
    def receive(self, which: int, twice: bool) -> None:
        """Send, perhaps by a double tap."""
        deposit_id = self.ids[which]
        ends = self.step(
            lambda: self.model.receive(deposit_id),
            *[lambda: receive(self.world.resources, self.world.visitor, deposit_id)] * (1 + twice),
            compared=False,
        )
        for each in ends:
            if isinstance(each, Receipt):
                assert self.receipts.setdefault(deposit_id, each.token) == each.token, "a second receipt"
                assert [one.sha256 for one in each.statement.originals] == self.model.deposits[deposit_id].signed
                self.numbers[deposit_id] = each.number
        self.compare()

    @rule(original=ORIGINAL, readable=some.booleans())
    def process(self, original: int, readable: bool) -> None:
        """Have the worker make a page, or find that it cannot."""
        page = page_id(self.originals[original], 0)
        self.world.box.breaks = not readable
        self.step(
            lambda: self.model.process(page, readable=readable),
            lambda: process_page(self.world.resources, self.world.visitor, page),
        )

    @rule(which=WHICH)
    def settle(self, which: int) -> None:
        """Have the worker move a deposit on."""
        deposit_id = self.ids[which]

        async def act() -> None:
            await make_ready(self.world.visitor, deposit_id)
            await close(self.world.visitor, deposit_id)

        self.step(lambda: self.model.settle(deposit_id), act)

    @precondition(_has_made_pages)
    @rule(which=WHICH, original=ORIGINAL, turns=some.integers(1, 3), at_desk=some.booleans())
    def turn(self, which: int, original: int, turns: int, at_desk: bool) -> None:
        """Turn a page, at the desk or before it is sent; perhaps one of another paper, perhaps too late."""
        page, degrees = page_id(self.originals[original], 0), 90 * turns
        if at_desk:
            who, paper = self._mostly_in_hand(which, which)
            reader, clerk, document_id = self.world.readers[who], self.world.staff[who], self.papers[paper]
            self.step(
                lambda: self.model.turn_in_hand(reader, document_id, page),
                lambda: turn_in_hand(clerk, document_id, page, degrees),
            )
        else:
            ids = self.ids[which], page
            self.step(lambda: self.model.turn(*ids), lambda: turn_page(self.world.visitor, *ids, degrees))

    @precondition(_has_made_pages)
    @rule(which=WHICH, original=ORIGINAL, quad=some.sampled_from([None, WHOLE_PHOTO]), at_desk=some.booleans())
    def set_corners(self, which: int, original: int, quad: Quad | None, at_desk: bool) -> None:
        """Set the corners of a page, at the desk or before it is sent; perhaps one of another paper, or too late."""
        page = page_id(self.originals[original], 0)
        if at_desk:
            who, paper = self._mostly_in_hand(which, which)
            reader, clerk, document_id = self.world.readers[who], self.world.staff[who], self.papers[paper]
            self.step(
                lambda: self.model.set_corners_in_hand(reader, document_id, page),
                lambda: set_corners_in_hand(clerk, document_id, page, quad),
            )
        else:
            ids = self.ids[which], page
            self.step(lambda: self.model.set_corners(*ids), lambda: set_corners(self.world.visitor, *ids, quad))

    @precondition(_has_cards)
    @rule(which=some.integers(0, 3), who=WHO, other_way=some.booleans(), apart=some.booleans(), at_desk=some.booleans())
    def sides(self, which: int, who: int, other_way: bool, apart: bool, at_desk: bool) -> None:
        """Lay one side of a card under the other or take them apart; perhaps the wrong way round, perhaps too late."""
        cards = self.model.cards()
        deposit_id, paper_id, *pair = cards[which % len(cards)]
        upper, lower = reversed(pair) if other_way and which else pair
        if at_desk or which == 0:
            place, _ = self._mostly_in_hand(who, who)
            reader, clerk = self.world.readers[place], self.world.staff[place]
            self.step(
                lambda: (
                    self.model.apart_in_hand(reader, paper_id, upper)
                    if apart
                    else self.model.lay_in_hand(reader, paper_id, upper, lower)
                ),
                lambda: apart_in_hand(clerk, paper_id, upper) if apart else lay_in_hand(clerk, paper_id, upper, lower),
            )
        else:
            visitor = self.world.visitor
            self.step(
                lambda: (
                    self.model.take_apart(deposit_id, upper)
                    if apart
                    else self.model.lay_under(deposit_id, upper, lower)
                ),
                lambda: (
                    take_apart(visitor, deposit_id, upper) if apart else lay_under(visitor, deposit_id, upper, lower)
                ),
            )

    @precondition(_has_made_pages)
    @rule(original=ORIGINAL)
    def retry(self, original: int) -> None:
        """Have a page tried again."""
        page = page_id(self.originals[original], 0)
        self.step(lambda: self.model.retry(page), lambda: retry_page(self.world.administrator, page))

    @rule(seconds=some.sampled_from([600, 1000, ABANDON_SECONDS + 1]))
    def wait(self, seconds: int) -> None:
        """Let time pass."""
        self.model.now += seconds

    @rule(seconds=some.sampled_from([0, KEEP_SECONDS, ABANDON_SECONDS + 1]), purges=some.booleans())
    def abandon(self, seconds: int, purges: bool) -> None:
        """Let the rounds come, perhaps much later: abandon what nobody confirmed, purge what was so before.

        The time passes in the same step: as two of five, on a deposit that is open, 2,000 runs drew it seven times.
        """
        self.model.now += seconds
        self.step(self.model.abandon, lambda: abandon_old(self.world.visitor, ABANDON_SECONDS))

        async def act() -> None:
            await purge_abandoned(self.world.visitor, KEEP_SECONDS)
            await carry_out_due(self.world.resources, self.world.visitor)

        if purges:
            self.step(self.model.purge, act)

    @precondition(_has_documents)
    @rule(who=WHO, paper=PAPER)
    def claim(self, who: int, paper: int) -> None:
        """Take a document, perhaps from a colleague."""
        reader, document_id = self.world.readers[who], self.papers[paper]
        self.step(
            lambda: self.model.claim(reader, document_id),
            lambda: claim(self.world.staff[who], document_id, LEASE_SECONDS),
        )

    @precondition(_has_documents)
    @rule(who=WHO, paper=PAPER)
    def release(self, who: int, paper: int) -> None:
        """Give a document back, perhaps a colleague's."""
        reader, document_id = self.world.readers[who], self.papers[paper]
        self.step(lambda: self.model.release(reader, document_id), lambda: release(self.world.staff[who], document_id))

    @precondition(_has_documents)
    @rule(who=WHO, after=some.integers(0, 3))
    def take_next(self, who: int, after: int) -> None:
        """Take whatever is next."""
        reader, last = self.world.readers[who], (*self.papers, None)[after]
        found: list[UUID | None] = []

        def said() -> Events:
            following, events = self.model.take_next(reader, last)
            found.append(following)
            return events

        ends = self.step(said, lambda: take_next(self.world.staff[who], LEASE_SECONDS, after=last))
        assert ends == found

    @precondition(_has_documents)
    @rule(who=WHO, paper=PAPER, kind=FEW, has_person=some.booleans())
    def profile(self, who: int, paper: int, kind: int, has_person: bool) -> None:
        """Say what a document is."""
        who, paper = self._mostly_in_hand(who, paper)
        reader, document_id, told = self.world.readers[who], self.papers[paper], self._told(kind, has_person)
        self.step(
            lambda: self.model.profile(reader, document_id, has_type=kind > 0, has_person=has_person),
            lambda: profile(self.world.staff[who], document_id, told),
        )

    @precondition(_has_documents)
    @rule(who=WHO, paper=PAPER, kind=some.integers(0, 5), has_person=some.booleans(), twice=some.booleans())
    def validate(self, who: int, paper: int, kind: int, has_person: bool, twice: bool) -> None:
        """File a document, perhaps in two tabs at once."""
        kind, has_person = (kind, has_person) if kind < 3 else (kind % 2 + 1, True)
        who, paper = self._mostly_in_hand(who, paper)
        reader, document_id, told = self.world.readers[who], self.papers[paper], self._told(kind, has_person)
        facts = {"has_type": kind > 0, "has_person": has_person, "two_readers": kind == 2}
        self.step(
            lambda: self.model.validate(reader, document_id, **facts),
            *[lambda: validate(self.world.staff[who], document_id, told)] * (1 + twice),
        )
        self.settle(0)  # as the worker does after a decision

    @precondition(_has_documents)
    @rule(who=WHO, paper=PAPER, has_reason=some.booleans())
    def refuse(self, who: int, paper: int, has_reason: bool) -> None:
        """Refuse a document."""
        who, paper = self._mostly_in_hand(who, paper)
        reader, document_id = self.world.readers[who], self.papers[paper]
        reason_id = self.world.reason_id if has_reason else None
        self.step(
            lambda: self.model.refuse(reader, document_id, has_reason=has_reason),
            lambda: refuse(self.world.staff[who], document_id, reason_id, ""),
        )
        self.settle(0)

    def _mostly_in_hand(self, who: int, paper: int) -> tuple[int, int]:
        """Return, for the commonest reader, a document that somebody holds, and that person."""
        for place, document_id in enumerate(self.papers):
            document = self.model.documents.get(document_id)
            holder = document and self.model.deposits[document.deposit_id].claimed_by
            if who == 0 and document and holder and not document.decided_by:
                return [each.id for each in self.world.readers].index(holder), place
        return who, paper

    def _told(self, kind: int, has_person: bool) -> Profile:
        person_id = self.world.person_id if has_person else None
        return Profile(type_id=self.world.types[kind], beneficiary_id=person_id, document_date=None)

    # How a run ends

    def teardown(self) -> None:
        """One event for each transition, all bytes as they came or were made; then nothing of this run waits.

        Nor does it after a failure: the next run would take it for its own, and the failure could not be replayed.
        """
        self.world.moves += self.model.moves
        try:
            self.world.runner.run(self._check_all())
        finally:
            self.world.runner.run(self._clear())

    async def _check_all(self) -> None:
        owner = self.world.owner
        records = {*self.ids, *self.papers, *self.originals}
        records |= {page_id(each, index) for each in self.originals for index in range(2)}
        events = await owner.fetch("SELECT name, record_id FROM events WHERE record_id = ANY($1)", list(records))
        told, wanted = Counter(tuple(row) for row in events), Counter(self.expected)
        assert told == wanted, f"events {told - wanted} too many, {wanted - told} too few"
        kept = await owner.fetch(
            """SELECT vault_key, sha256 FROM originals WHERE deposit_id = ANY($1)
               UNION SELECT r.vault_key, r.sha256 FROM renditions r JOIN pages g ON g.id = r.page_id
               WHERE g.deposit_id = ANY($1)""",
            self.ids,
        )
        for row in kept:
            assert await digest(self.world.resources.vault, row["vault_key"]) == row["sha256"]
        assert not await owner.fetchval(
            "SELECT EXISTS (SELECT FROM removals WHERE vault_key = ANY($1))", [row["vault_key"] for row in kept]
        )

    async def _clear(self) -> None:
        owner = self.world.owner
        await owner.execute("UPDATE deposits SET state = 'withdrawn' WHERE state IN ('open', 'received', 'ready')")
        await owner.execute(
            "UPDATE documents SET state = 'withdrawn' WHERE state IN ('captured', 'profiled', 'second_reading')"
        )
